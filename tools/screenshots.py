"""`make screenshots`: the pictures of the README, taken from the demonstration, started for the purpose."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "screenshots"
BROWSERS = ["chromium-headless-shell", "chromium", "chromium-browser"]
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), "/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _be(page: Page, address: str, first: str) -> None:
    page.goto(f"{address}/demo/")
    page.get_by_role("button", name=f"Be {first}", exact=True).click()


def _survey(page: Page, address: str) -> None:
    _be(page, address, "Ines")
    page.goto(f"{address}/survey/results/")
    page.get_by_role("link", name="Youth survey 2026").click()
    page.get_by_role("link", name="How are vulnerable young people doing").click()
    page.screenshot(path=FOLDER / "peers.png")
    page.goto(f"{address}/findings/")
    page.get_by_role("link", name="F-1").click()
    page.screenshot(path=FOLDER / "finding.png")


def take(address: str) -> None:
    """Home, answer page, results, the area, a record and an assessment; the answer page once more on a phone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        wide = browser.new_context(viewport={"width": 1200, "height": 860})
        page = wide.new_page()
        _be(page, address, "Bob")
        page.screenshot(path=FOLDER / "home.png")
        page.get_by_role("link", name="Self-audit, second year").click()
        page.get_by_role("link", name="1. Data").click()
        page.screenshot(path=FOLDER / "answer.png")
        answer = page.url
        page.get_by_role("link", name="Results so far").click()
        page.screenshot(path=FOLDER / "results.png")
        _be(page, address, "Dana")
        page.get_by_role("link", name="Self-audit", exact=True).click()
        page.get_by_role("link", name="Self-audit, first year").click()
        page.get_by_role("button", name="See the area").click()
        page.set_viewport_size({"width": 1200, "height": 1500})
        page.screenshot(path=FOLDER / "area.png")
        page.get_by_role("link", name="How it compares with independent checks").click()
        page.screenshot(path=FOLDER / "quality.png")
        _be(page, address, "Bob")
        page.get_by_role("link", name="Evidence", exact=True).click()
        page.screenshot(path=FOLDER / "evidence.png")
        page.get_by_role("link", name="Self-audit", exact=True).click()
        page.get_by_role("link", name="over time").click()
        page.screenshot(path=FOLDER / "over-time.png")
        page.goto(f"{address}/young-people/?show=signal")
        page.locator("th[scope=row] a").first.click()
        page.screenshot(path=FOLDER / "record.png")
        page.goto(f"{address}/young-people/?show=flagged")
        page.locator("th[scope=row] a").first.click()
        page.locator("td").get_by_role("link", name="Assessment").first.click()
        page.screenshot(path=FOLDER / "assessment.png")
        _survey(page, address)
        phone = browser.new_context(viewport={"width": 375, "height": 760})
        small = phone.new_page()
        _be(small, address, "Dana")
        small.goto(f"{address}/survey/questionnaires/read/online-lives-2026/preview/page/?at=seen_hate")
        small.screenshot(path=FOLDER / "question.png")
        _be(small, address, "Bob")
        small.goto(answer)
        small.screenshot(path=FOLDER / "phone.png")
        browser.close()


def main() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="ol-shots-") as data:
        server = subprocess.Popen(
            [sys.executable, "tools/start.py", "demo", "--port", str(port)],
            cwd=ROOT,
            env={**os.environ, "ONLINELIVES_DATA": data},
            stdout=subprocess.DEVNULL,
        )
        try:
            for _ in range(500):
                try:
                    urllib.request.urlopen(f"{address}/health/", timeout=2).close()
                    break
                except OSError:
                    time.sleep(0.3)
            take(address)
        finally:
            server.terminate()
            server.wait(15)


if __name__ == "__main__":
    main()
