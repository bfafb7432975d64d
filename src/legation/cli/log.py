"""`legation log`: the history of any line of the ledger."""

from typing import Annotated

import typer

from legation.cli.options import LEDGER_DEFAULT, Json, LedgerPlace


def log(
    key: Annotated[
        str, typer.Argument(metavar="ID", help="Id of an entry, matter or decision; id or name of a document.")
    ],
    *,
    ledger: LedgerPlace = LEDGER_DEFAULT,
    json: Json = False,
) -> None:
    """Show how a line came to be what it is: when added, each reading, each decision with who, when and why.

    Of a matter: how each of its entries was laid to it, what it was merged from, and what reviewers ruled.
    """
    from legation.briefing.history import as_json
    from legation.cli.terminal import show, write_json
    from legation.ledger import Ledger

    with Ledger.open(ledger) as book:
        found = book.history(key)
    if json:
        for event in found.events:
            write_json(as_json(event))
        return
    from legation.cli.log_table import log_table

    show(log_table(found), wrap_in_pipe=False)
