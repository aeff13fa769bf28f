"""Running the command, and files for it to read."""

import csv
import json
import struct
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

REFERENCE = Path(__file__).parents[2] / "rules" / "estimation" / "reference"
NOTHING_THERE = -1.7976931348623157e308  # how SPSS writes an empty cell


def told(*asked: object) -> str:
    out = StringIO()
    call_command("analyse", *map(str, asked), stdout=out)
    return out.getvalue()


def exact(*asked: object) -> dict[str, Any]:
    return json.loads(told(*asked, "--unsafe", "--json"))


def guarded(*asked: object) -> dict[str, Any]:
    return json.loads(told(*asked, "--json"))


def refusal(*asked: object) -> str:
    with pytest.raises(CommandError) as refused:
        call_command("analyse", *map(str, asked))
    assert refused.value.returncode == 2
    return str(refused.value)


def as_csv(path: Path, columns: dict[str, list[Any]]) -> Path:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
    return path


def as_sav(path: Path, columns: dict[str, list[float | None]], missing: dict[str, list[float]]) -> Path:
    """Numbers only, without compression, after the description of the format in the manual of PSPP. missing: up to
    three codes of a column that are declared missing. Names have 8 letters at most."""
    count = len(next(iter(columns.values())))
    parts = [
        b"$FL2" + b"@(#) SPSS DATA FILE".ljust(60),
        struct.pack("<iiiiid", 2, len(columns), 0, 0, count, 100.0),
        b"01 Jan 2612:00:00" + b" " * 64 + b"\0" * 3,
    ]
    for name in columns:
        codes = missing.get(name, [])
        parts.append(struct.pack("<iiiiii8s", 2, 0, 0, len(codes), 0x050802, 0x050802, name.encode().ljust(8)))
        parts.append(struct.pack(f"<{len(codes)}d", *codes))
    parts.append(struct.pack("<ii", 999, 0))
    cells = [NOTHING_THERE if cell is None else cell for row in zip(*columns.values(), strict=True) for cell in row]
    parts.append(struct.pack(f"<{len(cells)}d", *cells))
    path.write_bytes(b"".join(parts))
    return path
