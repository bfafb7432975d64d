"""The web application: pages and their JSON, and what it refuses."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from cable import BOTH, HOSTILE, fill, key, record
from legation.errors import LegationError, NotALedger
from legation.ledger import Ledger
from legation.web import create_app, serve
from postgresql import LocalServer

PAGES = (
    "/", "/dossiers", "/documents", "/dossier/NOR+EST", f"/matter/m{key('signed', 1)[1:]}", "/document/2021-visit",
    "/search", "/search?q=cable", "/log", "/log/2021-visit", "/help", "/review", "/review/agreement",
    "/network", "/calendar", "/calendar/2021-10", "/calendar/2021-10-05",
)  # fmt: skip


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "cable.db"
    with Ledger.open(path, create=True) as ledger:
        fill(ledger)
    return path


@pytest.fixture(scope="module")
def client(kept: Path) -> Iterator[TestClient]:
    with TestClient(create_app(kept), base_url="http://127.0.0.1:8765", follow_redirects=False) as opened:
        yield opened


def without_ours(page: str) -> str:
    """Leave out scripts of ours by address, and the data of charts, of which no character can end it."""
    page = re.sub(r'<script type="module" src="/static/[a-z]+\.js"></script>', "", page)
    return re.sub(r'<script type="application/json">[^<]*</script>', "", page)


@pytest.mark.parametrize("page", PAGES)
def test_each_page_has_its_json_beside_it(client: TestClient, page: str) -> None:
    shown = client.get(page)
    beside = re.search(r'<a href="([^"]+)">this page as JSON</a>', shown.text)
    assert shown.status_code == 200
    assert beside is not None
    assert client.get(beside[1]).json()


@pytest.mark.parametrize("page", PAGES)
def test_each_page_keeps_to_itself(client: TestClient, page: str) -> None:
    answer = client.get(page)
    assert answer.headers["content-security-policy"].startswith(
        "default-src 'none'; script-src 'self'; style-src 'self'; "
    )
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert not re.search(r"<script|\sstyle=|\son[a-z]+=|https?://", without_ours(answer.text))


@pytest.mark.parametrize("page", PAGES)
def test_each_link_of_each_page_leads_somewhere(client: TestClient, page: str) -> None:
    for link in set(re.findall(r'href="(/[^"#]*)', without_ours(client.get(page).text))):
        assert client.get(link.replace("&amp;", "&")).status_code in {200, 303}, link


@pytest.mark.parametrize("page", ["/dossier/NOR+EST", f"/matter/m{key('signed', 1)[1:]}"])
def test_each_link_to_a_sentence_has_the_sentence_at_its_end(client: TestClient, page: str) -> None:
    sentences = set(re.findall(r'href="(/document/[^"#]+)#(e[0-9a-f]+)"', client.get(page).text))
    assert len(sentences) > 3
    for address, anchor in sentences:
        assert f'id="{anchor}"' in client.get(address).text


def test_every_entry_of_a_document_is_marked_and_listed(client: TestClient) -> None:
    for document, entries in record():
        page = client.get(f"/document/{document.id}").text
        for entry in entries:
            assert page.count(f'id="{entry.id}"') == 1
            assert page.count(f'id="about-{entry.id}"') == 1


def test_the_as_of_date_is_kept_in_every_link_of_a_page(client: TestClient) -> None:
    page = client.get("/dossier/NOR+EST?as_of=2020").text
    links = [link for link in re.findall(r'href="(/[^"]*)"', page) if not link.startswith("/static")]
    without = {link for link in links if "as_of=2020" not in link}
    # "show all that is known" and "clear the filter"; a step to the reports before and after
    steps = {f"/dossier/NOR+EST?as_of={day}" for day in ("2019-03-14", "2021-10-05")}
    # what is followed is what becomes known from now on
    assert without == {"/dossier/NOR+EST", "/feed/dossier/NOR+EST.atom"} | steps
    assert "2021-visit" not in page


def test_a_document_published_later_is_not_there_as_of_a_date(client: TestClient) -> None:
    answer = client.get("/document/2023-late?as_of=2021")
    assert answer.status_code == 404
    assert "No document is called" in answer.text
    assert 'href="/?as_of=2021"' in answer.text


def test_a_date_that_is_none_is_refused_in_one_sentence(client: TestClient) -> None:
    answer = client.get("/?as_of=yesterday")
    assert answer.status_code == 400
    assert "write a day, a month or a year" in answer.text
    assert client.get("/index.json?as_of=2021-13").json()["error"].startswith("'2021-13' is no date")


@pytest.mark.parametrize(
    "page", ["/matter/m000000000000", "/document/none", "/dossier/FJI+PER", "/nowhere", "/dossier/", "/static/none.css"]
)
def test_what_is_not_there_is_said_in_one_sentence(client: TestClient, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 404
    assert answer.text.count('class="lead"') == 1
    assert client.get(f"{page}.json").status_code == 404


def test_asking_by_name_leads_to_the_dossier_of_the_codes(client: TestClient) -> None:
    answer = client.get("/dossier", params={"of": ["norway", "Estonia"], "as_of": "2020"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/dossier/NOR+EST?as_of=2020"


def test_asking_for_no_party_is_answered_in_one_sentence(client: TestClient) -> None:
    asked = client.get("/dossier", params={"of": ["", " "]}, follow_redirects=True)
    assert asked.status_code == 404
    assert "needs at least one party" in asked.text


def test_a_name_cannot_lead_to_another_host(client: TestClient) -> None:
    answer = client.get("/dossier", params={"of": "/evil.example\r\nSet-Cookie: a=b"})
    assert answer.headers["location"].startswith("/dossier/%2Fevil.example%0D%0A")


def test_text_of_a_document_is_never_markup_or_a_template(client: TestClient) -> None:
    hostile = next(document for document, _ in record() if document.text == HOSTILE)
    for page in ("/", "/documents", "/dossier/NOR+EST", f"/document/{hostile.id}", f"/matter/m{key('hostile', 2)[1:]}"):
        shown = without_ours(client.get(page).text)
        assert "<script" not in shown
        assert "<b>" not in shown
        assert "<i>" not in shown
        assert not set(shown) & set("\u202e\u202c\u200b\x1b")
    assert "{{ 7*7 }}" in client.get(f"/document/{hostile.id}").text


def test_a_hostile_address_is_shown_as_text(client: TestClient) -> None:
    answer = client.get("/matter/%3Cscript%3E%E2%80%AE")
    assert answer.status_code == 404
    assert "<script" not in without_ours(answer.text)
    assert "\u202e" not in answer.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])
def test_a_page_is_got_or_posted_to_and_nothing_else(client: TestClient, method: str) -> None:
    assert client.request(method, "/").status_code == 405


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", ""])
def test_a_foreign_host_name_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8765", "[::1]", "[::1]:8765", "LOCALHOST:1"])
def test_the_names_of_this_machine_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


def test_the_host_that_was_asked_for_is_answered(kept: Path) -> None:
    with TestClient(create_app(kept, hosts=["Desk.example"]), base_url="http://desk.example") as client:
        assert client.get("/").status_code == 200


def test_an_empty_ledger_says_how_to_begin(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "empty.db", create=True).close()
    with TestClient(create_app(tmp_path / "empty.db"), base_url="http://127.0.0.1") as client:
        assert "legation add" in client.get("/").text
        assert client.get("/documents").status_code == 200


def test_a_document_that_puts_nothing_on_the_record_says_so(tmp_path: Path) -> None:
    document, _ = record()[0]
    with Ledger.open(tmp_path / "one.db", create=True) as ledger:
        ledger.add(document, (), reader="hand/1", raw=document.text.encode())
    with TestClient(create_app(tmp_path / "one.db"), base_url="http://127.0.0.1") as client:
        assert "puts nothing on the record" in client.get(f"/document/{document.id}").text


def test_a_document_is_answered_by_name_as_by_id(client: TestClient) -> None:
    document, _ = record()[0]
    assert client.get("/document/2019-signed.json").json() == client.get(f"/document/{document.id}.json").json()


def test_a_dossier_as_json_holds_what_the_page_shows(client: TestClient) -> None:
    found = client.get("/dossier/NOR+EST.json").json()
    assert tuple(found["parties"]) == BOTH
    assert [rung["stage"] for rung in found["matters"]] == ["sought", "signed", "underway", "done"]


def test_a_file_that_is_no_ledger_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a ledger")
    with pytest.raises(NotALedger):
        create_app(tmp_path / "notes.txt")


def test_a_port_that_is_taken_is_said_in_one_sentence(kept: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(LegationError, match=f"cannot listen on 127.0.0.1 port {port} .*: choose another"):
            serve(str(kept), "127.0.0.1", port)


def test_the_filter_narrows_a_dossier_and_keeps_to_it_in_its_links(client: TestClient) -> None:
    whole = client.get("/dossier/NOR+EST.json").json()
    found = client.get("/dossier/NOR+EST.json?stage=signed").json()
    assert [rung["stage"] for rung in found["matters"]] == ["signed"]
    assert found["of"] == whole["of"]
    page = client.get("/dossier/NOR+EST?stage=signed").text
    assert "what the filter leaves" in page
    assert 'href="/?stage=signed"' in page


def test_a_party_of_the_filter_has_to_be_involved_as_well(client: TestClient) -> None:
    assert client.get("/dossier/NOR.json?party=estonia").json()["parties"] == ["NOR", "EST"]


@pytest.mark.parametrize("query", ["area=sea", "stage=Done&stage=doing", "kind=x", "since=soon", "until=2021-13"])
def test_a_filter_that_cannot_be_is_refused_in_one_sentence(client: TestClient, query: str) -> None:
    answer = client.get(f"/documents?{query}")
    assert answer.status_code == 400
    assert answer.text.count('class="lead"') == 1


def test_the_list_of_documents_is_narrowed_by_words(client: TestClient) -> None:
    every = client.get("/documents.json").json()
    found = client.get("/documents.json?q=storms").json()
    assert 0 < len(found["documents"]) < len(every["documents"])
    assert found["of"] == every["of"]


def test_each_page_is_answered_from_a_ledger_on_a_server(server: LocalServer) -> None:
    place = server.new_ledger()
    with Ledger.open(place, create=True) as ledger:
        fill(ledger)
    with TestClient(create_app(place), base_url="http://127.0.0.1:8765") as client:
        for page in PAGES:
            assert client.get(page).status_code == 200, page
