"""`legation failures`: what could not be taken in, and why; to be tried again, or struck off the list."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from legation.amounts import how_many
from legation.cli.options import LEDGER_DEFAULT, Json, LedgerPlace
from legation.errors import QueryError

if TYPE_CHECKING:
    from legation.arrivals.settling import Settled
    from legation.ledger import Ledger
    from legation.ledger.keeping.arrival import Arrival


def failures(
    numbers: Annotated[
        list[int] | None, typer.Argument(metavar="NUMBER", help="Only these; else all.", show_default=False)
    ] = None,
    *,
    retry: Annotated[bool, typer.Option("--retry", help="Try them again, here and now.")] = False,
    forget: Annotated[bool, typer.Option("--forget", help="Strike the ones that are named off the list.")] = False,
    ledger: LedgerPlace = LEDGER_DEFAULT,
    json: Json = False,
) -> None:
    """List what could not be taken in, with the reason; try it again, or strike it off the list.

    What was added, handed in to a server or found by what is watched is listed here where it failed, once, until it
    has been taken in. Bytes that came are kept with it; what is over the limit cannot be tried again.
    """
    from legation.cli.failure_table import failure_table
    from legation.cli.terminal import say, show, write_json
    from legation.ledger import Ledger

    if retry and forget:
        raise QueryError("--retry and --forget: give one of the two")
    if forget and not numbers:
        raise QueryError("--forget: name the numbers that are to be struck off, as `legation failures` lists them")
    with Ledger.open(ledger) as book:
        chosen = _chosen(book, numbers)
        if forget:
            for one in chosen:
                book.arrivals.forget(one.number)
            say(f"{how_many(len(chosen), 'document')} struck off the list")
        elif retry:
            if _retried(book, chosen if numbers else [one for one in chosen if one.again], json=json):
                raise typer.Exit(1)
        elif json:
            for one in chosen:
                write_json(_told(one))
        else:
            show(failure_table(chosen), wrap_in_pipe=False)


def _chosen(book: "Ledger", numbers: Sequence[int] | None) -> list["Arrival"]:
    if not numbers:
        return list(book.arrivals.recent(None, "failed")[::-1])
    found = [book.arrivals.get(number) for number in dict.fromkeys(numbers)]
    for one in found:
        if one.state != "failed":
            raise QueryError(f"number {one.number} has not failed: `legation failures` lists what has")
    return found


def _retried(book: "Ledger", chosen: Sequence["Arrival"], *, json: bool) -> int:
    """Try again, and say what has become of each; how many failed."""
    from legation.arrivals import apart
    from legation.arrivals.settling import Settling
    from legation.cli.terminal import say, write_json
    from legation.intake import fetching

    for one in chosen:
        book.arrivals.check_again(one.number)
    failed = 0
    settling = Settling(book, opening=apart.ReaderApart, fetching=fetching.fetch_url)
    try:
        for place, one in enumerate(chosen, start=1):
            settled = settling.settle(one)
            failed += settled.reason is not None
            if json:
                write_json(_told(one) | settled._asdict())
            else:
                say(f"{place} of {len(chosen)}: {_became(one, settled)}")
    finally:
        settling.let_go()
    if not json:
        kept = f"{len(chosen) - failed:,} of {how_many(len(chosen), 'document')} kept"
        say(kept + (f"; {failed:,} failed again" if failed else ""))
    return failed


def _became(one: "Arrival", settled: "Settled") -> str:
    if settled.reason is not None:
        return f"{settled.reason} (number {one.number})"
    entries = how_many(settled.entries, "entry")
    if settled.parts is not None:
        return f"{one.name}: {how_many(settled.parts, 'document')} in it, {entries}"
    return f"{one.name}: {entries}{', already kept' if settled.known else ''}"


def _told(one: "Arrival") -> dict[str, object]:
    told = one.model_dump(mode="json", include={"number", "name", "origin", "url", "media", "who", "reason", "again"})
    return told | {"at": one.since.isoformat()}
