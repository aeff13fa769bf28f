"""A real browser, and people at it. Needs Debian's Chromium; the variable CHROMIUM names another."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from onlinelives.accounts.models import Person
from tests.journeys.looking import WIDE, Eyes, Heard

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's driver runs a loop beside the database

BROWSERS = ["chromium-headless-shell", "chromium", "chromium-browser"]  # the quickest first
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), "/usr/bin/chromium")
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
PATIENCE = 8_000  # milliseconds

Browse = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if not Path(CHROMIUM).exists():
        pytest.fail(f"There is no Chromium at {CHROMIUM}. Run `make test-deps`, or set CHROMIUM.", pytrace=False)
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "headless": True, "args": FLAGS}


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """What is sent and what is made lies in a folder of this test's own."""
    settings.FILES, settings.CLAMAV = tmp_path / "files", ""
    return tmp_path / "files"


@pytest.fixture
def heard() -> dict[Page, Heard]:
    return {}


@pytest.fixture
def browse(
    browser: Browser, live_server: Any, signed_in: Callable[[Person], Client], heard: dict[Page, Heard]
) -> Iterator[Browse]:
    """`browse(person)`: a page in a browser of their own, signed in; `browse()`: nobody is; `scripts`: run or not."""
    made: list[BrowserContext] = []

    def sit_down(person: Person | None = None, *, scripts: bool = True) -> Page:
        context = browser.new_context(base_url=live_server.url, java_script_enabled=scripts, viewport=WIDE)
        context.set_default_timeout(PATIENCE)
        made.append(context)
        if person is not None:
            name = settings.SESSION_COOKIE_NAME
            key = signed_in(person).cookies[name].value
            context.add_cookies([{"name": name, "value": key, "url": live_server.url}])
        page = context.new_page()
        heard[page] = Heard(live_server.url, scripts)
        heard[page].listen(page)
        return page

    yield sit_down
    for context in made:
        context.close()


@pytest.fixture
def look(browser: Browser, heard: dict[Page, Heard]) -> Iterator[Eyes]:
    eyes = Eyes(browser, heard)
    yield eyes
    eyes.close()
