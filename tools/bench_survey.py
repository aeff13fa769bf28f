"""`make bench-survey`: what the sums of a survey cost, as ratios to a bare scan of the same columns in the same run.

Invented answers: 60 yes/no questions with 3 to 6% missing, 7 groups of 2 to 20% that overlap, 12 years, weights, 120
pupils a school; 12 strata below a million children and 150 from there. Each size is laid and measured by a program of
its own, so that the memory is that of the measuring. 36,000 and 1,000,000 children, and more where a number is given.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

QUESTIONS, GROUPS, YEARS = 60, (20, 30, 50, 80, 120, 160, 200), 12  # groups: in a thousand
PUPILS = 120


def lay(path: Path, children: int) -> None:
    """Writes the file as the product does: ordered by stratum and school, compressed with zstd. Always the same."""
    import duckdb

    strata = 12 if children < 1_000_000 else 150
    questions = ", ".join(
        f"CAST(CASE WHEN hash(i * 97 + {q}) % 1000 < {30 + q % 4 * 10} THEN -8 + CAST(hash(i * 89 + {q}) % 5 AS INT) "
        f"WHEN hash(i * 101 + {q}) % 1000 < {50 + q * 10} THEN 1 ELSE 0 END AS TINYINT) AS q{q}"
        for q in range(QUESTIONS)
    )
    groups = ", ".join(
        f"CAST(CASE WHEN hash(i * 53 + {g}) % 100 < 2 THEN -8 WHEN hash(i * 61 + {g}) % 1000 < {rate} THEN 1 "
        f"ELSE 0 END AS TINYINT) AS g{g}"
        for g, rate in enumerate(GROUPS)
    )
    duckdb.execute("SET threads = 2")
    duckdb.execute(
        f"COPY (SELECT (i // {PUPILS}) % {strata} AS stratum, i // {PUPILS} AS school, "
        f"0.5 + (hash(i) % 1000) / 1000.0 AS weight, CAST(hash(i * 7) % {YEARS} AS TINYINT) AS year, {groups}, "
        f"{questions} FROM range({children}) r(i) ORDER BY stratum, school) TO ? (FORMAT parquet, COMPRESSION zstd)",
        [str(path)],
    )


def timed(work: Callable[[], Any], times: int) -> tuple[float, float]:
    """Seconds by the clock and of processors; medians, after one call that is not counted."""
    work()
    clock, worked = [], []
    for _ in range(times):
        begun, begun_cpu = time.perf_counter(), time.process_time()
        work()
        worked.append(time.process_time() - begun_cpu)
        clock.append(time.perf_counter() - begun)
    return statistics.median(clock), statistics.median(worked)


def one_group(columns: list[str], group: str) -> str:
    """The other way, for one of the groups: all sums of all questions in one GROUP BY."""
    sums = ", ".join(
        f"COUNT(CASE WHEN {q} >= 0 THEN 1 END) AS n_{q}, COUNT(CASE WHEN {q} = 1 THEN 1 END) AS x_{q}, "
        f"SUM(CASE WHEN {q} >= 0 THEN weight ELSE 0 END) AS w_{q}, "
        f"SUM(CASE WHEN {q} = 1 THEN weight ELSE 0 END) AS y_{q}"
        for q in columns
    )
    return f"SELECT {group} AS side, {sums} FROM survey GROUP BY stratum, school, {group}"


def measure(path: Path) -> dict[str, Any]:
    """For each piece of work its seconds by the clock and of processors; and the peak memory before the last one."""
    import numpy as np

    from onlinelives.rules.estimation import fit, regression
    from onlinelives.survey.engine import gather, start
    from onlinelives.survey.engine.sql import Levels, Question

    engine = start("duckdb", path.parent)
    engine.register("survey", path)
    asked = gather.survey(engine, "survey")
    times = 5 if asked.children <= 1_000_000 else 2
    questions = [Question(f"q{q}") for q in range(QUESTIONS)]
    flags = [Question(f"g{g}") for g in range(len(GROUPS))]
    years = Levels("year", tuple((year,) for year in range(YEARS)))
    held = gather.patterns(asked, questions[9], flags)
    design = np.column_stack([np.ones(len(held.levels)), held.levels == 2]).astype(float)
    mu = held.yes / held.weight
    bands = Levels("year", tuple(tuple(range(first, first + 3)) for first in range(0, YEARS, 3)))

    def adjusted(question: Question) -> Any:
        """A constant, 7 groups and 3 of 4 bands of years: 11 coefficients, with errors from the schools."""
        found = gather.patterns(asked, question, [*flags, bands])
        levels = [found.levels[:, place] == 2 for place in range(len(flags))]
        levels += [found.levels[:, -1] == band for band in range(2, bands.places + 1)]
        x = np.column_stack([np.ones(len(found.levels)), *levels]).astype(float)
        told = fit(x, found.weight, found.yes)
        moments = gather.score(asked, question, [*flags, bands], held=found, design=x, mu=told.fitted)
        return regression(told, moments)

    columns = ["stratum", "school", "weight", *(question.column for question in (*questions, *flags))]
    scan = f"SELECT {', '.join(f'SUM({name}) AS {name}' for name in columns)} FROM survey"
    works: dict[str, Callable[[], Any]] = {
        "bare scan": lambda: engine.rows(scan),
        "design": lambda: gather.survey(engine, "survey"),
        "60 questions, all children": lambda: gather.proportions(asked, questions),
        "60 questions x 7 groups x 2 sides": lambda: gather.groups(asked, questions, flags),
        "60 questions x 12 years": lambda: gather.by_levels(asked, questions, years),
        "one table, 12 x 2": lambda: gather.cells(asked, [years, questions[9]]),
        "4 scores together, 16 cells": lambda: gather.cells(asked, flags[3:]),
        "patterns of 7 predictors": lambda: gather.patterns(asked, questions[9], flags),
        "score of 8 coefficients": lambda: gather.score(asked, questions[9], flags, held=held, design=design, mu=mu),
        "adjusted model of 11 coefficients": lambda: adjusted(questions[9]),
    }
    took = {name: timed(work, times) for name, work in works.items()}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if asked.children <= 1_000_000:
        took["60 such models, one for each question"] = timed(lambda: [adjusted(each) for each in questions], 1)
        group_by = one_group(columns[3 : 3 + QUESTIONS], flags[0].column)
        took["(one GROUP BY for 1 group of the 7)"] = timed(lambda: engine.rows(group_by), 3)
    engine.close()
    return {"children": asked.children, "took": took, "megabytes": peak}


def main() -> None:
    if len(sys.argv) > 2:
        path = Path(sys.argv[2])
        if sys.argv[1] == "measure":
            print(json.dumps(measure(path)))
        else:
            lay(path, int(sys.argv[1]))
        return
    for children in (36_000, 1_000_000, *map(int, sys.argv[1:])):
        with tempfile.TemporaryDirectory() as folder:
            words = [sys.executable, "-m", "tools.bench_survey"]
            answers = str(Path(folder) / "answers.parquet")
            subprocess.run([*words, str(children), answers], check=True)
            done = subprocess.run([*words, "measure", answers], check=True, capture_output=True, text=True)
        got = json.loads(done.stdout)
        scan = got["took"]["bare scan"]
        print(f"\n{children:,} children, peak memory {got['megabytes']:.0f} MB\n")
        print(f"{'':38}{'seconds':>10}{'of CPU':>10}{'ratio of CPU':>14}")
        for name, (clock, worked) in got["took"].items():
            print(f"{name:38}{clock:>10.3f}{worked:>10.3f}{worked / scan[1]:>14.1f}")


if __name__ == "__main__":
    main()
