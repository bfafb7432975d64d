"""The web application: one ledger, opened once, behind pages and their JSON."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from legation import __version__
from legation.errors import LedgerError, QueryError
from legation.ledger import Ledger
from legation.web.guard import Guard
from legation.web.pages import pages
from legation.web.rendering import Rendering

_STATIC = Path(__file__).parent / "static"


def create_app(ledger_path: str | Path, *, host: str = "127.0.0.1") -> FastAPI:
    """Build the application over a ledger (path or URL); `host` is answered to besides the names of this machine.

    Raises LedgerError where the ledger cannot be opened.
    """
    ledger = Ledger.open(ledger_path)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        ledger.close()

    rendering = Rendering()
    # FastAPI's own documentation pages load scripts from elsewhere: off.
    app = FastAPI(title="Legation", version=__version__, openapi_url=None, lifespan=lifespan)
    app.add_middleware(Guard, host=host)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    app.include_router(pages(ledger, rendering))

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        sentence = "there is no such page" if error.detail == HTTPStatus(error.status_code).phrase else error.detail
        return rendering.error(request, error.status_code, sentence)

    @app.exception_handler(QueryError)
    async def unanswerable(request: Request, error: QueryError) -> Response:
        # The route has read the as-of date before it asked the ledger: it is one, and the way back keeps it.
        return rendering.error(request, HTTPStatus.NOT_FOUND, str(error), as_of=request.query_params.get("as_of"))

    @app.exception_handler(LedgerError)
    async def unusable(request: Request, error: LedgerError) -> Response:
        return rendering.error(request, HTTPStatus.SERVICE_UNAVAILABLE, str(error))

    return app
