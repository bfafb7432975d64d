"""`legation statements`: who says what in documents, printed and not kept."""

import typer

from legation.cli.options import READER_DEFAULT, Json, Places


def statements(places: Places, *, json: Json = False) -> None:
    """Print who says what in each document: source, words of saying, and what is said."""
    from legation.cli.documents import Documents
    from legation.cli.terminal import show, write_json

    documents = Documents(places, READER_DEFAULT, date=None, source=None)
    for received in documents:
        document = received.document
        told = documents.statements_of(document)
        if told is None:
            continue
        if json:
            from legation.cli.statement_table import as_json

            write_json({"doc": document.name, "statements": [as_json(statement) for statement in told]})
        else:
            from legation.cli.statement_table import statement_table

            show(statement_table(document, told), wrap_in_pipe=False)
    if documents.failed:
        raise typer.Exit(1)
