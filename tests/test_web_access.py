"""Who may do what in the web application: every route names a role, and every write comes from a form of ours."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from fastapi.testclient import TestClient
from starlette.routing import Mount

from cable import fill
from legation.accounts import ROLES, Role
from legation.ledger import Ledger
from legation.web import create_app
from legation.web.access import Needs, _posted, token_of
from legation.web.api.access import NeedsToken
from posting import HOME

OPEN = {"/sign-in"}  # for those who have yet to sign in


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    path = tmp_path_factory.mktemp("access") / "cable.db"
    with Ledger.open(path, create=True) as ledger:
        fill(ledger)
    return create_app(path)


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url="http://127.0.0.1:8765", follow_redirects=False) as opened:
        yield opened


def every(dependant: Dependant) -> Iterator[object]:
    for one in dependant.dependencies:
        yield one.call
        yield from every(one)


class Reached(NamedTuple):
    """A route by its whole path, with all that is asked before it answers."""

    path: str
    methods: set[str]
    asks: list[object]

    @property
    def roles(self) -> list[Role]:
        return [call.role for call in self.asks if isinstance(call, Needs)]


def routes(app: FastAPI, prefix: str = "") -> Iterator[Reached]:
    """Every route that answers anything, of what is mounted as well; `app.routes` alone has none of the rooms'."""
    for route in iter_route_contexts(app.routes):
        if isinstance(route.original_route, APIRoute):
            yield Reached(f"{prefix}{route.path}", route.methods or set(), list(every(route.dependant)))
        elif isinstance(route.original_route, Mount) and isinstance(route.original_route.app, FastAPI):
            yield from routes(route.original_route.app, f"{prefix}{route.path}")


def test_every_route_is_reached_by_the_tests_of_all(app: FastAPI) -> None:
    paths = {route.path for route in routes(app)}
    assert {"/", "/dossier/{parties:path}", "/settings", "/api/v1/documents", "/api/v1/openapi.json"} <= paths
    assert len(paths) > 40


def test_every_route_names_the_role_that_it_needs(app: FastAPI) -> None:
    unnamed = [route.path for route in routes(app) if not route.roles and route.path not in OPEN]
    assert unnamed == []
    assert {role for route in routes(app) for role in route.roles} <= set(ROLES)


def test_every_form_is_checked_to_be_one_of_ours(app: FastAPI) -> None:
    posts = [route for route in routes(app) if "POST" in route.methods and not route.path.startswith("/api/")]
    unchecked = [route.path for route in posts if _posted not in route.asks]
    assert len(posts) > 5
    assert unchecked == []


def test_every_write_through_the_api_takes_a_token(app: FastAPI) -> None:
    writes = [route for route in routes(app) if route.path.startswith("/api/") and route.methods != {"GET"}]
    tokenless = [route.path for route in writes if not any(isinstance(call, NeedsToken) for call in route.asks)]
    assert len(writes) > 5
    assert tokenless == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:8765.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "http://127.0.0.1:8765", "sec-fetch-site": "cross-site"},
    ],
)
def test_a_write_that_does_not_come_from_a_page_of_ours_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/review/undo", headers=headers)
    assert answer.status_code == 403
    assert "has to come from a page of its own" in answer.text


@pytest.mark.parametrize(
    ("written", "token"),
    [
        ("Bearer abc", "abc"),
        ("bearer  abc ", "abc"),
        ("Basic bWU6YWJj", "abc"),
        ("Basic bWU6YTpi", "a:b"),
        ("Basic ???", ""),
        ("Digest abc", None),
        ("", None),
    ],
)
def test_a_token_comes_as_bearer_or_as_a_password(written: str, token: str | None) -> None:
    assert token_of(written) == token


def test_a_wrong_token_lets_nobody_in(client: TestClient) -> None:
    assert client.get("/index.json", headers={"authorization": "Bearer wrong"}).status_code == 401


def test_more_than_the_limit_is_refused_however_long_it_said_it_was(client: TestClient) -> None:
    def stream() -> Iterator[bytes]:
        for _ in range(30):
            yield b"x" * 100_000

    headers = HOME | {"content-type": "application/x-www-form-urlencoded"}
    answer = client.post("/review/undo", content=stream(), headers=headers)
    assert answer.status_code in {404, 413}
