"""Today: what is new since the last visit, what moved, what falls due, where the move is ours, and what waits."""

from datetime import UTC, datetime, timedelta
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response

from legation.briefing.today import Today, today, waiting
from legation.days import end_of
from legation.ledger import Ledger
from legation.web.access import Reader
from legation.web.answers import as_json
from legation.web.filter import Filter, Filtered
from legation.web.links import Links
from legation.web.office import Office
from legation.web.rendering import page
from legation.web.rooms.settings import ours
from legation.web.visits import Visit, remember, visit

_MOST = 12  # of each kind
Span = Literal["visit", "day", "week", "month"]
_SPANS: dict[Span, timedelta] = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=31)}


def routes(office: Office) -> APIRouter:
    """Build the routes of the first page."""
    router = APIRouter()

    @router.get("/index.json")
    def today_json(request: Request, asked: Filtered, person: Reader, *, new: Span = "visit") -> Response:
        us = ours(office, person.name)
        return as_json(_today(office.ledger, asked, us, _since(visit(request), new)))

    @router.get("/")
    def today_page(request: Request, asked: Filtered, person: Reader, *, new: Span = "visit") -> Response:
        present, us = visit(request), ours(office, person.name)
        found = _today(office.ledger, asked, us, _since(present, new))
        waits = None if asked.as_of else waiting(office.ledger, parties=asked.parties, narrow=asked.narrow)
        answer = page(
            request,
            "today.html",
            Links(asked),
            "/",
            found=found,
            day=end_of(found.day),
            waiting=waits,
            us=us,
            new=new,
            spans=("visit", *_SPANS),
            counts=office.ledger.counts(asked.parties, as_of=asked.as_of),
            parties=office.ledger.parties(as_of=asked.as_of),
            saved=office.ledger.saved.of(person.name),
        )
        remember(answer, present, secure=request.url.scheme == "https")
        return answer

    return router


def _since(present: Visit, new: Span) -> datetime:
    return present.since if new == "visit" else present.now - _SPANS[new]


def _today(ledger: Ledger, asked: Filter, us: tuple[str, ...], since: datetime) -> Today:
    day = datetime.now(UTC).date()
    return today(
        ledger,
        us=us,
        since=since,
        day=day,
        parties=asked.parties,
        narrow=asked.narrow,
        as_of=asked.as_of,
        most=_MOST,
    )
