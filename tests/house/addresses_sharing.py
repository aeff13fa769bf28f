"""Addresses of sharing between agencies: see addresses.py. Elmfield asks, decides and sends; Harbour, where Charlie
works, has asked Elmfield about Ondine and sent it an extract."""

from collections.abc import Callable
from typing import Any

from onlinelives.trail import clock
from tests.house.answers import BAD, GONE, IN, NO, OK, Row

KEY = "7e6f9f6e-0b1f-4a0e-9d7c-0a4f8a9d1c22"
WHY = "Agreed in the weekly meeting."

OURS = (IN, OK, OK, *[GONE] * 9)  # a page of Tariq's record
WRITE = (IN, IN, IN, *[GONE] * 9)

# fmt: off
#                             anon  alice    bob   charl    dana   ravi   ines   omar    zoe    yan    olu   nobody
ROWS: dict[tuple[str, str], Row] = {
    ("sharing", "GET"):                 (IN, OK, OK, OK, OK, NO, NO, OK, OK, OK, OK, NO),
    ("sharing_agreements", "GET"):      (IN, OK, OK, OK, OK, NO, NO, OK, OK, OK, OK, NO),
    ("sharing_agreement_new", "GET"):   (IN, NO, NO, NO, OK, NO, NO, OK, OK, NO, OK, NO),
    ("sharing_agreement_new", "POST"):  (IN, NO, NO, NO, IN, NO, NO, IN, BAD, NO, BAD, NO),
    ("sharing_agreement_edit", "GET"):  (IN, NO, NO, NO, OK, NO, NO, OK, GONE, NO, GONE, NO),
    ("sharing_agreement_edit", "POST"): (IN, NO, NO, NO, IN, NO, NO, IN, GONE, NO, GONE, NO),
    ("sharing_agreement_end", "POST"):  (IN, NO, NO, NO, IN, NO, NO, IN, GONE, NO, GONE, NO),
    ("sharing_bases", "GET"):           (IN, OK, OK, OK, OK, NO, NO, OK, OK, OK, OK, NO),
    ("sharing_basis", "GET"):           (IN, OK, OK, OK, OK, NO, NO, OK, GONE, GONE, GONE, NO),
    ("sharing_basis_new", "GET"):       (IN, NO, NO, NO, OK, NO, NO, OK, OK, NO, OK, NO),
    ("sharing_basis_new", "POST"):      (IN, NO, NO, NO, IN, NO, NO, IN, IN, NO, IN, NO),
    ("sharing_basis_revise", "GET"):    (IN, NO, NO, NO, OK, NO, NO, OK, GONE, NO, GONE, NO),
    ("sharing_basis_revise", "POST"):   (IN, NO, NO, NO, IN, NO, NO, IN, GONE, NO, GONE, NO),
    ("sharing_known", "GET"):           (IN, OK, OK, OK, NO, NO, NO, NO, NO, OK, NO, NO),
    ("sharing_known", "POST"):          (IN, OK, OK, BAD, NO, NO, NO, NO, NO, BAD, NO, NO),
    ("sharing_calls", "GET"):           (IN, OK, OK, OK, NO, NO, NO, NO, NO, OK, NO, NO),
    ("sharing_called", "POST"):         (IN, GONE, IN, *[GONE] * 9),
    ("sharing_ours", "GET"):            (IN, OK, OK, OK, NO, NO, NO, NO, NO, OK, NO, NO),
    ("sharing_asked", "GET"):           (IN, OK, OK, OK, NO, NO, NO, NO, NO, OK, NO, NO),
    ("sharing_answer", "GET"):          OURS,
    ("sharing_answer", "POST"):         WRITE,
    ("sharing_received", "GET"):        (IN, OK, OK, OK, NO, NO, NO, NO, NO, OK, NO, NO),
    ("sharing_extract", "GET"):         OURS,
    ("young_person_sharing", "GET"):    OURS,
    ("young_person_check_new", "GET"):  OURS,
    ("young_person_check_new", "POST"): WRITE,
    ("young_person_check", "GET"):      OURS,
    ("young_person_check_withdraw", "POST"): WRITE,
    ("young_person_sharing_new", "GET"): OURS,
    ("young_person_sharing_new", "POST"): WRITE,
    ("young_person_sharing_decision", "GET"): OURS,
    ("young_person_sharing_again", "GET"): OURS,
    ("young_person_sharing_again", "POST"): WRITE,
    ("young_person_sharing_complete", "GET"): OURS,
    ("young_person_sharing_complete", "POST"): WRITE,
    ("young_person_sharing_agree", "POST"): (IN, NO, IN, *[GONE] * 9),
    ("young_person_never", "GET"):      OURS,
    ("young_person_never", "POST"):     WRITE,
    ("young_person_never_end", "GET"):  OURS,
    ("young_person_never_end", "POST"): WRITE,
    ("young_person_extract_new", "GET"): OURS,
    ("young_person_extract_new", "POST"): OURS,
    ("young_person_extract", "GET"):    OURS,
    ("young_person_extract_revoke", "POST"): WRITE,
    ("young_person_pack_new", "POST"):  OURS,
    ("young_person_pack_file", "GET"):  OURS,
}
# fmt: on


def _to(s: Any, decision: Any) -> list[Any]:
    return [s.practice.tariq.reference, decision.pk]


ARGS: tuple[tuple[str, Callable[[Any], list[Any]]], ...] = (
    ("sharing_agreement_(edit|end)", lambda s: [s.partners.agreement.pk]),
    ("sharing_basis(_revise)?", lambda s: [s.partners and "public-task"]),
    ("sharing_answer", lambda s: [s.partners.asked.pk]),
    ("sharing_extract", lambda s: [s.partners.received.pk]),
    ("sharing_called", lambda s: [s.met.pk]),
    ("sharing.*", lambda s: []),
    ("young_person_(check_new|sharing|sharing_new|never)", lambda s: [s.practice.tariq.reference]),
    ("young_person_check(_.*)?", lambda s: _to(s, s.partners.check)),
    ("young_person_sharing_complete", lambda s: _to(s, s.partners.urgent)),
    ("young_person_sharing_agree", lambda s: _to(s, s.partners.refused)),
    ("young_person_sharing_.*", lambda s: _to(s, s.partners.decision)),
    ("young_person_never_end", lambda s: _to(s, s.never)),
    ("young_person_extract_new", lambda s: [*_to(s, s.partners.urgent), s.partners.urgent.recipients.get().pk]),
    ("young_person_extract(_.*)?", lambda s: _to(s, s.partners.extract)),
    ("young_person_pack_new", lambda s: _to(s, s.partners.for_mother)),
    ("young_person_pack_file", lambda s: _to(s, s.pack)),
)

_TERMS = {"name": "Protocol", "purpose": "To help early.", "form_key": KEY, "version": 1}
_REVIEW = {"review_on_0": 1, "review_on_1": 3, "review_on_2": clock.today().year + 1}
_BASIS = {"name": "By-law", "citation": "By-law 4", "allows": "Sharing.", "state": "in_force", "form_key": KEY}
_REST = {"necessity": WHY, "child_told": "yes", "child_view": WHY, "parent_told": "yes"}


def _agencies(s: Any) -> list[int]:
    return [s.world.elmfield.pk, s.world.harbour.pk]


def _basis(s: Any) -> int:
    return int(s.partners.decision.bases.get().basis_id)


def _decision(s: Any) -> dict[str, Any]:
    said = {"audience": "agency", "agencies": [s.world.harbour.pk], "outcome": "part", "purpose": WHY, "reasons": WHY}
    return {**said, **_REST, "bases": [_basis(s)], "form_key": KEY}


DATA: dict[str, Callable[[Any], dict[str, Any]]] = {
    "sharing_agreement_new": lambda s: {**_TERMS, **_REVIEW, "agencies": _agencies(s)},
    "sharing_agreement_edit": lambda s: {**_TERMS, **_REVIEW, "agencies": _agencies(s)},
    "sharing_agreement_end": lambda s: {"end-reason": WHY, "end-version": 1},
    "sharing_basis_new": lambda s: _BASIS,
    "sharing_basis_revise": lambda s: {**_BASIS, "version": 1},
    "sharing_known": lambda s: {
        "name": "Nobody Here", "born_on_0": 1, "born_on_1": 2, "born_on_2": 2011, "reason": WHY, "form_key": KEY,
        "agency": s.world.elmfield.pk,
    },
    "sharing_answer": lambda s: {"outcome": "nothing", "form_key": KEY},
    "young_person_check_new": lambda s: {
        "version": 1, "agencies": [s.world.harbour.pk], "question": WHY, "shows": ["name"], "form_key": KEY,
        "send": "yes",
    },
    "young_person_check_withdraw": lambda s: {"reason": WHY},
    "young_person_sharing_new": _decision,
    "young_person_sharing_again": _decision,
    "young_person_sharing_complete": lambda s: {**_REST, "bases": [_basis(s)]},
    "young_person_sharing_agree": lambda s: {"agreed": "yes"},
    "young_person_never": lambda s: {"name": "Rufus Vane", "reason": WHY, "form_key": KEY},
    "young_person_never_end": lambda s: {"reason": WHY},
    "young_person_extract_new": lambda s: {
        "pick_identity_name": "on", "text_identity_name": "Tariq", "days": 30, "form_key": KEY,
    },
    "young_person_extract_revoke": lambda s: {"revoke-reason": WHY},
    "young_person_pack_new": lambda s: {"form_key": KEY},
}  # fmt: skip
