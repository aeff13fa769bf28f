"""The text that engines are given: nothing in it but checked names and whole numbers."""

import re

import numpy as np
import pytest

from onlinelives.survey.engine import sums
from onlinelives.survey.engine.sql import Levels, Part, Question
from tests.survey.engine.invented import GROUPS, QUESTIONS, YEARS

PART = Part((3, 7), (1, 9))
TEXTS = {
    "schools": sums.schools("survey"),
    "answers": sums.answers("survey", ["seen", "order"], PART),
    "all answers": sums.answers("survey", ["seen"]),
    "cells": sums.cells("survey", [YEARS, *QUESTIONS], PART),
    "patterns": sums.patterns("survey", QUESTIONS[0], GROUPS),
    "score": sums.score("survey", "fitted", QUESTIONS[0], GROUPS, 3),
}


@pytest.mark.parametrize("name", ["Sex", "s ex", "sex;", "sex\n", "_sex", "9", "a" * 49, "s.x", "naïve"])
def test_other_names_are_refused(name: str) -> None:
    for make in (
        lambda: Question(name),
        lambda: Levels(name, ((1,),)),
        lambda: sums.schools(name),
        lambda: sums.answers("survey", [name], PART),
        lambda: sums.cells(name, QUESTIONS, PART),
        lambda: sums.score("survey", name, QUESTIONS[0], GROUPS, 1),
    ):
        with pytest.raises(ValueError, match="not a name"):
            make()


@pytest.mark.parametrize("codes", [(), (-8,), (1.0,), ("1",), (True,), (40_000,)])
def test_other_codes_are_refused(codes: tuple) -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        Question("sex", codes)
    with pytest.raises(ValueError, match="whole numbers"):
        Levels("sex", ((5,), codes))


@pytest.mark.parametrize("sets", [(), ((1, 2), (2, 3)), ((1, 1),)])
def test_levels_do_not_overlap(sets: tuple) -> None:
    with pytest.raises(ValueError, match="do not overlap"):
        Levels("year", sets)


def test_a_code_said_twice_counts_once() -> None:
    assert Question("seen", (1, 1)).read(np.array([-8, 0, 1], np.int16)).tolist() == [0, 1, 2]


@pytest.mark.parametrize("name", TEXTS)
def test_the_text_is_one_plain_statement(name: str) -> None:
    text = TEXTS[name]
    assert re.fullmatch(r"SELECT [A-Za-z0-9_ .,()*+<>=-]+", text)
    for word in ("FILTER", "QUALIFY", "GROUP BY ALL", "::", "PIVOT", "read_parquet"):
        assert word not in text
    for column in ("order", "seen", "in_care", "carer", "year", "weight", "stratum", "school"):
        assert not re.search(rf"(?<![.\w]){column}(?!\w)", text), "every column follows its table"


def test_the_text_is_this() -> None:
    assert TEXTS["patterns"] == (
        "SELECT r.r1, r.r2, COUNT(*) AS children, SUM(r.weighing) AS weight_sum, "
        "SUM(CASE WHEN r.r0 = 2 THEN r.weighing ELSE 0 END) AS yes_sum "
        "FROM (SELECT s.stratum AS stratum_code, s.school AS school_code, s.weight AS weighing, "
        "CASE WHEN s.seen IN (1) THEN 2 WHEN s.seen >= 0 THEN 1 ELSE 0 END AS r0, "
        "CASE WHEN s.in_care IN (1) THEN 2 WHEN s.in_care >= 0 THEN 1 ELSE 0 END AS r1, "
        "CASE WHEN s.carer IN (1, 2) THEN 2 WHEN s.carer >= 0 THEN 1 ELSE 0 END AS r2 FROM survey s) r "
        "WHERE r.r0 > 0 AND r.r1 > 0 AND r.r2 > 0 GROUP BY r.r1, r.r2"
    )
