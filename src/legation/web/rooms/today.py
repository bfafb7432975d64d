"""Today: what is new, and what waits."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from legation.ledger import Ledger, Listing
from legation.nouns import Noun
from legation.web.access import Reader
from legation.web.answers import as_json
from legation.web.filter import Filter, Filtered
from legation.web.links import Links
from legation.web.office import Office
from legation.web.rendering import page

_LATEST = 8


class Home(Noun):
    """What the ledger holds, at a glance."""

    as_of: str | None
    matters: int
    documents: int
    entries: int
    parties: tuple[str, ...]
    latest: tuple[Listing, ...]


def routes(office: Office) -> APIRouter:
    """Build the routes of the first page."""
    router = APIRouter()

    @router.get("/index.json")
    def today_json(asked: Filtered, _: Reader) -> Response:
        return as_json(_home(office.ledger, asked))

    @router.get("/")
    def today(request: Request, asked: Filtered, _: Reader) -> Response:
        return page(request, "today.html", Links(asked), "/", home=_home(office.ledger, asked))

    return router


def _home(ledger: Ledger, asked: Filter) -> Home:
    counts = ledger.counts(asked.parties, as_of=asked.as_of)
    latest = ledger.catalogue(parties=asked.parties, as_of=asked.as_of, latest=_LATEST)
    return Home(
        as_of=asked.as_of,
        matters=counts.matters,
        documents=counts.documents,
        entries=counts.entries,
        parties=ledger.parties(),
        latest=latest[::-1],
    )
