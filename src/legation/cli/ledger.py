"""`legation ledger`: what is done with ledgers as a whole."""

from pathlib import Path
from typing import Annotated

import typer

from legation.amounts import how_many
from legation.cli.groups import group
from legation.cli.options import LEDGER_DEFAULT, Json, LedgerPlace, checked_choices

_TOLD = 10  # documents that are not loaded, each by its name

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


@ledger.command(epilog="Example: legation ledger load news.parquet --ledger news.db")
def load(
    result: Annotated[Path, typer.Argument(metavar="OUT.parquet", help="Folder that legation bulk has written.")],
    *,
    ledger: LedgerPlace = LEDGER_DEFAULT,
    json: Json = False,
) -> None:
    """Take a result of legation bulk into a ledger, as legation add would have. Loading it again adds nothing twice.

    Stopped at any time, the ledger is whole, and the same command goes on. What does not hold together, such as a quote
    that is not in its text, is told and left out. Documents that bulk could not read stay in its result.
    """
    from legation.cli.pace import pace
    from legation.cli.terminal import complain, say, write_json
    from legation.ledger.keeping.opening import named, open_database
    from legation.ledger.loading.loading import load as load_result

    database = open_database(ledger, create=True)
    try:
        with pace("documents") as tell:
            found = load_result(database, result, tell)
    finally:
        database.close()
    for one in found.barred[:_TOLD]:
        complain(f"{one.name}: not loaded, {one.reason}")
    if len(found.barred) > _TOLD:
        complain(f"and {len(found.barred) - _TOLD:,} more")
    failed = sum(found.failures.values())
    if json:
        write_json(found._asdict() | {"barred": len(found.barred), "failures": dict(found.failures)})
    else:
        parts = [f"{how_many(found.documents, 'document')} loaded with {how_many(found.entries, 'entry')}"]
        parts += [f"{found.known:,} already kept, nothing changed"] * bool(found.known)
        parts += [f"{len(found.barred):,} not loaded"] * bool(found.barred)
        parts += [f"{failed:,} could not be read by bulk"] * bool(failed)
        say(f"{'; '.join(parts)} ({named(ledger)})")
    if found.barred:
        raise typer.Exit(1)


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
    from legation.ledger.keeping.opening import named
    from legation.ledger.keeping.preferences import OFFICE

    chosen = checked_choices("legation ledger fetching", [choice] if choice else None, ("on", "off"))
    with Ledger.open(ledger) as book:
        for one in chosen:
            book.preferences.set(OFFICE, "fetching", one)
        say(f"fetching is {'on' if book.preferences.fetching else 'off'} for {named(ledger)}")
