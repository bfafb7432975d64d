"""`legation read`: what documents put on the record, printed and not kept."""

import typer

from legation.cli.options import READER_DEFAULT, Date, Json, Places, ReaderName, Source, checked_day, checked_text


def read(
    places: Places, *, json: Json = False, date: Date = None, source: Source = None, reader: ReaderName = READER_DEFAULT
) -> None:
    """Print what each document puts on the record, with the words that it rests on."""
    from legation.cli.documents import Documents
    from legation.cli.terminal import show, write_json

    documents = Documents(places, reader, date=checked_day(date), source=checked_text("--source", source))
    for received in documents:
        document = received.document
        entries = documents.entries_of(document)
        if entries is None:
            continue
        if json:
            told = document.model_dump(include={"id", "date", "source", "dateline", "language"})
            dumped = [entry.model_dump(mode="json") for entry in entries]
            write_json({"doc": document.name} | told | {"reader": documents.reader.name, "entries": dumped})
        else:
            from legation.cli.entry_table import document_table

            show(document_table(document, entries), wrap_in_pipe=False)
    if documents.failed:
        raise typer.Exit(1)
