"""The parts of a questionnaire, the same whether it was shipped, edited on a page or read from a workbook.

A questionnaire is a list of sections, a section a list of pages, a page one question or words to read. Conditions are
data, never expressions: `Test`, `All`, `One` and `Not` below. Texts are by language; English is always there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property

ENGLISH = "en"
END = "end"  # where a way out of a page may lead, besides the ids of later pages


class Missing(IntEnum):
    """Why there is no answer. Stored in place of one; missing for estimates, counted for non-response."""

    PREFER_NOT = -8
    NOT_UNDERSTOOD = -7
    LEFT = -6  # seen and left empty
    ROUTED_PAST = -5
    NOT_REACHED = -4


class Kind(StrEnum):
    """How a question is answered."""

    ONE = "one"  # one choice
    MANY = "many"  # any number of choices


@dataclass(frozen=True)
class Words:
    """What is read, in one language. easy: in easier words, with the same meaning. say: read aloud in place of text."""

    text: str
    hint: str = ""
    easy: str = ""
    say: str = ""


Said = Mapping[str, Words]  # language -> words


@dataclass(frozen=True)
class Choice:
    """code: what is stored, 0 or more, and never reused for another meaning. alone: nothing else can be chosen beside
    it ("None of these")."""

    code: int
    said: Said
    alone: bool = False


@dataclass(frozen=True)
class Link:
    """This question continues one of an earlier version. `same`: figures of both may stand in one line; otherwise the
    line has a gap, and `why` says in a sentence what changed."""

    question: str
    version: int
    same: bool
    why: str = ""


@dataclass(frozen=True)
class Question:
    """id: lower-case letters, digits and underscores, beginning with a letter, at most 32: the column of one choice,
    and with `_` and a choice's code the columns of many. measures: what it is about in the taxonomy of risks and
    factors, or "". yes: the codes that count as yes wherever the question counts as an item that is there or not;
    empty where it is not such an item. sensitive: stronger signposting follows its section."""

    id: str
    version: int
    kind: Kind
    said: Said
    choices: tuple[Choice, ...]
    measures: str = ""
    yes: frozenset[int] = frozenset()
    sensitive: bool = False
    continues: tuple[Link, ...] = ()


class Op(StrEnum):
    """What a `Test` asks of a question. IS to ANY_OF and COUNT_AT_LEAST hold only where there is an answer."""

    IS = "is"  # the one choice, or the only choice
    IS_NOT = "is_not"  # also true of a question without an answer
    AT_LEAST = "at_least"  # of a choice's code, where codes are in order
    AT_MOST = "at_most"
    ANY_OF = "any_of"
    ALL_OF = "all_of"
    COUNT_AT_LEAST = "count_at_least"  # choices of MANY, those that stand alone not counted
    ANSWERED = "answered"  # takes no values


@dataclass(frozen=True)
class Test:
    """A condition on one earlier question. values: codes; exactly one for IS, IS_NOT, AT_LEAST, AT_MOST and
    COUNT_AT_LEAST, one or more for ANY_OF and ALL_OF, none for ANSWERED."""

    __test__ = False

    question: str
    op: Op
    values: tuple[int, ...] = ()


@dataclass(frozen=True)
class All:
    rules: "tuple[Rule, ...]"


@dataclass(frozen=True)
class One:
    """At least one of them."""

    rules: "tuple[Rule, ...]"


@dataclass(frozen=True)
class Not:
    rule: "Rule"


Rule = Test | All | One | Not


@dataclass(frozen=True)
class Way:
    """Where to go after a page, when it holds. Without `when` always. to: the id of a later page, or END."""

    to: str
    when: Rule | None = None


@dataclass(frozen=True)
class Page:
    """id: as of a question, and that question's own id where it asks one. said: words to read on a page without a
    question. show_when: else the page is passed over. ways: the first that holds; without any, the next page."""

    id: str
    question: Question | None = None
    said: Said = field(default_factory=dict)
    show_when: Rule | None = None
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True)
class Section:
    id: str
    said: Said
    pages: tuple[Page, ...]
    show_when: Rule | None = None


@dataclass(frozen=True)
class Questionnaire:
    """code and version name it for good once published. ages: youngest and oldest it is for. languages: those in which
    every text is there, English first."""

    code: str
    version: int
    said: Said  # its title
    ages: tuple[int, int]
    sections: tuple[Section, ...]
    languages: tuple[str, ...] = (ENGLISH,)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each page stands, from 0, and END after all of them."""
        ids = [page.id for _, page in self.pages()]
        return {page_id: place for place, page_id in enumerate([*ids, END])}

    @cached_property
    def alone(self) -> Mapping[str, frozenset[int]]:
        """Question id -> the codes of choices beside which nothing else can be chosen."""
        return {q.id: frozenset(c.code for c in q.choices if c.alone) for q in self.questions()}

    def pages(self) -> Iterator[tuple[Section, Page]]:
        """Every page with its section, in order."""
        for section in self.sections:
            for page in section.pages:
                yield section, page

    def questions(self) -> Iterator[Question]:
        """Every question, in order."""
        for _, page in self.pages():
            if page.question is not None:
                yield page.question


Answer = int | frozenset[int] | Missing  # the code of one, the codes of many (never empty), or why there is none
