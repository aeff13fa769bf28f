"""A database with young people in it survives every migration since they landed, on both databases."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.cases.older import AS_OF, PEOPLE, RESTRICTED

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def environment(tmp_path: Path, db: None) -> Iterator[dict[str, str]]:
    """Of programs that work on an empty database of their own, of the kind that the tests run on."""
    found = {**os.environ, "ONLINELIVES_MODE": "local", "ONLINELIVES_DATA": str(tmp_path), "DATABASE_URL": ""}
    found |= {"DJANGO_SETTINGS_MODULE": "onlinelives.config.settings", "PYTHONPATH": str(ROOT)}
    if connection.vendor == "sqlite":
        yield found
        return
    told = connection.get_connection_params()
    name = f"upgrade_{uuid.uuid4().hex}"
    given = {key: told[key] for key in ("host", "port", "user", "password") if told.get(key)}
    with psycopg.connect(**given, dbname="postgres", autocommit=True) as server:
        server.execute(f"create database {name}")
        try:
            place = f"{given['user']}@/{name}?host={given['host']}"
            yield {**found, "DATABASE_URL": f"postgresql://{place}"}
        finally:
            server.execute(f"drop database {name} with (force)")


def run(environment: dict[str, str], *words: str) -> str:
    command = [sys.executable, "-W", "ignore", "-m", *words]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_was_there_before_is_there_after_with_ages_filled_in(environment: dict[str, str]) -> None:
    migrate = ("onlinelives.config.command", "migrate", "--verbosity", "0")
    run(environment, *migrate, *AS_OF)
    run(environment, "tests.cases.older", "lay")
    run(environment, *migrate)
    found: dict[str, dict[str, Any]] = json.loads(run(environment, "tests.cases.older", "read"))
    assert set(found) == set(PEOPLE)
    for reference, (given, family, born, _, _, why, age) in PEOPLE.items():
        now = found[reference]
        assert (now["name"], now["born_on"]) == ([given, family], born)
        assert (now["reason"], now["decided"], now["age"]) == (why, f"Decided: {why}", age)
        assert (now["state"], now["restricted"]) == ("open", reference == RESTRICTED)
        assert now["page"] == [200, True]
        assert reference in now["found"]
    assert found[RESTRICTED]["why_restricted"] == ["Related to a colleague."]
