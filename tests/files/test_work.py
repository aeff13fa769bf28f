"""Work that takes a while: asked for, done, watched and taken by one person, and never seen by another."""

import threading
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.actions import people
from onlinelives.accounts.models import Person
from onlinelives.files import queries, store
from onlinelives.files.actions import work
from onlinelives.files.models import StoredFile, Work
from onlinelives.files.queries.work import KEPT_FOR
from onlinelives.files.tasks import FAULT, GONE, UNSEEN
from onlinelives.rules.verdict import NotNow
from onlinelives.trail import clock
from onlinelives.trail.models import Entry
from tests.files import chores
from tests.pages import links
from tests.world import World

SignIn = Callable[[Person], Client]
Committed = Callable[..., Any]


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.FILES = tmp_path / "files"


def asked(world: World, task: Any = chores.greet, *told: Any, by: Person | None = None) -> Work:
    return work.ask(title="A greeting", leads_to="/home/", task=task, told=told, by=by or world.alice)


@pytest.fixture
def done(world: World, django_capture_on_commit_callbacks: Committed) -> Callable[..., Work]:
    """Asks, commits, and gives the work as it is then: the tests' settings do it at once."""

    def do(task: Any = chores.greet, *told: Any) -> Work:
        with django_capture_on_commit_callbacks(execute=True):
            made = asked(world, task, *told)
            assert Work.objects.get(pk=made.pk).state == "waiting"  # nothing begins before the commit
        return Work.objects.get(pk=made.pk)

    return do


def page_of(client: Client, made: Work, **query: str) -> str:
    got = client.get(reverse("work", args=[made.pk]), query)
    assert got.status_code == 200
    return got.content.decode()


def test_who_asked_takes_what_was_made(done: Callable[..., Work], world: World, signed_in: SignIn) -> None:
    made = done(chores.greet, "Elmfield")
    assert made.state == "done"
    alice = signed_in(world.alice)
    found = links(page_of(alice, made).encode())
    assert found["Go on"] == "/home/"
    got = alice.get(found["Download greeting.txt"])
    assert got.content == b"Hello Elmfield, says Alice"
    assert got["Content-Disposition"] == 'attachment; filename="greeting.txt"'


def test_what_was_made_lies_sealed(done: Callable[..., Work], settings: Any) -> None:
    done(chores.greet, "Elmfield")
    [kept] = [path for path in settings.FILES.rglob("*") if path.is_file()]
    assert b"Elmfield" not in kept.read_bytes()


@pytest.mark.parametrize("name", ["bob", "omar", "dana", "zoe"])
def test_nobody_else_sees_it(done: Callable[..., Work], world: World, signed_in: SignIn, name: str) -> None:
    made = done()
    other = signed_in(getattr(world, name))
    assert other.get(reverse("work", args=[made.pk])).status_code == 404
    assert other.get(reverse("work_result", args=[made.pk])).status_code == 404


def test_work_that_makes_nothing_leads_on(done: Callable[..., Work], world: World, signed_in: SignIn) -> None:
    made = done(chores.tidy)
    alice = signed_in(world.alice)
    assert links(page_of(alice, made).encode())["Go on"] == "/home/"
    assert "Download" not in page_of(alice, made)
    assert alice.get(reverse("work_result", args=[made.pk])).status_code == 404


def test_the_trail_says_who_asked_how_it_ended_and_who_took_it(
    done: Callable[..., Work], world: World, signed_in: SignIn
) -> None:
    made = done()
    signed_in(world.alice).get(reverse("work_result", args=[made.pk]))
    told = list(Entry.objects.filter(subject=f"work/{made.pk}").order_by("seq").values_list("verb", "actor"))
    alice = world.alice.trail_id
    assert told == [("work asked for", alice), ("work done", "system"), ("work result taken", alice)]


def test_a_sentence_for_people_is_shown(done: Callable[..., Work], world: World, signed_in: SignIn) -> None:
    made = done(chores.say_no)
    assert (made.state, made.problem) == ("failed", "There are no answers to draw yet.")
    page = page_of(signed_in(world.alice), made)
    assert made.problem in page
    assert links(page.encode())["Go back"] == "/home/"


def test_any_other_error_is_logged_and_not_shown(
    done: Callable[..., Work], world: World, signed_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    made = done(chores.stumble)
    assert made.problem == FAULT
    assert "a secret place" in caplog.text
    assert "a secret place" not in page_of(signed_in(world.alice), made)


def test_somebody_who_may_no_longer_see_it_is_told_so(done: Callable[..., Work]) -> None:
    assert done(chores.look_for).problem == UNSEEN


def test_a_long_title_is_cut(world: World) -> None:
    assert work.ask(title="x" * 201, leads_to="/", task=chores.greet, by=world.alice).title == "x" * 200


def test_it_is_done_with_the_roles_held_then_and_not_for_somebody_switched_off(
    world: World, django_capture_on_commit_callbacks: Committed
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = asked(world)
        people.switch_off(person=world.alice, by=world.omar)
    assert Work.objects.get(pk=made.pk).problem == GONE


def test_work_that_has_ended_is_not_done_again(done: Callable[..., Work]) -> None:
    made = done()
    chores.greet.call(str(made.pk), "again")
    assert StoredFile.objects.count() == 1
    chores.greet.call(str(uuid.uuid4()), "never asked for")
    assert StoredFile.objects.count() == 1


def test_work_that_a_dead_worker_left_is_begun_again(world: World) -> None:
    made = asked(world)
    work.begin(str(made.pk))
    chores.greet.call(str(made.pk), "again")
    assert Work.objects.get(pk=made.pk).state == "done"


def test_what_was_made_too_late_is_kept_nowhere(world: World, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = asked(world)

    def give_up(moved: Work, step: int, steps: int) -> None:
        work.fail(work=moved, problem="Given up.")

    monkeypatch.setattr(work, "move", give_up)
    chores.count.call(str(made.pk), 1)
    made.refresh_from_db()
    assert (made.state, made.problem) == ("failed", "Given up.")
    assert StoredFile.objects.count() == 0


def test_work_leads_to_an_address_of_this_site(world: World) -> None:
    for elsewhere in ("https://elsewhere.example/", "//elsewhere.example/", ""):
        with pytest.raises(ValueError, match="within this site"):
            work.ask(title="A greeting", leads_to=elsewhere, task=chores.greet, by=world.alice)


@pytest.mark.django_db(transaction=True)
def test_every_step_can_be_seen_at_once_by_others(settings: Any) -> None:
    seen = []

    def look(moved: Work, step: int, steps: int) -> None:
        real(moved, step, steps)
        other = threading.Thread(target=lambda: (seen.append(Work.objects.get().step), connection.close()))
        other.start()
        other.join()

    real = work.move
    world = World()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work, "move", look)
        asked(world, chores.count, 3)
    assert seen == [0, 1, 2]
    assert Work.objects.get().step == Work.objects.get().steps == 3


def test_ten_thousand_steps_are_written_down_a_hundred_times(
    done: Callable[..., Work], django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(160):
        done(chores.count, 10_000)


def test_the_page_asks_again_until_the_end(
    done: Callable[..., Work], world: World, signed_in: SignIn, client: Client
) -> None:
    made = asked(world)
    begun = work.begin(str(made.pk))
    work.move(begun, 2, 6)
    alice = signed_in(world.alice)
    page = page_of(alice, made)
    assert "Running" in page
    assert "2 of 6" in page
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
    assert f'hx-get="{reverse("work", args=[made.pk])}?seen=running-2-6-False"' in page
    ended = page_of(alice, done())
    assert 'http-equiv="refresh"' not in ended
    assert "hx-get" not in ended


def test_somebody_without_scripts_can_stop_the_page_from_reloading(world: World, signed_in: SignIn) -> None:
    page = page_of(signed_in(world.alice), asked(world), still="yes")
    assert 'http-equiv="refresh"' not in page
    assert "Look again" in links(page.encode())


def test_nothing_is_sent_while_nothing_has_changed(world: World, signed_in: SignIn) -> None:
    made = asked(world)
    alice, address, htmx = signed_in(world.alice), reverse("work", args=[made.pk]), {"HX-Request": "true"}
    assert alice.get(address, {"seen": "waiting-0-0-False"}, headers=htmx).status_code == 204
    begun = work.begin(str(made.pk))
    moved = alice.get(address, {"seen": "waiting-0-0-False"}, headers=htmx).content.decode()
    assert "<html" not in moved
    assert '<p id="work-state" hx-swap-oob="innerHTML">Running</p>' in moved
    work.move(begun, 1, 6)
    moved = alice.get(address, {"seen": "running-0-0-False"}, headers=htmx).content.decode()
    assert "1 of 6" in moved
    assert "work-state" not in moved  # a screen reader is told of a new state, not of every step


def test_a_page_that_waits_too_long_says_so_and_asks_no_more(world: World, signed_in: SignIn) -> None:
    with clock.at(clock.now() - timedelta(minutes=31)):
        made = asked(world)
    page = page_of(signed_in(world.alice), made)
    assert "taking much longer than it should" in page
    assert "hx-get" not in page
    assert 'http-equiv="refresh"' not in page


def test_lost_work_fails_after_half_an_hour_unless_the_queue_still_has_it(world: World) -> None:
    lost, waits, fresh = asked(world), asked(world), asked(world)
    Work.objects.exclude(pk=fresh.pk).update(asked_at=clock.now() - timedelta(minutes=31))
    assert work.give_up_lost({str(waits.pk)}) == 1
    told = dict(Work.objects.values_list("pk", "state"))
    assert told == {lost.pk: "failed", waits.pk: "waiting", fresh.pk: "waiting"}
    assert "Ask for it again" in Work.objects.get(pk=lost.pk).problem


def test_after_a_day_row_and_file_are_gone(
    done: Callable[..., Work],
    world: World,
    signed_in: SignIn,
    settings: Any,
    django_capture_on_commit_callbacks: Committed,
) -> None:
    made, waiting = done(), asked(world)
    alice = signed_in(world.alice)
    with clock.at(clock.now() + timedelta(hours=23)), django_capture_on_commit_callbacks(execute=True):
        assert work.clear_old(clock.now() - KEPT_FOR) == 0
    with clock.at(clock.now() + timedelta(hours=25)), django_capture_on_commit_callbacks(execute=True):
        assert queries_refuse(world.alice, made)  # even before the worker has come by
        assert work.clear_old(clock.now() - KEPT_FOR) == 1
    assert alice.get(reverse("work", args=[made.pk])).status_code == 404
    assert list(Work.objects.values_list("pk", flat=True)) == [waiting.pk]
    assert StoredFile.objects.count() == 0
    assert list(store.kept()) == []


def queries_refuse(person: Person, made: Work) -> bool:
    from django.http import Http404

    with pytest.raises(Http404):
        queries.work_page(person, made.pk)
    return True


def test_what_no_scanner_has_seen_is_not_given_out(
    done: Callable[..., Work], world: World, signed_in: SignIn, settings: Any, tmp_path: Path
) -> None:
    settings.CLAMAV = str(tmp_path / "no-daemon-here")
    made = done()
    assert made.state == "done"
    alice = signed_in(world.alice)
    assert "waiting for its virus check" in page_of(alice, made)
    assert alice.get(reverse("work_result", args=[made.pk])).status_code == 409
    with pytest.raises(NotNow):
        work.take(work=Work.objects.select_related("result").get(pk=made.pk), by=world.alice)
