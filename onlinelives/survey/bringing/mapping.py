"""What each column of a file becomes, and each of its values."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from onlinelives.rules.questionnaires.columns import Column as Item
from onlinelives.rules.questionnaires.columns import columns_of
from onlinelives.rules.questionnaires.shapes import Questionnaire
from onlinelives.survey.bringing.looking import MOST_VALUES, Column

YEARS = range(1, 14)
OLDEST_YEAR = 13


class Use(StrEnum):
    OUT = "out"
    ITEM = "item"
    SCHOOL = "school"
    STRATUM = "stratum"
    YEAR_GROUP = "year_group"
    WEIGHT = "weight"


ROLES = (Use.SCHOOL, Use.STRATUM, Use.YEAR_GROUP, Use.WEIGHT)
USE_WORDS: Mapping[Use, str] = {
    Use.OUT: "Nothing: leave it out",
    Use.ITEM: "A question",
    Use.SCHOOL: "The school or other place",
    Use.STRATUM: "The kind of place (stratum)",
    Use.YEAR_GROUP: "The year group, as the place gave it",
    Use.WEIGHT: "The weight",
}


class Sure(StrEnum):
    """How sure it is what a column becomes. SAID: by a person."""

    SAID = "said"
    SURE = "sure"
    LIKELY = "likely"


@dataclass(frozen=True)
class ColumnUse:
    """item: the name of a column of the questionnaire, where `use` is ITEM. values: what stands in the file (None for
    an empty cell) -> a code of the item, or a year group; None where it cannot be read and counts as left empty."""

    use: Use = Use.OUT
    item: str | None = None
    values: Mapping[str | None, int | None] = field(default_factory=dict)
    sure: Sure = Sure.SURE

    @property
    def has_values(self) -> bool:
        return self.use in (Use.ITEM, Use.YEAR_GROUP)

    def unread(self) -> list[str]:
        """The values that cannot be read."""
        return [text for text, code in self.values.items() if code is None and text is not None]


Mapped = tuple[ColumnUse, ...]  # one for each column of the file, from the left


def told(mapped: Mapped) -> list[dict[str, Any]]:
    """As JSON can carry it."""
    return [
        {"use": each.use, "item": each.item, "values": [list(pair) for pair in each.values.items()], "sure": each.sure}
        for each in mapped
    ]


def from_told(mapped: Sequence[Mapping[str, Any]]) -> Mapped:
    return tuple(ColumnUse(Use(each["use"]), each["item"], dict(each["values"]), Sure(each["sure"])) for each in mapped)


def items_of(questionnaire: Questionnaire) -> dict[str, Item]:
    """Name -> what the questionnaire says of the column."""
    return {item.name: item for item in columns_of(questionnaire)}


def place_of(mapped: Mapped, use: Use) -> int | None:
    """Which column has this role, if any."""
    return next((place for place, each in enumerate(mapped) if each.use is use), None)


def problems(mapped: Mapped, columns: tuple[Column, ...], questionnaire: Questionnaire) -> list[str]:
    """What stands in the way of taking the file in, in sentences."""
    return list(_problems(mapped, columns, items_of(questionnaire)))


def _problems(mapped: Mapped, columns: tuple[Column, ...], items: Mapping[str, Item]) -> Iterator[str]:
    if place_of(mapped, Use.SCHOOL) is None:
        yield "Say which column holds the school. Intervals rest on how schools differ."
    if not any(each.use is Use.ITEM for each in mapped):
        yield "No column answers a question yet."
    counted = Counter((each.use, each.item) for each in mapped if each.use is not Use.OUT)
    for (use, item), count in counted.items():
        if count > 1:
            what = f"the question “{item}”" if use is Use.ITEM else USE_WORDS[use][0].lower() + USE_WORDS[use][1:]
            pairs = zip(columns, mapped, strict=True)
            named = ", ".join(f"“{column.name}”" for column, each in pairs if (each.use, each.item) == (use, item))
            yield f"{count} columns are {what}: {named}. Leave all but one out."
    for column, each in zip(columns, mapped, strict=True):
        name = f"The column “{column.name}”"
        offered = set(items[each.item].values) if each.item and each.item in items else set()
        if each.has_values and column.many:
            yield f"{name} has more than {MOST_VALUES} different values, or hardly one that occurs twice. Leave it out."
        if each.use is Use.ITEM and each.item not in items:
            yield f"{name} answers no question of this questionnaire."
        elif each.use is Use.ITEM and not {code for code in each.values.values() if code is not None} <= offered:
            yield f"{name} has a value that stands for an answer which the question does not offer."
