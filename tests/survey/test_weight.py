"""What a child's page weighs over a slow line, in bytes: alone without a script, and with every script it loads."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from onlinelives.survey.asked import packed
from tests.survey.test_taking_part import Child
from tests.waves import Fieldwork
from tests.world import World

pytestmark = pytest.mark.django_db

MOST = 25_000
STATIC = re.compile(r'(?:src|href)="/static/(survey/[^"]+)"')
NEWER = r"\?\?|\?\.[a-zA-Z(\[]|\|\|=|&&=|\bimport\b|\bexport\b|^\s*#\w|replaceAll|\.at\(|\d_\d"  # than ES2019
SCRIPTS = ("aloud", "device", "drawing", "leave", "queue", "way")


def static(name: str) -> bytes:
    found = finders.find(name)
    assert isinstance(found, str)
    return Path(found).read_bytes()


def sent(*parts: bytes) -> int:
    return sum(len(gzip.compress(part, 6)) for part in parts)


def plain(page: str) -> int:
    """Without a script: the page and its style, as they are."""
    return len(page.encode()) + len(static("survey/child.css"))


def with_scripts(page: str) -> int:
    loaded = [static(name) for name in STATIC.findall(page)]
    assert len(loaded) >= 2
    return sent(page.encode(), *loaded)


def test_every_page_of_the_questions(fieldwork: Fieldwork) -> None:
    child = Child()
    child.enter(fieldwork.class_8b.codes[0])
    pages = [*child.walk(), child.page, child.do("hand_in")]
    assert len(pages) > 40
    assert max(map(plain, pages)) < MOST
    assert max(map(with_scripts, pages)) < MOST


def test_the_page_on_which_a_code_is_typed(fieldwork: Fieldwork) -> None:
    page = Client().get("/s/").content.decode()
    assert plain(page) < MOST
    assert with_scripts(page) < MOST


def test_the_page_from_which_a_device_goes_on_by_itself(world: World) -> None:
    fieldwork = Fieldwork(world, on_device=True)
    page = Child().enter(fieldwork.class_8b.codes[0])
    assert len(STATIC.findall(page)) == 1 + len(SCRIPTS)
    assert with_scripts(page) < MOST
    _, zipped = packed(fieldwork.wave.questionnaire_id, "en")
    assert len(zipped) < MOST  # all 80 pages of questions, once


@pytest.mark.parametrize("name", SCRIPTS)
def test_old_phones_understand_the_scripts(name: str) -> None:
    script = static(f"survey/{name}.js").decode()

    lines = [line for line in script.splitlines() if not line.strip().startswith(("//", "*", "/*"))]
    assert [line for line in lines if re.search(NEWER, line)] == []
    assert len(script) < 12_000


def test_answers_in_progress_are_kept_nowhere() -> None:
    """Only the queue touches what the browser stores, and only with what is sealed."""
    for name in SCRIPTS:
        told = static(f"survey/{name}.js").decode()
        assert not re.search(r"sessionStorage|indexedDB|document\.cookie|caches\.", told)
        assert ("localStorage" in told) == (name == "queue")
