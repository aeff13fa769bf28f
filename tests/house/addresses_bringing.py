"""Addresses of files of answers that are brought in: see addresses.py."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from onlinelives.trail import clock
from tests.brought import CSV
from tests.house.answers import GONE, IN, NO, OK, Row

KEY = "0d7a4f3e-5a0b-4b53-8b0d-0f4f1a9d1c15"

# fmt: off
#                             anon  alice    bob   charl    dana   ravi   ines   omar    zoe    yan    olu   nobody
ROWS: dict[tuple[str, str], Row] = {
    ("survey_bring", "GET"):            (IN, NO, NO, NO, OK, NO, OK, NO, OK, NO, NO, NO),
    ("survey_bring", "POST"):           (IN, NO, NO, NO, IN, NO, IN, NO, IN, NO, NO, NO),
    ("survey_brought", "GET"):          (IN, NO, NO, NO, OK, NO, OK, NO, GONE, NO, NO, NO),
    ("survey_brought", "POST"):         (IN, NO, NO, NO, OK, NO, OK, NO, GONE, NO, NO, NO),
    ("survey_brought_column", "GET"):   (IN, NO, NO, NO, OK, NO, OK, NO, GONE, NO, NO, NO),
    ("survey_brought_column", "POST"):  (IN, NO, NO, NO, IN, NO, IN, NO, GONE, NO, NO, NO),
    ("survey_brought_preview", "GET"):  (IN, NO, NO, NO, OK, NO, OK, NO, GONE, NO, NO, NO),
    ("survey_brought_preview", "POST"): (IN, NO, NO, NO, IN, NO, IN, NO, GONE, NO, NO, NO),
    ("survey_brought_throw_away", "POST"): (IN, NO, NO, NO, IN, NO, IN, NO, GONE, NO, NO, NO),
}
# fmt: on

ARGS: tuple[tuple[str, Callable[[Any], list[Any]]], ...] = (
    ("survey_brought_column", lambda s: [s.brought.pk, 3]),
    ("survey_brought|survey_brought_(preview|throw_away)", lambda s: [s.brought.pk]),
)


def _bring(scene: Any) -> dict[str, Any]:
    today = clock.today()
    days = {
        f"{name}_{place}": number
        for name in ("opens_on", "closes_on")
        for place, number in enumerate((today.day, today.month, today.year - 1))
    }
    sent = SimpleUploadedFile("answers.csv", CSV)
    return {"file": sent, "name": "Last year", "asks": "online-lives-2026", "form_key": KEY, **days}


DATA: dict[str, Callable[[Any], dict[str, Any]]] = {
    "survey_bring": _bring,
    "survey_brought_column": lambda s: {"version": 1, "use": "item", "item": "in_care", "value_2": "2"},
    "survey_brought_preview": lambda s: {"version": 1},
}
