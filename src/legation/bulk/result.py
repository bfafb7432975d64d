"""The folder of a bulk result: parts of documents and of their entries, and a manifest.

    OUT.parquet/manifest.json             what was read, with which reader
    OUT.parquet/documents/NAME.parquet    rows of `schema.DOCUMENTS`
    OUT.parquet/entries/NAME.parquet      rows of `schema.ENTRIES`, those of the documents in the part of that name

A part is there when its file of documents is: its entries are written before, and both take their names only when they
are whole. So a file of entries alone is what a run left that was killed, and nobody reads it.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq

from legation.bulk.schema import document_of, entries_of, raw_of
from legation.errors import UnreadablePath
from legation.nouns import Document, Entry

DOCUMENTS, ENTRIES, MANIFEST = "documents", "entries", "manifest.json"
ENDING = ".parquet"


class Kept(NamedTuple):
    """A document of a result as it was read, with its entries."""

    document: Document
    raw: bytes
    media: str | None
    origin: str | None
    reader: str
    entries: tuple[Entry, ...]


class Failed(NamedTuple):
    """A document of a result that could not be read."""

    failure: str  # name of the class in `errors`
    reason: str
    name: str | None
    raw: bytes | None
    media: str | None
    origin: str | None


def part_names(folder: Path) -> list[str]:
    """Names of the parts that are there, in order. Raises UnreadablePath where this is no bulk result."""
    documents = folder / DOCUMENTS
    if not documents.is_dir():
        raise UnreadablePath(f"{folder}: no result of legation bulk; it has no folder {DOCUMENTS!r}")
    return sorted(path.stem for path in documents.glob(f"*{ENDING}") if not path.name.startswith("."))


def read_part(folder: Path, name: str, *, rows: int = 256) -> Iterator[Kept | Failed]:
    """Documents of a part with their entries, in order; so many rows of documents are in memory at a time."""
    path = folder / ENTRIES / f"{name}{ENDING}"
    found = pq.read_table(path, columns=["row", "nth", "place", "json"]).to_pylist() if path.exists() else []
    said = {
        key: entries_of(of_one)
        for key, of_one in groupby(sorted(found, key=_place), key=lambda row: (row["row"], row["nth"]))
    }
    with pq.ParquetFile(folder / DOCUMENTS / f"{name}{ENDING}") as file:
        for batch in file.iter_batches(rows):
            for row in batch.to_pylist():
                yield _failed(row) if row["failure"] is not None else _kept(row, said.get((row["row"], row["nth"]), ()))


def _place(row: dict[str, Any]) -> tuple[str, int, int]:
    return row["row"], row["nth"], row["place"]


def _kept(row: dict[str, Any], entries: tuple[Entry, ...]) -> Kept:
    raw = raw_of(row)
    return Kept(document_of(row), raw or b"", row["media"], row["origin"], row["reader"], entries)


def _failed(row: dict[str, Any]) -> Failed:
    return Failed(row["failure"], row["reason"], row["name"], raw_of(row), row["media"], row["origin"])
