"""Serving the pages on an address of this machine."""

import socket

import uvicorn

from legation.errors import LegationError
from legation.web.app import create_app


def serve(ledger: str, host: str = "127.0.0.1", port: int = 8765) -> None:
    """Serve a ledger (path or URL) until interrupted.

    Raises LedgerError where the ledger cannot be opened, LegationError where the address cannot be listened on.
    """
    app = create_app(ledger, host=host)
    with _listen(host, port) as listener:
        uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False)).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        # Python adds "(while attempting to bind on address ...)", which the sentence says already.
        reason = str(error.strerror if isinstance(error, OSError) else error).partition(" (")[0]
        raise LegationError(
            f"cannot listen on {host} port {port} ({reason}): choose another with --host or --port"
        ) from None
