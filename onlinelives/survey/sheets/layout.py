"""What an export holds: which columns, how they are called and labelled, and what is withheld."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onlinelives.rules.disclosure.records import TOGETHER, Withheld, withhold
from onlinelives.rules.questionnaires.columns import columns_of
from onlinelives.rules.questionnaires.conditions import phrase, said_in
from onlinelives.rules.questionnaires.made import YEAR_GROUP, groups
from onlinelives.rules.questionnaires.shapes import ENGLISH, All, Questionnaire
from onlinelives.survey.engine.files import SCHOOL, STRATUM, WEIGHT

WITHHELD, WITHHELD_WORDS = -9, "Withheld, so that nobody can be recognised"
PERSONAL = ("year_group", "age", "gender")  # what others know besides the year group that the setting gave

Numbers = NDArray[np.int64] | NDArray[np.float64]
Answers = Mapping[str, NDArray[Any]]


@dataclass(frozen=True)
class Variable:
    """One column as it leaves. values: words for its codes, empty for a plain number. missing: the codes among them
    that are reasons why there is no answer. asked: the question, where it is one. universe: who was asked it, in words,
    or "" for everybody."""

    name: str
    label: str
    values: Mapping[int, str]
    asked: str = ""
    universe: str = ""

    @property
    def missing(self) -> tuple[int, ...]:
        return tuple(sorted(code for code in self.values if code < 0))


@dataclass(frozen=True)
class Sheet:
    """title: of the wave. variables, with their columns of n numbers each, in order. notes: sentences about what was
    done to the records."""

    title: str
    variables: tuple[Variable, ...]
    columns: Mapping[str, Numbers]
    notes: tuple[str, ...]

    @property
    def rows(self) -> int:
        return len(self.columns[WEIGHT])


def laid(
    title: str, asks: Questionnaire, strata: Sequence[str], answers: Answers, chance: np.random.Generator
) -> Sheet:
    """The sheet of a set of answers. answers: its columns. chance: draws the numbers of the schools and the order of
    the records anew each time, so that two exports cannot be joined by them."""
    variables = _variables(asks, strata, answers)
    held = withhold(_known(asks, answers))
    columns: dict[str, Numbers] = {each.name: answers[each.name].astype(np.int64) for each in variables[1:]}
    columns[WEIGHT] = answers[WEIGHT].astype(np.float64)
    columns[SCHOOL] = _renumbered(answers[SCHOOL], chance)
    for name, mask in held.masks.items():
        for column in _columns_about(name, columns):
            columns[column] = np.where(mask, WITHHELD, columns[column])
    order = chance.permutation(np.flatnonzero(held.stays))
    return Sheet(title, variables, {name: column[order] for name, column in columns.items()}, _notes(held))


def _variables(asks: Questionnaire, strata: Sequence[str], answers: Answers) -> tuple[Variable, ...]:
    """The weight first: it alone is no whole number."""
    withheld = {WITHHELD: WITHHELD_WORDS}
    years = {int(year): f"Year {year}" for year in np.unique(answers[YEAR_GROUP]) if year >= 0}
    universes = _universes(asks)
    asked = {question.id: said_in(question.said, ENGLISH) for question in asks.questions()}
    return (
        Variable(WEIGHT, "Weight", {}),
        Variable(STRATUM, "Kind of place", dict(enumerate(strata))),
        Variable(SCHOOL, "School, by a number drawn for this file alone", {}),
        Variable(YEAR_GROUP, "Year group, as the place gave it", withheld | years),
        *(
            Variable(
                each.name,
                each.label,
                withheld | dict(each.values),
                asked[each.question],
                universes.get(each.question, ""),
            )
            for each in columns_of(asks)
            if each.name in answers
        ),
    )


def _universes(asks: Questionnaire) -> dict[str, str]:
    """Question -> who was asked it, in words, where it was not everybody."""
    found = {}
    for section, page in asks.pages():
        rules = tuple(rule for rule in (section.show_when, page.show_when) if rule)
        if page.question and rules:
            found[page.question.id] = f"Asked only if {phrase(rules[0] if len(rules) == 1 else All(rules), asks)}"
    return found


def _known(asks: Questionnaire, answers: Answers) -> dict[str, NDArray[np.int64]]:
    """What others may know of a young person, what is kept longest first."""
    names = (YEAR_GROUP, *PERSONAL, *(group.column for group in groups(asks)))
    return {name: answers[name].astype(np.int64) for name in names if name in answers}


def _columns_about(name: str, columns: Mapping[str, Numbers]) -> list[str]:
    """The columns from which it could be read: its own, or those of the choices of many."""
    stem = name.removesuffix("_any")
    own = [name] if name in columns else []
    return own + [each for each in columns if stem != name and re.fullmatch(rf"{re.escape(stem)}_\d+", each)]


def _renumbered(school: NDArray[Any], chance: np.random.Generator) -> NDArray[np.int64]:
    _, place = np.unique(school, return_inverse=True)
    return chance.permutation(int(place.max()) + 1)[place.ravel()].astype(np.int64) + 1


def _notes(held: Withheld) -> tuple[str, ...]:
    alike = (
        f"Some of what others may know of a young person is withheld (code {WITHHELD}). {TOGETHER} or more of these "
        "records are alike in what is left."
    )
    told = [
        alike,
        "Schools have numbers that were drawn for this file alone.",
        "Schools that volunteer are not like all schools: intervals do not cover that.",
    ]
    if held.left_out:
        told.insert(1, f"Fewer than {TOGETHER} young people are left out, for whom even that was not enough.")
    return tuple(told)
