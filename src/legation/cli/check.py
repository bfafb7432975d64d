"""`legation check`: whether a ledger is whole."""

from typing import TYPE_CHECKING, Annotated

import typer

from legation.amounts import how_many
from legation.cli.options import LEDGER_DEFAULT, Json, LedgerPlace

if TYPE_CHECKING:
    from legation.ledger.upkeep.checking import Checked


def check(
    *,
    ledger: LedgerPlace = LEDGER_DEFAULT,
    mend: Annotated[
        bool, typer.Option("--mend", help="Derive anew what does not agree with the record; the record stays as it is.")
    ] = False,
    json: Json = False,
) -> None:
    """Verify a ledger: hashes, quotes, ids and references, and that what is derived agrees with the record."""
    from legation.cli.progress import progress
    from legation.cli.terminal import say, write_json
    from legation.ledger.keeping.opening import open_database
    from legation.ledger.upkeep import checking

    database = open_database(ledger, create=False)
    try:
        with progress() as tell:
            checked = checking.check(database, tell)
            mended = 0
            if mend and checked.findings and all(finding.mends for finding in checked.findings):
                checking.mend(database, tell)
                mended = len(checked.findings)
                checked = checking.check(database, tell)
    finally:
        database.close()
    if json:
        for finding in checked.findings:
            write_json(finding._asdict())
    else:
        for finding in checked.findings:
            say(f"{finding.where}: {finding.what}; {finding.do}")
        for note in checked.notes:
            say(f"not verified: {note}")
        say(_summary(checked, mended, database.place))
    if checked.findings:
        raise typer.Exit(1)


def _summary(checked: "Checked", mended: int, place: str) -> str:
    looked = f"{how_many(checked.documents, 'document')} checked"
    put_right = f", {mended:,} put right" if mended else ""
    if not checked.findings:
        return f"{looked}, nothing wrong{put_right} ({place})"
    left = len(checked.findings)
    return f"{looked}, {how_many(left, 'thing')} wrong{put_right} ({place})"
