"""What routes answer besides pages."""

from http import HTTPStatus

from fastapi.responses import RedirectResponse, Response

from legation.nouns import Noun
from legation.web.links import local


def as_json(noun: Noun) -> Response:
    """Give a noun as JSON."""
    return Response(noun.model_dump_json(), media_type="application/json")


def go_to(address: str) -> Response:
    """Send a browser on to a page of ours, by GET, after a form."""
    return RedirectResponse(local(address), HTTPStatus.SEE_OTHER)
