"""The published editions, to read and to compare. Open to everybody who is signed in."""

from dataclasses import dataclass

from django.http import Http404

from onlinelives.content import crosswalks, frameworks
from onlinelives.content.shapes import Crosswalk, Framework, Statement, Step
from onlinelives.rules.crosswalk import EFFECTS, RELATIONS, Relation


def editions() -> list[Framework]:
    """Newest first."""
    return [frameworks.load(code) for code in reversed(frameworks.EDITIONS)]


def edition_choices() -> list[tuple[str, str]]:
    """(code, title), newest first, for a form."""
    return [(found.edition, found.title) for found in editions()]


def framework(code: str) -> Framework:
    """One edition, or 404."""
    try:
        return frameworks.load(code)
    except KeyError:
        raise Http404 from None


@dataclass(frozen=True)
class ComparedStatement:
    """The same statement in two editions, and what the change of words does to a trend."""

    older: Statement
    newer: Statement
    step: Step
    relation: Relation
    effect: str


@dataclass(frozen=True)
class Comparison:
    older: Framework
    newer: Framework
    crosswalk: Crosswalk
    statements: list[ComparedStatement]
    relations: list[tuple[Relation, int]]  # with how many statements have it


def comparison() -> Comparison:
    """The two newest editions, statement by statement."""
    older, newer = (frameworks.load(code) for code in frameworks.EDITIONS[-2:])
    crosswalk = crosswalks.load(older.edition, newer.edition)
    statements = [
        ComparedStatement(
            older.statement(step.id),
            newer.statement(step.id),
            step,
            RELATIONS[step.relation],
            EFFECTS[RELATIONS[step.relation].effect],
        )
        for step in crosswalk.steps
    ]
    counts = [(r, sum(step.relation == r.code for step in crosswalk.steps)) for r in RELATIONS.values()]
    return Comparison(older, newer, crosswalk, statements, counts)
