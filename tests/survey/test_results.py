"""Pages and files of results: what they show, what they cost, and what they never show."""

import csv
import html
import io
import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from markupsafe import escape
from pytest_django import DjangoAssertNumQueries

from onlinelives.content import instruments
from onlinelives.files.models import Work
from onlinelives.files.queries import content_of
from onlinelives.rules.disclosure.shares import Shown
from onlinelives.rules.questionnaires.shapes import Page, Questionnaire, Section, Words
from onlinelives.survey import charts, papers, queries, questions
from onlinelives.survey.actions import answer_sets
from onlinelives.survey.engine import files
from onlinelives.survey.models import Wave
from onlinelives.survey.questions import ASKED
from onlinelives.survey.reports.page import Drawing, Mark, Report
from onlinelives.trail import clock
from tests.answered import answered_wave, answers, without
from tests.waves import closed_wave
from tests.world import World

pytestmark = pytest.mark.django_db

CURRENT = instruments.current()
HEAVIEST = 250_000  # bytes of a page
HOSTILE = '=HYPERLINK("x") <img src=x onerror=alert(1)> O\'Brien & Söhne مدرسة 🦊'


@pytest.fixture
def ines(world: World) -> Client:
    client = Client()
    client.force_login(world.ines)
    return client


def shows(client: Client, wave: Wave, name: str, **chosen: Any) -> str:
    response = client.get(reverse("survey_report", args=[wave.pk, name]), chosen)
    assert response.status_code == 200
    assert len(response.content) < HEAVIEST, (name, len(response.content))
    return response.text


def rows_of(client: Client, wave: Wave, name: str, section: str, **chosen: Any) -> list[list[str]]:
    response = client.get(reverse("survey_report_file", args=[wave.pk, name, section, "csv"]), chosen)
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_before_any_answers_there_is_a_page_that_says_so(ines: Client) -> None:
    assert "No answers yet" in ines.get(reverse("survey_results")).text


def test_every_question_that_people_ask_has_a_page(world: World, ines: Client) -> None:
    for year in (2024, 2025):
        answered_wave(world.ines, year=year)
    wave = answered_wave(world.ines)
    assert "Youth survey of 2026" in ines.get(reverse("survey_results")).text
    overview = ines.get(reverse("survey_results_wave", args=[wave.pk])).text
    for name, asked in ASKED.items():
        assert reverse("survey_report", args=[wave.pk, name]) in overview
        page = shows(ines, wave, name)
        assert asked.title in page
        assert "How these figures are made" in page


@pytest.mark.parametrize("name", ASKED)
def test_a_page_asks_the_database_a_few_times_whatever_it_shows(
    world: World, ines: Client, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    wave = answered_wave(world.ines)
    shows(ines, wave, name)
    with django_assert_max_num_queries(10):
        shows(ines, wave, name)


def test_a_sentence_says_what_the_table_says(world: World, ines: Client) -> None:
    wave = answered_wave(world.ines)
    page = shows(ines, wave, "peers", group="in_care", kind="made_contact")
    told = re.search(r"Of 100 ([^,]+), about (\d+) met at least one contact risk; of 100 others, about (\d+)\.", page)
    assert told
    rows = rows_of(ines, wave, "peers", "groups", group="in_care", kind="made_contact")
    line = next(row for row in rows if row[3].lower() == told[1])
    assert line[4].startswith(f"{told[2]}%")
    assert line[5].startswith(f"{told[3]}%")


@pytest.mark.parametrize("by", ["all", "in_care"])
def test_choices_stand_in_their_place_and_the_sentence_names_the_first(world: World, ines: Client, by: str) -> None:
    wave = answered_wave(world.ines)
    head, *rows = rows_of(ines, wave, "telling", "next", by=by)
    percent, place = head.index("Answer") + 1, head.index("Place")
    told = [(int(row[percent].split("%")[0]), row[place]) for row in rows if row[place]]
    assert [number for number, _ in told] == sorted((number for number, _ in told), reverse=True)
    numbers = [number for number, _ in told]
    assert [place for _, place in told] == [
        f"{numbers.index(number) + 1}{'=' if numbers.count(number) > 1 else ''}" for number in numbers
    ]
    group = "" if by == "all" else " by young people who are or were in care"
    first = [row[head.index("Answer")] for row in rows if row[place] in ("1", "1=")]
    page = shows(ines, wave, "telling", by=by)
    assert f"Chosen most{group}: {' and '.join(f'“{name}”' for name in first)}, " in html.unescape(page)


def test_figures_of_files_are_those_of_the_page(world: World, ines: Client) -> None:
    wave = answered_wave(world.ines)
    page = shows(ines, wave, "table", by="gender", ask=["hacked", "made_contact"])
    rows = rows_of(ines, wave, "table", "table", by="gender", ask=["hacked", "made_contact"])
    assert len(rows) == 1 + 2 * 4
    for row in rows[1:]:
        assert row[5] in page
    drawn = ines.get(reverse("survey_report_file", args=[wave.pk, "table", "table", "svg"]), {"ask": "hacked"})
    assert drawn["Content-Type"] == "image/svg+xml"
    assert "<title" in drawn.text
    assert "attachment" in drawn["Content-Disposition"]


@pytest.mark.parametrize(
    ("name", "section", "ending"),
    [("peers", "nothing", "csv"), ("nothing", "groups", "csv"), ("places", "part", "svg")],
)
def test_a_file_that_is_not_there_is_not_found(
    world: World, ines: Client, name: str, section: str, ending: str
) -> None:
    wave = answered_wave(world.ines)
    assert ines.get(reverse("survey_report_file", args=[wave.pk, name, section, ending])).status_code == 404


def test_a_choice_that_is_not_offered_is_refused_beside_its_field(world: World, ines: Client) -> None:
    wave = answered_wave(world.ines)
    address = reverse("survey_report", args=[wave.pk, "table"])
    for chosen in ({"by": "school", "ask": "hacked"}, {"by": "all", "ask": "weight"}, {"by": "gender*age"}):
        response = ines.get(address, chosen)
        assert response.status_code == 422
        assert "Select from the list" in response.text
    every = ["hacked", "rumours", "gambling", "tricked", "seen_thin", "taught", "met_up"]
    assert "Select 6 questions at most" in ines.get(address, {"ask": every}).text


def test_nothing_of_one_school_can_be_read(world: World, ines: Client) -> None:
    """11 young people of one school: who took part is told, and what they said is not."""
    wave = closed_wave(world)
    answer_sets.gather(wave=wave, by=world.ines)
    for name in ASKED:
        page = shows(ines, wave, name, **({"ask": "hacked"} if name == "table" else {}))
        assert not re.search(r"\d+% \(", page), name
    assert "Larkrise Academy" in shows(ines, wave, "places")
    assert "about 10" in shows(ines, wave, "places")


def test_nobody_in_a_group_and_all_yes(world: World, ines: Client) -> None:
    told = answers(CURRENT)
    told |= {"in_care": np.zeros_like(told["in_care"]), "hacked": np.ones_like(told["hacked"])}
    wave = answered_wave(world.ines, told)
    rows = rows_of(ines, wave, "peers", "contact", group="in_care")
    hacked = next(row for row in rows if row[3] == "Account broken into")
    assert hacked[4:6] == ["Not shown", "Not shown"], "100% tells what everybody said"
    rumours = next(row for row in rows if row[3].startswith("Lies or gossip"))
    assert rumours[4] == "Not shown"
    assert rumours[5] != "Not shown"


def test_a_wave_with_half_of_the_questions_has_pages(world: World, ines: Client) -> None:
    wave = answered_wave(world.ines, without(answers(CURRENT), CURRENT))
    for name in ASKED:
        shows(ines, wave, name)


def test_a_wave_without_any_group_says_so(world: World, ines: Client) -> None:
    told = answers(CURRENT)
    design = {name: told[name] for name in (files.STRATUM, files.SCHOOL, files.WEIGHT, "hacked", "age")}
    wave = answered_wave(world.ines, design)
    for name in ASKED:
        shows(ines, wave, name)
    assert "do not have the questions" in shows(ines, wave, "peers")


def with_local(asks: Questionnaire) -> Questionnaire:
    """A question of the area's own, badly called, about a group and about a risk."""
    told = {"en": Words(HOSTILE)}
    hacked = next(question for question in asks.questions() if question.id == "hacked")
    care = next(question for question in asks.questions() if question.id == "in_care")
    local = Page("local_risk", replace(hacked, id="local_risk", said=told, measures=""))
    group = Page("local_group", replace(care, id="local_group", said=told, measures=""))
    sections = tuple(
        Section(each.id, each.said, (*each.pages, {"people": local, "your_life": group}[each.id]), each.show_when)
        if each.id in ("people", "your_life")
        else each
        for each in asks.sections
    )
    return replace(asks, sections=sections)


def test_a_hostile_question_of_the_area_stays_text(world: World, ines: Client) -> None:
    asks = with_local(CURRENT)
    wave = answered_wave(world.ines, answers(asks), asks=asks)
    for page in (
        shows(ines, wave, "peers", group="local_group"),
        shows(ines, wave, "table", by="local_group", ask="local_risk"),
    ):
        assert "<img" not in page
        assert "Söhne مدرسة 🦊" in page
    rows = rows_of(ines, wave, "table", "table", ask="local_risk")
    assert rows[1][3].startswith("'="), "a cell that begins like a formula is text"


def written_in(svg: str) -> list[str]:
    """The texts that can be read in a picture, apart from what is said to those who do not see it."""
    words = [node.text or "" for node in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}tspan")]  # noqa: S314
    alone = [node.text or "" for node in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314
    return [each for each in (*alone, *words) if each]


def test_a_chart_is_drawn_of_what_is_shown_and_says_what_is_not(world: World, ines: Client) -> None:
    wave = answered_wave(world.ines)
    source = queries.source_for(world.ines, wave.pk)
    report: Report = ASKED["peers"].build(world.ines, wave.pk, group="in_care", kind="made_contact")
    assert source.wave_code == f"w{wave.pk}"
    for section in report.sections:
        if section.drawing and section.grid and (svg := charts.drawn(section.drawing)):
            shown = [mark.cell for mark in section.drawing.marks if isinstance(mark, Mark)]
            for cell in filter(None, shown):
                assert f"{cell.percent}% ({cell.low} to {cell.high})" in svg
    seen = Shown(38, 31, 45, 120)
    long = "Another adult, such as a social worker or a club leader"
    for kind in ("dots", "lines"):
        marks = [Mark(name, series, seen) for name in (long, "Nobody") for series in ("Young carers", "Others")]
        words = written_in(charts.drawn(Drawing(kind, "Whom they told", tuple(marks))) or "")
        assert [words.count(who) for who in ("Young carers", "Others")] == [1, 1], "who is who, said once"
        assert long in " ".join(words), "nothing is cut off"
    nothing = Drawing("dots", "Nothing", (Mark("One", "", None), Mark("Two", "", None)))
    assert charts.drawn(nothing) is None


def test_a_page_can_be_taken_as_a_pdf_with_the_same_figures(
    world: World, ines: Client, django_capture_on_commit_callbacks: Any
) -> None:
    wave = answered_wave(world.ines)
    with django_capture_on_commit_callbacks(execute=True):
        asked = ines.post(f"{reverse('survey_report_pdf', args=[wave.pk, 'together'])}?x=1")
    made = Work.objects.get()
    assert asked.url == reverse("work", args=[made.pk])
    assert made.state == "done"
    assert content_of(made.result).startswith(b"%PDF-1.7")
    report = questions.report_for(world.ines, wave.pk, "together", QueryDict())
    drawn = {part.code: charts.drawn(part.drawing) for part in report.sections}
    told = papers.report_html(queries.results_of(world.ines, wave.pk), report, drawn, "Brackenmoor", clock.now())
    assert told.count("<svg") == sum(1 for chart in drawn.values() if chart) > 0
    for line in report.sections[0].grid.lines if report.sections[0].grid else ():
        assert all(f">{escape(words)}<" in told for words in line if words)
