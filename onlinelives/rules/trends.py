"""Scores over rounds: where a line may run, where it carries a mark, and where it breaks.

Source: rules.crosswalk. A line runs through statements that stayed the same, carries a mark where one was reworded,
and breaks where one changed its meaning. Nothing is ever joined or averaged across a break; what can still be compared
is compared like for like (`like_for_like`). Unanswered and not applicable make a gap, never a 0. An answer that was
carried forward and not re-checked says nothing new: it is compared with nothing, and a line never runs to it alone.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from onlinelives.rules.crosswalk import BREAKS, CONTINUES, MARKED, effect
from onlinelives.rules.scoring import Mark, Tally, statement_order, tally

START, GAP, UNSETTLED = "start", "gap", "unsettled"
UNCOMPARED = "uncompared"  # other words, and no crosswalk says what became of the meaning

Key = tuple[int, str]  # (agency, statement)
Group = TypeVar("Group", bound=Hashable)

_GRAVITY = {CONTINUES: 0, MARKED: 1, BREAKS: 2}
_BACKWARDS = {"wider": "narrower", "narrower": "wider", "stronger": "looser", "looser": "stronger"}
_SAID = {
    "reworded": "says the same in other words",
    "narrower": "accepts less than before",
    "wider": "asks for more things than before",
    "stronger": "demands more than before",
    "looser": "demands less than before",
    UNCOMPARED: "has other words, and nobody has compared their meaning yet",
}


@dataclass(frozen=True)
class Change:
    """What became of one statement's words from one round to the next.

    relation: a code of `crosswalk.RELATIONS`, or UNCOMPARED. confirmed: whether a practitioner has agreed to it.
    """

    relation: str
    note: str = ""
    confirmed: bool = True

    @property
    def effect(self) -> str:
        """CONTINUES, MARKED or BREAKS. What nobody has compared breaks the line."""
        return BREAKS if self.relation == UNCOMPARED else effect(self.relation)

    @property
    def said(self) -> str:
        """What the later wording does, to follow the words "the statement now"."""
        return _SAID[self.relation]

    def backwards(self) -> "Change":
        """The same change for rounds that went from the newer edition back to the older one."""
        return Change(_BACKWARDS.get(self.relation, self.relation), self.note, self.confirmed)

    def then(self, other: "Change") -> "Change":
        """Two changes one after the other: the graver relation, both notes, confirmed where both are."""
        graver = other if _GRAVITY[other.effect] > _GRAVITY[self.effect] else self
        return Change(graver.relation, f"{self.note} {other.note}".strip(), self.confirmed and other.confirmed)


# (wording before, wording after) -> statement -> what became of it. A statement that stayed the same has no entry.
Changes = Mapping[tuple[str, str], Mapping[str, Change]]


@dataclass(frozen=True)
class Reading:
    """What one round says.

    wording: identifies the text that was answered (a frozen edition's SHA-256). marks: (agency, statement) -> mark;
    what is missing was not in the round. settled: signed off, or the round is closed; until then nothing is joined.
    """

    wording: str
    marks: Mapping[Key, Mark] = field(default_factory=dict)
    settled: bool = True


@dataclass(frozen=True)
class Point:
    """One round on a line.

    link: how it hangs on the round before: START, CONTINUES, MARKED, BREAKS, GAP (one of the two has no score) or
    UNSETTLED. why: the statements whose words changed since the round before, in order. settled: as in `Reading`, and
    not merely carried forward. present: was in the round.
    """

    tally: Tally
    link: str
    why: tuple[tuple[str, Change], ...]
    settled: bool
    present: bool

    @property
    def scored(self) -> bool:
        """Whether there is a point at all. Without a score there is a gap."""
        return self.tally.scored > 0

    @property
    def joined(self) -> bool:
        return self.link in (CONTINUES, MARKED)

    @property
    def broken(self) -> tuple[tuple[str, Change], ...]:
        """The changes that break the line."""
        return tuple(pair for pair in self.why if pair[1].effect == BREAKS)

    @property
    def reworded(self) -> tuple[tuple[str, Change], ...]:
        """The changes that only mark it."""
        return tuple(pair for pair in self.why if pair[1].effect == MARKED)


def split(readings: Sequence[Reading], by: Callable[[Key], Group]) -> dict[Group, list[Reading]]:
    """The same rounds once for each group of answers, such as a section or an agency. Every group gets every round;
    one that is not in a round has no marks there."""
    found: dict[Group, list[dict[Key, Mark]]] = {}
    for place, reading in enumerate(readings):
        for key, mark in reading.marks.items():
            group = by(key)
            if group not in found:
                found[group] = [{} for _ in readings]
            found[group][place][key] = mark
    return {
        group: [
            Reading(reading.wording, marks, reading.settled) for reading, marks in zip(readings, parts, strict=True)
        ]
        for group, parts in found.items()
    }


def line(readings: Sequence[Reading], changes: Changes, statements: Collection[str]) -> tuple[Point, ...]:
    """One point for each round, oldest first, of the answers to `statements`."""
    points: list[Point] = []
    before: Reading | None = None
    for reading in readings:
        added = tally(reading.marks.values())
        why = _changed(before, reading, changes, statements)
        settled = reading.settled and (added.answered > 0 or not added.scored)
        link = _link(points[-1] if points else None, added, why, settled)
        points.append(Point(added, link, why, settled, bool(reading.marks)))
        before = reading
    return tuple(points)


def _changed(
    before: Reading | None, after: Reading, changes: Changes, statements: Collection[str]
) -> tuple[tuple[str, Change], ...]:
    told = changes.get((before.wording, after.wording), {}) if before else {}
    changed = sorted((code for code in told if code in statements), key=statement_order)
    return tuple((code, told[code]) for code in changed if told[code].effect != CONTINUES)


def _link(before: Point | None, added: Tally, why: Iterable[tuple[str, Change]], settled: bool) -> str:
    effects = {change.effect for _, change in why}
    if before is None:
        return START
    if BREAKS in effects:
        return BREAKS
    if not (before.scored and added.scored):
        return GAP
    if not (before.settled and settled):
        return UNSETTLED
    return MARKED if MARKED in effects else CONTINUES


def runs(points: Sequence[Point]) -> list[list[int]]:
    """The pieces of the line: places of rounds that are joined, in order. A point that hangs on nothing is a piece of
    its own; a round without a score is in none."""
    pieces: list[list[int]] = []
    for place, point in enumerate(points):
        if not point.scored:
            continue
        if point.joined and pieces:
            pieces[-1].append(place)
        else:
            pieces.append([place])
    return pieces


@dataclass(frozen=True)
class Pair:
    """Two tallies over exactly the same answers: every one is scored in both. left_out: statements that changed their
    meaning in between and are in neither."""

    before: Tally
    after: Tally
    left_out: tuple[str, ...] = ()

    @property
    def scored(self) -> int:
        """How many answers stand behind each of the two."""
        return self.before.scored

    @property
    def change(self) -> int | None:
        """Percentage points between the two whole per cents that are shown; None where nothing can be compared."""
        if self.before.percent is None or self.after.percent is None:
            return None
        return self.after.percent - self.before.percent


def like_for_like(before: Reading, after: Reading, changes: Changes) -> Pair:
    """What two rounds say about the answers that can be compared: same agency, same statement, scored in both (and not
    merely carried forward), and the meaning did not change in between."""
    told = changes.get((before.wording, after.wording), {})
    broken = {code for code, change in told.items() if change.effect == BREAKS}
    both: list[tuple[Mark, Mark]] = []
    left_out = set()
    for key, mark in after.marks.items():
        earlier = before.marks.get(key)
        if earlier is None or earlier.score is None or mark.score is None or earlier.carried or mark.carried:
            continue
        if key[1] in broken:
            left_out.add(key[1])
        else:
            both.append((earlier, mark))
    return Pair(
        tally(earlier for earlier, _ in both),
        tally(later for _, later in both),
        tuple(sorted(left_out, key=statement_order)),
    )


def self_beside_verified(marks: Mapping[Key, Mark], verified: Mapping[Key, int]) -> Pair:
    """The agencies' own scores (`before`) and the verified ones (`after`), over the answers that have both."""
    both = [(mark, Mark(verified[key])) for key, mark in marks.items() if mark.score is not None and key in verified]
    return Pair(tally(own for own, _ in both), tally(checked for _, checked in both))
