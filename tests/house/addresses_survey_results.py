"""Addresses of the results of the youth survey: see addresses.py."""

from collections.abc import Callable
from typing import Any

from tests.house.answers import GONE, IN, NO, OK, Row

SEEN: Row = (IN, NO, NO, NO, OK, NO, OK, NO, GONE, NO, NO, NO)

ROWS: dict[tuple[str, str], Row] = {
    ("survey_results", "GET"): (IN, NO, NO, NO, OK, NO, OK, NO, OK, NO, NO, NO),
    ("survey_results_wave", "GET"): SEEN,
    ("survey_report", "GET"): SEEN,
    ("survey_report_file", "GET"): SEEN,
    ("survey_report_pdf", "POST"): (IN, NO, NO, NO, IN, NO, IN, NO, GONE, NO, NO, NO),
}

ARGS: tuple[tuple[str, Callable[[Any], list[Any]]], ...] = (
    ("survey_results_wave", lambda s: [s.answered_wave.pk]),
    ("survey_report|survey_report_pdf", lambda s: [s.answered_wave.pk, "together"]),
    ("survey_report_file", lambda s: [s.answered_wave.pk, "places", "year", "csv"]),
)

DATA: dict[str, Callable[[Any], dict[str, Any]]] = {}
