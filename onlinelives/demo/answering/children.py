"""Who is asked: their setting and age, what nobody sees of them, and the groups they are in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from onlinelives.demo.answering.chances import Chances
from onlinelives.demo.answering.model import KINDS, Model, Odds
from onlinelives.demo.answering.settings import Setting

Floats = NDArray[np.float64]
Codes = NDArray[np.int16]

YOUNGEST, OLDEST = 10, 16
GIRL, BOY, OTHER = 1, 2, 3  # the codes of `gender`


@dataclass(frozen=True)
class Children:
    """n of them. setting: place in the list. columns: n each, by the names of `model.yaml`; 0 and 1 for those who are
    something or not; “school” and a family for the schools."""

    setting: Codes
    year_group: Codes
    age: Codes
    gender: Codes
    columns: Mapping[str, Floats]

    def __len__(self) -> int:
        return len(self.setting)

    def lift(self, odds: Odds, given: Mapping[str, float] | None = None) -> Floats:
        """n: the log-odds on top of the share's. given: columns that are the same for everybody."""
        total = np.zeros(len(self))
        for name, effect in odds.effects.items():
            column = f"school {odds.school}" if name == "school" else name
            total += effect * (given[name] if given and name in given else self.columns[column])
        return total

    def chance(self, odds: Odds, given: Mapping[str, float] | None = None) -> Floats:
        """n: how likely it is of each."""
        return np.asarray(expit(logit(odds.share) * odds.stretch + self.lift(odds, given)))


def children_of(settings: Sequence[Setting], year: int, model: Model, chances: Chances) -> Children:
    """In the order of the settings and their year groups."""
    setting, year_group = _places(settings)
    chance, told = chances.of("who is asked"), model.told
    n = len(setting)
    since = chance.random(n) < told["birthday_since_september"]
    age = np.clip(year_group + 4 + since, YOUNGEST, OLDEST).astype(np.int16)  # who is 9 in Year 5 says 10
    gender = _gender(chance.random(n), told["gender"])
    kinds = np.array([one.kind for one in settings])[setting]
    between = _between(settings, model, chances)
    columns: dict[str, Floats] = {
        "girl": (gender == GIRL).astype(float),
        "other": (gender == OTHER).astype(float),
        "age": age - float(told["middle_age"]),
        "year": np.full(n, float(year - told["first_year"])),
        "hardship": chance.standard_normal(n) + between["hardship"][setting],
        "exposure": chance.standard_normal(n),
        "reticence": chance.standard_normal(n),
        **{kind: (kinds == kind).astype(float) for kind in KINDS},
        **{f"school {family}": between[family][setting] for family in model.families},
    }
    children = Children(setting, year_group, age, gender, columns)
    for group, odds in model.groups.items():  # in order: a group may rest on those before it
        columns[group] = (chances.of(f"in {group}").random(n) < children.chance(odds)).astype(float)
    return children


def _places(settings: Sequence[Setting]) -> tuple[Codes, Codes]:
    """n each: the setting, and the year group."""
    each = [(place, group, many) for place, one in enumerate(settings) for group, many in one.answering.items()]
    setting, group, many = np.array(each, dtype=np.int64).reshape(-1, 3).T
    return np.repeat(setting, many).astype(np.int16), np.repeat(group, many).astype(np.int16)


def _gender(drawn: Floats, told: Mapping[str, float]) -> Codes:
    girl, boy = drawn < told["girl"], drawn < told["girl"] + told["boy"]
    return np.where(girl, GIRL, np.where(boy, BOY, OTHER)).astype(np.int16)


def _between(settings: Sequence[Setting], model: Model, chances: Chances) -> dict[str, Floats]:
    """What differs from setting to setting: hardship in standard deviations of children; for each family of questions
    one number of unit variance, most of it the same every year. Settings of one kind are level on the average: what
    grows with age is not hidden by five primary schools that happen to be worse off."""
    hardship, schools = model.told["hardship"], model.told["schools"]
    ways = len(model.families) + 2
    lasting = np.array([chances.lasting(one.name).standard_normal(ways) for one in settings])
    new = np.array([chances.of(one.name).standard_normal(ways) for one in settings])
    effects = np.sqrt(1 - schools["wobble"]) * lasting + np.sqrt(schools["wobble"]) * new
    kinds = np.array([one.kind for one in settings])
    for kind in set(kinds.tolist()):
        effects[kinds == kind] = _level(effects[kinds == kind])
    shared = np.sqrt(schools["shared"]) * effects[:, [1]] + np.sqrt(1 - schools["shared"]) * effects[:, 2:]
    intake = np.array([hardship["kinds"].get(kind, 0.0) for kind in kinds.tolist()])
    families = dict(zip(model.families, shared.T, strict=True))
    return {"hardship": intake + hardship["between_settings"] * effects[:, 0], **families}


def _level(effects: Floats) -> Floats:
    """With a mean of 0, and as far apart as before; a setting that is the only one of its kind is an average one."""
    several = len(effects)
    return np.asarray((effects - effects.mean(axis=0)) * np.sqrt(several / max(several - 1, 1)))
