"""What may leave the system. Every model says it for each of its fields, and a house test demands it."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Leaving:
    """For each field of one model: it may leave as it is, only as a pseudonym, or never.

    Fields are given as one string of names, so that a model's declaration reads as three short lines.
    """

    exported: str = ""
    pseudonymised: str = ""
    never: str = ""
    _all: frozenset[str] = field(init=False, repr=False, compare=False, default=frozenset())

    def __post_init__(self) -> None:
        names = [*self.exported.split(), *self.pseudonymised.split(), *self.never.split()]
        if len(names) != len(set(names)):
            raise ValueError(f"a field is declared twice: {sorted(names)}")
        object.__setattr__(self, "_all", frozenset(names))

    @property
    def declared(self) -> frozenset[str]:
        """Every field that has been declared."""
        return self._all

    def allows(self, names: Iterable[str]) -> bool:
        """Whether each of these fields may leave as it is."""
        return set(names) <= set(self.exported.split())
