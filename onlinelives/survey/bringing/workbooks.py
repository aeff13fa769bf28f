"""Excel workbooks (.xlsx): the values of the first sheet, never its formulas."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import numpy as np
import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from onlinelives.survey.bringing.pieces import Pieces
from onlinelives.survey.bringing.shapes import MOST_COLUMNS, Advance, Described, Raw, Unreadable, named

AT_ONCE = 5_000  # rows
FIRST_ROW = 2
MOST_UNPACKED = 2**30  # bytes of all parts together
MOST_WORDS = 64 * 2**20  # bytes of the list of texts, which is held in memory
PIECE = 2**20
TOO_MUCH = "This workbook unpacks to more than is accepted. Save it as CSV and send that."
UNCALCULATED = "This workbook has a formula without its result. Open it in Excel, save it, and send it again."
DAMAGED = "The file is damaged, or is no Excel workbook."
_WITHOUT_RESULT = re.compile(rb"(</f>|<f\b[^>]*/>)\s*(<v\s*/>|<v>\s*</v>)?\s*</c>")

Cells = Sequence[Any]


def read(sent: Path, folder: Path, raw: Path, advance: Advance) -> Raw:
    """Raises Unreadable, naming row and column of a cell that stands beside the table."""
    _bounded(sent)
    try:
        book = openpyxl.load_workbook(sent, read_only=True, data_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            rows = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1)
            names = named([_text(cell) or "" for cell in next(rows, ())])
            written = _write(rows, names, folder, raw, advance)
        finally:
            book.close()
    except (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, IndexError, OSError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(DAMAGED) from error
    return Raw(tuple(Described(name) for name in names), written, FIRST_ROW)


def _bounded(sent: Path) -> None:
    try:
        with zipfile.ZipFile(sent) as file:
            parts = file.infolist()
            words = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
            if sum(part.file_size for part in parts) > MOST_UNPACKED or words > MOST_WORDS:
                raise Unreadable(TOO_MUCH)
            for part in parts:
                if part.filename.startswith("xl/worksheets/") and _lacks_a_result(file, part):
                    raise Unreadable(UNCALCULATED)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Unreadable(DAMAGED) from error


def _lacks_a_result(file: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Such a cell would otherwise be read as an empty one."""
    before = b""
    with file.open(part) as content:
        while piece := content.read(PIECE):
            if _WITHOUT_RESULT.search(before + piece):
                return True
            before = piece[-200:]
    return False


def _write(rows: Iterator[Cells], names: list[str], folder: Path, raw: Path, advance: Advance) -> int:
    pieces, empty = Pieces(folder, len(names)), 0
    held: list[list[str | None]] = []
    try:
        for row in rows:
            cells = [_text(cell) for cell in row]
            if not any(cells):
                empty += 1  # kept only where another row follows
                continue
            _within(cells, names, pieces.rows + len(held) + empty)
            held.extend([None] * len(names) for _ in range(empty))
            held.append((cells + [None] * len(names))[: len(names)])
            empty = 0
            if len(held) >= AT_ONCE:
                pieces.add(list(np.array(held, dtype=object).T))
                held = []
                advance(pieces.rows, pieces.rows)
        if held:
            pieces.add(list(np.array(held, dtype=object).T))
        return pieces.whole(raw)
    finally:
        pieces.close()


def _within(cells: list[str | None], names: list[str], before: int) -> None:
    beside = next((place for place, cell in enumerate(cells) if cell and place >= len(names)), None)
    if beside is not None:
        raise Unreadable(f"Row {before + FIRST_ROW:,} has a cell in column {beside + 1}, which has no name in row 1.")


def _text(cell: Any) -> str | None:
    """As a person reads it: a whole number without a decimal point, truth as 1 and 0."""
    if cell is None:
        return None
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell).strip() or None
