"""`legation add`: reads documents and keeps them, with their entries, in a ledger."""

from contextlib import suppress

import typer

from legation.amounts import how_many
from legation.cli.options import (
    LEDGER_DEFAULT,
    READER_DEFAULT,
    Date,
    Json,
    LedgerPlace,
    Places,
    ReaderName,
    Source,
    checked_day,
    checked_text,
)


def add(
    places: Places,
    *,
    ledger: LedgerPlace = LEDGER_DEFAULT,
    json: Json = False,
    date: Date = None,
    source: Source = None,
    reader: ReaderName = READER_DEFAULT,
) -> None:
    """Read documents and keep what they put on the record in a ledger. Adding twice changes nothing."""
    from legation.arrivals.admission import admit
    from legation.cli.documents import Documents
    from legation.cli.terminal import say, write_json
    from legation.ledger import Ledger
    from legation.ledger.keeping.opening import named

    documents = Documents(places, reader, date=checked_day(date), source=checked_text("--source", source))
    new = old = gained = 0
    with Ledger.open(ledger, create=True) as book:
        for received in documents:
            document = received.document
            admitted = admit(book, received, documents.reader, documents.entries_of)
            if admitted is None:
                continue
            count, is_new = admitted
            new, old, gained = new + is_new, old + (not is_new), gained + count * is_new
            with suppress(typer.Exit):  # keeping goes on when nobody reads any more what is said of it
                if json:
                    told = {"doc": document.name, "id": document.id, "new": is_new}
                    write_json(told | {"reader": documents.reader.name, "entries": count})
                else:
                    say(f"{document.name}: {how_many(count, 'entry')}{'' if is_new else ', already kept'}")
    if not json:
        parts = [f"{how_many(new, 'document')} added with {how_many(gained, 'entry')}"]
        parts += [f"{old:,} already kept, nothing changed"] * bool(old)
        parts += [f"{documents.failed:,} could not be read"] * bool(documents.failed)
        say(f"{'; '.join(parts)} ({named(ledger)})")
    if documents.failed:
        raise typer.Exit(1)
