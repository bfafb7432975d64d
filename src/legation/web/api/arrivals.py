"""Documents handed in: kept first, then read, and what has become of each."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.exceptions import HTTPException

from legation.intake.formats import FORMATS
from legation.intake.media import PLAIN, media_of
from legation.ledger.keeping.arrival import Arrival
from legation.web.access import Editor as EditorReading
from legation.web.api.access import Editor
from legation.web.api.asking import Day, Text
from legation.web.office import Office

_JSON, _ANY = "application/json", "application/octet-stream"
# As JSON one document is given, by its fields; a file of stories comes as `application/feed+json`.
_TAKEN = (PLAIN, *(media for each in FORMATS for media in each.media if media != _JSON), _ANY)
_LONGEST_MEDIA = 100


class Told(BaseModel):
    """What is known of a document beside its text; each stands in for what the document does not tell itself."""

    model_config = ConfigDict(extra="forbid")

    name: Text | None = Field(default=None, description="what it is called")
    date: Day | None = Field(default=None, description="of publication")
    source: Text | None = Field(default=None, description="agency or paper")


class Handing(Told):
    """A document as it is handed in."""

    text: str = Field(description="whole, as it was published")


def routes(office: Office) -> APIRouter:
    """Build the routes of what is handed in."""
    router = APIRouter(tags=["Taking in"])

    @router.post(
        "/documents", response_model=Arrival, status_code=HTTPStatus.ACCEPTED, openapi_extra={"requestBody": _BODY}
    )
    def hand_in(request: Request, told: Annotated[Told, Query()], body: Body, person: Editor) -> Response:
        """Hand in a document to be read: as it is, of any type that is read, or a text in JSON.

        It is kept as received at once, and read after those that came before it: the answer says where to look for
        what has become of it. An archive, a feed or a table of stories is kept as the documents in it.
        """
        raw, of, media = _handed(request.headers.get("content-type", ""), body, told)
        number = office.ledger.arrivals.hand_in(
            of.name or "handed in", raw, date=of.date, source=of.source, who=person.name, media=media
        )
        office.worker.wake()
        return _arrival(office.ledger.arrivals.get(number), HTTPStatus.ACCEPTED, f"{_root(request)}/arrivals/{number}")

    @router.get("/arrivals/{number}", response_model=Arrival)
    def read_arrival(number: Annotated[int, Path(ge=1, le=2**31 - 1)], _: EditorReading) -> Response:
        """Tell what has become of something that was handed in."""
        return _arrival(office.ledger.arrivals.get(number), HTTPStatus.OK)

    return router


async def _body(request: Request) -> bytes:
    return await request.body()


Body = Annotated[bytes, Depends(_body)]


def _handed(content_type: str, body: bytes, told: Told) -> tuple[bytes, Told, str | None]:
    """Bytes of a document, what is told of it, and its type."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind in _TAKEN:
        return body, told, (media_of(told.name or "") if kind == _ANY else content_type[:_LONGEST_MEDIA])
    if kind != _JSON:
        read = ", ".join(_TAKEN)
        raise HTTPException(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send a text in {_JSON}, or a document as it is: {read}"
        )
    try:
        sent = Handing.model_validate_json(body)
        raw = sent.text.encode()
    except ValidationError as error:
        faults = [fault | {"loc": ("body", *fault["loc"])} for fault in error.errors(include_url=False)]
        raise RequestValidationError(faults) from None
    return raw, Told(**(told.model_dump() | sent.model_dump(exclude={"text"}, exclude_none=True))), None


def _arrival(arrival: Arrival, status: HTTPStatus, location: str | None = None) -> Response:
    headers = {} if location is None else {"Location": location}
    return Response(arrival.model_dump_json(), status, headers, media_type=_JSON)


def _root(request: Request) -> str:
    return f"{request.scope.get('root_path', '')}/v1"


_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        PLAIN: {"schema": {"type": "string"}},
        _JSON: {"schema": Handing.model_json_schema()},
        **{media: {"schema": {"type": "string", "format": "binary"}} for media in _TAKEN if media != PLAIN},
    },
}
