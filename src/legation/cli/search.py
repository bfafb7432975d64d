"""`legation search`: entries and documents that say something."""

from typing import Annotated

import typer

from legation.cli.options import (
    LEDGER_DEFAULT,
    AsOf,
    InAreas,
    Json,
    LedgerPlace,
    OfKinds,
    PublishedSince,
    PublishedUntil,
)

_DEFAULT = 20


def search(
    query: Annotated[
        list[str],
        typer.Argument(
            metavar="QUERY",
            help='Words that all have to be there; "a phrase"; -without; this OR that; begin*. Quote it for the shell.',
        ),
    ],
    *,
    ledger: LedgerPlace = LEDGER_DEFAULT,
    party: Annotated[
        list[str] | None,
        typer.Option("--party", metavar="PARTY", help="Only what involves this party; with several, all of them."),
    ] = None,
    area: InAreas = None,
    kind: OfKinds = None,
    stage: Annotated[
        list[str] | None, typer.Option("--stage", metavar="STAGE", help="Only commitments told at this stage.")
    ] = None,
    since: PublishedSince = None,
    until: PublishedUntil = None,
    as_of: AsOf = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=1000, help="How many of each.")] = _DEFAULT,
    json: Json = False,
) -> None:
    """Search entries and documents for words: the best first, or the latest where there are very many."""
    from typing import get_args

    from legation.briefing.hits import told
    from legation.cli.hits import hits_view
    from legation.cli.options import checked_choices
    from legation.cli.party_names import codes_of
    from legation.cli.terminal import show, write_json
    from legation.ledger import Ledger
    from legation.nouns import Area, Kind, Stage

    with Ledger.open(ledger) as book:
        found = book.search(
            " ".join(query),
            parties=codes_of(party or (), book),
            areas=checked_choices("--area", area, get_args(Area)),
            kinds=checked_choices("--kind", kind, get_args(Kind)),
            stages=checked_choices("--stage", stage, get_args(Stage)),
            since=since,
            until=until,
            as_of=as_of,
            limit=limit,
        )
    if not json:
        show(hits_view(found))
        return
    for line in told(found):
        write_json(line)
