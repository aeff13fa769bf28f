"""Invented answers of a wave, as a file or as a wave that is over: drawn by chance for every question."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onlinelives.accounts.models import Person
from onlinelives.content import instruments
from onlinelives.rules.questionnaires.columns import columns_of
from onlinelives.rules.questionnaires.made import YEAR_GROUP, made
from onlinelives.rules.questionnaires.shapes import Kind, Missing, Question, Questionnaire
from onlinelives.survey.actions import answer_sets, waves
from onlinelives.survey.actions.answer_sets import Answers
from onlinelives.survey.actions.waves import Plan
from onlinelives.survey.engine import files
from onlinelives.survey.models import AnswerSet, Wave
from onlinelives.survey.reports import Source
from onlinelives.survey.weighing import Weighted

Columns = dict[str, NDArray[Any]]

STRATA = ("Secondary schools", "Primary schools", "Special schools")
SCHOOLS = {0: 7, 1: 5, 2: 1}  # of each stratum; the last has one alone
REASONS = [Missing.PREFER_NOT, Missing.NOT_UNDERSTOOD, Missing.LEFT]


def answers(asks: Questionnaire, rows: int = 1300, seed: int = 5) -> Columns:
    """n answers to every question that nobody was led past, with a few without one, and the design."""
    rng = np.random.default_rng(seed)
    pairs = [(stratum, number) for stratum, schools in SCHOOLS.items() for number in range(schools)]
    place = rng.integers(0, len(pairs), rows)
    columns: Columns = {
        files.STRATUM: np.array([pairs[each][0] for each in place]),
        files.SCHOOL: np.array([100 + each for each in place]),
        YEAR_GROUP: rng.integers(5, 12, rows),
        files.WEIGHT: rng.uniform(0.5, 2.0, rows),
    }
    for question in asks.questions():
        columns |= _to(question, rng, rows)
    return columns


def _to(question: Question, rng: np.random.Generator, rows: int) -> Columns:
    away = np.where(rng.uniform(size=rows) < 0.06, rng.choice(REASONS, rows), 0)
    codes = [choice.code for choice in question.choices]
    if question.kind is Kind.ONE:
        rare = [code for code in codes if code in question.yes]
        usual = [code for code in codes if code not in question.yes] or codes
        drawn = np.where(rng.uniform(size=rows) < 0.3, rng.choice(rare or usual, rows), rng.choice(usual, rows))
        return {question.id: np.where(away < 0, away, drawn)}
    drawn_many = {code: rng.uniform(size=rows) < 0.2 for code in codes}
    return {f"{question.id}_{code}": np.where(away < 0, away, held) for code, held in drawn_many.items()}


def laid(
    folder: Path,
    columns: Mapping[str, NDArray[Any]],
    *,
    asks: Questionnaire | None = None,
    wave: str = "w1",
    strata: tuple[str, ...] = STRATA,
) -> Source:
    """The file with what is made of the answers, as `answer_sets.kept` writes it."""
    asked = asks or instruments.current()
    whole = {**columns, **made(asked, columns)}
    written = files.write(folder, whole)
    return Source(wave, written.sha256, "Youth survey 2026", asked, frozenset(whole), strata)


def without(columns: Columns, asks: Questionnaire, every: int = 2) -> Columns:
    """A file that has only some of the questions."""
    gone = {column.name for place, column in enumerate(columns_of(asks)) if place % every}
    return {name: column for name, column in columns.items() if name not in gone}


def answered_wave(
    by: Person,
    columns: Mapping[str, NDArray[Any]] | None = None,
    *,
    year: int = 2026,
    asks: Questionnaire | None = None,
    strata: tuple[str, ...] = STRATA,
) -> Wave:
    """A wave of some year, closed, with these answers brought from a file."""
    asked = asks or instruments.questionnaire(f"online-lives-{year}")
    plan = Plan(f"Youth survey of {year}", asked, date(year, 3, 2), date(year, 3, 20))
    wave = waves.prepare(plan=plan, by=by)
    wave.state, wave.brought = "closed", True
    wave.save(update_fields=["state", "brought"])
    told = dict(columns if columns is not None else answers(asked))
    weight = told.pop(files.WEIGHT)
    held = Answers(told, strata, Weighted(weight, "Weights of the file."))
    answer_sets.kept(wave, held, source=AnswerSet.Source.BROUGHT, by=by)
    return wave
