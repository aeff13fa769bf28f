"""Rows that an engine hands over as an Arrow stream, piece by piece and without a copy. Only numbers, and no NULL."""

from collections.abc import Generator
from typing import Any

import pyarrow as pa

from onlinelives.survey.engine.port import Columns


def pieces(stream: Any) -> Generator[Columns]:
    """The pieces of anything with `__arrow_c_stream__`, as arrays that look into its memory for as long as they are
    held. ValueError if a column holds a NULL, or anything but numbers; errors of the engine as they are. At the end, or
    when closed, it lets go of the query: until then the engine takes no other."""
    with pa.RecordBatchReader.from_stream(stream) as reader:
        strange = [
            field.name
            for field in reader.schema
            if not (pa.types.is_integer(field.type) or pa.types.is_floating(field.type))
        ]
        if strange:
            raise ValueError(f"only numbers are read: {', '.join(strange)}")
        for batch in reader:
            yield {name: _numbers(name, batch.column(name)) for name in batch.schema.names}


def _numbers(name: str, column: pa.Array) -> Any:
    if column.null_count:
        raise ValueError(f"{name} has rows without a value")
    return column.to_numpy(zero_copy_only=True)
