"""Dossiers: the pairs of parties that have most to do with each other, and a dossier asked for by name."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from legation.ledger import Ledger
from legation.nouns import Noun
from legation.reference.parties import party_meant
from legation.web.access import Reader
from legation.web.answers import as_json
from legation.web.filter import Filter, Filtered
from legation.web.links import Links
from legation.web.office import Office
from legation.web.rendering import page

_MOST_PAIRS = 24


class Pair(Noun):
    """Two parties with the number of matters between them."""

    parties: tuple[str, str]
    matters: int


class Pairs(Noun):
    """Who has most to do with whom, and everyone whom a dossier can be asked for."""

    as_of: str | None
    pairs: tuple[Pair, ...]
    parties: tuple[str, ...]


def routes(office: Office) -> APIRouter:
    """Build the routes of the list of dossiers."""
    router = APIRouter()

    @router.get("/dossiers.json")
    def dossiers_json(asked: Filtered, _: Reader) -> Response:
        return as_json(_pairs(office.ledger, asked))

    @router.get("/dossiers")
    def dossiers(request: Request, asked: Filtered, _: Reader) -> Response:
        return page(request, "dossiers.html", Links(asked), "/dossiers", found=_pairs(office.ledger, asked))

    @router.get("/dossier")
    def ask(asked: Filtered, _: Reader, of: Annotated[list[str] | None, Query()] = None) -> Response:
        codes = [party_meant(name) for name in (name.strip() for name in of or ()) if name]
        return RedirectResponse(Links(asked).dossier(codes), HTTPStatus.SEE_OTHER)

    return router


def _pairs(ledger: Ledger, asked: Filter) -> Pairs:
    counted = ledger.pairs(_MOST_PAIRS, as_of=asked.as_of)
    return Pairs(
        as_of=asked.as_of,
        pairs=tuple(Pair(parties=pair, matters=number) for pair, number in counted),
        parties=ledger.parties(as_of=asked.as_of),
    )
