"""SPSS (.sav): what the file says of itself first, then its rows some at a time."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyreadstat

from onlinelives.survey.bringing.pieces import Pieces
from onlinelives.survey.bringing.shapes import Advance, Described, Raw, Unreadable, named

AT_ONCE = 20_000  # rows
OLD = "WINDOWS-1252"
OLD_WORDS = "The file is not written in the encoding that it names. It was read as Windows-1252: look at the labels."


def read(sent: Path, folder: Path, raw: Path, advance: Advance) -> Raw:
    """Raises Unreadable. What the file declares missing stays what it is: the reasons are kept apart."""
    try:
        try:
            return _read(sent, folder, raw, advance, None)
        except UnicodeError:
            return _read(sent, folder, raw, advance, OLD)
        except pyreadstat.ReadstatError as error:
            if "encoding" not in str(error):
                raise
            return _read(sent, folder, raw, advance, OLD)
    except (pyreadstat.ReadstatError, UnicodeError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("The file is damaged, or is no SPSS file.") from error


def _read(sent: Path, folder: Path, raw: Path, advance: Advance, encoding: str | None) -> Raw:
    told: dict[str, Any] = {"output_format": "dict", "disable_datetime_conversion": True, "user_missing": True}
    told["encoding"] = encoding
    _, about = pyreadstat.read_sav(str(sent), metadataonly=True, **told)
    names = named(about.column_names)
    texts = {name for name, kind in about.readstat_variable_types.items() if kind == "string"}
    kinds = {name: object if name in texts else np.float64 for name in about.column_names}  # in float64 nothing is NaN
    pieces = Pieces(folder, len(names))
    try:
        while True:
            cells, _ = pyreadstat.read_sav(str(sent), row_limit=AT_ONCE, row_offset=pieces.rows, **told)
            held = [np.asarray(cells[name], kinds[name]) for name in about.column_names]
            pieces.add(held)
            advance(pieces.rows, max(about.number_rows or 0, pieces.rows))
            if len(held[0]) < AT_ONCE:
                break
        rows = pieces.whole(raw)
    finally:
        pieces.close()
    columns = tuple(_described(name, own, about) for name, own in zip(names, about.column_names, strict=True))
    return Raw(columns, rows, 1, (OLD_WORDS,) if encoding else ())


def _described(name: str, own: str, about: Any) -> Described:
    labels: Mapping[Any, str] = about.variable_value_labels.get(own, {})
    ranges = about.missing_ranges.get(own, [])
    return Described(
        name,
        about.column_names_to_labels.get(own) or "",
        {_text(value): words for value, words in labels.items()},
        tuple((_text(each["lo"]), _text(each["hi"])) for each in ranges),
    )


def _text(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
