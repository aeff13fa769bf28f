"""Addresses of releases and findings of the youth survey: see addresses.py."""

from collections.abc import Callable
from typing import Any

from tests.findings import BULLIED, seen
from tests.house.answers import GONE, IN, NO, OK, Row

KEY = "7e6f9f6e-0b1f-4a0e-9d7c-0a4f8a9d1c16"

# fmt: off
#                             anon  alice    bob   charl    dana   ravi   ines   omar    zoe    yan    olu   nobody
ROWS: dict[tuple[str, str], Row] = {
    ("survey_releases", "GET"):    (IN, NO, NO, NO, OK, NO, OK, NO, OK, NO, NO, NO),
    ("survey_release_new", "GET"): (IN, NO, NO, NO, OK, NO, OK, NO, GONE, NO, NO, NO),
    ("survey_release_new", "POST"): (IN, NO, NO, NO, IN, NO, IN, NO, GONE, NO, NO, NO),
    ("survey_release", "GET"):     (IN, NO, NO, NO, OK, NO, OK, NO, GONE, NO, NO, NO),
    ("survey_release", "POST"):    (IN, NO, NO, NO, IN, NO, NO, NO, GONE, NO, NO, NO),
    ("survey_release_take_back", "POST"): (IN, NO, NO, NO, NO, NO, IN, NO, GONE, NO, NO, NO),
    ("findings", "GET"):           (IN, OK, OK, OK, OK, OK, OK, OK, OK, OK, OK, NO),
    ("finding", "GET"):            (IN, OK, OK, OK, OK, OK, OK, OK, GONE, GONE, GONE, NO),
    ("finding_csv", "GET"):        (IN, OK, OK, OK, OK, OK, OK, OK, GONE, GONE, GONE, NO),
    ("finding_withdraw", "GET"):   (IN, NO, NO, NO, OK, NO, NO, NO, GONE, NO, NO, NO),
    ("finding_withdraw", "POST"):  (IN, NO, NO, NO, IN, NO, NO, NO, GONE, NO, NO, NO),
    ("answer_finding", "GET"):     (IN, OK, OK, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("answer_finding", "POST"):    (IN, IN, IN, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
}
# fmt: on

ARGS: tuple[tuple[str, Callable[[Any], list[Any]]], ...] = (
    ("survey_release_new", lambda s: [s.finding.release.answers_id]),
    ("survey_release(_take_back)?", lambda s: [s.waiting_release.pk]),
    ("finding(_.*)?", lambda s: [s.finding.pk]),
)

DATA: dict[str, Callable[[Any], dict[str, Any]]] = {
    "survey_release_new": lambda s: {"cut": "young_carer", "items": [BULLIED], "reason": "Asked for", "form_key": KEY},
    "survey_release": lambda s: {
        "do": "release",
        "seen": seen(s.waiting_release, s.people["dana"]),
        "decision": "It is right.",
    },
    "finding_withdraw": lambda s: {"why": "Two schools were counted twice."},
    "answer_finding": lambda s: {"finding": s.finding.pk},
}
