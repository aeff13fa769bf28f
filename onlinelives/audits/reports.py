"""Reports as tagged PDFs: one return, and the area. What they say comes only from what the queries found, and their
date from the signature or the closing, so a closed round prints to the same bytes whenever it is printed."""

from datetime import UTC, datetime
from typing import Any

from django.template.loader import render_to_string

from onlinelives.audits.queries import AreaResults, Results
from onlinelives.web import pdf

LOWEST_SHOWN = 10
BANDS = (("0.00", "0.79"), ("0.80", "1.59"), ("1.60", "2.39"), ("2.40", "3.19"), ("3.20", "4.00"))  # of Cell.band


def return_pdf(found: Results, *, chart: str | None, at: datetime) -> bytes:
    """One return: signature, points, lowest statements, then each of the 36 answers in full with what it cites.

    `chart`: what charts.sections drew of the same results. `at`: now, used only while nothing else fixes the moment,
    which is the closing of the round or the signature that stands. Raises pdf.PdfUnavailable.
    """
    return pdf.make(return_html(found, chart=chart, at=at))


def area_pdf(found: AreaResults, *, chart: str | None, at: datetime) -> bytes:
    """The area in a round: agencies by section and the state of each. Scores appear once signed off.

    `chart`: what charts.area drew of the same results. `at`: now, used only until the round is closed. Raises
    pdf.PdfUnavailable.
    """
    return pdf.make(area_html(found, chart=chart, at=at))


def return_html(found: Results, *, chart: str | None, at: datetime) -> str:
    """What return_pdf prints."""
    round_ = found.audit_return.round
    signed_at = found.sign_off.signed_at if found.sign_off else None
    return _page(
        "return",
        round_.closed_at or signed_at or at,
        found=found,
        area=round_.name_of_area,
        chart=chart,
        by_section={s.number: [x for x in found.lines if x.statement.section == s.number] for s in found.sections},
        lowest=found.lowest[:LOWEST_SHOWN],
    )


def area_html(found: AreaResults, *, chart: str | None, at: datetime) -> str:
    """What area_pdf prints."""
    return _page(
        "area",
        found.round.closed_at or at,
        found=found,
        area=found.round.name_of_area,
        chart=chart,
        signed=sum(row.audit_return.state == "signed_off" for row in found.rows),
        bands=BANDS,
    )


def _page(name: str, as_of: datetime, **told: Any) -> str:
    stamp = as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return render_to_string(f"audits/report/{name}.html", {"as_of": as_of, "stamp": stamp, **told}, using="jinja2")
