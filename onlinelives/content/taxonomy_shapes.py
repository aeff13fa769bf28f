"""What the taxonomy looks like once it is loaded: small frozen dataclasses, the same from a file or a frozen copy."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

# The ids that rules and records rely on, each list complete and in this order.
CATEGORIES = ("content", "contact", "conduct", "commerce")
HARM_TYPES = ("technology_dependent", "technology_enabled")
STATES = ("yes", "no", "not_known", "not_asked")
FREQUENCIES = ("never", "once", "sometimes", "often")
SOURCES = ("self_report", "professional", "record")

ADDED = "added"  # stands where an edition does, for a risk that neither edition prints


@dataclass(frozen=True)
class Category:
    """One of the four Cs. `id` is content, contact, conduct or commerce."""

    id: str
    label: str
    meaning: str


@dataclass(frozen=True)
class HarmType:
    """Technology-dependent (statement 1.1) or technology-enabled (1.2)."""

    id: str
    name: str
    definition: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Risk:
    """Something to ask about, in one of the four Cs. It is never a finding.

    id: the category, a dot and a name, like contact.grooming.
    editions: those that print the item, oldest first, or only ADDED for one of ours; `basis` then says what it rests
    on and is empty otherwise.
    asks_frequency: False where how often makes no sense.
    replaced_by: the id of the risk that took its place, or empty. A risk that was replaced is kept for old records.
    """

    id: str
    category: str
    label: str
    help: str
    editions: tuple[str, ...]
    asks_frequency: bool
    basis: str
    replaced_by: str

    @property
    def is_added(self) -> bool:
        return self.editions == (ADDED,)


@dataclass(frozen=True)
class Choice:
    """One entry of a short list to choose from. `editions`: those that name it; empty where it is ours."""

    id: str
    label: str
    help: str
    editions: tuple[str, ...]


@dataclass(frozen=True)
class Factor:
    """Something that makes a young person more vulnerable.

    counted: whether it counts towards the four or more of the 2017 edition (footnote to statement 3.4).
    group: the id of the vulnerable group it belongs to, or empty.
    """

    id: str
    label: str
    help: str
    counted: bool
    group: str


@dataclass(frozen=True)
class ImageSharing:
    """What to show and ask where a young person shared an intimate image. `steps`: what to do, in order."""

    notice: str
    steps: tuple[str, ...]
    reasons: tuple[Choice, ...]
    consequences: tuple[Choice, ...]


@dataclass(frozen=True)
class Taxonomy:
    """One version of everything a case record can choose from. `sha256` identifies it for ever.

    No id is there twice, in whatever list. Every list keeps the order in which a form shows it.
    """

    version: int
    categories: tuple[Category, ...]
    harm_types: tuple[HarmType, ...]
    states: tuple[Choice, ...]
    frequencies: tuple[Choice, ...]
    risks: tuple[Risk, ...]
    image_sharing: ImageSharing
    impacts_negative: tuple[Choice, ...]
    impacts_positive: tuple[Choice, ...]
    groups: tuple[Choice, ...]
    factors: tuple[Factor, ...]
    sources: tuple[Choice, ...]
    influences: tuple[Choice, ...]
    sha256: str

    def category(self, code: str) -> Category:
        """The category with this id. Raises KeyError when there is none."""
        return _with_id(code, self.categories)

    def harm_type(self, code: str) -> HarmType:
        """The harm type with this id. Raises KeyError when there is none."""
        return _with_id(code, self.harm_types)

    def risk(self, code: str) -> Risk:
        """The risk with this id, also when it was replaced. Raises KeyError when there is none."""
        return _with_id(code, self.risks)

    def factor(self, code: str) -> Factor:
        """The factor with this id, counted or not. Raises KeyError when there is none."""
        return _with_id(code, self.factors)

    def choice(self, code: str) -> Choice:
        """The entry with this id in any list of choices, such as a state or an impact. KeyError when there is none."""
        return _with_id(code, self.choices)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Every entry of every list of choices."""
        return (
            *self.states,
            *self.frequencies,
            *self.image_sharing.reasons,
            *self.image_sharing.consequences,
            *self.impacts_negative,
            *self.impacts_positive,
            *self.groups,
            *self.sources,
            *self.influences,
        )

    def risks_in(self, category: str) -> tuple[Risk, ...]:
        """Every risk of a category, those that were replaced too. Raises KeyError for an unknown category."""
        wanted = self.category(category).id
        return tuple(risk for risk in self.risks if risk.category == wanted)

    @property
    def asked_now(self) -> tuple[Risk, ...]:
        """The risks that a new assessment asks about: all that were not replaced."""
        return tuple(risk for risk in self.risks if not risk.replaced_by)

    @property
    def counted_factors(self) -> tuple[Factor, ...]:
        """The factors that count towards the four or more."""
        return tuple(factor for factor in self.factors if factor.counted)


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Entry = TypeVar("_Entry", bound=_HasId)


def _with_id(code: str, entries: Iterable[_Entry]) -> _Entry:
    for entry in entries:
        if entry.id == code:
            return entry
    raise KeyError(code)
