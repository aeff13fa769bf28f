"""A wave of the youth survey: planned, opened and answered through the ordinary actions."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import numpy as np

from onlinelives.accounts.models import Person
from onlinelives.content import instruments
from onlinelives.rules.questionnaires import way
from onlinelives.rules.questionnaires.columns import columns_of
from onlinelives.rules.questionnaires.made import YEAR_GROUP
from onlinelives.rules.questionnaires.shapes import Answer, Kind, Questionnaire
from onlinelives.survey.actions import answer_sets, codes, places, settings, taking_part, urns, waves
from onlinelives.survey.actions.codes import Issued, Wanted
from onlinelives.survey.actions.places import Part
from onlinelives.survey.actions.settings import About
from onlinelives.survey.actions.waves import Plan
from onlinelives.survey.drafts import Draft
from onlinelives.survey.engine.files import SCHOOL, STRATUM
from onlinelives.survey.models import AnswerSet, Place, Setting, Wave
from onlinelives.survey.models.waves import ON_THE_WAY
from onlinelives.survey.weighing import evenly
from onlinelives.trail import clock
from tests.world import World


def plan(
    name: str = "Youth survey 2026",
    code: str = "online-lives-2026",
    days: int = 30,
    on_device: bool = False,
    asks: Questionnaire | None = None,
) -> Plan:
    today = clock.today()
    return Plan(name, asks or instruments.questionnaire(code), today, today + timedelta(days=days), on_device)


def add_setting(name: str, by: Person, kind: str = "secondary") -> Setting:
    return settings.add(about=About(name, kind), by=by)


class Fieldwork:
    """An open wave in one school, with a sheet of codes of class 8B and one of the whole of year 9."""

    def __init__(self, world: World, opened: bool = True, on_device: bool = False, asks: Questionnaire | None = None):
        self.world = world
        self.school = add_setting("Larkrise Academy", world.ines)
        self.wave: Wave = waves.prepare(plan=plan(on_device=on_device, asks=asks), by=world.ines)
        part = Part({8: 120, 9: 118}, stratum="Large schools", sampled=True)
        self.place: Place = places.take_part(wave=self.wave, setting=self.school, part=part, by=world.ines)
        self.class_8b = self.issue(8, 12, "8B")
        self.year_9 = self.issue(9, 6)
        if opened:
            self.wave = waves.open_now(wave=self.wave, by=world.dana)

    def close(self) -> Wave:
        """Closed a while ago, so that every answer is in."""
        with clock.at(clock.now() - ON_THE_WAY):
            self.wave = waves.close(wave=self.wave, by=self.world.dana)
        return self.wave

    def issue(self, year: int, how_many: int, class_name: str = "") -> Issued:
        return codes.issue(place=self.place, wanted=Wanted(year, how_many, class_name), by=self.world.ines)


def answered(draft: Draft, asks: Questionnaire, said: dict[str, Answer] | None = None) -> Draft:
    """The draft of a child who went all the way and chose the first answer, or what `said` says."""
    told = said or {}
    page = way.first_page(asks)
    while True:
        draft = draft.came_to(page.id)
        if page.question:
            code = page.question.choices[0].code
            first: Answer = code if page.question.kind is Kind.ONE else frozenset({code})
            draft = draft.answered(page.id, told.get(page.id, first))
        after = way.next_page(asks, page.id, draft.answers)
        if after is None:
            return draft
        page = after


def hand_in(codes_of_class: Iterable[str], said: dict[str, Answer] | None = None) -> None:
    """One child after another goes all the way."""
    for code in codes_of_class:
        draft = taking_part.enter(typed=code, language="en")
        asks = Wave.objects.get(pk=draft.wave).asks
        assert taking_part.hand_in(draft=answered(draft, asks, said))


def closed_wave(world: World) -> Wave:
    """A wave in which class 8B has answered, closed, with every box emptied."""
    work = Fieldwork(world)
    hand_in(work.class_8b.codes[:11])
    wave = work.close()
    urns.empty_due()
    return wave


def answered_elsewhere(world: World, rows: int = 240, schools: int = 4, code: str = "online-lives-2026") -> AnswerSet:
    """A wave whose answers came from a file: every question has its first answers in turn, so that nobody is alone."""
    when = Plan(f"Brought {code}", instruments.questionnaire(code), clock.today(), clock.today())
    wave = waves.prepare(plan=when, by=world.ines)
    Wave.objects.filter(pk=wave.pk).update(state="closed", brought=True)
    wave.refresh_from_db()
    turn = np.arange(rows)
    columns: dict[str, Any] = {
        column.name: np.array([value for value in column.values if value >= 0], np.int16)[turn // (place + 1) % 2]
        for place, column in enumerate(columns_of(wave.asks))
    }
    columns |= {STRATUM: turn % 2, SCHOOL: turn % schools * 2 + turn % 2, YEAR_GROUP: 8 + turn % 2}
    answers = answer_sets.Answers(columns, ("Large schools", "Small schools"), evenly(rows))
    return answer_sets.kept(wave, answers, source=AnswerSet.Source.BROUGHT, by=world.ines)
