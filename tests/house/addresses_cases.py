"""Addresses of young people's records: see addresses.py."""

from collections.abc import Callable
from typing import Any

from onlinelives.cases.queries.sheets import CODES
from tests.house.answers import BAD, GONE, IN, NO, NOT_NOW, OK, Row
from tests.house.scenarios_cases import WHY
from tests.practice import FOUND, REFERRED, local_item

CONDUCT = {"conduct-version": 0, "conduct.gaming-state": "yes"}
KEY = "7e6f9f6e-0b1f-4a0e-9d7c-0a4f8a9d1c11"

# fmt: off
#                             anon  alice    bob   charl    dana   ravi   ines   omar    zoe    yan    olu   nobody
ROWS: dict[tuple[str, str], Row] = {
    ("assessment_blank", "GET"):   (IN, OK, OK, OK, NO, NO, NO, NO, NO, OK, NO, NO),
    ("local_items", "GET"):        (IN, NO, NO, NO, OK, NO, NO, NO, OK, NO, NO, NO),
    ("local_items", "POST"):       (IN, NO, NO, NO, IN, NO, NO, NO, IN, NO, NO, NO),
    ("local_item_end", "POST"):    (IN, NO, NO, NO, IN, NO, NO, NO, GONE, NO, NO, NO),
    ("young_people_teams", "GET"): (IN, OK, OK, OK, NO, NO, NO, NO, NO, OK, NO, NO),
    ("young_person_plan", "GET"):  (IN, OK, OK, *[GONE] * 9),
    ("young_person_plan", "POST"): (IN, IN, IN, *[GONE] * 9),
    ("young_person_close", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_close", "POST"): (IN, NOT_NOW, NOT_NOW, *[GONE] * 9),
    ("young_person_reopen", "POST"): (IN, NOT_NOW, NOT_NOW, *[GONE] * 9),
    ("young_person_compared", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_assessment_new", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_assessment_new", "POST"): (IN, IN, IN, *[GONE] * 9),
    ("young_person_assessment", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_assessment_all", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_assessment_all", "POST"): (IN, IN, IN, *[GONE] * 9),
    ("young_person_assessment_topic", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_assessment_topic", "POST"): (IN, IN, IN, *[GONE] * 9),
    ("young_person_assessment_save", "POST"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_assessment_finish", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_assessment_finish", "POST"): (IN, BAD, BAD, *[GONE] * 9),
    ("young_person_assessment_set_aside", "POST"): (IN, IN, IN, *[GONE] * 9),
    ("young_person_assessment_flag", "POST"): (IN, NOT_NOW, NOT_NOW, *[GONE] * 9),
    ("record_settings", "GET"):    (IN, NO, NO, NO, NO, NO, NO, OK, NO, NO, OK, NO),
    ("record_settings", "POST"):   (IN, NO, NO, NO, NO, NO, NO, IN, NO, NO, IN, NO),
    ("young_people", "GET"):       (IN, OK, OK, OK, NO, NO, NO, NO, NO, OK, NO, NO),
    ("young_people", "POST"):      (IN, OK, OK, OK, NO, NO, NO, NO, NO, OK, NO, NO),
    ("young_person_new", "GET"):   (IN, OK, OK, OK, NO, NO, NO, NO, NO, OK, NO, NO),
    ("young_person_new", "POST"):  (IN, IN, IN, BAD, NO, NO, NO, NO, NO, BAD, NO, NO),
    ("young_person", "GET"):       (IN, OK, OK, *[GONE] * 9),
    ("young_person_looks", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_identity", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_identity", "POST"): (IN, IN, IN, *[GONE] * 9),
    ("young_person_move", "GET"):  (IN, OK, OK, *[GONE] * 9),
    ("young_person_move", "POST"): (IN, IN, IN, *[GONE] * 9),
    ("young_person_restrict", "GET"): (IN, NO, OK, *[GONE] * 9),
    ("young_person_restrict", "POST"): (IN, NO, IN, *[GONE] * 9),
    ("young_person_lift", "POST"): (IN, NO, NOT_NOW, *[GONE] * 9),
    ("young_person_referral_new", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_referral_new", "POST"): (IN, IN, IN, *[GONE] * 9),
    ("young_person_referral", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_referral_edit", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_referral_edit", "POST"): (IN, IN, IN, *[GONE] * 9),
    ("young_person_referral_decide", "POST"): (IN, IN, IN, *[GONE] * 9),
    ("young_person_referral_online", "POST"): (IN, IN, IN, *[GONE] * 9),
}
# fmt: on

ARGS: tuple[tuple[str, Callable[[Any], list[Any]]], ...] = (
    ("young_person_new", lambda s: []),
    ("local_item_end", lambda s: [local_item(s.world).pk]),
    ("young_person_assessment_new", lambda s: [s.practice.tariq.reference]),
    (
        "young_person_assessment_(topic|save)",
        lambda s: [s.practice.tariq.reference, s.practice.assessment.pk, "conduct"],
    ),
    ("young_person_assessment(_.*)?", lambda s: [s.practice.tariq.reference, s.practice.assessment.pk]),
    ("young_person_referral_new", lambda s: [s.practice.tariq.reference]),
    ("young_person_referral(_.*)?", lambda s: [s.practice.tariq.reference, s.practice.referral.pk]),
    ("young_person(_.*)?", lambda s: [s.practice.tariq.reference]),
)

DATA: dict[str, Callable[[Any], dict[str, Any]]] = {
    "local_items": lambda s: {"category": "contact", "label": "Fights", "how": "Ask who.", "form_key": KEY},
    "young_person_plan": lambda s: {"version": 1, "worker": s.world.alice.pk},
    "young_person_close": lambda s: {"version": 1, "reason": "helped", "outcome": "safer", "words": WHY},
    "young_person_reopen": lambda s: {"because": WHY},
    "young_person_assessment_new": lambda s: {"stage": "closing", "form_key": KEY},
    "young_person_assessment_topic": lambda s: CONDUCT,
    "young_person_assessment_save": lambda s: CONDUCT,
    "young_person_assessment_all": lambda s: {f"{code}-version": 0 for code in CODES},
    "young_person_assessment_finish": lambda s: {"saves": 0},
    "young_person_assessment_flag": lambda s: {"flagged": "yes", "reason": WHY, "form_key": KEY},
    "record_settings": lambda s: {"version": 1, "acknowledge_within": 60, "keeps_identity": "on"},
    "young_people": lambda s: {"words": "Tariq"},
    "young_person_new": lambda s: {"given_name": "Ondine", "team": s.practice.pastoral.pk, "form_key": KEY},
    "young_person_identity": lambda s: {"given_name": "Tarik", "version": 1},
    "young_person_move": lambda s: {"team": s.practice.night.pk, "version": 1},
    "young_person_restrict": lambda s: {"people": [s.world.alice.pk], "reason": WHY, "version": 1},
    "young_person_referral_new": lambda s: {**REFERRED, "form_key": KEY},
    "young_person_referral_edit": lambda s: {**REFERRED, "form_key": KEY, "version": 1},
    "young_person_referral_decide": lambda s: {
        "decide-version": 1,
        "decide-outcome": "early_help",
        "decide-reason": WHY,
    },
    "young_person_referral_online": lambda s: {"found-version": 1, "found-found_how": WHY, **FOUND},
    "young_person_lift": lambda s: {"lift-reason": WHY, "lift-version": 1},
}
