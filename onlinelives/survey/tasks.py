"""Work on answers that takes a while."""

import numpy as np
from django.http import QueryDict
from django_tasks import task

from onlinelives.files.tasks import Doing, Made, long_work
from onlinelives.survey import charts, papers, queries, questions
from onlinelives.survey.models import AnswerSet, TakenOut
from onlinelives.survey.opening import answers_in
from onlinelives.survey.sheets import ddi, delimited, layout, parquet, spss
from onlinelives.trail import clock
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


def _content(form: str, sheet: layout.Sheet, held: AnswerSet) -> bytes:
    if form == TakenOut.Form.DDI:
        wave = held.wave
        study = ddi.Study(
            f"wave-{wave.pk}", wave.partnership.name, wave.opens_on, wave.closes_on, wave.asks.ages, held.weighting
        )
        return ddi.ddi(sheet, study)
    makers = {TakenOut.Form.CSV: delimited.zipped, TakenOut.Form.SAV: spss.sav, TakenOut.Form.PARQUET: parquet.parquet}
    return makers[TakenOut.Form(form)](sheet)
