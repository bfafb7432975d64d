"""The OpenAPI of the API: what FastAPI tells of its routes, with who may ask, and what each field means."""

import inspect
import json
import re
from collections.abc import Iterator
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from legation.nouns import Noun
from legation.web.access import COOKIE
from legation.web.api.meanings import meaning
from legation.web.api.problems import MEDIA_TYPE, Problem
from legation.web.office import Office

PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    "4XX": {"model": Problem, "description": "What was wrong, and what to do"},
    "5XX": {"model": Problem, "description": "The ledger cannot be used, or this is a bug"},
}
_SCHEMES = {
    "token": {"type": "http", "scheme": "bearer", "description": "An API token of yours; alone, that of the run."},
    "password": {"type": "http", "scheme": "basic", "description": "The same token as the password; any name."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": COOKIE,
        "description": "What a browser holds whose user has signed in; for reading alone.",
    },
}
_SAID = """What the pages of a ledger show and do, for programs: see docs/api.md.

Lists give the last known first and are walked by `next`. What is read has an ETag. What goes wrong is told as problem
details (RFC 9457). Dates are EDTF days, months or years; offsets count code points of a document's text."""
_FIELD = re.compile(r"^    (?P<name>[a-z_]+): (?P<kind>[^#]+?)(?:  # (?P<note>.+))?$")


def openapi_of(api: FastAPI) -> dict[str, Any]:
    """Give the OpenAPI document, as values."""
    office: Office = api.state.office
    told = get_openapi(
        title="Legation", version=api.version, description=_SAID, routes=api.routes, servers=[{"url": "/api"}]
    )
    told["components"]["securitySchemes"] = _SCHEMES
    for path in told["paths"].values():
        for method, operation in path.items():
            _complete(operation, method, office)
    notes = dict(_notes())
    for name, schema in told["components"]["schemas"].items():
        for field, of in schema.get("properties", {}).items():
            if "description" not in of and (note := notes.get((name, field)) or meaning(name, field)):
                of["description"] = note
    return told


def described(api: FastAPI) -> str:
    """Give the OpenAPI document, as JSON."""
    return json.dumps(openapi_of(api))


def _complete(operation: dict[str, Any], method: str, office: Office) -> None:
    writes = method != "get"
    schemes = ("token", "password") if writes else ("token", "password", "session")
    operation["security"] = [{scheme: []} for scheme in schemes]
    if not (writes or office.shared):
        operation["security"].append({})  # whoever is at this machine
    operation["operationId"] = operation["operationId"].partition("_v1_")[0]
    for parameter in operation.get("parameters", ()):
        parameter.setdefault("description", meaning(operation["operationId"], parameter["name"]) or "")
    responses = operation["responses"]
    for problem in ("4XX", "5XX"):
        responses[problem]["content"] = {MEDIA_TYPE: responses[problem]["content"]["application/json"]}
    if not writes:
        responses["304"] = {"description": "What you have (If-None-Match) is what there is"}


def _notes() -> Iterator[tuple[tuple[str, str], str]]:
    """What stands beside the fields of the nouns, where they are defined: the one place that says what each means."""
    for noun in _all(Noun):
        for base in reversed(noun.__mro__[: noun.__mro__.index(Noun)]):
            for line in _source(base):
                if (match := _FIELD.match(line)) and match["note"]:
                    yield (noun.__name__, match["name"]), match["note"]


def _source(noun: type) -> list[str]:
    try:
        return inspect.getsource(noun).splitlines()
    except OSError:  # of a page of something there is none
        return []


def _all(noun: type[Noun]) -> Iterator[type[Noun]]:
    for each in noun.__subclasses__():
        yield each
        yield from _all(each)
