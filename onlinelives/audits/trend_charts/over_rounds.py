"""Lines over rounds, each drawn from the rows of the table beside it.

Drawn small on purpose: a page holds seven lines and a table of 36 statements, and is read on telephones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onlinelives.audits.queries.readings import LATEST, Column, TrendLine
from onlinelives.audits.queries.trends import StatementTrends
from onlinelives.rules.scoring import HIGHEST
from onlinelives.rules.trends import Point, runs
from onlinelives.web import charts
from onlinelives.web.words import listed

OWN, VERIFIED, INK, FAINT = "#12436D", "#801650", "#14252b", "#d5dfe0"
ALL_LABELLED = 4  # in a chart of more rounds than this, not every round and figure is written out


@dataclass(frozen=True)
class Drawn:
    """A line and its drawing; `svg` is None where fewer than two rounds are scored, so that there is no line to see."""

    line: TrendLine
    svg: str | None


def lines(columns: Sequence[Column], overall: TrendLine | None, sections: Sequence[TrendLine]) -> list[Drawn]:
    """The whole, large, then the six sections, small: shares of possible points, with breaks and marks."""
    labels = [column.label for column in columns]
    every = [*([overall] if overall else []), *sections]
    return [Drawn(line, _shares(line, labels, large=line is overall)) for line in every]


def _shares(line: TrendLine, labels: list[str], *, large: bool) -> str | None:
    if sum(point.scored for point in line.points) < 2:
        return None
    values = [point.tally.percent for point in line.points]
    rows = _rows(line.points, values, 100, "%")
    told = " ".join(
        f"{label}: {_percent(point)}.{_said(point)}" for label, point in zip(labels, line.points, strict=True)
    )
    size = (360, 165) if large else (240, 96)
    named = list(range(len(labels))) if large or len(labels) <= ALL_LABELLED else [0, len(labels) - 1]
    return charts.svg(
        lambda: _line(rows, labels, size, top=100, named=named, scale=[0, 50, 100] if large else []),
        ["shares", large, labels, rows],
        title=f"{line.name}, round by round",
        desc=f"Share of possible points. {told}".strip(),
    )


def statement(found: StatementTrends) -> str | None:
    """One statement's scores, 0 to 4, and the verified ones as squares. None while fewer than two rounds are scored."""
    points = [one.point for one in found.rounds]
    if sum(point.scored for point in points) < 2:
        return None
    labels = [one.column.label for one in found.rounds]
    rows = _rows(points, [one.mark.score if one.mark else None for one in found.rounds], HIGHEST)
    rows["verified"] = [
        {"x": place, "y": one.verified, "said": f"verified {one.verified}"}
        for place, one in enumerate(found.rounds)
        if one.verified is not None
    ]
    told = " ".join(
        f"{one.column.label}: {_score(one.point)}"
        f"{'' if one.verified is None else f', verified {one.verified}'}.{_said(one.point)}"
        for one in found.rounds
    )
    return charts.svg(
        lambda: _line(rows, labels, (360, 170), top=HIGHEST, named=range(len(labels)), scale=range(HIGHEST + 1)),
        ["statement", labels, rows],
        title=f"{found.statement.id} {found.statement.title}, round by round",
        desc=f"Scores from 0 to {HIGHEST}. {told}".strip(),
    )


def _percent(point: Point) -> str:
    if not point.scored:
        return "nothing scored" if point.present else "not in this round"
    return f"{point.tally.percent}%, {point.tally.scored} scored"


def _score(point: Point) -> str:
    if point.scored:
        return str(point.tally.points)
    if not point.present:
        return "not asked"
    return "not applicable" if point.tally.not_applicable else "not answered"


def _said(point: Point) -> str:
    """What the drawing shows between this round and the one before, in words, each sentence after a space."""
    told = []
    if point.broken:
        told.append(
            f" The line breaks before this round: {listed([code for code, _ in point.broken])} changed meaning."
        )
    if point.reworded:
        told.append(f" {listed([code for code, _ in point.reworded])} reworded.")
    if not point.settled and point.scored:
        told.append(" Not settled yet.")
    return "".join(told)


def _rows(
    points: Sequence[Point], values: Sequence[int | None], top: int, unit: str = ""
) -> dict[str, list[dict[str, Any]]]:
    """What is drawn: the line with holes where it breaks, the points, and the marks between them."""
    path: list[dict[str, Any]] = []
    for piece in runs(points):
        path += [{"x": place, "y": values[place]} for place in piece]
        path.append({"x": piece[-1] + 0.5, "y": None})
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in ("full", "hollow", "above", "below", "marks")}
    rows |= {"path": path, "breaks": []}
    told = _told(points)
    for place, (point, value) in enumerate(zip(points, values, strict=True)):
        if point.broken:
            rows["breaks"].append({"x": place - 0.5, "y": 0, "from": top * 0.24, "end": top * 1.1})
        if value is None:
            continue
        rows["full" if point.settled else "hollow"] += [{"x": place, "y": value}, {"x": place + 0.5, "y": None}]
        if place in told:
            said = {"x": place, "y": value, "said": f"{value}{unit}"}
            rows["below" if _in_a_dip(points, values, place, top) else "above"].append(said)
        if point.joined and point.reworded:
            rows["marks"].append({"x": place - 0.5, "y": (value + (values[place - 1] or 0)) / 2})
    return rows


def _told(points: Sequence[Point]) -> set[int]:
    """The places whose figure is written beside the point: all while there are few rounds, otherwise the ends of each
    piece of the line. The table has the others."""
    scored = [place for place, point in enumerate(points) if point.scored]
    if len(scored) <= ALL_LABELLED:
        return set(scored)
    return {place for piece in runs(points) for place in (piece[0], piece[-1])}


def _in_a_dip(points: Sequence[Point], values: Sequence[int | None], place: int, top: int) -> bool:
    """Whether the line runs above the point, so that its figure is better written below it. Never at the very bottom,
    where the names of the rounds stand."""
    value = values[place] or 0
    joined = [values[place - 1]] if points[place].joined else []
    if place + 1 < len(points) and points[place + 1].joined:
        joined.append(values[place + 1])
    return value > top * 0.25 and sum((near or 0) - value for near in joined) > 0


def _line(
    rows: dict[str, list[dict[str, Any]]],
    labels: Sequence[str],
    size: tuple[int, int],
    *,
    top: int,
    named: Sequence[int],
    scale: Sequence[int],
) -> Any:
    """`top`: the highest value there can be. `named`: places of the rounds named below. `scale`: values named at the
    left; none where every point carries its own."""
    import altair as alt  # noqa: PLC0415  only in a process that draws

    across = alt.Axis(
        values=list(named),
        labelExpr=f"{list(labels)}[datum.value]",
        labelFontSize=14 if len(named) <= ALL_LABELLED else 12,
        labelOverlap=len(named) > LATEST,
        grid=False,
        ticks=False,
        domain=False,
    )
    unit = "%" if top > HIGHEST else ""
    up = alt.Axis(values=list(scale), labelExpr=f"datum.value + '{unit}'", grid=False, ticks=False, domain=False)
    ends = [-0.5, len(labels) - 0.5]
    corners = [(end, value) for value in scale or [0, top] for end in (*ends, None)]
    frame = [{"x": x, "y": None if x is None else y, "order": place} for place, (x, y) in enumerate(corners)]
    x = alt.X("x:Q", title=None, scale=alt.Scale(domain=ends), axis=across)
    heights = alt.Scale(domain=[-0.06 * top, 1.22 * top], nice=False)

    def of(name: str, height: str = "y") -> Any:
        y = alt.Y(f"{height}:Q", title=None, scale=heights, axis=up if scale else None)
        return alt.Chart(alt.Data(values=rows[name])).encode(x=x, y=y)

    # Points are lines of no length with round ends: one short path for all of them.
    dot = {"strokeCap": "round", "strokeWidth": 10}
    rows = {**rows, "frame": frame}
    layers = [
        of("frame").mark_line(color=FAINT, strokeWidth=1).encode(order="order:Q"),
        of("breaks", "from").mark_rule(color=VERIFIED, strokeDash=[3, 3]).encode(y2="end:Q"),
        of("breaks").mark_text(text="//", dy=-4, fontSize=20, fontWeight="bold", color=VERIFIED),
        of("path").mark_line(color=OWN, strokeWidth=2.5),
        of("full").mark_line(color=OWN, **dot),
        of("hollow").mark_line(color=OWN, **dot),
        of("hollow").mark_line(color="#ffffff", **{**dot, "strokeWidth": 6}),
        of("marks").mark_point(shape="diamond", size=90, filled=True, fill="#ffffff", stroke=INK, opacity=1),
        of("above").mark_text(dy=-19 if rows.get("verified") else -13, color=INK).encode(text="said:N"),
        of("below").mark_text(dy=15, color=INK).encode(text="said:N"),
    ]
    if rows.get("verified"):
        layers += [
            of("verified").mark_point(
                shape="square", size=190, filled=False, color=VERIFIED, strokeWidth=2.5, opacity=1
            ),
            of("verified").mark_text(dy=20, color=VERIFIED).encode(text="said:N"),
        ]
    used = [layer for layer in layers if layer.data.values]
    return alt.layer(*used).properties(width=size[0], height=size[1])
