"""Rounds side by side: an agency over time, one of its statements, and the area."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onlinelives.accounts.actions import elevations
from onlinelives.accounts.models import Agency, Person
from onlinelives.audits import trend_charts
from onlinelives.audits.actions import rounds
from onlinelives.audits.models import Answer, Round
from onlinelives.audits.queries import readings
from onlinelives.audits.queries.area_trends import area_trends
from onlinelives.audits.queries.meanings import changes_between
from onlinelives.audits.queries.readings import labels_of
from onlinelives.audits.queries.trends import agency_trends, statement_trends
from onlinelives.content import crosswalks, frameworks
from onlinelives.content.reader import ContentError
from onlinelives.rules.trends import UNCOMPARED
from onlinelives.rules.verdict import Refused
from onlinelives.trail.models import Entry
from tests import pages
from tests.world import STATEMENTS, World, add_agency, add_round, again, fill, return_of, say, sign_off

SignIn = Callable[[Person], Client]
CODE = "elmfield-school"
OLD, NEW = "audit-2017", "planning-2020"
MOST_QUERIES, MOST_BYTES = 12, 60_000


def earlier(
    world: World,
    name: str,
    year: int,
    scores: dict[str, int | None],
    *,
    edition: str = OLD,
    agency: Agency | None = None,
) -> Round:
    """A closed round of an earlier year, in which Elmfield (or another agency) gave these scores."""
    agency = agency or world.elmfield
    by = world.bob if agency == world.elmfield else world.mina
    day = date(year, 9, 1)
    round_ = add_round(name, [agency], by=world.dana, edition=edition, opens_on=day, due_on=day)
    for statement, score in scores.items():
        if score is None:
            say(return_of(agency, round_), statement, by, not_applicable=True, reason="We do not do this.")
        else:
            say(return_of(agency, round_), statement, by, score=score)
    rounds.close(round_=round_, by=world.dana)
    return round_


def now(world: World, scores: dict[str, int]) -> None:
    """Elmfield's answers in the round of this year, which is open."""
    for statement, score in scores.items():
        say(world.elmfield_return, statement, world.bob, score=score)


def page(client: Client, name: str, *args: object, **query: str) -> str:
    got = client.get(reverse(name, args=args, query=query))
    assert got.status_code == 200, got.status_code
    return " ".join(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", got.content.decode()).split())


@pytest.fixture
def two(world: World) -> World:
    """Elmfield in a closed round on the older edition, and in a closed one on the newer."""
    earlier(world, "Year one", 2024, {"1.1": 1, "1.2": 2, "2.1": 1, "2.2": 0, "6.1": 2})
    earlier(world, "Year two", 2025, {"1.1": 3, "1.2": 2, "2.1": 2, "2.2": 4, "6.1": 3}, edition=NEW)
    return world


def test_a_section_whose_words_stayed_the_same_is_one_line(two: World) -> None:
    data = agency_trends(two.dana, CODE).sections[0]
    assert [(point.tally.percent, point.tally.scored, point.link) for point in data.points] == [
        (38, 2, "start"),
        (63, 2, "continues"),
    ]


def test_a_section_breaks_where_a_statement_changed_its_meaning_and_what_can_be_compared_still_is(two: World) -> None:
    training = agency_trends(two.dana, CODE).sections[1]
    assert training.points[1].link == "breaks"
    assert [code for code, _ in training.points[1].broken] == ["2.2"]
    pair = training.pairs[0]
    assert (pair.before.percent, pair.after.percent, pair.scored, pair.left_out) == (25, 50, 1, ("2.2",))


def test_a_section_that_was_only_reworded_goes_on_with_a_mark(two: World) -> None:
    parents = agency_trends(two.dana, CODE).sections[5]
    assert (parents.points[1].link, [code for code, _ in parents.points[1].reworded]) == ("marked", ["6.1", "6.5"])


def test_the_whole_breaks_with_its_sections_and_is_compared_without_the_changed_statements(two: World) -> None:
    overall = agency_trends(two.dana, CODE).overall
    assert overall is not None
    assert [code for code, _ in overall.points[1].broken] == ["2.2", "3.2", "4.6", "5.5", "5.6"]
    pair = overall.pairs[0]
    assert (pair.before.points, pair.after.points, pair.scored) == (6, 10, 4)


def test_the_page_says_all_that_in_words(two: World, signed_in: SignIn) -> None:
    told = page(signed_in(two.bob), "agency_trends", CODE)
    assert "// before Sep 2025: 2.2 demands less than before." in told
    assert "It now demands less than before.</strong> 2017 asks for cases from your own practice" in told
    assert "Our reading; a practitioner should confirm it." in told
    got = pages.rows(signed_in(two.bob).get(reverse("agency_trends", args=[CODE])).content)
    assert ["2.2 Use anonymised case studies", "0", "// 4", "not answered"] in got
    assert ["6.1 Confident advice to families", "2", "◇ 3", "not answered"] in got
    assert ["1.1 Count technology-dependent harm", "1", "3", "not answered"] in got
    assert ["1. Data", "38% → 63% up 25 2 compared", "–"] in [[" ".join(c.split()) for c in row] for row in got]


def test_unanswered_and_not_applicable_are_never_a_0(world: World, signed_in: SignIn) -> None:
    earlier(world, "Year one", 2024, {"1.1": 4, "1.2": None})
    earlier(world, "Year two", 2025, {"1.1": 0, "1.2": 0})
    found = agency_trends(world.bob, CODE)
    assert [point.tally.percent for point in found.sections[0].points] == [100, 0, None]
    assert [point.link for point in found.statements[1].points] == ["start", "gap", "gap"]
    got = pages.rows(signed_in(world.bob).get(reverse("agency_trends", args=[CODE])).content)
    assert ["1.2 Count technology-enabled harm", "not applicable", "0", "not answered"] in got


def test_the_page_of_a_statement_shows_both_wordings_and_why_the_line_breaks(two: World, signed_in: SignIn) -> None:
    told = page(signed_in(two.bob), "statement_trends", CODE, "2.2")
    older, newer = (frameworks.load(code).statement("2.2") for code in (OLD, NEW))
    assert older.wording in told
    assert newer.wording in told
    assert "Since Year two, the statement demands less than before." in told
    assert "The line breaks" in told
    assert older.levels[0] in told
    assert newer.levels[4] in told


def test_the_page_of_a_statement_says_where_only_the_words_are_others(two: World, signed_in: SignIn) -> None:
    assert "The line goes on, with a mark." in page(signed_in(two.bob), "statement_trends", CODE, "6.1")
    same = page(signed_in(two.bob), "statement_trends", CODE, "1.1")
    assert "The words were the same in every round." in same


def test_a_relation_that_a_practitioner_has_not_confirmed_says_so(two: World, signed_in: SignIn) -> None:
    client = signed_in(two.bob)
    assert "a practitioner should confirm it" in page(client, "statement_trends", CODE, "3.2")
    assert "a practitioner should confirm it" not in page(client, "statement_trends", CODE, "2.2")


def test_rounds_keep_the_words_they_were_opened_with(
    two: World, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(two.bob)
    before = page(client, "statement_trends", CODE, "2.2")

    def broken(*args: object) -> None:
        raise ContentError("planning-2020.yaml, line 1: not valid YAML")

    monkeypatch.setattr(frameworks, "load", broken)
    assert page(client, "statement_trends", CODE, "2.2") == before


def test_without_a_crosswalk_other_words_break_the_line_and_the_same_words_do_not(
    two: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(older: str, newer: str) -> None:
        raise ContentError("crosswalks: there is no such content file")

    monkeypatch.setattr(crosswalks, "load", missing)
    parents = agency_trends(two.bob, CODE).sections[5]
    assert {change.relation for _, change in parents.points[1].broken} == {UNCOMPARED}
    assert agency_trends(two.bob, CODE).sections[0].points[1].link == "continues"


def test_going_back_to_the_older_edition_reads_the_crosswalk_backwards(world: World) -> None:
    earlier(world, "Year one", 2024, {"5.6": 1}, edition=NEW)
    earlier(world, "Year two", 2025, {"5.6": 3}, edition=OLD)
    one = statement_trends(world.dana, CODE, "5.6").rounds[1]
    assert one.change is not None
    assert (one.point.link, one.change.relation) == ("breaks", "looser")


def test_the_same_text_has_no_changes() -> None:
    framework = frameworks.load(NEW)
    assert changes_between(framework, framework) == {}


def test_rounds_are_told_apart_by_month_and_then_by_number() -> None:
    days = [date(2024, 9, 1), date(2025, 9, 1), date(2025, 9, 20), date(2026, 1, 5)]
    assert labels_of(days) == ["Sep 2024", "Sep 2025", "Sep 2025 (2)", "Jan 2026"]


def test_the_agency_sees_this_year_so_far_unjoined_and_the_strategy_lead_does_not_see_it(
    two: World, signed_in: SignIn
) -> None:
    now(two, {"1.1": 4})
    assert [point.link for point in agency_trends(two.alice, CODE).sections[0].points][-1] == "unsettled"
    assert "so far" in page(signed_in(two.alice), "agency_trends", CODE)
    assert [column.round.name for column in agency_trends(two.dana, CODE).columns] == ["Year one", "Year two"]
    elevations.begin(reason="The manager is away and the board meets today.", by=two.dana)
    assert len(agency_trends(again(two.dana), CODE).columns) == 2
    page(signed_in(again(two.dana)), "agency_trends", CODE)
    assert not Entry.objects.filter(verb="return opened with extra access").exists()


def test_a_round_that_is_only_being_prepared_is_not_shown(two: World) -> None:
    add_round("Planned", [two.elmfield], by=two.dana, opened=False)
    assert "Planned" not in [column.round.name for column in agency_trends(two.bob, CODE).columns]
    assert "Planned" not in [column.round.name for column in area_trends(two.dana).columns]


def test_a_signed_off_return_counts_at_once(world: World) -> None:
    fill(world.elmfield_return, world.bob)
    assert agency_trends(world.dana, CODE).columns == []
    sign_off(world.elmfield_return, world.bob)
    assert len(agency_trends(world.dana, CODE).columns) == 1


@pytest.mark.parametrize("name", ["charlie", "mina", "ines", "omar", "ravi", "zoe", "yan"])
def test_nobody_else_sees_an_agency_over_time(two: World, signed_in: SignIn, name: str) -> None:
    client = signed_in(getattr(two, name))
    for url in (reverse("agency_trends", args=[CODE]), reverse("statement_trends", args=[CODE, "1.1"])):
        assert client.get(url).status_code == 404


def test_a_statement_that_does_not_exist_is_not_found(two: World, signed_in: SignIn) -> None:
    for number in ("7.1", "x"):
        assert signed_in(two.bob).get(reverse("statement_trends", args=[CODE, number])).status_code == 404


def test_before_there_is_anything_to_compare_the_page_says_so(world: World, signed_in: SignIn) -> None:
    assert "No round of this agency is signed off or closed." in page(signed_in(world.dana), "agency_trends", CODE)
    assert "Nothing has been answered yet." in page(signed_in(world.bob), "agency_trends", CODE)
    now(world, {"1.1": 3})
    first = page(signed_in(world.bob), "agency_trends", CODE)
    assert "There is nothing to compare yet" in first
    assert "75%" in first
    assert "<figure" not in first
    assert "There is nothing to compare yet" in page(signed_in(world.bob), "statement_trends", CODE, "1.1")


def test_a_statement_scored_in_one_round_only_has_no_line(two: World, signed_in: SignIn) -> None:
    assert "There is no line to draw" in page(signed_in(two.bob), "statement_trends", CODE, "4.4")


def test_only_the_latest_rounds_are_shown_until_somebody_asks_for_all(world: World, signed_in: SignIn) -> None:
    for year in range(2018, 2026):
        earlier(world, f"Round {year}", year, {"1.1": 2})
    told = page(signed_in(world.dana), "agency_trends", CODE)
    assert "2 earlier rounds are not shown." in told
    assert "Round 2019" not in told
    assert "Round 2018" in page(signed_in(world.dana), "agency_trends", CODE, rounds="all")
    assert "Round 2019" not in page(signed_in(world.dana), "area_trends")
    assert "Round 2018" in page(signed_in(world.dana), "area_trends", rounds="all")


def test_verified_scores_stand_beside_the_agencys_own(
    two: World, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk = Round.objects.get(name="Year two").returns.get().pk
    monkeypatch.setattr(readings, "verified_scores", lambda pks: {(pk, "2.2"): 2, (pk, "2.1"): 2})
    pair = agency_trends(two.dana, CODE).sections[1].checked[1]
    assert (pair.before.percent, pair.after.percent, pair.scored) == (75, 50, 2)
    client = signed_in(two.bob)
    assert "2&nbsp;checked: own&nbsp;75%, verified&nbsp;50%" in page(client, "agency_trends", CODE)
    one = page(client, "statement_trends", CODE, "2.2")
    assert "Squares are the scores that an independent person verified." in one
    assert "Sep 2025: 4, verified 2. The line breaks before this round: 2.2 changed meaning." in one


def test_every_drawing_has_a_title_a_description_and_a_table_with_the_same_figures(
    two: World, signed_in: SignIn
) -> None:
    told = page(signed_in(two.bob), "agency_trends", CODE)
    drawn = re.findall(r"<svg [^>]*role=\"img\".*?</svg>", told)
    assert len(drawn) == 4  # overall, and the three sections with scores in both rounds
    for svg in drawn:
        assert re.search(r"<title [^>]*>[^<]+, round by round</title><desc [^>]*>Share of possible points\.", svg)
    assert "Sep 2024: 13%, 2 scored." in told
    assert "The line breaks before this round: 2.2 changed meaning. 2.3 reworded." in told
    assert "<strong>13%</strong>" in told


def test_a_drawing_is_kept_under_its_figures(two: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def draw() -> list[str | None]:
        found = agency_trends(two.dana, CODE)
        return [drawn.svg for drawn in trend_charts.lines(found.columns, found.overall, found.sections)]

    first = draw()
    monkeypatch.setattr("onlinelives.web.charts._drawn", lambda spec: pytest.fail("it was drawn again"))
    assert draw() == first
    caches["charts"].clear()


def test_the_area_counts_only_what_is_signed_off_or_closed(two: World, signed_in: SignIn) -> None:
    now(two, {"1.1": 0})
    assert [column.round.name for column in area_trends(two.ines).columns] == ["Year one", "Year two"]
    fill(two.elmfield_return, two.bob, score=4)
    fill(two.harbour_return, two.mina, score=0)
    sign_off(two.elmfield_return, two.bob)
    found = area_trends(two.ines)
    assert found.counted == [(1, 1), (1, 1), (1, 2)]
    assert found.overall is not None
    assert found.overall.points[2].tally.percent == 100
    assert [point.link for point in found.sections[0].points] == ["start", "continues", "unsettled"]
    assert "Aug" not in page(signed_in(two.ines), "area_trends")


def test_the_area_is_compared_only_by_agencies_that_are_in_both_rounds(two: World) -> None:
    rounds.close(round_=two.round, by=two.dana)
    earlier(two, "Harbour alone", 2023, {"1.1": 4}, agency=two.harbour)
    found = area_trends(two.dana)
    assert [point.tally.percent for point in found.sections[0].points][:2] == [100, 38]
    assert [pair.scored for pair in found.sections[0].pairs] == [0, 2, 0]
    harbour = next(row for row in found.agencies if row.agency == two.harbour)
    assert [point.present for point in harbour.line.points] == [True, False, False, True]


def test_the_area_shows_totals_and_links_to_agencies_only_for_those_who_may_open_them(
    two: World, signed_in: SignIn
) -> None:
    for person in (two.ines, two.dana):
        told = page(signed_in(person), "area_trends")
        assert "Elmfield School" in told
        assert "2.2 demands less than before" in told
        assert (reverse("agency_trends", args=[CODE]) in told) is (person == two.dana)


def test_an_agency_that_is_not_in_the_latest_round_can_still_be_opened(two: World) -> None:
    earlier(two, "Harbour alone", 2023, {"1.1": 4}, agency=two.harbour)
    assert {row.agency.name: row.readable for row in area_trends(two.dana).agencies} == {
        "Elmfield School": True,
        "Harbour Health": True,
    }


@pytest.mark.parametrize("name", ["alice", "bob", "omar", "ravi"])
def test_the_area_over_time_is_for_strategy_leads_and_analysts(two: World, signed_in: SignIn, name: str) -> None:
    person = getattr(two, name)
    assert signed_in(person).get(reverse("area_trends")).status_code == 403
    with pytest.raises(Refused, match="strategy leads and analysts"):
        area_trends(person)


def test_another_area_sees_nothing_of_this_one(two: World, signed_in: SignIn) -> None:
    assert area_trends(two.zoe).columns == []
    assert "There is nothing to show yet" in page(signed_in(two.zoe), "area_trends")


def test_the_area_with_one_round_says_that_there_is_nothing_to_compare(world: World, signed_in: SignIn) -> None:
    earlier(world, "Year one", 2024, {"1.1": 1})
    assert "There is nothing to compare yet" in page(signed_in(world.ines), "area_trends")


@pytest.fixture
def big(world: World) -> World:
    """Forty agencies in six closed rounds, the last two on the newer edition, nearly everything scored."""
    many = [world.elmfield, world.harbour, *(add_agency(f"Agency {number}", by=world.omar) for number in range(38))]
    for place, year in enumerate(range(2020, 2026)):
        day = date(year, 9, 1)
        edition = NEW if place > 3 else OLD
        name = f"Self-audit of {year}"
        round_ = add_round(name, many, by=world.dana, edition=edition, opens_on=day, due_on=day)
        answers = Answer.objects.filter(audit_return__round=round_)
        for number in range(1, 7):
            answers.filter(statement__endswith=f".{number}").update(score=(place + number) % 5)
        answers.filter(statement="3.3").update(score=None)
        rounds.close(round_=round_, by=world.dana)
    return world


@pytest.mark.parametrize(
    ("name", "args"),
    [("agency_trends", [CODE]), ("statement_trends", [CODE, "5.6"]), ("area_trends", [])],
)
def test_pages_stay_light_with_forty_agencies_and_six_rounds(
    big: World, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch, name: str, args: list[str]
) -> None:
    checked = [statement for place, statement in enumerate(STATEMENTS) if place % 7 == 0]
    monkeypatch.setattr(readings, "verified_scores", lambda pks: {(pk, code): 2 for pk in pks for code in checked})
    client, url = signed_in(big.dana), reverse(name, args=args)
    client.get(url)  # a process keeps the frozen editions and the drawings
    with CaptureQueriesContext(connection) as captured:
        got = client.get(url)
    assert got.status_code == 200
    assert len(captured) < MOST_QUERIES, "\n".join(query["sql"] for query in captured)  # one is for verified scores
    assert len(got.content) <= MOST_BYTES
