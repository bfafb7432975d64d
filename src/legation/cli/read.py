"""`legation read`: what documents put on the record, printed and not kept."""

import typer

from legation.cli.options import Date, Json, Places, ReaderName, Source, checked_day


def read(
    places: Places, *, json: Json = False, date: Date = None, source: Source = None, reader: ReaderName = "rules"
) -> None:
    """Print what each document puts on the record, with the words that it rests on."""
    from legation.cli.documents import Documents
    from legation.cli.entry_table import document_table
    from legation.cli.terminal import show, write_json
    from legation.reading import Reader, open_reader

    documents = Documents(places, date=checked_day(date), source=source)
    opened: Reader | None = None
    for received in documents:
        opened = opened or open_reader(reader)
        document = received.document
        entries = opened.read(document)
        if json:
            told = {"doc": document.name} | document.model_dump(
                include={"id", "date", "source", "dateline", "language"}
            )
            write_json(told | {"reader": opened.name, "entries": [entry.model_dump(mode="json") for entry in entries]})
        else:
            show(document_table(document, entries), wrap_in_pipe=False)
    if documents.failed:
        raise typer.Exit(1)
