"""Reading a workbook back. Everything that is wrong is told at once, each with its cell; nothing is guessed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from math import inf, isfinite

from onlinelives.audits.models.answers import LONGEST, LONGEST_REASON
from onlinelives.audits.workbooks.layout import COLUMNS, MARK, NOT_APPLICABLE, Identity
from onlinelives.audits.workbooks.packages import Package
from onlinelives.audits.workbooks.parts import DATE, ERROR, FORMULA, NUMBER, TEXT, YES_NO, Cell, Cells, Strings
from onlinelives.rules.roundtrip import Reading, Row, Says, plain
from onlinelives.rules.scoring import HIGHEST, LOWEST
from onlinelives.rules.verdict import Invalid

FOREIGN = "Download the workbook of this return, and copy your answers into it."
NEEDED = ("statement", "score", "reason", "commentary", "evidence")
WORDS = {"reason": LONGEST_REASON, "commentary": LONGEST, "evidence": LONGEST}

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORIGIN = re.compile(r"([0-9]{1,9})-([0-9a-f]{16})")
_SCORE = re.compile(r"([0-9])(\.0+)?")
_DECIMAL = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?")
_NOT_APPLICABLE = {"na", "n/a", "not applicable"}
_KIND_WORDS = {FORMULA: "a formula", DATE: "a date", ERROR: "an error", YES_NO: "TRUE or FALSE"}

Sheet = Mapping[int, Mapping[int, Cell]]  # row -> column -> cell


def read_return(content: bytes, expected: Identity, statements: Iterable[str]) -> Reading:
    """What a workbook says of each statement, and a sentence for each cell that cannot be taken.

    expected: of the return that it must belong to. statements: the numbers there are. Raises Invalid, and nothing
    else, for a file that is no workbook of this return: not Excel, locked, with macros or links, foreign, damaged.
    """
    package = Package(content)
    strings_at, sheets = package.strings_and_sheets()
    strings = Strings()
    if strings_at:
        package.read(strings_at, strings)
    pages = []
    for title, part in sheets:
        cells = Cells(strings.found)
        package.read(part, cells)
        pages.append((title, cells.found))
    _check_identity(pages, expected)
    return _Reader(frozenset(statements)).read(pages)


def _check_identity(pages: Iterable[tuple[str, Sheet]], expected: Identity) -> None:
    told = [cells for _, cells in pages if _first(cells, 1) == MARK]
    if len(told) != 1:
        raise Invalid(f"This is not a workbook of a return, or a hidden sheet of it has been removed. {FOREIGN}")
    names = [name.name for name in fields(Identity)]
    found = {name: _first(told[0], row) for row, name in enumerate(names, 2)}
    if found["area"] != expected.area:
        raise Invalid(f"This workbook comes from another area. {FOREIGN}")
    if found["return_id"] != expected.return_id or found["agency"] != expected.agency:
        name = ", ".join(_short(found[key]) for key in ("round", "agency"))
        raise Invalid(f"This workbook belongs to another return ({name}). {FOREIGN}")
    if found["edition"] != expected.edition:
        raise Invalid(f"This workbook was made for another edition of the statements. {FOREIGN}")


class _Reader:
    """Goes through the sheets and notes rows and problems."""

    def __init__(self, statements: frozenset[str]):
        self._statements = statements
        self._rows: dict[str, Row] = {}
        self._where: dict[str, str] = {}
        self._problems: list[str] = []

    def read(self, pages: Iterable[tuple[str, Sheet]]) -> Reading:
        for title, cells in pages:
            top = next((row for row in sorted(cells) if row <= 20 and _is_heading(cells[row])), None)
            if top is not None:
                self._sheet(_short(title), cells, top)
        if not self._where and not self._problems:
            self._problems.append(f"No statement was found on any sheet. {FOREIGN}")
        return Reading(tuple(self._rows.values()), tuple(self._problems))

    def _sheet(self, title: str, cells: Sheet, top: int) -> None:
        columns: dict[str, int] = {}
        for place in sorted(cells[top]):
            key = _heading(cells[top][place])
            if key in columns:
                self._problems.append(f"{_name(title, top, place)}: this heading is there twice.")
                return
            if key:
                columns[key] = place
        missing = [_HEADINGS[key] for key in NEEDED if key not in columns]
        if missing:
            self._problems.append(f"{title}, row {top}: the heading “{missing[0]}” is missing. {FOREIGN}")
            return
        for row in sorted(cells):
            if row > top:
                self._row(title, row, cells[row], columns)

    def _row(self, title: str, row: int, cells: Mapping[int, Cell], columns: Mapping[str, int]) -> None:
        names = {key: _name(title, row, columns[key]) for key in NEEDED}
        given = {key: cells.get(columns[key]) for key in NEEDED}
        number = _number(given["statement"])
        if not number:
            filled = next((key for key in NEEDED if given[key] and _filled(given[key])), None)
            if filled:
                self._problems.append(f"{names[filled]}: this row has no statement number, so it belongs to no answer.")
            return
        if number not in self._statements:
            self._problems.append(f"{names['statement']}: “{_short(number)}” is not the number of a statement.")
            return
        if number in self._where:
            self._problems.append(f"{names['statement']}: statement {number} is already in {self._where[number]}.")
            return
        self._where[number] = names["statement"]
        before = len(self._problems)
        score, not_applicable = self._score(given["score"], names["score"])
        words = {key: self._words(given[key], names[key], longest) for key, longest in WORDS.items()}
        if len(self._problems) > before:
            return
        made_from = _ORIGIN.fullmatch(_text(cells.get(columns.get("origin", 0))))
        version, print_ = (int(made_from[1]), made_from[2]) if made_from else (None, "")
        filled_in = Says(score, not_applicable, words["reason"], words["commentary"], words["evidence"])
        self._rows[number] = Row(number, filled_in, version, print_, names)

    def _score(self, cell: Cell | None, name: str) -> tuple[int | None, bool]:
        """(0 to 4 or None, whether the statement is not applicable). A score that cannot be taken is noted."""
        if cell is None or not _filled(cell):
            return None, False
        told = plain(cell.value)
        if cell.kind == TEXT and told.casefold() in _NOT_APPLICABLE:
            return None, True
        score = _as_score(cell.kind, told)
        if score is not None and LOWEST <= score <= HIGHEST:
            return score, False
        what = _KIND_WORDS.get(cell.kind) or f"“{_short(told)}”"
        self._problems.append(f"{name}: {what} is not a score. Choose 0, 1, 2, 3, 4 or {NOT_APPLICABLE}.")
        return None, False

    def _words(self, cell: Cell | None, name: str, longest: int) -> str:
        """The text of a cell. One that cannot be taken is noted."""
        if cell is None or not _filled(cell):
            return ""
        if cell.kind != TEXT:
            what = _KIND_WORDS.get(cell.kind, "a number or a date")
            self._problems.append(f"{name}: {what}, where words are expected. Write it as part of a sentence.")
            return ""
        told = plain(cell.value)
        if len(told) > longest:
            self._problems.append(f"{name}: use {longest:,} characters or fewer; this has {len(told):,}.")
        return told


_KEYS = {column.heading: column.key for column in COLUMNS}
_HEADINGS = {column.key: column.heading for column in COLUMNS}


def _heading(cell: Cell) -> str | None:
    """The field that stands under this heading, or None."""
    return _KEYS.get(cell.value.strip()) if cell.kind == TEXT else None


def _is_heading(cells: Mapping[int, Cell]) -> bool:
    return {"statement", "score"} <= {_heading(cell) for cell in cells.values()}


def _first(cells: Sheet, row: int) -> str:
    """The text in column A."""
    return _text(cells.get(row, {}).get(1))


def _as_score(kind: str, told: str) -> int | None:
    """A whole number, however a spreadsheet has written it, or None."""
    if kind == TEXT:
        whole = _SCORE.fullmatch(told)
        return int(whole[1]) if whole else None
    number = float(told) if kind == NUMBER and _DECIMAL.fullmatch(told) else inf
    return int(number) if isfinite(number) and number == int(number) else None


def _number(cell: Cell | None) -> str:
    """A statement's number. A spreadsheet may have taken "1.1" for a number and write it as 1.1000000000000001."""
    told = plain(cell.value) if cell else ""
    if cell and cell.kind == FORMULA:
        return "a formula"
    return f"{float(told):.1f}" if cell and cell.kind == NUMBER and _DECIMAL.fullmatch(told) else told


def _text(cell: Cell | None) -> str:
    return plain(cell.value) if cell and cell.kind == TEXT else ""


def _filled(cell: Cell | None) -> bool:
    """Whether there is anything in the cell but spaces."""
    return cell is not None and (cell.kind == FORMULA or bool(plain(cell.value)))


def _short(words: str) -> str:
    """Somebody else's words, cut to what a message can hold."""
    told = " ".join(words.split())
    return told if len(told) <= 60 else f"{told[:59]}…"


def _name(title: str, row: int, column: int) -> str:
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = _LETTERS[place] + letters
    return f"{title}, cell {letters}{row}"
