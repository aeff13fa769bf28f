"""Every test has its own folder of files, and no scanner unless it asks for one."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.files.clamd import Clamd


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILES, settings.CLAMAV = tmp_path / "files", ""
    return tmp_path / "files"


@pytest.fixture
def clamd(settings: Any) -> Iterator[Clamd]:
    """A scanner that is configured and answers."""
    with TemporaryDirectory(prefix="clamd-") as short:  # the path of a socket may be 107 characters long
        daemon = Clamd(Path(short) / "s")
        settings.CLAMAV = daemon.path
        yield daemon
        if not daemon.stopped.is_set():
            daemon.stop()
