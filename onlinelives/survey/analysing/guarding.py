"""What may be given out, decided on unweighted counts: notes on the survey, section 9.2.

A figure needs 30 answers from 3 PSUs, and 8 on either side: "everyone but two" is as telling as "two", and 0% or 100%
of a group says what each of them answered. What is given is coarse. The groups that are hidden are
several, and together not small; else the smallest of the others joins them, in the same words. So what is left when
those shown are taken from everybody is no small figure either.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from onlinelives.rules.disclosure.thresholds import FEWEST_ANSWERED, FEWEST_ON_A_SIDE, FEWEST_SCHOOLS, nearest
from onlinelives.survey.analysing.figures import NONE, Analysis, Coefficient, Contrast, Figure, Fitted, Measure, Test

LEAST_IN_MODEL, LEAST_DF = 10, 10

FEW = "fewer than 30 answers, or fewer than 3 PSUs"
TELLING = "too few or too many with a yes, or hidden so that another cannot be worked out"
OTHERS = "a group that it is about is hidden"
MODEL = (
    "a level of a factor has fewer than 10 rows on one side of the outcome, fewer than 30 rows or 3 PSUs are left, or "
    "fewer than 10 degrees of freedom"
)


def reason(figure: Figure) -> str:
    """Why an exact figure is hidden, or nothing."""
    n, yes, psus = figure.n or 0, figure.yes or 0, figure.psus or 0
    if _few(n, psus):
        return FEW
    return TELLING if min(yes, n - yes) < FEWEST_ON_A_SIDE else ""


def _few(n: int, psus: int) -> bool:
    return n < FEWEST_ANSWERED or psus < FEWEST_SCHOOLS


def coarse(figure: Figure) -> Figure:
    """As it may be given out: without standard error, n to the nearest 5, percentages whole; or hidden."""
    why = reason(figure)
    return _hidden(figure, why) if why else _rounded(figure)


def coarse_groups(figures: Sequence[Figure]) -> list[Figure]:
    """The groups of one item together, so that one is never hidden alone."""
    why = [reason(figure) for figure in figures]
    shown = sorted((place for place, words in enumerate(why) if not words), key=lambda place: -(figures[place].n or 0))
    while shown and not _safe_together([one for one, words in zip(figures, why, strict=True) if words]):
        why[shown.pop()] = TELLING
    return [_hidden(one, words) if words else _rounded(one) for one, words in zip(figures, why, strict=True)]


def _safe_together(hidden: Sequence[Figure]) -> bool:
    """What is left when the groups shown are taken from everybody: nothing, or several groups that are not small."""
    if not hidden:
        return True
    yes, n = sum(one.yes or 0 for one in hidden), sum(one.n or 0 for one in hidden)
    return len(hidden) > 1 and min(yes, n - yes) >= FEWEST_ON_A_SIDE


def coarse_contrast(found: Contrast, figures: Iterable[Figure], rests: Iterable[Figure]) -> Contrast:
    """figures: of the groups, as given out. rests: exact, of what each is set against."""
    given = {figure.group: figure for figure in figures}
    rest = dict(zip(given, rests, strict=True))[found.group]
    if given[found.group].hidden or reason(rest):
        return Contrast(found.item, found.group, found.other, hidden=OTHERS)
    measures = tuple(
        Measure(each.kind, *(_coarse_measure(each.kind, value) for value in (each.estimate, NONE, each.low, each.high)))
        for each in found.measures
    )
    return replace(found, measures=measures)


def coarse_test(found: Test, figures: Iterable[Figure]) -> Test:
    """figures: of all groups, as given out."""
    return Test(found.item, hidden=OTHERS) if any(figure.hidden for figure in figures) else found


def coarse_model(found: Fitted) -> Fitted:
    """Without the constant, which is a percentage of a small group, and with odds ratios of two digits."""
    n, psus, least, df = found.n or 0, found.psus or 0, found.least or 0, found.df or 0
    if _few(n, psus) or least < LEAST_IN_MODEL or df < LEAST_DF:
        return Fitted(found.outcome, hidden=MODEL)
    told = tuple(
        Coefficient(
            each.term,
            two_digits(each.coefficient),
            NONE,
            two_digits(each.odds_ratio),
            two_digits(each.low),
            two_digits(each.high),
            two_digits(each.t),
            round(each.p, 3),
        )
        for each in found.coefficients[1:]
    )
    return replace(found, n=nearest(n), yes=None, least=None, coefficients=told)


def coarse_analysis(found: Analysis) -> Analysis:
    """What stands around the figures, made coarse as they are; last, when tests have been adjusted for one another.
    Where every row is its own PSU, their number is a number of rows."""
    told = replace(
        found,
        rows=nearest(found.rows),
        domain_rows=nearest(found.domain_rows),
        contrasts=tuple(replace(each, p=round(each.p, 3), holm=round(each.holm, 3)) for each in found.contrasts),
        tests=tuple(
            replace(
                each,
                f=round(each.f, 1),
                numerator_df=round(each.numerator_df, 1),
                denominator_df=two_digits(each.denominator_df),
                p=round(each.p, 3),
                holm=round(each.holm, 3),
            )
            for each in found.tests
        ),
    )
    if found.request.psu:
        return told
    return replace(
        told,
        psus=nearest(told.psus),
        df=nearest(told.df),
        figures=tuple(replace(each, psus=_nearest(each.psus), df=_nearest(each.df)) for each in told.figures),
        contrasts=tuple(replace(each, df=_nearest(each.df)) for each in told.contrasts),
        model=told.model and replace(told.model, psus=_nearest(told.model.psus), df=_nearest(told.model.df)),
    )


def _nearest(count: int | None) -> int | None:
    return None if count is None else nearest(count)


def two_digits(value: float) -> float:
    return float(f"{value:.2g}")


def _hidden(figure: Figure, why: str) -> Figure:
    return Figure(figure.item, figure.group, hidden=why)


def _rounded(figure: Figure) -> Figure:
    return replace(
        figure,
        n=nearest(figure.n or 0),
        yes=None,
        p=round(figure.p, 2),
        se=NONE,
        low=round(figure.low, 2),
        high=round(figure.high, 2),
        design_effect=round(figure.design_effect, 1),
    )


def _coarse_measure(kind: str, value: float) -> float:
    return round(value, 2) if kind == "difference" else two_digits(value)
