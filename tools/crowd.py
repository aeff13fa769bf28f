"""Many children at once, over real HTTP on this machine: what `make bench-load` and a test of losing nothing drive.

One process with asyncio streams, and as little work for each page as can be, because the server that it drives runs on
the same cores. Nothing leaves the loopback address.
"""

import asyncio
import contextlib
import json
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

HOST = "127.0.0.1"
PATIENCE = 0.2  # seconds before somebody tries again whose line was cut
BROKEN_LINE = (OSError, EOFError, TimeoutError, ValueError)
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


@dataclass
class Tally:
    """What happened. pages: seconds that each took. thanked: codes whose hand-in was acknowledged. failures: answers
    that were no page. tries: how often somebody had to send again."""

    pages: list[float] = field(default_factory=list)
    thanked: set[str] = field(default_factory=set)
    failures: list[str] = field(default_factory=list)
    tries: int = 0
    seconds: float = 0.0


class Line:
    """One browser's connection, which stays open. A cut line is made anew and what was asked is sent again."""

    def __init__(self, port: int, tally: Tally):
        self.port, self.tally = port, tally
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, path: str, kind: str, body: bytes) -> tuple[int, bytes]:
        """Status and content. Tries until there is an answer."""
        head = f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        while True:
            begun = time.perf_counter()
            try:
                told = await asyncio.wait_for(self._ask(head.encode() + body), 20)
            except BROKEN_LINE:
                self.hang_up()
            else:
                if told[0] < 500:
                    self.tally.pages.append(time.perf_counter() - begun)
                    return told
            self.tally.tries += 1
            await asyncio.sleep(PATIENCE)

    async def _ask(self, request: bytes) -> tuple[int, bytes]:
        reader, writer = self.streams = self.streams or await asyncio.open_connection(HOST, self.port)
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        at = head.index(b"content-length:") + 15
        return int(head[9:12]), await reader.readexactly(int(head[at : head.index(b"\r", at)]))

    def hang_up(self) -> None:
        if self.streams:
            self.streams[1].close()
        self.streams = None


Child = Callable[[Line, str], Awaitable[None]]


async def all_take_part(codes: Sequence[str], child: Child, lines: Sequence[Line], tally: Tally, limit: float) -> None:
    """One browser for each line, used by one child after the other, until every code has had its turn. Raises
    TimeoutError after `limit` seconds."""
    waiting, begun = iter(codes), time.perf_counter()

    async def browser(line: Line) -> None:
        for code in waiting:
            await child(line, code)
        line.hang_up()

    async with asyncio.timeout(limit):
        await asyncio.gather(*map(browser, lines))
    tally.seconds = time.perf_counter() - begun


def page_by_page(answers: Mapping[str, Any]) -> Child:
    """A child without scripts who answers so and hands in at the end."""
    chosen = {page.encode(): _chosen(said) for page, said in answers.items()}

    async def child(line: Line, code: str) -> None:
        status, page = await line.post("/s/", FORM, b"code=" + quote(code).encode())
        while status == 200:
            draft, name = field_of(page, b"draft"), field_of(page, b"page")
            at_the_end = b'value="hand_in"' in page
            sent = b"draft=%s&page=%s&do=%s" % (
                draft.replace(b"=", b"%3D"),
                name,
                b"hand_in" if at_the_end else b"next",
            )
            status, page = await line.post("/s/page/", FORM, sent if at_the_end else sent + chosen.get(name, b""))
            if at_the_end and status == 200:
                line.tally.thanked.add(code)
                return
        line.tally.failures.append(f"{status} for a page")

    return child


def enters(drafts: dict[str, str]) -> Child:
    """A child with a script types the code. Its draft is put into `drafts`."""

    async def child(line: Line, code: str) -> None:
        status, page = await line.post("/s/", FORM, b"code=" + quote(code).encode())
        if status == 200:
            drafts[code] = field_of(page, b"draft").decode()
        else:
            line.tally.failures.append(f"{status} for a code")

    return child


def hands_in_whole(drafts: Mapping[str, str], answers: Mapping[str, Any], reached: Iterable[str]) -> Child:
    """A child whose browser kept everything sends it at once."""
    told = {"answers": dict(answers), "reached": list(reached), "do": "hand_in"}

    async def child(line: Line, code: str) -> None:
        body = json.dumps({**told, "draft": drafts[code]}).encode()
        status, content = await line.post("/s/whole/", JSON, body)
        if status == 200 and json.loads(content) == {"done": True}:
            line.tally.thanked.add(code)
        else:
            line.tally.failures.append(f"{status} for a whole response")

    return child


def field_of(page: bytes, name: bytes) -> bytes:
    """The value of a hidden field. Raises ValueError where there is none."""
    begin = page.index(b'name="%s" value="' % name) + len(name) + 15
    return page[begin : page.index(b'"', begin)]


def _chosen(said: Any) -> bytes:
    return b"".join(b"&answer=%d" % code for code in (said if isinstance(said, list) else [said]))


async def until_it_answers(port: int, seconds: float = 120) -> None:
    """Raises TimeoutError where no server answers."""
    async with asyncio.timeout(seconds):
        while True:
            with contextlib.suppress(OSError, EOFError):
                reader, writer = await asyncio.open_connection(HOST, port)
                writer.write(f"GET /s/key/ HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
                head = await reader.readline()
                writer.close()
                if b" 200 " in head:
                    return
            await asyncio.sleep(0.1)
