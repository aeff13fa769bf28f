"""What the program does by itself: some things every minute, others once a day.

Something that is done once a day is claimed by a row that is unique for job and day, so that of many workers one does
it. A claim runs out (the worker may have died), and one that failed is free again after a while; a job must therefore
be such that beginning it again does no harm.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from onlinelives.audits import queries as audits
from onlinelives.audits.actions import draws, imports
from onlinelives.cases import queries as cases
from onlinelives.cases.actions import signals
from onlinelives.cases.scrubbing import scrub
from onlinelives.config import digests, queue
from onlinelives.config.models import DailyJob
from onlinelives.files.actions import stored, work
from onlinelives.files.queries.work import KEPT_FOR
from onlinelives.rules.verdict import NotNow
from onlinelives.sharing.actions import packs
from onlinelives.survey.actions import answer_sets, brought_files, urns
from onlinelives.trail import clock
from onlinelives.web.words import plural

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=30)  # after that another worker may begin the job again
AGAIN_AFTER = (1, 5, 15, 60, 180)  # minutes after the first try, the second, …: the sixth is the last
BELONGS_NOWHERE = timedelta(days=30)  # a backup that was restored may know the file after all
UNDECIDED = timedelta(days=14)  # a workbook or a survey file that nobody decided on is given up
REMEMBERED = timedelta(days=30)


@dataclass(frozen=True)
class Job:
    """`name` is kept in the database. `run` is given today's date. `hour`: once a day, from this hour on where the
    partnership is (0 to 23); None: every minute."""

    name: str
    run: Callable[[date], Any]
    hour: int | None = None


def run_due(jobs: tuple[Job, ...] | None = None) -> list[str]:
    """Everything that is due now, one after the other. The names of those that failed; they keep no other from its
    turn."""
    failed = []
    for job in JOBS if jobs is None else jobs:
        now, today = clock.now(), clock.today()
        if job.hour is not None and not (_hour(now) >= job.hour and claim(job.name, today)):
            continue
        try:
            job.run(today)
        except Exception:
            log.exception("the job %s failed", job.name)
            failed.append(job.name)
            if job.hour is not None:
                release(job.name, today)
        else:
            if job.hour is not None:
                DailyJob.objects.filter(job=job.name, day=today).update(done_at=clock.now())
    return failed


def claim(name: str, day: date) -> bool:
    """Whether the job of this day is the caller's to do. Of many who ask at once, one is told yes."""
    now = clock.now()
    _, made = DailyJob.objects.get_or_create(job=name, day=day, defaults={"free_at": now + LEASE})
    if made:
        return True
    free = DailyJob.objects.filter(job=name, day=day, done_at=None, free_at__lte=now, tries__lte=len(AGAIN_AFTER))
    return free.update(tries=F("tries") + 1, free_at=now + LEASE) == 1


def release(name: str, day: date) -> None:
    """It failed: free again after a while, each time a longer one."""
    tries = DailyJob.objects.values_list("tries", flat=True).get(job=name, day=day)
    if tries > len(AGAIN_AFTER):
        log.error("the job %s of %s has been given up", name, day)
        return
    wait = timedelta(minutes=AGAIN_AFTER[tries - 1])
    DailyJob.objects.filter(job=name, day=day).update(free_at=clock.now() + wait)


def forget(today: date) -> None:
    """Remove what is remembered of days long past, and of tasks that have ended."""
    DailyJob.objects.filter(day__lt=today - REMEMBERED).delete()
    queue.forget()


def draw_what_is_due(today: date) -> None:
    """Every schedule whose day has come. Raises digests.NotAll when one failed, after all have had their turn."""
    failed = 0
    for schedule in audits.schedules_due():
        try:
            draws.draw_due(schedule=schedule)
        except NotNow as reason:  # another worker was quicker, or the round was closed meanwhile
            log.info("%s: %s", schedule.trail_id, reason)
        except Exception:
            log.exception("%s failed", schedule.trail_id)
            failed += 1
    if failed:
        raise digests.NotAll(plural(failed, "schedule"))


def escalate_what_waits(today: date) -> None:
    """Every signal that nobody has acknowledged in time. Raises digests.NotAll when one failed, after all have had
    their turn; it is tried again a minute later."""
    failed = 0
    for signal in cases.signals_overdue():
        try:
            signals.escalate(signal=signal)
        except Exception:
            log.exception("signal %s did not go further", signal.pk)
            failed += 1
    if failed:
        raise digests.NotAll(plural(failed, "signal"))


def _hour(now: datetime) -> int:
    return timezone.localtime(now).hour


# In this order: what was drawn this morning is in the digest of this morning.
JOBS = (
    Job("signals", escalate_what_waits),
    Job("virus check", lambda today: stored.scan_waiting()),
    Job("survey boxes", lambda today: urns.empty_due()),
    Job("survey answers", lambda today: answer_sets.gather_due()),
    Job("lost work", lambda today: queue.give_up_lost()),
    Job("old work", lambda today: work.clear_old(clock.now() - KEPT_FOR)),
    Job("old workbooks", lambda today: imports.clear_old(clock.now() - UNDECIDED), hour=3),
    Job("old survey files", lambda today: brought_files.clear_old(clock.now() - UNDECIDED), hour=3),
    Job("lost answers", lambda today: answer_sets.clear_orphans(clock.now() - BELONGS_NOWHERE), hour=3),
    Job("old packs", lambda today: packs.clear_old(clock.now() - packs.KEPT), hour=3),
    Job("old claims", forget, hour=3),
    Job("old survey drafts", lambda today: urns.forget_drafts(), hour=3),
    Job("erased records", lambda today: scrub(), hour=3),
    Job("draws", draw_what_is_due, hour=6),
    Job("digests", digests.send_all, hour=7),
)
