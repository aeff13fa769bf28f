"""A short chain, and a way past the guards for those who would tamper with it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection, transaction

from onlinelives.trail import guards
from onlinelives.trail.actions import System, record

CHAIN = "mossley-vale"
BY = System(CHAIN, "person/1")


def add(count: int, chain: str = CHAIN, begin: int = 1) -> None:
    """Entries about answer/1, answer/2 and so on."""
    with transaction.atomic():
        for number in range(begin, begin + count):
            record("answer saved", by=System(chain, "person/1"), subject=f"answer/{number}", score=number % 5)


@pytest.fixture
def chain(db: None) -> str:
    add(5)
    return CHAIN


@pytest.fixture
def unguarded() -> Callable[[], AbstractContextManager[None]]:
    """What somebody can do who owns the database: take the guards away, tamper, put them back."""

    @contextmanager
    def past() -> Iterator[None]:
        guards.switch_off(connection, guards.TRAIL)
        yield
        guards.switch_on(connection, guards.TRAIL)

    return past
