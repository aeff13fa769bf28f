"""Writes a set of answers as one Parquet file, sorted as the engine reads it, named by its hash and never changed."""

import hashlib
import os
import uuid
from collections.abc import Container, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onlinelives.survey.engine.duck import confined
from onlinelives.survey.engine.sql import checked

STRATUM, SCHOOL, WEIGHT = "stratum", "school", "weight"
MEMORY = "1GB"


@dataclass(frozen=True)
class Written:
    """sha256: of the file, 64 hexadecimal digits; it is the file's name too. rows: young people in it."""

    sha256: str
    rows: int


def place_of(folder: Path, sha256: str) -> Path:
    return folder / f"{sha256}.parquet"


def write(folder: Path, columns: Mapping[str, NDArray[Any]]) -> Written:
    """Columns of equal length n, stratum, school and weight among them; rows are sorted by stratum and school. Whole
    numbers are written in one byte or two where they fit, and signed, as every engine reads them. The file is there
    whole or not at all. Raises ValueError for columns that are not of one length, and for a name that is no name."""
    order = np.lexsort((columns[SCHOOL], columns[STRATUM]))
    if any(column.shape != order.shape for column in columns.values()):
        raise ValueError("every column has one value for each young person")
    held = {checked(name): _narrow(column)[order] for name, column in columns.items()}
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = folder / f".{uuid.uuid4().hex}.part"
    try:
        with closing(confined(folder, threads=1, memory=MEMORY)) as duck:
            duck.register("answers", held)
            duck.table("answers").write_parquet(str(unfinished.resolve()), compression="zstd")
        return settle(folder, unfinished, len(order))
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def is_whole(folder: Path, sha256: str) -> bool:
    """Whether the file is there and still what its name says."""
    try:
        with place_of(folder, sha256).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False


def forget_others(folder: Path, known: Container[str], before: float) -> int:
    """Removes files of answers that are not `known` by their hash, and unfinished ones, last written before a moment in
    seconds since 1970: a program that was killed has left them. How many."""
    loose = [file for file in folder.glob("*.parquet") if file.stem not in known] + list(folder.glob(".*.part"))
    old = [file for file in loose if file.stat().st_mtime < before]
    for file in old:
        file.unlink()
    return len(old)


def settle(folder: Path, unfinished: Path, rows: int) -> Written:
    """Gives a file that was written in the folder its name for good, once it is on the disk."""
    with unfinished.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    unfinished.chmod(0o600)
    unfinished.replace(place_of(folder, sha256))
    return Written(sha256, rows)


def _narrow(column: NDArray[Any]) -> NDArray[Any]:
    if column.dtype.kind not in "iub":
        return column.astype(np.float64)
    least, most = (int(column.min()), int(column.max())) if len(column) else (0, 0)
    kinds = (kind for kind in (np.int8, np.int16) if np.iinfo(kind).min <= least and most <= np.iinfo(kind).max)
    return column.astype(next(kinds, np.int32))
