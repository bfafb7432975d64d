"""`legation add`: reads documents and keeps them, with their entries, in a ledger."""

from contextlib import suppress

import typer

from legation.amounts import how_many
from legation.cli.options import (
    LEDGER_DEFAULT,
    READER_DEFAULT,
    ColumnNames,
    Date,
    Json,
    LedgerPlace,
    PlacesToAdd,
    ReaderName,
    Source,
    checked_day,
    checked_text,
    user_of_machine,
)


def add(
    places: PlacesToAdd,
    *,
    ledger: LedgerPlace = LEDGER_DEFAULT,
    json: Json = False,
    date: Date = None,
    source: Source = None,
    columns: ColumnNames = None,
    reader: ReaderName = READER_DEFAULT,
) -> None:
    """Read documents and keep what they put on the record in a ledger. Adding twice changes nothing.

    What cannot be taken in is complained of, and listed by `legation failures`, to be tried again.
    """
    from legation.arrivals.admission import admit, failure_of
    from legation.arrivals.settling import fetching_off
    from legation.briefing.editions import first_of
    from legation.cli.documents import Documents
    from legation.cli.terminal import say, write_json
    from legation.errors import AddressRefused
    from legation.intake import Refused
    from legation.intake.columns import parse_columns
    from legation.intake.fetching import Fetched, fetch_url
    from legation.ledger import Ledger
    from legation.ledger.keeping.opening import named

    named_columns = parse_columns(columns)
    day, paper, who = checked_day(date), checked_text("--source", source), user_of_machine()
    new = old = gained = 0
    with Ledger.open(ledger, create=True) as book:

        def fetching(url: str) -> Fetched:
            if not book.preferences.fetching:
                raise AddressRefused(fetching_off(url))
            return fetch_url(url)

        def refused(one: Refused) -> None:
            if one.name is not None:  # else it is the argument that is wrong, and no document
                book.arrivals.note(failure_of(one), who=who)

        documents = Documents(
            places, reader, date=day, source=paper, columns=named_columns, fetching=fetching, refused=refused
        )
        for received in documents:
            document = received.document
            admitted = admit(book, received, documents.reader, documents.entries_of)
            if admitted is None:
                book.arrivals.note(failure_of(received, documents.fault), who=who)
                continue
            count, is_new = admitted
            new, old, gained = new + is_new, old + (not is_new), gained + count * is_new
            with suppress(typer.Exit):  # keeping goes on when nobody reads any more what is said of it
                story = book.story(document.id)
                if json:
                    told = {"doc": document.name, "id": document.id, "new": is_new}
                    told |= {"same_story": [one.document.id for one in story.editions]}
                    write_json(told | {"reader": documents.reader.name, "entries": count})
                else:
                    known = "" if is_new else ", already kept"
                    copy = f"; {said}" if (said := first_of(story)) else ""
                    say(f"{document.name}: {how_many(count, 'entry')}{known}{copy}")
    if not json:
        parts = [f"{how_many(new, 'document')} added with {how_many(gained, 'entry')}"]
        parts += [f"{old:,} already kept, nothing changed"] * bool(old)
        parts += [f"{documents.failed:,} could not be read"] * bool(documents.failed)
        say(f"{'; '.join(parts)} ({named(ledger)})")
    if documents.failed:
        raise typer.Exit(1)
