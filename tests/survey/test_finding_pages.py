"""Findings as every agency reads them, and the pages on which figures are let out."""

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.config.needs import needs_of
from onlinelives.rules.disclosure.shares import ALL, Compared, PublishedShares, Shown
from onlinelives.survey import finding_exports, queries
from onlinelives.survey.actions import findings, releases
from onlinelives.survey.models import Finding
from onlinelives.survey.reports import share_tables
from onlinelives.survey.reports.words import CHANCE, MORE
from onlinelives.web import csv_export
from tests.findings import BULLIED, RUMOURS, drawn, found, laid, laid_in, proposed, released, seen, with_more
from tests.house.test_figures import held_by
from tests.world import World, again

pytestmark = pytest.mark.django_db

SignIn = Callable[[Person], Client]
NOT_FIGURES = re.compile(r"\.(number|cell|version|pk)$|_id$")


def text(client: Client, name: str, *args: Any, status: int = 200, **query: str) -> str:
    got = client.get(reverse(name, args=args, query=query or None))
    assert got.status_code == status
    return got.content.decode()


def exact(thing: Any, where: str = "") -> list[str]:
    """Every whole number that can be reached in a result, but for what is published and numbers of things."""
    if isinstance(thing, PublishedShares | Shown | Compared | bool) or thing is None:
        return []
    if isinstance(thing, int | float):
        return [] if NOT_FIGURES.search(where) else [where]
    if where.endswith((".asks", ".leaves")):
        return []
    return [each for name, held in held_by(thing) for each in exact(held, f"{where}{name}")]


class TestReading:
    def test_it_says_what_was_asked_of_whom_and_how_sure_it_is(self, world: World, signed_in: SignIn) -> None:
        finding = found(world)
        page = text(signed_in(world.alice), "finding", finding.pk)
        for said in (
            "Of 100 young people who are or were in care, about",
            "again and again?",
            "Online Lives 2026",
            "Youth survey 2026",
            "F-1",
            finding.sha256,
            "do not show that one thing causes another",
        ):
            assert said in page, said
        assert "<svg" in page

    def test_nobody_is_given_an_exact_number(self, world: World) -> None:
        answers = laid(world)
        finding = found(world, answers)
        waiting = proposed(world, answers, cut="all")
        for thing in (
            queries.finding_page(again(world.bob), finding.pk),
            list(queries.findings_for(again(world.bob)).page.object_list),
            queries.release_page(again(world.dana), waiting.pk).published,
        ):
            assert exact(thing) == []
        (table,) = share_tables(queries.source_of(answers), ["in_care"], [BULLIED])
        tally = table.tallies[0][1]
        assert tally.answered % 5, "an exact number that rounding would change"
        rows = str(list(finding_exports.rows(queries.finding_page(world.bob, finding.pk))))
        assert str(tally.answered) not in rows
        assert not re.search(rf"\b{tally.yes}\b", rows)

    def test_the_search_for_exact_numbers_does_search(self, world: World) -> None:
        assert exact(laid(world))

    def test_every_agency_reads_the_same_cells(self, world: World) -> None:
        finding = found(world)
        read = [queries.finding_page(who, finding.pk).published for who in (world.alice, world.charlie, world.ravi)]
        assert len({published.sha256 for published in read}) == 1

    def test_a_withdrawn_one_stays_readable_and_marked(self, world: World, signed_in: SignIn) -> None:
        finding = found(world)
        findings.withdraw(finding=finding, why="Counted <b>twice</b>", by=world.dana)
        page = text(signed_in(world.charlie), "finding", finding.pk)
        assert "Withdrawn" in page
        assert "Counted &lt;b&gt;twice&lt;/b&gt;" in page
        assert "Withdrawn" in text(signed_in(world.charlie), "findings")
        assert reverse("finding_withdraw", args=[finding.pk]) not in text(signed_in(world.dana), "finding", finding.pk)

    def test_the_list_is_searched_and_narrowed(self, world: World, signed_in: SignIn) -> None:
        client = signed_in(world.bob)
        assert "No findings yet" in text(client, "findings")
        answers = laid(world)
        released(world, answers, items=[BULLIED, RUMOURS])
        released(world, laid(world, "Youth survey 2027", drawn(seed=8)), cut="all", items=[RUMOURS])
        first, other, later = Finding.objects.order_by("number")
        for query, shown in (
            ({}, {first, other, later}),
            ({"words": "F-2"}, {other}),
            ({"words": other.title.upper()}, {other}),
            ({"words": "100% ' or 1=1"}, set()),
            ({"words": "مدرسة 🦊"}, set()),
            ({"wave": str(later.release.wave_id)}, {later}),
            ({"wave": "99999999999999999999"}, {first, other, later}),
            ({"about": first.about}, {first, other}),
            ({"about": first.about, "words": other.title}, {other}),
            ({"page": "-1"}, {first, other, later}),
        ):
            page = text(client, "findings", **query)
            assert {each for each in (first, other, later) if f"{each.code}: {each.title}" in page} == shown, query
        assert "Nothing found" in text(client, "findings", words="zebra")

    def test_many_findings_are_read_in_pages_with_few_questions(self, world: World, signed_in: SignIn) -> None:
        finding = found(world)
        Finding.objects.bulk_create(
            Finding(
                partnership=world.partnership,
                release=finding.release,
                number=number,
                item=f"item{number}",
                title=f"Title {number}",
                about=finding.about,
                sentence="Of 100 young people, about 12.",
                question="?",
                sha256="0" * 64,
            )
            for number in range(2, 3002)
        )
        client = signed_in(world.bob)
        with CaptureQueriesContext(connection) as captured:
            page = text(client, "findings")
        assert len(captured) <= 12
        assert len(page) < 60_000
        assert page.count("ol-card") == queries.findings.PAGE

    def test_a_file_of_it_carries_no_formula_and_is_written_down(self, world: World, signed_in: SignIn) -> None:
        finding = found(world)
        finding.sentence = '=HYPERLINK("https://example.org")'
        page = queries.finding_page(world.bob, finding.pk)
        page.finding.sentence = finding.sentence
        rows = list(csv.reader(io.StringIO(csv_export.write(finding_exports.HEADER, finding_exports.rows(page)))))
        assert [len(row) for row in rows] == [len(finding_exports.HEADER)] * 4
        assert rows[1][1].startswith("'=")
        got = signed_in(world.bob).get(reverse("finding_csv", args=[finding.pk]))
        assert got["Content-Disposition"].startswith('attachment; filename="f-1')


class TestSentences:
    def test_everybody(self, world: World) -> None:
        finding = found(world, cut="all")
        page = queries.finding_page(world.bob, finding.pk)
        (cell,) = page.published.cells[0]
        assert isinstance(cell, Shown)
        assert finding.sentence.startswith(f"Of 100 young people, about {cell.percent} ")

    def test_a_difference_is_told_as_one_only_beyond_chance(self, world: World) -> None:
        columns = dict(drawn())
        answers = laid(world, columns=columns)
        assert found(world, answers).sentence.endswith(CHANCE), "drawn by chance alone"
        columns[BULLIED] = columns[BULLIED].copy()
        columns[BULLIED][columns["in_care"] == 1] = 1
        columns[BULLIED][(columns["in_care"] == 1).nonzero()[0][::4]] = 0
        bent = laid(world, "Bent", columns)
        assert found(world, bent).sentence.endswith(MORE)

    def test_more_than_two_parts_are_listed_without_what_is_hidden(self, world: World) -> None:
        finding = found(world, cut="made_year_group")
        page = queries.finding_page(world.bob, finding.pk)
        shown = {name: cell for name, cell in page.lines if cell}
        assert all(f"{name}, about {cell.percent}" in finding.sentence for name, cell in shown.items())
        assert finding.sentence.count("about") == len(shown)


class TestReleasing:
    def form(self, world: World, **more: Any) -> dict[str, Any]:
        key = "7e6f9f6e-0b1f-4a0e-9d7c-0a4f8a9d1c99"
        return {"cut": "in_care", "items": [BULLIED], "reason": "Asked for", "form_key": key, **more}

    def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
        self, world: World, signed_in: SignIn
    ) -> None:
        answers = laid(world)
        url, client = reverse("survey_release_new", args=[answers.pk]), signed_in(world.ines)
        got = client.post(url, {"reason": "Ask & answer"})
        assert got.status_code == 422
        page = got.content.decode()
        for said in ("Select how young people are divided", "Select at least one figure", "Ask &amp; answer"):
            assert said in page
        assert client.post(url, self.form(world)).status_code == 302
        again_ = client.post(url, self.form(world))
        assert again_.status_code == 302, "the same form sent twice"
        assert len(queries.releases_for(world.ines)) == 1

    def test_a_late_class_is_refused_in_words_on_the_page(self, world: World, signed_in: SignIn) -> None:
        columns = drawn()
        answers = laid(world, columns=columns)
        released(world, answers)
        one = int(((columns["in_care"] == 1) & (columns[BULLIED] == 1)).argmax())
        late = laid_in(answers.wave, with_more(columns, one, times=5), world.ines)
        got = signed_in(world.ines).post(reverse("survey_release_new", args=[late.pk]), self.form(world))
        assert got.status_code == 422
        assert "would tell about a few young people" in got.content.decode()
        assert "from the earlier answers" in text(signed_in(world.ines), "survey_releases")
        earlier = reverse("survey_release_new", args=[answers.pk])
        assert signed_in(world.ines).post(earlier, self.form(world, items=[RUMOURS])).status_code == 302

    def test_the_second_person_is_shown_the_figures_and_the_first_is_not_asked(
        self, world: World, signed_in: SignIn
    ) -> None:
        waiting = proposed(world)
        mine = text(signed_in(world.ines), "survey_release", waiting.pk)
        assert "You proposed this release" in mine
        assert "Release for every agency" not in mine
        theirs = text(signed_in(world.dana), "survey_release", waiting.pk)
        assert "What every agency would see" in theirs
        assert seen(waiting, world.dana) in theirs
        assert "Of 100 young people who are or were in care" in theirs

    def test_a_stale_page_is_refused_and_shows_how_it_is_now(self, world: World, signed_in: SignIn) -> None:
        waiting = proposed(world)
        url = reverse("survey_release", args=[waiting.pk])
        told = {"do": "release", "seen": "0" * 64, "decision": "Fine"}
        assert signed_in(world.dana).post(url, told).status_code == 409
        assert not Finding.objects.exists()
        assert signed_in(world.dana).post(url, {**told, "decision": ""}).status_code == 422

    def test_whoever_may_decide_is_told_that_it_waits(self, world: World) -> None:
        waiting = proposed(world)

        def asked(person: Person) -> list[str]:
            return [need.what for need in needs_of(again(person)) if "youth survey" in need.what]

        assert asked(world.dana) == ["Decide on 1 release of figures of the youth survey"]
        assert asked(world.ines) == asked(world.bob) == asked(world.zoe) == []
        releases.take_back(release=waiting, by=world.ines)
        assert asked(world.dana) == []


def test_all_is_a_way_of_dividing_that_is_offered(world: World) -> None:
    assert ALL in queries.release_choice(laid(world)).cuts
