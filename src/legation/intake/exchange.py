"""One request to one address of the network, and its answer: so long and so much at most, whatever the other side does.

HTTP itself is h11's (MIT, what uvicorn parses with): it never touches the network. So each connection is made here, to
the very address that was judged, with TLS for the name; and each wait is bound by one deadline, even for a server that
sends a byte a minute. urllib3 and httpx bound each wait by itself, look names up a second time unless their
innards are replaced, and follow the proxies of the environment.
"""

import re
import socket
import ssl
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from http import HTTPStatus
from typing import NamedTuple

import h11

from legation import __version__
from legation.errors import FetchFailed, TooLarge
from legation.intake.files import too_large

_PIECE = 65_536  # bytes read at once, and the most that a head may have
_OVERHEAD = 1_000_000  # bytes beyond the body: heads, and what parts it in chunks
_PATIENCE = 8.0  # seconds until another address of the host is tried
_REPEATABLE = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,498}[\x21-\x7e])?")
AGENT = f"Legation/{__version__}"


class Target(NamedTuple):
    """Where a request goes."""

    secure: bool
    host: str  # ASCII, without brackets
    port: int
    path: str  # with the query
    url: str  # for sentences

    @property
    def authority(self) -> str:
        """Host, and port unless it is the usual one, as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.secure else 80) else f"{host}:{self.port}"


class Bounds(NamedTuple):
    """How much an answer may have, and until when."""

    most: int  # bytes, as sent and as unpacked
    left: Callable[[], float]  # seconds until the deadline; raises FetchFailed where it has passed


class Answer(NamedTuple):
    """What came back."""

    status: int
    location: str | None
    content_type: str | None
    body: bytes  # unpacked; empty unless the status is 200
    etag: str | None = None  # this and the next as they would be sent back, to ask whether anything has changed
    modified: str | None = None
    wait: str | None = None  # Retry-After


def exchange(
    target: Target,
    address: str,
    tls: ssl.SSLContext | None,
    bounds: Bounds,
    conditions: Sequence[tuple[str, str]] = (),
) -> Answer:
    """Ask for a target at this address and no other; `conditions` are further headers.

    Raises FetchFailed, TooLarge, and OSError where no connection comes about.
    """
    with closing(socket.create_connection((address, target.port), timeout=min(bounds.left(), _PATIENCE))) as plain:
        if tls is None:
            return _asked(plain, target, bounds, conditions)
        plain.settimeout(bounds.left())
        with tls.wrap_socket(plain, server_hostname=target.host) as line:
            return _asked(line, target, bounds, conditions)


def _asked(line: socket.socket, target: Target, bounds: Bounds, conditions: Sequence[tuple[str, str]]) -> Answer:
    speaking = h11.Connection(h11.CLIENT, max_incomplete_event_size=_PIECE)
    headers = [
        ("Host", target.authority),
        ("User-Agent", AGENT),
        ("Accept", "text/html, application/xhtml+xml, application/rss+xml, text/plain, */*;q=0.5"),
        ("Accept-Encoding", "gzip"),
        ("Connection", "close"),
        *conditions,
    ]
    request = speaking.send(h11.Request(method="GET", target=target.path, headers=headers)) or b""
    line.settimeout(bounds.left())
    line.sendall(request + (speaking.send(h11.EndOfMessage()) or b""))
    try:
        return _answer(_events(line, speaking, target, bounds), target, bounds)
    except h11.RemoteProtocolError as error:
        raise FetchFailed(f"{target.url}: the server's answer is broken ({error})") from error


def _events(line: socket.socket, speaking: h11.Connection, target: Target, bounds: Bounds) -> Iterator[h11.Event]:
    come = 0
    while True:
        event = speaking.next_event()
        if event is h11.NEED_DATA:
            line.settimeout(bounds.left())
            received = line.recv(_PIECE)
            come += len(received)
            if come > bounds.most + _OVERHEAD:
                raise TooLarge(too_large(target.url, bounds.most, None))
            speaking.receive_data(received)
        elif isinstance(event, h11.Response | h11.Data | h11.EndOfMessage):
            yield event
        elif not isinstance(event, h11.InformationalResponse):
            raise FetchFailed(f"{target.url}: the server closed the connection before its answer was whole")


def _answer(events: Iterator[h11.Event], target: Target, bounds: Bounds) -> Answer:
    head = next(events)
    if not isinstance(head, h11.Response):
        raise FetchFailed(f"{target.url}: the server's answer has no head")
    told = {name.decode("latin-1"): value.decode("latin-1") for name, value in head.headers}  # names in lower case
    answer = Answer(
        status=head.status_code,
        location=told.get("location"),
        content_type=told.get("content-type"),
        body=b"",
        etag=_repeatable(told.get("etag")),
        modified=_repeatable(told.get("last-modified")),
        wait=told.get("retry-after"),
    )
    if head.status_code != HTTPStatus.OK:
        return answer
    said = told.get("content-length", "")
    if said.isdecimal() and int(said) > bounds.most:
        raise TooLarge(too_large(target.url, bounds.most, int(said)))
    body = bytearray()
    unpacking = _unpacking(told.get("content-encoding", "identity").strip().lower(), target)
    for event in events:
        if isinstance(event, h11.EndOfMessage):
            break
        if isinstance(event, h11.Data):
            body += _unpacked(bytes(event.data), unpacking, bounds.most + 1 - len(body), target)
            if len(body) > bounds.most:
                raise TooLarge(too_large(target.url, bounds.most, None))
    if unpacking is not None and not unpacking.eof:
        raise FetchFailed(f"{target.url}: what came is cut short")
    return answer._replace(body=bytes(body))


def _repeatable(value: str | None) -> str | None:
    """Value of a header, where it can be sent as it came."""
    return value if value is not None and _REPEATABLE.fullmatch(value) else None


def _unpacking(encoding: str, target: Target) -> "zlib._Decompress | None":
    if encoding in {"identity", ""}:
        return None
    if encoding in {"gzip", "x-gzip"}:
        return zlib.decompressobj(zlib.MAX_WBITS | 16)
    raise FetchFailed(f"{target.url}: comes packed as {encoding!r}, which was not asked for")


def _unpacked(data: bytes, unpacking: "zlib._Decompress | None", most: int, target: Target) -> bytes:
    """Piece of a body, unpacked up to the first byte that is too many."""
    if unpacking is None:
        return data
    try:
        return unpacking.decompress(unpacking.unconsumed_tail + data, most)
    except zlib.error as error:
        raise FetchFailed(f"{target.url}: what came is broken ({error})") from error
