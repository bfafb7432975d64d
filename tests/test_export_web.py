"""Exports by the pages and the API: the same file as the command writes, for whoever may read."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient

from asking import PLACE, TOKEN, Asleep, problem
from cable import fill, key
from legation.exports import FORMATS
from legation.ledger import Ledger
from legation.web import create_app, exporting
from legation.web.api.exports import Exporting

CABLE = f"m{key('signed', 1)[1:]}"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("export") / "cable.db"
    with Ledger.open(path, create=True) as ledger:
        fill(ledger)
    with TestClient(create_app(path, token=TOKEN, working=Asleep), base_url=PLACE) as opened:
        yield opened


def entries(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [json.loads(line)["entry"]["id"] for line in answer.content.splitlines()]


@pytest.mark.parametrize("name", FORMATS)
def test_the_page_leads_to_a_file_of_every_format(name: str, client: TestClient) -> None:
    page = client.get("/export?party=NOR").text
    assert f'href="/export?party=NOR&amp;format={name}"' in page
    answer = client.get(f"/export?party=NOR&format={name}")
    assert answer.status_code == 200
    of = FORMATS[name]
    ending = ".zip" if of.tables else of.ending
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="legation-{name}-2')
    assert answer.headers["content-disposition"].endswith(f'{ending}"')
    assert answer.headers["content-type"].startswith("application/zip" if of.tables else of.media)
    assert int(answer.headers["content-length"]) == len(answer.content) > 0
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_zip_of_tables_has_them_all(client: TestClient) -> None:
    answer = client.get("/export?format=csv")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert "datapackage.json" in archive.namelist()
        assert json.loads(archive.read("datapackage.json"))["name"] == "legation-export"


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("/dossier/NOR+EST?area=energy", "/export?party=NOR&amp;party=EST&amp;area=energy"),
        (f"/matter/{CABLE}?as_of=2020", f"/export?as_of=2020&amp;matter={CABLE}"),
        ("/search?q=boats", "/export?q=boats"),
    ],
)
def test_a_view_leads_to_its_export(page: str, link: str, client: TestClient) -> None:
    assert f'<a href="{link}">Export</a>' in client.get(page).text
    assert client.get(link.replace("&amp;", "&")).status_code == 200


def test_what_is_asked_of_the_api_is_what_is_left(client: TestClient) -> None:
    address = "/api/v1/export?format=jsonl"
    assert len(entries(client.get(address))) == 18
    assert entries(client.get(f"{address}&q=boats&stage=done")) == [key("visit", 4)]
    assert entries(client.get(f"{address}&party=NOR&party=EST&as_of=2019&kind=figure")) == [
        key("signed", 3),
        key("signed", 5),
    ]
    assert set(entries(client.get(f"{address}&matter={CABLE}&as_of=2020"))) == {key("signed", n) for n in (1, 2, 3)}
    assert entries(client.get(f"{address}&since=2030")) == []


def test_the_api_gives_entries_or_every_table(client: TestClient) -> None:
    alone = client.get("/api/v1/export?format=parquet")
    assert pq.read_table(io.BytesIO(alone.content)).num_rows == 18
    whole = client.get("/api/v1/export?format=parquet&tables=true&texts=true")
    with zipfile.ZipFile(io.BytesIO(whole.content)) as archive:
        documents = pq.read_table(io.BytesIO(archive.read("documents.parquet")))
    assert "Frost Cable" in documents.column("text")[0].as_py()


def test_who_has_it_is_told_so_without_its_being_written(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = client.get("/api/v1/export?format=csv")
    monkeypatch.setattr("legation.web.api.exports.exported", None)
    again = client.get("/api/v1/export?format=csv", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("", 422),
        ("format=xlsx", 422),
        ("format=csv&colour=blue", 422),
        ("format=csv&since=soon", 422),
        ("format=csv&matter=m0", 404),
    ],
)
def test_what_cannot_be_asked_is_told_as_a_problem(asked: str, status: int, client: TestClient) -> None:
    problem(client.get(f"/api/v1/export?{asked}"), status)


def test_a_page_tells_what_cannot_be_asked(client: TestClient) -> None:
    for asked in ("format=xlsx", "matter=m000000000000", "format=csv&matter=m000000000000"):
        answer = client.get(f"/export?{asked}")
        assert answer.status_code == 404
        assert "Traceback" not in answer.text


def test_no_more_than_some_are_written_at_once(client: TestClient) -> None:
    turns = exporting._TURNS
    assert turns.acquire(blocking=False)
    assert turns.acquire(blocking=False)
    try:
        answer = client.get("/api/v1/export?format=csv")
        told = problem(answer, 503)
        assert told["detail"] == "Other exports are being written: ask again in a minute."
        assert answer.headers["retry-after"] == "60"
    finally:
        turns.release()
        turns.release()
    assert client.get("/api/v1/export?format=csv").status_code == 200


def test_a_full_disk_is_told_and_gives_the_turn_back(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(exporting, "_into", full)
        for _ in range(3):
            problem(client.get("/api/v1/export?format=csv"), 503)
    assert client.get("/api/v1/export?format=csv").status_code == 200


@pytest.mark.usefixtures("quick_passwords")
def test_on_a_shared_ledger_it_takes_a_reader(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "shared.db", create=True) as ledger:
        ledger.accounts.add("rita", "a cable under the sea", "reader")
        token = ledger.accounts.issue("rita", "test", "reader", 1)
    with TestClient(create_app(tmp_path / "shared.db", shared=True, working=Asleep), base_url=PLACE) as client:
        signed = {"authorization": f"Bearer {token}"}
        assert client.get("/api/v1/export?format=csv").status_code == 401
        assert client.get("/export?format=csv", follow_redirects=False).status_code == 303
        assert client.get("/api/v1/export?format=csv", headers=signed).status_code == 200
        assert client.get("/export?format=csv", headers=signed).status_code == 200


def test_the_api_knows_every_format() -> None:
    assert set(Exporting.model_json_schema()["properties"]["format"]["enum"]) == set(FORMATS)
