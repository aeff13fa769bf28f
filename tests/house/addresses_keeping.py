"""Addresses of keeping, erasing and giving copies of records: see addresses.py."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from onlinelives.accounts.actions import people
from onlinelives.cases.actions import copies, disposals, holds
from onlinelives.cases.finding import Identity
from onlinelives.cases.models import Certificate, CopyRequest, Disposal, LegalHold, YoungPerson
from onlinelives.cases.queries import preview
from onlinelives.rules import roles
from onlinelives.trail import clock
from tests.copies import ASKED, approve, decide_all, now
from tests.house.answers import GONE, IN, NO, NOT_NOW, OK, Row
from tests.keeping import WHY, Keeping
from tests.practice import add_young_person, closed, restricted_to
from tests.world import add_person

KEY = "7e6f9f6e-0b1f-4a0e-9d7c-0a4f8a9d1c11"


def day(name: str) -> dict[str, int]:
    """Today, as a form sends it."""
    today = clock.today()
    return {f"{name}_0": today.day, f"{name}_1": today.month, f"{name}_2": today.year}


ASKS = {"asked_by": "parent", "checked": "known", **day("received_on")}
UNTIL = {"until_0": 1, "until_1": 2, "until_2": 2090}

# fmt: off
#                             anon  alice    bob   charl    dana   ravi   ines   omar    zoe    yan    olu   nobody
ROWS: dict[tuple[str, str], Row] = {
    ("young_person_forget", "GET"): (IN, NOT_NOW, NOT_NOW, *[GONE] * 9),
    ("young_person_forget", "POST"): (IN, NOT_NOW, NOT_NOW, *[GONE] * 9),
    ("closed_records", "GET"):     (IN, NO, OK, NO, NO, NO, NO, NO, NO, OK, NO, NO),
    ("disposals", "GET"):          (IN, OK, OK, OK, NO, NO, NO, NO, NO, OK, NO, NO),
    ("certificates", "GET"):       (IN, NO, OK, NO, NO, NO, NO, OK, NO, OK, OK, NO),
    ("certificate", "GET"):        (IN, NO, OK, NO, NO, NO, NO, OK, NO, GONE, GONE, NO),
    ("retention_rules", "GET"):    (IN, NO, NO, NO, NO, NO, NO, OK, NO, NO, OK, NO),
    ("retention_rule", "GET"):     (IN, NO, NO, NO, NO, NO, NO, OK, NO, NO, OK, NO),
    ("retention_rule", "POST"):    (IN, NO, NO, NO, NO, NO, NO, IN, NO, NO, IN, NO),
    ("area_holds", "GET"):         (IN, NO, NO, NO, NO, NO, NO, OK, NO, NO, OK, NO),
    ("area_holds", "POST"):        (IN, NO, NO, NO, NO, NO, NO, IN, NO, NO, IN, NO),
    ("area_hold_lift", "GET"):     (IN, NO, NO, NO, NO, NO, NO, OK, NO, NO, GONE, NO),
    ("area_hold_lift", "POST"):    (IN, NO, NO, NO, NO, NO, NO, IN, NO, NO, GONE, NO),
    ("young_person_keeping", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_keep_longer", "GET"): (IN, NO, OK, *[GONE] * 9),
    ("young_person_keep_longer", "POST"): (IN, NO, IN, *[GONE] * 9),
    ("young_person_hold", "GET"):  (IN, NO, OK, *[GONE] * 9),
    ("young_person_hold", "POST"): (IN, NO, IN, *[GONE] * 9),
    ("young_person_hold_lift", "GET"): (IN, NO, OK, *[GONE] * 9),
    ("young_person_hold_lift", "POST"): (IN, NO, IN, *[GONE] * 9),
    ("young_person_dispose", "GET"): (IN, NO, OK, *[GONE] * 9),
    ("young_person_dispose", "POST"): (IN, NO, IN, *[GONE] * 9),
    ("young_person_disposal", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_disposal_approve", "POST"): (IN, NO, IN, *[GONE] * 9),
    ("young_person_disposal_turn_down", "POST"): (IN, NO, IN, *[GONE] * 9),
    ("young_person_disposal_withdraw", "POST"): (IN, NO, NO, *[GONE] * 9),
    ("copies", "GET"):             (IN, OK, OK, OK, NO, NO, NO, NO, NO, OK, NO, NO),
    ("young_person_copies", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_copy_new", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_copy_new", "POST"): (IN, IN, IN, *[GONE] * 9),
    ("young_person_copy", "GET"):  (IN, OK, OK, *[GONE] * 9),
    ("young_person_copy_edit", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_copy_edit", "POST"): (IN, IN, IN, *[GONE] * 9),
    ("young_person_copy_clock", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_copy_clock", "POST"): (IN, IN, IN, *[GONE] * 9),
    ("young_person_copy_end", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_copy_end", "POST"): (IN, IN, IN, *[GONE] * 9),
    ("young_person_copy_passage", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_copy_passage", "POST"): (IN, IN, IN, *[GONE] * 9),
    ("young_person_copy_approve", "GET"): (IN, NO, OK, *[GONE] * 9),
    ("young_person_copy_approve", "POST"): (IN, NO, IN, *[GONE] * 9),
    ("young_person_copy_file", "POST"): (IN, IN, IN, *[GONE] * 9),
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
        made = add_young_person(self.keeping.pastoral, self.world.alice, given_name="Ondine")
        restricted_to([ada], made, self.world.bob)
        people.end_role(membership=ada.memberships.get(), by=self.world.omar)
        return made

    @cached_property
    def keeping(self) -> Keeping:
        """Ondine's record is closed, and its day has come."""
        return Keeping(self.world, self.scene.practice)

    @cached_property
    def disposal(self) -> Disposal:
        """Proposed by Bea, of a record of its own."""
        made = self.due("Orla")
        return disposals.propose(young_person=made, reason=WHY, by=self.keeping.bea)

    @cached_property
    def certificate(self) -> Certificate:
        made = self.due("Odd")
        proposed = disposals.propose(young_person=made, reason=WHY, by=self.keeping.bea)
        return disposals.approve(disposal=proposed, by=self.world.bob)

    @cached_property
    def area_hold(self) -> LegalHold:
        """On the other agency, so that it stands in nobody's way."""
        return holds.hold_area(agency=self.world.harbour, reason=WHY, by=self.world.omar)

    @cached_property
    def hold(self) -> LegalHold:
        return holds.hold_record(young_person=self.keeping.tariq, reason=WHY, by=self.world.bob)

    @cached_property
    def copy(self) -> CopyRequest:
        """Asked for; nothing of it is decided."""
        return copies.request(young_person=self.keeping.tariq, asked=ASKED, by=self.world.bob)

    @cached_property
    def ready(self) -> CopyRequest:
        """Alice decided on every passage of it."""
        made = copies.request(young_person=self.keeping.tariq, asked=ASKED, by=self.world.bob)
        decide_all(made, self.world.alice)
        return made

    @cached_property
    def released(self) -> CopyRequest:
        made = copies.request(young_person=self.keeping.tariq, asked=ASKED, by=self.world.bob)
        decide_all(made, self.world.alice)
        return approve(made, self.world.bob).request

    def due(self, name: str) -> YoungPerson:
        born_on = self.keeping.ondine.birthday
        made = add_young_person(self.keeping.pastoral, self.world.alice, Identity(name, born_on=born_on))
        return closed(made, self.keeping.ondine.closed_on)


def kept(scene: Any) -> Kept:
    found: Kept = scene.__dict__.setdefault("kept", Kept(scene))
    return found


def of(copy: CopyRequest) -> list[Any]:
    return [copy.young_person.reference, copy.pk]


ARGS: tuple[tuple[str, Callable[[Any], list[Any]]], ...] = (
    ("certificate", lambda s: [kept(s).certificate.pk]),
    ("retention_rule", lambda s: ["in_need"]),
    ("area_hold_lift", lambda s: [kept(s).area_hold.pk]),
    ("young_person_hold_lift", lambda s: [kept(s).keeping.tariq.reference, kept(s).hold.pk]),
    ("young_person_(keeping|keep_longer|hold|dispose)", lambda s: [kept(s).keeping.ondine.reference]),
    (
        "young_person_disposal(_.*)?",
        lambda s: [kept(s).disposal.young_person.reference, kept(s).disposal.pk],
    ),
    ("young_person_copies|young_person_copy_new", lambda s: [kept(s).keeping.tariq.reference]),
    ("young_person_copy_passage", lambda s: [*of(kept(s).copy), "record"]),
    ("young_person_copy_approve", lambda s: of(kept(s).ready)),
    ("young_person_copy_file", lambda s: [*of(kept(s).released), "json"]),
    ("young_person_copy(_.*)?", lambda s: of(kept(s).copy)),
    ("locked_out_record", lambda s: [kept(s).locked_out.reference]),
)

DATA: dict[str, Callable[[Any], dict[str, Any]]] = {
    "retention_rule": lambda s: {"version": 0, "start": "closing", "years": 9, "reason": WHY},
    "area_holds": lambda s: {"agency": "area", "reason": WHY, "form_key": KEY},
    "area_hold_lift": lambda s: {"reason": WHY},
    "young_person_keep_longer": lambda s: {**UNTIL, "reason": WHY, "form_key": KEY},
    "young_person_hold": lambda s: {"reason": WHY, "form_key": KEY},
    "young_person_hold_lift": lambda s: {"reason": WHY},
    "young_person_dispose": lambda s: {"reason": WHY, "approver": "any", "form_key": KEY},
    "young_person_disposal_approve": lambda s: {"sure": "on"},
    "young_person_disposal_turn_down": lambda s: {"no-answer": WHY},
    "young_person_copy_new": lambda s: {**ASKS, "form_key": KEY},
    "young_person_copy_edit": lambda s: {**ASKS, "form_key": KEY, "version": 1},
    "young_person_copy_clock": lambda s: {**day("since"), "reason": WHY},
    "young_person_copy_end": lambda s: {"answer": WHY},
    "young_person_copy_passage": lambda s: {
        "version": 0,
        "sha256": now(kept(s).copy).lines[0].passage.sha256,
        "what": "leave_out",
        "why": "other",
    },
    "young_person_copy_approve": lambda s: {"digest": preview(now(kept(s).ready)).sha256, "sure": "on"},
    "young_person_forget": lambda s: {"version": 1},
    "locked_out_record": lambda s: {"manager": s.world.bob.pk, "reason": "Everybody named on it has left."},
}
