"""`make bench-bring`: what it costs to bring a file of 1,000,000 young people and 100 columns in, as CSV, Parquet and
SPSS. Each file is made, and each format measured, by a program of its own, so that the memory is that of the measuring.
Another number of rows where one is given.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

QUESTIONS, SCHOOLS = 97, 8_000
KINDS = ("csv", "parquet", "sav")


def quiet(step: int, steps: int) -> None:
    """Nobody watches."""


def lay(folder: Path, rows: int) -> None:
    """The same answers in each format; always the same."""
    import duckdb
    import pyreadstat

    from onlinelives.content import instruments
    from onlinelives.survey.bringing.mapping import items_of

    names = list(items_of(instruments.questionnaire("online-lives-2026")))[:QUESTIONS]
    asked = ", ".join(f"CAST(hash(i * 97 + {place}) % 3 AS SMALLINT) AS {name}" for place, name in enumerate(names))
    made = duckdb.connect().sql(
        f"SELECT 'School ' || hash(i) % {SCHOOLS} AS school, 0.5 + (hash(i * 7) % 1000) / 1000.0 AS weight, "
        f"'Kind ' || hash(i) % {SCHOOLS} % 12 AS stratum, {asked} FROM range({rows}) r(i)"
    )
    made.write_csv(str(folder / "sent.csv"))
    made.write_parquet(str(folder / "sent.parquet"))
    pyreadstat.write_sav(made.df(), str(folder / "sent.sav"))


def measure(folder: Path, kind: str) -> dict[str, Any]:
    """Seconds of each step and the peak memory in MB."""
    from onlinelives.content import instruments
    from onlinelives.survey.bringing import laying, looking, matching, reading

    asks, raw, seconds = instruments.questionnaire("online-lives-2026"), folder / "raw.parquet", {}
    sent = folder / f"sent.{kind}"
    begun = time.perf_counter()
    known = reading.read(sent, kind, raw, quiet)
    seconds["read"] = time.perf_counter() - begun
    begun = time.perf_counter()
    columns = looking.look(raw, known, quiet)
    seconds["look"] = time.perf_counter() - begun
    begun = time.perf_counter()
    mapped = matching.guess(asks, columns)
    laid = laying.lay(laying.Known(raw, known.first_row, columns, mapped, asks), {}, quiet)
    seconds["lay"] = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
    return {"rows": laid.rows, "columns": len(laid.columns), "seconds": seconds, "peak": peak}


def main() -> None:
    if len(sys.argv) > 2:
        place, part, *how_many = sys.argv[1:]
        if part == "lay":
            lay(Path(place), int(how_many[0]))
        else:
            print(json.dumps(measure(Path(place), part)))
        return
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        _alone(folder, "lay", str(rows))
        print(f"{'':8} {'MB':>6} {'read s':>7} {'look s':>7} {'lay s':>7} {'peak MB':>8}")
        for kind in KINDS:
            told = json.loads(_alone(folder, kind))
            size = (Path(folder) / f"sent.{kind}").stat().st_size // 10**6
            steps = " ".join(f"{told['seconds'][step]:7.1f}" for step in ("read", "look", "lay"))
            print(f"{kind:8} {size:6} {steps} {told['peak']:8}")


def _alone(*told: str) -> str:
    command = [sys.executable, "-m", "tools.bench_bring", *told]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    main()
