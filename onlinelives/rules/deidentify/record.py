"""What the record knows: the people, places, schools and online names that must not be left in a text."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from onlinelives.rules.deidentify.folding import words

YOUNG_PERSON = "young person"

# Relatives are told by the young person they belong to: "Mother of A".
RELATIVES = (
    *("mother", "father", "parent", "stepmother", "stepfather", "step-parent", "carer", "guardian"),
    *("brother", "sister", "sibling", "half-brother", "half-sister", "stepbrother", "stepsister", "cousin"),
    *("grandmother", "grandfather", "grandparent", "aunt", "uncle", "son", "daughter"),
)
_OTHERS = (
    *("foster carer", "friend", "boyfriend", "girlfriend", "partner", "neighbour", "child", "adult", "person"),
    *("worker", "social worker", "family worker", "support worker", "youth worker", "key worker", "mentor", "manager"),
    *("teacher", "head teacher", "police officer", "nurse", "health visitor", "doctor", "counsellor", "solicitor"),
    *("interpreter", "volunteer"),
)

# Role as the record has it -> how it begins a pseudonym. A closed list, so that no pseudonym can carry a name.
ROLES = {role: role.capitalize() for role in (YOUNG_PERSON, *RELATIVES, *_OTHERS)}


@dataclass(frozen=True)
class Person:
    """Somebody the record names.

    role: one of ROLES, else ValueError. name: the name in the record, first name first, in any script.
    also: nicknames, aliases, other names and the name in other scripts. Ask for nicknames: no list of names holds them.
    """

    role: str
    name: str = field(repr=False)  # names stay out of logs and of error pages
    also: tuple[str, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise ValueError(f"{self.role!r} is not a role; the roles are: {', '.join(ROLES)}")
        _need_letters("also", self.also)
        _need_letters("name", (self.name,))

    @property
    def names(self) -> tuple[str, ...]:
        """The name and all the others."""
        return (self.name, *self.also)


@dataclass(frozen=True)
class Known:
    """All that one record knows. The relatives are those of the first young person listed.

    places: homes, streets, districts, towns. schools: of anybody. handles: names used online, with or without "@".
    other: anything else that tells who it is, such as a club or a reference. Empty text raises ValueError: it would
    look as though something had been checked.
    """

    people: tuple[Person, ...] = ()
    places: tuple[str, ...] = field(default=(), repr=False)
    schools: tuple[str, ...] = field(default=(), repr=False)
    handles: tuple[str, ...] = field(default=(), repr=False)
    other: tuple[str, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        for where in ("places", "schools", "handles", "other"):
            _need_letters(where, getattr(self, where))


def _need_letters(where: str, values: Iterable[str]) -> None:
    if isinstance(values, str):
        raise ValueError(f"{where} must be several texts, not one")
    if not all(words(value) for value in values):
        raise ValueError(f"{where} holds a text without letters or digits")
