"""`legation reference`: the figures against which reported ones are held, those that come with Legation and others."""

from typing import TYPE_CHECKING, Annotated

import typer

from legation.amounts import how_many
from legation.cli.groups import group
from legation.cli.options import LEDGER_DEFAULT, Json, LedgerPlace, Who

if TYPE_CHECKING:
    from legation.nouns import Datum

reference = group("reference", "Show and add the figures against which reported ones are held.")


@reference.command("list", epilog="Example: legation reference list russia --what wheat")
def list_(
    places: Annotated[
        list[str] | None, typer.Argument(metavar="PARTY", help="Codes or names; `world` for the world.")
    ] = None,
    *,
    what: Annotated[str | None, typer.Option("--what", metavar="WORD", help="What is measured: wheat, coal.")] = None,
    measure: Annotated[
        str | None, typer.Option("--measure", metavar="WORD", help="Which measure: production, exports, level.")
    ] = None,
    ledger: LedgerPlace = LEDGER_DEFAULT,
    json: Json = False,
) -> None:
    """List reference figures with year and source: those that come with Legation, then those added to the ledger."""
    from legation.briefing.series_table import series_table
    from legation.cli.terminal import show, write_json
    from legation.errors import QueryError
    from legation.reference.series import code_of, shipped

    asked = {name: code_of(name) for name in places or ()}
    if unknown := next((name for name, code in asked.items() if code is None), None):
        raise QueryError(f"no party is called {unknown!r}; give a code such as RUS, or a name such as Pakistan")
    data = shipped().with_more(_added(ledger)).data
    found = [
        datum
        for datum in data
        if (not asked or datum.code in asked.values())
        and (what or "").casefold() in datum.what
        and (measure or "").casefold() in datum.measure
    ]
    if json:
        for datum in found:
            write_json(datum.model_dump(mode="json"))
    else:
        show(series_table(found), wrap_in_pipe=False)


@reference.command("add", epilog="Example: legation reference add steel.csv --ledger russia.db")
def add(
    file: Annotated[str, typer.Argument(metavar="FILE.csv|-", help="A table in UTF-8; - for standard input.")],
    *,
    ledger: LedgerPlace = LEDGER_DEFAULT,
    by: Who = None,
) -> None:
    """Add reference figures to the ledger, for its own flags.

    The columns are place, code, what, measure, year, value, unit, source and through, named in the first line; code may
    be empty for a place that is known, through may be left out. Measures that are looked at: production, exports,
    imports and domestic supply of a good, level of population (people) and of gross domestic product (USD (current)),
    spending of military expenditure. Each line that cannot be read is refused in a sentence; the others are added.
    """
    from pathlib import Path

    from legation.cli.options import checked_who
    from legation.cli.terminal import complain, say
    from legation.intake.files import STDIN, Place, fetch
    from legation.ledger import Ledger
    from legation.reference.series import decoded, read_lines, shipped

    place = Place(None if file == STDIN else Path(file))
    who = checked_who(by)
    data: list[Datum] = []
    refused = 0
    for _, read in read_lines(decoded(fetch(place), place.label), place.label):
        if isinstance(read, Exception):
            complain(str(read))
            refused += 1
        else:
            data.append(read)
    with Ledger.open(ledger, create=True) as book:
        known = {*shipped().data, *book.series()}
        new = [datum for datum in dict.fromkeys(data) if datum not in known]
        if new:
            book.add_series(new, who)
    say(f"{how_many(len(new), 'figure')} added, {len(data) - len(new):,} known already, {refused:,} refused")
    if refused:
        raise typer.Exit(1)


def _added(ledger: str) -> "tuple[Datum, ...]":
    """What was added to a ledger; nothing where there is none in the default place."""
    from legation.errors import NotALedger
    from legation.ledger import Ledger

    try:
        with Ledger.open(ledger) as book:
            return book.series()
    except NotALedger:
        if ledger != LEDGER_DEFAULT:
            raise
        return ()
