"""A database with every migration applied takes a quarter of a minute to make, so it is made once and then copied: by
every process of a run, and by later runs, until a migration changes or a package does.

`python -m tests.prepared` makes it before a run begins."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import django
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

FOLDER = Path(tempfile.gettempdir()) / f"online-lives-tests-{os.getuid()}-prepared"
OURS = Path(__file__).parent.parent
SHAPING = ("*/migrations/*.py", "*/guards*.py", "*/models/*.py", "*/models.py", "*/apps.py", "config/settings.py")


def lay(verbosity: int) -> Any:
    """Makes the database of this process. Returns what `remove` needs."""
    FOLDER.mkdir(mode=0o700, exist_ok=True)
    kept = SqliteCopy() if connection.vendor == "sqlite" else PostgresCopy()
    with _alone(kept.name):
        if known := kept.is_there():
            kept.lay()
        made = setup_databases(verbosity, interactive=False, keepdb=known, serialized_aliases=set())
        if not known:
            kept.take()
    return made


def remove(made: Any, verbosity: int) -> None:
    """Ends the database of this process. The copy to be laid again stays."""
    teardown_databases(made, verbosity)


class SqliteCopy:
    def __init__(self) -> None:
        self.name = f"{_state()}.sqlite3"
        self._path = FOLDER / self.name

    def is_there(self) -> bool:
        return self._path.exists()

    def lay(self) -> None:
        name = connection.creation._get_test_db_name()
        for end in ("", "-wal", "-shm"):
            Path(name + end).unlink(missing_ok=True)
        self.lay_at(Path(name))

    def lay_at(self, place: Path) -> None:
        """For a program that a test starts: a database with every migration, and nothing in it, at an empty place."""
        shutil.copyfile(self._path, place)

    def take(self) -> None:
        for old in FOLDER.glob("*.sqlite3"):
            old.unlink()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(self._path)])


class PostgresCopy:
    PREFIX = "prepared_for_tests_"

    def __init__(self) -> None:
        self.name = self.PREFIX + _state()

    def is_there(self) -> bool:
        return self._ask("select 1 from pg_database where datname = %s", self.name) != []

    def lay(self) -> None:
        name = connection.creation._get_test_db_name()
        self._do(f'drop database if exists "{name}"')
        self._do(f'create database "{name}" template "{self.name}"')

    def take(self) -> None:
        made = connection.settings_dict["NAME"]
        connection.close()  # nobody may be at a database that is copied
        for (old,) in self._ask("select datname from pg_database where starts_with(datname, %s)", self.PREFIX):
            self._do(f'drop database "{old}"')
        self._do(f'create database "{self.name}" template "{made}"')

    def _ask(self, question: str, *given: str) -> list[Any]:
        with connection.creation._nodb_cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute(question, given)
            return list(cursor.fetchall())

    def _do(self, command: str) -> None:
        with connection.creation._nodb_cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute(command)


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """One process at a time makes or copies."""
    with (FOLDER / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _state() -> str:
    """Changes whenever an installed package does, or something that makes the database: SHAPING."""
    told = hashlib.sha256()
    for package in sorted((found.name, found.version) for found in distributions()):
        told.update(repr(package).encode())
    for path in sorted(found for shaping in SHAPING for found in (OURS / "onlinelives").glob(shaping)):
        told.update(f"{path.relative_to(OURS)}\n".encode() + path.read_bytes())
    return told.hexdigest()[:16]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    remove(lay(verbosity=0), verbosity=0)
