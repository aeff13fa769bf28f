"""Scenarios of test_actions for keeping, erasing and giving copies of records."""

from collections.abc import Callable
from typing import Any

from onlinelives.accounts.actions import people
from onlinelives.cases.actions import restrictions, settings, young_people
from tests.practice import Practice, restricted_to
from tests.world import World

WHY = "Quarrels about who may look after this have ended."


def nameless(world: World) -> Practice:
    practice = Practice(world)
    settings.decide(wanted=settings.Wanted(keeps_identity=False), expected=1, by=world.omar)
    return practice


def locked_out(world: World) -> Practice:
    """Tariq's record is restricted to Alice, who has left."""
    practice = Practice(world)
    restricted_to([world.alice], practice.tariq, world.bob)
    people.end_role(membership=world.alice.memberships.get(), by=world.omar)
    return practice


SCENARIOS: dict[str, tuple[Callable[[World], Any], Callable[[World, Any], Any]]] = {
    "young_people.forget_identity": (
        nameless,
        lambda w, x: young_people.forget_identity(young_person=x.tariq, expected=1, by=w.alice),
    ),
    "restrictions.give_back": (
        locked_out,
        lambda w, x: restrictions.give_back(reference=x.tariq.reference, manager=w.bob, reason=WHY, by=w.omar),
    ),
}
