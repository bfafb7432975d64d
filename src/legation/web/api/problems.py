"""What goes wrong, as programs are told: problem details (RFC 9457), one sentence each, never a traceback."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from pydantic import Field
from starlette.exceptions import HTTPException
from starlette.routing import compile_path

from legation.errors import DecisionRefused, LedgerError, Overtaken, QueryError
from legation.ledger.review.decisions import Decision
from legation.nouns import Noun
from legation.web.access import SignInNeeded, told_of_ledger

MEDIA_TYPE: Final = "application/problem+json"
CHALLENGE: Final = 'Bearer realm="Legation", Basic realm="Legation", charset="UTF-8"'
_ANY: Final = "about:blank"  # the status says what kind of problem it is
_OVERTAKEN: Final = "/api#overtaken"
_SENTENCES: Mapping[int, str] = {
    HTTPStatus.NOT_FOUND: "there is nothing at this address: /api lists what there is",
    HTTPStatus.METHOD_NOT_ALLOWED: "that cannot be done here: the header Allow lists what can",
}


class Fault(Noun):
    """One thing in a request that cannot stand."""

    where: str = Field(description="`query limit`, `body changes due`")
    what: str = Field(description="what is wrong with it")


class Problem(Noun):
    """What went wrong, after RFC 9457."""

    type: str = Field(description="`about:blank`, or the address of what the problem is in words")
    title: str = Field(description="the kind of problem, in a few words")
    status: int = Field(description="HTTP status")
    detail: str = Field(description="one sentence for a person: what was wrong, where, and what to do")
    instance: str = Field(description="path of the request")
    faults: tuple[Fault, ...] = Field(default=(), description="of a request that cannot be read: each thing")
    decisions: tuple[Decision, ...] = Field(default=(), description="of a decision that was overtaken: those meanwhile")


def problem(
    path: str,
    status: int,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    kind: str = _ANY,
    faults: Sequence[Fault] = (),
    decisions: Sequence[Decision] = (),
) -> Response:
    """Answer that something went wrong."""
    title = "Overtaken" if kind == _OVERTAKEN else HTTPStatus(status).phrase
    told = Problem(
        type=kind,
        title=title,
        status=status,
        detail=f"{detail[:1].upper()}{detail[1:]}{'' if detail.endswith('.') else '.'}",
        instance=path,
        faults=tuple(faults),
        decisions=tuple(decisions),
    )
    return Response(told.model_dump_json(exclude_defaults=True), status, headers, media_type=MEDIA_TYPE)


def tell_problems(api: FastAPI) -> None:
    """Have an application answer all that goes wrong in it with problem details."""

    @api.exception_handler(HTTPException)
    async def refused(request: Request, trouble: HTTPException) -> Response:
        status, said = trouble.status_code, trouble.detail
        if said == HTTPStatus(status).phrase:
            said = _SENTENCES.get(status, said)
        headers = dict(trouble.headers or {})
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = ", ".join(_allowed(request))
        return problem(request.url.path, status, said, headers=headers)

    @api.exception_handler(SignInNeeded)
    async def nobody(request: Request, _: SignInNeeded) -> Response:
        sentence = "send a token: as Authorization: Bearer, or as the password of Basic"
        return problem(request.url.path, HTTPStatus.UNAUTHORIZED, sentence, headers={"WWW-Authenticate": CHALLENGE})

    @api.exception_handler(RequestValidationError)
    async def unreadable(request: Request, trouble: RequestValidationError) -> Response:
        faults = [_fault(error) for error in trouble.errors()]
        first = f"{faults[0].where}: {faults[0].what}" if faults else "this request cannot be read"
        return problem(request.url.path, HTTPStatus.UNPROCESSABLE_ENTITY, first, faults=faults)

    @api.exception_handler(QueryError)
    async def unanswerable(request: Request, trouble: QueryError) -> Response:
        return problem(request.url.path, HTTPStatus.NOT_FOUND, str(trouble))

    @api.exception_handler(Overtaken)
    async def overtaken(request: Request, trouble: Overtaken) -> Response:
        return problem(
            request.url.path, HTTPStatus.CONFLICT, str(trouble), kind=_OVERTAKEN, decisions=trouble.decisions
        )

    @api.exception_handler(DecisionRefused)
    async def undecided(request: Request, trouble: DecisionRefused) -> Response:
        return problem(request.url.path, HTTPStatus.CONFLICT, f"{trouble}; nothing was kept of it")

    @api.exception_handler(LedgerError)
    async def unusable(request: Request, trouble: LedgerError) -> Response:
        return problem(request.url.path, HTTPStatus.SERVICE_UNAVAILABLE, told_of_ledger(request, trouble))

    @api.exception_handler(Exception)
    async def broken(request: Request, _: Exception) -> Response:
        sentence = "this is a bug of Legation, nothing was kept of it; its log has the particulars"
        return problem(request.url.path, HTTPStatus.INTERNAL_SERVER_ERROR, sentence)


def _fault(error: Mapping[str, Any]) -> Fault:
    where = " ".join(str(part) for part in error["loc"]) or "request"
    return Fault(where=_legible(where), what=_legible(error["msg"].removeprefix("Value error, ")))


def _legible(text: str) -> str:
    """What a request said may be no text at all, such as half a surrogate pair."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")[:1_000]


def _allowed(request: Request) -> list[str]:
    """Methods of the routes that have the path of a request: of that alone which is just this, else of all patterns."""
    path = request.url.path.removeprefix(request.scope.get("root_path", ""))
    methods: dict[str, set[str]] = {}
    for route in iter_route_contexts(request.app.routes):
        if route.path and compile_path(route.path)[0].match(path):
            methods.setdefault(route.path, set()).update(route.methods or ())
    found = methods.get(path) or set().union(*methods.values())
    return sorted(found | ({"HEAD"} if "GET" in found else set()))
