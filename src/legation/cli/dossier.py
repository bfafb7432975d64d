"""`legation dossier`: everything that the ledger holds on a pair or group of parties."""

from typing import Annotated

import typer

from legation.cli.options import LATEST_DEFAULT, LEDGER_DEFAULT, AsOf, Json, Latest, LedgerPlace


def dossier(
    parties: Annotated[list[str], typer.Argument(metavar="PARTY", help="Two or more, as codes or names.")],
    *,
    ledger: LedgerPlace = LEDGER_DEFAULT,
    as_of: AsOf = None,
    latest: Latest = LATEST_DEFAULT,
    json: Json = False,
) -> None:
    """Show the dossier of a pair or group of parties: matters by stage, meetings, figures, positions, documents."""
    from legation.briefing.dossier import dossier as assemble
    from legation.briefing.tables import dossier_view
    from legation.cli.party_names import codes_of
    from legation.cli.terminal import show, write_json
    from legation.errors import QueryError
    from legation.ledger import Ledger

    with Ledger.open(ledger) as book:
        codes = codes_of(parties, book)
        if len(codes) < 2:
            raise QueryError(f"a dossier is of two parties or more, and {' and '.join(parties)} is one")
        assembled = assemble(book, codes, as_of, latest=latest or None)
    if json:
        write_json(assembled.model_dump(mode="json"))
    else:
        show(dossier_view(assembled))
