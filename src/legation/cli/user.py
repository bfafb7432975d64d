"""`legation user`: who may use a ledger that is served to several people, and as what."""

from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from legation.amounts import how_many
from legation.cli.groups import group
from legation.cli.options import LEDGER_DEFAULT, Json, LedgerPlace, checked_choices
from legation.cli.user_tokens import Name, revoke, token, tokens

if TYPE_CHECKING:
    from legation.accounts import Role

user = group("user", "Say who may use a ledger that is served to several people, and as what.")


@user.command(epilog="Example: legation user add 'Kari Lund' --role analyst")
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="How they sign in, and by what their decisions go.")],
    *,
    role: Annotated[
        str, typer.Option("--role", metavar="ROLE", help="What they may do: reader, analyst, editor or admin.")
    ] = "reader",
    ledger: LedgerPlace = LEDGER_DEFAULT,
) -> None:
    """Add an account. Its password, of 12 characters or more, is asked for, or is the first line of what is piped in.

    A reader sees everything; an analyst decides; an editor takes in, merges and splits as well; an admin has accounts
    and settings besides.
    """
    from legation.accounts.names import checked_name
    from legation.accounts.passwords import check_new
    from legation.cli.terminal import say
    from legation.cli.user_password import new_password
    from legation.ledger import Ledger

    as_ = _role("--role", role)
    name = checked_name(name)
    password = new_password(name)
    check_new(password, name)  # what is refused makes no ledger
    with Ledger.open(ledger, create=True) as book:
        book.accounts.add(name, password, as_)
        admins = any(each.role == "admin" and not each.disabled for each in book.accounts.everyone())
    hint = "" if admins else f"; nobody is admin yet: `legation user role {quote(name)} admin` changes that"
    say(f"{name} may sign in as {as_}{hint}")


@user.command("list", epilog="Example: legation user list --json")
def list_(*, ledger: LedgerPlace = LEDGER_DEFAULT, json: Json = False) -> None:
    """List the accounts: role, since when, how often signed in now, tokens that are good, whether disabled."""
    from legation.cli.terminal import show, write_json
    from legation.cli.user_table import account_table
    from legation.ledger import Ledger

    with Ledger.open(ledger) as book:
        found = book.accounts.everyone()
    if json:
        for one in found:
            write_json(one._asdict() | {"added": one.added.isoformat()})
    else:
        show(account_table(found), wrap_in_pipe=False)


@user.command("role", epilog="Example: legation user role 'Kari Lund' editor")
def role_(
    name: Name,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="reader, analyst, editor or admin.")],
    *,
    ledger: LedgerPlace = LEDGER_DEFAULT,
) -> None:
    """Give an account another role, at once: those who are signed in have it with the next page."""
    from legation.cli.terminal import say
    from legation.ledger import Ledger

    as_ = _role("ROLE", role)
    with Ledger.open(ledger) as book:
        book.accounts.change_role(name, as_)
    say(f"{name} is {as_} now")


@user.command(epilog="Example: legation user password 'Kari Lund'   or: pass show kari | legation user password kari")
def password(name: Name, *, ledger: LedgerPlace = LEDGER_DEFAULT) -> None:
    """Give an account another password, and sign it out everywhere; how many tokens stay good is said."""
    from legation.cli.terminal import say
    from legation.cli.user_password import new_password
    from legation.ledger import Ledger

    with Ledger.open(ledger) as book:
        name = book.accounts.account(name).name  # before anything is asked
        changed = book.accounts.change_password(name, new_password(name))
    left = f"; {how_many(changed.tokens, 'token')} left good, which `legation user tokens` lists" * bool(changed.tokens)
    say(f"{name} has a new password; {how_many(changed.ended, 'session')} ended{left}")


@user.command(epilog="Example: legation user disable 'Kari Lund'")
def disable(name: Name, *, ledger: LedgerPlace = LEDGER_DEFAULT) -> None:
    """Let nobody in by an account, at once. What was decided by it stays, and so does its name."""
    from legation.cli.terminal import say
    from legation.ledger import Ledger

    with Ledger.open(ledger) as book:
        ended = book.accounts.disable(name)
    say(f"{name} is disabled; {how_many(ended, 'session')} ended, and no token of it is good")


@user.command(epilog="Example: legation user enable 'Kari Lund'")
def enable(name: Name, *, ledger: LedgerPlace = LEDGER_DEFAULT) -> None:
    """Let in by an account again; also ends the wait after too many wrong passwords."""
    from legation.cli.terminal import say
    from legation.ledger import Ledger

    with Ledger.open(ledger) as book:
        book.accounts.enable(name)
    say(f"{name} may sign in")


@user.command("sign-out", epilog="Example: legation user sign-out 'Kari Lund'")
def sign_out(name: Name, *, ledger: LedgerPlace = LEDGER_DEFAULT) -> None:
    """Sign an account out everywhere. Its tokens stay: `legation user revoke` ends those."""
    from legation.cli.terminal import say
    from legation.ledger import Ledger

    with Ledger.open(ledger) as book:
        ended = book.accounts.sign_out_everywhere(name)
    say(f"{how_many(ended, 'session')} of {name} ended")


user.command(epilog="Example: legation user token kari --name 'backup script' --scope reader --days 90")(token)
user.command(epilog="Example: legation user tokens kari --json")(tokens)
user.command(epilog="Example: legation user revoke 7")(revoke)


def _role(option: str, written: str) -> "Role":
    from legation.accounts import ROLES

    (role,) = checked_choices(option, [written], ROLES)
    return role
