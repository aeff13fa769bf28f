"""Addresses of keeping, erasing and giving copies of records: see addresses.py."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from onlinelives.accounts.actions import people
from onlinelives.cases.models import YoungPerson
from onlinelives.rules import roles
from tests.house.answers import GONE, IN, NO, NOT_NOW, OK, Row
from tests.practice import add_young_person, restricted_to
from tests.world import add_person

# fmt: off
#                             anon  alice    bob   charl    dana   ravi   ines   omar    zoe    yan    olu   nobody
ROWS: dict[tuple[str, str], Row] = {
    ("young_person_forget", "GET"): (IN, NOT_NOW, NOT_NOW, *[GONE] * 9),
    ("young_person_forget", "POST"): (IN, NOT_NOW, NOT_NOW, *[GONE] * 9),
    ("locked_out", "GET"):         (IN, NO, NO, NO, NO, NO, NO, OK, NO, NO, OK, NO),
    ("locked_out_record", "GET"):  (IN, NO, NO, NO, NO, NO, NO, OK, NO, NO, GONE, NO),
    ("locked_out_record", "POST"): (IN, NO, NO, NO, NO, NO, NO, IN, NO, NO, GONE, NO),
}
# fmt: on


class Kept:
    """What these addresses are about, made when it is first asked for."""

    def __init__(self, scene: Any):
        self.scene, self.world = scene, scene.world

    @cached_property
    def locked_out(self) -> YoungPerson:
        """A restricted record of Elmfield whose only named person has left."""
        ada = add_person("Ada", roles.PRACTITIONER, self.world.elmfield, by=self.world.omar)
        made = add_young_person(self.scene.practice.pastoral, self.world.alice, given_name="Ondine")
        restricted_to([ada], made, self.world.bob)
        people.end_role(membership=ada.memberships.get(), by=self.world.omar)
        return made


def kept(scene: Any) -> Kept:
    found: Kept = scene.__dict__.setdefault("kept", Kept(scene))
    return found


ARGS: tuple[tuple[str, Callable[[Any], list[Any]]], ...] = (
    ("locked_out_record", lambda s: [kept(s).locked_out.reference]),
)

DATA: dict[str, Callable[[Any], dict[str, Any]]] = {
    "young_person_forget": lambda s: {"version": 1},
    "locked_out_record": lambda s: {"manager": s.world.bob.pk, "reason": "Everybody named on it has left."},
}
