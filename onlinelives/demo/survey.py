"""The youth survey: three waves that are over, and one under way in four settings, with sheets of codes and answers.

What they answer is drawn by chance from a fixed seed: it shows that the pages work and says nothing about anybody.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from onlinelives.accounts.models import Person
from onlinelives.content import instruments
from onlinelives.demo.area import Area, moment
from onlinelives.demo.survey_waves import lay_waves
from onlinelives.rules.questionnaires import editing, way
from onlinelives.rules.questionnaires.local_pages import WrittenChoice, WrittenQuestion, question_page
from onlinelives.rules.questionnaires.manuscripts import Manuscript
from onlinelives.rules.questionnaires.shapes import Answer, Kind, Question, Questionnaire, Words
from onlinelives.survey.actions import codes, places, questionnaires, taking_part, urns, waves
from onlinelives.survey.actions.codes import Wanted
from onlinelives.survey.actions.places import Part
from onlinelives.survey.actions.questionnaires import Beginning, Edit
from onlinelives.survey.actions.waves import Plan
from onlinelives.survey.drafts import Draft
from onlinelives.survey.models import Place, Setting, Wave
from onlinelives.trail import clock


@dataclass(frozen=True)
class Taking:
    """One setting. expected: year group -> pupils. classes: (year group, name) -> how many of them have answered."""

    name: str
    stratum: str
    expected: Mapping[int, int]
    classes: Mapping[tuple[int, str], int]


SECONDARY, PRIMARY = "Secondary schools", "Primary schools"
SETTINGS = (
    Taking("Quillhaven School", SECONDARY, {7: 148, 8: 151, 9: 139}, {(8, "8A"): 21, (8, "8B"): 14}),
    Taking("Sallowfield Academy", SECONDARY, {8: 182, 9: 176, 10: 171}, {(9, "9C"): 24}),
    Taking("Pebblebank Primary", PRIMARY, {5: 44, 6: 47}, {(6, "6 Owls"): 18}),
    Taking("Lanternlight drop-in", "", {9: 12, 10: 15}, {}),
)
SPARE = 4
CLUB = WrittenQuestion(
    Words(
        "Do you go to a club where you learn about computers or games?", easy="Do you go to a computer or game club?"
    ),
    Kind.ONE,
    (WrittenChoice("Yes, at school", yes=True), WrittenChoice("Yes, somewhere else", yes=True), WrittenChoice("No")),
)
ADDED = Edit(
    "add question", f"added “{CLUB.words.text}”", lambda m: editing.add(m, "good_side", question_page(m, CLUB))
)
SWITCHED_OFF = Edit("off", "switched off “Older media”", lambda m: editing.switch_off(m, "older_media"))


def lay_survey(area: Area, today: date) -> None:
    """Three years that are over, then a wave planned a month ago, open for ten days, with ten more to go."""
    there = lay_waves(area)
    chance = random.Random(20261121)  # noqa: S311  invented answers
    dana, ines = area.person("Dana"), area.person("Ines")
    opens = today - timedelta(days=10)
    with clock.at(moment(today - timedelta(days=30), 10)):
        plan = Plan("Autumn follow-up", instruments.current(), opens, today + timedelta(days=10))
        wave = waves.prepare(plan=plan, by=dana)
        laid = [(_place(wave, taking, there[taking.name], ines), taking.classes) for taking in SETTINGS]
    with clock.at(moment(opens, 8, 30)):
        waves.open_now(wave=wave, by=dana)
    for place, classes in laid:
        for (year, name), used in classes.items():
            with clock.at(moment(opens + timedelta(days=1), 9)):
                issued = codes.issue(place=place, wanted=Wanted(year, used + SPARE, name), by=ines)
            with clock.at(moment(opens + timedelta(days=chance.randrange(2, 9)), 11)):
                for code in issued.codes[:used]:
                    draft = taking_part.enter(typed=code, language="en")
                    taking_part.hand_in(draft=_answered(draft, instruments.current(), year + 5, chance))
    urns.empty_due()
    with clock.at(moment(today - timedelta(days=2), 14)):
        _lay_draft(dana)


def _lay_draft(by: Person) -> None:
    """Next year's questionnaire has been begun: a question of the area's own, and one that is switched off."""
    current = instruments.current()
    beginning = Beginning(Manuscript(current), f"“{current.said['en'].text}”")
    draft = questionnaires.begin(name="Our survey, second year", beginning=beginning, by=by)
    draft = questionnaires.change(draft=draft, edit=ADDED, expected=draft.version, by=by)
    questionnaires.change(draft=draft, edit=SWITCHED_OFF, expected=draft.version, by=by)


def _place(wave: Wave, taking: Taking, setting: Setting, by: Person) -> Place:
    part = Part(taking.expected, taking.stratum, sampled=bool(taking.stratum))
    return places.take_part(wave=wave, setting=setting, part=part, by=by)


def _answered(draft: Draft, asks: Questionnaire, age: int, chance: random.Random) -> Draft:
    """Somebody of this age goes all the way, now and then leaving a question out."""
    for page_id, question in _pages(asks):
        on_the_way = {page.id for page in way.path(asks, draft.answers)}
        if page_id not in on_the_way:
            continue
        draft = draft.came_to(page_id)
        if question and (page_id == "age" or chance.random() > 0.04):
            draft = draft.answered(page_id, age if page_id == "age" else _chosen(question, chance))
    return draft


def _pages(asks: Questionnaire) -> Iterator[tuple[str, Question | None]]:
    return ((page.id, page.question) for _, page in asks.pages())


def _chosen(question: Question, chance: random.Random) -> Answer:
    """Harm is rarer than its absence: what counts as yes is drawn one time in eight."""
    rare = [choice for choice in question.choices if choice.code in question.yes]
    usual = [choice for choice in question.choices if choice.code not in question.yes]
    choice = chance.choice(rare if rare and (not usual or chance.random() < 0.125) else usual)
    return choice.code if question.kind is Kind.ONE else frozenset({choice.code})
