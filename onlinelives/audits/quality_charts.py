"""The chart of quality assurance: what agencies say beside what is estimated from the checks."""

from typing import Any

from onlinelives.audits.queries import Quality
from onlinelives.audits.queries.quality import Finding
from onlinelives.rules.scoring import HIGHEST
from onlinelives.web import charts

SELF, VERIFIED = "#801650", "#12436D"
MOST = 20  # agencies in the chart; the table beside it has them all


def beside(found: Quality) -> str | None:
    """For each agency a hollow mark for the self-assessed mean and a filled one, with its interval, for the estimated
    verified mean; of many agencies, those where the two lie furthest apart. None while no agency has an estimate."""
    rows = _rows(found)
    if not rows:
        return None
    told = "; ".join(f"{row['agency']} self-assessed {row['self']}, verified {row['verified']}" for row in rows)
    return charts.svg(
        lambda: _marks(rows),
        ["quality", rows],
        title=caption(found),
        desc=f"Mean scores from 0 to {HIGHEST}. A diamond is the agency’s own mean, a dot the estimate: {told}.",
    )


def caption(found: Quality) -> str:
    """What the chart is of."""
    estimated = sum(_estimated(line) for line in found.agencies)
    which = f"the {MOST} of {estimated} agencies that are furthest apart" if estimated > MOST else "by agency"
    return f"Self-assessed and estimated verified mean score, {which}"


def _estimated(line: Finding) -> bool:
    return bool(line.estimate and line.estimate.verified_mean is not None)


def _rows(found: Quality) -> list[dict[str, Any]]:
    """Figures rounded to two places, in the order of the table."""
    rows: list[dict[str, Any]] = [
        {
            "agency": line.name,
            "self": round(line.estimate.self_mean, 2),
            "verified": round(line.estimate.verified_mean, 2),
            "low": None if line.estimate.low is None else round(line.estimate.low, 2),
            "high": None if line.estimate.high is None else round(line.estimate.high, 2),
        }
        for line in found.agencies
        if line.estimate and line.estimate.verified_mean is not None and line.estimate.self_mean is not None
    ]
    apart = sorted(rows, key=lambda row: -abs(row["self"] - row["verified"]))[:MOST]
    return [row for row in rows if row in apart]


def _marks(rows: list[dict[str, Any]]) -> Any:
    import altair as alt  # noqa: PLC0415  only in a process that draws

    data = alt.Data(values=rows)
    y = alt.Y("agency:N", sort=None, title=None)
    scale = alt.Scale(domain=[0, HIGHEST])
    base = alt.Chart(data)
    ranges = (
        base.transform_filter("isValid(datum.low)")
        .mark_rule(size=3, color=VERIFIED)
        .encode(y=y, x=alt.X("low:Q", scale=scale, title="Mean score (diamond: own, dot: verified)"), x2="high:Q")
    )
    verified = base.mark_point(filled=True, size=130, color=VERIFIED).encode(y=y, x=alt.X("verified:Q", scale=scale))
    own = base.mark_point(filled=False, shape="diamond", size=150, strokeWidth=3, color=SELF).encode(
        y=y, x=alt.X("self:Q", scale=scale)
    )
    return (ranges + verified + own).properties(width=440, height=alt.Step(36))
