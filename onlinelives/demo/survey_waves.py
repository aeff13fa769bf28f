"""Three waves of the youth survey that are over, with the invented answers of `answering` as their sets of answers."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np

from onlinelives.accounts.models import Person
from onlinelives.content import instruments
from onlinelives.demo.answering import Invented, invent, settings_of, written
from onlinelives.demo.answering import Setting as Taking
from onlinelives.demo.area import Area, moment
from onlinelives.rules.questionnaires.made import YEAR_GROUP
from onlinelives.survey.actions import answer_sets, codes, places, settings, waves
from onlinelives.survey.actions.answer_sets import NO_STRATUM, Answers
from onlinelives.survey.actions.codes import Wanted
from onlinelives.survey.actions.places import Part
from onlinelives.survey.actions.settings import About
from onlinelives.survey.actions.waves import Plan
from onlinelives.survey.engine import files
from onlinelives.survey.models import AnswerSet, Setting, Wave
from onlinelives.survey.weighing import weighted
from onlinelives.trail import clock

YEARS = (2024, 2025, 2026)
LASTS = timedelta(days=18)


def lay_waves(area: Area) -> dict[str, Setting]:
    """Every setting by its name. The answers of the first two years were brought from files."""
    found: dict[str, Setting] = {}
    for year in YEARS:
        _laid(area, year, found)
    return found


def _laid(area: Area, year: int, found: dict[str, Setting]) -> None:
    dana, ines = area.person("Dana"), area.person("Ines")
    asks = instruments.questionnaire(f"online-lives-{year}")
    opens = date(year, 3, 4)
    taking = settings_of(year)
    with clock.at(moment(opens - timedelta(days=40), 10)):
        wave = waves.prepare(plan=Plan(f"Youth survey {year}", asks, opens, opens + LASTS), by=dana)
        for each in taking:
            if each.name not in found:
                found[each.name] = settings.add(about=About(each.name, each.kind), by=ines)
            part = Part(each.pupils, each.stratum, sampled=bool(each.stratum))
            places.take_part(wave=wave, setting=found[each.name], part=part, by=ines)
    with clock.at(moment(opens, 8, 30)):
        waves.open_now(wave=wave, by=dana)
    told = invent(asks, taking, year=year)
    if year == YEARS[-1]:
        with clock.at(moment(opens + timedelta(days=1), 9)):
            _codes(wave, told, found, ines)
    with clock.at(moment(opens + LASTS, 17)):
        wave = waves.close(wave=wave, by=dana)
        _keep(wave, told, found, ines)


def _codes(wave: Wave, told: Invented, found: Mapping[str, Setting], by: Person) -> None:
    """A code for every pupil, of which as many are used as have answered."""
    answered = Counter(zip(told.setting.tolist(), told.year_group.tolist(), strict=True))
    for number, taking in enumerate(told.settings):
        place = wave.places.get(setting=found[taking.name])
        for year_group, pupils in taking.pupils.items():
            sheet = codes.issue(place=place, wanted=Wanted(year_group, pupils), by=by).sheet
            used = list(sheet.codes.values_list("pk", flat=True)[: answered[number, year_group]])
            sheet.codes.filter(pk__in=used).update(state="used")


def _keep(wave: Wave, told: Invented, found: Mapping[str, Setting], by: Person) -> None:
    wave.brought = wave.opens_on.year < YEARS[-1]
    wave.save(update_fields=["brought"])
    source = AnswerSet.Source.BROUGHT if wave.brought else AnswerSet.Source.COLLECTED
    answer_sets.kept(wave, _answers(told, found), source=source, by=by)


def _answers(told: Invented, found: Mapping[str, Setting]) -> Answers:
    strata = sorted({each.stratum or NO_STRATUM for each in told.settings})
    of_setting = np.array([strata.index(each.stratum or NO_STRATUM) for each in told.settings])
    keys = np.array([found[each.name].pk for each in told.settings])
    stratum, year_group = of_setting[told.setting], told.year_group.astype(np.int64)
    columns: dict[str, Any] = {column.name: numbers for column, numbers in written(told)}
    columns |= {files.STRATUM: stratum, files.SCHOOL: keys[told.setting], YEAR_GROUP: year_group}
    return Answers(columns, tuple(strata), weighted(stratum, year_group, _pupils(told.settings, strata)))


def _pupils(taking: tuple[Taking, ...], strata: list[str]) -> dict[tuple[int, int], int]:
    """Stratum and year group -> pupils on roll."""
    pupils: dict[tuple[int, int], int] = {}
    for each in taking:
        for year, count in each.pupils.items():
            pair = strata.index(each.stratum or NO_STRATUM), year
            pupils[pair] = pupils.get(pair, 0) + count
    return pupils
