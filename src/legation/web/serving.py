"""Serving the pages on an address of this machine."""

import socket
from collections.abc import Collection

import uvicorn

from legation.errors import LegationError
from legation.web.app import create_app

_IDLE = 75  # seconds that a connection is kept for the next page: people look at a page for longer than a moment


def serve(
    ledger: str,
    host: str = "127.0.0.1",
    port: int = 8765,
    *,
    names: Collection[str] = (),
    shared: bool = False,
    token: str | None = None,
) -> None:
    """Serve a ledger (path or URL) until interrupted: to the user of this machine, or `shared` to those with accounts.

    `names` are host names by which it is reached, besides the address; `token` the secret that programs send where
    nobody signs in. Raises LedgerError where the ledger cannot be opened, LegationError where the address cannot be
    listened on.
    """
    app = create_app(ledger, hosts=(host, *names), shared=shared, token=token)
    with _listen(host, port) as listener:
        config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_keep_alive=_IDLE)
        uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        # Python adds "(while attempting to bind on address ...)", which the sentence says already.
        reason = str(error.strerror if isinstance(error, OSError) else error).partition(" (")[0]
        raise LegationError(
            f"cannot listen on {host} port {port} ({reason}): choose another with --host or --port"
        ) from None
    # Left to itself, the system holds back the end of each page until the browser has told of its beginning: 40 ms.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener
