"""SPSS, with the labels of columns and values, and the reasons for no answer declared missing."""

import tempfile
import textwrap
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat

from onlinelives.survey.engine.files import WEIGHT
from onlinelives.survey.sheets.layout import Sheet

LONGEST_LABEL, LONGEST_VALUE, NOTE = 250, 120, 80  # bytes that every SPSS since version 12 reads


def sav(sheet: Sheet) -> bytes:
    """The file. Labels that are too long for SPSS are shortened."""
    table = pd.DataFrame({each.name: sheet.columns[each.name].astype(np.float64) for each in sheet.variables})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.sav"
        pyreadstat.write_sav(
            table,
            str(path),
            file_label=_short(sheet.title, 60),
            note=[line for note in sheet.notes for line in textwrap.wrap(note, NOTE)],
            column_labels=[_short(each.label, LONGEST_LABEL) for each in sheet.variables],
            variable_value_labels={
                each.name: {code: _short(words, LONGEST_VALUE) for code, words in each.values.items()}
                for each in sheet.variables
                if each.values
            },
            missing_ranges={
                each.name: [{"lo": each.missing[0], "hi": each.missing[-1]}] for each in sheet.variables if each.missing
            },
            variable_format={each.name: "F12.6" if each.name == WEIGHT else "F8.0" for each in sheet.variables},
            variable_measure={each.name: "nominal" if each.values else "scale" for each in sheet.variables},
        )
        return path.read_bytes()


def _short(text: str, most: int) -> str:
    """At most so many bytes of UTF-8, cut between letters."""
    whole = text.encode()
    return text if len(whole) <= most else whole[: most - 3].decode(errors="ignore") + "…"
