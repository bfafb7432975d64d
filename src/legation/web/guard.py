"""What every answer of the server keeps to, whatever page it is."""

import re
from collections.abc import Collection
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from legation.web.api.problems import problem

_PORT = re.compile(r":[0-9]{1,5}$")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # forms of ours come with their Origin; nobody else learns of a page
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_LIMIT = 1_000_000  # bytes of a request
_LIMITS = {"/take-in": 200_000_000, "/api/v1/documents": 40_000_000}  # where files are handed in, or one document
_API = "/api/"
_WAYS = frozenset({"GET", "POST"})
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_ELSEWHERE = "What changes the ledger has to come from a page of its own."


class Guard:
    """ASGI middleware: known hosts only, writes from our own pages only, no more than so much, and the headers.

    The Host header is checked so that a foreign site cannot reach the ledger through a name that it points to this
    machine (DNS rebinding). A write says where it comes from (Origin, and Sec-Fetch-Site of every browser since 2023);
    what comes from elsewhere, or does not say, is refused. Programs, which write to the API, say nothing of it; what
    says there that it comes from elsewhere is a browser: once a token was typed into it as a password (Basic), it adds
    that to whatever another site has it send.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = _LOOPBACK | {f"[{host}]" if ":" in host else host.lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or have the app answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        answering = self._refused(scope) or self._app
        await answering(scope, _capped(scope, receive), send_guarded)

    def _refused(self, scope: Scope) -> ASGIApp | None:
        headers = Headers(scope=scope)
        method, programs = scope["method"], scope["path"].startswith(_API)
        if _PORT.sub("", headers.get("host", "").lower()) not in self._hosts:
            sentence = "This ledger is not served under that host name."
            if programs:
                return problem(scope["path"], HTTPStatus.BAD_REQUEST, sentence)
            return PlainTextResponse(f"{sentence}\n", HTTPStatus.BAD_REQUEST)
        if programs:
            if method not in _READING and _tells_whence(headers) and not _from_ourselves(headers):
                return problem(scope["path"], HTTPStatus.FORBIDDEN, _ELSEWHERE)
            return None
        if method not in _WAYS:
            return PlainTextResponse(
                "That is no way to ask for a page.\n",
                HTTPStatus.METHOD_NOT_ALLOWED,
                headers={"Allow": ", ".join(sorted(_WAYS))},
            )
        if method != "GET" and not _from_ourselves(headers):
            return PlainTextResponse(f"{_ELSEWHERE}\n", HTTPStatus.FORBIDDEN)
        return None


def _tells_whence(headers: Headers) -> bool:
    return "origin" in headers or "sec-fetch-site" in headers


def _from_ourselves(headers: Headers) -> bool:
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    if origin is None:
        return site == "same-origin"
    return origin.lower().partition("://")[2] == headers.get("host", "").lower()


def _capped(scope: Scope, receive: Receive) -> Receive:
    """Count what comes in as it comes in, whatever its length was said to be."""
    limit = _LIMITS.get(scope["path"], _LIMIT)
    said = Headers(scope=scope).get("content-length", "")
    come = int(said) if said.isdecimal() and int(said) > limit else 0

    async def receive_capped() -> Message:
        nonlocal come
        message = {"body": b""} if come > limit else await receive()
        come += len(message.get("body", b""))
        if come > limit:
            raise HTTPException(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                f"that is more than the {limit // 1_000_000} MB that are taken at once: send it in parts",
            )
        return message

    return receive_capped
