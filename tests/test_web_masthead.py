"""The head of every page: where one is, and the way to every room."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from cable import fill, key
from legation.ledger import Ledger
from legation.web import create_app
from legation.web.rendering import room_of
from legation.web.rooms import NAV

SIGNED = key("signed", 1)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("masthead") / "cable.db"
    with Ledger.open(path, create=True) as ledger:
        fill(ledger)
    with TestClient(create_app(path), base_url="http://localhost") as client:
        yield client


def marked(page: str) -> list[tuple[str, str]]:
    nav = page[page.index('aria-label="Rooms"') : page.index("</nav>")]
    return re.findall(r'aria-current="(\w+)">([^<]+)', nav)


@pytest.mark.parametrize(("path", "name"), NAV)
def test_a_room_is_marked_on_its_own_page_and_no_other_is(client: TestClient, path: str, name: str) -> None:
    assert marked(client.get(path).text) == [("page", name)]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/calendar/2021-10", "Calendar"),
        ("/calendar/2021-10-05", "Calendar"),
        (f"/log/{SIGNED}", "Log"),
        ("/review/agreement", "Review"),
        (f"/review/correct/{SIGNED}", "Review"),
        ("/document/2021-visit", "Documents"),
        ("/dossier/NOR+EST", "Dossiers"),
        (f"/matter/m{SIGNED[1:]}", "Dossiers"),
        ("/matter/none", "Dossiers"),
        ("/api", "Help"),
    ],
)
def test_a_room_is_marked_on_the_pages_within_it(client: TestClient, path: str, name: str) -> None:
    assert marked(client.get(path).text) == [("true", name)]


def test_no_room_is_marked_where_there_is_no_page(client: TestClient) -> None:
    assert room_of("*") == "/*"
    page = client.get("/nowhere")
    assert page.status_code == 404
    assert marked(page.text) == []


def test_titles_tell_pages_apart(client: TestClient) -> None:
    paths = [*(path for path, _ in NAV), "/review?doubt=link", "/calendar/2021-10", "/calendar/2021-10-05", "/nowhere"]
    paths += [
        "/settings",
        "/api",
        f"/matter/m{SIGNED[1:]}",
        "/dossier/NOR+EST",
        "/document/2021-visit",
        f"/log/{SIGNED}",
    ]
    titles = [re.findall("<title>(.*?)</title>", client.get(path).text)[0] for path in paths]
    assert len(set(titles)) == len(titles)
