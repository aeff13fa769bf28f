"""The Excel round trip as rules: what a workbook wants of each answer, seen from what the answer said when the workbook
was downloaded, and from what it says now.

Three parts of an answer are looked at: its score (with "not applicable" and the reason), commentary and evidence.
A cell that is blank, or says what the answer said at download, asks for nothing. The whole answer is the unit of a
choice: where anything in it has been changed since the download, a person decides (docs/decisions/0019).
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace

from onlinelives.rules.verdict import Invalid

BLANK, SAME, NEW, CHANGED, CONFLICT = "blank", "same", "new", "changed", "conflict"
SCORE, COMMENTARY, EVIDENCE = "score", "commentary", "evidence"
PARTS = (SCORE, COMMENTARY, EVIDENCE)
MOST_PROBLEMS = 20  # as many as are told at once

# Characters that no XML 1.0 text can hold, and so no cell of a workbook.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Says:
    """What an answer says, or what a workbook's row holds, where an empty field is a blank cell.

    score: 0 to 4, or None. A row may hold "not applicable" without a reason, an answer may not.
    """

    score: int | None = None
    not_applicable: bool = False
    reason: str = ""
    commentary: str = ""
    evidence: str = ""


NOTHING = Says()


@dataclass(frozen=True)
class Row:
    """One statement as a workbook tells it. `version` and `fingerprint`: which save it says it was made from, None and
    "" where it cannot say. `cells`: where each field stands, as "Section 2, cell D7"."""

    statement: str
    filled: Says
    version: int | None = None
    fingerprint: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """What was found in a workbook: its rows, and one sentence for each cell that cannot be taken."""

    rows: tuple[Row, ...]
    problems: tuple[str, ...] = ()


class Broken(Invalid):
    """A workbook that cannot be taken in: `problems` are sentences, each naming its cell."""

    def __init__(self, problems: Iterable[str]):
        found = list(problems)
        more = len(found) - MOST_PROBLEMS
        self.problems = found[:MOST_PROBLEMS] + ([f"And {more} more."] if more > 0 else [])
        super().__init__(" ".join(self.problems))


@dataclass(frozen=True)
class Line:
    """One statement from all three sides. base: at download, None where that cannot be trusted. version: of the answer
    now. mine: whether this person may answer it."""

    statement: str
    filled: Says
    base: Says | None
    now: Says
    version: int
    mine: bool = True


@dataclass(frozen=True)
class Change:
    """What would become of one answer. `after` equals `before` in every part that is not among `parts`."""

    statement: str
    kind: str
    before: Says
    after: Says
    base: Says | None
    version: int
    parts: tuple[str, ...]
    mine: bool

    @property
    def differs(self) -> bool:
        """The workbook asks for something, whoever may decide it."""
        return self.kind in (NEW, CHANGED, CONFLICT)


def compare(line: Line) -> Change:
    """What the workbook's row wants of the answer."""
    after, parts = line.now, []
    for part in PARTS:
        meant = _meant(line, part)
        if meant is not None and not any(_alike(meant, there, part) for there in (line.now, line.base)):
            parts.append(part)
            after = _with(after, meant, part)
    kind = _kind(line, bool(parts))
    return Change(line.statement, kind, line.now, after, line.base, line.version, tuple(parts), line.mine)


def to_write(changes: Iterable[Change], taken: Collection[str]) -> dict[str, Says]:
    """Statement -> what its answer is to say. `taken`: the conflicts decided for the workbook; without its statement
    in there, a conflict changes nothing. Nothing that is not the person's own is ever written."""
    return {
        change.statement: change.after
        for change in changes
        if change.mine and (change.kind in (NEW, CHANGED) or (change.kind == CONFLICT and change.statement in taken))
    }


def undecided(changes: Iterable[Change], decided: Collection[str]) -> list[str]:
    """The conflicts that still wait for a choice."""
    return [c.statement for c in changes if c.mine and c.kind == CONFLICT and c.statement not in decided]


def token(changes: Iterable[Change]) -> str:
    """64 hexadecimal digits over everything a preview says would or could be written, with the version of each answer.
    Applying asks for it, so that only what was shown is done."""
    told = [
        [c.statement, c.kind, c.version, asdict(c.before), asdict(c.after)] for c in changes if c.mine and c.differs
    ]
    return hashlib.sha256(json.dumps(sorted(told, key=lambda row: row[0]), sort_keys=True).encode()).hexdigest()


def fingerprint(statement: str, version: int, says: Says) -> str:
    """16 hexadecimal digits that tie a row to the save it was made from: a version number alone could be mistyped,
    filled down or made up, and would then hide that somebody else has changed the answer."""
    told = json.dumps([statement, version, asdict(says)], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def base_of(row: Row, said_then: Says | None) -> Says | None:
    """What the answer said at download: `said_then`, the save that the row names, if the row's fingerprint fits."""
    if said_then is None or row.version is None:
        return None
    return said_then if fingerprint(row.statement, row.version, said_then) == row.fingerprint else None


def problem(row: Row, line: Line) -> str:
    """What is wrong with a row that only the answers can tell, as a sentence with its cell, or ""."""
    filled, cell = row.filled, row.cells.get("reason", row.statement)
    if filled.not_applicable and not _reason(line):
        return f"{cell}: say why statement {row.statement} does not apply to your agency."
    known = {plain(says.reason) for says in (line.now, line.base or NOTHING)}
    if filled.reason and not filled.not_applicable and plain(filled.reason) not in known and _mark(line) != _NA:
        return f"{cell}: a reason is only kept with the score NA. Choose NA, or clear the cell."
    return ""


def plain(text: str) -> str:
    """The form in which texts are compared and taken in: one kind of line end, no space at either end, and nothing that
    a workbook could not hold."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


_NA = (None, True)


def _kind(line: Line, asked: bool) -> str:
    if not asked:
        return BLANK if line.filled == NOTHING else SAME
    empty = _same(line.now, NOTHING)
    if line.base is None:
        return NEW if empty else CONFLICT
    if not _same(line.base, line.now):
        return CONFLICT
    return NEW if empty else CHANGED


def _meant(line: Line, part: str) -> Says | None:
    """The row's say in one part, or None where its cell is blank."""
    if part != SCORE:
        return line.filled if getattr(line.filled, part) else None
    score, not_applicable = _mark(line)
    if not_applicable:
        reason = _reason(line)
        return Says(not_applicable=True, reason=reason) if reason else None
    return None if score is None else Says(score=score)


def _mark(line: Line) -> tuple[int | None, bool]:
    """The score that the row means. A reason without a score belongs to the "not applicable" that stands already."""
    filled = line.filled
    if filled.score is None and not filled.not_applicable and filled.reason:
        stands = line.now.not_applicable or bool(line.base and line.base.not_applicable)
        return None, stands
    return filled.score, filled.not_applicable


def _reason(line: Line) -> str:
    """The reason for "not applicable": the row's own or, since a blank cell clears nothing, the one that is kept."""
    kept = next((says.reason for says in (line.now, line.base) if says and says.not_applicable), "")
    return line.filled.reason or kept


def _with(says: Says, meant: Says, part: str) -> Says:
    """What was said, with one part as it is meant."""
    if part == COMMENTARY:
        return replace(says, commentary=meant.commentary)
    if part == EVIDENCE:
        return replace(says, evidence=meant.evidence)
    return replace(says, score=meant.score, not_applicable=meant.not_applicable, reason=meant.reason)


def _alike(one: Says, other: Says | None, part: str) -> bool:
    """Whether the two say the same in one part. None is like nothing else."""
    if other is None:
        return False
    if part != SCORE:
        return plain(getattr(one, part)) == plain(getattr(other, part))
    same_reason = not one.not_applicable or plain(one.reason) == plain(other.reason)
    return (one.score, one.not_applicable) == (other.score, other.not_applicable) and same_reason


def _same(one: Says, other: Says) -> bool:
    return all(_alike(one, other, part) for part in PARTS)
