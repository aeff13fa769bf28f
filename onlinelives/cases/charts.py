"""The chart of this room, drawn from the same cells as the table beside it."""

from typing import Any

from onlinelives.cases.queries import ReleasePage
from onlinelives.web import charts


def release(found: ReleasePage) -> str | None:
    """Bars of what is shown; a count that is hidden has no bar and says so. None where everything is hidden."""
    rows: list[dict[str, Any]] = [
        {
            "name": found.words[code],
            "number": cell.number,
            "label": "hidden" if cell.number is None else f"{cell.number:,}",
        }
        for code, cell in found.sheet.main
    ]
    if all(row["number"] is None for row in rows):
        return None
    told = "; ".join(f"{row['name']}: {row['label']}" for row in rows)
    return charts.svg(
        lambda: _bars(rows),
        ["figures", rows],
        title=f"{found.counting.title}: young people, {found.period}",
        desc=f"Bars of young people. {told}.",
    )


def _bars(rows: list[dict[str, Any]]) -> Any:
    import altair as alt  # noqa: PLC0415  only in a process that draws

    names = [row["name"] for row in rows]  # a bar that is not there would otherwise come last
    y = alt.Y("name:N", sort=names, title=None, axis=alt.Axis(labelLimit=300))
    whole = alt.Axis(tickMinStep=1, format=",d")
    base = alt.Chart(alt.Data(values=rows)).encode(y=y)
    bars = base.mark_bar(size=22, color="#1d4f5c").encode(x=alt.X("number:Q", title="Young people", axis=whole))
    labels = (
        base.mark_text(align="left", dx=6, color="#14252b")
        .encode(x=alt.X("place:Q"), text="label:N")
        .transform_calculate(place="isValid(datum.number) ? datum.number : 0")
    )
    return (bars + labels).properties(width=440, height=alt.Step(38))
