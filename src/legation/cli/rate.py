"""`legation rate`: a person signs a verdict on whether what an entry says is true."""

from typing import Annotated, get_args

import typer

from legation.cli.options import LEDGER_DEFAULT, Json, LedgerPlace, Who, checked_choices, checked_text, checked_who

_NONE = "none"


def rate(
    entry: Annotated[str, typer.Argument(metavar="ENTRY", help="Id of an entry in force.")],
    rating: Annotated[
        str,
        typer.Argument(
            metavar="RATING",
            help="true, mostly true, half true, mostly false, false or unproven; none takes the verdict in force back.",
        ),
    ],
    *,
    why: Annotated[str, typer.Option("--why", metavar="WORDS", help="The grounds, shown wherever the verdict is.")],
    by: Who = None,
    ledger: LedgerPlace = LEDGER_DEFAULT,
    json: Json = False,
) -> None:
    """Sign a verdict on the truth of what an entry says. It sets aside the verdict before it.

    What is in force of the entry itself stays as it is. Verdicts are shown beside their document and in the log, and
    `legation export --format claimreview` publishes them.
    """
    from legation.briefing.rulings import ruling, who_and_when
    from legation.cli.terminal import say, write_json
    from legation.errors import QueryError
    from legation.ledger import Ledger
    from legation.ledger.review.decisions import Rating

    who, grounds = checked_who(by), checked_text("--why", why) or ""
    with Ledger.open(ledger) as book:
        if rating.casefold() == _NONE:
            verdict = book.verdict(entry)
            if verdict is None:
                raise QueryError(f"no verdict on {entry} is in force: `legation log {entry}` tells what there was")
            decision = book.undo(verdict.id, by=who, why=grounds)
        else:
            (chosen,) = checked_choices("RATING", [rating], get_args(Rating))
            decision = book.rate(entry, chosen, by=who, why=grounds)
    if json:
        write_json(decision.model_dump(mode="json"))
    else:
        say(f"{decision.id} {decision.subject.entry} {ruling(decision)} — {who_and_when(decision)}")
