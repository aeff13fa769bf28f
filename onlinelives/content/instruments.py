"""Loads the bank of questions for young people and the questionnaires that were made from it, year by year.

Both are frozen by hash. A questionnaire of a new year is a new file, named in QUESTIONNAIRES; questions that are new or
worded anew go into a new file of the bank, named in BANKS, which adds to those before it.
"""

from functools import cache
from pathlib import Path

from onlinelives.content import frozen, instrument_bank, taxonomies
from onlinelives.content import instrument_checks as checks
from onlinelives.content.frameworks import FOLDER
from onlinelives.content.instrument_conditions import RESERVED, rule
from onlinelives.content.instrument_shapes import OLDEST, YOUNGEST, Bank
from onlinelives.content.instrument_words import TEXT, WORDS, Spoken, identifier, said, spoken
from onlinelives.content.reader import ContentError, Part, read
from onlinelives.rules.questionnaires.checking import AgeRule
from onlinelives.rules.questionnaires.publishing import Standards
from onlinelives.rules.questionnaires.shapes import All, Op, Page, Question, Questionnaire, Rule, Section, Test, Way

BANKS = ("instruments/bank.yaml",)  # oldest first
QUESTIONNAIRES = ("online-lives-2024", "online-lives-2025", "online-lives-2026")  # oldest first

AGE = "age"  # the question whose codes are years


@cache
def bank() -> Bank:
    """The published bank. Raises ContentError for a broken file."""
    return bank_from(FOLDER)


@cache
def questionnaire(code: str) -> Questionnaire:
    """The published questionnaire. Raises KeyError for an unknown code and ContentError for a broken file."""
    if code not in QUESTIONNAIRES:
        raise KeyError(code)
    return load_from(FOLDER, code, bank())


def current() -> Questionnaire:
    """The questionnaire of the latest year."""
    return questionnaire(QUESTIONNAIRES[-1])


@cache
def standards() -> Standards:
    """What an area's own questionnaire is held against."""
    questions: dict[str, list[Question]] = {}
    least: dict[str, int] = {}
    named: dict[str, int] = {}
    for asked in bank().questions:
        questions.setdefault(asked.question.id, []).append(asked.question)
        if asked.from_age > YOUNGEST:
            named[asked.question.id] = asked.from_age
            if asked.question.measures:
                least[asked.question.measures] = asked.from_age
    taxonomy = taxonomies.load_from(FOLDER)
    known = frozenset([*(risk.id for risk in taxonomy.risks), *(factor.id for factor in taxonomy.factors)])
    versions = {name: tuple(found) for name, found in questions.items()}
    return Standards(versions, AgeRule(AGE, least, named), known)


def bank_from(folder: Path) -> Bank:
    """As `bank`, from another folder and not kept: for tests and for checking a draft."""
    found, taxonomy = Bank((), ()), taxonomies.load_from(folder)
    for name in BANKS:
        frozen.check(folder, name)
        found = instrument_bank.added(read(folder / name), found, taxonomy)
    return found


def load_from(folder: Path, code: str, questions: Bank) -> Questionnaire:
    """As `questionnaire`, from another folder and not kept."""
    name = f"instruments/{code}.yaml"
    frozen.check(folder, name)
    root = read(folder / name)
    if root.text("code") != code:
        raise root.part("code").fail(f"this file should hold the questionnaire {code}")
    year = root.number("year", 2000, 2100)
    if not code.endswith(f"-{year}"):
        raise root.part("year").fail("expected the year in the file's name")
    aloud = spoken(root)
    told = said(root, aloud, TEXT, "title")
    reading = _Reading(questions, aloud)
    sections = tuple(reading.section(part) for part in root.part("sections").parts())
    checks.ways(root.part("sections"), sections)
    checks.columns(root.part("sections"), sections)
    made = Questionnaire(code, root.number("version", 1, 999), told, _ages(root.part("ages")), sections)
    root.done()
    return made


class _Reading:
    """What is known while a questionnaire is read from top to bottom: its questions so far, and the ids it used."""

    def __init__(self, questions: Bank, aloud: Spoken):
        self._bank, self._aloud = questions, aloud
        self._earlier: dict[str, Question] = {}
        self._ids: set[str] = set(RESERVED)

    def section(self, part: Part) -> Section:
        found = Section(
            id=self._new(part, identifier(part, "id")),
            said=said(part, self._aloud, TEXT, "title"),
            show_when=rule(part.part("show_when"), self._earlier) if part.has("show_when") else None,
            pages=tuple(self._page(page) for page in part.part("pages").parts()),
        )
        if not found.pages:
            raise part.part("pages").fail("this list is empty")
        part.done()
        return found

    def _page(self, part: Part) -> Page:
        when = rule(part.part("show_when"), self._earlier) if part.has("show_when") else None
        if part.has("question"):
            one, when = self._asked(part.part("question"), when)
            page = Page(self._new(part, one.id), question=one, show_when=when)
            self._earlier[one.id] = one
        else:
            page = Page(self._new(part, identifier(part, "words")), said=said(part, self._aloud, WORDS), show_when=when)
        if part.has("ways"):  # read last, since they may rest on the answer to this page
            ways = tuple(self._way(way) for way in part.part("ways").parts())
            page = Page(page.id, page.question, page.said, page.show_when, ways)
        part.done()
        return page

    def _asked(self, part: Part, when: Rule | None) -> tuple[Question, Rule | None]:
        """The question that id@version names, and who sees it: those old enough, of those the page is for."""
        name, _, version = part.as_text().partition("@")
        try:
            asked = self._bank.asked(name, int(version))
        except (KeyError, ValueError):
            raise part.fail(f"“{part.as_text()}” is not id@version of a question of the bank") from None
        if asked.from_age > YOUNGEST:
            if AGE not in self._earlier:
                raise part.fail(f"{name} is asked from {asked.from_age}, so {AGE} must be asked before it")
            old_enough = Test(AGE, Op.AT_LEAST, (asked.from_age,))
            when = All((old_enough, when)) if when else old_enough
        return asked.question, when

    def _way(self, part: Part) -> Way:
        way = Way(part.text("to"), rule(part.part("when"), self._earlier) if part.has("when") else None)
        part.done()
        return way

    def _new(self, part: Part, name: str) -> str:
        if name in self._ids:
            raise part.fail(f"“{name}” is there twice, or stands for something else")
        self._ids.add(name)
        return name


def _ages(part: Part) -> tuple[int, int]:
    ages = tuple(inner.as_number(YOUNGEST, OLDEST) for inner in part.parts())
    if len(ages) != 2 or ages[0] > ages[1]:
        raise part.fail("expected the youngest and the oldest age")
    return ages[0], ages[1]


def problems() -> list[str]:
    """What is wrong with the published bank and questionnaires, one message each; empty when all is well."""
    try:
        questions = bank_from(FOLDER)
    except ContentError as error:
        return [str(error)]
    found = []
    for name in QUESTIONNAIRES:
        try:
            load_from(FOLDER, name, questions)
        except ContentError as error:
            found.append(str(error))
    return found
