"""A child takes part, with nothing but a browser that knows no scripts and keeps no cookies."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.test import Client

from onlinelives.rules.questionnaires import way
from onlinelives.survey import guessing
from onlinelives.survey.actions import codes, taking_part, urns, waves
from onlinelives.survey.drafts import open_, open_bytes, seal
from onlinelives.survey.models import AccessCode, Box, HeldDraft, Response
from tests.waves import Fieldwork, answered, hand_in
from tests.world import World

pytestmark = pytest.mark.django_db

SCRIPTS = ["/static/survey/leave.js", "/static/survey/aloud.js"]  # of every question; each page works without them


class Child:
    """Somebody at a browser. `page` is what they see."""

    def __init__(self) -> None:
        self.client, self.page, self.status = Client(enforce_csrf_checks=True), "", 0

    def send(self, url: str, **fields: object) -> str:
        got = self.client.post(url, fields)
        self.page, self.status = got.content.decode(), got.status_code
        return self.page

    def enter(self, code: str) -> str:
        return self.send("/s/", code=code)

    def do(self, do: str, *answer: object) -> str:
        return self.send("/s/page/", draft=self.field("draft"), page=self.field("page"), do=do, answer=list(answer))

    def field(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        assert found, self.page
        return found[1]

    def walk(self) -> Iterator[str]:
        """To the end, with the first choice of each page; what is seen on the way."""
        while "That was the last question" not in self.page:
            yield self.page
            choice = re.search(r'name="answer" id="a0" value="(\d+)"', self.page)
            self.do("next", *([choice[1]] if choice else []))


@pytest.fixture
def child() -> Child:
    return Child()


def test_from_the_code_to_the_thanks(fieldwork: Fieldwork, child: Child) -> None:
    child.enter(fieldwork.class_8b.codes[0])
    for _ in child.walk():
        assert child.status == 200
    assert "Your answers are in" in child.do("hand_in")
    assert Box.objects.count() == 1
    assert AccessCode.objects.get(state="used").sheet == fieldwork.class_8b.sheet


def test_nothing_is_stored_before_it_is_handed_in_and_no_cookie_is_set(fieldwork: Fieldwork, child: Child) -> None:
    child.enter(fieldwork.class_8b.codes[0])
    for _ in child.walk():
        assert not child.client.cookies
    assert [model for model in (Box, Response, HeldDraft) if model.objects.exists()] == []  # type: ignore[attr-defined]
    assert not AccessCode.objects.exclude(state="unused").exists()


def test_every_page_is_small_and_kept_nowhere(fieldwork: Fieldwork, child: Child) -> None:
    child.enter(fieldwork.class_8b.codes[0])
    found = finders.find("survey/child.css")
    assert isinstance(found, str)
    style = Path(found).stat().st_size
    for page in child.walk():
        assert len(page.encode()) + style < 25_000
        assert re.findall(r'<script src="([^"]*)" defer></script>', page) == SCRIPTS
        assert page.count("<script") == len(SCRIPTS)
    assert child.client.post("/s/", {"code": fieldwork.class_8b.codes[1]}).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("typed", ["", "ABCD", "2345 6789", "🦊", "A" * 5000, "<script>alert(1)</script>"])
def test_a_wrong_code_is_said_so_kindly(fieldwork: Fieldwork, child: Child, typed: str) -> None:
    assert "That is not one of our codes" in child.enter(typed)
    assert child.status == 422
    assert "<script>alert" not in child.page


def test_a_code_is_good_for_one(fieldwork: Fieldwork, child: Child) -> None:
    code = fieldwork.class_8b.codes[0]
    hand_in([code])
    assert "This code has been used" in child.enter(code.lower())
    assert "another slip" in child.page


def test_a_double_click_hands_in_once(fieldwork: Fieldwork, child: Child) -> None:
    child.enter(fieldwork.class_8b.codes[0])
    for _ in child.walk():
        pass
    draft, page = child.field("draft"), child.field("page")
    for _ in range(2):
        assert "Your answers are in" in child.send("/s/page/", draft=draft, page=page, do="hand_in")
    assert Box.objects.count() == 1


def test_the_next_child_who_goes_back_sees_nothing_of_the_last(fieldwork: Fieldwork, child: Child) -> None:
    child.enter(fieldwork.class_8b.codes[0])
    child.do("next")
    old = child.field("draft")
    for _ in child.walk():
        pass
    child.do("hand_in")
    assert "Your answers are in" in child.send("/s/page/", draft=old, page="age", do="here")
    assert "checked" not in child.page


def test_a_revoked_code_lets_nobody_in_and_nothing_be_handed_in(fieldwork: Fieldwork, child: Child) -> None:
    draft = taking_part.enter(typed=fieldwork.class_8b.codes[0], language="en")
    codes.revoke(sheet=fieldwork.class_8b.sheet, by=fieldwork.world.ines)
    assert "not good any more" in child.enter(fieldwork.class_8b.codes[0])
    whole = seal(answered(draft, fieldwork.wave.asks))
    child.send("/s/page/", draft=whole, page="age", do="hand_in")
    assert not Box.objects.exists()


def test_before_it_opens_and_after_it_closes_nobody_gets_in(world: World, child: Child) -> None:
    fieldwork = Fieldwork(world, opened=False)
    assert "not open today" in child.enter(fieldwork.class_8b.codes[0])
    wave = waves.open_now(wave=fieldwork.wave, by=world.dana)
    child.enter(fieldwork.class_8b.codes[0])
    child.do("next")
    draft = child.field("draft")
    waves.close(wave=wave, by=world.dana)
    assert "The survey is not open" in child.send("/s/page/", draft=draft, page="age", do="next")
    assert child.status == 409


def test_going_back_shows_what_was_chosen(fieldwork: Fieldwork, child: Child) -> None:
    child.enter(fieldwork.class_8b.codes[0])
    while 'value="13"' not in child.page:
        child.do("next")
    child.do("next", 13)
    child.do("back")
    assert re.search(r'value="13" checked', child.page)


def test_two_answers_where_one_is_asked_are_explained_and_kept_on_the_page(fieldwork: Fieldwork, child: Child) -> None:
    child.enter(fieldwork.class_8b.codes[0])
    while 'value="13"' not in child.page:
        child.do("next")
    page = child.do("next", 13, 14)
    assert child.status == 422
    assert "Choose only one" in page
    assert "Error: " in page


def test_stopping_hands_in_what_there_is_and_says_what_was_not_reached(fieldwork: Fieldwork, child: Child) -> None:
    child.enter(fieldwork.class_8b.codes[0])
    while 'value="13"' not in child.page:
        child.do("next")
    assert "Do you want to stop?" in child.do("stop", 13)
    child.do("hand_in")
    fieldwork.close()
    urns.empty_due()
    said = Response.objects.get().answers
    assert said["age"] == 13
    assert set(said) == {question.id for question in fieldwork.wave.asks.questions()}
    assert list(said.values()).count(-4) > 40  # not reached


def test_throwing_it_away_keeps_nothing_and_the_code(fieldwork: Fieldwork, child: Child) -> None:
    child.enter(fieldwork.class_8b.codes[0])
    child.do("next")
    assert "Nothing was kept" in child.do("throw")
    assert not Box.objects.exists()
    assert "Part 1 of" in child.enter(fieldwork.class_8b.codes[0])


class TestPuttingAside:
    def aside(self, child: Child, code: str) -> str:
        child.enter(code)
        while 'value="13"' not in child.page:
            child.do("next")
        child.do("next", 13)
        child.do("stop")
        child.do("aside")
        found = re.search(r'class="words">([a-z ]+)<', child.page)
        assert found
        return found[1]

    def test_three_words_and_the_code_lead_back(self, fieldwork: Fieldwork, child: Child) -> None:
        words = self.aside(child, fieldwork.class_8b.codes[0])
        other = Child()
        page = other.send("/s/", code=fieldwork.class_8b.codes[0], words=words.upper())
        assert open_(other.field("draft")).answers["age"] == 13
        assert "Part " in page
        assert not HeldDraft.objects.exists()

    def test_what_is_kept_meanwhile_does_not_name_the_code(self, fieldwork: Fieldwork, child: Child) -> None:
        self.aside(child, fieldwork.class_8b.codes[0])
        held = HeldDraft.objects.get()
        assert open_bytes(bytes(held.sealed)).code == ""

    @pytest.mark.parametrize("words", ["", "acorn amber anchor", "x" * 4000])
    def test_other_words_lead_nowhere(self, fieldwork: Fieldwork, child: Child, words: str) -> None:
        self.aside(child, fieldwork.class_8b.codes[0])
        page = child.send("/s/", code=fieldwork.class_8b.codes[0], words=words)
        assert "We do not know these words" in page
        assert HeldDraft.objects.count() == 1

    def test_words_with_a_code_of_another_year_group_lead_nowhere(self, fieldwork: Fieldwork, child: Child) -> None:
        words = self.aside(child, fieldwork.class_8b.codes[0])
        assert "We do not know these words" in child.send("/s/", code=fieldwork.year_9.codes[0], words=words)


@pytest.mark.parametrize("draft", ["", "nonsense", "AQEB" * 30, "ü", "A" * 100_000])
def test_what_is_no_draft_of_ours_starts_again(fieldwork: Fieldwork, child: Child, draft: str) -> None:
    assert "We have to start again" in child.send("/s/page/", draft=draft, page="age", do="next")
    assert child.status == 422


def test_a_changed_draft_is_refused(fieldwork: Fieldwork, child: Child) -> None:
    child.enter(fieldwork.class_8b.codes[0])
    draft = child.field("draft")
    other = draft[:-6] + ("AAAA" if draft[-6:-2] != "AAAA" else "BBBB") + draft[-2:]
    assert "We have to start again" in child.send("/s/page/", draft=other, page="age", do="next")


def test_whom_to_talk_to_is_the_same_whatever_was_answered(fieldwork: Fieldwork) -> None:
    def panels(choose: int) -> dict[str, str]:
        child, found = Child(), {}
        child.enter(fieldwork.class_8b.codes[0])
        while "That was the last question" not in child.page:
            found[child.field("page")] = child.page[child.page.index("<footer") :]
            values = re.findall(r'name="answer" id="a\d+" value="(\d+)"', child.page)
            fixed = "14" if child.field("page") == "age" else None
            child.do("next", *([fixed or values[choose]] if values else []))
        return found

    first, last = panels(0), panels(-1)
    shared = set(first) & set(last)
    assert len(shared) > 40
    assert [page for page in shared if first[page] != last[page]] == []
    assert any("<details open>" in panel for panel in first.values())


def test_leaving_goes_elsewhere_at_once(fieldwork: Fieldwork, child: Child) -> None:
    got = child.client.get("/s/leave/", secure=True)
    assert got.status_code == 302
    assert got.headers["Location"] == settings.SURVEY_EXIT
    assert got.headers["Cache-Control"] == "no-store"
    assert got.headers["Clear-Site-Data"] == '"cache"'  # never storage: locked answers of others may wait there


def test_every_question_gets_exactly_one_outcome(fieldwork: Fieldwork) -> None:
    hand_in(fieldwork.class_8b.codes, {"age": 11})
    urns.empty_due()
    questions = {question.id for question in fieldwork.wave.asks.questions()}
    for response in Response.objects.all():
        assert set(response.answers) == questions
    told = way.settle(fieldwork.wave.asks, {"age": 11}, ["age"])
    assert set(told) == questions


class TestGuessing:
    @pytest.fixture(autouse=True)
    def few(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        monkeypatch.setattr(guessing, "MOST", 3)
        yield
        cache.clear()

    def test_after_many_wrong_codes_none_from_there_is_looked_at(self, fieldwork: Fieldwork, child: Child) -> None:
        for _ in range(3):
            child.enter("2222 2222")
            assert child.status == 422
        assert "Wait a minute" in child.enter(fieldwork.class_8b.codes[0])
        assert child.status == 429
        child.client.defaults["REMOTE_ADDR"] = "198.51.100.9"
        assert "Part 1 of" in child.enter(fieldwork.class_8b.codes[0])

    def test_right_codes_are_not_counted(self, fieldwork: Fieldwork, child: Child) -> None:
        for code in fieldwork.class_8b.codes:
            assert "Part 1 of" in child.enter(code)


def test_nobody_is_given_the_words_of_somebody_else(fieldwork: Fieldwork, monkeypatch: pytest.MonkeyPatch) -> None:
    given = iter([("acorn", "amber", "anchor")] * 3 + [("apple", "april", "apron")])
    monkeypatch.setattr(taking_part, "three", lambda draw: next(given))
    drafts = [taking_part.enter(typed=code, language="en") for code in fieldwork.class_8b.codes[:2]]
    assert [taking_part.put_aside(draft=draft) for draft in drafts] == ["acorn amber anchor", "apple april apron"]
    assert HeldDraft.objects.count() == 2
