"""`legation copies`: which of some documents are one story, without a ledger."""

from typing import TYPE_CHECKING

import typer

from legation.cli.options import READER_DEFAULT, Date, Json, Places, Source, checked_day, checked_text

if TYPE_CHECKING:
    from legation.nouns import Document


def copies(places: Places, *, json: Json = False, date: Date = None, source: Source = None) -> None:
    """Group documents that are one story: resent, syndicated, cut, updated or corrected. Nothing is kept."""
    from legation.cli.copies_table import as_json, copies_table
    from legation.cli.documents import Documents
    from legation.cli.terminal import show, write_json
    from legation.ledger.copies.edition import edition_of
    from legation.ledger.copies.groups import copies_among

    documents = Documents(places, READER_DEFAULT, date=checked_day(date), source=checked_text("--source", source))
    given: dict[str, Document] = {}
    editions = []
    for place, received in enumerate(documents):
        given[str(place)] = received.document  # by its place: the same bytes under two names are two publications
        editions.append(edition_of(received.document)._replace(id=str(place)))
    found = tuple(copies_among(editions))
    if json:
        write_json(as_json(given, found))
    else:
        show(copies_table(given, found))
    if documents.failed:
        raise typer.Exit(1)
