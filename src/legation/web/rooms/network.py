"""The network: who meets whom in a period, and who undertakes something with or for whom."""

from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from legation.briefing.network import Network, network
from legation.days import end_of
from legation.ledger import Ledger
from legation.ledger.record import Between
from legation.web.access import Reader
from legation.web.answers import as_json
from legation.web.charts.chart import Chart
from legation.web.charts.csv import as_csv
from legation.web.charts.network import network as drawing
from legation.web.filter import Filter, Filtered
from legation.web.links import Links
from legation.web.office import Office
from legation.web.rendering import page

MOST_DRAWN = 200  # links: more are a tangle, and the page would be over its 300 kB
_PATH = "/network"
_PERIODS = (("12 months", 1), ("3 years", 3))  # how many years each is


class Period(NamedTuple):
    """A period that a page offers."""

    name: str
    address: str
    chosen: bool


def routes(office: Office) -> APIRouter:
    """Build the routes of the network."""
    router = APIRouter()
    ledger = office.ledger

    @router.get("/network.csv")
    def network_csv(asked: Filtered, _: Reader) -> Response:
        found = _network(ledger, asked)
        if (drawn := _drawn(asked, found, len(found.links))) is None:
            raise HTTPException(404, "nothing is told of any two parties there")
        return as_csv(drawn, "network")

    @router.get("/network.json")
    def network_json(asked: Filtered, _: Reader) -> Response:
        return as_json(_network(ledger, asked))

    @router.get("/network")
    def network_page(request: Request, asked: Filtered, _: Reader) -> Response:
        found, end = _network(ledger, asked), _end(ledger, asked)
        return page(
            request,
            "network.html",
            Links(asked),
            _PATH,
            found=found,
            most=MOST_DRAWN,
            chart=_drawn(asked, found, MOST_DRAWN),
            with_whom=_with_whom(found),
            periods=_periods(asked, end) if end else (),
            end=end.isoformat() if end else None,
            dossiers=_dossiers(asked),
        )

    return router


def _network(ledger: Ledger, asked: Filter) -> Network:
    return network(ledger, parties=asked.parties, narrow=asked.narrow, as_of=asked.as_of)


def _drawn(asked: Filter, found: Network, most: int) -> Chart | None:
    strongest = tuple(sorted(found.links, key=lambda one: (-_number(one), one.parties))[:most])
    return drawing(found.model_copy(update={"links": strongest}), _dossiers(asked).dossier)


def _number(link: Between) -> int:
    return link.meetings + link.undertakings


def _dossiers(asked: Filter) -> Links:
    """Links to dossiers of who is seen: not of these together with whom they are seen around."""
    return Links(asked.model_copy(update={"parties": ()}))


def _with_whom(found: Network) -> Counter[str]:
    """With how many others that are here each party has dealings."""
    return Counter(party for link in found.links for party in link.parties)


def _end(ledger: Ledger, asked: Filter) -> date | None:
    """Day up to which periods reach: the last report that is looked at, as a ledger may have ended long ago."""
    last = ledger.reported().last
    if last is None:
        return None
    day = date.fromisoformat(last)
    return day if asked.as_of is None else min(day, end_of(asked.as_of))


def _periods(asked: Filter, end: date) -> list[Period]:
    begins = [(name, _begin(end, years)) for name, years in _PERIODS]
    choices = [(name, {"since": since, "until": None}) for name, since in (*begins, ("all", None))]
    return [
        Period(name, Links(asked).changed(_PATH, **dates), (asked.since, asked.until) == tuple(dates.values()))
        for name, dates in choices
    ]


def _begin(end: date, years: int) -> str:
    """First day of the years up to a day, inclusive."""
    if end.year <= years:
        return date.min.isoformat()
    # Of 29 February, the year before has the 28th.
    day = 28 if (end.month, end.day) == (2, 29) else end.day
    return (end.replace(year=end.year - years, day=day) + timedelta(days=1)).isoformat()
