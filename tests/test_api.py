"""The HTTP API: what it answers, problem details, ETags, and what is written with a token."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from asking import PLACE, SIGNED, TOKEN, Asleep, get, pages, problem
from cable import fill, key, record
from legation.ledger import Ledger
from legation.web import create_app

FIRST = key("signed", 1)


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    with Ledger.open(tmp_path / "cable.db", create=True) as ledger:
        fill(ledger)
    return create_app(tmp_path / "cable.db", token=TOKEN, working=Asleep)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url=PLACE, raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def ledger(app: FastAPI) -> Ledger:
    """That which the client asks about."""
    opened: Ledger = app.state.office.ledger
    return opened


def test_meetings_are_drawn_together_from_their_reports(client: TestClient) -> None:
    (visit,) = [one for one in get(client, "meetings?until=2021")["items"] if one["form"] == "visit"]
    assert len(visit["mentions"]) == 2


def test_parties_are_walked_by_their_codes(client: TestClient) -> None:
    assert [[one["code"] for one in page] for page in pages(client, "parties?limit=1")] == [["EST"], ["NOR"]]


def test_a_filter_narrows_as_on_the_pages(client: TestClient) -> None:
    assert {item["entry"]["stage"] for item in get(client, "entries?stage=done&stage=sought")["items"]} == {
        "done",
        "sought",
    }
    assert get(client, "counts?as_of=2020")["documents"] == 1
    assert get(client, f"matters/m{FIRST[1:]}?as_of=2020")["due"]["due"] == "2022-06"
    assert get(client, f"matters/m{FIRST[1:]}")["due"]["due"] == "2026"


def test_a_dossier_a_document_and_an_entry_are_given_whole(client: TestClient) -> None:
    assert get(client, "dossiers/NOR+EST")["of"]["documents"] == 5
    narrowed = get(client, "dossiers/NOR+EST?area=security")
    assert {matter["areas"][0] for rung in narrowed["matters"] for matter in rung["matters"]} == {"security"}
    assert client.get("/api/v1/dossiers/NOR?party=EST").status_code == 422
    (told, entries) = record()[0]
    given = get(client, f"documents/{told.id}")
    assert given["document"]["text"] == told.text
    assert [entry["id"] for entry in given["entries"]] == [entry.id for entry in entries]
    examined = get(client, f"entries/{FIRST}")
    assert examined["matter"] == f"m{FIRST[1:]}"
    assert examined["knew"] == []


def test_a_search_says_where_the_words_stand(client: TestClient) -> None:
    found = get(client, 'search?q="Frost Cable"')
    texts = {told.id: told.text for told, _ in record()}
    for hit in found["entries"]:
        for mark in hit["marks"]:
            assert "Frost Cable" in texts[hit["mention"]["document"]][mark["start"] : mark["end"]]
    for hit in found["documents"]:
        text = texts[hit["document"]["id"]]
        assert text[hit["start"] :].startswith(hit["piece"])
        assert all(text[mark["start"] : mark["end"]] == "Frost Cable" for mark in hit["marks"])


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/api/v1/nothing", 404, "nothing at this address"),
        ("/api/nothing", 404, "nothing at this address"),
        ("/api/v1/matters/m000000000000", 404, "no matter is called"),
        ("/api/v1/entries/nonsense", 404, "no entry is called"),
        ("/api/v1/decisions/d000000000000", 404, "nothing is called"),
        ("/api/v1/arrivals/99", 404, "99"),
        ("/api/v1/dossiers/XXX", 404, "holds nothing on"),
        ("/api/v1/documents?limit=0", 422, "limit"),
        ("/api/v1/documents?limit=201", 422, "limit"),
        ("/api/v1/documents?partie=NOR", 422, "partie"),
        ("/api/v1/documents?area=cheese", 422, "area"),
        ("/api/v1/documents?cursor=zzz", 422, "cursor"),
        ("/api/v1/documents?as_of=2021-02-30", 422, "as_of: '2021-02-30' is no date"),
        ("/api/v1/documents?q=a%00b", 422, "q"),
        ("/api/v1/search", 422, "q"),
    ],
)
def test_what_goes_wrong_is_a_problem_in_one_sentence(client: TestClient, path: str, status: int, said: str) -> None:
    told = problem(client.get(path), status)
    assert said in told["detail"][:1].lower() + told["detail"][1:]
    assert told["instance"] == path.partition("?")[0]


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", "decisions", "GET, HEAD, POST"),
        ("OPTIONS", "counts", "GET, HEAD"),
        ("POST", "counts", "GET, HEAD"),
        ("DELETE", "matters/merge", "POST"),
    ],
)
def test_what_cannot_be_done_says_what_can(client: TestClient, method: str, path: str, allow: str) -> None:
    answer = client.request(method, f"/api/v1/{path}", headers=SIGNED)
    problem(answer, 405)
    assert answer.headers["allow"] == allow


def test_a_bug_tells_no_traceback(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Ledger, "counts", lambda *_, **__: 1 / 0)
    assert "bug" in problem(client.get("/api/v1/counts"), 500)["detail"]


def test_a_host_that_is_not_ours_is_told_so_as_a_problem(client: TestClient) -> None:
    problem(client.get("/api/v1/counts", headers={"host": "evil.example"}), 400)


@pytest.mark.parametrize("text", [b'"\\ud800"', b'"a\\u0000b"', b'"\xff"'])
@pytest.mark.parametrize(
    "body",
    [
        b'{"verb": "reject", "entry": "%s", "why": TEXT}',
        b'{"verb": "correct", "entry": "%s", "changes": {"what": TEXT}}',
    ],
)
def test_what_is_no_text_is_refused_and_nothing_is_kept(
    client: TestClient, ledger: Ledger, body: bytes, text: bytes
) -> None:
    sent = (body % FIRST.encode()).replace(b"TEXT", text)
    answer = client.post("/api/v1/decisions", content=sent, headers=SIGNED | {"content-type": "application/json"})
    problem(answer, 400 if text == b'"\xff"' else 422)
    assert ledger.decisions() == ()


def test_more_than_can_be_taken_is_refused(client: TestClient) -> None:
    big = {"verb": "reject", "entry": FIRST, "why": "x" * 1_000_001}
    problem(client.post("/api/v1/decisions", json=big, headers=SIGNED), 413)


def test_what_one_has_is_not_sent_again(client: TestClient, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = client.get("/api/v1/matters?limit=1").headers["etag"]
    assert tag.startswith('W/"')
    assert client.get("/api/v1/matters?limit=2").headers["etag"] != tag
    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "walk", lambda *_, **__: 1 / 0)  # it is told before any work is done
        for had in (tag, f'"other", {tag}', tag.removeprefix("W/")):
            answer = client.get("/api/v1/matters?limit=1", headers={"if-none-match": had})
            assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    ledger.decide("reject", key("visit", 2), by="Ada")
    answer = client.get("/api/v1/matters?limit=1", headers={"if-none-match": tag})
    assert answer.status_code == 200
    assert answer.headers["etag"] != tag


def test_whatever_there_is_is_had_but_not_what_there_is_not(client: TestClient) -> None:
    anything = {"if-none-match": "*"}
    assert client.get("/api/v1/counts", headers=anything).status_code == 304
    problem(client.get("/api/v1/matters/m000000000000", headers=anything), 404)


def test_what_can_be_got_can_be_asked_for_its_headers(client: TestClient) -> None:
    got, head = client.get("/api/v1/counts"), client.head("/api/v1/counts")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == got.headers["etag"]
    assert head.headers["content-length"] == got.headers["content-length"]


@pytest.mark.parametrize(
    "headers", [{}, {"origin": PLACE, "sec-fetch-site": "same-origin"}, {"authorization": "Digest x"}]
)
def test_nothing_is_written_without_a_token(client: TestClient, ledger: Ledger, headers: dict[str, str]) -> None:
    answer = client.post("/api/v1/decisions", json={"verb": "accept", "entry": FIRST}, headers=headers)
    problem(answer, 401)
    assert "Bearer" in answer.headers["www-authenticate"]
    assert ledger.decisions() == ()


def test_a_wrong_token_is_told_how_to_sign_in(client: TestClient) -> None:
    answer = client.get("/api/v1/counts", headers={"authorization": "Bearer wrong"})
    problem(answer, 401)
    assert "Basic" in answer.headers["www-authenticate"]


def test_a_decision_is_taken_found_where_it_says_and_taken_back(client: TestClient) -> None:
    sent = {
        "verb": "correct",
        "entry": FIRST,
        "changes": {"stage": "agreed", "quantities": [{"value": 2, "unit": "km"}]},
    }
    answer = client.post("/api/v1/decisions", json=sent | {"why": "as was read", "knew": []}, auth=("any", TOKEN))
    assert answer.status_code == 201
    ruling = client.get(answer.headers["location"]).json()
    assert ruling == {"decision": answer.json(), "state": "in force"}
    assert get(client, f"entries/{FIRST}")["mention"]["entry"]["stage"] == "agreed"
    undone = client.post(f"{answer.headers['location']}/undo", headers=SIGNED)
    assert undone.status_code == 201
    assert client.get(answer.headers["location"]).json()["state"] == "undone"
    assert [one["decision"]["verb"] for page in pages(client, "decisions?limit=1") for one in page] == [
        "undo",
        "correct",
    ]
    assert get(client, f"history/{FIRST}")["events"][-2]["told"]["verb"] == "undo"


def test_the_second_of_two_is_told_what_was_decided_meanwhile(client: TestClient, ledger: Ledger) -> None:
    knew = get(client, f"entries/{FIRST}")["knew"]
    meanwhile = ledger.decide("reject", FIRST, by="Ada", why="a slip")
    answer = client.post("/api/v1/decisions", json={"verb": "accept", "entry": FIRST, "knew": knew}, headers=SIGNED)
    told = problem(answer, 409)
    assert told["type"] == "/api#overtaken"
    assert [decision["id"] for decision in told["decisions"]] == [meanwhile.id]
    assert len(ledger.decisions()) == 1


def test_what_cannot_stand_is_refused_with_its_reason(client: TestClient) -> None:
    sent = {"verb": "correct", "entry": FIRST, "changes": {"stage": "cheese"}}
    told = problem(client.post("/api/v1/decisions", json=sent, headers=SIGNED), 409)
    assert "nothing was kept" in told["detail"]


def test_an_entry_that_was_missed_is_added(client: TestClient) -> None:
    told = record()[1][0]
    start = told.text.index("put its cost")
    sent = {
        "document": told.id, "kind": "position", "start": start, "end": start + 20,
        "fields": {"by": ["NOR"], "toward": "the cost", "polarity": "concerned"},
    }  # fmt: skip
    answer = client.post("/api/v1/entries", json=sent, headers=SIGNED)
    assert answer.status_code == 201
    added = answer.json()["subject"]["entry"]
    assert added in {entry["id"] for entry in get(client, f"documents/{told.id}")["entries"]}


def test_matters_are_merged_and_split(client: TestClient, ledger: Ledger) -> None:
    cable, boats = f"m{FIRST[1:]}", f"m{key('signed', 4)[1:]}"
    merged = client.post("/api/v1/matters/merge", json={"matters": [cable, boats]}, headers=SIGNED)
    assert merged.status_code == 201, merged.text
    assert ledger.matter(boats).id == ledger.matter(cable).id
    entries = [key("signed", 4), key("visit", 4)]
    split = client.post(f"/api/v1/matters/{cable}/split", json={"entries": entries}, headers=SIGNED)
    assert split.status_code == 201, split.text
    apart = client.get(split.headers["location"]).json()
    assert {step["mention"]["entry"]["id"] for step in apart["history"]} == set(entries)


@pytest.mark.parametrize("as_json", [True, False])
def test_a_document_is_handed_in_and_waits_to_be_read(app: FastAPI, client: TestClient, as_json: bool) -> None:
    text = "OSLO, May 3 - Norway and Estonia opened the Frost Cable – at last."
    told = {"name": "2027-opened", "date": "2027-05-03", "source": "Fjord News"}
    if as_json:
        answer = client.post("/api/v1/documents", json=told | {"text": text}, headers=SIGNED)
    else:
        headers = SIGNED | {"content-type": "text/plain; charset=utf-8"}
        answer = client.post("/api/v1/documents", params=told, content=text.encode(), headers=headers)
    assert answer.status_code == 202
    arrival = client.get(answer.headers["location"]).json()
    assert {name: arrival[name] for name in told} == told
    assert arrival["state"] == "waiting"
    assert app.state.office.ledger.arrivals.raw(arrival["number"]) == text.encode()
    assert app.state.office.worker.woken == 1


@pytest.mark.parametrize(
    ("name", "kind", "media"),
    [
        ("a visit", "text/html; charset=utf-8", "text/html; charset=utf-8"),
        ("friday.zip", "application/octet-stream", "application/zip"),
        ("friday", "application/octet-stream", None),
    ],
)
def test_a_document_of_any_type_that_is_read_is_handed_in_as_it_is(
    app: FastAPI, client: TestClient, name: str, kind: str, media: str | None
) -> None:
    headers = SIGNED | {"content-type": kind}
    answer = client.post("/api/v1/documents", params={"name": name}, content=b"\x00\xff", headers=headers)
    assert answer.status_code == 202
    assert (answer.json()["name"], answer.json()["media"]) == (name, media)
    assert app.state.office.ledger.arrivals.raw(answer.json()["number"]) == b"\x00\xff"


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"\x89PNG", "image/png", 415),
        (b"{", "application/json", 422),
        (b'{"text": "\\ud800"}', "application/json", 422),
        (b'{"text": "a", "date": "0"}', "application/json", 422),
        (b'{"text": "a", "name": "a\\u0000b"}', "application/json", 422),
        (b'{"text": "a", "url": "http://example.org"}', "application/json", 422),
    ],
)
def test_what_is_no_document_is_not_taken(client: TestClient, content: bytes, kind: str, status: int) -> None:
    answer = client.post("/api/v1/documents", content=content, headers=SIGNED | {"content-type": kind})
    problem(answer, status)


def test_every_field_of_the_openapi_says_what_it_means(client: TestClient) -> None:
    told = get(client, "openapi.json")
    silent = [
        f"{name}.{field}"
        for name, schema in told["components"]["schemas"].items()
        for field, of in schema.get("properties", {}).items()
        if not of.get("description")
    ]
    assert silent == []
    operations = [operation for path in told["paths"].values() for operation in path.values()]
    assert all(operation["description"] for operation in operations)
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    unsaid = [
        f"{operation['operationId']} {one['name']}"
        for operation in operations
        for one in operation.get("parameters", ())
        if not one.get("description")
    ]
    assert unsaid == []


def test_the_reference_page_has_every_operation_with_an_example(client: TestClient) -> None:
    page = client.get("/api").text
    told = get(client, "openapi.json")
    for path, methods in told["paths"].items():
        for method in methods:
            assert f"<code>{method.upper()} /api{path}</code>" in page
    assert page.count("<pre") == sum(len(methods) for methods in told["paths"].values())
    assert not re.search(r"https?://(?!127\.0\.0\.1)", page)
    assert all(src.startswith("/static/") for src in re.findall(r"<script[^>]*?src=\"([^\"]*)\"", page))
