"""Reports that take a while to draw."""

from django_tasks import task

from onlinelives.audits import charts, queries, reports
from onlinelives.files.tasks import Doing, Made, long_work
from onlinelives.trail import clock
from onlinelives.web.csv_export import file_name


@task()
@long_work
def return_report(doing: Doing, return_pk: int) -> Made:
    """One agency's return as a PDF, for whoever may see it."""
    found = queries.results(doing.person, return_pk)
    doing.advance(1, 2)
    made = reports.return_pdf(found, chart=charts.sections(found), at=clock.now())
    return Made(made, file_name(f"{found.audit_return.name_of_agency} {found.audit_return.round.name}", "pdf"))


@task()
@long_work
def area_report(doing: Doing, round_pk: int) -> Made:
    """The area's results as a PDF."""
    found = queries.area_results(doing.person, round_pk)
    doing.advance(1, 2)
    made = reports.area_pdf(found, chart=charts.area(found), at=clock.now())
    return Made(made, file_name(f"{found.round.name} area", "pdf"))
