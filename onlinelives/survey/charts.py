"""Charts of the survey, drawn from what a report shows beside them and from nothing else."""

import textwrap
from typing import Any

from onlinelives.survey.reports.page import Drawing, Mark, OddsMark
from onlinelives.survey.reports.words import NOT_SHOWN, cell, times
from onlinelives.web import charts

Rows = list[dict[str, Any]]
OF_100 = "Of 100 young people"
INK = "#12436D"
WIDEST = 44  # letters of a line beside a chart
IN_LINES = "split(datum.value, '\\n')"  # in Vega's words


def drawn(drawing: Drawing | None) -> str | None:
    """The chart as SVG; None where nothing of it is shown."""
    if drawing is None:
        return None
    rows = [_row(mark) for mark in drawing.marks]
    if all(row["value"] is None for row in rows):
        return None
    told = "; ".join(f"{row['name']}{', ' if row['series'] else ''}{row['series']}: {row['label']}" for row in rows)
    describe = {"dots": _dots, "lines": _lines, "odds": _odds}[drawing.kind]
    return charts.svg(
        lambda: describe(rows),
        [f"survey {drawing.kind}", rows],
        title=drawing.title,
        desc=f"{'Ratios' if drawing.kind == 'odds' else 'Percentages'} with their 95% ranges. {told}.",
    )


def _row(mark: Mark | OddsMark) -> dict[str, Any]:
    if isinstance(mark, OddsMark):
        odds = mark.odds
        numbers = (odds.ratio, odds.low, odds.high) if odds else (None, None, None)
        label, series, piece = times(odds), "", 0
    else:
        shown = mark.cell
        numbers = (shown.percent, shown.low, shown.high) if shown else (None, None, None)
        label, series, piece = cell(shown), mark.series, mark.piece
    lines = "\n".join(textwrap.wrap(mark.name, WIDEST))
    return {"name": mark.name, "lines": lines, "series": series, "piece": piece, "label": label} | dict(
        zip(("value", "low", "high"), numbers, strict=True)
    )


def _order(rows: Rows, what: str) -> list[str]:
    return list(dict.fromkeys(row[what] for row in rows))


def _dots(rows: Rows) -> Any:
    import altair as alt  # noqa: PLC0415  only in a process that draws

    names, series = _order(rows, "lines"), _order(rows, "series")
    many = len(series) > 1
    y = alt.Y("lines:N", sort=names, title=None, axis=alt.Axis(labelLimit=0, labelExpr=IN_LINES))
    base = alt.Chart(alt.Data(values=rows)).encode(y=y)
    if many:
        base = base.encode(yOffset=alt.YOffset("series:N", sort=series))
    scale = alt.Scale(domain=[0, 100])
    known = base.transform_filter("isValid(datum.value)")
    ranges = known.mark_rule(strokeWidth=3, opacity=0.6, color=INK).encode(
        x=alt.X("low:Q", title=OF_100, scale=scale), x2="high:Q"
    )
    points = known.mark_point(filled=True, size=70, opacity=1, color=INK).encode(x=alt.X("value:Q", title=OF_100))
    if many:
        legend = alt.Legend(title=None, orient="top", columns=1, labelLimit=440, symbolOpacity=1)
        scales = {"sort": series, "scale": alt.Scale(domain=series)}
        ranges = ranges.encode(color=alt.Color("series:N", legend=legend, **scales))
        points = points.encode(
            color=alt.Color("series:N", legend=legend, **scales), shape=alt.Shape("series:N", legend=legend, **scales)
        )
    hidden = base.transform_filter("!isValid(datum.value)").transform_calculate(words=f"'{NOT_SHOWN.lower()}'")
    missing = hidden.mark_text(align="left", dx=4, fontSize=12).encode(x=alt.datum(0), text="words:N")
    deepest = max(name.count("\n") + 1 for name in names)
    height = alt.Step(max(16 * len(series) + 8, 15 * deepest + 4), **{"for": "position"})
    return (ranges + points + missing).properties(width=430, height=height)


def _lines(rows: Rows) -> Any:
    import altair as alt  # noqa: PLC0415  only in a process that draws

    names, series = _order(rows, "name"), _order(rows, "series")
    legend = alt.Legend(title=None, orient="top", columns=2, labelLimit=330, symbolOpacity=1)
    scales = {"sort": series, "scale": alt.Scale(domain=series)}  # the same of both, so that they share one legend
    color = alt.Color("series:N", legend=legend, **scales)
    base = (
        alt.Chart(alt.Data(values=rows))
        .transform_filter("isValid(datum.value)")
        .encode(
            x=alt.X(
                "name:N",
                sort=names,
                title=None,
                axis=alt.Axis(labelAngle=0),
                scale=alt.Scale(domain=names, padding=0.5),
            ),
            color=color,
        )
    )
    y = alt.Y("value:Q", title=OF_100, scale=alt.Scale(domain=[0, 100]))
    lines = base.mark_line(strokeWidth=3).encode(y=y, detail="piece:N")
    ranges = base.mark_rule(strokeWidth=2, opacity=0.5).encode(y=alt.Y("low:Q", title=OF_100), y2="high:Q")
    points = base.mark_point(filled=True, size=80, opacity=1).encode(
        y=y, shape=alt.Shape("series:N", legend=legend, **scales)
    )
    return (lines + ranges + points).properties(width=560, height=300)


def _odds(rows: Rows) -> Any:
    import altair as alt  # noqa: PLC0415  only in a process that draws

    title = "Odds ratio (1: the two are unrelated)"
    names = _order(rows, "lines")
    axis = alt.Axis(labelLimit=0, labelExpr=IN_LINES)
    base = (
        alt.Chart(alt.Data(values=rows))
        .transform_filter("isValid(datum.value)")
        .encode(y=alt.Y("lines:N", sort=names, title=None, axis=axis, scale=alt.Scale(domain=names)))
    )
    scale = alt.Scale(type="log", nice=True)
    ranges = base.mark_rule(strokeWidth=3, opacity=0.6, color=INK).encode(
        x=alt.X("low:Q", title=title, scale=scale), x2="high:Q"
    )
    points = base.mark_point(filled=True, size=80, opacity=1, color=INK).encode(
        x=alt.X("value:Q", title=title, scale=scale)
    )
    one = alt.Chart(alt.Data(values=[{"one": 1}])).mark_rule(strokeDash=[4, 4], color="#14252b").encode(x="one:Q")
    return (one + ranges + points).properties(width=430, height=alt.Step(30))
