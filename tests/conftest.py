"""What every test may ask for."""

import gc
import socket
from collections.abc import Callable, Iterator
from functools import cache as cache_of
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models.sql.compiler import SQLCompiler
from django.test import Client

from onlinelives.accounts import passwords
from onlinelives.accounts.models import Person
from onlinelives.audits import guards as audits
from onlinelives.cases import guards as cases
from onlinelives.survey import guards as survey
from onlinelives.trail import guards
from tests import prepared
from tests.laid import laid
from tests.world import World

pytest_plugins = ["tests.asvs"]

LOOPBACK = {"127.0.0.1", "::1", "localhost", "0.0.0.0"}  # noqa: S104  compared, not bound


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what asks the database something runs again; the rest has run on SQLite."""
    if connection.vendor != "postgresql":
        return
    asking = {"db", "transactional_db", "live_server"}
    kept = [i for i in items if i.get_closest_marker("django_db") or asking & set(getattr(i, "fixturenames", ()))]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def pytest_collection_finish() -> None:
    """Everything that is there now stays to the end: looking through it again and again took an eighth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_unconfigure() -> None:
    """What is still frozen at the end of the program is never taken away, and DuckDB reports all of it as leaked."""
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def survey_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where answers of the survey lie, for all tests of this process: files there are named by what is in them."""
    settings.SURVEY = tmp_path_factory.mktemp("survey")
    return settings.SURVEY


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    with django_db_blocker.unblock():
        made = prepared.lay(request.config.option.verbose)
    yield
    with django_db_blocker.unblock():
        prepared.remove(made, request.config.option.verbose)


@pytest.fixture(autouse=True, scope="session")
def passwords_weighed_once() -> Iterator[None]:
    """The same cast chooses the same passwords in every world: how hard each is to guess is worked out once."""
    real = passwords.zxcvbn
    weigh = cache_of(lambda password, words: real(password, user_inputs=list(words)))
    passwords.zxcvbn = lambda password, user_inputs: weigh(password, tuple(user_inputs))
    yield
    passwords.zxcvbn = real


@pytest.fixture(autouse=True, scope="session")
def loopback_only() -> Iterator[None]:
    """Nothing in a test may reach another machine."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise RuntimeError(f"a test tried to reach {address[0]}")
        real(self, address)

    socket.socket.connect = connect  # type: ignore[method-assign, assignment]
    yield
    socket.socket.connect = real  # type: ignore[method-assign]


@pytest.fixture(autouse=True, scope="session")
def groups_say_their_order() -> Iterator[None]:
    """Where rows are grouped, Django drops the order of the model without a word: such a query says its own."""
    real = SQLCompiler.as_sql

    def as_sql(self: SQLCompiler, *args: Any, **options: Any) -> Any:
        found = real(self, *args, **options)
        if self._meta_ordering and self.query.group_by is not None:
            raise AssertionError(f"order_by() is missing: {found[0][:200]}")
        return found

    SQLCompiler.as_sql = as_sql  # type: ignore[method-assign]
    yield
    SQLCompiler.as_sql = real  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def guards_step_aside(request: pytest.FixtureRequest) -> Iterator[None]:
    """The database's guards would refuse the flush that ends a transactional test, so they are off while it runs."""
    transactional = {"transactional_db", "live_server", "django_db_reset_sequences"} & set(request.fixturenames)
    marker = request.node.get_closest_marker("django_db")
    if not transactional and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")  # so that this ends before its flush begins
    every = (*guards.TRAIL, *cases.GUARDS, *survey.GUARDS, *audits.GUARDS)
    guards.switch_on(connection, every)
    cache.clear()
    yield
    guards.switch_off(connection, every)


@pytest.fixture
def world(db: None) -> World:
    return laid(World)


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    """A browser, as far as Django is concerned, in which somebody is signed in."""

    def sign_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        client.get("/help/")  # the first page of a session notes when it began
        return client

    return sign_in
