"""What became of the words of the 36 statements between two rounds, from their frozen texts and the crosswalk."""

from itertools import pairwise

from onlinelives.content import crosswalks, frameworks
from onlinelives.content.reader import ContentError
from onlinelives.content.shapes import Framework
from onlinelives.rules.crosswalk import CONTINUES
from onlinelives.rules.trends import UNCOMPARED, Change


def changes_between(before: Framework, after: Framework) -> dict[str, Change]:
    """statement -> what became of it, for the statements that were reworded or changed their meaning.

    The published crosswalk decides, read backwards where the later round went back to an older edition, and step by
    step where an edition was left out. Where it says nothing (two versions of one edition, an edition that is no longer
    published), every statement whose wording differs counts as not compared, which breaks its line.
    """
    if before.sha256 == after.sha256:
        return {}
    path = _path(before.edition, after.edition)
    if not path:
        return _compared_by_words(before, after)
    found: dict[str, Change] = {}
    try:
        for older, newer in path:
            for code, change in _step(older, newer).items():
                found[code] = found[code].then(change) if code in found else change
    except ContentError:
        return _compared_by_words(before, after)
    return found


def _path(before: str, after: str) -> list[tuple[str, str]]:
    """The steps from one edition to the other, each to its neighbour; empty where there is no way."""
    editions = frameworks.EDITIONS
    if before == after or before not in editions or after not in editions:
        return []
    first, last = editions.index(before), editions.index(after)
    if first < last:
        return list(pairwise(editions[first : last + 1]))
    return list(pairwise(reversed(editions[last : first + 1])))


def _step(before: str, after: str) -> dict[str, Change]:
    forwards = frameworks.EDITIONS.index(before) < frameworks.EDITIONS.index(after)
    crosswalk = crosswalks.load(before, after) if forwards else crosswalks.load(after, before)
    told = {step.id: Change(step.relation, step.note, step.confirmed) for step in crosswalk.steps}
    return {
        code: change if forwards else change.backwards() for code, change in told.items() if change.effect != CONTINUES
    }


def _compared_by_words(before: Framework, after: Framework) -> dict[str, Change]:
    earlier = {statement.id: statement.wording for statement in before.statements}
    return {
        statement.id: Change(UNCOMPARED, confirmed=False)
        for statement in after.statements
        if earlier.get(statement.id, statement.wording) != statement.wording
    }
