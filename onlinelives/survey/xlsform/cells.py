"""What single cells of an XLSForm workbook say, and the notes that are taken of those that cannot be read."""

import re
from dataclasses import dataclass, fields

from onlinelives.rules.questionnaires.findings import Severity
from onlinelives.rules.questionnaires.shapes import ENGLISH, Link, Rule, Said, Way, Words
from onlinelives.rules.verdict import Invalid
from onlinelives.survey.xlsform import layout
from onlinelives.survey.xlsform.expressions import code_of, parsed
from onlinelives.survey.xlsform.layout import CHOICES, SETTINGS, SURVEY, Problem
from onlinelives.survey.xlsform.sheets import Sheet

MOST_LANGUAGES = 20

_NAME = r"([A-Za-z_][A-Za-z0-9_]{0,63})"
_WAY = re.compile(rf"{_NAME}(?:\s+when\s+(.+))?")
_LINK = re.compile(rf"{_NAME}\s+([0-9]{{1,6}})\s+(same|changed)(?::\s*(.*))?")


@dataclass(frozen=True)
class Place:
    """One row of a sheet. row: its number, None for the whole sheet. cells: heading -> text."""

    sheet: str
    row: int | None
    cells: dict[str, str]

    def text(self, column: str) -> str:
        return self.cells.get(column, "")


class Notes:
    """The problems so far, and the readers of single cells, which add to them."""

    def __init__(self, sheets: dict[str, Sheet], problems: list[Problem]):
        self.problems = list(problems)
        self._headings: dict[str, dict[str, str]] = {}  # sheet -> language -> how the sheet calls it
        for name in (SURVEY, CHOICES):
            found = filter(None, map(layout.language_of, sheets[name].columns))
            self._headings[name] = dict(reversed(list(found)))
        given = [code for name in (SURVEY, CHOICES) for code in reversed(self._headings[name])]
        self.languages = [ENGLISH, *dict.fromkeys(code for code in given if code != ENGLISH)]
        if len(self.languages) > MOST_LANGUAGES:
            self.error(Place(SURVEY, 1, {}), "", f"There are more than {MOST_LANGUAGES} languages.")
            del self.languages[MOST_LANGUAGES:]
        for name, sheet in sheets.items():
            self._unread(name, sheet)

    def error(self, place: Place, column: str, sentence: str) -> None:
        self.problems.append(Problem(Severity.ERROR, place.sheet, place.row, column, sentence))

    def warn(self, place: Place, column: str, sentence: str) -> None:
        self.problems.append(Problem(Severity.WARNING, place.sheet, place.row, column, sentence))

    def words(self, place: Place, name: str) -> Said:
        """What is said in every language. A label that is missing is an error, a hint that some lack a warning."""
        said = {language: self._words(place, language) for language in self.languages}
        hinted = any(words.hint for words in said.values())
        for language, words in said.items():
            if not words.text:
                column = self._column(place.sheet, "text", language)
                self.error(place, column, f"There is no text for {name} in {layout.heading(language)}.")
            if hinted and not words.hint:
                column = self._column(place.sheet, "hint", language)
                self.warn(place, column, f"There is no hint for {name} in {layout.heading(language)}.")
        return said

    def rule(self, place: Place, column: str) -> Rule | None:
        return self._parsed(place, column, place.text(column)) if place.text(column) else None

    def ways(self, place: Place) -> tuple[Way, ...]:
        """One a line: the page, and perhaps a condition, as in: bye when ${age} >= 13."""
        found = []
        for line in filter(None, map(str.strip, place.text("ol_ways").split("\n"))):
            way = _WAY.fullmatch(line)
            if way is None:
                self.error(
                    place, "ol_ways", f"“{line[:40]}” is no way. Write a page, and perhaps when and a condition."
                )
                continue
            found.append(Way(way[1], self._parsed(place, "ol_ways", way[2]) if way[2] else None))
        return tuple(found)

    def links(self, place: Place) -> tuple[Link, ...]:
        """One a line, as in: older_question 1 same; older_question 2 changed: The choices changed."""
        found = []
        for line in filter(None, map(str.strip, place.text("ol_continues").split("\n"))):
            link = _LINK.fullmatch(line)
            if link is None:
                words = f"“{line[:40]}” is no link. Write a question, its version, and same or changed: why."
                self.error(place, "ol_continues", words)
                continue
            found.append(Link(link[1], int(link[2]), link[3] == "same", link[4] or ""))
        return tuple(found)

    def number(self, place: Place, column: str, otherwise: int) -> int:
        text = place.text(column)
        if text.isascii() and text.isdecimal() and len(text) < 7:
            return int(text)
        if text:
            self.error(place, column, f"“{text[:20]}” is not a whole number.")
        return otherwise

    def codes(self, place: Place, column: str) -> frozenset[int]:
        found = {name: code_of(name) for name in place.text(column).split()}
        for name, code in found.items():
            if code is None:
                self.error(place, column, f"“{name[:20]}” is not the name of a choice, such as c1.")
        return frozenset(code for code in found.values() if code is not None)

    def yes(self, place: Place, column: str) -> bool:
        text = place.text(column).casefold()
        if text not in {"", layout.YES, "no", "true", "false"}:
            self.error(place, column, f"“{text[:20]}” is neither yes nor no.")
        return text in {layout.YES, "true"}

    def _parsed(self, place: Place, column: str, expression: str) -> Rule | None:
        try:
            return parsed(expression)
        except Invalid as error:
            self.error(place, column, str(error))
            return None

    def _words(self, place: Place, language: str) -> Words:
        names = [field.name for field in fields(Words)]
        return Words(*(place.text(self._column(place.sheet, name, language)) for name in names))

    def _column(self, sheet: str, field: str, language: str) -> str:
        if sheet == SETTINGS:
            return layout.column(sheet, field, language, {})
        if self._headings[sheet].get(language) == "" and field in ("text", "hint"):
            field_of = layout.WORDS[sheet][field]
            return field_of.partition("::")[0] if "::" in field_of else field_of.format(code=language)
        return layout.column(sheet, field, language, self._headings[sheet])

    def _unread(self, name: str, sheet: Sheet) -> None:
        """Columns that say nothing here, so that nobody believes they do."""
        read = {*layout.FIXED[name]}
        read |= {self._column(name, field, language) for field in layout.WORDS[name] for language in self.languages}
        for column in dict.fromkeys(sheet.columns):
            if column not in read:
                self.warn(Place(name, 1, {}), column, "This column is not read.")
