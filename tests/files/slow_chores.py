"""Work that stays half-way as long as a file says so."""

import time
from pathlib import Path

from django.conf import settings
from django_tasks import task

from onlinelives.files.tasks import Doing, Made, long_work

PATIENCE = 60  # seconds, in case nobody ever says go on


def stop_sign() -> Path:
    return Path(settings.DATA) / "stop-sign"


@task()
@long_work
def wait(doing: Doing) -> Made:
    doing.advance(1, 2)
    began = time.monotonic()
    while stop_sign().exists() and time.monotonic() - began < PATIENCE:
        time.sleep(0.05)
    return Made(b"waited", "waited.txt")
