"""What pyxform, the reference for XLSForm, says of a workbook. Everything it says is passed on."""

import re
from typing import Any

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from onlinelives.rules.questionnaires.findings import Severity
from onlinelives.survey.xlsform.layout import SHEETS, Problem
from onlinelives.survey.xlsform.sheets import Sheet

_ROW = re.compile(r"\[?\brow *:? *(\d+)\]?:?\s*", re.I)
_SHEET = re.compile(r"'?\b(survey|choices|settings)\b'? sheet|sheet:? '?(survey|choices|settings)\b", re.I)
_BROKEN = (LookupError, TypeError, ValueError, AttributeError, RecursionError)


def judged(sheets: dict[str, Sheet]) -> list[Problem]:
    """Its error, if it refuses the workbook, and its warnings, with sheet and row where it names them.

    It is given our own bounded reading of the sheets, so it opens no file.
    """
    warnings: list[str] = []
    refused: list[str] = []
    try:
        convert(_told(sheets), warnings=warnings, validate=False)
    except PyXFormError as error:
        refused.append(str(error))
    except _BROKEN:
        refused.append("This workbook cannot be made into a form.")
    return [
        *(_problem(Severity.ERROR, words) for words in refused),
        *(_problem(Severity.WARNING, words) for words in warnings),
    ]


def _told(sheets: dict[str, Sheet]) -> dict[str, Any]:
    """The sheets as pyxform knows them, blank rows included, since it counts rows."""
    told: dict[str, Any] = {"sheet_names": list(sheets)}
    for name in SHEETS:
        if name in sheets:
            last = max(sheets[name].rows, default=1)
            told[name] = [dict(sheets[name].rows.get(row, {})) for row in range(2, last + 1)]
            told[f"{name}_header"] = [dict.fromkeys(sheets[name].columns)]
    return told


def _problem(severity: Severity, words: str) -> Problem:
    row, sheet = _ROW.search(words), _SHEET.search(words)
    name = (sheet[1] or sheet[2]).lower() if sheet else "survey" if row else ""
    sentence = _ROW.sub("", words, count=1).strip() if row and row.start() == 0 else words.strip()
    return Problem(severity, name, int(row[1]) if row else None, "", sentence)
