"""Parquet, as the engine of this product and most others read it."""

import tempfile
from pathlib import Path

from onlinelives.survey.engine import files
from onlinelives.survey.sheets.layout import Sheet


def parquet(sheet: Sheet) -> bytes:
    """The file: sorted by stratum and school."""
    with tempfile.TemporaryDirectory() as folder:
        written = files.write(Path(folder), {each.name: sheet.columns[each.name] for each in sheet.variables})
        return files.place_of(Path(folder), written.sha256).read_bytes()
