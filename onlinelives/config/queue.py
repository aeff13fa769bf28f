"""The tasks that wait in the database, and what becomes of them when a worker dies.

django-tasks leaves a task of a dead worker marked as running for ever. A worker that lives holds a lock on a file of
its own in the data folder, which the system lets go of however the worker ends. A task whose worker has let go is put
back, so that another takes it, TRIES times in all; one that has been running for longer than PATIENCE is given up.
"""

import fcntl
import logging
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus, task_backends
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from onlinelives.files.actions import work
from onlinelives.files.queries.work import PATIENCE
from onlinelives.trail import clock

log = logging.getLogger(__name__)

ENDING = ".worker"
TRIES = 3
REMEMBERED = timedelta(days=7)  # how long a task that has ended is kept, for whoever looks for a fault


@contextmanager
def at_work() -> Iterator[str]:
    """A name for this worker, which is known to live for as long as the block."""
    name = f"{socket.gethostname()[:40]}-{secrets.token_hex(8)}"
    place = _place(name)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with place.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield name
        place.unlink(missing_ok=True)


def has_died(name: str) -> bool:
    """Whether the worker is known to have died. False also when nothing is known of it, as of one that works with
    another data folder."""
    try:
        with _place(name).open() as left:
            fcntl.flock(left, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (FileNotFoundError, BlockingIOError):
        return False
    return True


def do_next(name: str) -> bool:
    """Take the next task that waits, if there is one, and do it. Whether there was one."""
    if not isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend):
        return False
    with exclusive_transaction():
        task = _tasks().ready().get_locked()
        if task is not None:
            task.claim(name)
    if task is None:
        return False
    what = {"queue_names": ["*"], "excluded_queue_names": [], "backend_name": DEFAULT_TASK_BACKEND_ALIAS}
    how = {"interval": 0, "batch": True, "startup_delay": False, "max_tasks": 1}
    Worker(worker_id=name, **what, **how).run_task(task)
    return True


def give_up_lost() -> None:
    """Put back or give up the tasks of workers that died, and tell whoever waits for what will never come."""
    for task in _tasks().running():
        died = has_died(task.worker_ids[-1])
        if died and len(task.worker_ids) < TRIES:
            _end(task, TaskResultStatus.READY)
        elif died or task.started_at <= clock.now() - PATIENCE:
            _end(task, TaskResultStatus.FAILED)
    waiting_or_running = _tasks().filter(status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING))
    told = waiting_or_running.values_list("args_kwargs", flat=True)
    work.give_up_lost({str(first) for each in told for first in each["args"][:1]})


def forget() -> None:
    """Remove the tasks that ended long ago, and what workers left behind that died long ago."""
    before = clock.now() - REMEMBERED
    _tasks().finished().filter(finished_at__lte=before).delete()
    for place in _place("").parent.glob(f"*{ENDING}"):
        if place.stat().st_mtime < before.timestamp() and has_died(place.stem):
            place.unlink(missing_ok=True)


def _tasks() -> Any:
    return DBTaskResult.objects.filter(backend_name=DEFAULT_TASK_BACKEND_ALIAS)


def _end(task: DBTaskResult, status: str) -> None:
    """Unless another worker was quicker, and it runs again by now."""
    log.warning("the worker of task %s (%s) is gone: it is now %s", task.pk, task.task_path, status.lower())
    ended = clock.now() if status == TaskResultStatus.FAILED else None
    same = _tasks().running().filter(pk=task.pk, started_at=task.started_at)
    same.update(status=status, finished_at=ended)


def _place(name: str) -> Path:
    return Path(settings.DATA) / "workers" / f"{name}{ENDING}"
