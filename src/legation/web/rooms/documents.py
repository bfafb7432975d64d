"""The documents of the ledger, the latest first."""

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

_LATEST = 200


class Library(Noun):
    """Documents of the ledger, the latest first, and how many there are in all."""

    as_of: str | None
    of: int
    documents: tuple[Listing, ...]


def routes(office: Office) -> APIRouter:
    """Build the routes of the list of documents."""
    router = APIRouter()

    @router.get("/documents.json")
    def documents_json(asked: Filtered, _: Reader) -> Response:
        return as_json(_library(office.ledger, asked))

    @router.get("/documents")
    def documents(request: Request, asked: Filtered, _: Reader) -> Response:
        return page(request, "documents.html", Links(asked), "/documents", library=_library(office.ledger, asked))

    return router


def _library(ledger: Ledger, asked: Filter) -> Library:
    listed = ledger.catalogue(parties=asked.parties, as_of=asked.as_of, latest=_LATEST, narrow=asked.narrow)
    counts = ledger.counts(asked.parties, as_of=asked.as_of)
    return Library(as_of=asked.as_of, of=counts.documents, documents=listed[::-1])
