"""Asks an engine, and gives the moments that statistics work from, with the unweighted counts that decide what may be
shown. A survey is read in parts of whole schools, so that memory does not grow with the number of children."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from onlinelives.rules.estimation.moments import Floats, Integers, Moments
from onlinelives.survey.engine import sums
from onlinelives.survey.engine.port import Columns, Engine
from onlinelives.survey.engine.sql import Levels, Part, Parts, Question, Read, Reading, checked
from onlinelives.survey.engine.totals import (
    OutOfOrderError,
    counted,
    flags_of,
    in_order,
    school_totals,
    strata_moments,
    stretches,
    whole_schools,
)

CHILDREN_AT_ONCE = 120_000
MOST_CELLS = 256

Figure = Reading | Parts | None  # how children are divided; None: not at all


@dataclass(frozen=True)
class Survey:
    """A registered table and its design. strata: the H codes, upwards; schools: how many each has; children: all."""

    engine: Engine
    table: str
    strata: Integers
    schools: Integers
    children: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Gathered:
    """moments: of W (weights of those who answered) and Y (of those with a yes), for each side in turn.
    answered, yes: children, (..., sides); schools: those in which somebody of the side answered, (..., sides)."""

    moments: Moments
    answered: Integers
    yes: Integers
    schools: Integers


@dataclass(frozen=True)
class OfSchools:
    """Of S schools and q answers. keys: (S, 2), stratum and school. totals: (S, q, 2), sums of weights of those who
    answered, and of those with a yes; children: the same, unweighted."""

    keys: Integers
    totals: Floats
    children: Integers


@dataclass(frozen=True)
class Cells:
    """Of a table of one or more readings. moments: k cells, the last reading running fastest; children, schools: in the
    shape of the table."""

    moments: Moments
    children: Integers
    schools: Integers


@dataclass(frozen=True)
class Patterns:
    """Of m combinations of predictors. levels: m x predictors, 1 upwards (of a Question 1 is no, 2 is yes); children;
    weight, yes: sums of weights of all in it, and of those with a yes."""

    levels: Integers
    children: Integers
    weight: Floats
    yes: Floats


def survey(engine: Engine, table: str, *, at_once: int = CHILDREN_AT_ONCE) -> Survey:
    """Reads the design of a registered table. Raises ValueError if it is empty, or a child has no stratum, no school or
    no weight above 0. Parts have `at_once` children, or one school where that is larger."""
    found = engine.rows(sums.schools(table))
    sound = (found["children"] == found["weighed"]) & (found["lightest"] > 0) & np.isfinite(found["heaviest"])
    if not len(sound) or not sound.all():
        raise ValueError("every child needs a weight above 0, and a survey at least one child")
    order = np.lexsort((found["school_code"], found["stratum_code"]))
    stratum, school, children = (found[name][order] for name in ("stratum_code", "school_code", "children"))
    strata, schools = np.unique(stratum, return_counts=True)
    parts = tuple(_parts(stratum, school, children, at_once))
    return Survey(engine, checked(table), strata.astype(np.int64), schools.astype(np.int64), int(children.sum()), parts)


def _parts(stratum: Integers, school: Integers, children: Integers, at_once: int) -> Iterator[Part]:
    """Consecutive strata up to `at_once` children; a larger stratum by itself, in stretches of schools."""
    every = int(school.min()), int(school.max())
    edges = [0, *(np.flatnonzero(np.diff(stratum)) + 1).tolist(), len(stratum)]
    sizes = np.add.reduceat(children, edges[:-1])
    first = held = 0
    for i, size in enumerate(sizes):
        if i > first and held + size > at_once:
            yield Part((stratum[edges[first]], stratum[edges[i] - 1]), every)
            first, held = i, 0
        held += size
        if held > at_once:
            own = slice(edges[i], edges[i + 1])
            stretch = (np.cumsum(children[own]) - 1) // at_once
            for place in np.unique(stretch):
                within = school[own][stretch == place]
                yield Part((stratum[edges[i]], stratum[edges[i]]), (within[0], within[-1]))
            first, held = i + 1, 0
    if first < len(sizes):
        yield Part((stratum[edges[first]], stratum[-1]), every)


def proportions(asked: Survey, questions: Sequence[Question]) -> Gathered:
    """Of all children. moments (q, H, 2); counts (q, 1)."""
    return _first(_stream(asked, questions, [None], (1,)))


def groups(asked: Survey, questions: Sequence[Question], flags: Sequence[Question]) -> Gathered:
    """Of each group against the rest; who is not known to be in either is in neither. moments (g, q, H, 4): W and Y of
    the group, then of the rest; counts (g, q, 2). Groups may overlap, a group and its rest may share schools."""
    return _stream(asked, questions, flags, (2, 1))


def by_levels(asked: Survey, questions: Sequence[Question], levels: Levels) -> Gathered:
    """Of all levels of one column together, such as waves or year groups. moments (q, H, 2 * levels); counts
    (q, levels)."""
    return _first(_stream(asked, questions, [levels], range(1, levels.places + 1)))


def by_parts(asked: Survey, questions: Sequence[Question], divided: Parts) -> Gathered:
    """Of all parts together, which are everybody. moments (q, H, 2 * parts); counts (q, parts)."""
    return _first(_stream(asked, questions, [divided], range(1, divided.places + 1)))


def codes(asked: Survey, columns: Sequence[str], wanted: Sequence[int], divided: Parts | None) -> Integers:
    """(columns, wanted, parts): how many children have each code, those below 0 too, in each part."""
    names = list(dict.fromkeys((*columns, *(divided.columns if divided else ()))))
    place = {name: f"r{i}" for i, name in enumerate(names)}
    found = np.zeros((len(columns), len(wanted), divided.places if divided else 1), np.int64)
    for part in asked.parts:
        held = asked.engine.rows(sums.answers(asked.table, names, part))
        read = divided.read(*(held[place[name]] for name in divided.columns)) - 1 if divided else None
        for row, name in enumerate(columns):
            for at, code in enumerate(wanted):
                there = held[place[name]] == code
                found[row, at] += np.bincount(
                    read[there] if read is not None else np.zeros(there.sum(), np.int8), minlength=found.shape[-1]
                )
    return found


def of_schools(asked: Survey, columns: Sequence[str], read: Callable[[Columns], Sequence[Read]]) -> OfSchools:
    """Totals of each school, for what `read` makes of the columns by name: q answers, 0 missing, 1 no, 2 yes."""
    held: list[Floats] = []
    counts: list[Floats] = []
    keys = []
    for part in asked.parts:
        rows = in_order(asked.engine.rows(sums.answers(asked.table, columns, part)))
        for piece, edges in stretches(rows):
            answers = read({name: piece[f"r{i}"] for i, name in enumerate(columns)})
            flags, everybody = flags_of(answers), np.ones((1, len(piece["weighing"])), np.bool_)
            for found, weight in ((held, piece["weighing"]), (counts, everybody[0].astype(np.float64))):
                totals = school_totals(flags, everybody, weight, edges)
                found.append(totals.reshape(len(edges) - 1, 2, len(answers)).swapaxes(1, 2))
            keys.append(np.column_stack([piece[name][edges[:-1]] for name in ("stratum_code", "school_code")]))
    children = np.rint(np.concatenate(counts)).astype(np.int64)
    return OfSchools(np.concatenate(keys).astype(np.int64), np.concatenate(held), children)


def _first(found: Gathered) -> Gathered:
    return Gathered(found.moments[0], found.answered[0], found.yes[0], found.schools[0])


def _stream(asked: Survey, questions: Sequence[Question], figures: Sequence[Figure], sides: Sequence[int]) -> Gathered:
    """For each figure, and for each place of its reading that is a side. None reads every child as 1. A file in order
    that has several parts is read once, from end to end, where the engine can; otherwise part by part."""
    if not questions or not figures:
        raise ValueError("at least one question and one group are needed")
    names = _named(questions, figures)
    pieces = asked.engine.pieces(sums.answers(asked.table, names)) if len(asked.parts) > 1 else None
    if pieces is not None:
        with closing(pieces), suppress(OutOfOrderError):
            return _gathered(asked, questions, figures, sides, whole_schools(pieces))
    parts = (in_order(asked.engine.rows(sums.answers(asked.table, names, part))) for part in asked.parts)
    return _gathered(asked, questions, figures, sides, parts)


def _named(questions: Sequence[Question], figures: Sequence[Figure]) -> list[str]:
    return sorted({name for reading in (*questions, *figures) for name in _columns(reading)})


def _columns(reading: Figure) -> tuple[str, ...]:
    if reading is None:
        return ()
    return reading.columns if isinstance(reading, Parts) else (reading.column,)


def _gathered(
    asked: Survey,
    questions: Sequence[Question],
    figures: Sequence[Figure],
    sides: Sequence[int],
    pieces: Iterable[Columns],
) -> Gathered:
    """pieces: of whole schools, in order, with what `_named` names as r0, r1, ..."""
    place = {name: f"r{i}" for i, name in enumerate(_named(questions, figures))}
    shape = len(figures), len(questions), len(asked.strata), 2 * len(sides)
    totals, products = np.zeros(shape), np.zeros((*shape, shape[-1]))
    counts = np.zeros((3, *shape[:2], len(sides)), np.int64)
    for piece, edges in chain.from_iterable(map(stretches, pieces)):
        flags = _flags(piece, place, questions)
        inside = _inside(piece, place, figures, sides)
        weighted = school_totals(flags, inside, piece["weighing"], edges)
        each = len(figures), len(sides), len(questions)
        answered, yes = counted(flags, inside).reshape(*each[:2], 2, each[2]).transpose(2, 0, 1, 3)
        there = (weighted[..., : len(questions)] > 0).sum(0).reshape(each)
        counts += np.stack([answered, yes, there]).swapaxes(-1, -2)
        codes, begins = np.unique(piece["stratum_code"][edges[:-1]], return_index=True)
        own = np.searchsorted(asked.strata, codes)
        first, second = strata_moments(weighted.reshape(-1, len(figures), shape[-1], len(questions)), begins)
        totals[:, :, own] += first
        products[:, :, own] += second
    return Gathered(Moments(asked.schools, totals, products), *counts)


def _flags(piece: Columns, place: dict[str, str], questions: Sequence[Question]) -> NDArray[np.bool_]:
    """(2 * questions) x children: who answered each, then who said yes to each."""
    flags = np.empty((2, len(questions), len(piece["weighing"])), np.bool_)
    for i, question in enumerate(questions):
        question.mark(piece[place[question.column]], flags[0, i], flags[1, i])
    return flags.reshape(-1, flags.shape[-1])


def _inside(
    piece: Columns, place: dict[str, str], figures: Sequence[Figure], sides: Sequence[int]
) -> NDArray[np.bool_]:
    """(figures * sides) x children: whether a child is in each side of each figure."""
    children = len(piece["weighing"])
    inside = np.empty((len(figures), len(sides), children), np.bool_)
    for i, figure in enumerate(figures):
        told = [piece[place[name]] for name in _columns(figure)]
        read = figure.read(*told) if figure else np.ones(children, np.int8)
        for j, side in enumerate(sides):
            np.equal(read, side, out=inside[i, j])
    return inside.reshape(-1, children)


def _add(asked: Survey, stratum: Integers, held: Floats, totals: Floats, products: Floats) -> None:
    """Adds schools' totals (..., schools, k), ordered by stratum, into the moments of their strata."""
    codes, first = np.unique(stratum, return_index=True)
    ends = [*first, len(stratum)][1:]
    for h, begin, end in zip(np.searchsorted(asked.strata, codes), first, ends, strict=True):
        of_stratum = held[..., begin:end, :]
        totals[..., h, :] += of_stratum.sum(axis=-2)
        products[..., h, :, :] += of_stratum.swapaxes(-1, -2) @ of_stratum


def cells(asked: Survey, readings: Sequence[Reading]) -> Cells:
    """Of the children for whom all readings are known: a row-by-column table for Rao and Scott's test from two, or the
    combinations of several yes/no scores. Raises ValueError above 256 cells."""
    table = tuple(reading.places for reading in readings)
    k = int(np.prod(table))
    if not readings or k > MOST_CELLS:
        raise ValueError(f"a table has at least one reading and at most {MOST_CELLS} cells, not {k}")
    totals, products = np.zeros((len(asked.strata), k)), np.zeros((len(asked.strata), k, k))
    children, schools = np.zeros(k, np.int64), np.zeros(k, np.int64)
    for part in asked.parts:
        found = asked.engine.rows(sums.cells(asked.table, readings, part))
        cell = np.ravel_multi_index([found[f"r{i}"] - 1 for i in range(len(readings))], table)
        children += np.bincount(cell, found["children"], k).astype(np.int64)
        schools += np.bincount(cell, minlength=k)
        keys = np.column_stack([found["stratum_code"], found["school_code"]])
        pairs, of_school = np.unique(keys, axis=0, return_inverse=True)
        held = np.zeros((len(pairs), k))
        held[of_school.ravel(), cell] = found["weight_sum"]
        _add(asked, pairs[:, 0], held, totals, products)
    return Cells(Moments(asked.schools, totals, products), children.reshape(table), schools.reshape(table))


def patterns(asked: Survey, outcome: Question, predictors: Sequence[Reading]) -> Patterns:
    """What a logistic regression of the outcome on these predictors needs to find its coefficients. Children with an
    outcome and all predictors known; in the order of the levels."""
    if not predictors:
        raise ValueError("at least one predictor is needed")
    found = asked.engine.rows(sums.patterns(asked.table, outcome, predictors))
    levels = np.column_stack([found[f"r{i}"] for i in range(1, len(predictors) + 1)]).astype(np.int64)
    order = np.lexsort(levels.T[::-1])
    return Patterns(
        levels[order], found["children"][order].astype(np.int64), found["weight_sum"][order], found["yes_sum"][order]
    )


def score(
    asked: Survey, outcome: Question, predictors: Sequence[Reading], *, held: Patterns, design: Floats, mu: Floats
) -> Moments:
    """Moments (H, p) of weight * (y - mu) * x over children. held: from `patterns` of the same outcome and predictors;
    design: its m patterns x p coefficients; mu: the m fitted probabilities."""
    if design.shape[:1] != mu.shape or len(mu) != len(held.levels) or held.levels.shape[1] != len(predictors):
        raise ValueError(f"{len(held.levels)} patterns, a design of {design.shape} and {mu.shape} fitted do not fit")
    width = design.shape[1]
    columns: Columns = {f"r{i}": np.ascontiguousarray(held.levels[:, i - 1]) for i in range(1, len(predictors) + 1)}
    columns |= {"mu": mu} | {f"x{i}": np.ascontiguousarray(design[:, i]) for i in range(width)}
    asked.engine.put("fitted", columns)
    found = asked.engine.rows(sums.score(asked.table, "fitted", outcome, predictors, width))
    order = np.argsort(found["stratum_code"], kind="stable")
    totals, products = np.zeros((len(asked.strata), width)), np.zeros((len(asked.strata), width, width))
    scores = np.column_stack([found[f"u{i}"][order] for i in range(width)])
    _add(asked, found["stratum_code"][order], scores, totals, products)
    return Moments(asked.schools, totals, products)
