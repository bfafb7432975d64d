"""What sites ask of programs in their robots.txt (RFC 9309): heard once a day, kept in the ledger, and kept to."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlsplit

from protego import Protego

from legation.errors import FetchFailed, InputError
from legation.intake.fetching import Fetched
from legation.ledger.keeping.watched import Site, Watched
from legation.watching.waiting import DAY, Clock

NAME = "Legation"
"""By which we are meant."""
MOST = 1_000_000
"""Bytes of a robots.txt; it has to be read up to 500 KiB at least."""
_UNKNOWN_FOR = timedelta(hours=1)
_LONGEST = 60.0  # seconds between two requests, however many are asked for


class Asked(NamedTuple):
    """What a site asks for, of one URL."""

    allowed: bool
    delay: float  # seconds between two requests, at least
    known: bool = True  # False: it could not be heard, and nothing is asked for until it can


class Robots:
    """What sites ask for, as far as it is kept, else heard with `fetching`."""

    def __init__(self, watched: Watched, fetching: Callable[[str], Fetched], clock: Clock) -> None:
        self._watched = watched
        self._fetching = fetching
        self._clock = clock
        self._parsed: dict[str, tuple[Site, Protego]] = {}

    def of(self, url: str) -> Asked:
        """What the site of a URL asks for."""
        parts = urlsplit(url)
        name = f"{parts.scheme}://{parts.netloc}"
        site = self._site(name)
        if site.status != "given":
            return Asked(allowed=site.status == "none", delay=0.0, known=site.status == "none")
        if name not in self._parsed or self._parsed[name][0] != site:
            self._parsed[name] = (site, Protego.parse(site.rules.decode("utf-8", "replace").removeprefix("\ufeff")))
        rules = self._parsed[name][1]
        delay = min(float(rules.crawl_delay(NAME) or 0.0), _LONGEST)
        return Asked(allowed=parts.path == "/robots.txt" or rules.can_fetch(url, NAME), delay=delay)

    def _site(self, name: str) -> Site:
        kept, now = self._watched.site(name), self._clock.now()
        if kept is not None and now - kept.at < (_UNKNOWN_FOR if kept.status == "unknown" else DAY):
            return kept
        found = self._heard(f"{name}/robots.txt")
        self._watched.keep_site(name, found)
        return found

    def _heard(self, url: str) -> Site:
        try:
            return Site(self._clock.now(), "given", self._fetching(url).raw)
        except FetchFailed as failed:
            # 4xx: all may be asked for. 5xx, or no answer: nothing may be (2.3.1.3 and 2.3.1.4).
            told = failed.status is not None and 400 <= failed.status < 500
            none = told and failed.status != HTTPStatus.TOO_MANY_REQUESTS
            return Site(self._clock.now(), "none" if none else "unknown", b"")
        except InputError:
            return Site(self._clock.now(), "unknown", b"")
