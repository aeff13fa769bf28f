"""The worker: does what waits in the database, and what is due by the clock, until it is asked to stop."""

import logging
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

from django.db import InterfaceError, OperationalError, close_old_connections

from onlinelives.config import jobs, queue

log = logging.getLogger(__name__)

SIGNALS = (signal.SIGTERM, signal.SIGINT)
MINUTE = 60.0  # seconds between looks at what is due
IDLE = 1.0  # seconds between looks at what waits, while nothing does
WITHOUT_DATABASE = 5.0  # seconds until it is tried again


class Runner:
    """`stop` may be called from a signal: what is being done is finished, and nothing further begun."""

    def __init__(self) -> None:
        self._stopping = Event()

    def stop(self, *signal_and_frame: Any) -> None:
        log.warning("stopping when what is being done is finished")
        self._stopping.set()
        for number in SIGNALS:
            signal.signal(number, signal.SIG_DFL)  # a second one ends it at once

    def run(self) -> None:
        """Until it is asked to stop."""
        looked = float("-inf")
        with self._listening(), queue.at_work() as name:
            log.info("worker %s begins", name)
            while not self._stopping.is_set():
                close_old_connections()
                try:
                    if time.monotonic() - looked >= MINUTE:
                        looked = time.monotonic()
                        jobs.run_due()
                    elif not queue.do_next(name):
                        self._stopping.wait(IDLE)
                except (OperationalError, InterfaceError):
                    log.exception("the database does not answer")
                    self._stopping.wait(WITHOUT_DATABASE)
            log.info("worker %s ends", name)

    def once(self) -> list[str]:
        """Everything that is due and everything that waits. The names of the jobs that failed."""
        with self._listening(), queue.at_work() as name:
            failed = jobs.run_due()
            while not self._stopping.is_set() and queue.do_next(name):
                close_old_connections()
        return failed

    @contextmanager
    def _listening(self) -> Iterator[None]:
        before = {number: signal.signal(number, self.stop) for number in SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
