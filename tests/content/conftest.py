"""A copy of the published content, to be broken."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from onlinelives.content import frozen
from onlinelives.content.frameworks import FOLDER

Change = Callable[[str, str, str], str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "content"
    for name in [*frozen.content_files(FOLDER), frozen.LIST]:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(FOLDER / name, copy / name)
    return copy


@pytest.fixture
def publish_afresh(folder: Path) -> Callable[[], None]:
    """Publish whatever the copy holds now, as if it had never been published."""

    def publish() -> None:
        (folder / frozen.LIST).unlink()
        frozen.publish(folder)

    return publish


@pytest.fixture
def change(folder: Path, publish_afresh: Callable[[], None]) -> Change:
    """Replace the first place in a file that fits a pattern, publish the result, and give its text."""

    def replace(name: str, pattern: str, new: str) -> str:
        text, count = re.subn(pattern, new, (folder / name).read_text("utf-8"), count=1, flags=re.M | re.S)
        assert count == 1, f"nothing in {name} fits {pattern}"
        (folder / name).write_text(text, "utf-8")
        publish_afresh()
        return text

    return replace
