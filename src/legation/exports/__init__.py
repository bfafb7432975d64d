"""From the ledger to files that other programs read: one module a format.

A module of a format has `write(selection, to)`: it writes one file to a stream that takes bytes and cannot go back,
holds no more of it than it must, and says how many it wrote of what ("entry", "activity"), for a sentence to a person.
One with several tables also has `write_tables(selection, folder)`, which writes a file a table; its `write` writes the
entries alone. A selection that is empty makes a file that is valid and empty. No module looks at the clock, the network
or a ledger.
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol, cast

from legation.errors import QueryError
from legation.exports.selection import Selection

Counts = Mapping[str, int]  # how many were written, by what one of them is: {"entry": 12}


class Write(Protocol):
    """Writes one file."""

    def __call__(self, selection: Selection, to: BinaryIO) -> Counts:
        """Write a selection to a stream of bytes; how many of what it wrote."""


class WriteTables(Protocol):
    """Writes a file a table."""

    def __call__(self, selection: Selection, folder: Path) -> Counts:
        """Write the tables of a selection into a folder that is there and empty; how many of what it wrote."""


class Format(NamedTuple):
    """A format that a ledger is exported in."""

    name: str
    module: str  # in this package
    ending: str  # of its file
    media: str  # media type of its file
    says: str  # what it is, in a line
    tables: bool = False  # whether it may be written as several tables, into a folder or a ZIP
    binary: bool = False  # whether it is no text


FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format("csv", "csvtables", ".csv", "text/csv", "tables with a Frictionless Data Package", tables=True),
        Format("jsonl", "jsonl", ".jsonl", "application/jsonl", "an object of JSON a line", tables=True),
        Format(
            "parquet",
            "parquet",
            ".parquet",
            "application/vnd.apache.parquet",
            "typed columns",
            tables=True,
            binary=True,
        ),
        Format("plover", "plover", ".jsonl", "application/jsonl", "coded events with PLOVER types"),
        Format("iati", "iati", ".xml", "application/xml", "IATI 2.03 activities of a secondary reporter"),
        Format("ftm", "ftm", ".ftm.jsonl", "application/jsonl", "FollowTheMoney entities"),
        Format("webannotation", "webannotation", ".jsonl", "application/jsonl", "W3C Web Annotations on the documents"),
        Format("claimreview", "claimreview", ".json", "application/ld+json", "ClaimReviews of signed verdicts"),
    )
}


def format_called(name: str) -> Format:
    """Give the format of a name, in any case. Raises QueryError, with what there is, for another."""
    if (found := FORMATS.get(name.casefold())) is None:
        raise QueryError(f"--format {name}: there is none; there are {', '.join(FORMATS)}")
    return found


def writer(of: Format) -> Write:
    """Give what writes one file in a format."""
    return cast("Write", import_module(f"{__name__}.{of.module}").write)


def tables_writer(of: Format) -> WriteTables:
    """Give what writes the tables of a format that has several."""
    return cast("WriteTables", import_module(f"{__name__}.{of.module}").write_tables)
