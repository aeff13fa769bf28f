"""The page from which a return is begun from last year's: what it shows, and what it says when something is wrong."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.audits.models import CarryForward, Return
from onlinelives.audits.queries import carry_page, section_page
from onlinelives.audits.queries.rewordings import compared
from onlinelives.content import crosswalks, frameworks
from onlinelives.content.reader import ContentError
from tests.audits.carried import overall, signed_last_year
from tests.web.sample import Page
from tests.world import (
    STATEMENTS,
    World,
    add_round,
    fill,
    return_of,
    say,
    sign_off,
)

SignIn = Callable[[Person], Client]


@pytest.fixture
def past(world: World) -> Return:
    return signed_last_year(world)


class TestThePage:
    def test_the_preview_shows_both_wordings_and_leaves_out_what_changed_its_meaning(
        self, world: World, past: Return, signed_in: SignIn
    ) -> None:
        client, url = signed_in(world.bob), reverse("return_carry", args=[world.elmfield_return.pk])
        page = Page(client.get(url).text)
        boxes = {str(box["value"]): "checked" in box for box in page.all("input", type="checkbox")}
        assert list(boxes) == STATEMENTS
        lines = carry_page(world.bob, world.elmfield_return.pk, None).lines
        breaking = {x.statement.id for x in lines if x.reworded and x.reworded.breaks}
        assert len(breaking) == 5
        assert {code for code, ticked in boxes.items() if not ticked} == breaking
        assert page.text.count("Meaning changed") == len(breaking)
        reworded = [x.reworded for x in lines if x.reworded]
        for one in reworded:
            assert one.relation
            for words in (one.older.wording, one.newer.wording, one.relation.meaning):
                assert words in page.text
        assert page.text.count("Audit tool 2017") == len(reworded) < 36
        assert "with 1 piece of evidence" in page.text
        assert not CarryForward.objects.exists()  # looking changes nothing

    def test_ticked_statements_come_along_and_the_section_shows_the_wordings(
        self, world: World, past: Return, signed_in: SignIn
    ) -> None:
        client, pk = signed_in(world.bob), world.elmfield_return.pk
        url = reverse("return_carry", args=[pk])
        got = client.post(url, {"from": past.pk, "statements": ["5.2", "1.1", "7.7", "<b>"]}, follow=True)
        assert "2 answers have come along" in got.text
        page = Page(client.get(reverse("section", args=[pk, 5])).text)
        [row] = [x for x in section_page(world.bob, pk, 5).rows if x.reworded]
        assert row.reworded
        assert row.statement.id == "5.2"
        for words in (row.reworded.older.wording, row.reworded.newer.wording, "Reworded."):
            assert words in page.text
        button = page.one("button", form="confirm")
        assert button["formaction"] == reverse("answer_confirm", args=[pk, "5.2"])
        assert (button["name"], button["value"]) == ("version", "1")
        assert page.one("form", id="confirm")["method"] == "post"
        other = Page(client.get(reverse("section", args=[pk, 2])).text)
        assert not other.all("button", form="confirm")
        assert "Take that back before you do it again" in client.get(url).text
        overview = client.get(reverse("return", args=[pk])).text
        assert "were carried forward by Bob" in overview
        assert "Take it back" in overview
        got = client.post(reverse("return_carry_undo", args=[pk]), follow=True)
        assert "2 answers are empty again" in got.text

    def test_what_goes_wrong_is_said_and_the_ticks_stay(self, world: World, past: Return, signed_in: SignIn) -> None:
        client, url = signed_in(world.bob), reverse("return_carry", args=[world.elmfield_return.pk])
        got = client.post(url, {"from": past.pk})
        assert got.status_code == 422
        assert "Tick at least one statement" in got.text
        say(world.elmfield_return, "1.2", world.alice, score=4)  # meanwhile
        got = client.post(url, {"from": past.pk, "statements": ["1.1", "1.2"]})
        assert got.status_code == 409
        page = Page(got.text)
        assert "Somebody began one of these answers" in page.text
        ticked = [box["value"] for box in page.all("input", type="checkbox") if "checked" in box]
        assert ticked == ["1.1"]
        theirs = return_of(world.harbour, world.round)
        for source in (theirs.pk, world.far_return.pk, 0, 10**12, "x", "9" * 5000, "-1"):
            assert client.get(url, {"from": source}).status_code == 404, source
            assert client.post(url, {"from": source, "statements": ["1.1"]}).status_code == 404, source
        assert overall(world).carried == 0

    def test_where_there_is_nothing_to_start_from(self, world: World, signed_in: SignIn) -> None:
        url = reverse("return_carry", args=[world.elmfield_return.pk])
        client = signed_in(world.bob)
        assert "There is no earlier return" in client.get(url).text
        assert client.post(reverse("return_carry_undo", args=[world.elmfield_return.pk])).status_code == 409

    def test_editions_that_no_crosswalk_joins_break_everywhere(
        self, world: World, past: Return, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def none(older: str, newer: str) -> Any:
            raise ContentError("there is no such crosswalk")

        monkeypatch.setattr(crosswalks, "load", none)
        lines = carry_page(world.bob, world.elmfield_return.pk, None).lines
        assert {x.suggested for x in lines if x.reworded} == {False}
        page = signed_in(world.bob).get(reverse("return_carry", args=[world.elmfield_return.pk])).text
        assert "Nobody has compared their meaning yet." in page

    def test_words_that_are_the_same_here_are_not_shown_twice(self) -> None:
        before, after = frameworks.load("audit-2017"), frameworks.load("planning-2020")
        same = {x.id for x in after.statements if x.wording == before.statement(x.id).wording}
        assert "5.1" in same  # the crosswalk calls it reworded
        assert same.isdisjoint(compared(before, after))

    def test_a_corrected_text_of_the_same_edition_shows_both_wordings(self) -> None:
        before = frameworks.load("planning-2020")
        first, *rest = before.sections
        corrected = replace(first.statements[0], wording="Other words for the first statement.")
        sections = (replace(first, statements=(corrected, *first.statements[1:])), *rest)
        found = compared(before, replace(before, sections=sections, sha256="0" * 64))
        assert list(found) == ["1.1"]
        assert found["1.1"].breaks
        assert found["1.1"].newer.wording == corrected.wording

    def test_the_same_edition_again_shows_no_second_wording(self, world: World) -> None:
        fill(world.elmfield_return, world.bob)
        sign_off(world.elmfield_return, world.bob)
        following = return_of(world.elmfield, add_round("Self-audit 2027", [world.elmfield], by=world.dana))
        lines = carry_page(world.bob, following.pk, None).lines
        assert [x.reworded for x in lines] == [None] * 36
        assert all(x.suggested for x in lines)
