"""URL → bytes, for a server that anybody in the office may send off: to public addresses only, and not for long.

A name is looked up once. Every address that it has must be public, and the connection goes to one of these very
addresses, whatever the name stands for a moment later (DNS rebinding). Each redirect is judged anew. Nothing is sent
that tells who asks: no cookie, no credential, no referrer; proxies of the environment are not used.
"""

import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address
from queue import Empty, SimpleQueue
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

import idna

from legation.errors import AddressRefused, FetchFailed
from legation.intake.addresses import is_public
from legation.intake.exchange import Answer, Bounds, Target, exchange
from legation.intake.files import LIMIT
from legation.intake.formats import ENDINGS
from legation.intake.media import ending_of

LONGEST = 2_000
"""Characters of a URL."""
_REDIRECTS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_UNFIT = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029]")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_NAME = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")
_AS_IS = "/%:@!$&'()*+,;=-._~"


class Fetched(NamedTuple):
    """What was fetched, as it came but unpacked."""

    raw: bytes
    name: str  # as of a file: last piece of the path, or the host, with an ending that tells its type
    content_type: str | None  # as the server declares it, with its parameters
    url: str  # after redirects
    known: "Known"  # by which to ask for it again


class Known(NamedTuple):
    """What a server said by which it can tell, asked again, that nothing has changed (RFC 9110, 13.1)."""

    etag: str | None = None
    modified: str | None = None

    @property
    def conditions(self) -> Sequence[tuple[str, str]]:
        """Headers of a request that is conditional on it."""
        told = (("If-None-Match", self.etag), ("If-Modified-Since", self.modified))
        return [(name, value) for name, value in told if value]


def resolved(host: str, port: int) -> Sequence[str]:
    """Addresses of a name, in the order in which they are to be tried. Raises OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Terms(NamedTuple):
    """On which terms something is fetched. Tests put their own in place."""

    resolve: Callable[[str, int], Sequence[str]] = resolved
    allowed: Callable[[str], bool] = is_public
    ports: frozenset[int] = frozenset({80, 443})
    tls: Callable[[], ssl.SSLContext] = ssl.create_default_context
    clock: Callable[[], float] = time.monotonic  # seconds
    seconds: float = 30.0  # for all of it, redirects included
    most: int = LIMIT  # bytes, as sent and as unpacked
    before: Callable[[str], object] = lambda _url: None  # called before a server is asked; may wait, or raise


USUAL = Terms()


def fetch_url(url: str, terms: Terms = USUAL) -> Fetched:
    """Fetch what a URL leads to, of whatever type it is.

    Raises AddressRefused for what may not be fetched, FetchFailed for what cannot, TooLarge for what is over the limit.
    """
    return _fetched(url, terms, Known())


def fetch_if_changed(url: str, known: Known, terms: Terms = USUAL) -> Fetched | None:
    """Fetch what a URL leads to; None where the server says that it is as it was. Raises as `fetch_url`."""
    try:
        return _fetched(url, terms, known)
    except FetchFailed as failed:
        if failed.status == HTTPStatus.NOT_MODIFIED and known.conditions:
            return None
        raise


def _fetched(url: str, terms: Terms, known: Known) -> Fetched:
    until = terms.clock() + terms.seconds

    def left() -> float:
        remaining = until - terms.clock()
        if remaining <= 0:
            raise FetchFailed(f"{url}: took longer than {terms.seconds:g} s, and was given up")
        return remaining

    target = target_of(url, terms.ports)
    for _ in range(_REDIRECTS + 1):
        begun = terms.clock()
        terms.before(target.url)
        until += terms.clock() - begun  # that somebody waits their turn is not the server's fault
        answer = _answer(target, terms, Bounds(terms.most, left), known.conditions)
        if answer.status == HTTPStatus.OK:
            name = _file_name(target, answer.content_type)
            return Fetched(answer.body, name, answer.content_type, target.url, Known(answer.etag, answer.modified))
        if answer.status not in _MOVED or answer.location is None:
            sentence = f"{target.url}: the server answered {_status(answer.status)}"
            raise FetchFailed(sentence, status=answer.status, wait=answer.wait)
        onward = target_of(_led_to(target.url, answer.location), terms.ports)
        if target.secure and not onward.secure:
            raise AddressRefused(f"{target.url}: leads on from https to http, where anybody could change what comes")
        target = onward
    raise FetchFailed(f"{url}: leads on more than {_REDIRECTS} times")


def target_of(url: str, ports: frozenset[int] = USUAL.ports) -> Target:
    """Where a URL leads, as far as it tells by itself. Raises AddressRefused for what is never fetched."""
    url = url.strip(" \t\r\n")
    if len(url) > LONGEST:
        raise AddressRefused(f"{url[:80]}...: longer than {LONGEST:,} characters")
    if unfit := _UNFIT.search(url):
        raise AddressRefused(f"{url}: has {unfit[0]!r} in it, which no URL has")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressRefused(f"{url}: not a URL ({error})") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise AddressRefused(f"{url}: not a URL that begins with http:// or https:// and names a host")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused(
            f"{parts.scheme}://...@{parts.hostname}: names a user; nothing is fetched with credentials"
        )
    secure = parts.scheme == "https"
    port = port if port is not None else 443 if secure else 80
    if port not in ports:
        raise AddressRefused(f"{url}: port {port} is not asked, only {' and '.join(map(str, sorted(ports)))}")
    path = quote(parts.path or "/", _AS_IS) + (f"?{quote(parts.query, _AS_IS + '?')}" if parts.query else "")
    return Target(secure, _host(parts.hostname, url), port, path, parts._replace(fragment="").geturl())


def _host(written: str, url: str) -> str:
    """Name of a host in ASCII as browsers have it (UTS 46), or its address in digits."""
    if ":" in written:
        try:
            return IPv6Address(written.replace("%", " ")).compressed  # with no zone: that is of this machine
        except ValueError:
            raise AddressRefused(f"{url}: {written!r} is no IPv6 address of the internet") from None
    try:
        host = written.lower() if written.isascii() else idna.encode(written, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise AddressRefused(f"{url}: {written!r} is no name of a host ({error})") from error
    host = host.removesuffix(".")
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        # Systems read 2130706433, 0177.0.0.1 and 127.1 as addresses, too, and not all of them alike.
        try:
            return ip_address(host).compressed
        except ValueError:
            raise AddressRefused(f"{url}: {host} is no address in four plain numbers") from None
    if len(host) > 253 or not _NAME.fullmatch(host):
        raise AddressRefused(f"{url}: {written!r} is no name of a host")
    return host


def _answer(target: Target, terms: Terms, bounds: Bounds, conditions: Sequence[tuple[str, str]]) -> Answer:
    failed: OSError | None = None
    for address in _addresses(target, terms, bounds):
        try:
            return exchange(target, address, terms.tls() if target.secure else None, bounds, conditions)
        except ssl.SSLCertVerificationError as error:
            raise FetchFailed(
                f"{target.url}: the server does not prove that it is {target.host} ({error.verify_message})"
            ) from error
        except OSError as error:
            bounds.left()  # where time is up, that is what there is to say
            failed = error
    reason = (failed.strerror or str(failed)).lower() if failed else "it has no address"
    raise FetchFailed(f"{target.url}: cannot be reached ({reason})") from failed


def _addresses(target: Target, terms: Terms, bounds: Bounds) -> Sequence[str]:
    """Addresses to try. One that is not public among them, and the name is not trusted at all."""
    try:
        ip_address(target.host)
        found: Sequence[str] = (target.host,)
    except ValueError:
        found = _looked_up(target, terms, bounds)
    for address in found:
        if not terms.allowed(address):
            raise AddressRefused(
                f"{target.url}: leads to {address}, which is not on the public internet; save the text and hand that in"
            )
    return found


def _looked_up(target: Target, terms: Terms, bounds: Bounds) -> Sequence[str]:
    """Look a name up, apart: the system's resolver cannot be told how long it may take."""
    told: SimpleQueue[Sequence[str] | OSError | UnicodeError] = SimpleQueue()

    def look() -> None:
        try:
            told.put(terms.resolve(target.host, target.port))
        except (OSError, UnicodeError) as error:
            told.put(error)

    threading.Thread(target=look, name="legation-names", daemon=True).start()
    try:
        found = told.get(timeout=bounds.left())
    except Empty:
        bounds.left()
        raise FetchFailed(f"{target.url}: the name {target.host} could not be looked up in time") from None
    if isinstance(found, OSError | UnicodeError):
        raise FetchFailed(f"{target.url}: there is no host called {target.host}") from found
    return found


def _led_to(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:  # such as brackets with no address in them
        raise FetchFailed(f"{url}: leads on to what is no URL ({error})") from error


def _file_name(target: Target, content_type: str | None) -> str:
    last = unquote(urlsplit(target.url).path).rstrip("/").rpartition("/")[2]
    if last.lower().endswith(ENDINGS):
        return last
    return f"{last or target.host}{ending_of(content_type)}"


def _status(code: int) -> str:
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)
