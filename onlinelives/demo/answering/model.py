"""The figures of `model.yaml`, read so that a name that is misspelt there is an error."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path
from typing import Any, TypeVar

import yaml

from onlinelives.rules.questionnaires.shapes import Question

Told = dict[str, Any]
T = TypeVar("T")

NORMAL = frozenset({"hardship", "exposure", "reticence", "school"})  # those of unit variance
KINDS = ("special", "alternative", "youth")
TRAITS = NORMAL | {"girl", "other", "age", "year", "sensitive", *KINDS}


@dataclass(frozen=True)
class Odds:
    """share: of those without any effect, between 0 and 1. effects: of a column of children, as the logarithm of an
    odds ratio. school: whose effect of the school is meant, or ""."""

    share: float
    effects: Mapping[str, float]
    school: str = ""

    @property
    def stretch(self) -> float:
        """By how much log-odds are stretched, so that the share still holds on the average over what nobody sees: a
        logistic curve smoothed by a normal one (16√3/15π squared is 0.346)."""
        unseen = sum(effect**2 for name, effect in self.effects.items() if name in NORMAL)
        return float((1 + 0.346 * unseen) ** 0.5)


@dataclass(frozen=True)
class Asked:
    """A question with one choice. spread: code -> part of those who say yes, or of the others, least first. yes: the
    codes that count as yes where the question names none. after: earlier question -> code -> effect."""

    odds: Odds
    spread: Mapping[int, float]
    yes: frozenset[int]
    after: Mapping[str, Mapping[int, float]]


@dataclass(frozen=True)
class Chosen:
    """A question with many. alone: who chooses what stands alone, unless that is who is not in `group`."""

    alone: Odds | None
    group: str
    choices: Mapping[int, Odds]


@dataclass(frozen=True)
class Said:
    """What those in a group and those outside it say, code -> part."""

    inside: Mapping[int, float]
    outside: Mapping[int, float]


@dataclass(frozen=True)
class Model:
    """told: the plain figures, by their place in the file. Tables of questions go by id, or by id@version."""

    told: Told
    groups: Mapping[str, Odds]
    said: Mapping[str, Said]
    asked: Mapping[str, Asked]
    chosen: Mapping[str, Chosen]
    missing: Mapping[str, Odds]
    stopping: Odds

    @property
    def families(self) -> tuple[str, ...]:
        return tuple(self.told["families"])


def entry(table: Mapping[str, T], question: Question) -> T | None:
    """What a table says of this version of a question, or None."""
    return table.get(f"{question.id}@{question.version}", table.get(question.id))


@cache
def model() -> Model:
    """Raises ValueError for a name that means nothing."""
    told: Told = yaml.safe_load(Path(__file__).with_name("model.yaml").read_text(encoding="utf-8"))
    reading = _Reading(told)
    missing = dict(told["missing"])
    missing.pop("spared")
    stopping = {name: value for name, value in told["stopping"].items() if name != "from"}
    return Model(
        told,
        {name: reading.odds(one) for name, one in told["groups"].items()},
        {name: Said(**one) for name, one in told["said"].items()},
        {name: reading.asked(one) for name, one in told["asked"].items()},
        {name: reading.chosen(one) for name, one in told["chosen"].items()},
        {name: reading.odds(one) for name, one in missing.items()},
        reading.odds(stopping),
    )


class _Reading:
    def __init__(self, told: Told):
        self._told = told
        self._names = TRAITS | set(told["groups"])

    def odds(self, told: Told, family: str = "") -> Odds:
        of_family = self._told["families"][family] if family else {}
        effects = {**of_family, **told}
        share = effects.pop("share")
        unknown = set(effects) - self._names
        if unknown or not 0 < share < 1:
            raise ValueError(f"model.yaml: {sorted(unknown) or share} means nothing in {told}")
        return Odds(share, {name: log(effect) for name, effect in effects.items()}, family)

    def asked(self, told: Told) -> Asked:
        told = dict(told)
        family, spread, after = told.pop("of"), told.pop("spread"), told.pop("after", {})
        yes = frozenset(told.pop("counts", ()))
        groups = dict(zip(self._told["order"], told.pop("groups"), strict=True))
        logs = {question: {code: log(effect) for code, effect in by.items()} for question, by in after.items()}
        return Asked(self.odds({**told, **groups}, family), self._told["spreads"][spread], yes, logs)

    def chosen(self, told: Told) -> Chosen:
        told = dict(told)
        family, alone, group = told.pop("of"), told.pop("alone", None), told.pop("group", "")
        choices = {code: self.odds(one, family) for code, one in told.pop("choices").items()}
        if told or (alone is None) is (group == ""):
            raise ValueError(f"model.yaml: of many there is either “alone” or a “group”, and nothing else than {told}")
        return Chosen(self.odds(alone, family) if alone else None, group, choices)
