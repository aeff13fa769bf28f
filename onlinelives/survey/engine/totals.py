"""School totals of many answers for many groups at once, in memory: small matrix products for one school at a time."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from onlinelives.rules.estimation.moments import Floats, Integers
from onlinelives.survey.engine.port import Columns
from onlinelives.survey.engine.sql import Read

NEARBY = 24_000  # children: what is made of 60 questions of them for 7 groups is about 10 MB
NEAR = 600  # children whose answers as floats (60 questions: 576 kB) stay in the processor's own memory
MOST = 200  # children of one product: a larger one is spread over threads, which costs more than it saves
WORD = 64  # answers counted at once
Flags = NDArray[np.bool_]


class OutOfOrderError(Exception):
    """Rows do not come by stratum and school."""


def whole_schools(pieces: Iterator[Columns]) -> Iterator[Columns]:
    """Pieces of a table ordered by stratum and school, cut anywhere, as pieces of whole schools. A school that was cut
    comes by itself, so that nothing else is copied. Raises OutOfOrderError."""
    held: list[Columns] = []
    for piece in pieces:
        begins = _begins(held[-1] if held else None, piece)
        if len(begins):
            first, last = begins[0], begins[-1]
            yield from _filled(_joined([*held, _rows(piece, 0, first)]))
            yield from _filled(_rows(piece, first, last))
            held = [_rows(piece, last, None)]
        else:
            held.append(piece)
    yield from _filled(_joined(held))


def _begins(before: Columns | None, piece: Columns) -> Integers:
    """The rows with which another school begins than that of the row before."""
    steps = []
    for name in ("stratum_code", "school_code"):
        codes = piece[name].astype(np.int64)
        previous = codes[:1] - 1 if before is None else before[name][-1:]
        steps.append(np.diff(codes, prepend=previous))
    stratum, school = steps
    if ((stratum < 0) | ((stratum == 0) & (school < 0))).any():
        raise OutOfOrderError
    return np.flatnonzero((stratum != 0) | (school != 0))


def _rows(piece: Columns, first: int, last: int | None) -> Columns:
    return {name: column[first:last] for name, column in piece.items()}


def _joined(pieces: Sequence[Columns]) -> Columns:
    return {name: np.concatenate([piece[name] for piece in pieces]) for name in (pieces[0] if pieces else ())}


def _filled(piece: Columns) -> Iterator[Columns]:
    if piece and len(piece["stratum_code"]):
        yield piece


def in_order(part: Columns) -> Columns:
    """The rows by stratum and school."""
    try:
        _begins(None, part)
    except OutOfOrderError:
        order = np.lexsort((part["school_code"], part["stratum_code"]))
        return {name: column[order] for name, column in part.items()}
    return part


def stretches(piece: Columns) -> Iterator[tuple[Columns, Integers]]:
    """Of an ordered piece about NEARBY children at a time, and where in them each school begins, with their number."""
    edges = np.append(_begins(None, piece), len(piece["stratum_code"]))
    first = 0
    while first < len(edges) - 1:
        last = max(first + 1, int(np.searchsorted(edges, edges[first] + NEARBY, "right")) - 1)
        yield _rows(piece, edges[first], edges[last]), edges[first : last + 1] - edges[first]
        first = last


def flags_of(answers: Sequence[Read]) -> Flags:
    """Of q questions, 0 missing, 1 no, 2 yes of n children: 2q x n, who answered each, then who said yes to each."""
    flags = np.empty((2, len(answers), len(answers[0])), np.bool_)
    for place, answer in enumerate(answers):
        np.greater(answer, 0, out=flags[0, place])
        np.equal(answer, 2, out=flags[1, place])
    return flags.reshape(-1, flags.shape[-1])


def school_totals(flags: Flags, inside: Flags, weight: Floats, edges: Integers) -> Floats:
    """flags: a x n children; inside: m x n, who is in a domain; weight: n; edges: where each school begins, and n.
    Gives schools x m x a: the weights of those with the flag in the domain."""
    marks = inside * weight
    totals = np.zeros((len(edges) - 1, len(inside), len(flags)))
    near = np.empty((len(flags), NEAR))
    for begin in range(0, len(weight), NEAR):
        end = min(begin + NEAR, len(weight))
        near[:, : end - begin] = flags[:, begin:end]
        for school, a, b in _stretches(edges, begin, end):
            totals[school] += marks[:, a:b] @ near[:, a - begin : b - begin].T
    return totals


def _stretches(edges: Integers, begin: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Each school between two rows, with its rows there, MOST at a time."""
    first = int(np.searchsorted(edges, begin, "right")) - 1
    last = int(np.searchsorted(edges, end, "left"))
    for school in range(first, last):
        from_row, to_row = max(begin, int(edges[school])), min(end, int(edges[school + 1]))
        for a in range(from_row, to_row, MOST):
            yield school, a, min(a + MOST, to_row)


def counted(flags: Flags, inside: Flags) -> Integers:
    """a x n and m x n -> m x a: how many have the flag and are in the domain; counted bit by bit, 64 at a time."""
    ours, theirs = _bits(flags), _bits(inside)
    return np.stack([np.bitwise_count(ours & domain).sum(axis=1, dtype=np.int64) for domain in theirs])


def _bits(flags: Flags) -> NDArray[np.uint64]:
    packed = np.packbits(flags, axis=1)
    return np.pad(packed, ((0, 0), (0, -packed.shape[1] % (WORD // 8)))).view(np.uint64)


def strata_moments(totals: Floats, begins: Integers) -> tuple[Floats, Floats]:
    """totals: schools x figures x k x questions, by stratum; begins: where each of h strata begins. Gives the sums over
    their schools, figures x questions x h x k, and of products of totals, figures x questions x h x k x k."""
    k = totals.shape[2]
    first = np.add.reduceat(totals, begins, axis=0)
    second = np.empty((*first.shape[:3], k, first.shape[3]))
    for one in range(k):
        products = np.add.reduceat(totals[:, :, one, None] * totals[:, :, one:], begins, axis=0)
        second[:, :, one, one:] = second[:, :, one:, one] = products
    return first.transpose(1, 3, 0, 2), second.transpose(1, 4, 0, 2, 3)
