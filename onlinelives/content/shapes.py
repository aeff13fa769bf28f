"""What content looks like once it is loaded: small frozen dataclasses, the same from a file or a frozen copy."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Statement:
    """One of the 36. `levels` holds five texts, for score 0 to 4, written for this statement."""

    id: str
    key: str
    title: str
    wording: str
    help: str
    levels: tuple[str, ...]
    evidence: tuple[str, ...]
    terms: tuple[str, ...]

    @property
    def section(self) -> int:
        return int(self.id.split(".")[0])


@dataclass(frozen=True)
class Section:
    number: int
    name: str
    about: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Point:
    """One point of the 0-4 scale."""

    value: int
    label: str
    meaning: str


@dataclass(frozen=True)
class Term:
    key: str
    term: str
    meaning: str
    editions: tuple[str, ...]


@dataclass(frozen=True)
class Framework:
    """One edition with its scale and the definitions its statements point to. `sha256` identifies it for ever."""

    edition: str
    version: int
    title: str
    year: int
    made_by: str
    summary: str
    sections: tuple[Section, ...]
    scale: tuple[Point, ...]
    terms: tuple[Term, ...]
    sha256: str

    def section(self, number: int) -> Section:
        """Section 1 to 6. Raises KeyError for any other number."""
        for section in self.sections:
            if section.number == number:
                return section
        raise KeyError(number)

    def statement(self, code: str) -> Statement:
        """The statement numbered `code` ("1.1" to "6.6"). Raises KeyError when there is none."""
        for statement in self.statements:
            if statement.id == code:
                return statement
        raise KeyError(code)

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(statement for section in self.sections for statement in section.statements)

    def terms_of(self, statement: Statement) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.key in statement.terms)


@dataclass(frozen=True)
class Step:
    """One line of a crosswalk: how the newer statement relates to the older one."""

    id: str
    relation: str
    note: str
    confirmed: bool


@dataclass(frozen=True)
class Crosswalk:
    older: str
    newer: str
    version: int
    steps: tuple[Step, ...]
