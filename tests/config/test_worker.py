"""What the worker does, does once, and does again when a worker died."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from onlinelives.audits.actions import draws
from onlinelives.audits.models import DrawSchedule
from onlinelives.config import jobs, queue
from onlinelives.config.jobs import Job
from onlinelives.config.models import DailyJob
from onlinelives.config.worker import Runner
from onlinelives.files.actions import work
from onlinelives.files.models import Work
from onlinelives.trail import clock
from tests.files import chores, slow_chores
from tests.world import World

ROOT = Path(__file__).parent.parent.parent
DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DAY = date(2027, 6, 8)
NOON = datetime(2027, 6, 8, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def by_worker(settings: Any) -> None:
    settings.TASKS = DATABASE
    settings.SITE_ADDRESS = "https://lives.example"


def asked(world: World, task: Any, *told: Any) -> Work:
    return work.ask(title="A chore", leads_to="/home/", task=task, told=told, by=world.alice)


def ran(seen: list[date]) -> Callable[[date], None]:
    return seen.append


def test_a_daily_job_runs_once_a_day_from_its_hour(db: None) -> None:
    seen: list[date] = []
    job = (Job("greet", ran(seen), hour=12),)
    for moment in (NOON - timedelta(minutes=1), NOON, NOON + timedelta(hours=3), NOON + timedelta(days=1)):
        with clock.at(moment):
            jobs.run_due(job)
    assert seen == [DAY, DAY + timedelta(days=1)]


def test_other_jobs_run_every_time(db: None) -> None:
    seen: list[date] = []
    for _ in range(3):
        jobs.run_due((Job("look", ran(seen)),))
    assert len(seen) == 3
    assert DailyJob.objects.count() == 0


def test_a_job_that_fails_keeps_no_other_from_its_turn(db: None, caplog: pytest.LogCaptureFixture) -> None:
    def fail(today: date) -> None:
        raise ValueError("torn")

    seen: list[date] = []
    with clock.at(NOON):
        failed = jobs.run_due(
            (Job("a", fail), Job("b", fail, hour=1), Job("c", ran(seen)), Job("d", ran(seen), hour=1))
        )
    assert failed == ["a", "b"]
    assert seen == [DAY, DAY]
    assert "torn" in caplog.text


def test_a_failed_job_is_tried_six_times_ever_later_and_then_given_up(db: None) -> None:
    tried = []

    def fail(today: date) -> None:
        tried.append(clock.now())
        raise ValueError

    for minute in range(12 * 60):
        with clock.at(NOON + timedelta(minutes=minute)):
            jobs.run_due((Job("a", fail, hour=1),))
    waits = [(later - earlier) // timedelta(minutes=1) for earlier, later in pairwise(tried)]
    assert waits == [1, 5, 15, 60, 180]


def test_a_job_whose_worker_died_is_taken_over_after_half_an_hour_and_one_that_is_done_never(db: None) -> None:
    with clock.at(NOON):
        assert jobs.claim("a", DAY)
        assert not jobs.claim("a", DAY)
    with clock.at(NOON + timedelta(minutes=30)):
        assert jobs.claim("a", DAY)
    DailyJob.objects.update(done_at=NOON)
    with clock.at(NOON + timedelta(hours=5)):
        assert not jobs.claim("a", DAY)


def test_one_schedule_that_fails_keeps_no_other_from_being_drawn(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def draw_due(*, schedule: DrawSchedule) -> None:
        if schedule.pk == broken.pk:
            raise ValueError
        drawn(schedule=schedule)

    told = {"every_months": 1, "per_agency": 5, "reply_days": 14}
    broken = draws.set_schedule(round_=world.far_round, first_on=clock.today(), by=world.zoe, **told)
    sound = draws.set_schedule(round_=world.round, first_on=clock.today(), by=world.dana, **told)
    drawn = draws.draw_due
    monkeypatch.setattr(draws, "draw_due", draw_due)
    due = tuple(job for job in jobs.JOBS if job.name == "draws")
    noon = timezone.localtime(clock.now()).replace(hour=12)
    with clock.at(noon):
        assert jobs.run_due(due) == ["draws"]
    sound.refresh_from_db()
    broken.refresh_from_db()
    assert (sound.next_on > clock.today(), broken.next_on) == (True, clock.today())
    monkeypatch.setattr(draws, "draw_due", drawn)
    with clock.at(noon + timedelta(minutes=2)):
        assert jobs.run_due(due) == []
    broken.refresh_from_db()
    assert broken.next_on > clock.today()


@pytest.mark.django_db(transaction=True)
def test_of_eight_workers_one_gets_the_job() -> None:
    def ask(_: int) -> bool:
        got = jobs.claim("a", DAY)
        connection.close()
        return got

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(ask, range(8))) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_every_task_once(monkeypatch: pytest.MonkeyPatch) -> None:
    claim = DBTaskResult.claim
    monkeypatch.setattr(DBTaskResult, "claim", lambda task, name: (time.sleep(0.05), claim(task, name)))
    world = World()
    for _ in range(6):
        asked(world, chores.greet)

    def toil(number: int) -> int:
        done = 0
        while queue.do_next(f"worker-{number}"):
            done += 1
        connection.close()
        return done

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(toil, range(2))) == 6
    assert set(Work.objects.values_list("state", flat=True)) == {"done"}
    assert {len(ids) for ids in DBTaskResult.objects.values_list("worker_ids", flat=True)} == {1}


def test_nothing_is_kept_of_old_days_and_old_tasks(db: None) -> None:
    old = clock.now() - timedelta(days=8)
    for status, ended in (("SUCCESSFUL", old), ("FAILED", clock.now()), ("READY", None)):
        DBTaskResult.objects.create(
            status=status, finished_at=ended, args_kwargs={"args": [], "kwargs": {}}, task_path="x", run_after=None,
            backend_name="default", exception_class_path="", traceback="",
        )  # fmt: skip
    for day in (DAY - timedelta(days=31), DAY - timedelta(days=29)):
        DailyJob.objects.create(job="a", day=day, free_at=clock.now())
    jobs.forget(DAY)
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"FAILED", "READY"}
    assert DailyJob.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_once_does_what_is_due_and_what_waits_and_ends() -> None:
    made, before = asked(World(), chores.greet), signal.getsignal(signal.SIGTERM)
    assert Work.objects.get(pk=made.pk).state == "waiting"
    call_command("worker", once=True)
    assert Work.objects.get(pk=made.pk).state == "done"
    assert signal.getsignal(signal.SIGTERM) == before  # the caller's signals are as they were


def test_once_says_which_job_failed(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "JOBS", (Job("sweeping", lambda today: 1 / 0),))
    with pytest.raises(CommandError, match="sweeping"):
        call_command("worker", once=True)


def test_where_work_is_done_at_once_the_worker_leaves_the_queue_alone(
    world: World, settings: Any, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        asked(world, chores.greet)
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    call_command("worker", once=True)
    assert Work.objects.get().state == "waiting"


def test_the_worker_outlives_a_database_that_does_not_answer(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    runner, looked = Runner(), []

    def look(name: str) -> bool:
        looked.append(name)
        if len(looked) == 1:
            raise OperationalError("gone")
        runner.stop()
        return False

    monkeypatch.setattr(queue, "do_next", look)
    monkeypatch.setattr(jobs, "run_due", list)
    monkeypatch.setattr("onlinelives.config.worker.WITHOUT_DATABASE", 0.01)
    monkeypatch.setattr("onlinelives.config.worker.close_old_connections", lambda: None)
    runner.run()
    assert len(looked) == 2


Start = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def start(settings: Any) -> Iterator[Start]:
    """Starts workers in processes of their own, and ends them all."""
    began: list[subprocess.Popen[bytes]] = []
    slow_chores.stop_sign().touch()

    def begin() -> "subprocess.Popen[bytes]":
        name = str(connection.settings_dict["NAME"])
        began.append(subprocess.Popen([sys.executable, "-m", "tests.config.running", name], cwd=ROOT, env=os.environ))
        return began[-1]

    yield begin
    slow_chores.stop_sign().unlink(missing_ok=True)
    for process in began:
        process.kill()
        process.wait(10)


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, "it never became true"
        time.sleep(0.05)


def signs_of_life() -> set[Path]:
    return set(queue._place("").parent.glob("*.worker"))


def state(made: Work) -> tuple[str, int, int]:
    made.refresh_from_db()
    return made.state, made.step, made.steps


@pytest.mark.django_db(transaction=True)
def test_the_work_of_a_killed_worker_is_taken_up_by_another(start: Start) -> None:
    made = asked(World(), slow_chores.wait)
    first = start()
    until(lambda: state(made) == ("running", 1, 2))  # how far it has come is seen from here, while it runs there
    jobs.run_due((Job("lost work", lambda today: queue.give_up_lost()),))
    assert DBTaskResult.objects.get().status == "RUNNING"  # its worker lives
    first.kill()
    first.wait(10)
    queue.give_up_lost()
    assert DBTaskResult.objects.get().status == "READY"
    slow_chores.stop_sign().unlink()
    start()
    until(lambda: state(made)[0] == "done")


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_asked_to_stop_finishes_first(start: Start) -> None:
    made, others = asked(World(), slow_chores.wait), signs_of_life()
    process = start()
    until(lambda: state(made)[0] == "running")
    assert len(signs_of_life()) == len(others) + 1
    process.terminate()
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.5)
    slow_chores.stop_sign().unlink()
    assert process.wait(20) == 0
    assert state(made)[0] == "done"
    assert signs_of_life() == others


def test_a_task_that_kills_every_worker_is_given_up_after_three(
    world: World, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = asked(world, chores.greet)
    for number in range(3):
        assert DBTaskResult.objects.get().status == "READY"
        queue._place(f"dead-{number}").parent.mkdir(exist_ok=True)
        queue._place(f"dead-{number}").touch()
        DBTaskResult.objects.get().claim(f"dead-{number}")
        queue.give_up_lost()
        queue._place(f"dead-{number}").unlink()
    assert DBTaskResult.objects.get().status == "FAILED"
    with clock.at(clock.now() + timedelta(minutes=31)):
        queue.give_up_lost()
    assert Work.objects.get(pk=made.pk).state == "failed"


def test_a_task_of_a_worker_nobody_knows_is_given_up_after_half_an_hour(
    world: World, signed_in: Any, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = asked(world, chores.greet)
    DBTaskResult.objects.get().claim("elsewhere-1")
    work.begin(str(made.pk))
    for minutes, expected in ((29, "running"), (31, "failed")):
        with clock.at(timezone.now() + timedelta(minutes=minutes)):
            queue.give_up_lost()
        assert Work.objects.get(pk=made.pk).state == expected
    page = signed_in(world.alice).get(reverse("work", args=[made.pk])).content.decode()
    assert "has been given up. Ask for it again." in page
