"""A closed round can never change, whatever happens to content, people, agencies, or the database."""

import re
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.actions import agencies, people
from onlinelives.accounts.models import Person
from onlinelives.audits.actions import returns, rounds
from onlinelives.audits.models import Answer, AnswerRevision, Assignment, FrozenEdition, Return, Round, SignOff
from onlinelives.audits.models.rounds import framework_of
from onlinelives.content import frameworks
from onlinelives.content.reader import ContentError
from onlinelives.rules.verdict import NotNow
from tests.world import World, fill, say, sign_off

SignIn = Callable[[Person], Client]


@pytest.fixture
def closed(world: World) -> World:
    fill(world.elmfield_return, world.bob)
    sign_off(world.elmfield_return, world.bob)
    rounds.close(round_=world.round, by=world.dana)
    return world


def without_token(page: bytes) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page)


def pages(world: World, client: Client) -> dict[str, bytes]:
    """Every page and file of the closed round, without the token that is new on every page."""
    pk, round_ = world.elmfield_return.pk, world.round.pk
    found = {
        name: client.get(reverse(name, args=args)).content
        for name, args in {
            "results": [pk],
            "results_export": [pk],
            "return": [pk],
            "section": [pk, 2],
            "answer_history": [pk, "2.2"],
            "round_area": [round_],
            "round_area_export": [round_],
            "round": [round_],
        }.items()
    }
    return {name: without_token(page) for name, page in found.items()}


def test_pages_and_files_stay_the_same_when_everything_around_them_changes(
    closed: World, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = pages(closed, signed_in(closed.dana))
    agencies.change(agency=closed.elmfield, name="Quite Another Name", kind="other", by=closed.omar)
    people.rename(person=closed.bob, name="Robert", by=closed.bob)
    people.rename(person=closed.dana, name="Dana", by=closed.dana)
    people.switch_off(person=closed.bob, by=closed.omar)

    def broken(*args: object) -> None:
        raise ContentError("planning-2020.yaml, line 1: not valid YAML")

    monkeypatch.setattr(frameworks, "load", broken)
    framework_of.cache_clear()
    assert pages(closed, signed_in(closed.dana)) == before


def test_an_open_round_keeps_its_wording_when_content_is_published_anew(
    world: World, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = reverse("results", args=[world.elmfield_return.pk])
    before = without_token(signed_in(world.bob).get(url).content)
    other = frameworks.load("audit-2017")
    monkeypatch.setattr(frameworks, "load", lambda code: other)
    framework_of.cache_clear()
    assert without_token(signed_in(world.bob).get(url).content) == before


@pytest.mark.parametrize("verb", ["answer", "assign", "sign off", "reopen", "invite", "edit", "close"])
def test_every_action_is_refused(closed: World, verb: str) -> None:
    r, w = closed.elmfield_return, closed
    actions: dict[str, Callable[[], object]] = {
        "answer": lambda: say(r, "1.1", w.bob, score=4),
        "assign": lambda: returns.assign(audit_return=r, section=1, people=[], due_on=None, by=w.bob),
        "sign off": lambda: returns.sign_off(audit_return=w.harbour_return, digest="", by=w.mina),
        "reopen": lambda: returns.reopen(audit_return=r, reason="A mistake in it.", by=w.bob),
        "invite": lambda: rounds.invite(round_=w.round, agencies=[], by=w.dana),
        "edit": lambda: rounds.change(
            round_=Round.objects.get(pk=w.round.pk),
            name="X",
            opens_on=w.round.opens_on,
            due_on=w.round.due_on,
            expected=3,
            by=w.dana,
        ),
        "close": lambda: rounds.close(round_=w.round, by=w.dana),
    }
    with pytest.raises(NotNow, match=r"closed"):
        actions[verb]()


STATEMENTS = {
    "change an answer": lambda w: Answer.objects.filter(audit_return=w.elmfield_return).update(score=4),
    "add an answer": lambda w: Answer.objects.create(
        partnership=w.partnership, audit_return=w.elmfield_return, statement="7.1", section=1
    ),
    "remove an answer": lambda w: AnswerRevision.objects.filter(answer__audit_return=w.elmfield_return)._raw_delete(
        "default"
    ),
    "change history": lambda w: AnswerRevision.objects.update(score=4),
    "change the return": lambda w: Return.objects.filter(round=w.round).update(state="answering"),
    "add a return": lambda w: Return.objects.create(partnership=w.partnership, round=w.round, agency=w.far_agency),
    "take a signature back": lambda w: SignOff.objects.update(withdrawn_reason="x"),
    "give a section": lambda w: Assignment.objects.update(due_on=None),
    "reopen the round": lambda w: Round.objects.filter(pk=w.round.pk).update(state="open"),
    "rename the round": lambda w: Round.objects.filter(pk=w.round.pk).update(name="x"),
    "change the frozen text": lambda w: FrozenEdition.objects.update(body="{}"),
    "remove the frozen text": lambda w: FrozenEdition.objects.all()._raw_delete("default"),
}


@pytest.mark.parametrize("what", list(STATEMENTS))
def test_the_database_itself_refuses(closed: World, what: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        STATEMENTS[what](closed)


def test_the_database_refuses_answers_of_a_signed_off_return_in_an_open_round(world: World) -> None:
    fill(world.elmfield_return, world.bob)
    sign_off(world.elmfield_return, world.bob)
    with pytest.raises(DatabaseError, match="signed off"), transaction.atomic():
        Answer.objects.filter(audit_return=world.elmfield_return).update(score=4)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from audits_answer where audit_return_id = %s", [world.elmfield_return.pk])
    Answer.objects.filter(audit_return=world.harbour_return, statement="1.1").update(score=1)
