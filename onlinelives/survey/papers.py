"""A report of the survey on paper: a tagged PDF of what its page shows, and nothing else."""

from collections.abc import Mapping
from datetime import UTC, datetime

from django.template.loader import render_to_string

from onlinelives.survey.queries import WaveResults
from onlinelives.survey.reports.page import Report
from onlinelives.web import pdf


def report_pdf(wave: WaveResults, report: Report, drawn: Mapping[str, str | None], area: str, at: datetime) -> bytes:
    """drawn: the chart of each section by its code. Raises pdf.PdfUnavailable."""
    return pdf.make(report_html(wave, report, drawn, area, at))


def report_html(wave: WaveResults, report: Report, drawn: Mapping[str, str | None], area: str, at: datetime) -> str:
    """What `report_pdf` prints."""
    stamp = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = {"wave": wave, "report": report, "drawn": drawn, "area": area, "at": at, "stamp": stamp}
    return render_to_string("survey/report_paper.html", told, using="jinja2")
