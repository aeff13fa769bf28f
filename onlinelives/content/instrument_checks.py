"""What must hold in the bank and across a questionnaire. Each check raises ContentError at the place that breaks it."""

from collections.abc import Sequence

from onlinelives.content.instrument_shapes import Asked, Bank, LeftOut
from onlinelives.content.reader import Part
from onlinelives.content.taxonomy_shapes import Taxonomy
from onlinelives.rules.questionnaires.shapes import END, ENGLISH, Choice, Kind, Question, Section


def question(part: Part, asked: Asked, before: Bank, taxonomy: Taxonomy) -> None:
    """One entry of the bank, against those before it and the taxonomy."""
    one = asked.question
    older = [earlier.question.version for earlier in before.versions(one.id)]
    if older and one.version <= older[-1]:
        raise part.part("version").fail(f"{one.id}@{older[-1]} is there already; a change is a higher version")
    codes = {choice.code for choice in one.choices}
    alone = {choice.code for choice in one.choices if choice.alone}
    if alone and one.kind is Kind.ONE:
        raise part.fail("a question with one choice needs no choice that stands alone")
    if not one.yes <= codes - alone:
        raise part.part("yes").fail("a code here is not a choice, or is one that stands alone")
    if one.measures and one.measures not in _measurable(taxonomy):
        raise part.part("measures").fail(f"“{one.measures}” is not a risk or factor of the taxonomy")
    if one.measures and not one.yes:
        raise part.fail("a question that measures a risk or factor says which codes count as yes")
    _links(part, one, before)
    if older and not any(link.question == one.id for link in one.continues):
        raise part.fail(f"say under “continues” how it differs from {one.id}@{older[-1]}")


def _links(part: Part, one: Question, before: Bank) -> None:
    for link in one.continues:
        place = part.part("continues")
        try:
            earlier = before.asked(link.question, link.version).question
        except KeyError:
            raise place.fail(f"{link.question}@{link.version} is not a question above") from None
        if link.same and _changed(earlier, one):
            raise place.fail(f"not the same: {_changed(earlier, one)}")


def _changed(earlier: Question, later: Question) -> str:
    """What keeps the figures of two questions apart, or "". Only many may gain a choice: each counts by itself."""
    if earlier.kind is not later.kind:
        return "one has one choice and the other many"
    if (earlier.measures, earlier.yes) != (later.measures, later.yes):
        return "they measure something else, or other codes count as yes"
    old, new = _meanings(earlier.choices), _meanings(later.choices)
    for code, meaning in old.items():
        if new.get(code) != meaning:
            return f"the code {code} has another meaning"
    if earlier.kind is Kind.ONE and old.keys() != new.keys():
        return "there is a choice more"
    return ""


def _meanings(choices: Sequence[Choice]) -> dict[int, tuple[str, bool]]:
    return {choice.code: (choice.said[ENGLISH].text, choice.alone) for choice in choices}


def left_out(part: Part, so_far: Sequence[LeftOut], bank: Bank, taxonomy: Taxonomy) -> None:
    """The last of `so_far`, which part tells: known, there once, and asked by no question."""
    entry = so_far[-1]
    if entry.id not in _measurable(taxonomy):
        raise part.part("id").fail(f"“{entry.id}” is not a risk or factor of the taxonomy")
    if entry.id in {other.id for other in so_far[:-1]}:
        raise part.part("id").fail(f"“{entry.id}” is there twice")
    if any(asked.question.measures == entry.id for asked in bank.questions):
        raise part.part("id").fail(f"“{entry.id}” is measured by a question, so it is not left out")
    if entry.asked_as and not bank.versions(entry.asked_as):
        raise part.part("asked_as").fail(f"“{entry.asked_as}” is not a question of the bank")


def _measurable(taxonomy: Taxonomy) -> set[str]:
    return {risk.id for risk in taxonomy.risks} | {factor.id for factor in taxonomy.factors}


def columns(whole: Part, sections: Sequence[Section]) -> None:
    """No two answers of a questionnaire go by the same name (`Question` says how columns are called)."""
    seen: set[str] = set()
    for one in (page.question for section in sections for page in section.pages):
        if one is None:
            continue
        of_many = [f"{one.id}_{choice.code}" for choice in one.choices] if one.kind is Kind.MANY else []
        for name in (one.id, *of_many):
            if name in seen:
                raise whole.fail(f"two columns would be called {name}")
            seen.add(name)


def ways(whole: Part, sections: Sequence[Section]) -> None:
    """Every way leads to a later page or the end, and the last of a page holds always."""
    places = [page for section in whole.parts() for page in section.part("pages").parts()]
    pages = [page for section in sections for page in section.pages]
    for number, (page, place) in enumerate(zip(pages, places, strict=True)):
        later = {END, *(other.id for other in pages[number + 1 :])}
        for way in page.ways:
            if way.to not in later:
                raise place.part("ways").fail(f"“{way.to}” is not a later page")
        if page.ways and page.ways[-1].when is not None:
            raise place.part("ways").fail("the last way must have no “when”")
        if any(way.when is None for way in page.ways[:-1]):
            raise place.part("ways").fail("only the last way can have no “when”")
