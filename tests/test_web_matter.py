"""The page of a matter: merged and split by those who may, and its charts as CSV."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from cable import fill, key
from legation.ledger import Ledger
from legation.nouns import Matter, Step
from legation.web import create_app
from legation.web.rooms.matter import told_less
from posting import HOME, token

SIGNED = f"m{key('signed', 1)[1:]}"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "cable.db"
    with Ledger.open(path, create=True) as ledger:
        fill(ledger)
    return path


@pytest.fixture
def client(kept: Path) -> Iterator[TestClient]:
    with TestClient(create_app(kept), base_url="http://127.0.0.1:8765") as opened:
        yield opened


def send(client: TestClient, path: str, fields: dict[str, str | list[str]]) -> str:
    answer = client.post(path, data={"token": token(client)} | fields, headers=HOME)
    assert answer.status_code == 200, answer.text
    return answer.text


def ids(client: TestClient, matter: str) -> list[str]:
    return [step["mention"]["entry"]["id"] for step in client.get(f"/matter/{matter}.json").json()["history"]]


def others(client: TestClient) -> list[str]:
    rungs = client.get("/dossier/NOR+EST.json").json()["matters"]
    return [matter["id"] for rung in rungs for matter in rung["matters"] if matter["id"] != SIGNED]


def test_two_matters_that_an_editor_merges_are_one(client: TestClient) -> None:
    other = others(client)[0]
    both = set(ids(client, SIGNED)) | set(ids(client, other))
    page = send(client, f"/matter/{SIGNED}/merge", {"with": ["", other], "why": "one cable"})
    assert "One matter: " in page
    assert set(ids(client, SIGNED)) == both
    assert set(ids(client, other)) == both


def test_a_merging_is_taken_back_by_the_button_beside_what_is_told_of_it(client: TestClient) -> None:
    other = others(client)[0]
    before = ids(client, SIGNED)
    page = send(client, f"/matter/{SIGNED}/merge", {"with": [other]})
    decision = re.findall(r'name="decision" value="(d[0-9a-f]+)"', page)[0]
    send(client, "/review/undo", {"decision": decision, "next": f"/matter/{SIGNED}"})
    assert ids(client, SIGNED) == before


def test_lines_that_are_split_off_become_a_matter_of_their_own(client: TestClient) -> None:
    before = ids(client, SIGNED)
    gone = before[-1]
    send(client, f"/matter/{SIGNED}/split", {"entry": [gone], "why": "another cable"})
    assert ids(client, SIGNED) == before[:-1]
    assert ids(client, f"m{gone[1:]}") == [gone]


def test_choosing_nothing_is_answered_in_a_sentence_and_changes_nothing(client: TestClient) -> None:
    for do, sentence in (("merge", "No matter was named"), ("split", "No line was chosen")):
        answer = client.post(f"/matter/{SIGNED}/{do}", data={"token": token(client)}, headers=HOME)
        assert answer.status_code == 409
        assert sentence in answer.text
    assert len(ids(client, SIGNED)) == 4


def test_as_of_a_day_nothing_can_be_decided(client: TestClient) -> None:
    assert "not of this matter" in client.get(f"/matter/{SIGNED}").text
    shown = client.get(f"/matter/{SIGNED}?as_of=2021").text
    assert "not of this matter" not in shown
    assert "Merge it with" not in shown


def test_each_chart_of_the_page_leads_to_its_rows_as_csv(client: TestClient) -> None:
    page = client.get(f"/matter/{SIGNED}").text
    found = re.findall(r'href="([^"]+\.csv[^"]*)"', page)
    assert found
    for address in found:
        answer = client.get(address.replace("&amp;", "&"))
        assert answer.headers["content-type"].startswith("text/csv")
        assert "/document/" in answer.text


def test_a_chart_that_is_not_there_is_said_to_be_no_page(client: TestClient) -> None:
    assert client.get(f"/matter/{SIGNED}/none.csv").status_code == 404
    assert client.get("/dossier/NOR+EST/none.csv").status_code == 404


def test_an_address_that_cannot_be_read_is_answered_in_a_sentence(client: TestClient) -> None:
    answer = client.get(f"/matter/{SIGNED}?took=many")
    assert answer.status_code == 400
    assert "cannot be read at" in answer.text


def test_of_a_long_history_only_lines_that_told_nothing_new_are_folded(client: TestClient, kept: Path) -> None:
    with Ledger.open(kept) as ledger:
        found = ledger.matter(SIGNED)
    first, last = found.history[0], found.history[-1]

    def told_again(entry: str) -> Step:
        mention = last.mention.model_copy(update={"entry": last.mention.entry.model_copy(update={"id": entry})})
        return last.model_copy(update={"moved": False, "mention": mention})

    def long(number: int) -> Matter:
        between = [told_again(f"e{n:012x}") for n in range(number)]
        moving = first.model_copy(update={"moved": True})
        return found.model_copy(update={"history": (told_again("efirst"), *between, moving, told_again("elast"))})

    assert told_less(long(30)) == {f"e{n:012x}" for n in range(30)}
    assert told_less(long(6)) == frozenset()
    assert "Show all" not in client.get(f"/matter/{SIGNED}").text
