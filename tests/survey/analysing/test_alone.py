"""The console script analyses a file where nothing has been set up: no data folder, no key, no database."""

import os
import subprocess
import sys
from pathlib import Path

from tests.survey.analysing.commands import REFERENCE, as_csv

ROOT = Path(__file__).parents[3]


def run(*asked: object) -> subprocess.CompletedProcess[str]:
    bare = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    script = [sys.executable, "-m", "onlinelives.config.command", "analyse"]
    return subprocess.run([*script, *map(str, asked)], env=bare, capture_output=True, text=True, check=False)


def test_it_runs_where_nothing_is_set_up() -> None:
    done = run(REFERENCE / "apiclus1.csv", "--items", "awards", "--yes", "Yes", "--psu", "dnum")
    assert (done.returncode, done.stderr) == (0, "")
    assert "awards      185    15  71%" in done.stdout


def test_a_refusal_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    file = as_csv(tmp_path / "a.csv", {"q": [1, 0], "w": [1, 0]})
    done = run(file, "--items", "q", "--weight", "w")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "CommandError: Row 2 has no weight above 0 in column 'w' of a.csv.\n"
