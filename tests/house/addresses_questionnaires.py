"""Addresses of the questionnaires that an area writes: see addresses.py. Analysts read, strategy leads write."""

from collections.abc import Callable
from typing import Any

from tests.drafts import WATCH
from tests.house.answers import BAD, GONE, IN, NO, OK, Row

KEY = "7e6f9f6e-0b1f-4a0e-9d7c-0a4f8a9d1c16"

# fmt: off
#               anon  alice    bob   charl    dana   ravi   ines   omar    zoe    yan    olu   nobody
ALL: Row =     (IN,   NO,     NO,    NO,     OK,    NO,    OK,    NO,    OK,    NO,    NO,    NO)
LEADS: Row =   (IN,   NO,     NO,    NO,     OK,    NO,    NO,    NO,    OK,    NO,    NO,    NO)
MADE: Row =    (IN,   NO,     NO,    NO,     IN,    NO,    NO,    NO,    IN,    NO,    NO,    NO)
READ: Row =    (IN,   NO,     NO,    NO,     OK,    NO,    OK,    NO,    GONE,  NO,    NO,    NO)
WRITE: Row =   (IN,   NO,     NO,    NO,     OK,    NO,    NO,    NO,    GONE,  NO,    NO,    NO)
DONE: Row =    (IN,   NO,     NO,    NO,     IN,    NO,    NO,    NO,    GONE,  NO,    NO,    NO)
WRONG: Row =   (IN,   NO,     NO,    NO,     BAD,   NO,    NO,    NO,    GONE,  NO,    NO,    NO)
# fmt: on
ROWS: dict[tuple[str, str], Row] = {
    ("survey_questionnaires", "GET"): ALL,
    ("survey_questionnaire_begin", "GET"): LEADS,
    ("survey_questionnaire_begin", "POST"): MADE,
    ("survey_questionnaire_upload", "GET"): LEADS,
    ("survey_questionnaire_upload", "POST"): tuple(BAD if cell == OK else cell for cell in LEADS),
    ("survey_questionnaire", "GET"): READ,
    ("survey_questionnaire_workbook", "GET"): READ,
    ("survey_questionnaire_compare", "GET"): tuple(GONE if cell == OK else cell for cell in READ),
    ("survey_preview", "GET"): READ,
    ("survey_preview_page", "GET"): READ,
    ("survey_preview_page", "POST"): READ,
    ("survey_draft", "GET"): WRITE,
    ("survey_draft_step", "POST"): DONE,
    ("survey_draft_name", "GET"): WRITE,
    ("survey_draft_name", "POST"): DONE,
    ("survey_draft_check", "GET"): WRITE,
    ("survey_draft_publish", "POST"): DONE,
    ("survey_draft_throw_away", "GET"): WRITE,
    ("survey_draft_throw_away", "POST"): DONE,
    ("survey_draft_upload", "GET"): WRITE,
    ("survey_draft_upload", "POST"): WRONG,
    ("survey_draft_add", "GET"): WRITE,
    ("survey_draft_add", "POST"): DONE,
    ("survey_draft_page", "GET"): WRITE,
    ("survey_draft_page", "POST"): DONE,
    ("survey_draft_page_move", "POST"): DONE,
    ("survey_draft_show_when", "GET"): WRITE,
    ("survey_draft_show_when", "POST"): WRITE,
    ("survey_draft_show_always", "POST"): DONE,
    ("survey_draft_languages", "GET"): WRITE,
    ("survey_draft_languages", "POST"): DONE,
    ("survey_draft_translation", "GET"): WRITE,
    ("survey_draft_translation", "POST"): DONE,
    ("survey_draft_language_drop", "POST"): DONE,
}

ARGS: tuple[tuple[str, Callable[[Any], list[Any]]], ...] = (
    ("survey_questionnaire(_workbook|_compare)?|survey_preview(_page)?", lambda s: [s.draft_questionnaire.key]),
    ("survey_draft_add", lambda s: [s.draft_questionnaire.pk, "money", "words"]),
    ("survey_draft_(page|page_move|show_when|show_always)", lambda s: [s.draft_questionnaire.pk, WATCH]),
    ("survey_draft_translation", lambda s: [s.translated_questionnaire.pk, "pl", "money"]),
    ("survey_draft_language_drop", lambda s: [s.translated_questionnaire.pk, "pl"]),
    ("survey_draft(_.*)?", lambda s: [s.draft_questionnaire.pk]),
)

QUESTION = {"text": "Do you own a robot?", "kind": "one", "choice_0": "Yes", "choice_1": "No"}


def _now(scene: Any) -> dict[str, Any]:
    return {"version": scene.draft_questionnaire.version}


DATA: dict[str, Callable[[Any], dict[str, Any]]] = {
    "survey_questionnaire_begin": lambda s: {"name": "Ours", "begun_from": "online-lives-2026", "form_key": KEY},
    "survey_questionnaire_upload": lambda s: {"form_key": KEY},
    "survey_preview_page": lambda s: {"draft": "x", "page": "age", "do": "next"},
    "survey_draft_step": lambda s: _now(s) | {"do": "up age"},
    "survey_draft_name": lambda s: _now(s) | {"name": "Another name"},
    "survey_draft_publish": _now,
    "survey_draft_upload": lambda s: {"form_key": KEY},
    "survey_draft_add": lambda s: _now(s) | {"text": "Read this"},
    "survey_draft_page": lambda s: _now(s) | QUESTION,
    "survey_draft_page_move": lambda s: {"move-version": s.draft_questionnaire.version, "move-section": "money"},
    "survey_draft_languages": lambda s: _now(s) | {"language": "cy"},
    "survey_draft_translation": lambda s: {"version": s.translated_questionnaire.version, "t0_text": "Pieniądze"},
}
