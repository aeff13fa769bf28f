"""The answers of a wave become a file for analysis: once, when it is closed and every box is emptied, or whenever a
file is brought (`brought_files`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.conf import settings
from django.db import transaction
from numpy.typing import NDArray

from onlinelives.accounts.models import Person
from onlinelives.rules.questionnaires.columns import columns_of
from onlinelives.rules.questionnaires.made import YEAR_GROUP, made
from onlinelives.rules.questionnaires.shapes import Missing
from onlinelives.rules.verdict import Invalid, need
from onlinelives.survey import permissions, queries
from onlinelives.survey.engine import files
from onlinelives.survey.models import AnswerSet, Box, Response, Wave
from onlinelives.survey.models.waves import NO_STRATUM
from onlinelives.survey.weighing import Weighted, weighted
from onlinelives.trail.actions import Actor, Detail, System, record

NOT_ALL_IN = "The last answers are still coming in or being unsealed. Try again in a few minutes."
AT_ONCE = 2000  # responses held as Python objects


@dataclass(frozen=True)
class Answers:
    """columns: n each: those of the questions, `stratum` and `school`, and the year group under YEAR_GROUP. strata: the
    names behind the codes of `stratum`, from 0."""

    columns: dict[str, NDArray[Any]]
    strata: tuple[str, ...]
    weighted: Weighted


@dataclass(frozen=True)
class About:
    """What is said of a file of answers; as the fields of AnswerSet."""

    schools: int
    columns: tuple[str, ...]
    strata: tuple[str, ...]
    weighting: str
    design_effect: float


def gather_due() -> int:
    """For the program itself, in every area: the answers of settled waves whose boxes are all emptied and that were
    not made ready yet. Returns how many sets were made."""
    closed = Wave.objects.settled().filter(answer_sets=None, responses__isnull=False, boxes=None).distinct()
    due = list(closed.select_related("partnership"))
    for wave in due:
        with transaction.atomic():
            _gathered(wave, System(wave.partnership.code))
    return len(due)


@transaction.atomic
def gather(*, wave: Wave, by: Person) -> AnswerSet:
    """The answers of a closed wave, for analysis. Raises Invalid while it is open, when it was closed a moment ago, and
    when nobody has answered."""
    need(permissions.run_survey(by))
    if wave.state != "closed":
        raise Invalid("Answers can be analysed once the wave is closed.")
    if not Wave.objects.settled().contains(wave) or Box.objects.filter(wave=wave).exists():
        raise Invalid(NOT_ALL_IN)
    if not wave.responses.exists():
        raise Invalid("Nobody has answered in this wave.")
    return _gathered(wave, by)


def clear_orphans(before: datetime) -> int:
    """For the program itself: files of answers, written before then, that belong to no set. How many."""
    known = set(AnswerSet.objects.values_list("sha256", flat=True))
    return files.forget_others(settings.SURVEY, known, before.timestamp())


def kept(wave: Wave, answers: Answers, *, source: str, by: Person | None) -> AnswerSet:
    """The answers written down with what is made of them; they are the wave's from now on. A part of actions: it asks
    for no permission and writes no entry. Raises Invalid for no row."""
    rows = len(answers.columns[files.STRATUM])
    if not rows:
        raise Invalid("There is no answer in it.")
    told = {**answers.columns, files.WEIGHT: answers.weighted.weight}
    columns = {**told, **made(wave.asks, told)}
    about = About(
        schools=len(np.unique(columns[files.SCHOOL])),
        columns=tuple(sorted(columns)),
        strata=answers.strata,
        weighting=answers.weighted.words,
        design_effect=answers.weighted.design_effect,
    )
    return written_down(wave, files.write(settings.SURVEY, columns), about, source=source, by=by)


def written_down(wave: Wave, written: files.Written, about: About, *, source: str, by: Person | None) -> AnswerSet:
    """A file that lies in settings.SURVEY is the wave's answers from now on. A part of actions."""
    AnswerSet.objects.filter(wave=wave, current=True).update(current=False)
    return AnswerSet.objects.create(
        partnership_id=wave.partnership_id,
        wave=wave,
        source=source,
        sha256=written.sha256,
        rows=written.rows,
        schools=about.schools,
        columns=list(about.columns),
        strata=list(about.strata),
        weighting=about.weighting,
        design_effect=about.design_effect,
        made_by=by,
    )


def _gathered(wave: Wave, by: Actor) -> AnswerSet:
    person = by if isinstance(by, Person) else None
    made_ready = kept(wave, _collected(wave), source=AnswerSet.Source.COLLECTED, by=person)
    told: dict[str, Detail] = {"wave": wave.pk, "rows": made_ready.rows, "sha256": made_ready.sha256}
    record("survey answers made ready", by=by, subject=made_ready.trail_subject, **told)
    return made_ready


def _collected(wave: Wave) -> Answers:
    """The responses of a wave, a column for each question of one choice and each choice of many."""
    places = {place.pk: place for place in wave.places.all()}
    strata = sorted({place.stratum or NO_STRATUM for place in places.values()})
    stratum_of = {pk: strata.index(place.stratum or NO_STRATUM) for pk, place in places.items()}
    told = columns_of(wave.asks)
    rows = Response.objects.filter(wave=wave).values_list("place", "year_group", "answers")
    where, cells = [], []
    for place, year_group, answers in rows.iterator(chunk_size=AT_ONCE):
        where.append((stratum_of[place], places[place].setting_id, year_group))
        cells.append(np.array([_cell(answers.get(column.question), column.choice) for column in told], np.int16))
    stratum, school, year = np.array(where, np.int64).T
    columns = {column.name: answers for column, answers in zip(told, np.stack(cells, axis=1), strict=True)}
    columns |= {files.STRATUM: stratum, files.SCHOOL: school, YEAR_GROUP: year}
    return Answers(columns, tuple(strata), weighted(stratum, year, queries.pupils_of(wave, strata)))


def _cell(answer: int | Sequence[int] | None, choice: int | None) -> int:
    if answer is None:
        return Missing.NOT_REACHED
    return answer if isinstance(answer, int) else int(choice in answer)
