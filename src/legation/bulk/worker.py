"""The worker of Daft: a desk in a process of its own, which is given some rows of a frame at a time."""

import signal
import threading
from pathlib import Path
from typing import Any

import daft
import pyarrow as pa
from daft import DataType, Series

from legation.bulk.desk import SAID, Desk, Terms
from legation.bulk.inputs import Kind
from legation.bulk.parts import ROWS, rows_done
from legation.bulk.records import record_of
from legation.bulk.schema import failure_row
from legation.errors import NotText

AT_A_TIME = 16
"""Rows that a worker is given at once: at some 40 documents a second, handing over costs nothing beside reading."""
_MANY = pa.list_(ROWS)


class Worker:
    """Reads rows of frames of one kind; rows that are done already are passed over."""

    def __init__(self, kind: Kind, folder: str, terms: Terms) -> None:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started this
        self._kind = kind
        self._desk = Desk(terms)
        self._done = rows_done(Path(folder))

    @daft.method.batch(return_dtype=DataType.from_arrow_type(_MANY), batch_size=AT_A_TIME)
    def read(self, paths: Series, rows: Series) -> pa.Array:
        """Rows of the documents in each row."""
        return as_arrow(
            [self._rows(path, row) for path, row in zip(paths.to_pylist(), rows.to_pylist(), strict=True)],
        )

    def _rows(self, path: str, row: Any) -> list[dict[str, Any]]:
        record = record_of(self._kind, path.removeprefix("file://"), row)
        return [] if record.row in self._done else self._desk.rows_of(record)


def as_arrow(found: list[list[dict[str, Any]]]) -> pa.Array:
    """Rows of documents for Arrow; one that holds what Arrow does not is a failure."""
    try:
        return pa.array(found, _MANY)
    except (pa.ArrowException, UnicodeError, ValueError, TypeError, OverflowError):
        return pa.array([[_fitting(row) for row in rows] for rows in found], _MANY)


def _fitting(row: dict[str, Any]) -> dict[str, Any]:
    try:
        pa.array([row], ROWS)
    except (pa.ArrowException, UnicodeError, ValueError, TypeError, OverflowError) as error:
        fault = NotText(f"{_legible(row['origin'])}: what it holds cannot be kept ({_legible(str(error))})")
        name = row["name"] and _legible(row["name"])
        return failure_row(fault, row=row["row"], nth=row["nth"], reader=row["reader"], name=name) | {SAID: []}
    return row


def _legible(text: object) -> str:
    return str(text).encode("utf-8", "replace").decode("utf-8")[:300]
