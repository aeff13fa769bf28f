"""Spark, for a survey that one machine cannot hold. An optional part: pyspark is imported when an engine is made, so
that the product runs without it. This is the only module that knows pyspark, and the only import inside a function."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from onlinelives.survey.engine.port import Columns, inside
from onlinelives.survey.engine.sql import checked

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "8",
    "spark.sql.ansi.enabled": "true",
}


class Spark:
    """A session at `master`. The files of the folder must have the same path on every worker."""

    def __init__(self, folder: Path, master: str, settings: Mapping[str, str] | None = None) -> None:
        import pyarrow  # noqa: PLC0415
        from pyspark.sql import SparkSession  # noqa: PLC0415

        self._folder = folder.resolve()
        self._table = pyarrow.table
        made = SparkSession.builder.master(master).appName("onlinelives")
        for key, value in {**SETTINGS, **(settings or {})}.items():
            made = made.config(key, value)
        self._session = made.getOrCreate()

    def register(self, name: str, path: Path) -> None:
        read = self._session.read.parquet(inside(self._folder, path).as_uri())
        read.createOrReplaceTempView(checked(name))

    def rows(self, sql: str) -> Columns:
        found = self._session.sql(sql).toArrow()
        for name, column in zip(found.column_names, found.columns, strict=True):
            if column.null_count:
                raise ValueError(f"{name} has rows without a value")
        return {name: found.column(name).to_numpy() for name in found.column_names}

    def pieces(self, sql: str) -> None:
        """Its partitions come in no order that we may rely on."""

    def put(self, name: str, columns: Mapping[str, NDArray[Any]]) -> None:
        table = self._table({checked(column): held for column, held in columns.items()})
        self._session.createDataFrame(table).createOrReplaceTempView(checked(name))

    def close(self) -> None:
        self._session.stop()
