"""The six statements of a section: a radar of its shape, and bars from the lowest score up."""

from math import cos, pi, sin
from typing import Any

from onlinelives.audits.queries.section_results import SectionLine, SectionResults
from onlinelives.rules.scoring import HIGHEST
from onlinelives.web import charts
from onlinelives.web.words import listed

OWN, VERIFIED, EARLIER = "#12436D", "#801650", "#28A197"
INK, QUIET, FAINT = "#14252b", "#46575c", "#d5dfe0"
CENTRE = 0.7  # radius of the ring for 0, so that a score of 0 is seen and not swallowed by the middle
LABELS_AT = CENTRE + HIGHEST + 0.55

# name -> colour, dashes and shape: a line is told apart by more than its colour
SERIES = {
    "Own score": (OWN, [1, 0], "circle"),
    "Verified": (VERIFIED, [1, 0], "square"),
    "Round before": (EARLIER, [6, 4], "triangle-up"),
}


def radar(found: SectionResults) -> str | None:
    """The shape of the section: own scores, verified ones, and those of the round before where they can be compared.
    A statement without a score leaves a gap. None while fewer than three statements are scored."""
    if len(found.lowest) < 3:
        return None
    values: dict[str, list[int | None]] = {
        "Round before": [line.comparable for line in found.lines],
        "Verified": [line.verified for line in found.lines],
        "Own score": [line.answer.score for line in found.lines],
    }
    shown = {name: scores for name, scores in values.items() if any(score is not None for score in scores)}
    codes = [line.statement.id for line in found.lines]
    spokes = [(line.statement.id, "" if line.answer.score is not None else _state(line)) for line in found.lines]
    told = " ".join(
        f"{name}: {', '.join(f'{code} {score}' for code, score in pairs if score is not None)}."
        for name, pairs in ((name, zip(codes, scores, strict=True)) for name, scores in reversed(shown.items()))
    )
    open_ = [f"{code} {state}" for code, state in spokes if state]
    return charts.svg(
        lambda: _radar(spokes, shown),
        ["radar", spokes, shown],
        title=f"Shape of section {found.section.number}, {found.section.name}",
        desc=f"Radar of {len(codes)} statements, each from 0 to {HIGHEST}. {told}"
        f"{f' Without a score: {listed(open_)}.' if open_ else ''}",
    )


def bars(found: SectionResults) -> str | None:
    """Bars of the scored statements, lowest first, each with its name, its level in words and the verified score. None
    while nothing is scored."""
    if not found.lowest:
        return None
    rows = [
        {
            "place": place,
            "name": f"{line.statement.id} {line.statement.title}",
            "score": line.answer.score,
            "said": _level(found, line),
            "verified": line.verified,
        }
        for place, line in enumerate(found.lowest)
    ]
    told = "; ".join(f"{row['name']}, {row['said']}" for row in rows)
    return charts.svg(
        lambda: _bars(rows),
        ["section bars", rows],
        title=f"Section {found.section.number}, {found.section.name}, lowest score first",
        desc=f"Bars from 0 to {HIGHEST}: {told}.",
    )


def _state(line: SectionLine) -> str:
    return "not applicable" if line.answer.not_applicable else "not answered"


def _level(found: SectionResults, line: SectionLine) -> str:
    score = line.answer.score or 0
    told = f"{score} {found.framework.scale[score].label}"
    return told if line.verified is None else f"{told} (verified {line.verified})"


def _at(place: int, radius: float, spokes: int) -> dict[str, float]:
    """Where a spoke is at a radius: the first points up, the others follow clockwise."""
    angle = 2 * pi * place / spokes
    return {"x": round(radius * sin(angle), 3), "y": round(radius * cos(angle), 3)}


def _ring(values: list[float | None]) -> list[dict[str, Any]]:
    """A closed line over the spokes, with a hole at each None."""
    around = [*values, values[0]]
    return [
        {"order": place, **(_at(place, value, len(values)) if value is not None else {"x": None, "y": None})}
        for place, value in enumerate(around)
    ]


def _radar(spokes: list[tuple[str, str]], shown: dict[str, list[int | None]]) -> Any:
    import altair as alt  # noqa: PLC0415  only in a process that draws

    count, domain = len(spokes), [-LABELS_AT - 0.5, LABELS_AT + 0.5]
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=domain))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=domain))

    def of(rows: list[dict[str, Any]]) -> Any:
        return alt.Chart(alt.Data(values=rows)).encode(x=x, y=y)

    layers = [
        of(_ring([CENTRE + level] * count)).mark_line(color=FAINT, strokeWidth=1).encode(order="order:Q")
        for level in range(HIGHEST + 1)
    ]
    ends = [row for place in range(count) for row in ({"x": 0, "y": 0}, _at(place, CENTRE + HIGHEST, count))]
    spokes_drawn = [{"order": place, **row} for place, row in enumerate(ends)]
    layers.append(of(spokes_drawn).mark_line(color=FAINT, strokeWidth=1).encode(order="order:Q"))
    scale = [{**_at(0, CENTRE + level, count), "said": str(level)} for level in range(HIGHEST + 1)]
    layers.append(of(scale).mark_text(dx=-10, fontSize=12, color=QUIET).encode(text="said:N"))
    names = [name for name in SERIES if name in shown]
    colours, dashes, shapes = (
        alt.Scale(domain=names, range=[SERIES[name][place] for name in names]) for place in range(3)
    )
    key = alt.Legend(title=None, orient="bottom", symbolSize=140, symbolStrokeWidth=2.5, labelFontSize=14)
    for name, scores in shown.items():
        ring = _ring([None if score is None else CENTRE + score for score in scores])
        rows = [{**row, "series": name} for row in ring]
        dots = [row for row in rows[:count] if row["x"] is not None]
        layers.append(
            of(rows)
            .mark_line(strokeWidth=2.5)
            .encode(
                order="order:Q",
                color=alt.Color("series:N", scale=colours, legend=key),
                strokeDash=alt.StrokeDash("series:N", scale=dashes, legend=None),
            )
        )
        layers.append(
            of(dots)
            .mark_point(size=80, filled=True, opacity=1)
            .encode(color=alt.Color("series:N", scale=colours), shape=alt.Shape("series:N", scale=shapes, legend=key))
        )
    for place, (code, state) in enumerate(spokes):
        where = _at(place, LABELS_AT, count)
        side = "center" if abs(where["x"]) < 0.1 else "left" if where["x"] > 0 else "right"
        named = {**where, "said": f"{code}\n{state}" if state else code}
        layers.append(of([named]).mark_text(align=side, lineBreak="\n", color=INK).encode(text="said:N"))
    return alt.layer(*layers).properties(width=340, height=340)


def _bars(rows: list[dict[str, Any]]) -> Any:
    import altair as alt  # noqa: PLC0415  only in a process that draws

    y = alt.Y("place:O", axis=None)
    scale = alt.Scale(domain=[0, HIGHEST * 400 / 230])  # bars take 230 of 400, the words the rest

    def of(told: list[dict[str, Any]], across: str) -> Any:
        return alt.Chart(alt.Data(values=told)).encode(y=y, x=alt.X(f"{across}:Q", axis=None, scale=scale))

    # The words stand behind whatever reaches further, the bar or the verified square.
    rows = [{**row, "start": 0, "end": max(row["score"], row["verified"] or 0)} for row in rows]
    layers = [
        of(rows, "score").mark_bar(size=18, color=OWN, yOffset=10),
        of(rows, "start").mark_tick(size=22, thickness=2, color=INK, yOffset=10),
        of(rows, "start").mark_text(align="left", dy=-12, color=INK, fontWeight="bold").encode(text="name:N"),
        of(rows, "end").mark_text(align="left", dx=12, dy=10, color=INK).encode(text="said:N"),
    ]
    checked = [row for row in rows if row["verified"] is not None]
    if checked:
        square = {"shape": "square", "size": 120, "filled": True, "fill": "#ffffff", "opacity": 1}
        layers.append(of(checked, "verified").mark_point(**square, stroke=VERIFIED, strokeWidth=2.5, yOffset=10))
    return alt.layer(*layers).properties(width=400, height=alt.Step(54))
