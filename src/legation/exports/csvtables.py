"""Tables as CSV (RFC 4180, UTF-8), with a Data Package that says what is in them."""

import csv
import hashlib
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import datetime
from math import isfinite
from pathlib import Path
from typing import Any, BinaryIO

from legation.exports import Counts
from legation.exports.cells import safe_text
from legation.exports.datapackage import FILE, MOST_SOURCES, SEPARATOR, File, columns_in_csv, package
from legation.exports.rows import Row, entry_rows, rows
from legation.exports.selection import Selection
from legation.exports.tables import ENTRIES, Column, Table, tables

_BEYOND = {"inf": "INF", "-inf": "-INF", "nan": "NaN"}  # as Table Schema writes them
_WITHIN_A_NAME = "\uff1b"  # stands for the separator of names within one


def write(selection: Selection, to: BinaryIO) -> Counts:
    """Write the entries alone."""
    into = Sheet(ENTRIES, to)
    for row in entry_rows(selection):
        into.add(row)
    return {ENTRIES.one: into.rows}


def write_with_package(selection: Selection, to: BinaryIO, name: str) -> tuple[Counts, bytes]:
    """Write the entries alone into a file of this name; give the descriptor to be put beside it as well."""
    into, sources = Sheet(ENTRIES, to), Sources()
    for row in entry_rows(selection):
        into.add(row)
        sources.note(row["source"])
    return {ENTRIES.one: into.rows}, package(selection, [into.file(name)], sources.names)


def write_tables(selection: Selection, folder: Path) -> Counts:
    """Write each table into a file of its own, and the descriptor of them all."""
    sources = Sources()
    with ExitStack() as open_files:
        sheets = {
            table.name: Sheet(table, open_files.enter_context((folder / f"{table.name}.csv").open("wb")))
            for table in tables(selection)
        }
        for table, row in rows(selection):
            sheets[table].add(row)
            if table == ENTRIES.name:
                sources.note(row["source"])
    files = [sheet.file(f"{name}.csv") for name, sheet in sheets.items()]
    (folder / FILE).write_bytes(package(selection, files, sources.names))
    return {sheet.table.one: sheet.rows for sheet in sheets.values() if not sheet.table.nested}


class Sources:
    """Agencies and papers, the first so many."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def note(self, source: str | None) -> None:
        """Take one in."""
        if source and len(self.names) <= MOST_SOURCES:
            self.names.add(source)


class Sheet:
    """A table on its way into a stream of bytes. It is not closed here."""

    def __init__(self, table: Table, to: BinaryIO) -> None:
        self.table = table
        self.rows = 0
        self._columns = columns_in_csv(table)
        self._measured = _Measured(to)
        # All text is quoted, so that a program that takes another sign for the separator still finds a cell whole.
        self._into = csv.writer(self._measured, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
        self._into.writerow([column.name for column in self._columns])

    def add(self, row: Row) -> None:
        """Write a row."""
        self._into.writerow([_cell(column, row.get(column.name)) for column in self._columns])
        self.rows += 1

    def file(self, path: str) -> File:
        """Tell what was written, as a file of a package."""
        return File(self.table, path, self._measured.size, self._measured.digest.hexdigest())


class _Measured:
    """Writes text to a stream of bytes, and counts and hashes it."""

    def __init__(self, to: BinaryIO) -> None:
        self._to = to
        self.size = 0
        self.digest = hashlib.sha256()

    def write(self, text: str) -> int:
        raw = text.encode()
        self._to.write(raw)
        self.size += len(raw)
        self.digest.update(raw)
        return len(text)


def _cell(column: Column, value: Any) -> str | int | float:
    if value is None:
        return ""
    if column.type == "names":
        return safe_text(_joined(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds").replace("+00:00", "Z")
    if column.type == "time":
        return _cell(column, datetime.fromisoformat(value))
    if isinstance(value, float) and not isfinite(value):
        return _BEYOND[str(value)]
    return value if isinstance(value, int | float) else safe_text(str(value))


def _joined(names: Iterable[str]) -> str:
    return SEPARATOR.join(name.replace(SEPARATOR, _WITHIN_A_NAME) for name in names)
