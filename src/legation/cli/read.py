"""`legation read`: what documents put on the record, printed and not kept."""

from typing import TYPE_CHECKING, Annotated

import typer

from legation.cli.options import (
    READER_DEFAULT,
    ColumnNames,
    Date,
    Json,
    Places,
    ReaderName,
    Source,
    checked_day,
    checked_text,
)

if TYPE_CHECKING:
    from legation.nouns import Entry
    from legation.reading.explanation import Explanation

Explain = Annotated[
    bool,
    typer.Option("--explain", help="Say of each entry what proposed it, how sure it is, and what each field rests on."),
]


def read(
    places: Places,
    *,
    json: Json = False,
    explain: Explain = False,
    date: Date = None,
    source: Source = None,
    columns: ColumnNames = None,
    reader: ReaderName = READER_DEFAULT,
) -> None:
    """Print what each document puts on the record, with the words that it rests on."""
    from legation.cli.documents import Documents
    from legation.cli.terminal import show, write_json
    from legation.intake.columns import parse_columns

    documents = Documents(
        places,
        reader,
        date=checked_day(date),
        source=checked_text("--source", source),
        columns=parse_columns(columns),
    )
    for received in documents:
        document = received.document
        if explain:
            found = documents.explained_of(document)
        else:
            entries = documents.entries_of(document)
            found = None if entries is None else tuple((entry, None) for entry in entries)
        if found is None:
            continue
        if json:
            told = document.model_dump(include={"id", "date", "source", "dateline", "language", "title", "url"})
            dumped = [_as_json(entry, why) for entry, why in found]
            write_json({"doc": document.name} | told | {"reader": documents.reader.name, "entries": dumped})
        elif explain:
            from legation.cli.explanation_view import explanation_view

            show(explanation_view(document, found))
        else:
            from legation.cli.entry_table import document_table

            show(document_table(document, [entry for entry, _ in found]), wrap_in_pipe=False)
    if documents.failed:
        raise typer.Exit(1)


def _as_json(entry: "Entry", why: "Explanation | None") -> dict[str, object]:
    explanation = {} if why is None else {"explanation": why.model_dump(mode="json")}
    return entry.model_dump(mode="json") | explanation
