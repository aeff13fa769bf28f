"""Addresses of case studies: see addresses.py. Alice writes them from Tariq's record; Charlie of Harbour is asked."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from onlinelives.cases.models import CaseStudy
from onlinelives.cases.queries import drafted
from onlinelives.trail import clock
from tests.house.answers import BAD, GONE, IN, NO, OK, Row
from tests.studies import NARRATIVE, TEACHES, WHY, Studies, open_flags
from tests.studies import now as now_of

KEY = "7e6f9f6e-0b1f-4a0e-9d7c-0a4f8a9d1c11"
SOON = clock.today() + timedelta(days=200)
AUTHOR_SEES = (IN, OK, *[GONE] * 10)
AUTHOR_SENDS = (IN, IN, *[GONE] * 10)
ASKED = (IN, GONE, GONE, OK, *[GONE] * 8)

# fmt: off
#                             anon  alice    bob   charl    dana   ravi   ines   omar    zoe    yan    olu   nobody
ROWS: dict[tuple[str, str], Row] = {
    ("young_person_study_new", "GET"):  (IN, OK, OK, *[GONE] * 9),
    ("young_person_study_new", "POST"): (IN, IN, IN, *[GONE] * 9),
    ("young_person_study", "GET"):             AUTHOR_SEES,
    ("young_person_study_features", "GET"):    AUTHOR_SEES,
    ("young_person_study_features", "POST"):   AUTHOR_SENDS,
    ("young_person_study_text", "GET"):        AUTHOR_SEES,
    ("young_person_study_text", "POST"):       AUTHOR_SENDS,
    ("young_person_study_take", "GET"):        AUTHOR_SEES,
    ("young_person_study_take", "POST"):       AUTHOR_SENDS,
    ("young_person_study_names", "GET"):       AUTHOR_SEES,
    ("young_person_study_names", "POST"):      AUTHOR_SENDS,
    ("young_person_study_nicknames", "POST"):  AUTHOR_SENDS,
    ("young_person_study_unname", "POST"):     AUTHOR_SENDS,
    ("young_person_study_flags", "GET"):       AUTHOR_SEES,
    ("young_person_study_flag", "GET"):        AUTHOR_SEES,
    ("young_person_study_flag", "POST"):       AUTHOR_SENDS,
    ("young_person_study_rare", "GET"):        AUTHOR_SEES,
    ("young_person_study_rare", "POST"):       AUTHOR_SENDS,
    ("young_person_study_foresee", "GET"):     AUTHOR_SEES,
    ("young_person_study_foresee", "POST"):    AUTHOR_SENDS,
    ("young_person_study_ask", "GET"):         AUTHOR_SEES,
    ("young_person_study_ask", "POST"):        (IN, BAD, *[GONE] * 10),  # its flags are open
    ("young_person_study_take_back", "POST"):  AUTHOR_SENDS,
    ("young_person_study_revise", "POST"):     AUTHOR_SENDS,
    ("young_person_study_set_aside", "POST"):  AUTHOR_SENDS,
    ("case_studies", "GET"):          (IN, OK, OK, OK, NO, NO, NO, NO, NO, OK, NO, NO),
    ("case_study", "GET"):            (IN, OK, OK, OK, NO, NO, NO, NO, NO, GONE, NO, NO),
    # Alice wrote it, Charlie approved it, Bob is a manager of the area.
    ("case_study_withdraw", "POST"):  (IN, IN, IN, IN, NO, NO, NO, NO, NO, GONE, NO, NO),
    ("case_study_asked", "GET"):      ASKED,
    ("case_study_flag", "GET"):       ASKED,
    ("case_study_flag", "POST"):      (IN, GONE, GONE, IN, *[GONE] * 8),
    ("case_study_approve", "POST"):   (IN, GONE, GONE, BAD, *[GONE] * 8),  # a flag is left
    ("case_study_send_back", "POST"): (IN, GONE, GONE, IN, *[GONE] * 8),
}
# fmt: on


def _kept(scene: Any, name: str) -> Any:
    """One of each for a scene: a written draft, an ask that waits, an approved text."""
    made: dict[str, Any] = scene.__dict__.setdefault("_studies", {})
    if name not in made:
        made[name] = getattr(Studies(scene.world, scene.practice), name)()
    return made[name]


def _study(scene: Any) -> CaseStudy:
    return now_of(_kept(scene, "named"))


def _here(scene: Any) -> list[Any]:
    return [scene.practice.tariq.reference, _study(scene).pk]


def _flag(scene: Any) -> list[int]:
    return [drafted(_study(scene)).draft.flags[0].number]


ARGS: tuple[tuple[str, Callable[[Any], list[Any]]], ...] = (
    ("young_person_study_new", lambda s: [s.practice.tariq.reference]),
    ("young_person_study_unname", lambda s: [*_here(s), _study(s).names.get().pk]),
    ("young_person_study_flag", lambda s: [*_here(s), *_flag(s)]),
    ("young_person_study(_.*)?", _here),
    ("case_studies", lambda s: []),
    ("case_study(_withdraw)?", lambda s: [_kept(s, "approved").pk]),
    ("case_study_flag", lambda s: [_kept(s, "asked").pk, 1]),
    ("case_study_.*", lambda s: [_kept(s, "asked").pk]),
)


def _version(scene: Any) -> dict[str, Any]:
    return {"version": _study(scene).version}


def _spot(scene: Any) -> dict[str, Any]:
    part, start, end = next(iter(open_flags(_study(scene)).values()))
    return {"part": part, "start": start, "end": end}


def _foreseen() -> dict[str, Any]:
    return {
        f"{name}{end}": told
        for name in ("recognise", "press", "court", "hurt")
        for end, told in (("", "no"), ("_words", WHY))
    }


DATA: dict[str, Callable[[Any], dict[str, Any]]] = {
    "young_person_study_new": lambda s: {"teaches": TEACHES, "age_band": "none", "form_key": KEY},
    "young_person_study_features": lambda s: {
        **_version(s),
        "age_band": "none",
        "outcome": ["outcome:early_help"],
    },
    "young_person_study_text": lambda s: {**_version(s), "title": "T", "teaches": TEACHES, "narrative": NARRATIVE},
    "young_person_study_take": lambda s: {**_version(s), "codes": [f"reason:{s.practice.referral.pk}"]},
    "young_person_study_names": lambda s: {**_version(s), "what": "school", "name": "Oak Lane", "form_key": KEY},
    "young_person_study_nicknames": lambda s: {**_version(s), "asked": "none"},
    "young_person_study_unname": _version,
    "young_person_study_flag": lambda s: {**_version(s), **_spot(s), "choice": "replace"},
    "young_person_study_rare": lambda s: {**_version(s), "combination": "outcome:early_help", "reason": WHY},
    "young_person_study_foresee": lambda s: {**_version(s), **_foreseen()},
    "young_person_study_ask": lambda s: {**_version(s), "person": s.world.charlie.pk, "form_key": KEY},
    "young_person_study_take_back": _version,
    "young_person_study_revise": _version,
    "young_person_study_set_aside": _version,
    "case_study_withdraw": lambda s: {"reason": "Somebody was recognised in it."},
    "case_study_flag": lambda s: {"version": 1, "verdict": "agree"},
    "case_study_approve": lambda s: {
        "version": 1,
        "tried": WHY,
        "declared": "on",
        "form_key": KEY,
        "review_by_0": SOON.day,
        "review_by_1": SOON.month,
        "review_by_2": SOON.year,
    },
    "case_study_send_back": lambda s: {"version": 1, "reason": WHY},
}
