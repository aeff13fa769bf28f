"""Findings as tests of them need them: answers of a wave, a release that waits, one that is out."""

from functools import lru_cache
from typing import Any

import numpy as np

from onlinelives.accounts.models import Person
from onlinelives.rules.questionnaires.made import YEAR_GROUP
from onlinelives.survey import queries
from onlinelives.survey.actions import answer_sets, releases, waves
from onlinelives.survey.actions.answer_sets import Answers
from onlinelives.survey.engine import files
from onlinelives.survey.models import AnswerSet, Finding, SurveyRelease, Wave
from onlinelives.survey.weighing import evenly
from tests import answered
from tests.answered import Columns
from tests.waves import plan
from tests.world import World

BULLIED, RUMOURS = "cyberbullied", "rumours"
ASKED_BY = "Statement 1.6 needs a figure for every agency."


@lru_cache(maxsize=8)
def drawn(rows: int = 1300, seed: int = 5) -> Columns:
    """Columns of answers to the current questionnaire, without weights: those are made when they are laid."""
    columns = answered.answers(plan().asks, rows, seed)
    return {name: column for name, column in columns.items() if name != files.WEIGHT}


def laid(world: World, name: str = "Youth survey 2026", columns: Columns | None = None) -> AnswerSet:
    """A wave with answers of thirteen invented schools."""
    wave = waves.prepare(plan=plan(name), by=world.ines)
    return laid_in(wave, drawn() if columns is None else columns, world.ines)


def laid_in(wave: Wave, columns: Columns, by: Person) -> AnswerSet:
    """From now on these are the answers of the wave."""
    told = Answers(columns, answered.STRATA, evenly(len(columns[YEAR_GROUP])))
    return answer_sets.kept(wave, told, source="brought", by=by)


def proposed(world: World, answers: AnswerSet | None = None, **more: Any) -> SurveyRelease:
    """By Ines: cyberbullying of young people in care and others, unless `more` says otherwise."""
    given: dict[str, Any] = {"cut": "in_care", "items": [BULLIED], "reason": ASKED_BY, "by": world.ines}
    return releases.propose(answers=answers or laid(world), **{**given, **more})


def seen(release: SurveyRelease, by: Person) -> str:
    """The hash of what the second person looks at."""
    published = queries.release_page(by, release.pk).published
    assert published is not None
    return published.sha256


def released(world: World, answers: AnswerSet | None = None, **more: Any) -> SurveyRelease:
    """Proposed by Ines, let out by Dana."""
    waiting = proposed(world, answers, **more)
    return releases.let_out(release=waiting, seen=seen(waiting, world.dana), decision="It is right.", by=world.dana)


def found(world: World, answers: AnswerSet | None = None, **more: Any) -> Finding:
    """One finding that is out."""
    return released(world, answers, **more).findings.get()


def with_more(columns: Columns, like: int, times: int = 1) -> Columns:
    """With so many young people more, who answered as number `like` did."""
    return {name: np.append(column, [column[like]] * times) for name, column in columns.items()}
