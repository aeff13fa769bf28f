"""Addresses of the youth survey: see addresses.py. Those that children open say the same to everybody."""

from collections.abc import Callable
from typing import Any

from onlinelives.survey.actions import taking_part
from onlinelives.survey.actions.census import field
from onlinelives.survey.drafts import seal
from onlinelives.trail import clock
from tests.house.answers import BAD, GONE, IN, NO, OK, Row

KEY = "7e6f9f6e-0b1f-4a0e-9d7c-0a4f8a9d1c15"

# fmt: off
#                             anon  alice    bob   charl    dana   ravi   ines   omar    zoe    yan    olu   nobody
ROWS: dict[tuple[str, str], Row] = {
    ("survey_enter", "GET"):       (OK,) * 12,
    ("survey_enter", "POST"):      (OK,) * 12,
    ("survey_step", "GET"):        (IN,) * 12,
    ("survey_step", "POST"):       (OK,) * 12,
    ("survey_leave", "GET"):       (IN,) * 12,
    ("survey_asks", "GET"):        (OK,) * 12,
    ("survey_key", "GET"):         (OK,) * 12,
    ("survey_whole", "POST"):      (BAD,) * 12,  # a form is no JSON
    ("survey", "GET"):             (IN, NO, NO, NO, OK, NO, OK, NO, OK, NO, NO, NO),
    ("survey_settings", "GET"):    (IN, NO, NO, NO, OK, NO, OK, NO, OK, NO, NO, NO),
    ("survey_setting_new", "GET"): (IN, NO, NO, NO, OK, NO, OK, NO, OK, NO, NO, NO),
    ("survey_setting_new", "POST"): (IN, NO, NO, NO, IN, NO, IN, NO, IN, NO, NO, NO),
    ("survey_setting", "GET"):     (IN, NO, NO, NO, OK, NO, OK, NO, GONE, NO, NO, NO),
    ("survey_setting", "POST"):    (IN, NO, NO, NO, IN, NO, IN, NO, GONE, NO, NO, NO),
    ("survey_setting_leave", "POST"): (IN, NO, NO, NO, IN, NO, IN, NO, GONE, NO, NO, NO),
    ("survey_wave_new", "GET"):    (IN, NO, NO, NO, OK, NO, OK, NO, OK, NO, NO, NO),
    ("survey_wave_new", "POST"):   (IN, NO, NO, NO, IN, NO, IN, NO, IN, NO, NO, NO),
    ("survey_wave", "GET"):        (IN, NO, NO, NO, OK, NO, OK, NO, GONE, NO, NO, NO),
    ("survey_answers", "GET"):     (IN, NO, NO, NO, OK, NO, OK, NO, GONE, NO, NO, NO),
    ("survey_answers", "POST"):    (IN, NO, NO, NO, IN, NO, IN, NO, GONE, NO, NO, NO),
    ("survey_answers_ready", "POST"): (IN, NO, NO, NO, BAD, NO, BAD, NO, GONE, NO, NO, NO),
    ("survey_wave_change", "GET"): (IN, NO, NO, NO, OK, NO, OK, NO, GONE, NO, NO, NO),
    ("survey_wave_change", "POST"): (IN, NO, NO, NO, BAD, NO, BAD, NO, GONE, NO, NO, NO),
    ("survey_wave_open", "POST"):  (IN, NO, NO, NO, IN, NO, IN, NO, GONE, NO, NO, NO),
    ("survey_wave_close", "GET"):  (IN, NO, NO, NO, OK, NO, OK, NO, GONE, NO, NO, NO),
    ("survey_wave_close", "POST"): (IN, NO, NO, NO, IN, NO, IN, NO, GONE, NO, NO, NO),
    ("survey_census", "GET"):      (IN, NO, NO, NO, OK, NO, OK, NO, GONE, NO, NO, NO),
    ("survey_census", "POST"):     (IN, NO, NO, NO, IN, NO, IN, NO, GONE, NO, NO, NO),
    ("survey_place_new", "GET"):   (IN, NO, NO, NO, OK, NO, OK, NO, GONE, NO, NO, NO),
    ("survey_place_new", "POST"):  (IN, NO, NO, NO, IN, NO, IN, NO, GONE, NO, NO, NO),
    ("survey_place", "GET"):       (IN, NO, NO, NO, OK, NO, OK, NO, GONE, NO, NO, NO),
    ("survey_place", "POST"):      (IN, NO, NO, NO, IN, NO, IN, NO, GONE, NO, NO, NO),
    ("survey_place_leave", "POST"): (IN, NO, NO, NO, IN, NO, IN, NO, GONE, NO, NO, NO),
    ("survey_codes_issue", "POST"): (IN, NO, NO, NO, OK, NO, OK, NO, GONE, NO, NO, NO),
    ("survey_codes_revoke", "POST"): (IN, NO, NO, NO, IN, NO, IN, NO, GONE, NO, NO, NO),
}
# fmt: on

ARGS: tuple[tuple[str, Callable[[Any], list[Any]]], ...] = (
    ("survey_asks", lambda s: [s.fieldwork.wave.questionnaire_id, "en"]),
    ("survey_setting_leave", lambda s: [s.idle_setting.pk]),
    ("survey_setting", lambda s: [s.fieldwork.school.pk]),
    ("survey_answers|survey_answers_ready", lambda s: [s.answers.wave_id]),
    ("survey_wave_open", lambda s: [s.planned_wave.wave_id]),
    ("survey_wave|survey_wave_(change|close)", lambda s: [s.fieldwork.wave.pk]),
    ("survey_place_new|survey_census", lambda s: [s.fieldwork.wave.pk]),
    ("survey_place_leave", lambda s: [s.planned_wave.pk]),
    ("survey_place|survey_codes_issue", lambda s: [s.fieldwork.place.pk]),
    ("survey_codes_revoke", lambda s: [s.fieldwork.class_8b.sheet.pk]),
)


def _wave(scene: Any) -> dict[str, Any]:
    today = clock.today()
    days = {
        f"{name}_{place}": number
        for name in ("opens_on", "closes_on")
        for place, number in enumerate((today.day, today.month, today.year + 1))
    }
    return {"name": "Next", "asks": "online-lives-2026", "form_key": KEY, **days}


def _step(scene: Any) -> dict[str, Any]:
    code = scene.fieldwork.class_8b.codes[0]
    return {"draft": seal(taking_part.enter(typed=code, language="en")), "page": "age", "answer": "13", "do": "next"}


DATA: dict[str, Callable[[Any], dict[str, Any]]] = {
    "survey_enter": lambda s: {"code": s.fieldwork.class_8b.codes[0]},
    "survey_step": _step,
    "survey_setting_new": lambda s: {"name": "New Place", "kind": "youth", "form_key": KEY},
    "survey_setting": lambda s: {"name": "Larkrise", "kind": "secondary", "version": 1, "form_key": KEY},
    "survey_answers": lambda s: {"form": "csv", "reason": "A second look in R", "form_key": KEY},
    "survey_wave_new": _wave,
    "survey_wave_change": lambda s: _wave(s) | {"version": 1},
    "survey_census": lambda s: {field("Large schools", 8): 1500, field("Large schools", 9): "", "version": 1},
    "survey_place_new": lambda s: {"setting": s.idle_setting.pk, "sampled": "came", "year_8": 40},
    "survey_place": lambda s: {"sampled": "drawn", "year_8": 121, "year_9": 118, "version": 1},
    "survey_codes_issue": lambda s: {"codes-year_group": "8", "codes-how_many": 10, "codes-form_key": KEY},
}
