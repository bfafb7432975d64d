"""Where one worker reads: its reader and its quarantine, opened once, and record after record turned into rows."""

import os
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePath
from typing import Any, NamedTuple

from legation import __version__
from legation.bulk.records import Record
from legation.bulk.schema import document_row, entry_rows, failure_row
from legation.errors import LegationError, ReaderFault
from legation.intake import Received, Refused, unpack
from legation.intake.columns import GUESSED, Columns
from legation.intake.quarantine import Quarantine
from legation.reading import Reader, open_reader

SAID = "said"
"""Column of a row of a document that holds the rows of its entries."""


class Terms(NamedTuple):
    """On which terms a corpus is read; what a worker is told at its start."""

    reader: str = "rules+tagger"
    columns: Columns = GUESSED
    date: str | None = None  # for documents that do not tell theirs
    source: str | None = None
    opening: Callable[[str], Reader] = open_reader  # tests and benches put their own in place


class Desk:
    """Reads records. A reader is loaded at the first, in a second or two."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._quarantine = Quarantine()
        self._reader: Reader | None = None

    @property
    def reader(self) -> Reader:
        """The reader, loaded when it is first needed."""
        self._reader = self._reader or self._terms.opening(self._terms.reader)
        return self._reader

    def close(self) -> None:
        """End the quarantine."""
        self._quarantine.close()

    def rows_of(self, record: Record) -> list[dict[str, Any]]:
        """Rows of the documents in a record, each with those of its entries under `SAID`."""
        terms = self._terms
        found = unpack(
            record.raw,
            name=record.label,
            media=record.media,
            date=terms.date,
            source=terms.source,
            columns=terms.columns,
            quarantine=self._quarantine,
        )
        return list(self.rows(record.row, (_placed(one, record) for one in found)))

    def failed(self, error: LegationError, record: Record) -> list[dict[str, Any]]:
        """Row of a record that is not read."""
        stem = f"{PurePath(record.label).stem}-{record.row[:12]}"
        told = {"name": stem, "raw": record.raw, "media": record.media, "origin": record.label}
        return [self._failed(error, record.row, 0, **told)]

    def rows(self, row: str, found: Iterable[Received | Refused]) -> Iterator[dict[str, Any]]:
        """Rows of documents that were taken in."""
        for nth, one in enumerate(found):
            if isinstance(one, Refused):
                yield self._failed(one.error, row, nth, name=one.name, **_bytes(one))
            else:
                yield self._read(one, row, nth)

    def _read(self, received: Received, row: str, nth: int) -> dict[str, Any]:
        document, reader = received.document, self.reader
        try:
            entries = reader.read(document)
        except Exception as error:  # noqa: BLE001 - a bug that one document brings out must not cost the others
            if os.environ.get("LEGATION_DEBUG"):
                traceback.print_exc()
            met = f"a bug in Legation {__version__} ({type(error).__name__}: {error})"
            fault = ReaderFault(f"{document.name}: {met}; please report it, with the text")
            return self._failed(fault, row, nth, name=document.name, **_bytes(received))
        told = document_row(received, row=row, nth=nth, reader=reader.name, entries=len(entries))
        return told | {SAID: entry_rows(document.id, entries, row=row, nth=nth)}

    def _failed(self, error: LegationError, row: str, nth: int, **told: Any) -> dict[str, Any]:
        return failure_row(error, row=row, nth=nth, reader=self.reader.name, **told) | {SAID: []}


def _bytes(of: Received | Refused) -> dict[str, Any]:
    return {"raw": of.raw, "media": of.media, "origin": of.origin}


def _placed(found: Received | Refused, record: Record) -> Received | Refused:
    """Give what was found in a record that was opened alone, with its place in its own file instead."""
    origin = _without_place(found.origin or record.label, record)
    if isinstance(found, Refused):
        error = type(found.error)(_without_place(str(found.error), record))
        return found._replace(error=error, name=_called(found.name, record), origin=origin)
    called = _called(found.document.name, record)
    return found._replace(document=found.document.model_copy(update={"name": called}), origin=origin)


def _without_place(said: str, record: Record) -> str:
    for alone in (", line 1", ", record 1"):
        said = said.replace(record.label + alone, record.label)
    return said


def _called(name: str | None, record: Record) -> str | None:
    stem = PurePath(record.label).stem
    return f"{stem}-{record.row[:12]}" if name in {stem, f"{stem}-1"} else name
