"""Any file of answers, as one Parquet of texts. Which reader, its name's ending says, and its first bytes agree."""

import shutil
import tempfile
from pathlib import Path

from onlinelives.survey.bringing import delimited, parquet, spss, workbooks
from onlinelives.survey.bringing.shapes import Advance, Raw, Unreadable

KINDS = {"csv": "CSV", "xlsx": "Excel", "sav": "SPSS", "parquet": "Parquet"}
BEGINS: dict[str, tuple[bytes, ...]] = {"xlsx": (b"PK\x03\x04",), "sav": (b"$FL2", b"$FL3"), "parquet": (b"PAR1",)}
KNOWN = "Send a file whose name ends in .csv, .xlsx, .sav or .parquet."


def kind_of(name: str) -> str:
    """What the file must be, from its name's ending. Raises Unreadable for any other."""
    ending = name.rpartition(".")[2].strip().lower() if "." in name else ""
    if ending not in KINDS:
        raise Unreadable(KNOWN)
    return ending


def read(sent: Path, kind: str, raw: Path, advance: Advance) -> Raw:
    """The file `sent`, written to `raw` in the same folder, whole or not at all. Raises Unreadable with a sentence for
    everything that is wrong with it."""
    _what_it_says(sent, kind)
    work = Path(tempfile.mkdtemp(dir=sent.parent))
    unfinished = work / "raw.parquet"
    try:
        found = _read(sent, kind, work, unfinished, advance)
        if not found.rows:
            raise Unreadable("The file names its columns, but has no row of answers.")
        unfinished.replace(raw)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return found


def _read(sent: Path, kind: str, work: Path, raw: Path, advance: Advance) -> Raw:
    match kind:
        case "csv":
            return delimited.read(sent, work, raw)
        case "parquet":
            return parquet.read(sent, work, raw)
        case "sav":
            return spss.read(sent, work, raw, advance)
        case _:
            return workbooks.read(sent, work, raw, advance)


def _what_it_says(sent: Path, kind: str) -> None:
    with sent.open("rb") as file:
        begins = file.read(4)
    if not begins:
        raise Unreadable("The file is empty.")
    real = next((each for each, starts in BEGINS.items() if begins.startswith(starts)), "csv")
    if real != kind:
        raise Unreadable(f"The file’s name says that it is {KINDS[kind]}, but it is not.")
