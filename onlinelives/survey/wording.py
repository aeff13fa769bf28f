"""What released figures are called, and the sentence that tells one. Kept with the release, so that later wording never
changes what was released."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from onlinelives.rules.disclosure.shares import ALL, Measure, PublishedShares
from onlinelives.rules.questionnaires import made
from onlinelives.rules.questionnaires.conditions import said_in
from onlinelives.rules.questionnaires.shapes import ENGLISH, Question
from onlinelives.survey.reports import Source, items_of
from onlinelives.survey.reports.cuts import against, dividings, title_of, words_of
from onlinelives.survey.reports.items import Counted
from onlinelives.survey.reports.words import CHANCE, METHOD, MORE, number, of_100

ALPHA = 0.05  # a difference that chance alone would show less often than this is told as one
ONE_BY_ITSELF = (
    "A finding looks at one comparison by itself. A difference is called larger than chance would explain where p is "
    "below 0.05: of 20 comparisons without any real difference, one would be called so by chance."
)


@dataclass(frozen=True)
class ItemWords:
    """name: in a table. says: how a sentence goes on after “Of 100 young people, about 12 …”. question: as asked, with
    what counts as yes."""

    name: str
    says: str
    question: str


@dataclass(frozen=True)
class Words:
    """Everything that is said around the figures of a release. parts: code -> what it is called, in order; people: code
    -> how a sentence calls those in it. pair: the part that is set beside another, and that other; () for none. method:
    sentences."""

    wave: str
    questionnaire: str
    cut: str
    parts: dict[str, str]
    people: dict[str, str]
    pair: tuple[str, ...]
    items: dict[str, ItemWords]
    method: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        return {**asdict(self), "pair": list(self.pair), "method": list(self.method)}


def words_from(data: Mapping[str, Any]) -> Words:
    """From `as_data()`. Other data raise KeyError or TypeError."""
    items = {code: ItemWords(**said) for code, said in data["items"].items()}
    return Words(**{**data, "pair": tuple(data["pair"]), "items": items, "method": tuple(data["method"])})


def worded(source: Source, cut: str, items: tuple[str, ...], weighting: str) -> Words:
    """What a release of these items by this cut is called now. KeyError for what is not listed."""
    asks, listed = source.asks, items_of(source)
    pairs = against(source, cut)
    people = {} if cut not in dividings(source) else _people(source, cut)
    return Words(
        wave=source.name,
        questionnaire=f"{said_in(asks.said, ENGLISH)}, version {asks.version}",
        cut=title_of(source, cut),
        parts=words_of(source, cut),
        people=people,
        pair=pairs[0] if len(pairs) == 1 else (),
        items={code: _item(source, listed[code]) for code in items},
        method=(weighting, *METHOD, ONE_BY_ITSELF),
    )


def sentence(published: PublishedShares, item: str, words: Words) -> str:
    """What a finding says, for somebody who reads nothing else. Never why: figures that go together need not be cause
    and effect."""
    says = words.items[item].says
    if published.cut == ALL:
        return f"{of_100('young people', says, published.cell(item, ALL))}."
    if words.pair and all(published.cell(item, part) for part in words.pair):
        return _of_two(published, item, words)
    told = [
        f"{words.parts[part]}, {number(cell)}"
        for part, cell in zip(published.parts, published.cells[published.items.index(item)], strict=True)
        if cell is not None
    ]
    return f"How many of 100 young people in each group {says}: {'; '.join(told)}."


def shown_items(published: PublishedShares) -> list[str]:
    """The items of which anything is shown: each is a finding."""
    return [item for item, row in zip(published.items, published.cells, strict=True) if any(row)]


def _of_two(published: PublishedShares, item: str, words: Words) -> str:
    one, other = words.pair
    first = of_100(words.people[one], words.items[item].says, published.cell(item, one))
    said = f"{first}; of 100 {words.people[other]}, {number(published.cell(item, other))}."
    told = {each.measure: each for each in published.compared(item) if (each.part, each.other) == words.pair}
    if Measure.DIFFERENCE not in told:
        return said
    return f"{said} {MORE if told[Measure.DIFFERENCE].p < ALPHA else CHANCE}"


def named(counted: Counted) -> str:
    """What an item is called by itself: a choice of a question, with its question."""
    if counted.whole or counted.question is None:
        return counted.name
    return f"{counted.name} (“{said_in(counted.question.said, ENGLISH)}”)"


def _people(source: Source, cut: str) -> dict[str, str]:
    dividing = dividings(source)[cut]
    return dict(zip(dividing.dimension.parts, dividing.people, strict=False))


def _item(source: Source, counted: Counted) -> ItemWords:
    if counted.question is not None:
        return ItemWords(named(counted), counted.says, _asked(counted.question, counted))
    asked = [each.question for each in made.risks(source.asks) if counted.kind in (each.kind, "any")]
    made_of = " ".join(said_in(each.said, ENGLISH) for each in asked) if counted.kind != "any" else ""
    return ItemWords(counted.name, counted.says, f"Made from {len(asked)} questions. {made_of}".strip())


def _asked(question: Question, counted: Counted) -> str:
    asked = said_in(question.said, ENGLISH)
    if not counted.whole:
        return f"{asked} Counted: {counted.name}."
    yes = [said_in(choice.said, ENGLISH) for choice in question.choices if choice.code in question.yes]
    return f"{asked} Counted: {'; '.join(yes)}."
