"""A Parquet file of stories, read a few rows at a time."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from legation.errors import BrokenFile
from legation.intake.columns import Columns
from legation.intake.formats.parts import damaged
from legation.intake.formats.rows import in_columns, story
from legation.intake.piece import Damaged, Given, Piece

_ROWS = 32  # at once in memory
_BUFFER = 1_000_000  # bytes read at once from each column: whole columns of a file may be larger than the memory


def pieces(given: Given) -> Iterator[Piece | Damaged]:
    """Give the story of each row. Raises BrokenFile where no column is known to hold the text."""
    number = 0
    try:
        table = pq.ParquetFile(given.stream, memory_map=False, buffer_size=_BUFFER, pre_buffer=False)
        columns = in_columns(table.schema_arrow.names, given)
        wanted = [column for column in dict.fromkeys(columns) if column is not None]
        for batch in table.iter_batches(_ROWS, columns=wanted, use_threads=False):
            arrays = {name: batch.column(at) for at, name in enumerate(batch.schema.names)}
            for at in range(batch.num_rows):
                number += 1
                yield _story({name: cells[at] for name, cells in arrays.items()}, columns, given, number)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        after = f" after row {number:,}" if number else ""
        short = " ".join(str(error).split())[:150]
        raise BrokenFile(f"{given.name}: a Parquet file that is damaged{after} ({short}); get it anew") from error


def _story(cells: dict[str, Any], columns: Columns, given: Given, number: int) -> Piece | Damaged:
    try:
        row = {name: cell.as_py() for name, cell in cells.items() if name != columns.date}
    except (UnicodeDecodeError, ValueError) as error:
        label = f"{given.name}, row {number:,}"
        return damaged(BrokenFile(f"{label}: no text in UTF-8 ({error})"), label, f"{given.stem}-{number}")
    if columns.date in cells:
        row[columns.date] = _day(cells[columns.date])
    return story(row, columns, given, number, "row")


def _day(cell: Any) -> object:
    """Value of a cell that holds a date: one finer than a microsecond is none that Python has."""
    try:
        return cell.cast(pa.date32()).as_py() if pa.types.is_timestamp(cell.type) else cell.as_py()
    except (pa.ArrowInvalid, ValueError, OverflowError):
        return None
