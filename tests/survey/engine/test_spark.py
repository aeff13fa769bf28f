"""Spark, on a master and a worker, answers the same text with the same moments."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onlinelives.survey.engine.spark import Spark
from tests.survey.engine import cluster, comparisons
from tests.survey.engine.invented import Invented, lay

pytestmark = pytest.mark.spark


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("answers")


@pytest.fixture(scope="module")
def data(folder: Path) -> Invented:
    return lay(folder)


@pytest.fixture(scope="module")
def engine(folder: Path, data: Invented, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spark]:
    if cluster.missing():
        pytest.skip(cluster.missing())
    before = dict(os.environ)
    os.environ.update(cluster.surroundings())
    try:
        with cluster.running(tmp_path_factory.mktemp("spark")) as address:
            made = Spark(folder, address, {"spark.driver.host": cluster.LOOPBACK, "spark.executor.memory": "1g"})
            made.register("survey", data.path)
            yield made
            made.close()
    finally:
        os.environ.clear()
        os.environ.update(before)


@pytest.mark.parametrize("compare", comparisons.ALL, ids=lambda compare: compare.__name__)
def test_it_answers_like_the_rows(compare: Callable, engine: Spark, data: Invented) -> None:
    compare(engine, data)
