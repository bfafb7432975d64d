"""A Data Package (https://datapackage.org, version 2) that describes the CSV files of an export."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from legation.exports.selection import Selection
from legation.exports.tables import Column, Table

FILE = "datapackage.json"
NAME = "legation-export"  # of every package that is written here, so that a file of others is not taken for one
SEPARATOR = ";"  # between the names of a list
MOST_SOURCES = 500  # that are listed by name
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES: Mapping[str, str] = {
    "text": "string", "integer": "integer", "number": "number", "flag": "boolean", "day": "date", "time": "datetime",
    "names": "list",
}  # fmt: skip
_TOLD = (
    "What documents of the public record put on record, as a ledger of Legation has it. Text cells that a spreadsheet "
    "might take for a formula begin with an apostrophe, which is no part of the text: take it away from a cell that "
    "begins with one or more apostrophes, then white space if any, then one of = + - @, their full-width forms, a tab "
    "or a line end. A semicolon within a name of a list is written full-width. A NUL, and half of a surrogate pair, "
    "are written as U+FFFD. Offsets count code points. Quotes are words of their publishers, whose rights are theirs."
)


class File(NamedTuple):
    """A file of a package, written."""

    table: Table
    path: str  # relative to the descriptor
    size: int  # bytes
    digest: str  # SHA-256, hexadecimal


def columns_in_csv(table: Table) -> tuple[Column, ...]:
    """Columns that a cell can hold."""
    return tuple(column for column in table.columns if column.type in _TYPES)


def package(selection: Selection, files: Sequence[File], sources: Collection[str]) -> bytes:
    """Write the descriptor of some files; `sources` are agencies and papers, at most `MOST_SOURCES` and one."""
    written = {file.table.name for file in files}
    listed = [{"title": source} for source in sorted(sources)[:MOST_SOURCES]]
    if len(sources) > MOST_SOURCES:
        listed.append({"title": "and others, which the column source names"})
    told: dict[str, Any] = {
        "$schema": _PROFILE,
        "name": NAME,
        "title": "Export of a ledger of Legation",
        "description": _TOLD,
        "created": selection.at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "contributors": [{"title": selection.software, "roles": ["creator"]}],
        **({"sources": listed} if listed else {}),
        "selection": selection.asked,
        "resources": [_resource(file, written) for file in files],
    }
    return (json.dumps(told, indent=2) + "\n").encode()


def _resource(file: File, written: Collection[str]) -> dict[str, Any]:
    table = file.table
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in columns_in_csv(table)],
        "missingValues": [""],
        "primaryKey": list(table.primary),
    }
    if keys := [key for key in table.keys if key.table in written]:
        schema["foreignKeys"] = [
            {"fields": [key.column], "reference": {"resource": key.table, "fields": [key.to]}} for key in keys
        ]
    return {
        "name": table.name,
        "type": "table",
        "path": file.path,
        "description": table.says,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.digest}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {"name": column.name, "type": _TYPES[column.type], "description": column.says}
    if column.type == "names":
        told |= {"delimiter": SEPARATOR, "itemType": "string"}
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.choices and column.type == "text":
        constraints["enum"] = list(column.choices)
    return told | ({"constraints": constraints} if constraints else {})
