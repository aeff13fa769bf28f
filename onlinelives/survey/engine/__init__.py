"""The engine asks a file of answers for sums; `rules.estimation` makes figures of them. Start here with `start`."""

from pathlib import Path

from onlinelives.survey.engine.duck import Duck
from onlinelives.survey.engine.port import Engine
from onlinelives.survey.engine.spark import Spark


def start(kind: str, folder: Path, *, master: str = "") -> Engine:
    """The engine that the setting names: "duckdb" in this process, or "spark" at the address `master`. It reads files
    in `folder` only. Raises ValueError for another name, or for Spark without an address."""
    if kind == "duckdb":
        return Duck(folder)
    if kind == "spark" and master:
        return Spark(folder, master)
    raise ValueError('the survey engine is "duckdb", or "spark" with the address of its master')
