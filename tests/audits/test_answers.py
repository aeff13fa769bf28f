"""Saving an answer: what is kept, what is refused, and that nobody's words are lost."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.audits.actions import answers
from onlinelives.audits.actions.errors import Changed
from onlinelives.audits.actions.keeping import Said
from onlinelives.audits.models import Answer, AnswerRevision
from onlinelives.audits.queries import answer_for, history_for
from onlinelives.rules.verdict import Invalid, NotNow, Refused
from onlinelives.trail.models import Entry
from tests.world import World, fill, say, sign_off

SignIn = Callable[[Person], Client]


def save_url(world: World, statement: str = "1.1") -> str:
    return reverse("answer_save", args=[world.elmfield_return.pk, statement])


def stored(world: World, statement: str = "1.1") -> Answer:
    return Answer.objects.get(audit_return=world.elmfield_return, statement=statement)


def test_a_score_of_0_is_kept_as_0_and_counts_as_answered(world: World, signed_in: SignIn) -> None:
    got = signed_in(world.alice).post(save_url(world), {"s1_1-version": 0, "s1_1-choice": "0"})
    assert got.status_code == 200
    assert "Saved" in got.content.decode()
    assert "1 of 6 answered" in got.content.decode()
    assert (stored(world).score, stored(world).version) == (0, 1)


def test_unanswered_is_null_and_can_be_had_back(world: World, signed_in: SignIn) -> None:
    client = signed_in(world.alice)
    client.post(save_url(world), {"s1_1-version": 0, "s1_1-choice": "3"})
    got = client.post(save_url(world), {"s1_1-version": 1, "s1_1-choice": "none"})
    assert "0 of 6 answered" in got.content.decode()
    assert stored(world).score is None


def test_not_applicable_needs_a_reason(world: World, signed_in: SignIn) -> None:
    client = signed_in(world.alice)
    got = client.post(save_url(world), {"s1_1-version": 0, "s1_1-choice": "na"})
    assert got.status_code == 422
    assert "Say why statement 1.1 does not apply" in got.content.decode()
    assert stored(world).version == 0
    got = client.post(
        save_url(world), {"s1_1-version": 0, "s1_1-choice": "na", "s1_1-reason": "No referrals reach us."}
    )
    assert got.status_code == 200
    assert (stored(world).not_applicable, stored(world).score) == (True, None)


@pytest.mark.asvs("V2.2.1")
@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"choice": "7"}, "Choose a score from 0 to 4 for statement 1.1"),
        ({"choice": "-1"}, "Choose a score from 0 to 4"),
        ({"choice": "false"}, "Choose a score from 0 to 4"),
        (
            {"choice": "2", "commentary": "x" * 2_000_000},
            "The commentary for 1.1 must be 5000 characters or fewer. It has 2000000.",
        ),
        ({"choice": "2", "evidence": "x" * 5_001}, "The evidence for 1.1 must be 5000 characters or fewer"),
        ({"choice": "2", "commentary": "a\x00b"}, "Null characters are not allowed"),
        ({"choice": "2", "version": "old"}, "Enter a whole number"),
        ({"choice": "2", "version": ""}, "Reload the page and try again"),
    ],
)
def test_bad_input_is_told_and_changes_nothing(
    world: World, signed_in: SignIn, sent: dict[str, str], told: str
) -> None:
    got = signed_in(world.alice).post(save_url(world), {f"s1_1-{k}": v for k, v in {"version": "0", **sent}.items()})
    assert got.status_code == 422
    assert told in got.content.decode().replace("&#39;", "'")
    assert (stored(world).version, stored(world).score) == (0, None)
    assert not AnswerRevision.objects.filter(answer=stored(world)).exists()


def test_more_than_the_server_takes_is_told_too(world: World, signed_in: SignIn) -> None:
    got = signed_in(world.alice).post(save_url(world), {"s1_1-version": 0, "s1_1-commentary": "x" * 3_000_000})
    assert got.status_code == 413
    assert "too large" in got.content.decode()
    assert stored(world).version == 0


@pytest.mark.parametrize("score", [-1, 5, 7])
def test_the_action_itself_refuses_a_score_out_of_range(world: World, score: int) -> None:
    with pytest.raises(Invalid):
        say(world.elmfield_return, "1.1", world.bob, score=score)


def test_an_unknown_statement_is_not_found(world: World, signed_in: SignIn) -> None:
    assert signed_in(world.alice).post(save_url(world, "9.9"), {}).status_code == 404
    assert signed_in(world.alice).get(reverse("section", args=[world.elmfield_return.pk, 7])).status_code == 404


def test_a_practitioner_answers_only_the_sections_given_to_them(world: World, signed_in: SignIn) -> None:
    got = signed_in(world.alice).post(save_url(world, "2.1"), {"s2_1-version": 0, "s2_1-choice": "2"})
    assert got.status_code == 422
    assert "has not been given to you" in got.content.decode()
    answer = answer_for(world.alice, world.elmfield_return.pk, "2.1").answer
    with pytest.raises(Refused):
        answers.save(answer=answer, said=Said(score=1), expected=0, assigned=False, by=world.alice)
    assert stored(world, "2.1").version == 0


def test_somebody_of_another_agency_cannot_answer_even_past_the_pages(world: World) -> None:
    answer = answer_for(world.bob, world.elmfield_return.pk, "1.1").answer
    with pytest.raises(Refused, match="Only people of the agency"):
        answers.save(answer=answer, said=Said(score=1), expected=0, assigned=True, by=world.mina)


def test_the_same_form_sent_twice_is_one_save(world: World, signed_in: SignIn) -> None:
    client, sent = signed_in(world.alice), {"s1_1-version": 0, "s1_1-choice": "2", "s1_1-commentary": "Once"}
    assert {client.post(save_url(world), sent).status_code for _ in range(12)} == {200}
    assert AnswerRevision.objects.filter(answer=stored(world)).count() == 1
    assert Entry.objects.filter(verb="answer saved").count() == 1


def test_a_stale_save_is_refused_and_shows_both_texts(world: World, signed_in: SignIn) -> None:
    say(world.elmfield_return, "1.1", world.bob, score=3, commentary="Bob's words", evidence="Minutes of May")
    sent = {"s1_1-version": 0, "s1_1-choice": "1", "s1_1-commentary": "Alice's words"}
    got = signed_in(world.alice).post(save_url(world), sent)
    page = got.content.decode()
    assert got.status_code == 409
    assert "Alice&#39;s words" in page
    assert "Bob&#39;s words" in page
    assert "Minutes of May" in page
    assert (stored(world).score, stored(world).commentary) == (3, "Bob's words")


def test_a_whole_section_saves_what_it_can_and_shows_the_conflict(world: World, signed_in: SignIn) -> None:
    say(world.elmfield_return, "1.1", world.bob, score=3, commentary="Bob was here")
    sent = {f"s1_{n}-version": 0 for n in range(1, 7)} | {f"s1_{n}-choice": "2" for n in range(1, 7)}
    url = reverse("section", args=[world.elmfield_return.pk, 1])
    client = signed_in(world.alice)
    got = client.post(url, sent)
    assert got.status_code == 409
    assert "Bob was here" in got.content.decode()
    assert stored(world, "1.1").score == 3
    assert [stored(world, f"1.{n}").score for n in range(2, 7)] == [2] * 5
    again = client.post(url, {**sent, **{f"s1_{n}-version": 1 for n in range(1, 7)}})
    assert again.status_code == 302
    assert stored(world, "1.1").score == 2


@pytest.mark.asvs("V2.3.4")
@pytest.mark.django_db(transaction=True)
def test_sixteen_editors_of_one_answer_one_saves_and_fifteen_are_told() -> None:
    world = World()
    outcomes: list[str] = []
    ready = threading.Barrier(16)

    def edit(number: int) -> None:
        answer = answer_for(world.bob, world.elmfield_return.pk, "1.1").answer
        said = Said(score=number % 5, commentary=f"Editor {number}")
        ready.wait(30)
        try:
            answers.save(answer=answer, said=said, expected=0, assigned=False, by=world.bob)
            outcomes.append("saved")
        except Changed as error:
            outcomes.append("told" if error.theirs.commentary.startswith("Editor") else "lost")
        finally:
            connection.close()

    threads = [threading.Thread(target=edit, args=[number]) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(outcomes) == ["saved", *["told"] * 15]
    assert stored(world).version == 1
    assert AnswerRevision.objects.filter(answer=stored(world)).count() == 1
    assert Entry.objects.filter(verb="answer saved").count() == 1


def test_history_keeps_every_save_and_names_who_and_what(world: World, signed_in: SignIn) -> None:
    say(world.elmfield_return, "1.1", world.alice, score=1, commentary="First thoughts")
    say(world.elmfield_return, "1.1", world.alice, score=1, commentary="First thoughts, longer")
    say(world.elmfield_return, "1.1", world.bob, score=2, commentary="First thoughts, longer")
    found = history_for(world.bob, world.elmfield_return.pk, "1.1")
    assert [(c.by, c.changed, c.saves) for c in found.changes] == [
        ("Bob", ("score",), 1),
        ("Alice", ("score", "commentary"), 2),
    ]
    page = signed_in(world.bob).get(reverse("answer_history", args=[world.elmfield_return.pk, "1.1"])).content.decode()
    assert "saved 2 times while typing" in page


def test_signed_off_answers_cannot_be_saved(world: World, signed_in: SignIn) -> None:
    fill(world.elmfield_return, world.bob)
    answer = answer_for(world.bob, world.elmfield_return.pk, "1.1").answer
    sign_off(world.elmfield_return, world.bob)
    got = signed_in(world.bob).post(save_url(world), {"s1_1-version": 1, "s1_1-choice": "4"})
    assert got.status_code == 422
    assert "has been signed off" in got.content.decode()
    with pytest.raises(NotNow):  # read before the signature, saved after it: the database itself refuses
        answers.save(answer=answer, said=Said(score=4), expected=1, assigned=False, by=world.bob)
    assert stored(world).score == 2


@pytest.mark.asvs("V1.3.1")
def test_hostile_text_is_shown_as_text_and_links_tell_nothing(world: World, signed_in: SignIn) -> None:
    hostile = "<img src=x onerror=alert(1)> see https://example.org/a?b=1&c=2. مرحبا 🙂 O'Neill"
    say(world.elmfield_return, "1.1", world.bob, score=2, commentary=hostile)
    fill(world.elmfield_return, world.bob, leave=["1.1"])
    client = signed_in(world.bob)
    for name in ("return_sign_off", "results"):
        assert "<img src=x" not in client.get(reverse(name, args=[world.elmfield_return.pk])).content.decode()
    page = client.get(reverse("return_sign_off", args=[world.elmfield_return.pk])).content.decode()
    assert 'href="https://example.org/a?b=1&amp;c=2" rel="noreferrer noopener"' in page
    assert "مرحبا 🙂" in page
