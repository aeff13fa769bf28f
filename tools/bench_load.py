"""`make bench-load`: a morning in which 200 classes take part at once, on SQLite and on PostgreSQL.

A real server as in production, and one process with all the children on the same machine. (a) whole responses in one
request, (b) page by page, (c) both again while a worker and then the whole server are killed. Afterwards the database
is counted: codes used, responses, and hand-ins that were acknowledged must be the same number.

Bounded in number and in time, and on loopback only. CHILDREN=400 CLIENTS=20 make it smaller.
"""

import asyncio
import gzip
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tools import fieldwork, postgres
from tools.crowd import Child, Line, Tally, all_take_part, enters, hands_in_whole, page_by_page, until_it_answers
from tools.served import ROOT, WORKERS, Served

CLIENTS = int(os.environ.get("CLIENTS", "200"))
CHILDREN = int(os.environ.get("CHILDREN", "4000"))  # in (a); a quarter of them in (b), and in each half of (c)
LIMIT = 300  # seconds for each part
Beside = Callable[[], Coroutine[None, None, None]]


@dataclass
class Bench:
    """One server on one database. database: the processes of it that are not in the server."""

    served: Served
    database: list[psutil.Process]

    def run(self, codes: list[str], child: Child, beside: Beside | None = None) -> Tally:
        """Everybody takes part. beside: what goes on meanwhile."""
        tally = Tally()

        async def together() -> None:
            await until_it_answers(self.served.port)
            other = asyncio.create_task(beside()) if beside else None
            await all_take_part(codes, child, lines(self.served.port, tally), tally, LIMIT)
            if other:
                await other

        asyncio.run(together())
        return tally

    def measure(self, what: str, codes: list[str], child: Child) -> Tally:
        """Prints how many a second, how long each request took, and what all processes worked for it."""
        server, database, clients = self.served.cpu_seconds(), self._worked(), time.process_time()
        tally = self.run(codes, child)
        spent = (self.served.cpu_seconds() - server, self._worked() - database, time.process_time() - clients)
        each = "  ".join(
            f"{who} {1000 * cpu / len(codes):.1f}"
            for who, cpu in zip(("server", "database", "client"), spent, strict=True)
        )
        print(f"  {what:<34}{len(codes) / tally.seconds:>8.1f} /s   {times(tally)}   CPU ms each: {each}", flush=True)
        return tally

    def _worked(self) -> float:
        every = [each for first in self.database for each in (first, *first.children(recursive=True))]
        return sum(sum(each.cpu_times()[:2]) for each in every)

    async def kill(self) -> None:
        """A worker after two seconds, all of it after five, and up again."""
        await asyncio.sleep(2)
        self.served.kill_a_worker()
        await asyncio.sleep(3)
        self.served.kill()
        self.served.start()


def lines(port: int, tally: Tally) -> list[Line]:
    return [Line(port, tally) for _ in range(CLIENTS)]


def times(tally: Tally) -> str:
    """Milliseconds that a request took."""
    cut = statistics.quantiles(tally.pages, n=100)
    p50, p95, p99 = (1000 * cut[place] for place in (49, 94, 98))
    return f"p50 {p50:>5.0f}  p95 {p95:>5.0f}  p99 {p99:>5.0f} ms, {len(tally.failures)} failed"


def bench(database: str, processes: list[psutil.Process]) -> bool:
    """Prints the figures of one database. Whether nothing was lost or doubled."""
    quarter = CHILDREN // 4
    whole_codes, asks = fieldwork.lay(CHILDREN + quarter, on_device=True)
    page_codes, _ = fieldwork.lay(2 * quarter, on_device=False)
    said, pages = fieldwork.answers_to(asks)
    drafts: dict[str, str] = {}
    handing_in, paging = hands_in_whole(drafts, said, pages), page_by_page(said)
    thanked: set[str] = set()
    print(f"\n{database}: {len(said)} questions on {len(pages)} pages, {CLIENTS} at once", flush=True)
    with Served() as served:
        here = Bench(served, processes)
        here.run(whole_codes, enters(drafts))
        weigh(served.port, page_codes[0])
        thanked |= here.measure("(a) whole responses", whole_codes[:CHILDREN], handing_in).thanked
        paged = here.measure("(b) responses page by page", page_codes[:quarter], paging)
        rate = len(paged.pages) / paged.seconds
        print(f"      {rate:.0f} pages a second; an application that does nothing: {nothing():.0f}")
        for what, codes, child in (
            ("whole", whole_codes[CHILDREN:], handing_in),
            ("page by page", page_codes[quarter:], paging),
        ):
            killed = here.run(codes, child, here.kill)
            thanked |= killed.thanked
            told = f"{len(killed.thanked)} thanked, {killed.tries} sent again, {killed.seconds:.0f} s"
            print(f"  (c) {what}, killed: {told}", flush=True)
        thanked |= paged.thanked
    used, kept = fieldwork.counted()
    print(f"  codes used {used}, responses {kept}, acknowledged {len(thanked)} of {len(whole_codes) + len(page_codes)}")
    return used == kept == len(thanked) == len(whole_codes) + len(page_codes)


def weigh(port: int, code: str) -> None:
    """What the first page with a question weighs."""

    async def fetch() -> bytes:
        line = Line(port, Tally())
        return (await line.post("/s/", "application/x-www-form-urlencoded", b"code=" + code.encode()))[1]

    page = asyncio.run(fetch())
    style = (ROOT / "onlinelives/survey/static/survey/child.css").read_bytes()
    sizes = [f"{len(each) / 1000:.1f} kB ({len(gzip.compress(each)) / 1000:.1f} under gzip)" for each in (page, style)]
    print(f"  first page {sizes[0]}, its style sheet {sizes[1]}")


def nothing() -> float:
    """Requests a second that the same server and the same children make of an application that does nothing."""

    async def child(line: Line, code: str) -> None:
        for _ in range(50):
            await line.post("/", "application/x-www-form-urlencoded", b"draft=" + b"x" * 1500)

    tally = Tally()
    with Served("tools.bench_nothing:application") as served:
        time.sleep(2)
        asyncio.run(all_take_part(["x"] * 400, child, lines(served.port, tally), tally, LIMIT))
    return len(tally.pages) / tally.seconds


@contextmanager
def installation(**environment: str) -> Iterator[None]:
    """A fresh database of this process and of every one that it starts."""
    with tempfile.TemporaryDirectory() as data:
        os.environ.update(ONLINELIVES_MODE="local", ONLINELIVES_DATA=data, **environment)
        os.environ["DJANGO_SETTINGS_MODULE"] = "onlinelives.config.settings"
        for words in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput", "--verbosity", "0"]):
            subprocess.run([sys.executable, "-m", "onlinelives.config.command", *words], check=True, cwd=ROOT)
        import django

        django.setup()
        yield


def main() -> None:
    """With a name of a database its figures; without, those of both, each in a process of its own."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that no server stays behind
    if sys.argv[1:] == ["sqlite"]:
        os.environ.pop("DATABASE_URL", None)
        with installation():
            sys.exit(not bench("SQLite", []))
    if sys.argv[1:] == ["postgresql"]:
        with postgres.server(durable=True) as address, installation(DATABASE_URL=address):
            pid = int(Path(address.rsplit("=", 1)[1], "data", "postmaster.pid").read_text().split()[0])
            sys.exit(not bench("PostgreSQL", [psutil.Process(pid)]))
    busy = psutil.cpu_percent(3) / 100 * (os.cpu_count() or 1)
    print(f"{os.cpu_count()} cores, of which others use {busy:.1f}; {WORKERS} workers", flush=True)
    here = [sys.executable, "-m", "tools.bench_load"]
    lost = [subprocess.run([*here, each], cwd=ROOT, check=False).returncode for each in ("sqlite", "postgresql")]
    if any(lost):
        sys.exit("Something was lost or doubled.")


if __name__ == "__main__":
    main()
