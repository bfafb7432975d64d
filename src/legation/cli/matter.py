"""`legation matter`: one undertaking, with its whole history."""

from typing import Annotated

import typer

from legation.cli.options import LEDGER_DEFAULT, AsOf, Json, LedgerPlace


def matter(
    key: Annotated[str, typer.Argument(metavar="ID", help="Id of a matter, or of any entry that belongs to it.")],
    *,
    ledger: LedgerPlace = LEDGER_DEFAULT,
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """Show one matter: where it stands, whose move it is, and its history in the words of the sources."""
    from legation.briefing.tables import matter_view
    from legation.cli.terminal import show, write_json
    from legation.ledger import Ledger

    with Ledger.open(ledger) as book:
        found = book.matter(key, as_of=as_of)
    if json:
        write_json(found.model_dump(mode="json"))
    else:
        show(matter_view(found))
