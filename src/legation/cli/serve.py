"""`legation serve`: the ledger in a browser."""

from contextlib import suppress
from typing import Annotated

import typer

from legation.cli.options import LEDGER_DEFAULT, LedgerPlace


def serve(
    *,
    ledger: LedgerPlace = LEDGER_DEFAULT,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")] = 8765,
) -> None:
    """Show the ledger in a browser until Ctrl-C; the pages only read, and are for this machine alone."""
    from legation.cli.terminal import say
    from legation.ledger import Ledger
    from legation.ledger.keeping.opening import named
    from legation.web import serve as listen

    Ledger.open(ledger).close()  # what is wrong with it is said before an address is
    with suppress(KeyboardInterrupt):  # the way to end it
        say(f"http://{f'[{host}]' if ':' in host else host}:{port}/ shows {named(ledger)}; Ctrl-C stops it")
        listen(ledger, host, port)
