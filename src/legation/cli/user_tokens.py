"""`legation user token`, `tokens` and `revoke`: what programs sign in with, in somebody's name."""

from typing import Annotated

import typer

from legation.cli.options import LEDGER_DEFAULT, Json, LedgerPlace

Name = Annotated[str, typer.Argument(metavar="NAME", help="Whose account; in any case.")]


def token(
    name: Name,
    *,
    called: Annotated[str, typer.Option("--name", metavar="TEXT", help="What the token is for: 'backup script'.")],
    scope: Annotated[
        str, typer.Option("--scope", metavar="ROLE", help="What it may do at most: reader, analyst, editor or admin.")
    ] = "reader",
    days: Annotated[int, typer.Option("--days", metavar="N", help="For how many days it is good: 1 to 365.")] = 90,
    ledger: LedgerPlace = LEDGER_DEFAULT,
) -> None:
    """Issue a token for a program, and show it this once.

    It is sent as `Authorization: Bearer TOKEN`. It may do what its scope allows, and never more than the account may.
    """
    from legation.accounts import ROLES
    from legation.cli.options import checked_choices
    from legation.cli.terminal import say
    from legation.ledger import Ledger

    (role,) = checked_choices("--scope", [scope], ROLES)
    with Ledger.open(ledger) as book:
        secret = book.accounts.issue(name, called, role, days)
    say(secret)
    say(f"Keep it now, it is not shown again; {role} in the name of {name}, for {days} days.")


def tokens(name: Name, *, ledger: LedgerPlace = LEDGER_DEFAULT, json: Json = False) -> None:
    """List the tokens of an account, the newest first; never the tokens themselves."""
    from legation.cli.terminal import show, write_json
    from legation.cli.user_table import token_table
    from legation.ledger import Ledger

    with Ledger.open(ledger) as book:
        found = book.accounts.tokens_of(name)
    if json:
        for one in found:
            write_json(one._asdict() | {"made": one.made.isoformat(), "until": one.until.isoformat()})
    else:
        show(token_table(found), wrap_in_pipe=False)


def revoke(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As `legation user tokens` lists it.")],
    *,
    ledger: LedgerPlace = LEDGER_DEFAULT,
) -> None:
    """Make a token void, at once and for good."""
    from legation.accounts import Person
    from legation.cli.options import checked_who
    from legation.cli.terminal import say
    from legation.ledger import Ledger

    # Whoever can write the ledger from a terminal is no less than an admin.
    with Ledger.open(ledger) as book:
        book.accounts.revoke(number, Person(checked_who(None), "admin"))
    say(f"token {number:,} is void")
