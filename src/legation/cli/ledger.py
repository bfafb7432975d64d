"""`legation ledger`: what is done with ledgers as a whole."""

from typing import Annotated

import typer

from legation.cli.groups import group
from legation.cli.options import LEDGER_DEFAULT, LedgerPlace, checked_choices

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


@ledger.command(epilog="Example: legation ledger fetching on --ledger russia.db")
def fetching(
    choice: Annotated[str | None, typer.Argument(metavar="on|off", help="Without it, what is chosen is told.")] = None,
    *,
    ledger: LedgerPlace = LEDGER_DEFAULT,
) -> None:
    """Say whether documents may be fetched from the network for a ledger: by URL, and by what is watched.

    It is off unless somebody switches it on. Even then, only addresses of the public internet are asked.
    """
    from legation.cli.terminal import say
    from legation.ledger import Ledger
    from legation.ledger.keeping.preferences import OFFICE

    chosen = checked_choices("legation ledger fetching", [choice] if choice else None, ("on", "off"))
    with Ledger.open(ledger) as book:
        for one in chosen:
            book.preferences.set(OFFICE, "fetching", one)
        say(f"fetching is {'on' if book.preferences.fetching else 'off'} for {book.place}")
