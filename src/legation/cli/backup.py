"""`legation backup`: a ledger saved to a file."""

from pathlib import Path
from typing import Annotated

import typer

from legation.cli.options import LEDGER_DEFAULT, LedgerPlace


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to: a ledger in a file, wherever this one is.")],
    *,
    ledger: LedgerPlace = LEDGER_DEFAULT,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file if it is there already.")] = False,
) -> None:
    """Save the ledger as it is at this moment to a file, while others may go on writing it."""
    from legation.cli.progress import progress
    from legation.cli.terminal import say
    from legation.ledger.keeping.opening import open_database
    from legation.ledger.upkeep.backup import back_up

    database = open_database(ledger, create=False)
    try:
        with progress() as tell:
            back_up(database, file, tell, over=force)
    finally:
        database.close()
    say(f"{database.place} saved as {file} ({file.stat().st_size:,} bytes)")
