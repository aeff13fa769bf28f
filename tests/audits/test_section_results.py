"""The results of one section: its shape, its scores from the lowest up, and what stands beside them."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onlinelives.accounts.actions import elevations
from onlinelives.accounts.models import Person
from onlinelives.audits import trend_charts
from onlinelives.audits.actions import rounds
from onlinelives.audits.queries import section_results as of_a_section
from onlinelives.audits.queries.section_results import section_results
from onlinelives.content import frameworks
from onlinelives.trail.models import Entry
from tests import pages
from tests.world import World, add_agency, add_round, again, fill, return_of, say, sign_off

SignIn = Callable[[Person], Client]
MOST_QUERIES, MOST_BYTES = 12, 60_000
LONG = "We count referrals every month, and the count is shared with partners. " * 6


def address(world: World, number: int = 2) -> str:
    return reverse("section_results", args=[world.elmfield_return.pk, number])


def shown(client: Client, url: str) -> str:
    got = client.get(url)
    assert got.status_code == 200
    return " ".join(got.content.decode().split())


@pytest.fixture
def answered(world: World) -> World:
    """Section 2 of Elmfield: 3, 0, not applicable, unanswered, 4, 2."""
    for statement, score in {"2.1": 3, "2.2": 0, "2.5": 4, "2.6": 2}.items():
        say(world.elmfield_return, statement, world.bob, score=score)
    say(world.elmfield_return, "2.3", world.bob, not_applicable=True, reason="We buy our training in.")
    return world


@pytest.fixture
def with_last_year(answered: World) -> World:
    """The same agency a year before, on the older edition: every score of section 2 was 1."""
    day = date(2025, 9, 1)
    before = add_round(
        "Last year", [answered.elmfield], by=answered.dana, edition="audit-2017", opens_on=day, due_on=day
    )
    for number in range(1, 7):
        say(return_of(answered.elmfield, before), f"2.{number}", answered.bob, score=1)
    rounds.close(round_=before, by=answered.dana)
    return answered


def test_the_section_is_added_up_without_what_has_no_score(answered: World, signed_in: SignIn) -> None:
    found = section_results(answered.bob, answered.elmfield_return.pk, 2)
    assert (found.tally.points, found.tally.possible, found.tally.percent) == (9, 16, 56)
    assert [line.statement.id for line in found.lowest] == ["2.2", "2.6", "2.1", "2.5"]
    told = shown(signed_in(answered.bob), address(answered))
    assert "<strong>9 of 16 possible points (56%)</strong> from 4 scored statements." in told
    assert "1 not applicable." in told
    assert "1 not answered, which is not counted as 0." in told


def test_the_table_names_every_level_in_the_words_of_its_statement(answered: World, signed_in: SignIn) -> None:
    got = pages.rows(signed_in(answered.bob).get(address(answered)).content)
    levels = frameworks.load("planning-2020").statement("2.2").levels
    assert ["2.2 Use anonymised case studies", "0 Not at all", levels[0]] in got
    assert ["2.3 Staff shape the training", "Not applicable", "We buy our training in."] in got
    assert ["2.4 Pass on updates", "Not answered", "–"] in got


def test_last_years_scores_stand_beside_this_years_and_say_where_they_cannot_be_compared(
    with_last_year: World, signed_in: SignIn
) -> None:
    found = section_results(with_last_year.bob, with_last_year.elmfield_return.pk, 2)
    assert found.earlier is not None
    assert found.earlier.round.name == "Last year"
    assert {line.statement.id: line.comparable for line in found.lines} == {
        "2.1": 1,
        "2.2": None,
        "2.3": 1,
        "2.4": 1,
        "2.5": 1,
        "2.6": 1,
    }
    got = pages.rows(signed_in(with_last_year.bob).get(address(with_last_year)).content)
    cells = {row[0][:3]: row[2] for row in got if len(row) == 4}
    assert cells["2.1"] == "1"
    assert cells["2.2"] == "1 // not comparable: it now demands less than before"
    assert cells["2.3"] == "1 ◇ reworded since"


def test_an_earlier_return_that_does_not_count_is_not_looked_at(answered: World) -> None:
    day = date(2025, 9, 1)
    add_round("Still open", [answered.elmfield], by=answered.dana, opens_on=day, due_on=day)
    assert section_results(answered.bob, answered.elmfield_return.pk, 2).earlier is None


def test_a_later_return_is_not_the_round_before(with_last_year: World) -> None:
    last = with_last_year.elmfield.returns.get(round__name="Last year")
    assert section_results(with_last_year.bob, last.pk, 2).earlier is None


def test_verified_scores_stand_beside_the_agencys_own(
    answered: World, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "No independent person has verified a score" in shown(signed_in(answered.bob), address(answered))
    pk = answered.elmfield_return.pk
    monkeypatch.setattr(of_a_section, "verified_scores", lambda pks: {(pk, "2.1"): 1, (pk, "2.5"): 4})
    found = section_results(answered.bob, pk, 2)
    assert (found.checked.before.points, found.checked.after.points, found.checked.scored) == (7, 5, 2)
    told = shown(signed_in(answered.bob), address(answered))
    assert "2 were checked: 7 points by the agency’s own scores, 5 verified." in told
    assert "2.1 Train all staff, and keep it current, 3 To a large extent (verified 1)" in told
    got = pages.rows(signed_in(answered.bob).get(address(answered)).content)
    assert [row[:3] for row in got if row[0].startswith(("2.1", "2.2"))] == [
        ["2.1 Train all staff, and keep it current", "3 To a large extent", "1 Very little"],
        ["2.2 Use anonymised case studies", "0 Not at all", "Not checked"],
    ]


def test_the_radar_tells_each_line_and_every_gap(with_last_year: World, monkeypatch: pytest.MonkeyPatch) -> None:
    pk = with_last_year.elmfield_return.pk
    monkeypatch.setattr(of_a_section, "verified_scores", lambda pks: {(pk, "2.1"): 1})
    drawn = trend_charts.radar(section_results(with_last_year.bob, pk, 2))
    assert drawn is not None
    desc = re.search(r"<desc [^>]*>([^<]*)</desc>", drawn)
    assert desc is not None
    assert desc[1] == (
        "Radar of 6 statements, each from 0 to 4. Own score: 2.1 3, 2.2 0, 2.5 4, 2.6 2. Verified: 2.1 1. "
        "Round before: 2.1 1, 2.3 1, 2.4 1, 2.5 1, 2.6 1. Without a score: 2.3 not applicable and 2.4 not answered."
    )
    assert ">Round before</text>" in drawn


def test_the_bars_run_from_the_lowest_score_up_and_0_is_one_of_them(answered: World) -> None:
    drawn = trend_charts.bars(section_results(answered.bob, answered.elmfield_return.pk, 2))
    assert drawn is not None
    names = re.findall(r">(2\.\d) [^<]*</text>", drawn)
    assert names == ["2.2", "2.6", "2.1", "2.5"]
    assert ">0 Not at all</text>" in drawn


def test_with_few_scores_there_is_no_shape_and_with_none_no_bars(world: World, signed_in: SignIn) -> None:
    empty = shown(signed_in(world.bob), address(world))
    assert "Nothing in this section has been answered yet" in empty
    assert "<figure" not in empty
    say(world.elmfield_return, "2.1", world.bob, score=0)
    few = shown(signed_in(world.bob), address(world))
    assert "The shape of the section is drawn once three statements are scored." in few
    assert few.count("<figure") == 1
    say(world.elmfield_return, "3.1", world.bob, not_applicable=True, reason="We make no assessments.")
    left_out = shown(signed_in(world.bob), address(world, 3))
    assert "We make no assessments." in left_out
    assert "<figure" not in left_out


def test_drawings_have_a_title_and_a_description(answered: World, signed_in: SignIn) -> None:
    drawn = re.findall(r"<svg [^>]*role=\"img\".*?</svg>", shown(signed_in(answered.bob), address(answered)))
    assert len(drawn) == 2
    for svg in drawn:
        assert re.search(r"<title [^>]*>[^<]+</title><desc [^>]*>[^<]+</desc>", svg)


def test_sections_lead_to_each_other_and_to_the_agency_over_time(answered: World, signed_in: SignIn) -> None:
    links = pages.links(signed_in(answered.bob).get(address(answered)).content)
    assert links["Previous: section 1"] == address(answered, 1)
    assert links["Next: section 3"] == address(answered, 3)
    assert links["Elmfield School over time"] == reverse("agency_trends", args=["elmfield-school"])
    last = pages.links(signed_in(answered.bob).get(address(answered, 6)).content)
    assert not any(words.startswith("Next") for words in last)


@pytest.mark.parametrize("number", [0, 7])
def test_there_are_six_sections(answered: World, signed_in: SignIn, number: int) -> None:
    assert signed_in(answered.bob).get(address(answered, number)).status_code == 404


@pytest.mark.parametrize("name", ["charlie", "mina", "dana", "ines", "omar", "ravi", "zoe", "yan"])
def test_nobody_else_sees_it_before_it_is_signed_off(answered: World, signed_in: SignIn, name: str) -> None:
    assert signed_in(getattr(answered, name)).get(address(answered)).status_code == 404


def test_the_strategy_lead_sees_it_once_it_is_signed_off(world: World, signed_in: SignIn) -> None:
    fill(world.elmfield_return, world.bob)
    sign_off(world.elmfield_return, world.bob)
    assert signed_in(world.dana).get(address(world)).status_code == 200


def test_opening_it_with_extra_access_is_written_down(answered: World, signed_in: SignIn) -> None:
    elevations.begin(reason="The manager is away and the board meets today.", by=answered.dana)
    dana = again(answered.dana)
    assert signed_in(dana).get(address(answered)).status_code == 200
    assert Entry.objects.filter(verb="return opened with extra access", actor=dana.trail_id).count() == 1


def test_what_people_typed_stays_text(world: World, signed_in: SignIn) -> None:
    nasty = '<img src="/x" onerror="alert(1)">'
    for number in range(1, 7):
        said = {"not_applicable": True, "reason": nasty} if number == 1 else {"score": 1}
        say(world.elmfield_return, f"2.{number}", world.bob, **said)
    assert "<img" not in shown(signed_in(world.bob), address(world))


def test_the_page_stays_light_with_forty_agencies_and_six_rounds(
    with_last_year: World, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = with_last_year
    many = [add_agency(f"Agency {number}", by=world.omar) for number in range(38)]
    for number in range(4):
        add_round(f"Round {number}", [world.elmfield, world.harbour, *many], by=world.dana)
    for number in range(1, 7):
        say(world.elmfield_return, f"2.{number}", world.bob, score=number % 5, commentary=LONG, evidence=LONG)
    pk = world.elmfield_return.pk
    monkeypatch.setattr(of_a_section, "verified_scores", lambda pks: {(pk, f"2.{n}"): 2 for n in range(1, 7)})
    client = signed_in(world.bob)
    client.get(address(world))  # a process keeps the frozen editions and the drawings
    with CaptureQueriesContext(connection) as captured:
        got = client.get(address(world))
    assert got.status_code == 200
    assert len(captured) < MOST_QUERIES, "\n".join(query["sql"] for query in captured)  # one is for verified scores
    assert len(got.content) <= MOST_BYTES
