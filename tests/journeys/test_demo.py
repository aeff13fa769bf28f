"""The demonstration as a visitor meets it: started as `make demo` starts it, on data of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from onlinelives.demo.cast import CHILDRENS, PLACES
from tests.journeys.conftest import PATIENCE
from tests.journeys.doing import follow, press, saved, score, sees
from tests.journeys.looking import WIDE, Heard

pytestmark = [pytest.mark.journey]

ROOT = Path(__file__).parent.parent.parent
STARTS_WITHIN = 60  # seconds
AGENCY = next(place.name for place in PLACES if place.code == CHILDRENS)


@dataclass
class Demo:
    address: str
    pid: int


def is_up(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/health/", timeout=2) as answer:  # noqa: S310  our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ours = {name: value for name, value in os.environ.items() if not name.startswith("ONLINELIVES_")}
    for name in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL"):
        ours.pop(name, None)
    log = (tmp_path / "log").open("w")
    started = subprocess.Popen(
        [sys.executable, "tools/start.py", "demo", "--port", str(port)],
        cwd=ROOT,
        env={**ours, "ONLINELIVES_MODE": "demo", "ONLINELIVES_DATA": str(tmp_path / "data")},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    address, until = f"http://127.0.0.1:{port}", time.monotonic() + STARTS_WITHIN
    try:
        while not is_up(address):
            said = (tmp_path / "log").read_text()
            assert started.poll() is None, f"the demonstration ended: {said}"
            assert time.monotonic() < until, f"not there after {STARTS_WITHIN} seconds: {said}"
            time.sleep(0.1)
        workers = children(started.pid)
        yield Demo(address, started.pid)
    finally:
        started.terminate()
        started.wait(timeout=15)
        log.close()
    left = [pid for pid in workers if Path(f"/proc/{pid}").exists()]
    assert workers
    assert not left, f"these processes of the demonstration are still there: {left}"
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), timeout=2):
        pass


def test_a_visitor_is_bob_for_a_while_and_then_dana(demo, browser: Browser, heard, look):
    context = browser.new_context(base_url=demo.address, viewport=WIDE)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    heard[page] = Heard(demo.address)
    heard[page].listen(page)

    page.goto("/")
    look(page)
    press(page, "Walk in and look around")
    sees(page, "Who would you like to be?")
    look(page)
    press(page, "Be Bob")
    sees(page, "Demonstration with invented people and places.", "Complete the return")
    look(page)

    follow(page, "Complete the return")
    expect(page).to_have_title("6. Working with parents and carers – Online Lives")
    press(page, "It still holds for 6.1")  # the first three were carried forward
    sees(page, "6.1 has been confirmed.")
    for place in range(2, 7):
        score(page, f"6.{place}", "2 – To some extent")
        saved(page, f"6.{place}")
    look(page)
    press(page, "Save and finish")
    sees(page, "0 still open")
    follow(page, "Read and sign off")
    look(page)
    page.get_by_label("I have read these answers").check()
    press(page, "Sign off")
    sees(page, "The return has been signed off.")
    look(page)

    follow(page, "Be somebody else")
    press(page, "Be Dana")
    follow(page, "Self-audit")
    follow(page, "Self-audit, second year")
    press(page, "See the area")
    row = page.get_by_role("row", name=AGENCY)
    expect(row).to_contain_text("12")
    expect(row).not_to_contain_text("Not signed off")
    look(page)
    context.close()
