"""The web application: one ledger, opened once, behind pages and their JSON."""

import secrets
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from legation import __version__
from legation.arrivals.worker import Worker
from legation.errors import AccountRefused, DecisionRefused, LedgerError, QueryError
from legation.ledger import Ledger
from legation.web import rooms
from legation.web.access import SignInNeeded, told_of_ledger
from legation.web.api import create_api, reference
from legation.web.charts import bundle
from legation.web.filter import Filter, filter_of
from legation.web.guard import HEADERS, Guard
from legation.web.links import Links
from legation.web.office import Office
from legation.web.rendering import error

_STATIC = Path(__file__).parent / "static"


def create_app(
    ledger_path: str | Path,
    *,
    hosts: Collection[str] = (),
    shared: bool = False,
    token: str | None = None,
    working: Callable[[Ledger], Worker] = Worker,
) -> FastAPI:
    """Build the application over a ledger (path or URL).

    `hosts` are answered to besides the names of this machine. A shared one is for those who have an account. `token`
    is the secret of the run, made up where it is not given; `working` makes what reads what is handed in. Raises
    LedgerError where the ledger cannot be opened.
    """
    ledger = Ledger.open(ledger_path)
    worker = working(ledger)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        worker.start()
        yield
        worker.stop()
        ledger.close()

    # FastAPI's own documentation pages load scripts from elsewhere: off.
    app = FastAPI(title="Legation", version=__version__, openapi_url=None, lifespan=lifespan)
    app.state.office = Office(ledger, shared, token or secrets.token_urlsafe(32), worker)
    app.state.nav = rooms.NAV
    app.add_middleware(Guard, hosts=hosts)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    app.mount(bundle.PLACE, bundle.Bundle(), name="charts")
    for room in (*rooms.ROOMS, *(rooms.SHARED if shared else ())):
        app.include_router(room(app.state.office))
    api = create_api(app.state.office)
    app.include_router(reference.routes(api))
    app.mount("/api", api)

    @app.exception_handler(HTTPException)
    async def refused(request: Request, trouble: HTTPException) -> Response:
        said = trouble.detail
        sentence = "there is no such page" if said == HTTPStatus(trouble.status_code).phrase else said
        return error(request, trouble.status_code, sentence, links=_links(request))

    @app.exception_handler(RequestValidationError)
    async def misspelt(request: Request, trouble: RequestValidationError) -> Response:
        field = str(trouble.errors()[0]["loc"][-1])
        return error(request, HTTPStatus.BAD_REQUEST, f"the address cannot be read at {field!r}", links=_links(request))

    @app.exception_handler(SignInNeeded)
    async def nobody(request: Request, _: SignInNeeded) -> Response:
        if request.method != "GET" or request.url.path.endswith((".json", ".atom")):
            told = error(request, HTTPStatus.UNAUTHORIZED, "sign in first, or send a token")
            if request.url.path.endswith(".atom"):  # what reads feeds sends a token as a password, once it is asked
                told.headers["WWW-Authenticate"] = 'Basic realm="Legation", charset="UTF-8"'
            return told
        here = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
        return RedirectResponse(Links().to("/sign-in", next=here), HTTPStatus.SEE_OTHER)

    @app.exception_handler(QueryError)
    async def unanswerable(request: Request, trouble: QueryError) -> Response:
        return error(request, HTTPStatus.NOT_FOUND, str(trouble), links=_links(request))

    @app.exception_handler(DecisionRefused)
    async def undecided(request: Request, trouble: DecisionRefused) -> Response:
        return error(request, HTTPStatus.CONFLICT, f"{trouble}; nothing was kept of it", links=_links(request))

    @app.exception_handler(AccountRefused)
    async def unaccountable(request: Request, trouble: AccountRefused) -> Response:
        return error(request, HTTPStatus.CONFLICT, str(trouble), links=_links(request))

    @app.exception_handler(LedgerError)
    async def unusable(request: Request, trouble: LedgerError) -> Response:
        return error(request, HTTPStatus.SERVICE_UNAVAILABLE, told_of_ledger(request, trouble))

    @app.exception_handler(Exception)
    async def broken(request: Request, _: Exception) -> Response:  # the server's log has the rest
        told = error(request, HTTPStatus.INTERNAL_SERVER_ERROR, "this is a bug of ours, and nothing was changed by it")
        told.headers.update(HEADERS)  # it is made outside of the guard
        return told

    return app


def _links(request: Request) -> Links:
    """Links through the filter that was asked for, so that the way back keeps it."""
    try:
        return Links(filter_of(request.query_params.multi_items()))
    except QueryError:
        return Links(Filter())
