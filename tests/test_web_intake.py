"""Taking in by the page: what is handed in, how far it has come, and what failed."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from cable import HOSTILE, SIGNED, VISIT
from legation.accounts import Person
from legation.arrivals.worker import Worker
from legation.intake import LIMIT
from legation.ledger import Ledger
from legation.ledger.keeping.preferences import OFFICE
from legation.web import access, create_app
from posting import HOME, token
from test_arrivals_worker import ByHand, _never

PAGE = "/take-in"


class Still(Worker):
    """A worker that reads when the test says so."""

    def start(self) -> None:
        pass

    def wake(self) -> None:
        pass


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    Ledger.open(tmp_path / "legation.db", create=True).close()
    return create_app(tmp_path / "legation.db", working=lambda ledger: Still(ledger, opening=ByHand, fetching=_never))


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url="http://127.0.0.1:8765", headers=HOME, follow_redirects=False) as opened:
        yield opened


def _ledger(app: FastAPI) -> Ledger:
    found: Ledger = app.state.office.ledger
    return found


def _work_off(app: FastAPI) -> None:
    app.state.office.worker.work_off()


def _post(client: TestClient, to: str = PAGE, files: object = None, **fields: str) -> tuple[int, str]:
    answer = client.post(to, data={"token": token(client, PAGE), **fields}, files=files)  # type: ignore[arg-type]
    return answer.status_code, answer.headers.get("location", answer.text)


def _sent(*files: tuple[str, bytes]) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", file) for file in files]


def test_several_files_are_handed_in_at_once_and_kept_as_documents(app: FastAPI, client: TestClient) -> None:
    files = _sent(("visit.txt", VISIT.encode()), ("C:\\desk\\signed.2019.txt", SIGNED.encode()))
    assert _post(client, files=files, date="2021-10-05", source=" Baltic Wire ") == (303, "/take-in#progress")
    assert "2 documents yet to be read" in client.get(PAGE).text
    _work_off(app)
    shown = client.get(PAGE).text
    assert "Nothing waits to be read" in shown
    kept = _ledger(app).document("visit").document
    assert (kept.date, kept.source) == ("2021-10-05", "Baltic Wire")
    assert f'href="/document/{kept.id}"' in shown
    assert _ledger(app).document("signed.2019").document.text == SIGNED


def test_a_file_of_several_stories_is_kept_as_the_documents_in_it(app: FastAPI, client: TestClient) -> None:
    stories = "".join(f"{json.dumps({'id': name, 'text': text})}\n" for name, text in (("a", VISIT), ("b", SIGNED)))
    assert 'accept=".txt,' in client.get(PAGE).text
    _post(client, files=_sent(("stories.jsonl", stories.encode())), source="Baltic Wire")
    _work_off(app)
    assert "2 documents in it, 2 entries" in client.get(PAGE).text
    assert _ledger(app).document("b").document.source == "Baltic Wire"


def test_a_text_is_pasted_with_its_title_or_under_its_first_line(app: FastAPI, client: TestClient) -> None:
    assert _post(client, text=VISIT, title="A visit", date="2021-10-05")[0] == 303
    assert _post(client, text=f"\n {SIGNED}")[0] == 303
    assert [each.name for each in _ledger(app).arrivals.recent()] == [SIGNED.split("\n")[0], "A visit"]
    _work_off(app)
    assert _ledger(app).document("A visit").document.text.split() == VISIT.split()


def test_what_failed_is_listed_with_its_reason_and_can_be_tried_again_or_struck_off(
    app: FastAPI, client: TestClient
) -> None:
    _post(client, files=_sent(("scan.txt", b"\x89PNG"), ("blank.txt", b" "), ("visit.txt", VISIT.encode())))
    _work_off(app)
    found = client.get(f"{PAGE}.json").json()
    assert [(each["name"], each["again"]) for each in found["failed"]] == [("blank", True), ("scan", True)]
    assert [each["name"] for each in found["others"]] == ["visit"]
    shown = client.get(PAGE).text
    assert "scan: a PNG picture, which is not read" in shown
    scan = found["failed"][1]["number"]
    assert _post(client, f"{PAGE}/retry", number=str(scan)) == (303, "/take-in#progress")
    assert client.get(f"{PAGE}.json").json()["waiting"] == 1
    _work_off(app)
    assert _post(client, f"{PAGE}/retry")[0] == 303
    assert client.get(f"{PAGE}.json").json()["waiting"] == 2
    _work_off(app)
    assert _post(client, f"{PAGE}/forget", number=str(scan))[0] == 303
    assert [each["name"] for each in client.get(f"{PAGE}.json").json()["failed"]] == ["blank"]


@pytest.mark.parametrize("number", ["99", "x", "-1", "٣", "9" * 30])
def test_a_number_that_nothing_has_is_answered_in_a_sentence(client: TestClient, number: str) -> None:
    for to in ("retry", "forget"):
        status, said = _post(client, f"{PAGE}/{to}", number=number)
        assert status == 404
        assert "Nothing that was handed in has the number" in said


def test_one_file_that_is_too_large_says_so_and_the_others_are_taken(app: FastAPI, client: TestClient) -> None:
    _post(client, files=_sent(("archive.txt", bytes(LIMIT + 1)), ("visit.txt", VISIT.encode())))
    shown = client.get(PAGE).text
    assert "archive: 20.0 MB, and the limit for one document is 20 MB" in shown
    assert "Try archive again" not in shown
    assert "Strike archive off the list" in shown
    _work_off(app)
    assert _ledger(app).document("visit")


def test_more_files_than_are_taken_at_once_are_refused_in_a_sentence(app: FastAPI, client: TestClient) -> None:
    status, said = _post(client, files=_sent(*((f"{n}.txt", b"x") for n in range(101))))
    assert status == 400
    assert "Maximum number of files is 100" in said
    assert _ledger(app).arrivals.recent() == ()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Nothing was handed in: choose files, paste a text, or give an address."),
        ({"text": " \n "}, "Nothing was handed in"),
        ({"text": "Norway", "date": "2021-02-30"}, "&#39;2021-02-30&#39; is no day of the calendar"),
        ({"text": "Norway", "date": "<b>"}, "is no day of the calendar"),
        ({"url": "https://wire.example/a.txt"}, "Fetching is switched off"),
    ],
)
def test_what_cannot_be_taken_in_is_said_and_what_was_typed_is_not_lost(
    app: FastAPI, client: TestClient, fields: dict[str, str], says: str
) -> None:
    status, said = _post(client, title="A <title>", source="Fjord & Co", **fields)
    assert status == 400
    assert says in said
    assert 'value="A &lt;title&gt;"' in said
    assert 'value="Fjord &amp; Co"' in said
    assert fields.get("text", "").strip() in said
    assert "<b>" not in said
    assert _ledger(app).arrivals.recent() == ()


def test_a_url_is_taken_only_where_the_office_fetches_and_never_one_that_may_not_be_fetched(
    app: FastAPI, client: TestClient
) -> None:
    closed = client.get(PAGE).text
    assert re.search(r'<input id="url"[^>]* disabled>', closed)
    assert "Fetching is switched off: nothing here asks another machine for anything" in closed
    _ledger(app).preferences.set(OFFICE, "fetching", "on")
    assert not re.search(r'<input id="url"[^>]* disabled>', client.get(PAGE).text)
    assert _post(client, url="https://wire.example/a.txt")[0] == 303
    (told,) = _ledger(app).arrivals.recent()
    assert (told.name, told.url) == ("https://wire.example/a.txt", "https://wire.example/a.txt")
    for url in ("http://127.1/", "ftp://wire.example/", "https://mara:secret@wire.example/"):
        status, said = _post(client, url=url)
        assert status == 400, url
        assert "Nothing was taken in" in said
    assert len(_ledger(app).arrivals.recent()) == 1


def test_hostile_names_and_reasons_are_shown_as_text(app: FastAPI, client: TestClient) -> None:
    name = "<script>alert(1)</script>\u202egpj"
    _ledger(app).arrivals.hand_in(name, b"\x89PNG", source="<i>", who="<b>Mara</b>")
    _ledger(app).arrivals.hand_in(name, HOSTILE.encode(), who="<b>Mara</b>")
    for _ in range(2):
        shown = client.get(PAGE).text
        assert "<script>" not in shown
        assert "<b>" not in shown
        assert "\u202e" not in shown
        assert "&lt;script&gt;" in shown
        _work_off(app)


def test_a_reader_sees_how_far_things_have_come_and_hands_nothing_in(
    app: FastAPI, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    _post(client, files=_sent(("scan.txt", b"\x89PNG")))
    _work_off(app)
    monkeypatch.setattr(access, "_person", lambda *_: Person("Iván", "analyst"))
    shown = client.get(PAGE).text
    assert "scan: a PNG picture" in shown
    assert "<textarea" not in shown
    assert "Try scan again" not in shown
    for to in (PAGE, f"{PAGE}/retry", f"{PAGE}/forget"):
        assert client.post(to, data={"token": "x"}).status_code == 403


def test_a_form_of_an_earlier_run_hands_nothing_in(app: FastAPI, client: TestClient) -> None:
    answer = client.post(PAGE, data={"token": "old", "text": VISIT})
    assert answer.status_code == 403
    assert _ledger(app).arrivals.recent() == ()


def test_each_that_waits_says_how_many_come_before_it(client: TestClient) -> None:
    for _ in range(3):
        _post(client, text=VISIT)
    shown = client.get(PAGE).text
    assert shown.index("2 documents before it") < shown.index("1 document before it") < shown.index("next</small>")
    assert 'data-waiting="3"' in shown
