"""Entries, documents and matters as lines of JSON (https://jsonlines.org), which read back into what they were.

A line is a noun of `legation.nouns` with every field in its order, empty ones too: an entry as a `Mention`, with what
people made of it (`review`); a `Document`, without its text unless that is asked for, with its reader and the time at
which it was kept; a `Matter`.
"""

from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

from legation.exports import Counts
from legation.exports.selection import Selection
from legation.jsonline import json_line
from legation.ledger.excerpt import Recorded, Stated

_FILES = {"document": "documents", "entry": "entries", "matter": "matters"}


def write(selection: Selection, to: BinaryIO) -> Counts:
    """Write the entries, a line each."""
    count = 0
    for recorded in selection.documents():
        for stated in recorded.stated:
            to.write(json_line(_entry(stated)))
            count += 1
    return {"entry": count}


def write_tables(selection: Selection, folder: Path) -> Counts:
    """Write documents, entries and matters, a file each."""
    counts = dict.fromkeys(_FILES, 0)
    with ExitStack() as open_files:
        into = {one: open_files.enter_context((folder / f"{name}.jsonl").open("wb")) for one, name in _FILES.items()}

        def add(one: str, value: dict[str, Any]) -> None:
            into[one].write(json_line(value))
            counts[one] += 1

        for recorded in selection.documents():
            add("document", _document(recorded, texts=selection.settings.texts))
            for stated in recorded.stated:
                add("entry", _entry(stated))
        for matter in selection.matters():
            add("matter", matter.model_dump(mode="json"))
    return counts


def _entry(stated: Stated) -> dict[str, Any]:
    return stated.mention.model_dump(mode="json") | {"review": stated.review._asdict()}


def _document(recorded: Recorded, *, texts: bool) -> dict[str, Any]:
    told = recorded.document.model_dump(mode="json", exclude=set() if texts else {"text"})
    return told | {"reader": recorded.reader, "added": recorded.added.isoformat(), "entries": len(recorded.stated)}
