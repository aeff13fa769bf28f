"""Work that takes a while: asked for by somebody, done by the worker, watched on a page.

The trail says who asked for it, how it ended and who took what was made. How far it has come is nobody's action.
`onlinelives.files.tasks` is what a room writes its work with.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django_tasks.base import Task

from onlinelives.accounts.models import Person
from onlinelives.files import store
from onlinelives.files.models import StoredFile, Work
from onlinelives.files.queries.work import PATIENCE
from onlinelives.rules.lifecycles import WORK
from onlinelives.rules.verdict import Invalid, need_state
from onlinelives.trail import clock
from onlinelives.trail.actions import System, record

LOST = "This took too long, or was interrupted, and has been given up. Ask for it again."
LONGEST_TITLE, LONGEST_PROBLEM = 200, 500  # characters


@transaction.atomic
def ask(
    *, title: str, leads_to: str, task: Task[Any, Any], told: Sequence[Any] = (), steps: int = 0, by: Person
) -> Work:
    """The work, which `task` (made by `tasks.long_work`) begins once this transaction has been committed.

    title: what is made, for who asked. leads_to: the address within this site where they go on afterwards. told: what
    the task is given, as JSON can carry it: ids and codes. steps: how many there are, 0 if nobody can say yet.
    """
    if not leads_to.startswith("/") or leads_to.startswith("//"):
        raise ValueError("work leads to an address within this site")
    work = Work.objects.create(
        partnership_id=by.partnership_id,
        asked_by=by,
        title=title[:LONGEST_TITLE],
        leads_to=leads_to,
        steps=steps,
        asked_at=clock.now(),
    )
    record("work asked for", by=by, subject=work.trail_subject, task=task.name)
    transaction.on_commit(lambda: task.enqueue(str(work.pk), *told), robust=True)
    return work


@transaction.atomic
def finish(*, work: Work, result: StoredFile | None = None) -> Work:
    """It is done, with what was made, if anything was. Raises NotNow when it was given up meanwhile."""
    work = _locked(work)
    work.state = WORK.after(work.state, "finish")
    work.step, work.result, work.ended_at = work.steps, result, clock.now()
    work.save(update_fields=["state", "step", "result", "ended_at"])
    made = result.trail_subject if result else None
    record("work done", by=_program(work), subject=work.trail_subject, made=made)
    return work


@transaction.atomic
def fail(*, work: Work, problem: str) -> Work:
    """It did not work. problem: a sentence for who asked, without anything that others wrote."""
    work = _locked(work)
    work.state = WORK.after(work.state, "fail")
    work.problem, work.ended_at = problem[:LONGEST_PROBLEM], clock.now()
    work.save(update_fields=["state", "problem", "ended_at"])
    record("work failed", by=_program(work), subject=work.trail_subject)
    return work


@transaction.atomic
def take(*, work: Work, by: Person) -> Work:
    """Who asked for it takes what was made. The page hands it out (`queries.as_attachment`) once this is written down.

    Raises NotNow when it may not be opened, for instance before it has been scanned.
    """
    if work.result is None:
        raise Invalid("Nothing was made that could be opened.")
    need_state(work.result.may_open)
    record("work result taken", by=by, subject=work.trail_subject, made=work.result.trail_subject)
    return work


@transaction.atomic
def begin(pk: str) -> Work:
    """A worker starts on it, or starts again where another worker died. Raises NotNow when it has ended."""
    work = Work.objects.select_for_update(of=("self",)).select_related("partnership", "asked_by").get(pk=pk)
    work.state, work.step = WORK.after(work.state, "begin"), 0
    work.save(update_fields=["state", "step"])
    return work


def move(work: Work, step: int, steps: int) -> None:
    """How far it has come: `step` of `steps`. Outside a transaction it can be seen at once."""
    step = max(0, min(step, steps))
    Work.objects.filter(pk=work.pk, state="running").update(step=step, steps=steps)


def give_up_lost(alive: Collection[str]) -> int:
    """Fail what was asked for PATIENCE ago, has not ended, and is not among the ids for which the queue has a task
    that waits or runs. How many that were."""
    unfinished = Work.objects.filter(state__in=("waiting", "running"), asked_at__lte=clock.now() - PATIENCE)
    lost = [work for work in unfinished.select_related("partnership") if str(work.pk) not in alive]
    for work in lost:
        fail(work=work, problem=LOST)
    return len(lost)


def clear_old(before: datetime) -> int:
    """Remove work that ended at `before` or earlier, with what it made. How many that were."""
    return _remove(Work.objects.filter(ended_at__lte=before))


def forget(leads_to: str) -> int:
    """Remove every work that leads to an address beginning so, with what it made: what it was made of is erased. A part
    of actions: it writes no entry. How many that were."""
    return _remove(Work.objects.filter(leads_to__startswith=leads_to))


def _remove(works: QuerySet[Work]) -> int:
    found = list(works.values_list("pk", "result_id"))
    for pk, made in found:
        with transaction.atomic():
            Work.objects.filter(pk=pk).delete()
            if made:
                StoredFile.objects.filter(pk=made).delete()
                transaction.on_commit(partial(store.erase, made))
    return len(found)


def _locked(work: Work) -> Work:
    return Work.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=work.pk)


def _program(work: Work) -> System:
    return System(work.partnership.code)
