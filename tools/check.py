"""Everything that `make test` checks, in order, with how long each part took. Stops at the first that fails.

--only NAME runs one part: lint, sqlite, postgresql, journeys or spark.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from tools import postgres

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
JOURNEYS = "tests/journeys"  # by folder, not by mark: reading the other nine thousand tests takes half a minute
ORDINARY = f"--ignore={JOURNEYS}"
CORES = str(min(os.cpu_count() or 1, 8))


def keep_bytecode() -> None:
    """Every process of a run begins with thousands of modules, and tests start hundreds of processes: what is compiled
    once is kept, in the cache where it is not wanted beside the sources."""
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        os.environ.setdefault("PYTHONPYCACHEPREFIX", str(ROOT / ".cache" / "bytecode"))


def run(*words: str, **environment: str) -> None:
    """One command; the program ends with its exit code when it fails."""
    done = subprocess.run([str(BIN / words[0]), *words[1:]], cwd=ROOT, env={**os.environ, **environment}, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def suite(*words: str, **environment: str) -> None:
    run("pytest", "-q", "-n", CORES, *words, **environment)


def preparing(address: str) -> subprocess.Popen[bytes]:
    """Begins to make the database that every process of the tests copies. It keeps one core busy for a quarter of a
    minute, as lint does, so both are done at once."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.prepared"], cwd=ROOT, env={**os.environ, "DATABASE_URL": address}
    )


def lint(address: str) -> None:
    run("ruff", "format", "--check", "--quiet", ".")
    run("ruff", "check", "--quiet", ".")
    run("lint-imports", "--no-cache")
    run("mypy", "--no-error-summary")


def sqlite(address: str) -> None:
    suite(ORDINARY)


def postgresql(address: str) -> None:
    suite(ORDINARY, DATABASE_URL=address)


def journeys(address: str) -> None:
    suite(JOURNEYS)


def spark(address: str) -> None:
    """In an environment of its own, because pyspark is large and the product runs without it."""
    done = subprocess.run(["make", "--no-print-directory", "test-spark"], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(done.returncode)


PARTS: dict[str, Callable[[str], None]] = {
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
    keep_bytecode()
    parts = [asked.only] if asked.only else list(PARTS)
    address = os.environ.pop("DATABASE_URL", "")
    with ExitStack() as to_the_end:
        if "postgresql" in parts and not address:
            address = to_the_end.enter_context(postgres.server())
        made = [] if asked.only else [to_the_end.enter_context(preparing(kind)) for kind in ("", address)]
        for name in parts:
            print(f"\n== {name}", flush=True)
            begun = time.monotonic()
            PARTS[name](address)
            while made:
                if code := made.pop().wait():
                    sys.exit(code)
            print(f"== {name}: {time.monotonic() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
