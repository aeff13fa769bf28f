"""An XLSForm workbook as a questionnaire, with everything that is wrong in it, each with its sheet, row and column."""

from onlinelives.rules.questionnaires.findings import Severity
from onlinelives.rules.questionnaires.shapes import (
    Choice,
    Kind,
    Page,
    Question,
    Questionnaire,
    Section,
)
from onlinelives.rules.verdict import Invalid
from onlinelives.survey.xlsform import layout
from onlinelives.survey.xlsform.cells import Notes, Place
from onlinelives.survey.xlsform.expressions import code_of
from onlinelives.survey.xlsform.forms import judged
from onlinelives.survey.xlsform.layout import CHOICES, SETTINGS, SHEETS, SURVEY, Problem
from onlinelives.survey.xlsform.sheets import Sheet, opened

AGES = (10, 16)  # where a workbook does not say
NO_SHEET = Sheet((), {})


def read(content: bytes) -> tuple[Questionnaire | None, list[Problem]]:
    """The questionnaire, or None where there is an error among the problems. Never raises for what is in the file.

    What the checker says of the questionnaire (`rules.questionnaires.checking`) is another matter and comes after.
    """
    try:
        sheets, problems = opened(content)
    except Invalid as error:
        return None, [Problem(Severity.ERROR, "", None, "", str(error))]
    missing = [name for name in SHEETS if name not in sheets]
    if missing:
        words = "There is no sheet of this name. A questionnaire has survey, choices and settings."
        return None, [*problems, *(Problem(Severity.ERROR, name, None, "", words) for name in missing)]
    notes = Notes(sheets, problems)
    found = _Reader(sheets, notes).whole()
    told = list(dict.fromkeys([*notes.problems, *judged(sheets)]))
    told.sort(key=lambda each: (each.severity is not Severity.ERROR, _order(each), each.row or 0))
    return (None if any(each.severity is Severity.ERROR for each in told) else found), told


def _order(problem: Problem) -> int:
    return SHEETS.index(problem.sheet) if problem.sheet in SHEETS else -1


class _Reader:
    """Goes through the sheets, and notes what it cannot take."""

    def __init__(self, sheets: dict[str, Sheet], notes: Notes):
        self._sheets, self._notes = sheets, notes
        self._choices = self._read_choices()
        self._sections: list[Section] = []
        self._pages: list[Page] = []
        self._begun: Place | None = None

    def whole(self) -> Questionnaire:
        for row, cells in self._sheets[SURVEY].rows.items():
            self._row(Place(SURVEY, row, cells))
        if self._begun is not None:
            self._notes.error(self._begun, "type", "This group is never closed. Add a row of type end_group.")
        if not self._sections:
            self._notes.error(Place(SURVEY, None, {}), "type", "There is no group, and groups are the sections.")
        return self._titled()

    def _titled(self) -> Questionnaire:
        row, cells = next(iter(self._sheets[SETTINGS].rows.items()), (2, {}))
        place = Place(SETTINGS, row, cells)
        if not place.text("form_id"):
            self._notes.error(place, "form_id", "Give the questionnaire a short name of its own here.")
        return Questionnaire(
            code=place.text("form_id"),
            version=self._notes.number(place, "version", 1),
            said=self._notes.words(place, "the title"),
            ages=self._ages(place),
            sections=tuple(self._sections),
            languages=tuple(self._notes.languages),
        )

    def _ages(self, place: Place) -> tuple[int, int]:
        told = place.text("ol_ages")
        youngest, _, oldest = told.partition("-")
        if youngest.strip().isdecimal() and oldest.strip().isdecimal() and len(told) < 10:
            return int(youngest), int(oldest)
        if told:
            self._notes.error(place, "ol_ages", "Write the youngest and the oldest age, as in 10-16.")
        else:
            self._notes.warn(place, "ol_ages", f"No ages are given, so {AGES[0]} to {AGES[1]} are taken.")
        return AGES

    def _row(self, place: Place) -> None:
        kind, _, of = place.text("type").replace("begin ", "begin_", 1).replace("end ", "end_", 1).partition(" ")
        if kind == layout.BEGIN:
            if self._begun is not None:
                self._notes.error(place, "type", "A group inside a group cannot be read. Sections stand side by side.")
            self._begun, self._pages = place, []
        elif kind == layout.FINISH:
            self._close(place)
        elif kind in (layout.ONE, layout.MANY, layout.NOTE):
            if self._begun is None:
                self._notes.error(place, "type", "This row is in no group, and groups are the sections. Put it in one.")
            self._pages.append(self._page(place, kind, of.strip()))
        else:
            words = (
                f"“{place.text('type')[:40]}” cannot be asked here. Use select_one, select_multiple, note or groups."
            )
            self._notes.error(place, "type", words)

    def _close(self, place: Place) -> None:
        if self._begun is None:
            self._notes.error(place, "type", "No group is open here.")
            return
        said = self._notes.words(self._begun, "the section")
        show_when = self._notes.rule(self._begun, "relevant")
        self._sections.append(Section(self._begun.text("name"), said, tuple(self._pages), show_when))
        self._begun = None

    def _page(self, place: Place, kind: str, of: str) -> Page:
        name, show_when, ways = place.text("name"), self._notes.rule(place, "relevant"), self._notes.ways(place)
        if kind == layout.NOTE:
            return Page(name, None, self._notes.words(place, "the words to read"), show_when, ways)
        if of not in self._choices:
            self._notes.error(place, "type", f"The sheet {CHOICES} has no list “{of[:40]}”.")
        question = Question(
            id=name,
            version=self._notes.number(place, "ol_version", 1),
            kind=Kind.ONE if kind == layout.ONE else Kind.MANY,
            said=self._notes.words(place, "the question"),
            choices=tuple(self._choices.get(of, ())),
            measures=place.text("ol_measures"),
            yes=self._notes.codes(place, "ol_yes"),
            sensitive=self._notes.yes(place, "ol_sensitive"),
            continues=self._notes.links(place),
        )
        return Page(name, question, {}, show_when, ways)

    def _read_choices(self) -> dict[str, list[Choice]]:
        lists: dict[str, list[Choice]] = {}
        for row, cells in self._sheets[CHOICES].rows.items():
            place = Place(CHOICES, row, cells)
            code = code_of(place.text("name"))
            if code is None:
                self._notes.error(place, "name", "A choice is called c and the number that is stored, as in c1.")
            said = self._notes.words(place, "the choice")
            choice = Choice(code or 0, said, self._notes.yes(place, "ol_alone"))
            lists.setdefault(place.text("list_name"), []).append(choice)
        return lists
