"""What an incident may be about: the risk items of the taxonomy, and those that the area has added."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from onlinelives.cases.models import LocalItem
from onlinelives.cases.queries.happenings import day_of
from onlinelives.content import taxonomies
from onlinelives.content.taxonomy_shapes import Category


@dataclass(frozen=True)
class Item:
    """`until`: the last day on which an item of the area held; None where it still holds."""

    code: str
    category: str
    label: str
    help: str
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.until is None or day <= self.until


@dataclass(frozen=True)
class Group:
    """One of the four Cs, with items in the order in which a form shows them."""

    category: Category
    items: list[Item]


def items_to_choose(partnership_id: int) -> dict[str, Item]:
    """By code, in order of the taxonomy, those of the area last. Items that were replaced are left out."""
    taxonomy = taxonomies.load()
    found = {risk.id: Item(risk.id, risk.category, risk.label, risk.help) for risk in taxonomy.asked_now}
    return found | _local(partnership_id)


def every_item(partnership_id: int) -> dict[str, Item]:
    """By code, whatever an incident may ever have named, those that were replaced too."""
    taxonomy = taxonomies.load()
    found = {risk.id: Item(risk.id, risk.category, risk.label, risk.help) for risk in taxonomy.risks}
    return found | _local(partnership_id)


def grouped(items: Iterable[Item]) -> list[Group]:
    """Under the four Cs, in their order, without empty ones."""
    chosen = list(items)
    groups = [Group(c, [item for item in chosen if item.category == c.id]) for c in taxonomies.load().categories]
    return [group for group in groups if group.items]


def _local(partnership_id: int) -> dict[str, Item]:
    return {
        each.code: Item(
            each.code, each.category, each.label, each.help, day_of(each.ended_at) if each.ended_at else None
        )
        for each in LocalItem.objects.filter(partnership=partnership_id).order_by("began_at", "pk")
    }
