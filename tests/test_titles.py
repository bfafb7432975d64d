"""What documents are called: by their headline wherever one reads of them, else by the name of their file."""

import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from cable import document, fill, record
from legation.briefing.wording import called, filed_as, named
from legation.cli.app import app
from legation.ledger import Ledger
from legation.nouns import Mention
from legation.web import create_app

PLACE = "http://127.0.0.1:8765"
TITLE = "Cable agreed <b>at last</b> between \u202eOslo and Tallinn"
SHOWN = "Cable agreed &lt;b&gt;at last&lt;/b&gt; between ⟦U+202E⟧Oslo and Tallinn"
ADDRESS = "https://user@fjord.example/2019/cable?a=1&b=2"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Pages on the record, of which the first document has a title and an address, the second one that is none."""
    place = str(tmp_path_factory.mktemp("titles") / "legation.db")
    (first, entries), (second, others), *_ = record()
    with Ledger.open(place, create=True) as book:
        told = first.model_copy(update={"title": TITLE, "url": ADDRESS})
        book.add(told, entries, reader="hand/1", raw=told.text.encode())
        other = second.model_copy(update={"url": "javascript:alert(1)"})
        book.add(other, others, reader="hand/1", raw=other.text.encode())
        fill(book)
    return TestClient(create_app(place), base_url=PLACE)


def body(client: TestClient, path: str) -> str:
    """What a page says."""
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.text


def test_a_document_is_called_by_its_headline_else_by_its_file() -> None:
    plain = document("2019-signed", "text", None, None)
    titled = plain.model_copy(update={"title": "Cable\n agreed"})
    assert (called(plain), named(plain)) == ("2019-signed", "2019-signed")
    assert (called(titled), filed_as(titled), named(titled)) == (
        "Cable agreed",
        "2019-signed",
        "Cable agreed [2019-signed]",
    )
    _, entries = record()[0]
    assert called(Mention.of(titled, entries[0])) == "Cable agreed"


@pytest.mark.parametrize("path", ["/", "/search?q=cable", "/dossier?of=NOR&of=EST"])
def test_pages_call_a_document_by_its_headline_and_tell_its_file_when_it_is_pointed_at(
    client: TestClient, path: str
) -> None:
    told = body(client, path)
    assert f'<bdi title="2019-signed">{SHOWN}</bdi>' in told
    assert "<b>at last" not in told
    assert "<bdi>2021-visit</bdi>" in told


def test_the_page_of_a_document_names_headline_file_and_where_it_was_published(client: TestClient) -> None:
    told = body(client, f"/document/{record()[0][0].id}")
    assert f'<h1><bdi title="2019-signed">{SHOWN}</bdi></h1>' in told
    assert f"<title>{SHOWN}" in told
    assert "<bdi>2019-signed</bdi>" in told
    link = re.search(r'<a href="([^"]*)" rel="noopener noreferrer nofollow"><bdi>([^<]*)</bdi></a>', told)
    assert link is not None
    assert link.groups() == (ADDRESS.replace("&", "&amp;"), "fjord.example")


def test_an_address_that_is_none_of_the_web_is_no_link(client: TestClient) -> None:
    assert "javascript:" not in body(client, f"/document/{record()[1][0].id}")


def test_feeds_call_a_document_by_its_headline(client: TestClient) -> None:
    assert "Document: Cable agreed &lt;b&gt;at last" in body(client, "/feed/search.atom?q=cable")


def test_the_command_tells_title_and_address_of_what_it_reads(tmp_path: Path) -> None:
    page = tmp_path / "cable.html"
    said = (
        "<p>OSLO, March 14 - Norway and Estonia signed an agreement on the Frost Cable on Thursday, the two said.</p>"
    )
    more = "<p>Norway will deliver 400 rescue boats to Estonia by the end of June 2022, the energy minister said.</p>"
    page.write_text(
        f"<html><head><title>Cable agreed - Fjord News</title><link rel=canonical href='{ADDRESS}'></head>"
        f"<body><h1>Cable agreed at Oslo</h1>{said}{more}{said}</body></html>"
    )
    answer = CliRunner().invoke(app, ["read", "--reader", "rules", "--json", str(page)])
    told = json.loads(answer.stdout)
    assert (told["doc"], told["title"], told["url"]) == ("cable", "Cable agreed at Oslo", ADDRESS)
    shown = CliRunner().invoke(app, ["read", "--reader", "rules", str(page)])
    assert shown.stdout.startswith("Cable agreed at Oslo [cable]")
