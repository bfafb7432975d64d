"""`legation ledger`: what is done with ledgers as a whole."""

from typing import Annotated

import typer

from legation.cli.groups import group

ledger = group("ledger", "Do something with ledgers as a whole.")


@ledger.command(epilog="Example: legation ledger copy legation.db postgresql://me@localhost/legation")
def copy(
    source: Annotated[
        str, typer.Argument(metavar="FROM", help="A ledger: a path, or postgresql://USER@HOST/DATABASE.")
    ],
    target: Annotated[str, typer.Argument(metavar="TO", help="Where to: a new file, or an empty ledger or database.")],
) -> None:
    """Copy a ledger to another place, in a file or on a server, every row as it is; all or nothing."""
    from legation.cli.progress import progress
    from legation.cli.terminal import say
    from legation.ledger.keeping.opening import open_database
    from legation.ledger.upkeep.copying import copy as copy_ledger

    given = open_database(source, create=False)
    try:
        with progress() as tell:
            copied = copy_ledger(given, target, tell)
    finally:
        given.close()
    for table, rows in copied.record.items():
        say(f"{table:<10}{rows:>12,}")
    say(f"{'derived':<10}{copied.derived:>12,}")
    say(f"{given.place} copied to {copied.place}; {copied.digest} on both sides")
