"""The XML of a workbook's parts, heard element by element, so that nothing in a file can grow in memory.

Only the few elements that carry a return are listened to. A document type is refused, so there are no entities to
expand, and what a part says of its own encoding is not followed (docs/decisions/0019).
"""

import re
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from onlinelives.rules.verdict import Invalid

LAST_ROW, LAST_COLUMN = 200, 40  # further out lies nothing of a return
MOST = 20_000  # cells of a sheet, shared texts of a workbook
LONGEST_TEXT = 32_767  # characters that Excel lets a cell hold
NUMBER, TEXT, FORMULA, YES_NO, DATE, ERROR = "number", "text", "formula", "yes or no", "date", "error"

_KINDS = {"s": TEXT, "str": TEXT, "inlineStr": TEXT, "b": YES_NO, "d": DATE, "e": ERROR}
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile("([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True)
class Cell:
    """kind: one of NUMBER to ERROR. value: as it stands in the file."""

    kind: str
    value: str


class _FarEnough(Exception):
    """The reader has heard all it needs."""


class Names:
    """Hears the elements of one part by their local names."""

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, words: str) -> None:
        """Text within the innermost element."""


def parse(raw: bytes, reader: Names) -> None:
    """Let `reader` hear one part. Raises expat.ExpatError where it is no XML, Invalid where it declares a type."""
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_types
    parser.StartElementHandler = lambda name, given: reader.start(
        _local(name), {_local(key): value for key, value in given.items()}
    )
    parser.EndElementHandler = lambda name: reader.end(_local(name))
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(raw, True)
    except _FarEnough:
        return


def _no_types(*_: Any) -> None:
    raise Invalid("The file is made in a way that Excel does not use, and is not read any further.")


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class Links(Names):
    """What a part refers to: (id, kind, target)."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str, str]] = []

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "Relationship":
            self.found.append((given.get("Id", ""), given.get("Type", ""), given.get("Target", "")))
        _bounded(self.found)


class Sheets(Names):
    """The workbook's sheets: (title, id of the link to its part)."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "sheet":
            self.found.append((given.get("name", ""), given.get("id", "")))
        _bounded(self.found)


class Strings(Names):
    """The texts that cells point to. The runs of a text are put together, without reading aids for Asian scripts."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._heard, self._aside = False, 0

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "si":
            self._pieces = []
        self._aside += name == "rPh"
        self._heard = name == "t" and not self._aside

    def end(self, name: str) -> None:
        self._aside -= name == "rPh"
        self._heard = False
        if name == "si":
            self.found.append(_unescaped(_joined(self._pieces)))
            _bounded(self.found)

    def text(self, words: str) -> None:
        if self._heard:
            self._pieces.append(words)


class Cells(Names):
    """The cells of a sheet, as far as LAST_ROW and LAST_COLUMN: row -> column -> Cell, both from 1."""

    def __init__(self, strings: list[str]) -> None:
        self.found: dict[int, dict[int, Cell]] = {}
        self._strings, self._row, self._column, self._count = strings, 0, 0, 0
        self._kind, self._pieces, self._formula = "n", [""], False
        self._heard, self._aside = False, 0

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "row":
            self._row = _whole(given.get("r", "")) or self._row + 1
            self._column = 0
            if self._row > LAST_ROW:
                raise _FarEnough
        elif name == "c":
            self._begin(given)
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._aside += 1
        self._heard = name in ("v", "t") and not self._aside

    def _begin(self, given: dict[str, str]) -> None:
        place = _PLACE.fullmatch(given.get("r", ""))
        self._column = _number_of(place[1]) if place else self._column + 1
        self._row = int(place[2]) if place else self._row
        self._kind, self._pieces, self._formula = given.get("t", "n"), [], False
        self._count += 1
        if self._count > MOST:
            raise Invalid(TOO_MUCH)

    def end(self, name: str) -> None:
        self._heard = False
        if name == "rPh":
            self._aside -= 1
        if name == "c" and self._row <= LAST_ROW and self._column <= LAST_COLUMN:
            value = _joined(self._pieces)
            if self._formula or value:
                self.found.setdefault(self._row, {})[self._column] = self._cell(value)

    def text(self, words: str) -> None:
        if self._heard:
            self._pieces.append(words)

    def _cell(self, value: str) -> Cell:
        if self._formula:
            return Cell(FORMULA, value)
        if self._kind == "s":
            return Cell(TEXT, self._strings[abs(int(value))])
        kind = _KINDS.get(self._kind, NUMBER)
        return Cell(kind, _unescaped(value) if kind == TEXT else value)


TOO_MUCH = "The workbook holds far more than a return could. Download it again and fill that in."


def _bounded(found: list[Any]) -> None:
    if len(found) > MOST:
        raise Invalid(TOO_MUCH)


def _joined(pieces: list[str]) -> str:
    """One text, no longer than a program could have written it: many cells may point to the same one."""
    text = "".join(pieces)
    if len(text) > LONGEST_TEXT:
        raise Invalid(TOO_MUCH)
    return text


def _whole(words: str) -> int:
    return int(words) if words.isdecimal() and len(words) < 8 else 0


def _number_of(letters: str) -> int:
    """Column A is 1, XFD 16,384."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _unescaped(words: str) -> str:
    """Excel writes a character that XML cannot hold as _x000D_, and an underscore before such a thing as _x005F_."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), words)
