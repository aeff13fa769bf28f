"""Opens files of answers with the engine that the settings name."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.conf import settings

from onlinelives.survey import engine
from onlinelives.survey.engine import files, sums
from onlinelives.survey.engine.port import Columns, Engine


@contextmanager
def opened(tables: Mapping[str, str]) -> Iterator[Engine]:
    """An engine that knows each file as a table. tables: name -> sha256 of the file. ValueError where a file is not
    there."""
    started = engine.start(settings.SURVEY_ENGINE, settings.SURVEY, master=settings.SPARK)
    try:
        for name, sha256 in tables.items():
            started.register(name, files.place_of(settings.SURVEY, sha256))
        yield started
    finally:
        started.close()


def answers_in(sha256: str, names: Sequence[str]) -> Columns:
    """Columns of a file as they are, n each. ValueError where the file or a column is not there."""
    with opened({"answers": sha256}) as engine:
        return engine.rows(sums.everything("answers", names))
