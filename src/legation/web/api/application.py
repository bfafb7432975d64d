"""The application of the API: its routes, its errors, and its OpenAPI."""

from fastapi import APIRouter, FastAPI
from fastapi.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from legation import __version__
from legation.web.access import Reader
from legation.web.api import arrivals, deciding, documents, exports, finding, matters
from legation.web.api.conditions import Unchanged, unchanged
from legation.web.api.openapi import PROBLEMS, described
from legation.web.api.problems import tell_problems
from legation.web.office import Office

PREFIX = "/v1"
_ROOMS = (documents.routes, matters.routes, finding.routes, exports.routes, deciding.routes, arrivals.routes)


def create_api(office: Office) -> FastAPI:
    """Build the API over a ledger, to be mounted at `/api`."""
    api = FastAPI(title="Legation", version=__version__, openapi_url=None, redirect_slashes=False)
    api.state.office = office
    api.add_middleware(Heads)
    for room in _ROOMS:
        api.include_router(room(office), prefix=PREFIX, responses=PROBLEMS)
    api.include_router(_own(api), prefix=PREFIX)
    tell_problems(api)
    api.add_exception_handler(Unchanged, unchanged)
    return api


def _own(api: FastAPI) -> APIRouter:
    router = APIRouter()

    @router.get("/openapi.json", include_in_schema=False)
    def openapi(_: Reader) -> Response:
        return Response(described(api), media_type="application/json")

    return router


class Heads:
    """ASGI middleware: what can be got can be asked for its headers alone (HEAD)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer HEAD as GET, but for the body."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self._app({**scope, "method": "GET"}, receive, send_head)
