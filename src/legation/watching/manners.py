"""How servers are asked: one request at a time, with a pause after each, and nothing that they do not want asked.

A server that says that it is asked too much (429, 503) is left alone for as long as it says.
"""

from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

from legation.errors import AddressRefused, FetchFailed
from legation.intake.fetching import USUAL, Fetched, Known, Terms, fetch_if_changed, fetch_url
from legation.ledger.keeping.watched import Watched
from legation.watching.robots import MOST, Robots
from legation.watching.waiting import Clock, asked_for

PAUSE = 1.0
"""Seconds between two requests to one host, at least."""
_BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


class LeftAlone(FetchFailed):
    """A server that is not asked before `until`."""

    def __init__(self, sentence: str, until: datetime) -> None:
        super().__init__(sentence)
        self.until = until


class Manners:
    """Fetches as a guest would."""

    def __init__(self, watched: Watched, clock: Clock, terms: Terms = USUAL) -> None:
        self._clock = clock
        self._terms = terms._replace(before=self._before)
        hearing = terms._replace(before=self._pause, most=min(MOST, terms.most))
        self._robots = Robots(watched, lambda url: fetch_url(url, hearing), clock)
        self._last: dict[str, datetime] = {}
        self._rest: dict[str, datetime] = {}

    def fetch(self, url: str, known: Known = Known()) -> Fetched | None:  # noqa: B008 - it is a value
        """Fetch a URL; None where it is as it was.

        Raises AddressRefused for what may not be asked for, LeftAlone for a server that is not asked now, FetchFailed
        and TooLarge.
        """
        try:
            return fetch_if_changed(url, known, self._terms)
        except FetchFailed as failed:
            if failed.status not in _BUSY:
                raise
            until = self._clock.now() + asked_for(failed.wait, self._clock.now())
            self._rest[_host(url)] = until
            raise LeftAlone(str(failed), until) from failed
        finally:
            self._last[_host(url)] = self._clock.now()

    def _before(self, url: str) -> None:
        host = _host(url)
        until = self._rest.get(host)
        if until is not None and self._clock.now() < until:
            raise LeftAlone(f"{url}: {host} asked to be left alone until {until:%Y-%m-%d %H:%M} UTC", until)
        asked = self._robots.of(url)
        if not asked.known:
            raise FetchFailed(f"{url}: {host} does not say what programs may ask it for (robots.txt); nothing is asked")
        if not asked.allowed:
            raise AddressRefused(f"{url}: robots.txt of {host} asks programs not to ask for this; save it and add that")
        self._pause(url, asked.delay)

    def _pause(self, url: str, delay: float = 0.0) -> None:
        host, now = _host(url), self._clock.now()
        last = self._last.get(host)
        if last is not None:
            left = last + timedelta(seconds=max(delay, PAUSE)) - now
            if left > timedelta():
                self._clock.sleep(left.total_seconds())
        self._last[host] = self._clock.now()


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()
