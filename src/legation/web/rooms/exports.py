"""Export: what a view shows, as a file for other programs."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from legation.exports import FORMATS, format_called
from legation.exports.selection import Settings
from legation.web.access import Reader
from legation.web.exporting import exported
from legation.web.filter import Filtered
from legation.web.links import Links
from legation.web.office import Office
from legation.web.rendering import page

_PATH = "/export"


def routes(office: Office) -> APIRouter:
    """Build the routes of exports."""
    router = APIRouter()
    ledger = office.ledger

    @router.get(_PATH)
    def export(
        request: Request,
        asked: Filtered,
        _: Reader,
        *,
        format: str | None = None,  # noqa: A002 - as it is in the address
        matter: str | None = None,
    ) -> Response:
        if format is not None:
            settings = Settings(base_url=str(request.base_url).rstrip("/"))
            return exported(ledger, asked, format_called(format), matter=matter, whole=True, settings=settings)
        return page(
            request,
            "export.html",
            Links(asked),
            _PATH,
            filtered=matter is None,
            formats=tuple(FORMATS.values()),
            of=None if matter is None else ledger.matter(matter, as_of=asked.as_of),
        )

    return router
