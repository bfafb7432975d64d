"""The page that says what the API has: each operation with its parameters and an example."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import Response

from legation.web.access import Reader
from legation.web.api.openapi import openapi_of
from legation.web.filter import Filtered
from legation.web.links import Links
from legation.web.rendering import page

_EXAMPLES: Mapping[str, str] = {
    "id": "e0123456789ab", "key": "e0123456789ab", "parties": "NOR+EST", "number": "1", "q": "cable",
}  # fmt: skip
_BODIES: Mapping[str, dict[str, Any]] = {
    "decide": {"verb": "correct", "entry": "e0123456789ab", "changes": {"stage": "agreed"}, "knew": []},
    "undo": {"why": "the other report is right"},
    "add_entry": {
        "document": f"sha256:{'0' * 64}",
        "kind": "commitment",
        "start": 120,
        "end": 160,
        "fields": {"by": ["NOR"], "stage": "pledged", "what": "rescue boats", "area": ["security"]},
    },
    "hand_in": {"name": "2021-visit", "text": "TALLINN, Oct 5 - ...", "date": "2021-10-05"},
    "merge": {"matters": ["m0123456789ab", "mba9876543210"]},
    "split": {"entries": ["e0123456789ab"]},
}


class Parameter(NamedTuple):
    """One thing that an operation can be told."""

    name: str
    where: str  # path, query or body
    type: str
    required: bool
    description: str


class Operation(NamedTuple):
    """One thing that the API does."""

    name: str
    method: str
    path: str
    about: tuple[str, ...]  # paragraphs
    parameters: tuple[Parameter, ...]
    example: str


class Group(NamedTuple):
    """Operations of one kind."""

    name: str
    operations: tuple[Operation, ...]


def routes(api: FastAPI) -> APIRouter:
    """Build the route of the reference page."""
    router = APIRouter()

    @cache
    def told() -> tuple[Group, ...]:
        return tuple(_groups(openapi_of(api)))

    @router.get("/api")
    def reference(request: Request, asked: Filtered, _: Reader) -> Response:
        return page(request, "api.html", Links(asked), "/api", filtered=False, groups=told())

    return router


def _groups(told: Mapping[str, Any]) -> Iterator[Group]:
    gathered: dict[str, list[Operation]] = {}
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            gathered.setdefault(operation["tags"][0], []).append(_operation(told, path, method.upper(), operation))
    for name, operations in gathered.items():
        yield Group(name, tuple(operations))


def _operation(told: Mapping[str, Any], path: str, method: str, operation: Mapping[str, Any]) -> Operation:
    parameters = [
        Parameter(
            one["name"],
            one["in"],
            _type(one["schema"]),
            one.get("required", False),
            _plain(one.get("description") or one["schema"].get("description", "")),
        )
        for one in operation.get("parameters", ())
    ]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if body is not None:
        parameters += _of_body(told, body)
    name = operation["operationId"]
    return Operation(
        name=name,
        method=method,
        path=f"/api{path}",
        about=tuple(_plain(" ".join(part.split())) for part in operation.get("description", "").split("\n\n")),
        parameters=tuple(parameters),
        example=_example(name, f"/api{path}", method, parameters),
    )


def _plain(words: str) -> str:
    return words.replace("`", "")


def _of_body(told: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Parameter]:
    whole = _resolved(told, schema)
    for name, of in whole.get("properties", {}).items():
        yield Parameter(name, "body", _type(of), name in whole.get("required", ()), _plain(of.get("description", "")))


def _resolved(told: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    if "anyOf" in schema:
        schema = next(one for one in schema["anyOf"] if one.get("type") != "null")
    if "$ref" in schema:
        found: Mapping[str, Any] = told["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return found
    return schema


def _type(schema: Mapping[str, Any]) -> str:
    """Say in a few words what a value can be."""
    if "enum" in schema:
        return " | ".join(schema["enum"])
    if schema.get("type") == "array":
        return f"any of {_type(schema['items'])}"
    if "anyOf" in schema and "type" not in schema:
        return _type(next(one for one in schema["anyOf"] if one.get("type") != "null"))
    if "anyOf" in schema:
        return "date"
    return str(schema.get("format") or schema.get("type", "value"))


def _example(name: str, path: str, method: str, parameters: list[Parameter]) -> str:
    for one in parameters:
        if one.where == "path":
            path = path.replace(f"{{{one.name}}}", _id(path, one.name))
    needed = "&".join(f"{p.name}={_EXAMPLES.get(p.name, '')}" for p in parameters if p.where == "query" and p.required)
    asked = f'curl -H "Authorization: Bearer $TOKEN" "$LEDGER{path}{"?" + needed if needed else ""}"'
    if method == "GET":
        return asked
    return f"{asked} \\\n  --json '{json.dumps(_BODIES.get(name, {}))}'"


def _id(path: str, name: str) -> str:
    if name == "id":
        letters = {"/matters/": "m", "/decisions/": "d", "/documents/": "sha256:"}
        return next((f"{letter}0123456789ab" for part, letter in letters.items() if part in path), "e0123456789ab")
    return _EXAMPLES[name]
