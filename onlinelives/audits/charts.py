"""The charts of this room. Each is drawn from the same rows as the table beside it."""

from typing import Any

from onlinelives.audits.queries import AreaResults, Results
from onlinelives.rules.scoring import SECTION_MAXIMUM
from onlinelives.web import charts


def sections(found: Results) -> str | None:
    """Bars: points out of 24 in each section. None while nothing is scored."""
    if not found.overall.scored:
        return None
    rows = [
        {
            "section": f"{standing.number}. {standing.name}",
            "points": standing.tally.points,
            "label": f"{standing.tally.points} of {standing.tally.maximum}",
        }
        for standing in found.sections
        if standing.tally.scored
    ]
    told = ", ".join(f"{row['section']} {row['label']}" for row in rows)
    return charts.svg(
        lambda: _bars(rows),
        ["sections", rows],
        title="Points by section",
        desc=f"Bars of points out of {SECTION_MAXIMUM} in each section: {told}.",
    )


def area(found: AreaResults) -> str | None:
    """Bars: the area's share of possible points in each section, with a tick for each agency. None while no agency
    is shown."""
    if not found.overall.tally.scored:
        return None
    names = [f"{section.number}. {section.name}" for section in found.framework.sections]
    bars = [
        {"section": name, "percent": cell.tally.percent, "label": f"{cell.tally.percent}%"}
        for name, cell in zip(names, found.sections, strict=True)
        if cell.tally.scored
    ]
    ticks = [
        {"section": name, "percent": cell.tally.percent}
        for row in found.shown
        for name, cell in zip(names, row.cells, strict=True)
        if cell.tally.scored
    ]
    told = ", ".join(f"{bar['section']} {bar['label']}" for bar in bars)
    return charts.svg(
        lambda: _bars_and_ticks(bars, ticks),
        ["area", bars, ticks],
        title="Share of possible points by section, all agencies",
        desc=f"Bars for the whole area, with a tick for each agency: {told}.",
    )


def _bars(rows: list[dict[str, Any]]) -> Any:
    import altair as alt  # noqa: PLC0415  only in a process that draws

    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("section:N", sort=None, title=None),
        x=alt.X("points:Q", title=f"Points out of {SECTION_MAXIMUM}", scale=alt.Scale(domain=[0, SECTION_MAXIMUM])),
    )
    marks = base.mark_bar(size=22, color="#1d4f5c")
    labels = base.mark_text(align="left", dx=6, color="#14252b").encode(text="label:N")
    return (marks + labels).properties(width=440, height=alt.Step(38))


def _bars_and_ticks(bars: list[dict[str, Any]], ticks: list[dict[str, Any]]) -> Any:
    import altair as alt  # noqa: PLC0415  only in a process that draws

    y = alt.Y("section:N", sort=None, title=None)
    x = alt.X("percent:Q", title="Per cent of possible points", scale=alt.Scale(domain=[0, 100]))
    drawn = alt.Chart(alt.Data(values=bars)).mark_bar(size=22, color="#b4d6d2").encode(y=y, x=x)
    each = alt.Chart(alt.Data(values=ticks)).mark_tick(size=26, thickness=3, color="#12436D").encode(y=y, x=x)
    labels = (
        alt.Chart(alt.Data(values=bars))
        .mark_text(align="left", dx=6, color="#14252b", fontWeight="bold")
        .encode(y=y, x=alt.value(446), text="label:N")
    )
    return (drawn + each + labels).properties(width=440, height=alt.Step(38))
