"""An analysis in words, numbers and lines: as plain text, or as one JSON object with the same content."""

import json
import math
import textwrap
from dataclasses import asdict
from typing import Any

from onlinelives.survey.analysing.figures import Analysis, Contrast, Figure, Fitted, Test
from onlinelives.survey.analysing.layout import WIDTH, clean, table

STAY = "Exact figures, without disclosure control: they must not leave the people who analyse this file."
GUARDED = (
    "Counts are rounded to 5 and percentages are whole. Small figures are hidden, by unweighted counts. Figures of "
    "different domains or groups can be subtracted from one another: give out one set only."
)
VOLUNTEERS = "The intervals (95%) do not cover who chose to take part."
NOTHING = "-"


def as_json(found: Analysis) -> str:
    """One object; what is hidden has a reason and no numbers, and what is not a number is null."""
    request = asdict(found.request)
    told = {key: value for key, value in asdict(found).items() if key != "request"}
    note = STAY if found.request.exact else GUARDED
    return json.dumps(_plain({"note": note, "request": request, **told}), ensure_ascii=True, allow_nan=False, indent=2)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def as_text(found: Analysis) -> str:
    """Lines of 100 columns at most."""
    exact = found.request.exact
    lines = _heading(found)
    everybody = [figure for figure in found.figures if not figure.group]
    if everybody:
        lines += ["", *_figures("Item", everybody, [each.item for each in everybody], exact)]
    for each in everybody:
        groups = [figure for figure in found.figures if figure.group and figure.item == each.item]
        if groups:
            lines += ["", *textwrap.wrap(f"{clean(each.item)} by {clean(found.request.by)}", WIDTH)]
            lines += _figures("Group", groups, [one.group for one in groups], exact)
            lines += _contrasts([one for one in found.contrasts if one.item == each.item], exact)
            lines += [line for one in found.tests if one.item == each.item for line in _test(one, exact)]
    if any(not one.hidden for one in found.contrasts):
        lines += ["", "Holm: p-values adjusted for all tests of groups above together."]
    if found.model:
        lines += ["", *_model(found.model, exact)]
    notes = [VOLUNTEERS, STAY if exact else GUARDED]
    return "\n".join([*lines, "", *(line for note in notes for line in textwrap.wrap(note, WIDTH))])


def _heading(found: Analysis) -> list[str]:
    request = found.request
    design = f"{found.psus} PSUs in {found.strata} {'stratum' if found.strata == 1 else 'strata'}"
    weighted = f"weighted by {clean(request.weight)}" if request.weight else "unweighted"
    about = [f"{clean(found.file)}: {found.rows} rows, {design}, {weighted}."]
    if request.domain:
        asked = " and ".join(f"{each.column} {each.sign} {each.value}" for each in request.domain)
        about.append(f"Domain: {clean(asked)}, {found.domain_rows} rows.")
    about.append(f"Yes is {clean(request.yes)}. Degrees of freedom of the {request.degrees}: {found.df}.")
    return [line for part in about for line in textwrap.wrap(part, WIDTH)]


def _figures(head: str, figures: list[Figure], labels: list[str], exact: bool) -> list[str]:
    lines = []
    for label, one in zip(labels, figures, strict=True):
        if one.hidden:
            lines.append([label, f"hidden: {one.hidden}"])
            continue
        counts = [str(one.n), str(one.psus)]
        numbers = [_share(value, exact) for value in (one.p, one.low, one.high)]
        spread = [_number(one.se)] if exact else []
        lines.append([label, *counts, numbers[0], *spread, *numbers[1:], one.method, _brief(one.design_effect, exact)])
    return table([head, "n", "PSUs", "p", *(["SE"] if exact else []), "low", "high", "method", "deff"], lines)


def _contrasts(contrasts: list[Contrast], exact: bool) -> list[str]:
    if not contrasts:
        return []
    lines = []
    for one in contrasts:
        label = f"{one.group} against {one.other}"
        if one.hidden:
            lines.append([label, f"hidden: {one.hidden}"])
        elif one.measures:
            lines.append([label, ""])
        for place, each in enumerate(one.measures):
            points = each.kind == "difference" and not exact
            numbers = [_points(v) if points else _brief(v, exact) for v in (each.estimate, each.low, each.high)]
            tested = [_p(one.p, exact), _p(one.holm, exact)] if place == 0 else ["", ""]
            lines.append([f"  {each.kind}", *numbers, *tested])
    return ["", *table(["Comparison", "estimate", "low", "high", "p", "Holm"], lines)]


def _test(one: Test, exact: bool) -> list[str]:
    if one.hidden:
        return [f"Rao-Scott F: hidden: {one.hidden}"]
    if not math.isfinite(one.p):
        return ["Rao-Scott F: cannot be worked out, as everybody is in one group or gave the same answer."]
    f, *df = (_number(value) for value in (one.f, one.numerator_df, one.denominator_df))
    return [f"Rao-Scott F = {f} on {df[0]} and {df[1]} df, p {_p(one.p, exact)}, Holm {_p(one.holm, exact)}"]


def _model(model: Fitted, exact: bool) -> list[str]:
    outcome = clean(model.outcome)
    if model.hidden:
        return textwrap.wrap(f"Logistic regression of {outcome}: hidden: {model.hidden}.", WIDTH)
    lines = []
    for each in model.coefficients:
        spread = [_number(each.se)] if exact else []
        numbers = [_brief(value, exact) for value in (each.odds_ratio, each.low, each.high, each.t)]
        lines.append([each.term, _brief(each.coefficient, exact), *spread, *numbers, _p(each.p, exact)])
    head = ["Term", "coef", *(["SE"] if exact else []), "odds ratio", "low", "high", "t", "p"]
    about = f"Logistic regression of {outcome}: {model.n} rows, {model.psus} PSUs, {model.df} df"
    return [*textwrap.wrap(about, WIDTH), *table(head, lines)]


def _number(value: float) -> str:
    return f"{value:.8g}" if math.isfinite(value) else NOTHING


def _brief(value: float, exact: bool) -> str:
    """What is coarse has two digits already, and shows both of them: 1.0 is not known to be 1."""
    return _number(value) if exact or not math.isfinite(value) else f"{value:#.2g}".rstrip(".")


def _share(value: float, exact: bool) -> str:
    """0% and 100% of a group are never given out, so that what rounds to them is more, or less."""
    if exact or not math.isfinite(value):
        return _number(value)
    if value <= 0:
        return "<1%"
    return ">99%" if value >= 1 else f"{100 * value:.0f}%"


def _points(value: float) -> str:
    return f"{round(100 * value) or 0:+d} points" if math.isfinite(value) else NOTHING


def _p(value: float, exact: bool) -> str:
    if exact or not math.isfinite(value):
        return _number(value)
    return f"{value:.3f}" if value >= 0.001 else "<0.001"
