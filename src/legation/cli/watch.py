"""`legation watch`: looks at feeds, pages and folders again and again, and takes in what is new there."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from legation.amounts import how_many
from legation.cli.options import LEDGER_DEFAULT, Json, LedgerPlace
from legation.errors import AddressRefused, PlanRefused, UnreadablePath

if TYPE_CHECKING:
    from legation.watching.rounds import Looked


def watch(
    plan: Annotated[str, typer.Argument(metavar="FILE", help="What is to be watched, as TOML; see docs/watching.md.")],
    *,
    once: Annotated[bool, typer.Option("--once", help="Look at what is due, and end: for cron.")] = False,
    ledger: LedgerPlace = LEDGER_DEFAULT,
    json: Json = False,
) -> None:
    """Look at feeds, pages and folders again and again, and take in what is new there, until Ctrl-C.

    Servers are asked politely: for what has changed, as robots.txt allows, one request at a time, less often where
    something fails. What was seen is kept in the ledger, so that the next run goes on where this one ended. Feeds and
    pages need `legation ledger fetching on`. What cannot be taken in is listed by `legation failures`.
    """
    from legation.arrivals import apart
    from legation.arrivals.settling import Settling, fetching_off
    from legation.cli.terminal import complain, say, write_json
    from legation.intake import fetching
    from legation.ledger import Ledger
    from legation.watching.plan import read_plan
    from legation.watching.rounds import Rounds
    from legation.watching.waiting import Clock

    terms = fetching.USUAL
    try:
        spots = read_plan(
            _read(plan), plan, Path(plan).absolute().parent, lambda url: fetching.target_of(url, terms.ports)
        )
    except PlanRefused as refused:
        for sentence in refused.sentences:
            complain(sentence)
        raise typer.Exit(refused.exit_code) from None

    failed = False

    def tell(looked: "Looked") -> None:
        nonlocal failed
        failed |= bool(looked.reason or looked.found.failed)
        if json:
            write_json(_told(looked))
        else:
            say(_sentence(looked))

    with Ledger.open(ledger, create=True) as book:
        remote = next((spot for spot in spots if spot.kind != "folder"), None)
        if remote is not None and not book.preferences.fetching:
            raise AddressRefused(fetching_off(remote.place))
        settling = Settling(book, opening=apart.ReaderApart)
        rounds = Rounds(book, spots, settling=settling, tell=tell, clock=Clock(), terms=terms)
        try:
            if not once:
                rounds.go()
            looked = rounds.once()
            if not json:
                say(f"{looked:,} of {len(spots):,} looked at; next at {rounds.next_due():%Y-%m-%d %H:%M} UTC")
        finally:
            rounds.let_go()
    if failed:
        raise typer.Exit(1)


def _read(plan: str) -> bytes:
    try:
        return Path(plan).read_bytes()
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise UnreadablePath(f"{plan}: cannot be read ({reason}); name a file that says what to watch") from error


def _sentence(looked: "Looked") -> str:
    place, found, when = looked.spot.place, looked.found, f"next at {looked.due:%Y-%m-%d %H:%M} UTC"
    if looked.reason is not None:
        return f"{looked.reason} ({when})"
    parts = [f"{how_many(found.new, 'document')} new with {how_many(found.entries, 'entry')}"] * bool(found.new)
    parts += [f"{found.failed:,} failed"] * bool(found.failed)
    parts += [f"{how_many(found.textless, 'item')} without a text (pages = true fetches pages)"] * bool(found.textless)
    parts += [f"{how_many(found.fresh, 'file')} written just now, for the next time"] * bool(found.fresh)
    parts += ["its server asked to be left alone"] * bool(found.until)
    return f"{place}: {', '.join(parts) or 'nothing new'} ({when})"


def _told(looked: "Looked") -> dict[str, object]:
    found = looked.found
    return {
        "watched": looked.spot.place,
        "kind": looked.spot.kind,
        "new": found.new,
        "entries": found.entries,
        "failed": found.failed,
        "unchanged": found.unchanged,
        "reason": looked.reason,
        "next": looked.due.isoformat(),
    }
