"""Work on answers that takes a while."""

from uuid import UUID

import numpy as np
from django.conf import settings
from django.http import QueryDict
from django_tasks import task

from onlinelives.files.tasks import Doing, Made, long_work
from onlinelives.rules.verdict import Invalid
from onlinelives.survey import charts, papers, queries, questions
from onlinelives.survey.actions import brought_files
from onlinelives.survey.bringing import folders, laying, looking, reading
from onlinelives.survey.models import AnswerSet, TakenOut
from onlinelives.survey.opening import answers_in
from onlinelives.survey.sheets import ddi, delimited, layout, parquet, spss
from onlinelives.trail import clock
from onlinelives.trail.actions import System
from onlinelives.web.csv_export import file_name

STEPS = 3


@task()
@long_work
def answers_file(doing: Doing, taken_pk: int) -> Made:
    """The file that was asked for in `actions.taking_out`."""
    taken = queries.taken_out_for(doing.person, taken_pk)
    held = taken.answer_set
    answers = answers_in(held.sha256, held.columns)
    doing.advance(1, STEPS)
    sheet = layout.laid(str(held.wave), held.wave.asks, held.strata, answers, np.random.default_rng())
    doing.advance(2, STEPS)
    ending = "zip" if taken.form == TakenOut.Form.CSV else taken.form
    return Made(_content(taken.form, sheet, held), file_name(f"{held.wave} answers", ending))


@task()
@long_work
def report_file(doing: Doing, wave: int, name: str, chosen: str) -> Made:
    """A report of a wave as a PDF, with what was chosen on its page."""
    about = queries.results_of(doing.person, wave)
    report = questions.report_for(doing.person, wave, name, QueryDict(chosen))
    doing.advance(1, 2)
    drawn = {part.code: charts.drawn(part.drawing) for part in report.sections}
    made = papers.report_pdf(about, report, drawn, doing.person.partnership.name, clock.now())
    return Made(made, file_name(f"{about.name} {report.title}", "pdf"))


@task()
@long_work
def look_through(doing: Doing, brought_pk: str) -> None:
    """Reads a file that was brought and looks at every column. One that cannot be read is thrown away, and why is
    said. Begun twice, it is done once."""
    brought = queries.brought_for(doing.person, UUID(brought_pk))
    if brought.state != "uploaded":
        return
    folder = folders.place_of(settings.SURVEY, brought.pk)
    raw = folders.raw_in(folder)
    try:
        known = reading.read(folders.sent_in(folder, brought.kind), brought.kind, raw, doing.advance)
        columns = looking.look(raw, known, doing.advance)
    except Invalid as error:
        brought_files.thrown_away(brought, str(error), System(brought.partnership.code))
        raise
    brought_files.looked(brought, known, columns)


@task()
@long_work
def take_in(doing: Doing, brought_pk: str, version: int) -> None:
    """Lays the file down and makes a wave of it. Begun again where a worker died, it begins anew."""
    brought = queries.brought_for(doing.person, UUID(brought_pk))
    if brought.state == "taken_in":
        return
    laid = laying.lay(queries.known_of(brought), queries.schools_of(brought), doing.advance)
    brought_files.take_in(brought=brought, laid=laid, expected=version, by=doing.person)


def _content(form: str, sheet: layout.Sheet, held: AnswerSet) -> bytes:
    if form == TakenOut.Form.DDI:
        wave = held.wave
        study = ddi.Study(
            f"wave-{wave.pk}", wave.partnership.name, wave.opens_on, wave.closes_on, wave.asks.ages, held.weighting
        )
        return ddi.ddi(sheet, study)
    makers = {TakenOut.Form.CSV: delimited.zipped, TakenOut.Form.SAV: spss.sav, TakenOut.Form.PARQUET: parquet.parquet}
    return makers[TakenOut.Form(form)](sheet)
