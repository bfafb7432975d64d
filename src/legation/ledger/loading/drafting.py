"""A stack of a result to drafts: checked row by row, since anybody may have written them. For other processes."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from legation.bulk.schema import document_of, entries_of, raw_of
from legation.intake.files import LIMIT
from legation.ledger.keeping.draft import Draft, draft_of
from legation.ledger.loading.arranging import unstacked
from legation.ledger.record import Read
from legation.ledger.upkeep.soundness import of_reading

_LONGEST = 1000  # characters of what a document is called, says of itself, or was read by
_ID = re.compile("e[0-9a-f]{12}")


class Barred(NamedTuple):
    """A document that is not loaded, and why."""

    name: str
    reason: str


Drafted = Draft | Barred


def drafted(stack: Path, today: str) -> list[Drafted]:
    """Draft the documents of a stack, on a day (YYYY-MM-DD)."""
    found: dict[tuple[str, str, str | None, str | None], Drafted] = {}
    for documents, entries in unstacked(stack):
        said: dict[tuple[str, int], list[Mapping[str, Any]]] = defaultdict(list)
        for row in entries.to_pylist():
            said[row["row"], row["nth"]].append(row)
        for row in documents.to_pylist():
            # The same bytes, called alike, may have come twice.
            called = (row["id"], row["name"], row["source"], row["url"])
            if called not in found:
                found[called] = _drafted(row, said[row["row"], row["nth"]], today)
    return list(found.values())


def _drafted(row: Mapping[str, Any], said: list[Mapping[str, Any]], today: str) -> Drafted:
    try:
        read = Read(document_of(row), entries_of(said), row["reader"] or "", raw_of(row) or b"")
        wrong = next(_wrong(read), None)
        if wrong is None:
            return draft_of(read, today)
    except (ValidationError, ValueError, TypeError, KeyError, OverflowError) as error:
        wrong = f"its rows do not hold together ({' '.join(str(error).split())[:120]})"
    return Barred(str(row["name"])[:_LONGEST], wrong)


def _wrong(read: Read) -> Iterator[str]:
    """What is wrong with a document: what `legation check` would find of it, and what no reader hands on."""
    document, entries, reader, raw = read
    if f"sha256:{hashlib.sha256(raw).hexdigest()}" != document.id:
        yield "its bytes are not those that its id is the hash of"
    if len(raw) > LIMIT or len(document.text) > LIMIT:
        yield "it is larger than a document may be"
    if not document.text.strip():
        yield "there is no text in it"
    if document.date is not None and date.fromisoformat(document.date).isoformat() != document.date:
        yield f"its day of publication is {document.date!r}, no day as YYYY-MM-DD"
    short = (document.name, document.source, document.dateline, document.title, document.url, reader)
    if not document.name or not reader or any(one and (len(one) > _LONGEST or "\n" in one) for one in short):
        yield "its name, its reader or what it says of itself is missing, too long or not in one line"
    if document.language is not None and len(document.language) > len("und-Latn"):
        yield "its language is no code of one"
    if any(_ID.fullmatch(entry.id) is None for entry in entries):
        yield "an entry has an id that is none"
    yield from (finding.what for finding in of_reading(document.id, document.text, entries, reader, document.name))
