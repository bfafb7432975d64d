"""The search page: what it finds, narrows and keeps."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from cable import fill, key
from legation.ledger import Ledger
from legation.web import create_app
from posting import HOME, token


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Ledger.open(tmp_path / "cable.db", create=True) as ledger:
        fill(ledger)
    return tmp_path / "cable.db"


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(path), base_url="http://127.0.0.1:8765", follow_redirects=False) as opened:
        yield opened


def send(client: TestClient, address: str, **fields: str) -> str:
    """Send a form of the search page; where it leads to."""
    answer = client.post(address, data={"token": token(client), **fields}, headers=HOME)
    assert answer.status_code == 303
    return answer.headers["location"]


def kept(client: TestClient) -> list[str]:
    return [
        unescape(one)
        for one in re.findall(r'<li>\s*<p><a href="/search[^"]*"><bdi>(.*?)</bdi>', client.get("/search").text)
    ]


def test_a_hit_leads_to_its_sentence_and_marks_the_words(client: TestClient) -> None:
    page = client.get("/search?q=worried+storms").text
    words = re.search(r'href="(/document/[^"#]+)#(e[0-9a-f]{12})">(Estonia was [^\n]*)</a>', page)
    assert words is not None
    assert words[2] == key("visit", 6)
    assert words[3] == "Estonia was <mark>worried</mark> about <mark>storms</mark> on the cable&#39;s route"
    assert f'id="{words[2]}"' in client.get(unescape(words[1])).text


def test_a_hit_in_a_document_leads_to_its_words(client: TestClient) -> None:
    page = unescape(client.get("/search?q=economy").text)
    assert "#:~:text=talks%20with%20Estonian-,economy&text=economy" in page
    page = unescape(client.get("/search?q=flipped").text)
    assert "<mark>flipped</mark>" in page
    assert "-,flipped&text=flipped" in page


def test_what_was_found_is_text_and_never_markup(client: TestClient) -> None:
    page = client.get("/search?q=feast+OR+alert").text
    assert "&lt;b&gt;&#34;the <mark>feast</mark>&#34;&lt;/b&gt;" in page
    assert "&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt;" in page
    assert "⟦U+202E⟧" in page
    assert "\u202e" not in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "typed", ['"><script>alert(1)</script>', "'; --", "{{ 7*7 }} cable", "\u202ecable", "cable\x00"]
)
def test_what_is_typed_is_text_and_never_markup(client: TestClient, typed: str) -> None:
    answer = client.get("/search", params={"q": typed})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "\u202e" not in answer.text


def test_signs_alone_are_answered_with_what_to_type(client: TestClient) -> None:
    answer = client.get("/search?q=%22")
    assert answer.status_code == 200
    assert "There is no word to search for" in answer.text
    assert "How to search" in client.get("/search").text


def facets(page: str) -> dict[str, str]:
    """Addresses of the facets, by name; those chosen with a cross before it."""
    found = re.findall(r'<li><a href="([^"]*)"( class="chosen")?>.*?<bdi>(.*?)</bdi>', page)
    return {f"{'✕' if chosen else ''}{name}": unescape(address) for address, chosen, name in found}


def test_a_facet_adds_a_filter_and_takes_it_away_again(client: TestClient) -> None:
    start = facets(client.get("/search?q=cable").text)
    assert start["figure"] == "/search?kind=figure&q=cable"
    assert start["2019"] == "/search?since=2019&until=2019&q=cable"
    assert start["Norway"] == "/search?party=NOR&q=cable"
    one = client.get(start["figure"]).text
    assert facets(one)["✕figure"] == "/search?q=cable"
    assert facets(one)["commitment"] == "/search?kind=commitment&kind=figure&q=cable"
    assert "with any of them, documents are not searched" in one
    assert facets(client.get(start["2019"]).text)["✕2019"] == "/search?q=cable"
    assert facets(client.get(start["Norway"]).text)["✕Norway"] == "/search?q=cable"


def test_a_filter_that_finds_nothing_can_be_taken_away(client: TestClient) -> None:
    page = client.get("/search?q=cable&kind=meeting&party=Iceland&since=2019-03&until=2020").text
    assert {"✕meeting", "✕Iceland", "✕2019-03 – 2020"} <= set(facets(page))


def test_the_number_beside_a_facet_is_that_of_its_hits(client: TestClient) -> None:
    counts = client.get("/search.json?q=cable").json()["facets"]["kinds"]
    for kind, count in counts.items():
        assert client.get(f"/search.json?q=cable&kind={kind}").json()["of"]["entries"] == count


def test_later_knowledge_is_not_found(client: TestClient) -> None:
    told = client.get("/search.json?q=cable&as_of=2020").json()
    assert {hit["doc"] for hit in told["hits"]} == {"2019-signed"}
    assert set(told["facets"]["years"]) == {"2019"}


@pytest.mark.parametrize("number", ["0", "26", "x", "-1"])
def test_pages_that_nobody_can_come_to_are_refused_in_a_sentence(client: TestClient, number: str) -> None:
    assert client.get(f"/search?q=cable&page={number}").status_code == 400


def test_more_is_on_the_next_page_and_the_filter_with_it(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legation.web.rooms.search._EACH", 2)
    first = client.get("/search?q=cable&party=NOR").text
    more = re.search(r'href="([^"]*)" rel="next"', first)
    assert more is not None
    assert unescape(more[1]) == "/search?party=NOR&q=cable&page=2"
    second = client.get(unescape(more[1])).text
    sentences = [set(re.findall(r"#(e[0-9a-f]{12})", page)) for page in (first, second)]
    assert len(sentences[0]) == len(sentences[1]) == 2
    assert not sentences[0] & sentences[1]
    assert 'href="/search?party=NOR&amp;q=cable" rel="prev"' in second


def test_a_search_is_saved_under_a_title_of_its_own_words(client: TestClient) -> None:
    assert send(client, "/search/save", query="q=cable&party=NOR&since=2019") == "/search?party=NOR&since=2019&q=cable"
    assert kept(client) == ["cable · Norway, from 2019"]
    assert (
        'Saved as <a href="#saved"><bdi>cable · Norway, from 2019</bdi>'
        in client.get("/search?since=2019&q=cable&party=Norway").text
    )


def test_a_saved_search_is_renamed_and_removed(client: TestClient) -> None:
    send(client, "/search/save", query="q=cable", title='<b>"Cables"</b>')
    assert kept(client) == ['<b>"Cables"</b>']
    number = re.search(r'name="number" value="(\d+)"', client.get("/search").text)
    assert number is not None
    assert send(client, "/search/rename", number=number[1], title="Under the sea", next="/search?q=cable") == (
        "/search?q=cable#saved"
    )
    assert kept(client) == ["Under the sea"]
    send(client, "/search/rename", number=number[1], title=" ")
    assert kept(client) == ["Under the sea"]
    send(client, "/search/remove", number=number[1], next="https://evil.example/")
    assert kept(client) == []


@pytest.mark.parametrize(
    ("address", "fields", "status"),
    [
        ("/search/save", {"query": ""}, 400),
        ("/search/save", {"query": "q=cable&kind=rumour"}, 400),
        ("/search/remove", {"number": "1"}, 404),
        ("/search/remove", {"number": "१"}, 400),
        ("/search/rename", {"number": "9" * 30, "title": "x"}, 400),
    ],
)
def test_what_cannot_be_kept_is_said(client: TestClient, address: str, fields: dict[str, str], status: int) -> None:
    answer = client.post(address, data={"token": token(client), **fields}, headers=HOME)
    assert answer.status_code == status
    assert "This cannot be shown" in answer.text


def test_the_search_field_keeps_the_filter(client: TestClient) -> None:
    page = client.get("/search?q=cable&party=NOR&kind=figure&as_of=2022").text
    form = page.partition('class="find"')[2].partition("</form>")[0]
    assert set(re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', form)) == {
        ("party", "NOR"), ("kind", "figure"), ("as_of", "2022")
    }  # fmt: skip
