"""Feeds: Atom that any reader takes, of a search, a dossier and a matter."""

import base64
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from cable import fill, key
from legation.briefing.feed import Feed, Item, atom
from legation.briefing.visible import one_line, visible
from legation.ledger import Ledger
from legation.web import create_app

NS = {"a": "http://www.w3.org/2005/Atom"}
BASE = "http://127.0.0.1:8765"
MATTER = f"/matter/m{key('signed', 1)[1:]}"
FEEDS = ("/feed/search.atom?q=cable", "/feed/search.atom", "/feed/dossier/NOR+EST.atom", f"/feed{MATTER}.atom")
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("feeds") / "cable.db"
    with Ledger.open(path, create=True) as ledger:
        fill(ledger)
    with TestClient(create_app(path), base_url=BASE, follow_redirects=False) as opened:
        yield opened


def read(client: TestClient, address: str) -> ET.Element:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return parse(answer.content)


def parse(written: bytes) -> ET.Element:
    return ET.fromstring(written)  # noqa: S314 - our own, and what it would not take is to fail


def texts(feed: ET.Element, path: str) -> list[str]:
    return [found.text or "" for found in feed.findall(path, NS)]


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_has_what_rfc_4287_asks_for(client: TestClient, address: str) -> None:
    feed = read(client, address)
    assert feed.tag == f"{{{NS['a']}}}feed"
    own = feed.find("a:link[@rel='self']", NS)
    assert own is not None
    assert own.get("href") == BASE + address
    entries = feed.findall("a:entry", NS)
    assert entries
    for each in (feed, *entries):
        for once in ("id", "title", "updated", "author"):
            assert len(each.findall(f"a:{once}", NS)) == 1
        assert texts(each, "a:id")[0].startswith("urn:uuid:")
        assert datetime.fromisoformat(texts(each, "a:updated")[0]).tzinfo is not None
        assert texts(each, "a:author/a:name")[0]
    assert len(set(texts(feed, "a:entry/a:id"))) == len(entries)
    updated = texts(feed, "a:entry/a:updated")
    assert updated == sorted(updated, reverse=True)
    assert texts(feed, "a:updated") == updated[:1]


@pytest.mark.parametrize("address", FEEDS)
def test_each_entry_of_a_feed_leads_to_its_sentence_and_quotes_it(client: TestClient, address: str) -> None:
    for entry in read(client, address).findall("a:entry", NS):
        link = entry.find("a:link", NS)
        assert link is not None
        there, _, anchor = str(link.get("href")).partition("#")
        assert there.startswith(f"{BASE}/document/sha256:")
        assert f'id="{anchor}"' in client.get(there.removeprefix(BASE)).text
        assert "“" in texts(entry, "a:content")[0]
        assert "Document: 20" in texts(entry, "a:content")[0]


def test_a_search_is_followed_by_what_it_finds(client: TestClient) -> None:
    feed = read(client, "/feed/search.atom?q=boats&kind=commitment")
    assert texts(feed, "a:title") == ["Search: boats · commitment"]
    assert texts(feed, "a:entry/a:title") == [
        "Norway → Estonia: rescue boats (done)",
        "Norway → Estonia: rescue boats (pledged)",
    ]
    words = texts(feed, "a:entry/a:content")[0]
    assert "Amount: 100 boats." in words
    assert "“Norway has delivered 100 of the boats”\n— reported by Baltic Wire, 5 October 2021" in words


def test_a_matter_names_its_changes_of_stage_and_its_slipped_dates(client: TestClient) -> None:
    titles = texts(read(client, f"/feed{MATTER}.atom"), "a:entry/a:title")
    assert titles[-1] == "Frost Cable: first word of it, signed"
    assert "Frost Cable: completion due 2024 (+915 days)" in titles
    assert "Frost Cable: completion due 2026 (+730 days)" in titles
    boats = texts(read(client, f"/feed/matter/m{key('signed', 4)[1:]}.atom"), "a:entry/a:title")
    assert any("pledged → under way" in title for title in boats)


def test_a_dossier_tells_of_entries_and_of_what_they_changed(client: TestClient) -> None:
    titles = texts(read(client, "/feed/dossier/NOR+EST.atom"), "a:entry/a:title")
    assert "Frost Cable: first word of it, signed" in titles
    assert "Session of Norway and Estonia in Oslo (planned)" in titles
    assert texts(read(client, "/feed/dossier/NOR+EST.atom?kind=meeting"), "a:entry/a:title") == [
        title for title in titles if title.endswith(("(held)", "(planned)"))
    ]


def test_an_entry_has_one_id_in_every_feed(client: TestClient) -> None:
    ids = [set(texts(read(client, address), "a:entry/a:id")) for address in FEEDS]
    assert ids[3] < ids[2] <= ids[1]
    elsewhere = client.get(FEEDS[3], headers={"host": "localhost:1"})
    assert set(texts(parse(elsewhere.content), "a:entry/a:id")) == ids[3]
    assert "http://localhost:1/document/" in elsewhere.text


def test_an_as_of_date_keeps_later_knowledge_out(client: TestClient) -> None:
    feed = read(client, f"/feed{MATTER}.atom?as_of=2020")
    assert "2024" not in "".join(texts(feed, "a:entry/a:title"))
    assert len(feed.findall("a:entry", NS)) < len(read(client, f"/feed{MATTER}.atom").findall("a:entry", NS))


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_that_did_not_change_is_not_sent_again(client: TestClient, address: str) -> None:
    first = client.get(address)
    tag, modified = first.headers["etag"], first.headers["last-modified"]
    for headers in (
        {"if-none-match": tag},
        {"if-none-match": f'"other", W/{tag}'},
        {"if-none-match": "*"},
        {"if-modified-since": modified},
        {"if-none-match": tag, "if-modified-since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ):
        again = client.get(address, headers=headers)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    before = format_datetime(parsedate_to_datetime(modified).replace(year=2000), usegmt=True)
    for headers in (
        {"if-none-match": '"other"'},
        {"if-modified-since": before},
        {"if-modified-since": "yesterday"},
        {"if-none-match": '"other"', "if-modified-since": modified},
    ):
        assert client.get(address, headers=headers).status_code == 200


def test_what_is_added_changes_the_feed(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "cable.db", create=True) as ledger:
        fill(ledger)
        with TestClient(create_app(tmp_path / "cable.db"), base_url=BASE) as client:
            tag = client.get("/feed/search.atom?q=boats").headers["etag"]
            ledger.decide("reject", key("visit", 4), by="Mara")
            answer = client.get("/feed/search.atom?q=boats", headers={"if-none-match": tag})
            assert answer.status_code == 200
            assert "delivered" not in answer.text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/feed/matter/m000000000000.atom", 404),
        ("/feed/dossier/+.atom", 404),
        ("/feed/search.atom?kind=rumour", 400),
        ("/feed/search.atom?q=%22", 404),
    ],
)
def test_what_cannot_be_followed_is_said_in_a_sentence_without_markup(
    client: TestClient, address: str, status: int
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text.count("\n") == 1
    assert "<" not in answer.text


@pytest.mark.usefixtures("quick_passwords")
def test_a_feed_reader_that_has_not_signed_in_is_asked_for_a_password(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "cable.db", create=True) as ledger:
        fill(ledger)
        ledger.accounts.add("Mara", "a cable under the sea", "admin")
        secret = ledger.accounts.issue("Mara", "feeds", "reader", 30)
    with TestClient(create_app(tmp_path / "cable.db", shared=True), base_url=BASE, follow_redirects=False) as client:
        refused = client.get("/feed/search.atom?q=cable")
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"].startswith('Basic realm="Legation"')
        for password, status in ((secret, 200), ("wrong", 401)):
            basic = base64.b64encode(f"Mara:{password}".encode()).decode()
            answer = client.get("/feed/search.atom?q=cable", headers={"authorization": f"Basic {basic}"})
            assert answer.status_code == status


ANY = st.text(st.characters(codec=None), max_size=30)


@given(ANY, ANY, ANY, ANY)
def test_whatever_a_document_says_is_text_in_a_feed(title: str, text: str, author: str, feed_title: str) -> None:
    item = Item("entry", title, text, author, "position", "2021-04-08", NOON, f"{BASE}/document/x#e1")
    written = atom(Feed("search q=x", feed_title, f"{BASE}/feed/search.atom", f"{BASE}/search", (item,)))
    feed = parse(written)
    assert texts(feed, "a:title") == [one_line(feed_title)]
    assert texts(feed, "a:entry/a:title") == [one_line(title)]
    assert texts(feed, "a:entry/a:content") == [visible(text)]
    assert texts(feed, "a:entry/a:author/a:name") == [one_line(author)]
    assert len(list(feed.iter())) == 19


def test_an_empty_feed_is_a_feed(client: TestClient) -> None:
    feed = read(client, "/feed/search.atom?q=zeppelin")
    assert texts(feed, "a:updated") == ["1970-01-01T00:00:00Z"]
    assert feed.findall("a:entry", NS) == []


def test_pages_name_their_feeds(client: TestClient) -> None:
    for page, feed in (
        ("/search?q=cable&amp;as_of=2020", "/feed/search.atom?q=cable"),
        ("/dossier/NOR+EST?area=energy&amp;as_of=2022", "/feed/dossier/NOR+EST.atom?area=energy"),
        (MATTER, f"/feed{MATTER}.atom"),
    ):
        shown = client.get(page.replace("&amp;", "&")).text
        assert f'type="application/atom+xml" href="{feed}"' in shown.replace('title="cable" ', "")
        assert shown.count(f'href="{feed}"') == 2
        assert client.get(feed).status_code == 200
