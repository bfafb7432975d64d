"""`legation reread`: documents that an older reader read are read again by the present one."""

from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any

import typer

from legation.amounts import how_many
from legation.cli.options import LEDGER_DEFAULT, READER_DEFAULT, Json, LedgerPlace, ReaderName

if TYPE_CHECKING:
    from legation.ledger import Ledger
    from legation.ledger.review.rereading import Reread


def reread(
    which: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PARTY|DOCUMENT", help="Documents by name or id; of parties, what involves all of them. Else all."
        ),
    ] = None,
    *,
    ledger: LedgerPlace = LEDGER_DEFAULT,
    reader: ReaderName = READER_DEFAULT,
    json: Json = False,
) -> None:
    """Read documents again whose newest reading is not by this reader, and list what that changes.

    Older readings stay on record. Decisions stay attached to their entries, and in force even where these are no longer
    proposed; such ones are listed. Stopped at any time, it goes on where it was when it is run again.
    """
    from legation.cli.documents import Documents
    from legation.cli.progress import progress
    from legation.cli.terminal import say, write_json
    from legation.ledger import Ledger

    reading = Documents([], reader, date=None, source=None)
    done: list[Reread] = []
    with Ledger.open(ledger) as book, progress() as tell:
        parties, documents = _told_apart(which or [], book)
        waiting = book.outdated(reading.reader.name, parties=parties, documents=documents)
        for number, identity in enumerate(waiting):
            tell("reading", number, len(waiting))
            document = book.document(identity).document
            entries = reading.entries_of(document)
            found = None if entries is None else book.reread(identity, entries, reader=reading.reader.name)
            if found is not None:
                done.append(found)
                with suppress(typer.Exit):  # reading goes on when nobody looks any more
                    if json:
                        write_json(_as_json(found))
                    else:
                        for line in _lines(found):
                            say(line)
    if not json:
        say(_summary(done, reading.failed, reading.reader.name, ledger))
    if reading.failed:
        raise typer.Exit(1)


def _told_apart(which: list[str], book: "Ledger") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Parties and documents among what was typed. Raises QueryError for what is neither."""
    from legation.cli.party_names import codes_of
    from legation.errors import QueryError

    parties: list[str] = []
    documents: list[str] = []
    for written in which:
        try:
            documents.append(book.document(written).document.id)
        except QueryError as none:
            try:
                parties += codes_of([written], book)
            except QueryError as unknown:
                raise QueryError(f"{none}, and {unknown}" if "may be any" not in str(none) else str(none)) from unknown
    return tuple(parties), tuple(documents)


def _as_json(found: "Reread") -> dict[str, Any]:
    return {
        "doc": found.doc,
        "id": found.document,
        "was": found.was,
        "reader": found.reader,
        "differences": [
            {
                "what": one.what,
                "entry": one.entry.id,
                "kind": one.entry.kind,
                "quote": one.entry.evidence[0].quote,
                "fields": {change.field: [change.before, change.after] for change in one.fields},
            }
            for one in found.differences
        ],
        "unproposed": [decision.model_dump(mode="json") for decision in found.unproposed],
    }


def _lines(found: "Reread") -> list[str]:
    from legation.briefing.rulings import difference, ruling, who_and_when
    from legation.briefing.visible import one_line

    lines = [f"{one_line(found.doc)}: {_changes(found)}"]
    lines += [f"  {difference(one)} [{one.entry.id}]" for one in found.differences]
    for decision in found.unproposed:
        kept = "in force" if decision.stands_as is not None else "without effect for now"
        about = "" if decision.other else f"{decision.subject.entry} "
        lines.append(
            f"  no longer proposed, decision kept and {kept}: {about}{ruling(decision)} — {who_and_when(decision)}"
        )
    return lines


def _changes(found: "Reread") -> str:
    counts = {what: sum(one.what == what for one in found.differences) for what in ("new", "gone", "changed")}
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count) or "unchanged"


def _summary(done: "list[Reread]", failed: int, reader: str, ledger: str) -> str:
    if not done and not failed:
        return f"nothing to do: {reader} has read every document last ({ledger})"
    every = [one.what for found in done for one in found.differences]
    documents = f"{how_many(len(done), 'document')} read again by {reader}"
    entries = ", ".join(f"{every.count(what):,} {what}" for what in ("new", "gone", "changed"))
    parts = [f"{documents}; entries: {entries}"]
    kept = sum(len(found.unproposed) for found in done)
    parts += [f"{kept:,} decided on and no longer proposed"] * bool(kept)
    parts += [f"{failed:,} could not be read"] * bool(failed)
    return f"{'; '.join(parts)} ({ledger})"
