"""A file of answers is brought, mapped column by column, and then taken in as a wave or thrown away."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from onlinelives.accounts.models import Person
from onlinelives.rules.lifecycles import BROUGHT
from onlinelives.rules.verdict import Changed, Invalid, need
from onlinelives.survey import permissions
from onlinelives.survey.actions import waves
from onlinelives.survey.actions.answer_sets import About, written_down
from onlinelives.survey.actions.waves import Plan
from onlinelives.survey.bringing import folders, looking, mapping, matching
from onlinelives.survey.bringing.laying import Laid
from onlinelives.survey.bringing.mapping import ColumnUse, Sure, Use
from onlinelives.survey.bringing.shapes import Raw
from onlinelives.survey.engine import files
from onlinelives.survey.models import AnswerSet, BroughtFile, KeptMapping, Wave
from onlinelives.survey.models.brought_files import header_of
from onlinelives.trail import clock
from onlinelives.trail.actions import Actor, System, record

A_DAY = 24 * 60 * 60  # seconds


@dataclass(frozen=True)
class Sent:
    """path: where the file arrived, on the disk of settings.SURVEY. kind: a key of `reading.KINDS`. size: bytes."""

    path: Path
    kind: str
    size: int


def bring(*, sent: Sent, plan: Plan, by: Person, form_key: uuid.UUID | None = None) -> BroughtFile:
    """Keep a file that becomes the wave of this plan. The same form sent twice makes one. Raises Invalid for a taken
    name or days in the wrong order."""
    need(permissions.run_survey(by))
    again = form_key and BroughtFile.objects.filter(form_key=form_key, partnership=by.partnership_id).first()
    if again:
        return again
    brought = BroughtFile(partnership_id=by.partnership_id, brought_by=by, brought_by_name=by.name, form_key=form_key)
    brought.kind, brought.size = sent.kind, sent.size
    folders.keep(settings.SURVEY, brought.pk, sent.path, sent.kind)
    try:
        with transaction.atomic():
            planned = Wave(partnership_id=by.partnership_id)
            waves.say(planned, plan)
            brought.name, brought.questionnaire = planned.name, planned.questionnaire
            brought.opens_on, brought.closes_on = planned.opens_on, planned.closes_on
            brought.save(force_insert=True)
            record("survey file brought", by=by, subject=brought.trail_subject, kind=sent.kind, bytes=sent.size)
    except BaseException:
        folders.remove(settings.SURVEY, brought.pk)
        raise
    return brought


@transaction.atomic
def looked(brought: BroughtFile, raw: Raw, columns: tuple[looking.Column, ...]) -> BroughtFile:
    """What was found in the file, with a guess for each column; first from a file with the same columns that was taken
    in before. For the worker: it writes no entry. Raises NotNow when it was decided on meanwhile."""
    brought = _locked(brought, "look")
    brought.state = BROUGHT.after(brought.state, "look")
    brought.rows, brought.first_row, brought.notes = raw.rows, raw.first_row, list(raw.notes)
    brought.columns = looking.told(columns)
    header = header_of(column.name for column in columns)
    held = KeptMapping.objects.filter(
        partnership=brought.partnership_id, header=header, questionnaire=brought.questionnaire_id
    ).first()
    guessed = matching.guess(brought.asks, columns)
    if held:
        before = mapping.from_told(held.mapping)
        guessed = tuple(
            matching.used(column, use.use, use.item, brought.asks, use)
            for column, use in zip(columns, before, strict=True)
        )
    brought.mapping = mapping.told(guessed)
    brought.save()
    return brought


@transaction.atomic
def change_column(
    *,
    brought: BroughtFile,
    place: int,
    use: Use,
    item: str | None = None,
    values: Mapping[str | None, int | None] | None = None,
    expected: int,
    by: Person,
) -> ColumnUse:
    """What the column at `place` (from 0) becomes. values: what some of its values mean; the others are guessed, or
    stay as they were. Raises Changed when the mapping is no longer at version `expected`, Invalid for a question or an
    answer that the questionnaire does not have."""
    need(permissions.run_survey(by))
    brought = _locked(brought, "change", expected)
    items = mapping.items_of(brought.asks)
    if use is Use.ITEM and item not in items:
        raise Invalid("Select a question of the questionnaire from the list.", "item")
    mapped, column = list(brought.mapped), brought.found[place]
    item = item if use is Use.ITEM else None
    said = matching.used(column, use, item, brought.asks, mapped[place])
    allowed = items[item].values.keys() if item else set(mapping.YEARS)
    told = {text: code for text, code in (values or {}).items() if text in said.values}
    if any(code is not None and code not in allowed for code in told.values()):
        raise Invalid("Select an answer from the list.")
    mapped[place] = ColumnUse(said.use, said.item, {**said.values, **told}, Sure.SAID)
    brought.mapping, brought.version = mapping.told(tuple(mapped)), brought.version + 1
    brought.save(update_fields=["mapping", "version"])
    record("survey file mapping changed", by=by, subject=brought.trail_subject, column=place, use=str(use), item=item)
    return mapped[place]


def take_in(*, brought: BroughtFile, laid: Laid, expected: int, by: Person) -> AnswerSet:
    """The laid file becomes the answers of a new, closed wave: all of it, or nothing. Raises Changed when the mapping
    is no longer at version `expected`, NotNow when it was decided on already, Invalid when the name has been taken."""
    try:
        with transaction.atomic():
            return _taken_in(brought, laid, expected, by)
    except BaseException:
        laid.path.unlink(missing_ok=True)
        raise


@transaction.atomic
def throw_away(*, brought: BroughtFile, by: Person) -> BroughtFile:
    """Nothing of the file is kept. The same form sent twice is done once. Raises NotNow once it was taken in."""
    need(permissions.run_survey(by))
    if BroughtFile.objects.get(pk=brought.pk).state == "thrown_away":
        return brought
    return thrown_away(brought, "", by)


@transaction.atomic
def thrown_away(brought: BroughtFile, problem: str, by: Actor) -> BroughtFile:
    """A part of actions and of the worker's work: by the program where the file cannot be read. problem: why."""
    brought = _locked(brought, "throw away")
    brought.state, brought.problem = BROUGHT.after(brought.state, "throw away"), problem[:500]
    _decided(brought)
    record("survey file thrown away", by=by, subject=brought.trail_subject, unreadable=bool(problem))
    return brought


def clear_old(before: datetime) -> int:
    """Throw away what was brought before then and never decided on, and remove folders that belong to no file. How many
    files were thrown away."""
    old = BroughtFile.objects.filter(state__in=("uploaded", "looked"), brought_at__lt=before)
    waiting = list(old.select_related("partnership"))
    for brought in waiting:
        thrown_away(brought, "", System(brought.partnership.code))
    known = set(BroughtFile.objects.filter(state__in=("uploaded", "looked")).values_list("pk", flat=True))
    yesterday = clock.now().timestamp() - A_DAY
    for file, put_at in folders.held(settings.SURVEY):
        if file not in known and put_at < yesterday:
            folders.remove(settings.SURVEY, file)
    folders.forget_arrivals(settings.SURVEY, yesterday)
    return len(waiting)


def _taken_in(brought: BroughtFile, laid: Laid, expected: int, by: Person) -> AnswerSet:
    need(permissions.run_survey(by))
    brought = _locked(brought, "take in", expected)
    wave = Wave(partnership_id=brought.partnership_id, brought=True, state="closed", closed_at=clock.now())
    waves.say(wave, Plan(brought.name, brought.asks, brought.opens_on, brought.closes_on))
    wave.save(force_insert=True)
    about = About(laid.schools, laid.columns, laid.strata, laid.weighting, laid.design_effect)
    written = files.settle(settings.SURVEY, laid.path, laid.rows)
    answers = written_down(wave, written, about, source=AnswerSet.Source.BROUGHT, by=by)
    KeptMapping.objects.update_or_create(
        partnership_id=brought.partnership_id,
        header=header_of(column.name for column in brought.found),
        questionnaire_id=brought.questionnaire_id,
        defaults={"mapping": brought.mapping},
    )
    brought.state, brought.wave = BROUGHT.after(brought.state, "take in"), wave
    _decided(brought)
    record(
        "survey file taken in",
        by=by,
        subject=brought.trail_subject,
        wave=wave.pk,
        rows=answers.rows,
        sha256=answers.sha256,
    )
    return answers


def _locked(brought: BroughtFile, verb: str, expected: int | None = None) -> BroughtFile:
    here = BroughtFile.objects.select_for_update(no_key=True).get(pk=brought.pk)
    BROUGHT.after(here.state, verb)
    if expected is not None and here.version != expected:
        raise Changed(here, "file")
    return here


def _decided(brought: BroughtFile) -> None:
    """What was found in the file is not needed any more."""
    brought.columns, brought.mapping, brought.decided_at = [], [], clock.now()
    brought.save()
    transaction.on_commit(partial(folders.remove, settings.SURVEY, brought.pk))
