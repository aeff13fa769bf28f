"""The process in which PDFs and pictures are opened: bounded, and refused however it ends."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from onlinelives.files.checks import apart
from onlinelives.rules.verdict import Invalid
from tests.files.samples import pdf, picture


def inside(code: str) -> subprocess.CompletedProcess[str]:
    """Run code under the limits of the other process."""
    code = f"from onlinelives.files.checks import inside; inside.limit()\n{code}"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)


def test_it_may_not_take_more_memory_than_it_is_given() -> None:
    assert inside("x = bytes(100 * 2**20)").returncode == 0
    assert "MemoryError" in inside("x = bytes(2**30)").stderr


def test_it_may_not_write_a_file(tmp_path: Path) -> None:
    place = tmp_path / "out"
    assert "File too large" in inside(f"file = open({str(place)!r}, 'w'); file.write('x'); file.close()").stderr
    assert place.stat().st_size == 0


def test_its_time_and_its_last_words_are_bounded() -> None:
    done = inside(
        "import resource as r; print([r.getrlimit(x)[1] for x in (r.RLIMIT_CPU, r.RLIMIT_CORE, r.RLIMIT_NPROC)])"
    )
    assert done.stdout == "[30, 0, 0]\n"


def test_it_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONLINELIVES_SECRET_KEY", "a secret")
    given: dict[str, Any] = {}
    real = subprocess.run

    def run(words: list[str], **more: Any) -> Any:
        given.update(more["env"])
        return real(words, **more)

    monkeypatch.setattr(apart.subprocess, "run", run)
    apart.check(pdf(), "pdf")
    assert list(given) == ["PYTHONPATH"]


@pytest.mark.parametrize("code", [-9, -11, 1, 137])
def test_however_it_ends_without_an_answer_the_file_is_refused(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    done = subprocess.CompletedProcess([], code, stdout=picture(), stderr=b"Traceback")
    monkeypatch.setattr(apart.subprocess, "run", lambda *_, **__: done)
    with pytest.raises(Invalid, match="could not be checked") as refusal:
        apart.check(picture(), "jpg")
    assert "Traceback" not in str(refusal.value)


def test_a_file_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "PATIENCE", 0.001)
    with pytest.raises(Invalid, match="could not be checked"):
        apart.check(pdf(), "pdf")


def test_a_place_is_free_again_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "PATIENCE", 0.001)
    for _ in range(3):
        with pytest.raises(Invalid):
            apart.check(pdf(), "pdf")
    monkeypatch.undo()
    assert apart.check(pdf(), "pdf") == pdf()
