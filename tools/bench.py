"""`make bench`: what our pages cost, side by side with a bare view in the same run, on the demonstration's data.

Times on a shared machine are noisy, so the CPU figures are ratios: a page of ours against a Django view without
middleware that runs the same SQL and sends as many bytes, measured in turns. Then requests per second over loopback
with 1 and 8 clients against one worker, and the worker's memory. Everything is bounded and stops by itself.
"""

import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psutil

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))
REPEATS = int(os.environ.get("BENCH_REPEATS", "150"))
BOOKKEEPING = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


def prepare(data: Path) -> None:
    os.environ.update(
        ONLINELIVES_MODE="demo", ONLINELIVES_DATA=str(data), DJANGO_SETTINGS_MODULE="onlinelives.config.settings"
    )
    for words in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput", "--verbosity", "0"], ["load_demo"]):
        subprocess.run([BIN / "onlinelives", *words], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def cpu_ratios() -> list[dict[str, Any]]:
    """For each page: queries, bytes, CPU milliseconds of ours and of the bare view (medians), and their ratio."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client, override_settings
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from onlinelives.accounts.models import Person
    from onlinelives.audits.models import Answer, Return
    from tools import bench_bare, bench_pdf

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    bob, dana = (Person.objects.get(name__startswith=first) for first in ("Bob", "Dana"))
    mine = Return.objects.get(agency__memberships__person=bob, round__state="open")
    area = reverse("round_area", args=[mine.round_id])
    closed = Return.objects.filter(round__state="closed").values_list("round_id", flat=True)[0]
    results: list[dict[str, Any]] = []

    def saving(client: Client) -> Callable[[], Any]:
        url = reverse("answer_save", args=[mine.pk, "1.1"])

        def save() -> Any:
            answer = Answer.objects.get(audit_return=mine, statement="1.1")
            data = {
                "s1_1-version": answer.version,
                "s1_1-choice": str((answer.version + 1) % 5),
                "s1_1-commentary": "x",
            }
            begun = time.process_time()
            got = client.post(url, data)
            return time.process_time() - begun, got

        return save

    def reading(client: Client, url: str) -> Callable[[], Any]:
        def read() -> Any:
            begun = time.process_time()
            got = client.get(url)
            return time.process_time() - begun, got

        return read

    def client_of(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        client.get("/home/")
        return client

    pages: dict[str, Callable[[], Any]] = {
        "home": reading(client_of(bob), reverse("home")),
        "section page": reading(client_of(bob), reverse("section", args=[mine.pk, 1])),
        "results page": reading(client_of(bob), reverse("results", args=[mine.pk])),
        "area page": reading(client_of(dana), area),
        "evidence": reading(client_of(bob), reverse("evidence")),
        "quality": reading(client_of(dana), reverse("round_quality", args=[closed])),
        "checks": reading(client_of(dana), reverse("checks")),
        "agency in time": reading(client_of(bob), reverse("agency_trends", args=[mine.agency.code])),
        "save a score": saving(client_of(bob)),
    }
    for name, page in pages.items():
        for _ in range(3):
            page()
        with CaptureQueriesContext(connection) as captured:
            _, got = page()
        assert got.status_code == 200, (name, got.status_code)
        asked = [q["sql"] for q in captured.captured_queries if not q["sql"].startswith(BOOKKEEPING)]
        if name == "save a score":
            asked = asked[1:]  # the first looks up the version for this measurement
        bench_bare.STATEMENTS[:], bench_bare.SIZE[0] = [_repeatable(sql) for sql in asked], len(got.content)
        ours, bare = [], []
        with override_settings(ROOT_URLCONF="tools.bench_bare", MIDDLEWARE=[]):
            yardstick = reading(Client(), "/bare/")
            yardstick()
        for _ in range(REPEATS):
            ours.append(page()[0])
            with override_settings(ROOT_URLCONF="tools.bench_bare", MIDDLEWARE=[]):
                bare.append(yardstick()[0])
        one, other = statistics.median(ours) * 1000, statistics.median(bare) * 1000
        results.append(
            {
                "page": name,
                "queries": len(asked),
                "bytes": len(got.content),
                "cpu_ms": round(one, 2),
                "bare_cpu_ms": round(other, 2),
                "ratio": round(one / other, 1),
            }
        )
    return [*results, bench_pdf.report(bob, mine.pk)]


def _repeatable(sql: str) -> str:
    """Writes run again with the numbers they had then; a new row's unique number must not stand in the way."""
    return re.sub(r"^INSERT INTO", "INSERT OR IGNORE INTO", sql)


class Visitor:
    """Somebody signed in over real HTTP on a connection that stays open."""

    def __init__(self, port: int, first: str):
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        self.cookies: dict[str, str] = {}
        _, page = self.ask("GET", "/demo/")
        found = re.search(rf'action="(/demo/sign-in/\d+/)">(?:(?!</form>).)*Be {first}', page, re.S)
        assert found
        self.ask("POST", found.group(1), {"csrfmiddlewaretoken": self.token(page)})

    @staticmethod
    def token(page: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert found
        return found.group(1)

    def ask(self, method: str, url: str, data: dict[str, Any] | None = None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if data is not None:
            body, headers["Content-Type"] = urlencode(data), "application/x-www-form-urlencoded"
        self.http.request(method, url, body, headers)
        got = self.http.getresponse()
        for name, value in got.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, rest = value.partition("=")
                self.cookies[cookie] = rest.split(";")[0]
        return got.status, got.read().decode()


def per_second(work: list[Callable[[], None]]) -> tuple[float, float]:
    """Requests per second of all clients together, and the 95th percentile in milliseconds, over SECONDS."""
    times: list[float] = []
    stop = time.monotonic() + SECONDS

    def run(one: Callable[[], None]) -> None:
        while time.monotonic() < stop:
            begun = time.monotonic()
            one()
            times.append(time.monotonic() - begun)

    threads = [threading.Thread(target=run, args=[one]) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS + 30)
    return len(times) / SECONDS, statistics.quantiles(times, n=20)[18] * 1000


def over_http(data: Path) -> dict[str, Any]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--workers",
        "1",
        "--blocking-threads",
        "4",
    ]
    server = subprocess.Popen(
        [BIN / "granian", *words, "--log-level", "error", "onlinelives.config.wsgi:application"], cwd=ROOT
    )
    try:
        _wait(port)
        workers = psutil.Process(server.pid).children(recursive=True) or [psutil.Process(server.pid)]
        memory_at_start = max(w.memory_info().rss for w in workers) / 1e6
        visitors = [Visitor(port, "Bob") for _ in range(8)]
        _, home = visitors[0].ask("GET", "/home/")
        found = re.search(r"/returns/(\d+)/", home)
        assert found
        pk = found.group(1)
        _, page = visitors[0].ask("GET", f"/returns/{pk}/sections/1/")
        token = Visitor.token(page)

        def read(visitor: Visitor) -> Callable[[], None]:
            def one() -> None:
                status, _ = visitor.ask("GET", f"/returns/{pk}/sections/1/")
                assert status == 200

            return one

        def save(visitor: Visitor, place: int) -> Callable[[], None]:
            code, key = f"{place // 6 + 1}.{place % 6 + 1}", f"s{place // 6 + 1}_{place % 6 + 1}"
            _, shown = visitor.ask("GET", f"/returns/{pk}/sections/{place // 6 + 1}/")
            version = [int(re.search(rf'name="{key}-version"[^>]*value="(\d+)"', shown).group(1))]  # type: ignore[union-attr]
            csrf = Visitor.token(shown)

            def one() -> None:
                sent = {f"{key}-version": version[0], f"{key}-choice": version[0] % 5, "csrfmiddlewaretoken": csrf}
                status, _ = visitor.ask("POST", f"/returns/{pk}/answers/{code}/save/", sent)
                assert status == 200, status
                version[0] += 1

            return one

        assert token
        told: dict[str, Any] = {}
        for name, make in (("section page", lambda v, n: read(v)), ("save a score", save)):
            for clients in (1, 8):
                rate, slow = per_second([make(visitor, n) for n, visitor in enumerate(visitors[:clients])])
                told[f"{name}, {clients} client{'s' if clients > 1 else ''}"] = {
                    "per_second": round(rate, 1),
                    "p95_ms": round(slow, 1),
                }
        workers = psutil.Process(server.pid).children(recursive=True) or [psutil.Process(server.pid)]
        told["worker memory, MB"] = {
            "at_start": round(memory_at_start),
            "after": round(max(w.memory_info().rss for w in workers) / 1e6),
        }
        return told
    finally:
        server.terminate()
        server.wait(15)


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/health/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not start")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="ol-bench-") as folder:
        data = Path(folder)
        prepare(data)
        served = over_http(data)
        pages = cpu_ratios()
        from tools import bench_files, bench_search  # once Django is set up

        files = bench_files.figures()
        searches = bench_search.figures()
    print(f"\n{'page':<16}{'queries':>8}{'bytes':>9}{'CPU ms':>9}{'bare ms':>9}{'ratio':>7}")
    for row in pages:
        print(
            f"{row['page']:<16}{row['queries']:>8}{row['bytes']:>9,}{row['cpu_ms']:>9}{row['bare_cpu_ms']:>9}{row['ratio']:>7}"
        )
    for row in files:
        print(f"{row['what']:<28}{row['bytes']:>12,} bytes{row['cpu_ms']:>9} ms{row['peak_mb']:>9} MB")
    print(f"\n{bench_search.table(searches)}\n")
    for name, figures in served.items():
        print(f"{name:<28}" + "  ".join(f"{key.replace('_', ' ')} {value}" for key, value in figures.items()))
    (ROOT / "bench.json").write_text(
        json.dumps({"pages": pages, "files": files, "searches": searches, "served": served}, indent=1) + "\n"
    )


if __name__ == "__main__":
    main()
