"""Everything that `make test` checks, with how long each part took. Stops at the first that fails.

Journeys mostly wait for a browser, so they run beside the tests of both databases. --only NAME runs one part: lint,
sqlite, postgresql or journeys.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import postgres

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
CORES = str(min(os.cpu_count() or 1, 8))
BROWSERS = str(int(CORES) + 1)
JOURNEYS = ["pytest", "-q", "-n", BROWSERS, "-m", "journey"]


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
    run("pytest", "-q", "-n", CORES, "-m", "not journey")


def postgresql() -> None:
    given = os.environ.get("DATABASE_URL", "")
    words = ["pytest", "-q", "-n", CORES, "-m", "not journey"]
    if given:
        run(*words)
        return
    with postgres.server() as address:
        run(*words, DATABASE_URL=address)


def journeys() -> None:
    os.environ.pop("DATABASE_URL", None)
    run(*JOURNEYS)


PARTS: dict[str, Callable[[], None]] = {
    "lint": lint,
    "sqlite": sqlite,
    "postgresql": postgresql,
    "journeys": journeys,
}


def timed(name: str, part: Callable[[], None]) -> None:
    given = os.environ.get("DATABASE_URL", "")
    print(f"\n== {name}", flush=True)
    begun = time.monotonic()
    part()
    if given:
        os.environ["DATABASE_URL"] = given
    print(f"== {name}: {time.monotonic() - begun:.0f} s", flush=True)


@contextmanager
def journeys_beside() -> Iterator[None]:
    """The journeys run during the block; afterwards what they said is printed, and their failure is the program's."""
    begun = time.monotonic()
    with tempfile.TemporaryFile() as said, tempfile.TemporaryDirectory(prefix="ol-journeys-") as folder:
        # A folder of their own for the test database, which would otherwise be that of the tests beside them.
        here = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {"TMPDIR": folder}
        words = [str(BIN / JOURNEYS[0]), *JOURNEYS[1:]]
        running = subprocess.Popen(words, cwd=ROOT, env=here, stdout=said, stderr=subprocess.STDOUT)
        try:
            yield
            code = running.wait()
        finally:
            running.terminate()
            running.wait()
        print("\n== journeys", flush=True)
        said.seek(0)
        sys.stdout.buffer.write(said.read())
        print(f"== journeys: {time.monotonic() - begun:.0f} s, beside the others", flush=True)
    if code:
        sys.exit(code)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=list(PARTS))
    asked = parser.parse_args()
    if asked.only:
        timed(asked.only, PARTS[asked.only])
        return
    timed("lint", lint)
    with journeys_beside():
        timed("sqlite", sqlite)
        timed("postgresql", postgresql)


if __name__ == "__main__":
    main()
