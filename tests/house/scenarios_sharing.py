"""Scenarios of test_actions for sharing between agencies."""

from collections.abc import Callable
from typing import Any

from onlinelives.cases.finding import Identity
from onlinelives.cases.models import YoungPerson
from onlinelives.sharing.actions import agreements, bases, checks, decisions, extracts, lookups, never, packs
from onlinelives.sharing.actions.bases import Wording
from onlinelives.sharing.models import Met, NeverShare
from onlinelives.sharing.queries import To
from tests import partners
from tests.partners import BORN, agree_between, answer, ask, decide, grounds, rest, send
from tests.practice import Practice, add_young_person, restricted_to
from tests.world import World

WHY = "Agreed in the weekly meeting."
WORDING = Wording("By-law", "By-law 4", "Sharing between wardens.", "in_force")
TYPED = ("Ondine", "Rahimzai", "Amara", "Rufus", "Petal", "Tuesdays", "weekly", "By-law", "cannot help", "every day")


def _practice(world: World) -> Practice:
    return Practice(world)


def _asked(world: World) -> Any:
    return ask(Practice(world).tariq, [world.harbour], world.alice)[0]


def _answered(world: World) -> Any:
    check = _asked(world)
    answer(check, world.charlie)
    return check


def _decided(world: World, **said: Any) -> Any:
    grounds(world.alice)
    return decide(Practice(world).tariq, [To(agency=world.harbour)], world.alice, **said)


def _sent(world: World) -> Any:
    return send(_decided(world), world.alice)


def _for_mother(world: World) -> Any:
    return send(decide(Practice(world).tariq, [To(name="Amara Okafor", who="mother")], world.alice), world.alice)


def _ready(world: World) -> Practice:
    grounds(world.alice)
    return Practice(world)


def met(world: World, practice: Practice) -> Met:
    """Charlie has looked up somebody whose record only Bob sees."""
    hidden = add_young_person(practice.pastoral, world.alice, Identity("Selina", "Vane", "", BORN))
    restricted_to([world.bob], hidden, world.bob)
    lookups.look_up(name="Selina Vane", born_on=BORN, reason=WHY, agency=world.harbour, by=world.charlie)
    return Met.objects.select_related("young_person").get(young_person=hidden)


def never_entry(world: World, young_person: YoungPerson) -> NeverShare:
    return never.add(young_person=young_person, name="Nobody Whom We Know", reason=WHY, by=world.alice)


def _revised(world: World, x: Any) -> object:
    return bases.revise(basis=x[0], wording=WORDING, expected=1, by=world.dana)


SCENARIOS: dict[str, tuple[Callable[[World], Any], Callable[[World, Any], Any]]] = {
    "agreements.add": (lambda w: None, lambda w, x: agree_between([w.elmfield, w.harbour], w.dana)),
    "agreements.change": (
        lambda w: agree_between([w.elmfield, w.harbour], w.dana),
        lambda w, x: agreements.change(
            agreement=x,
            terms=agreements.Terms("Other", WHY, x.review_on, (w.elmfield, w.harbour)),
            expected=1,
            by=w.omar,
        ),
    ),
    "agreements.end": (
        lambda w: agree_between([w.elmfield, w.harbour], w.dana),
        lambda w, x: agreements.end(agreement=x, reason=WHY, expected=1, by=w.dana),
    ),
    "bases.lay": (lambda w: None, lambda w, x: bases.lay(by=w.alice)),
    "bases.add": (lambda w: None, lambda w, x: bases.add(wording=WORDING, by=w.dana)),
    "bases.revise": (lambda w: grounds(w.alice), _revised),
    "checks.ask": (_practice, lambda w, x: ask(x.tariq, [w.harbour], w.alice, urgent=True)),
    "checks.answer": (_asked, lambda w, x: answer(x, w.charlie)),
    "checks.withdraw": (_asked, lambda w, x: checks.withdraw(check=x, reason=WHY, by=w.alice)),
    "checks.read": (_answered, lambda w, x: checks.read(check=x, by=w.alice)),
    "checks.see": (_asked, lambda w, x: checks.see(check=x, by=w.charlie)),
    "checks.see_names": (_asked, lambda w, x: checks.see_names(checks=[x], by=w.charlie)),
    "lookups.look_up": (
        _practice,
        lambda w, x: lookups.look_up(
            name="Tariq Okafor", born_on=partners.BORN, reason=WHY, agency=w.harbour, by=w.charlie
        ),
    ),
    "lookups.called": (lambda w: met(w, Practice(w)), lambda w, x: lookups.called(met=x, by=w.bob)),
    "decisions.decide": (_ready, lambda w, x: decide(x.tariq, [To(agency=w.harbour)], w.alice)),
    "decisions.agree": (
        lambda w: _decided(w, outcome="not"),
        lambda w, x: decisions.agree(decision=x, agreed=False, note=WHY, by=w.bob),
    ),
    "decisions.complete": (
        lambda w: _decided(w, urgent=True),
        lambda w, x: decisions.complete(decision=x, rest=rest(w.alice), by=w.bob),
    ),
    "never.add": (_practice, lambda w, x: never_entry(w, x.tariq)),
    "never.end": (
        lambda w: never_entry(w, Practice(w).tariq),
        lambda w, x: never.end(entry=x, reason=WHY, by=w.bob),
    ),
    "extracts.send": (_decided, lambda w, x: send(x, w.alice)),
    "extracts.open_it": (_sent, lambda w, x: extracts.open_it(extract=x, by=w.charlie)),
    "extracts.revoke": (_sent, lambda w, x: extracts.revoke(extract=x, reason=WHY, by=w.bob)),
    "packs.make": (_for_mother, lambda w, x: packs.make(extract=x, by=w.alice)),
    "packs.take": (
        lambda w: packs.make(extract=_for_mother(w), by=w.alice)[0],
        lambda w, x: packs.take(pack=x, by=w.alice),
    ),
}
