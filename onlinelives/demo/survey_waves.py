"""Three waves of the youth survey that are over, with the invented answers of `answering` as their sets of answers."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np

from onlinelives.accounts.models import Person
from onlinelives.content import instruments
from onlinelives.demo.answering import Invented, invent, settings_of, written
from onlinelives.demo.area import Area, moment
from onlinelives.rules.questionnaires.made import YEAR_GROUP
from onlinelives.survey import queries
from onlinelives.survey.actions import answer_sets, census, codes, places, settings, waves
from onlinelives.survey.actions.answer_sets import Answers
from onlinelives.survey.actions.codes import Wanted
from onlinelives.survey.actions.places import Part
from onlinelives.survey.actions.settings import About
from onlinelives.survey.actions.waves import Plan
from onlinelives.survey.engine import files
from onlinelives.survey.models import AnswerSet, Setting, Wave
from onlinelives.survey.models.waves import NO_STRATUM
from onlinelives.survey.weighing import weighted
from onlinelives.trail import clock

YEARS = (2024, 2025, 2026)
LASTS = timedelta(days=18)
# Pupils of the whole of Brackenmoor by kind of setting and year group, invented as everything here.
CENSUS = {
    "Primary schools": {5: 1_870, 6: 1_905},
    "Secondary schools": {7: 1_842, 8: 1_815, 9: 1_790, 10: 1_768, 11: 1_731},
    "Special and alternative": {6: 28, 7: 61, 8: 74, 9: 88, 10: 97, 11: 103},
    "": {9: 45, 10: 52},
}


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
        numbers = {(kind, group): pupils for kind, groups in CENSUS.items() for group, pupils in groups.items()}
        census.state(wave=wave, numbers=numbers, expected=1, by=ines)
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
    answer_sets.kept(wave, _answers(wave, told, found), source=source, by=by)


def _answers(wave: Wave, told: Invented, found: Mapping[str, Setting]) -> Answers:
    strata = sorted({each.stratum or NO_STRATUM for each in told.settings})
    of_setting = np.array([strata.index(each.stratum or NO_STRATUM) for each in told.settings])
    keys = np.array([found[each.name].pk for each in told.settings])
    stratum, year_group = of_setting[told.setting], told.year_group.astype(np.int64)
    columns: dict[str, Any] = {column.name: numbers for column, numbers in written(told)}
    columns |= {files.STRATUM: stratum, files.SCHOOL: keys[told.setting], YEAR_GROUP: year_group}
    return Answers(columns, tuple(strata), weighted(stratum, year_group, queries.pupils_of(wave, strata)))
