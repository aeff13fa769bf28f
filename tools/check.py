"""Everything that `make test` checks, in order, with how long each part took. Stops at the first that fails.

--only NAME runs one part: lint, sqlite, postgresql, journeys or spark.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tools import postgres

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
ORDINARY = "not journey and not spark"
CORES = str(min(os.cpu_count() or 1, 8))


def run(*words: str, **environment: str) -> None:
    """One command; the program ends with its exit code when it fails."""
    done = subprocess.run([str(BIN / words[0]), *words[1:]], cwd=ROOT, env={**os.environ, **environment}, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def lint() -> None:
    run("ruff", "format", "--check", "--quiet", ".")
    run("ruff", "check", "--quiet", ".")
    run("lint-imports", "--no-cache")
    run("mypy", "--no-error-summary")


def sqlite() -> None:
    os.environ.pop("DATABASE_URL", None)
    run("pytest", "-q", "-n", CORES, "-m", ORDINARY)


def postgresql() -> None:
    given = os.environ.get("DATABASE_URL", "")
    if given:
        run("pytest", "-q", "-n", CORES, "-m", ORDINARY)
        return
    with postgres.server() as address:
        run("pytest", "-q", "-n", CORES, "-m", ORDINARY, DATABASE_URL=address)


def journeys() -> None:
    os.environ.pop("DATABASE_URL", None)
    run("pytest", "-q", "-n", CORES, "-m", "journey")


def spark() -> None:
    """In an environment of its own, because pyspark is large and the product runs without it."""
    done = subprocess.run(["make", "--no-print-directory", "test-spark"], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(done.returncode)


PARTS: dict[str, Callable[[], None]] = {
    "lint": lint,
    "sqlite": sqlite,
    "postgresql": postgresql,
    "journeys": journeys,
    "spark": spark,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=list(PARTS))
    asked = parser.parse_args()
    given = os.environ.get("DATABASE_URL", "")
    for name, part in PARTS.items():
        if asked.only not in (None, name):
            continue
        print(f"\n== {name}", flush=True)
        begun = time.monotonic()
        part()
        if given:
            os.environ["DATABASE_URL"] = given
        print(f"== {name}: {time.monotonic() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
