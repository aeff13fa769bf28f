"""An installation in production: nothing missing passes, and Django finds nothing to complain about."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests import prepared

ROOT = Path(__file__).parent.parent.parent
WHOLE = {
    "ONLINELIVES_MODE": "production",
    "ONLINELIVES_SECRET_KEY": "a-key-of-no-worth-" * 4,
    "ONLINELIVES_TRAIL_KEYS": "1:" + "0a" * 32,
    "ONLINELIVES_SEALED_KEYS": "1:" + "0b" * 32,
    "ONLINELIVES_HOSTS": "online-lives.example",
}


def onlinelives(*words: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ONLINELIVES_", "DJANGO_", "DATABASE_"))
    }
    return subprocess.run(
        [sys.executable, "-m", "onlinelives.config.command", *words],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.asvs("V13.4.2", "V3.3.1", "V3.4.1")
def test_check_deploy_is_clean(tmp_path: Path) -> None:
    done = onlinelives(
        "check",
        "--deploy",
        "--fail-level",
        "DEBUG",
        environment={**WHOLE, "ONLINELIVES_DATA": str(tmp_path), "ONLINELIVES_CLAMAV": "/run/clamav/clamd.ctl"},
    )
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize("name", [*[name for name in WHOLE if name != "ONLINELIVES_MODE"], "ONLINELIVES_DATA"])
def test_a_missing_setting_stops_the_program_and_is_named(name: str, tmp_path: Path) -> None:
    environment = {**WHOLE, "ONLINELIVES_DATA": str(tmp_path)}
    del environment[name]
    done = onlinelives("check", environment=environment)
    assert done.returncode != 0
    assert done.stderr.startswith(f"onlinelives: Set the environment variable {name}.")


def test_the_demonstration_refuses_production(django_db_setup: None, tmp_path: Path) -> None:
    environment = {**WHOLE, "ONLINELIVES_DATA": str(tmp_path)}
    place = tmp_path / "online-lives.sqlite3"
    prepared.SqliteCopy().lay_at(place)  # nothing but the mode stands in its way
    done = onlinelives("load_demo", environment=environment)
    assert done.returncode != 0
    assert "only with ONLINELIVES_MODE=demo" in done.stderr
    with closing(sqlite3.connect(place)) as kept:
        assert kept.execute("select count(*) from accounts_partnership").fetchone() == (0,)


def test_the_demonstration_sign_in_has_no_address_outside_demo_mode() -> None:
    from django.urls import NoReverseMatch, reverse

    with pytest.raises(NoReverseMatch):
        reverse("demo_cast")
