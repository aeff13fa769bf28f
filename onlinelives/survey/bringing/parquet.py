"""Parquet, read through DuckDB."""

from pathlib import Path

import duckdb

from onlinelives.survey.bringing import pieces
from onlinelives.survey.bringing.shapes import Described, Raw, Unreadable, columns_in, named


def read(sent: Path, folder: Path, raw: Path) -> Raw:
    """Raises Unreadable; where a column holds lists or bytes, naming it."""
    duck = pieces.opened(folder.parent, folder)
    try:
        relation = duck.read_parquet(str(sent))
        names = named(relation.columns)
        columns = columns_in(len(names))
        texts = [pieces.text_of(column, str(kind)) for column, kind in zip(columns, relation.types, strict=True)]
        for name, text in zip(names, texts, strict=True):
            if text is None:
                raise Unreadable(f"The column “{name}” holds more than one value in a cell. Leave it out of the file.")
        asked = ", ".join(f"{text} AS {column}" for text, column in zip(texts, columns, strict=True))
        relation.create_view("sent")
        pieces.write(duck.sql(f"SELECT {asked} FROM sent AS sent({', '.join(columns)})"), raw)
        rows = pieces.rows_in(duck, raw)
    except duckdb.Error as error:
        raise Unreadable("The file is damaged, or is no Parquet file.") from error
    finally:
        duck.close()
    return Raw(tuple(Described(name) for name in names), rows, 1)
