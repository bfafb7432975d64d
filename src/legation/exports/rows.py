"""The rows of the tables that documents, entries and matters are exported as."""

from collections.abc import Iterator, Mapping
from typing import Any

from legation.exports.selection import Selection
from legation.exports.tables import DOCUMENTS, ENTRIES, EVIDENCE, MATTERS, QUANTITIES, STEPS
from legation.ledger.excerpt import Recorded, Stated
from legation.ledger.parties import parties_of
from legation.nouns import Matter, Step

Row = Mapping[str, Any]
"""By column; a value is None, text, a number, a flag, a time, or a tuple of names or of nouns. `entry` is the noun."""


def rows(selection: Selection) -> Iterator[tuple[str, Row]]:
    """Walk the rows of all tables, each with the name of its table: a row comes after those that it names."""
    for recorded in selection.documents():
        yield DOCUMENTS.name, _document_row(recorded, texts=selection.settings.texts)
        for stated in recorded.stated:
            yield from _entry_rows(stated)
    for matter in selection.matters():
        yield MATTERS.name, _matter_row(matter)
        for number, step in enumerate(matter.history, 1):
            yield STEPS.name, _step_row(matter, number, step)


def entry_rows(selection: Selection) -> Iterator[Row]:
    """Walk the rows of the table of entries alone."""
    for recorded in selection.documents():
        for stated in recorded.stated:
            yield _entry_row(stated)


def _document_row(recorded: Recorded, *, texts: bool) -> Row:
    told = recorded.document.model_dump(exclude=set() if texts else {"text"})
    return told | {"added": recorded.added, "reader": recorded.reader, "entries": len(recorded.stated)}


def _entry_rows(stated: Stated) -> Iterator[tuple[str, Row]]:
    entry = stated.mention.entry
    yield ENTRIES.name, _entry_row(stated)
    for number, place in enumerate(entry.evidence, 1):
        yield EVIDENCE.name, {"entry": entry.id, "number": number, **place.model_dump()}
    for number, quantity in enumerate(entry.quantities if entry.kind == "commitment" else (), 1):
        yield QUANTITIES.name, {"entry": entry.id, "number": number, **quantity.model_dump()}


def _entry_row(stated: Stated) -> Row:
    mention, review = stated
    entry = mention.entry
    main = entry.evidence[0]
    told = {name: getattr(entry, name) for name in type(entry).model_fields}
    if "place" in told:  # the name of the column does not say of what
        told["location"] = told.pop("place")
    return {
        **told,
        "entry": entry,
        "document": mention.document,
        "doc": mention.doc,
        "title": mention.title,
        "source": mention.source,
        "reported": mention.reported,
        "url": mention.url,
        **main.model_dump(),
        "parties": parties_of(entry),
        "review": review.state,
        "reviewed_by": review.by,
        "reviewed_at": review.at,
        "review_reason": review.why,
    }


def _matter_row(matter: Matter) -> Row:
    told = sorted(step.reported for step in matter.history if step.reported)
    return {
        "id": matter.id,
        "title": matter.title,
        "aliases": matter.aliases,
        "parties": matter.parties,
        "areas": matter.areas,
        "stage": matter.stage,
        "standing": matter.standing,
        "next_move": matter.next_move.parties if matter.next_move else (),
        "next_move_reason": matter.next_move.reason if matter.next_move else None,
        "timing": matter.timing,
        "due": matter.due.due if matter.due else None,
        "slips": sum((due.slip_days or 0) > 0 for due in matter.slipped if due.milestone == "completion"),
        "flags": tuple(flag.text for flag in matter.flags),
        "reports": len(matter.history),
        "first_reported": told[0] if told else None,
        "last_reported": told[-1] if told else None,
        "later_documents": matter.silence.documents,
    }


def _step_row(matter: Matter, number: int, step: Step) -> Row:
    return {
        "matter": matter.id,
        "number": number,
        "entry": step.mention.entry.id,
        "document": step.mention.document,
        "doc": step.mention.doc,
        "source": step.mention.source,
        "reported": step.reported,
        "date": step.date,
        "stage": step.stage,
        "matter_stage": step.matter_stage,
        "moved": step.moved,
        "standing": step.standing,
        "quote": step.mention.entry.evidence[0].quote,
        "also": tuple(mention.entry.id for mention in step.also),
        "supersedes": tuple(mention.entry.id for mention in step.supersedes),
    }
