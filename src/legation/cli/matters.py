"""`legation matters`: the undertakings that the ledger follows."""

from typing import Annotated

import typer

from legation.cli.options import LEDGER_DEFAULT, AsOf, Json, LedgerPlace

_KEYS = (
    "id", "title", "aliases", "parties", "areas", "stage", "standing", "next_move", "due", "slipped", "balance",
    "flags", "history",
)  # fmt: skip


def matters(
    parties: Annotated[
        list[str] | None,
        typer.Argument(metavar="PARTY", help="Codes or names; with several, what involves all of them."),
    ] = None,
    *,
    ledger: LedgerPlace = LEDGER_DEFAULT,
    as_of: AsOf = None,
    latest: Annotated[
        int, typer.Option("--latest", min=0, metavar="N", help="Only the N last reported on; 0: all.")
    ] = 0,
    json: Json = False,
    entries: Annotated[bool, typer.Option("--entries", help="With --json: the entries of each as well.")] = False,
) -> None:
    """List matters, those last reported on first: where each stands, and whose move it is."""
    from legation.briefing.tables import matters_table
    from legation.cli.party_names import codes_of
    from legation.cli.terminal import show, write_json
    from legation.ledger import Ledger

    if entries and not json:
        raise typer.BadParameter("--entries goes with --json")
    with Ledger.open(ledger) as book:
        found = book.matters(codes_of(parties or (), book), as_of=as_of, latest=latest or None)
        if not json:
            show(matters_table(found))
            return
        for matter in found:
            told = matter.model_dump(mode="json")
            line = {key: told[key] for key in _KEYS}
            if entries:
                line["entries"] = [
                    {"doc": mention.doc} | {"kind": mention.entry.kind} | mention.entry.model_dump(mode="json")
                    for mention in book.mentions_of(matter)
                ]
            write_json(line)
