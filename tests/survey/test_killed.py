"""While a class takes part, a worker of the server is killed, and then all of it. Nothing is lost, nothing is doubled.

A real server on the file of the test's own database; `make bench-load` does the same with hundreds of children, on
PostgreSQL as well.
"""

import asyncio
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from onlinelives.rules.questionnaires.shapes import Questionnaire
from onlinelives.survey.models import AccessCode, Box
from tests.rules.questionnaires.asked import ask, form, page
from tests.waves import Fieldwork
from tests.world import World
from tools.crowd import Child, Line, Tally, all_take_part, enters, hands_in_whole, page_by_page, until_it_answers
from tools.served import Served

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the server opens the file of the test's database"),
]
ASKS: Questionnaire = form(*(page(ask(f"question_{number}")) for number in range(5)))
SAID = {question.id: 1 for question in ASKS.questions()}
LIMIT = 300  # seconds; it takes about ten where nobody else is busy


@pytest.fixture
def served(transactional_db: None) -> Iterator[Served]:
    """On the database of this test, with the settings of all tests."""
    worker = f"served-{os.getpid()}"
    folder = Path(settings.DATA).parent / worker
    folder.mkdir(exist_ok=True)
    database = folder / "online-lives.sqlite3"
    database.unlink(missing_ok=True)
    database.symlink_to(connection.settings_dict["NAME"])
    try:
        with Served(
            DJANGO_SETTINGS_MODULE="tests.settings", PYTEST_XDIST_WORKER=worker, TMPDIR=tempfile.gettempdir()
        ) as server:
            yield server
    finally:
        database.unlink()


async def morning(served: Served, codes: Sequence[str], child: Child, kills: bool) -> Tally:
    """Six browsers. After a third have handed in a worker is killed, and after two thirds the server."""
    tally = Tally()

    async def kill() -> None:
        while len(tally.thanked) < len(codes) // 3:
            await asyncio.sleep(0.01)
        served.kill_a_worker()
        while len(tally.thanked) < 2 * len(codes) // 3:
            await asyncio.sleep(0.01)
        served.kill()
        served.start()

    await until_it_answers(served.port)
    killing = asyncio.create_task(kill()) if kills else None
    await all_take_part(codes, child, [Line(served.port, tally) for _ in range(6)], tally, LIMIT)
    if killing:
        await killing
    return tally


def test_every_answer_that_was_acknowledged_is_there_once(world: World, served: Served) -> None:
    """Half of them go page by page, the others hand in whole."""
    codes = Fieldwork(world, on_device=True, asks=ASKS).issue(8, 40).codes
    drafts: dict[str, str] = {}
    asyncio.run(morning(served, codes[::2], enters(drafts), kills=False))
    paging, handing_in = page_by_page(SAID), hands_in_whole(drafts, SAID, list(SAID))

    async def child(line: Line, code: str) -> None:
        await (handing_in if code in drafts else paging)(line, code)

    tally = asyncio.run(morning(served, codes, child, kills=True))
    assert tally.failures == []
    assert tally.tries > 0  # somebody's line was cut
    assert tally.thanked == set(codes)
    assert AccessCode.objects.filter(state="used").count() == Box.objects.count() == len(codes)
