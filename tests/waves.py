"""A wave of the youth survey: planned, opened and answered through the ordinary actions."""

from collections.abc import Iterable
from datetime import timedelta

from onlinelives.accounts.models import Person
from onlinelives.content import instruments
from onlinelives.rules.questionnaires import way
from onlinelives.rules.questionnaires.shapes import Answer, Kind, Questionnaire
from onlinelives.survey.actions import codes, places, settings, taking_part, urns, waves
from onlinelives.survey.actions.codes import Issued, Wanted
from onlinelives.survey.actions.places import Part
from onlinelives.survey.actions.settings import About
from onlinelives.survey.actions.waves import Plan
from onlinelives.survey.drafts import Draft
from onlinelives.survey.models import Place, Setting, Wave
from onlinelives.trail import clock
from tests.world import World


def plan(name: str = "Youth survey 2026", code: str = "online-lives-2026", days: int = 30) -> Plan:
    today = clock.today()
    return Plan(name, instruments.questionnaire(code), today, today + timedelta(days=days))


def add_setting(name: str, by: Person, kind: str = "secondary") -> Setting:
    return settings.add(about=About(name, kind), by=by)


class Fieldwork:
    """An open wave in one school, with a sheet of codes of class 8B and one of the whole of year 9."""

    def __init__(self, world: World, opened: bool = True):
        self.world = world
        self.school = add_setting("Larkrise Academy", world.ines)
        self.wave: Wave = waves.prepare(plan=plan(), by=world.ines)
        part = Part({8: 120, 9: 118}, stratum="Large schools", sampled=True)
        self.place: Place = places.take_part(wave=self.wave, setting=self.school, part=part, by=world.ines)
        self.class_8b = self.issue(8, 12, "8B")
        self.year_9 = self.issue(9, 6)
        if opened:
            self.wave = waves.open_now(wave=self.wave, by=world.dana)

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
    wave = waves.close(wave=work.wave, by=world.dana)
    urns.empty_due()
    return wave
