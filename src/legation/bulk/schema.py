"""What the files of a bulk result hold: a row a document, a row an entry, as Arrow schemas, and the way back.

A row is found again by `row` (hash of the row or record of the input that it came from, its file included) and `nth`
(its place among the documents of that record). Entries carry both; besides their fields, for analysis, they hold
themselves as JSON, so that what is loaded is exactly what was read.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa
from pydantic import TypeAdapter

from legation.errors import LegationError
from legation.intake import Received
from legation.nouns import Document, Entry

VERSION = "1"
"""Version of these schemas; changes when a column is renamed, removed or comes to mean something else."""

_NAMES = pa.list_(pa.string())
_EVIDENCE = pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32()), ("quote", pa.string())]))
_QUANTITIES = pa.list_(pa.struct([("value", pa.float64()), ("unit", pa.string()), ("additional", pa.bool_())]))

DOCUMENTS = pa.schema(
    [
        ("row", pa.string()),  # 32 hex digits
        ("nth", pa.int32()),
        ("id", pa.string()),  # `Document.id`; null where it failed
        ("name", pa.string()),
        ("title", pa.string()),
        ("date", pa.string()),  # YYYY-MM-DD
        ("source", pa.string()),
        ("dateline", pa.string()),
        ("language", pa.string()),
        ("url", pa.string()),
        ("text", pa.large_string()),
        ("raw", pa.large_binary()),  # null where it is `text` in UTF-8, and where there is none
        ("media", pa.string()),  # media type of the bytes
        ("origin", pa.string()),  # where it came from, for a person
        ("reader", pa.string()),  # name and version
        ("entries", pa.int32()),  # how many
        ("failure", pa.string()),  # name of the class in `errors`; null where it was read
        ("reason", pa.string()),  # its sentence
    ]
)
ENTRIES = pa.schema(
    [
        ("row", pa.string()),
        ("nth", pa.int32()),
        ("document", pa.string()),  # `Document.id`
        ("place", pa.int32()),  # in the order of the document's entries, from 0
        ("id", pa.string()),
        ("kind", pa.string()),
        ("evidence", _EVIDENCE),
        ("trigger", pa.string()),
        ("speaker", pa.string()),
        ("speaker_for", _NAMES),
        ("date", pa.string()),
        ("confidence", pa.float64()),
        ("objects", _NAMES),
        ("by", _NAMES),
        ("to", _NAMES),
        ("stage", pa.string()),
        ("what", pa.string()),
        ("area", _NAMES),
        ("quantities", _QUANTITIES),
        ("due", pa.string()),
        ("awaits", _NAMES),
        ("actors", _NAMES),
        ("people", _NAMES),
        ("form", pa.string()),
        ("status", pa.string()),
        ("location", pa.string()),  # `Meeting.place`
        ("value", pa.float64()),
        ("unit", pa.string()),
        ("change", pa.string()),
        ("toward", pa.string()),
        ("polarity", pa.string()),
        ("json", pa.string()),  # all of it
    ]
)
_ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)
_FIELDS_OF_DOCUMENT = tuple(Document.model_fields)


def document_row(received: Received, *, row: str, nth: int, reader: str, entries: int) -> dict[str, Any]:
    """Row of `DOCUMENTS` for what was read."""
    document, raw = received.document, received.raw
    told = {name: getattr(document, name) for name in _FIELDS_OF_DOCUMENT}
    kept = None if raw == document.text.encode() else raw
    return _document(
        **told, row=row, nth=nth, raw=kept, media=received.media, origin=received.origin, reader=reader, entries=entries
    )


def failure_row(error: LegationError, *, row: str, nth: int, reader: str, **told: Any) -> dict[str, Any]:
    """Row of `DOCUMENTS` for what could not be taken in or read; `told` are its name, raw, media and origin."""
    return _document(
        **told, row=row, nth=nth, reader=reader, entries=0, failure=type(error).__name__, reason=str(error)
    )


def entry_rows(document: str, entries: Iterable[Entry], *, row: str, nth: int) -> list[dict[str, Any]]:
    """Rows of `ENTRIES` for the entries of a document, in their order."""
    return [
        {"row": row, "nth": nth, "document": document, "place": place, "json": entry.model_dump_json()} | _fields(entry)
        for place, entry in enumerate(entries)
    ]


def document_of(row: Mapping[str, Any]) -> Document:
    """Document of a row of `DOCUMENTS` that did not fail."""
    return Document.model_validate({name: row[name] for name in _FIELDS_OF_DOCUMENT})


def raw_of(row: Mapping[str, Any]) -> bytes | None:
    """Bytes that a document came as; None where none are kept of one that failed."""
    raw, text = row["raw"], row["text"]
    if raw is None and text is not None:
        return str(text).encode()
    return None if raw is None else bytes(raw)


def entries_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Entry, ...]:
    """Entries of the rows of `ENTRIES` of one document, in their order, exactly as they were read."""
    return tuple(_ENTRY.validate_json(row["json"]) for row in sorted(rows, key=lambda row: int(row["place"])))


def _document(**told: Any) -> dict[str, Any]:
    return {name: told.get(name) for name in DOCUMENTS.names}


def _fields(entry: Entry) -> dict[str, Any]:
    told = entry.model_dump()
    if "place" in told:
        told["location"] = told.pop("place")
    if "value" in told:
        told["value"] = _double(told["value"])
    for quantity in told.get("quantities", ()):
        quantity["value"] = _double(quantity["value"])
    return told


def _double(value: float) -> float | None:
    """Nearest double; None for a whole number that is beyond all of them."""
    try:
        return float(value)
    except OverflowError:
        return None
