"""What must hold across the whole taxonomy. Each check raises ContentError at the place that breaks it."""

from collections import Counter
from collections.abc import Iterator

from onlinelives.content.reader import Part
from onlinelives.content.taxonomy_shapes import CATEGORIES, FREQUENCIES, HARM_TYPES, SOURCES, STATES, Taxonomy

# How many risks each edition prints in each category: 23 in all in 2017 and 44 in 2020.
PRINTED = {
    "audit-2017": {"content": 5, "contact": 6, "conduct": 8, "commerce": 4},
    "planning-2020": {"content": 9, "contact": 13, "conduct": 11, "commerce": 11},
}
COUNTED = 8  # factors in the 2017 footnote to statement 3.4


def lists(root: Part, taxonomy: Taxonomy) -> None:
    """The lists that rules rely on are complete and in order, and no id is there twice."""
    for name, expected in (
        ("categories", CATEGORIES),
        ("harm_types", HARM_TYPES),
        ("states", STATES),
        ("frequencies", FREQUENCIES),
        ("sources", SOURCES),
    ):
        if [entry.id for entry in getattr(taxonomy, name)] != list(expected):
            raise root.part(name).fail(f"expected {', '.join(expected)}, in this order")
    seen: set[str] = set()
    for part in _entries(root):
        code = part.text("id")
        if code in seen:
            raise part.part("id").fail(f"“{code}” is there twice")
        seen.add(code)


def _entries(root: Part) -> Iterator[Part]:
    """Every part of the file that has an id, in the order of the shapes."""
    for name in ("categories", "harm_types", "states", "frequencies", "risks"):
        yield from root.part(name).parts()
    for name in ("reasons", "consequences"):
        yield from root.part("image_sharing").part(name).parts()
    for name in ("impacts_negative", "impacts_positive", "groups", "factors", "sources", "influences"):
        yield from root.part(name).parts()


def risks(root: Part, taxonomy: Taxonomy) -> None:
    """The editions' counts, and a successor that is there, is asked about and is in the same category."""
    whole = root.part("risks")
    for edition, printed in PRINTED.items():
        found = Counter(risk.category for risk in taxonomy.risks if edition in risk.editions)
        for category, expected in printed.items():
            if found[category] != expected:
                raise whole.fail(f"expected {expected} {category} risks of {edition}, not {found[category]}")
    successors = {risk.id: risk.category for risk in taxonomy.asked_now}
    for risk, part in zip(taxonomy.risks, whole.parts(), strict=True):
        if risk.replaced_by and successors.get(risk.replaced_by) != risk.category:
            raise part.part("replaced_by").fail(
                f"“{risk.replaced_by}” is not a risk in {risk.category} that is asked about now"
            )


def factors(root: Part, taxonomy: Taxonomy) -> None:
    """The editions' count, and groups that are there."""
    if len(taxonomy.counted_factors) != COUNTED:
        raise root.part("factors").fail(f"expected {COUNTED} counted factors, not {len(taxonomy.counted_factors)}")
    groups = {group.id for group in taxonomy.groups}
    for factor, part in zip(taxonomy.factors, root.part("factors").parts(), strict=True):
        if factor.group and factor.group not in groups:
            raise part.part("group").fail(f"“{factor.group}” is not one of the groups")
