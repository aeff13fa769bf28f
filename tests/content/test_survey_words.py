"""The fixed words of children's pages: English whole, other languages beside it, and every name used somewhere."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from onlinelives.content import survey_words
from onlinelives.content.frameworks import FOLDER
from onlinelives.content.reader import ContentError
from tests.content.conftest import Change

ROOM = FOLDER.parent / "survey"
ENGLISH = "survey_words/en.yaml"
PAGES = [*(ROOM / "jinja2/survey/child").glob("*.html"), *(ROOM / "static/survey").glob("*.js")]
SAID_BY_RULES = {"not_offered", "only_one", "together", "prefer", "not_understood"}
SAID_BY_ACTIONS = {"code_wrong", "code_used", "code_revoked", "not_open_today", "words_wrong", "over_now"}
MIRROR = """\
version: 1
language: qaa
name: Mirror
direction: rtl
words:
  next: txeN
  part: "{of} fo {number} traP"
"""


@pytest.fixture
def mirror(folder: Path, publish_afresh: Callable[[], None]) -> Path:
    """The folder with a second language, invented, which has two words."""
    (folder / "survey_words/qaa.yaml").write_text(MIRROR, "utf-8")
    publish_afresh()
    return folder


def test_the_published_words_have_no_problems() -> None:
    assert survey_words.problems() == []
    assert survey_words.gaps() == []


def test_every_word_is_said_somewhere() -> None:
    told = "\n".join(path.read_text("utf-8") for path in PAGES)
    used = set(re.findall(r"\b[a-z_]+\b", told)) | SAID_BY_RULES | SAID_BY_ACTIONS
    put_together = {f"{name}_{part}" for name in ("stop", "end") for part in ("title", "ask", "about", "hand_in")}
    assert set(survey_words.of("en").words) - used - put_together == set()


def test_a_language_without_a_word_says_it_in_english(mirror: Path) -> None:
    found = survey_words.load_from(mirror, "qaa")
    assert (found.language, found.name, found.direction) == ("qaa", "Mirror", "rtl")
    assert found.words["next"] == "txeN"
    assert found.words["back"] == "Back"
    assert "back" in found.lacking
    assert "next" not in found.lacking
    (gap,) = survey_words.gaps(mirror, ("en", "qaa"))
    assert gap.startswith("survey_words/qaa.yaml: in English only: site, skip, leave")


def test_a_language_that_nobody_wrote_is_english() -> None:
    assert survey_words.of("ar") == survey_words.of("en")


def test_a_sentence_is_found_again_in_another_language(mirror: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey_words, "of", lambda language: survey_words.load_from(mirror, language))
    assert survey_words.translated("Next", "qaa") == "txeN"
    assert survey_words.translated("Nobody wrote this", "qaa") == "Nobody wrote this"


@pytest.mark.parametrize(
    ("pattern", "new", "problem"),
    [
        ("direction: rtl", "direction: up", "is not one of"),
        ("  next: txeN", "  nxt: txeN", "no page says this: nxt"),
        (r"\{of\} fo ", "", "keep what stands in braces"),
        (r"\{of\} fo ", "{from} fo ", "keep what stands in braces"),
        ("language: qaa", "language: cy", "should hold the words in qaa"),
        ("name: Mirror", "name: Mirror\nmore: 1", "not a name this file may use"),
        ("  next: txeN", "  next: ''", "expected text here"),
    ],
)
def test_a_broken_file_is_refused(mirror: Path, change: Change, pattern: str, new: str, problem: str) -> None:
    change("survey_words/qaa.yaml", pattern, new)
    with pytest.raises(ContentError, match=problem):
        survey_words.load_from(mirror, "qaa")


def test_a_published_file_that_was_changed_is_refused(folder: Path) -> None:
    path = folder / ENGLISH
    path.write_text(path.read_text("utf-8").replace("next: Next", "next: Onwards"), "utf-8")
    with pytest.raises(ContentError, match="changed after it was published"):
        survey_words.load_from(folder, "en")


def test_nothing_promises_safety_or_that_somebody_comes() -> None:
    told = " ".join(survey_words.of("en").words.values()).lower()
    assert not re.search(r"\b(safe|safely|secure|protected|nobody will know|we will help)\b", told)
    assert "nobody can come because of them" in told
