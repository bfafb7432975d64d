"""Rows that workers made → parts of a result, each there wholly or not at all.

A part is called by a hash of the rows in it. Its files are written under other names, and renamed when they are whole,
entries before documents: whenever a run is killed, what bears its name is complete (see `result`).
"""

import hashlib
import os
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from legation.bulk.desk import SAID
from legation.bulk.result import DOCUMENTS, ENDING, ENTRIES, part_names
from legation.bulk.schema import DOCUMENTS as DOCUMENT_ROWS
from legation.bulk.schema import ENTRIES as ENTRY_ROWS
from legation.bulk.schema import VERSION

ROWS = pa.struct([*DOCUMENT_ROWS, pa.field(SAID, pa.list_(pa.struct(list(ENTRY_ROWS))))])
"""Type of a row of a document with the rows of its entries, as it travels from a worker."""
_UNFINISHED = "."  # how the names of files begin that are being written
_KNOWN = {b"legation.bulk": VERSION.encode()}
_GROUP = 128  # rows of a row group: what whoever loads it holds at a time
_BOTH = (DOCUMENTS, ENTRIES)


def write_part(folder: Path, rows: pa.StructArray) -> None:
    """Write rows of type `ROWS` as a part; of those that are the same, the first. Raises OSError."""
    keys = list(zip(rows.field("row").to_pylist(), rows.field("nth").to_pylist(), strict=True))
    first = sorted({key: at for at, key in reversed(list(enumerate(keys)))}.values())
    if not first:
        return
    rows = rows.take(pa.array(first)) if len(first) < len(keys) else rows
    documents = pa.Table.from_arrays([rows.field(name) for name in DOCUMENT_ROWS.names], schema=DOCUMENT_ROWS)
    said = pc.list_flatten(rows.field(SAID))
    entries = pa.Table.from_arrays([said.field(name) for name in ENTRY_ROWS.names], schema=ENTRY_ROWS)
    named = "\n".join(sorted(f"{row} {nth}" for row, nth in set(keys)))
    _write_both(folder, hashlib.blake2b(named.encode(), digest_size=10).hexdigest(), documents, entries)


def rows_done(folder: Path) -> frozenset[str]:
    """Rows of the input (`row`) that are in some part, failures among them.

    A line, a row or a record of a WARC holds one document at most, so a row is never in a part by half.
    """
    return frozenset(row for name in part_names(folder) for row, _ in _keys(folder, name))


def tidy(folder: Path) -> None:
    """Remove what killed runs left, and what stands twice because a run was killed or the input has it twice."""
    for inside in (folder / DOCUMENTS, folder / ENTRIES):
        for path in inside.glob(f"{_UNFINISHED}*{ENDING}"):
            path.unlink(missing_ok=True)
    names = part_names(folder)
    for path in (folder / ENTRIES).glob(f"*{ENDING}"):
        if path.stem not in set(names):
            path.unlink()
    often = Counter(key for name in names for key in _keys(folder, name))
    twice = {key for key, times in often.items() if times > 1}
    met: set[tuple[str, int]] = set()
    for name in names if twice else ():
        keys = _keys(folder, name)
        kept = [key for key in keys if key not in met]
        met.update(key for key in keys if key in twice)
        if len(kept) < len(keys):
            _thin(folder, name, set(kept))


def _thin(folder: Path, name: str, kept: set[tuple[str, int]]) -> None:
    documents, entries = (_only(pq.read_table(folder / inside / f"{name}{ENDING}"), kept) for inside in _BOTH)
    if kept:
        _write_both(folder, name, documents, entries)
        return
    for inside in _BOTH:
        (folder / inside / f"{name}{ENDING}").unlink()


def _only(table: pa.Table, kept: set[tuple[str, int]]) -> pa.Table:
    keys = zip(table["row"].to_pylist(), table["nth"].to_pylist(), strict=True)
    return table.filter(pa.array([key in kept for key in keys], pa.bool_()))


def _keys(folder: Path, name: str) -> list[tuple[str, int]]:
    found = pq.read_table(folder / DOCUMENTS / f"{name}{ENDING}", columns=["row", "nth"])
    return list(zip(found["row"].to_pylist(), found["nth"].to_pylist(), strict=True))


def counted(folder: Path, name: str) -> tuple[int, int, int]:
    """Documents, failures among them, and entries of a part."""
    found = pq.read_table(folder / DOCUMENTS / f"{name}{ENDING}", columns=["entries", "failure"])
    failures = len(found) - found["failure"].null_count
    return len(found), failures, pc.sum(found["entries"]).as_py() or 0


def _write_both(folder: Path, name: str, documents: pa.Table, entries: pa.Table) -> None:
    for inside, table in ((ENTRIES, entries), (DOCUMENTS, documents)):
        unfinished = folder / inside / f"{_UNFINISHED}{name}.{os.getpid()}{ENDING}"
        with pa.OSFile(str(unfinished), "wb") as file:
            pq.write_table(table.replace_schema_metadata(_KNOWN), file, compression="zstd", row_group_size=_GROUP)
        unfinished.replace(folder / inside / f"{name}{ENDING}")
