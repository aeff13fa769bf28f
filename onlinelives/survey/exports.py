"""What leaves a report as a file: the table of one section, as it is shown."""

from django.http import HttpResponse

from onlinelives.survey.reports.page import Report, Section
from onlinelives.web import csv_export


def table(name: str, report: Report, section: Section) -> HttpResponse:
    """The section's table as CSV, with what it is about beside every row."""
    grid = section.grid
    head, lines = (grid.head, grid.lines) if grid else ((), ())
    rows = ((name, report.title, section.title, *line) for line in lines)
    return csv_export.download(f"{name} {section.title}", ("Wave", "Report", "Part", *head), rows)


def drawing(name: str, section: Section, svg: str) -> HttpResponse:
    """The section's chart as an SVG file."""
    response = HttpResponse(svg, content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="{csv_export.file_name(f"{name} {section.title}", "svg")}"'
    return response
