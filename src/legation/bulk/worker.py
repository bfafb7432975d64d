"""The worker of Daft: a desk in a process of its own, which is given some rows of a frame at a time."""

import logging
import os
import signal
import sys
import threading
import warnings
from pathlib import Path
from typing import Any

import daft
import pyarrow as pa
from daft import DataType, Series

from legation.bulk.desk import SAID, Desk, Terms
from legation.bulk.inputs import Kind
from legation.bulk.marks import PATIENCE, Mark, set_down
from legation.bulk.parts import ROWS, rows_done
from legation.bulk.records import record_of
from legation.bulk.schema import failure_row
from legation.errors import NotText, ReaderLost

AT_A_TIME = 16
"""Rows that a worker is given at once: at some 40 documents a second, handing over costs nothing beside reading."""
_MANY = pa.list_(ROWS)


class Worker:
    """Reads rows of frames of one kind; rows that are done already are passed over."""

    def __init__(self, kind: Kind, folder: str, terms: Terms) -> None:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started this
        if not os.environ.get("LEGATION_DEBUG"):
            _hush()
        self._kind = kind
        self._desk = Desk(terms)
        self._mark = Mark(Path(folder))
        self._done = rows_done(Path(folder))
        self._set_down = set_down(Path(folder))

    @daft.method.batch(return_dtype=DataType.from_arrow_type(_MANY), batch_size=AT_A_TIME)
    def read(self, paths: Series, rows: Series) -> pa.Array:
        """Rows of the documents in each row."""
        found = [self._rows(path, row) for path, row in zip(paths.to_pylist(), rows.to_pylist(), strict=True)]
        self._mark.done()
        return as_arrow(found)

    def _rows(self, path: str, row: Any) -> list[dict[str, Any]]:
        record = record_of(self._kind, path.removeprefix("file://"), row)
        if record.row in self._done:
            return []
        if record.row in self._set_down:
            lost = ReaderLost(
                f"{record.label}: ends whatever reads it, or keeps it for more than {PATIENCE / 60:g} minutes"
            )
            return self._desk.failed(lost, record)
        self._mark.at(record)
        signal.alarm(PATIENCE)  # ends this process, and the record is judged
        found = self._desk.rows_of(record)
        signal.alarm(0)
        return found


def _hush() -> None:
    """Keep what libraries print from standard output, where Daft passes it on to."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    sys.stdout.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def _alarm(seconds: int) -> None:
    """Have this process end after so many seconds, and what it is at be judged; 0: not at all."""
    if hasattr(signal, "alarm"):  # not on Windows
        signal.alarm(seconds)


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
