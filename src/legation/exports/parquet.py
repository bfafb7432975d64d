"""Tables as Parquet: columns of one type each, lists and quotes nested, and each entry once more whole, as JSON.

Columns of entries that a bulk result has as well (`bulk.schema`) have its names and types.
"""

from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, Self

import pyarrow as pa
import pyarrow.parquet as pq

from legation.exports import Counts
from legation.exports.rows import Row, entry_rows, rows
from legation.exports.selection import Selection
from legation.exports.tables import ENTRIES, Column, Table, Type, tables

_ROWS = 5_000  # of a row group at most, which is held until it is written
_LARGE = 32_000_000  # code points of text in a row group at most, but for its last row
_TYPES: Mapping[Type, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int32(),
    "number": pa.float64(),
    "flag": pa.bool_(),
    "day": pa.date32(),
    "time": pa.timestamp("us", "UTC"),
    "names": pa.list_(pa.string()),
    "evidence": pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32()), ("quote", pa.string())])),
    "quantities": pa.list_(pa.struct([("value", pa.float64()), ("unit", pa.string()), ("additional", pa.bool_())])),
}
_WHOLE = "json"  # column of entries
_UNWRITABLE = range(0xD800, 0xE000)
_REPLACED = dict.fromkeys(_UNWRITABLE, "\ufffd")  # half of a surrogate pair, which UTF-8 has not


def write(selection: Selection, to: BinaryIO) -> Counts:
    """Write the entries alone."""
    with _Groups(ENTRIES, to, selection) as into:
        for row in entry_rows(selection):
            into.add(row)
    return {ENTRIES.one: into.rows}


def write_tables(selection: Selection, folder: Path) -> Counts:
    """Write each table into a file of its own."""
    with ExitStack() as open_files:
        into = {
            table.name: open_files.enter_context(_Groups(table, folder / f"{table.name}.parquet", selection))
            for table in tables(selection)
            if not table.nested
        }
        for table, row in rows(selection):
            if table in into:
                into[table].add(row)
    return {groups.table.one: groups.rows for groups in into.values()}


def schema_of(table: Table) -> pa.Schema:
    """Columns of a table, with their types."""
    fields = [
        pa.field(column.name, _TYPES[column.type], nullable=not column.required, metadata={"says": column.says})
        for column in table.columns
    ]
    if table.name == ENTRIES.name:
        fields.append(pa.field(_WHOLE, pa.string(), nullable=False, metadata={"says": "All of the entry, as JSON."}))
    return pa.schema(fields)


class _Groups:
    """A table on its way into a file, a group of rows at a time."""

    def __init__(self, table: Table, to: BinaryIO | Path, selection: Selection) -> None:
        self.rows = 0
        self.table = table
        self._whole = table.name == ENTRIES.name
        told = {"says": table.says, "written by": selection.software, "written at": selection.at.isoformat()}
        self._schema = schema_of(table).with_metadata(told)
        self._held: list[dict[str, Any]] = []
        self._large = 0
        self._writer = pq.ParquetWriter(to if isinstance(to, Path) else _Counted(to), self._schema, compression="zstd")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._write()
        self._writer.close()

    def add(self, row: Row) -> None:
        """Write a row, now or with some others."""
        values = {column.name: _value(column, row.get(column.name)) for column in self.table.columns}
        if self._whole:
            values[_WHOLE] = row["entry"].model_dump_json()
        self._held.append(values)
        self.rows += 1
        self._large += len(values.get("text") or "")
        if len(self._held) >= _ROWS or self._large >= _LARGE:
            self._write()

    def _write(self) -> None:
        if self._held:
            self._writer.write_table(pa.Table.from_pylist(self._held, schema=self._schema))
            self._held, self._large = [], 0


class _Counted:
    """A stream that cannot say where it is, as Parquet has to know; as much of one as pyarrow asks for."""

    closed = False

    def __init__(self, to: BinaryIO) -> None:
        self._to = to
        self._at = 0

    def tell(self) -> int:
        return self._at

    def write(self, some: bytes) -> int:
        self._to.write(some)
        self._at += len(some)
        return len(some)

    def flush(self) -> None:
        self._to.flush()

    def close(self) -> None:
        self.flush()


def _value(column: Column, value: Any) -> Any:
    if value is None:  # of entries of another kind
        return None
    if column.type in {"names", "evidence", "quantities"}:
        return [_plain(one) if isinstance(one, str) else one.model_dump() for one in value]
    if column.type == "day":
        return date.fromisoformat(value)
    if column.type == "time":
        return value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return _plain(value) if isinstance(value, str) else value


def _plain(text: str) -> str:
    return text.translate(_REPLACED)
