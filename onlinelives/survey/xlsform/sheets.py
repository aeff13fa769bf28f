"""A workbook that somebody sent, as bounded sheets of plain text. Nothing in it is trusted, nothing in it is run."""

import struct
import warnings
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from onlinelives.files.checks import archives
from onlinelives.rules.questionnaires.findings import Severity
from onlinelives.rules.verdict import Invalid
from onlinelives.survey.xlsform.layout import SHEETS, Problem

LARGEST = 2 * 2**20  # bytes as sent
MOST_UNPACKED = 12 * 2**20  # bytes
MOST_ROWS, MOST_COLUMNS, LONGEST = 3_000, 120, 5_000  # of a sheet; characters of a cell

AGAIN = "Save it as an Excel workbook (.xlsx) and send it again."
NO_WORKBOOK = f"This file cannot be read as an Excel workbook. {AGAIN}"
TOO_LARGE = f"This file is larger than a questionnaire can be. Take pictures and other sheets out of it. {AGAIN}"
FOREIGN = f"This workbook holds programs, links to other files or files inside it. Take them out. {AGAIN}"
_FOREIGN = ("vbaproject", "macrosheets/", "externallinks/", "activex/", "embeddings/", "connections.xml")
_DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    BadZipFile,
    EOFError,
    InvalidFileException,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    SyntaxError,  # what both parsers of XML raise
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True)
class Sheet:
    """columns: headings in order. rows: row number -> heading -> text, without blank cells; row 1 is the headings."""

    columns: tuple[str, ...]
    rows: dict[int, dict[str, str]]


def opened(content: bytes) -> tuple[dict[str, Sheet], list[Problem]]:
    """The sheets of a questionnaire that are there, and a problem for each cell that holds no text.

    Raises Invalid, with what to do about it, for a file that is no plain workbook of bounded size.
    """
    _acceptable(content)
    problems: list[Problem] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and drawings, which are not looked at
            book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
            found = {name: _sheet(name, book[name], problems) for name in SHEETS if name in book.sheetnames}
            book.close()
    except Invalid:
        raise
    except _DAMAGE as error:
        raise Invalid(NO_WORKBOOK) from error
    return found, problems


def _acceptable(content: bytes) -> None:
    if len(content) > LARGEST:
        raise Invalid(TOO_LARGE)
    try:
        for part in archives.parts(content, archives.Budget(MOST_UNPACKED)):
            if any(piece in part.name.lower() for piece in _FOREIGN):
                raise Invalid(FOREIGN)
            if b"<!DOCTYPE" in b"".join(part.pieces()):
                raise Invalid(NO_WORKBOOK)
    except Invalid as error:
        words = {archives.TOO_MUCH: TOO_LARGE, FOREIGN: FOREIGN}
        raise Invalid(words.get(str(error), NO_WORKBOOK)) from error


def _sheet(name: str, sheet: Any, problems: list[Problem]) -> Sheet:
    columns: tuple[str, ...] = ()
    rows: dict[int, dict[str, str]] = {}
    read = sheet.iter_rows(min_row=1, max_row=MOST_ROWS + 1, min_col=1, max_col=MOST_COLUMNS + 1)
    for number, cells in enumerate(read, 1):
        texts = [_text(cell, name, number, columns, problems) for cell in cells]
        if number > MOST_ROWS and any(texts):
            raise Invalid(f"The sheet {name} has more than {MOST_ROWS:,} rows. {TOO_LARGE}")
        if any(texts[MOST_COLUMNS:]):
            raise Invalid(f"The sheet {name} has more than {MOST_COLUMNS} columns. {TOO_LARGE}")
        if number == 1:
            columns = tuple(texts)
            problems += _headings(name, columns)
        elif any(texts):
            rows[number] = {heading: text for heading, text in zip(columns, texts, strict=False) if heading and text}
    return Sheet(tuple(filter(None, columns)), rows)


def _headings(name: str, columns: tuple[str, ...]) -> list[Problem]:
    given = [heading for heading in columns if heading]
    twice = sorted({heading for heading in given if given.count(heading) > 1})
    return [Problem(Severity.ERROR, name, 1, heading, "This heading is there twice.") for heading in twice]


def _text(cell: Any, sheet: str, row: int, columns: tuple[str, ...], problems: list[Problem]) -> str:
    """What a cell says. One that holds no text, or too much of it, is noted and says nothing."""
    value = cell.value
    if value is None:
        return ""
    wrong = ""
    if cell.data_type == "f":
        wrong = "a formula"
    elif cell.data_type == "e":
        wrong = "an error"
    elif isinstance(value, bool):
        return str(value).upper()
    elif isinstance(value, int):
        value = str(value)
    elif isinstance(value, float):
        value = str(int(value)) if value.is_integer() else str(value)
    elif not isinstance(value, str):
        wrong = "a date or a time"
    elif len(value) > LONGEST:
        wrong = f"more than {LONGEST:,} characters"
    if wrong:
        heading = columns[cell.column - 1] if cell.column <= len(columns) else ""
        problems.append(Problem(Severity.ERROR, sheet, row, heading, f"This cell holds {wrong}. Write text."))
        return ""
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()
