"""A matter: one undertaking, from the first word of it to today."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from legation.web.access import Reader
from legation.web.answers import as_json
from legation.web.filter import Filtered
from legation.web.links import Links
from legation.web.office import Office
from legation.web.rendering import page


def routes(office: Office) -> APIRouter:
    """Build the routes of matters."""
    router = APIRouter()

    @router.get("/matter/{key}.json")
    def matter_json(key: str, asked: Filtered, _: Reader) -> Response:
        return as_json(office.ledger.matter(key, as_of=asked.as_of))

    @router.get("/matter/{key}")
    def matter(request: Request, key: str, asked: Filtered, _: Reader) -> Response:
        found = office.ledger.matter(key, as_of=asked.as_of)
        return page(request, "matter.html", Links(asked), Links().matter(found.id), matter=found)

    return router
