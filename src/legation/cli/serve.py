"""`legation serve`: the ledger in a browser."""

from contextlib import suppress
from ipaddress import ip_address
from typing import Annotated

import typer

from legation.cli.options import LEDGER_DEFAULT, LedgerPlace
from legation.errors import QueryError

_SHORTEST = 20


def serve(
    *,
    ledger: LedgerPlace = LEDGER_DEFAULT,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")] = 8765,
    shared: Annotated[
        bool, typer.Option("--shared", help="For those who have an account (legation user add), who sign in.")
    ] = False,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="HOST", help="A host name by which it is reached, besides the address."),
    ] = None,
    token: Annotated[
        str | None,
        typer.Option(
            "--token",
            metavar="SECRET",
            envvar="LEGATION_TOKEN",
            help="What programs send to write through the API, where nobody signs in; 20 characters or more. Better in "
            "the variable: what stands on a command line, everyone on this machine can see.",
        ),
    ] = None,
) -> None:
    """Work with the ledger in a browser until Ctrl-C: alone on this machine, or with others who sign in (--shared)."""
    from legation.cli.terminal import say
    from legation.ledger import Ledger
    from legation.ledger.keeping.opening import named
    from legation.web import serve as listen

    if token is not None and len(token) < _SHORTEST:
        raise QueryError(f"--token: of fewer than {_SHORTEST} characters, which can be guessed; make a longer one")
    if not (shared or _is_of_this_machine(host)):
        raise QueryError(
            f"--host {host}: others would reach the ledger there, and decide in it; add --shared, so that they sign in"
        )
    with Ledger.open(ledger, create=not shared) as book:  # what is wrong with it is said before an address is
        if shared and not book.accounts.everyone():
            raise QueryError("nobody could sign in: make an account first, with legation user add NAME --role admin")
    with suppress(KeyboardInterrupt):  # the way to end it
        say(f"http://{f'[{host}]' if ':' in host else host}:{port}/ shows {named(ledger)}; Ctrl-C stops it")
        listen(ledger, host, port, names=name or (), shared=shared, token=token)


def _is_of_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
