"""What every answer of the server keeps to, whatever page it is."""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PORT = re.compile(r":[0-9]{1,5}$")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class Guard:
    """ASGI middleware: GET only, known hosts only, and the headers that keep a page to itself.

    The Host header is checked so that a foreign site cannot reach the ledger through a name that it points to this
    machine (DNS rebinding).
    """

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app = app
        self._hosts = _LOOPBACK | {f"[{host}]" if ":" in host else host.lower()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or have the app answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._answering(scope)(scope, receive, send_guarded)

    def _answering(self, scope: Scope) -> ASGIApp:
        host = _PORT.sub("", Headers(scope=scope).get("host", "").lower())
        if host not in self._hosts:
            return PlainTextResponse("This ledger is not served under that host name.\n", status_code=400)
        if scope["method"] != "GET":
            return PlainTextResponse(
                "This ledger can only be read here: GET only.\n", status_code=405, headers={"Allow": "GET"}
            )
        return self._app
