"""From a file and a request to what may be given out of it."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from onlinelives.rules.estimation import LonelyStratum, holm
from onlinelives.survey.analysing import computing, guarding
from onlinelives.survey.analysing.asking import Request, Unanswerable
from onlinelives.survey.analysing.columns import Mask
from onlinelives.survey.analysing.design import Design, laid
from onlinelives.survey.analysing.figures import Analysis, Contrast, Figure, Test
from onlinelives.survey.analysing.reading import Columns, read
from onlinelives.survey.analysing.regressing import regressed


def analyse(path: Path, request: Request) -> Analysis:
    """Raises Unanswerable, with a sentence, naming the file, for whatever keeps the request from an answer."""
    try:
        return _analysed(path, request)
    except Unanswerable as error:
        if path.name in str(error):
            raise
        raise Unanswerable(f"{path.name}: {error}") from error


def _analysed(path: Path, request: Request) -> Analysis:
    columns = read(path, request.columns)
    design = laid(columns, request, path.name)
    if design.df(design.everybody) < 1:
        raise Unanswerable(f"{path.name} has too few PSUs: PSUs less strata must be at least 1.")
    domain = _domain(columns, request, design)
    try:
        figures, contrasts, tests = _items(columns, design, request, domain)
        model = regressed(request.model, columns, design, request, domain) if request.model else None
    except LonelyStratum as error:
        raise Unanswerable(str(error)) from error
    if model and not request.exact:
        model = guarding.coarse_model(model)
    rows, within = len(design.weight), int(domain.sum())
    found = Analysis(
        path.name,
        request,
        rows,
        within,
        design.psus(design.everybody),
        len(design.names),
        design.df(domain if request.degrees == "domain" else design.everybody),
        tuple(figures),
        *_adjusted(contrasts, tests),
        model,
    )
    return found if request.exact else guarding.coarse_analysis(found)


def _domain(columns: Columns, request: Request, design: Design) -> Mask:
    rows = design.everybody
    for condition in request.domain:
        rows = rows & columns[condition.column].meets(condition)
    if not rows.any():
        raise Unanswerable("No row is in the domain.")
    return rows


def _items(
    columns: Columns, design: Design, request: Request, domain: Mask
) -> tuple[list[Figure], list[Contrast], list[Test]]:
    figures: list[Figure] = []
    contrasts: list[Contrast] = []
    tests: list[Test] = []
    groups = computing.grouped(columns[request.by], domain) if request.by else None
    for item in request.items:
        found = computing.answers(columns[item], request, domain)
        everybody = computing.overall(found, design, request, domain)
        figures.append(everybody if request.exact else guarding.coarse(everybody))
        if not groups or not groups.names:
            continue
        own, rests, compared = computing.by_group(found, groups, design, request)
        test = computing.tested(found, groups, design, request)
        if not request.exact:
            own = guarding.coarse_groups(own)
            compared = [guarding.coarse_contrast(each, own, rests) for each in compared]
            test = guarding.coarse_test(test, own)
        figures += own
        contrasts += compared
        tests.append(test)
    return figures, contrasts, tests


def _adjusted(contrasts: list[Contrast], tests: list[Test]) -> tuple[tuple[Contrast, ...], tuple[Test, ...]]:
    """Holm's, over all the tests that are given: what is hidden is not a number, and not of the family."""
    p_values = [*(each.p for each in contrasts), *(each.p for each in tests)]
    raised = holm(np.array(p_values, float)).tolist()
    size = len(contrasts)
    return (
        tuple(replace(each, holm=value) for each, value in zip(contrasts, raised[:size], strict=True)),
        tuple(replace(each, holm=value) for each, value in zip(tests, raised[size:], strict=True)),
    )
