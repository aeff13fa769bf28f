"""A real server on this machine, as in production, that can be measured and killed."""

import os
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
WORKERS = 2
AS_IN_PRODUCTION = ("--workers", str(WORKERS), "--blocking-threads", "4", "--respawn-failed-workers")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Served:
    """granian on a port of its own, always the same one. `with` starts it and stops it."""

    def __init__(self, application: str = "onlinelives.config.wsgi:application", **environment: str):
        self.port, self.application = free_port(), application
        self.environment = {**os.environ, **environment}

    def __enter__(self) -> "Served":
        self.start()
        return self

    def __exit__(self, *reason: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()

    def start(self) -> None:
        words = [str(BIN / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port)]
        words += [*AS_IN_PRODUCTION, "--respawn-interval", "0.2", "--log-level", "critical", self.application]
        self.process = subprocess.Popen(words, cwd=ROOT, env=self.environment)

    def workers(self) -> list[psutil.Process]:
        """The processes that answer, those that worked most first."""
        below = psutil.Process(self.process.pid).children(recursive=True)
        return sorted(filter(_answers, below), key=_worked, reverse=True)

    def kill_a_worker(self) -> None:
        """As when it is out of memory: no goodbye."""
        self.workers()[0].kill()

    def kill(self) -> None:
        """All of it at once, as when the plug is pulled."""
        every = [psutil.Process(self.process.pid), *self.workers()]
        for each in every:
            with suppress(psutil.NoSuchProcess):
                each.kill()
        self.process.wait(10)
        psutil.wait_procs(every, timeout=10)

    def cpu_seconds(self) -> float:
        """What its processes have worked so far."""
        return sum(_worked(each) for each in [psutil.Process(self.process.pid), *self.workers()])


def _answers(process: psutil.Process) -> bool:
    """Whether it is a worker, and not one that was killed or a helper of Python's."""
    try:
        return not any("resource_tracker" in word for word in process.cmdline())
    except psutil.NoSuchProcess:  # or what is left of it
        return False


def _worked(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)
