"""How a statement of one edition relates to the same statement of the next, and what that does to a trend.

The relation looks from the older to the newer edition: "wider" means that the newer statement asks for more things,
"stronger" that it asks for more of the same thing, "narrower" and "looser" the reverse.
"""

from dataclasses import dataclass

CONTINUES, MARKED, BREAKS = "continues", "marked", "breaks"


@dataclass(frozen=True)
class Relation:
    code: str
    name: str
    effect: str  # CONTINUES, MARKED or BREAKS
    meaning: str


RELATIONS = {
    relation.code: relation
    for relation in (
        Relation("same", "Same", CONTINUES, "The same words, so scores can be compared as they are."),
        Relation(
            "reworded",
            "Reworded",
            MARKED,
            "Other words for the same thing. Scores can be compared; the change of words is marked.",
        ),
        Relation("narrower", "Narrower", BREAKS, "The newer edition accepts less, so the trend line breaks."),
        Relation("wider", "Wider", BREAKS, "The newer edition covers more, so the trend line breaks."),
        Relation("stronger", "Stronger", BREAKS, "The newer edition demands more, so the trend line breaks."),
        Relation("looser", "Looser", BREAKS, "The newer edition demands less, so the trend line breaks."),
    )
}

EFFECTS = {
    CONTINUES: "The trend line continues.",
    MARKED: "The trend line continues, with a mark.",
    BREAKS: "The trend line breaks here.",
}


def effect(code: str) -> str:
    """What a relation does to a trend line: CONTINUES, MARKED or BREAKS. An unknown code raises KeyError."""
    return RELATIONS[code].effect
