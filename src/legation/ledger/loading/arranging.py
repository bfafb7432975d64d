"""The documents of a bulk result put into the order in which they became known, on disk: there may be millions.

Each document goes, with its entries, to one of a number of stacks, by its place in the order. A stack is a file of
Arrow streams one after another, as parts of the result bring them; within, whoever reads it puts them in order.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from legation.bulk.result import DOCUMENTS, ENDING, ENTRIES, part_names
from legation.bulk.schema import DOCUMENTS as DOCUMENT_ROWS
from legation.bulk.schema import ENTRIES as ENTRY_ROWS
from legation.errors import ResultRefused

STACK = 250
"""Documents in a stack: what is drafted together."""
_MOST = 2048  # stacks
_SAID = ("row", "nth", "place", "json")
_UNDATED = "9999-12-31"  # comes last: it becomes known when it is loaded
_PRESSED = pa.ipc.IpcWriteOptions(compression="lz4")

Watch = Callable[[str, int, int], None]  # what is being done, how much of it is, of how much
Place = tuple[str, str]  # day of publication, Document.id


class Stacked(NamedTuple):
    """A result in stacks, in order."""

    stacks: Sequence[Path]
    documents: int  # in all of them
    failures: Mapping[str, int]  # documents that the run could not read, by the name of the error


def stacked(folder: Path, into: Path, watch: Watch) -> Stacked:
    """Put the documents of a result into stacks in another folder.

    Raises UnreadablePath where the folder is no bulk result, ResultRefused where its files cannot be read.
    """
    names = part_names(folder)
    places: list[Place] = []
    failures: dict[str, int] = {}
    for name in names:
        for row in _read(folder / DOCUMENTS / f"{name}{ENDING}", DOCUMENT_ROWS, ("id", "date", "failure")).to_pylist():
            if row["failure"] is None:
                places.append(_place(row))
            else:
                failures[row["failure"]] = failures.get(row["failure"], 0) + 1
    places.sort()
    size = max(STACK, -(-len(places) // _MOST))
    firsts = places[::size]  # of each stack
    paths = [into / f"{number:06}.arrows" for number in range(len(firsts))]
    for done, name in enumerate(names):
        watch("putting in order", done, len(names))
        _deal(folder, name, firsts, paths)
    return Stacked(paths, len(places), failures)


def unstacked(path: Path) -> Iterator[tuple[pa.Table, pa.Table]]:
    """Rows of documents and rows of their entries in a stack, as they were put there."""
    with path.open("rb") as file:
        length = path.stat().st_size
        while file.tell() < length:
            documents = pa.ipc.open_stream(file).read_all()
            yield documents, pa.ipc.open_stream(file).read_all()


def _place(row: Mapping[str, str | None]) -> Place:
    return row["date"] or _UNDATED, row["id"] or ""


def _deal(folder: Path, name: str, firsts: Sequence[Place], paths: Sequence[Path]) -> None:
    """Deal the documents of a part out to their stacks."""
    documents = _read(folder / DOCUMENTS / f"{name}{ENDING}", DOCUMENT_ROWS, DOCUMENT_ROWS.names)
    documents = documents.filter(pc.is_null(documents["failure"]))
    entries = folder / ENTRIES / f"{name}{ENDING}"
    said = _read(entries, ENTRY_ROWS, _SAID) if entries.exists() else _nothing()
    to = [bisect_right(firsts, _place(row)) - 1 for row in documents.select(("id", "date")).to_pylist()]
    stack_of = dict(zip(_keys(documents), to, strict=True))
    of_entries = [stack_of.get(key, -1) for key in _keys(said)]
    for stack in sorted(set(to)):
        rows = pa.array([place for place, one in enumerate(to) if one == stack])
        theirs = pa.array([place for place, one in enumerate(of_entries) if one == stack], pa.int64())
        with paths[stack].open("ab") as file:
            for table in (documents.take(rows), said.take(theirs)):
                with pa.ipc.new_stream(file, table.schema, options=_PRESSED) as writer:
                    writer.write_table(table)


def _keys(table: pa.Table) -> list[tuple[str, int]]:
    return list(zip(table["row"].to_pylist(), table["nth"].to_pylist(), strict=True))


def _read(path: Path, schema: pa.Schema, columns: Sequence[str]) -> pa.Table:
    wanted = pa.schema([schema.field(name) for name in columns])
    try:
        return pq.read_table(path, columns=list(columns)).select(list(columns)).cast(wanted)
    except (pa.ArrowException, KeyError, ValueError, OSError) as error:
        said = " ".join(str(error).split())[:200]
        raise ResultRefused(f"{path}: cannot be read ({said}); run legation bulk again into another folder") from error


def _nothing() -> pa.Table:
    return pa.schema([ENTRY_ROWS.field(name) for name in _SAID]).empty_table()
