"""Copies that take a while to make."""

from django_tasks import task

from onlinelives.cases import copying, queries
from onlinelives.files.tasks import Doing, Made, long_work
from onlinelives.web.csv_export import file_name

MAKE = {"pdf": copying.as_pdf, "json": copying.as_json}


@task()
@long_work
def copy_of_record(doing: Doing, reference: str, pk: str, form: str) -> Made:
    """What was approved for one request, for somebody who still sees the record."""
    release = queries.release_for(doing.person, reference, pk)
    return Made(MAKE[form](release), file_name(f"copy of {reference}", form))
