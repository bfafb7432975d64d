"""The pages tell where a story was published, and what was put right."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from legation.ledger import Ledger
from legation.web import create_app
from strategies import add
from test_copies_ledger import COURIER, RIGHT, WIRE


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("copies") / "copies.db"
    with Ledger.open(path, create=True) as ledger:
        add(ledger, WIRE, COURIER, RIGHT)
        ledger.publish(WIRE.document.model_copy(update={"source": "Harbour <News>", "date": "2020-02-06"}))
    with TestClient(create_app(path), base_url="http://127.0.0.1:8765") as opened:
        yield opened


def test_a_document_tells_by_what_it_was_corrected_once_that_was_known(client: TestClient) -> None:
    page = client.get(f"/document/{WIRE.document.id}").text
    assert "<strong>Corrected</strong> by" in page
    assert f"/document/{RIGHT.document.id}" in page
    assert "published in 2 places" in page
    assert "Harbour &lt;News&gt;" in page
    then = client.get(f"/document/{WIRE.document.id}?as_of=2020-02-04").text
    assert "<strong>Corrected</strong>" not in then
    assert "The same story" in then
    assert "Harbour" not in then


def test_a_correction_tells_what_it_corrects(client: TestClient) -> None:
    page = client.get(f"/document/{RIGHT.document.id}").text
    assert page.count("<strong>Corrects</strong>") == 2
    told = client.get(f"/document/{RIGHT.document.id}.json").json()["story"]
    assert {one["document"]["name"]: one["relation"] for one in told["editions"]} == {
        "wire": "corrected",
        "courier": "corrected",
    }


def test_a_line_of_a_matter_tells_where_else_it_stands_and_what_it_puts_right(client: TestClient) -> None:
    (found,) = client.get("/matter/" + WIRE.entries[0].id + ".json").json()["history"]
    assert [one["doc"] for one in found["supersedes"]] == ["wire", "courier"]
    page = client.get("/matter/" + WIRE.entries[0].id).text
    assert "Puts right" in page
    then = client.get("/matter/" + WIRE.entries[0].id + "?as_of=2020-02-04").text
    assert "Also in" in then
    assert "Puts right" not in then
