"""The network page: the parties and pairs of a period, and where they lead."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser

from browsing import CHROMIUM, Make, opening, served
from cable import document, evidence, key
from legation.ledger import Ledger
from legation.nouns import Commitment, Document, Meeting
from legation.web import create_app
from legation.web.rooms import network


def told(
    name: str, known: str | None, actors: tuple[str, ...], pledge: tuple[str, ...] = ()
) -> tuple[Document, tuple[Meeting | Commitment, ...]]:
    """A document that tells of one meeting, and of a pledge of one party to others."""
    text = f"The sides of {name} met over herring. A quay was pledged."
    meeting = Meeting(
        id=key(name, 1), evidence=evidence(text, "met over herring"), trigger="met",
        actors=actors, form="talks", status="held", date=known,
    )  # fmt: skip
    commitment = Commitment(
        id=key(name, 2), evidence=evidence(text, "A quay was pledged"), trigger="pledged",
        by=pledge[:1], to=pledge[1:], stage="pledged", what=f"a quay of {name}", area=("transport",),
    )  # fmt: skip
    return document(name, text, known, "Baltic Wire"), (meeting, commitment) if pledge else (meeting,)


RECORD = (
    told("first", "2016-03-01", ("NOR", "EST"), ("NOR", "EST")),
    told("second", "2020-02-29", ("NOR", "EST")),
    told("third", "2023-02-28", ("NOR", "FIN")),
    told("fourth", "2023-03-01", ("EST", "FIN"), ("FIN", "EST")),
    told("fifth", "2024-02-29", ("SWE", "<b>Order</b>\u202e")),
)


def fill(ledger: Ledger) -> Ledger:
    """Keep the record in a ledger."""
    for of, entries in RECORD:
        ledger.add(of, entries, reader="hand/1", raw=of.text.encode())
    return ledger


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("network") / "herring.db"
    with Ledger.open(path, create=True) as ledger:
        fill(ledger)
    return path


@pytest.fixture(scope="module")
def client(kept: Path) -> Iterator[TestClient]:
    with TestClient(create_app(kept), base_url="http://127.0.0.1:8765", follow_redirects=False) as opened:
        yield opened


def rows(client: TestClient, query: str = "") -> list[list[str]]:
    answer = client.get(f"/network.csv{query}")
    assert answer.headers["content-disposition"] == 'attachment; filename="network.csv"'
    return list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))[1:]


def test_each_pair_is_counted_and_leads_to_its_dossier(client: TestClient) -> None:
    assert rows(client) == [
        ["Estonia and Norway", "2", "1", "/dossier/EST+NOR"],
        ["Estonia and Finland", "1", "1", "/dossier/EST+FIN"],
        ["<b>Order</b>⟦U+202E⟧ and Sweden", "1", "0", "/dossier/%3Cb%3EOrder%3C%2Fb%3E%E2%80%AE+SWE"],
        ["Finland and Norway", "1", "0", "/dossier/FIN+NOR"],
    ]
    page = client.get("/network").text
    for _, _, _, address in rows(client):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200


def test_the_period_is_that_in_which_something_became_known(client: TestClient) -> None:
    assert [pair for pair, *_ in rows(client, "?since=2020&until=2023-02")] == [
        "Estonia and Norway",
        "Finland and Norway",
    ]
    assert "became known from 2020 to February 2023." in client.get("/network?since=2020&until=2023-02").text
    assert "became known from 2020 on" in client.get("/network?since=2020").text
    assert "became known up to 2020, as of 2019." in client.get("/network?until=2020&as_of=2019").text


def periods(page: str) -> dict[str, str]:
    return {name: address.replace("&amp;", "&") for address, name in re.findall(
        r'<a href="([^"]+)"(?: aria-current="true")?>(12 months|3 years|all)</a>', page
    )}  # fmt: skip


def test_periods_end_with_the_last_report_and_not_with_today(client: TestClient) -> None:
    offered = periods(client.get("/network?stage=signed").text)
    assert offered == {
        "12 months": "/network?stage=signed&since=2023-03-01",
        "3 years": "/network?stage=signed&since=2021-03-01",
        "all": "/network?stage=signed",
    }
    assert "back from 29 February 2024, when the last report became known" in client.get("/network").text
    assert len(rows(client, "?since=2023-03-01")) == 2
    assert 'href="/network?since=2023-03-01" aria-current="true"' in client.get("/network?since=2023-03-01").text
    assert 'href="/network" aria-current="true"' in client.get("/network").text
    assert 'aria-current="true"' not in client.get("/network?since=2023-03-01&until=2024").text


def test_as_of_a_day_periods_end_with_it_and_nothing_later_counts(client: TestClient) -> None:
    page = client.get("/network?as_of=2023-02").text
    assert periods(page)["12 months"] == "/network?since=2022-03-01&as_of=2023-02"
    assert periods(client.get("/network?as_of=2030").text)["12 months"].startswith("/network?since=2023-03-01&")
    assert [pair for pair, *_ in rows(client, "?as_of=2023-02")] == ["Estonia and Norway", "Finland and Norway"]
    assert "Sweden" not in page
    assert 'href="/dossier/EST+NOR?as_of=2023-02"' in page


def test_around_a_party_are_those_that_deal_with_it_and_what_is_between_them(client: TestClient) -> None:
    found = client.get("/network.json?party=Norway").json()
    assert {one["party"] for one in found["parties"]} == {"NOR", "EST", "FIN"}
    page = client.get("/network?party=Norway").text
    assert "Network around <bdi>Norway</bdi>" in page
    # of Estonia and Finland, not of these with Norway: there is none
    assert 'href="/dossier/EST+FIN"' in page
    assert client.get("/dossier/EST+FIN").status_code == 200
    assert 'href="/network?party=EST"' in page
    assert 'href="/network?party=NOR">around' not in page


def test_parties_are_listed_with_most_first_and_with_their_links(client: TestClient) -> None:
    page = client.get("/network").text
    listed = page[page.index('<table class="parties"') :]
    cells = re.findall(r'<tr><th scope="row">(.*?)</tr>', listed)
    plain = [re.sub(r"<[^>]+>", " ", cell).split() for cell in cells]
    assert plain[0][:8] == ["Estonia", "3", "of", "meetings", "2", "of", "undertakings", "2"]
    assert plain[1][:8] == ["Norway", "3", "of", "meetings", "1", "of", "undertakings", "2"]


def test_only_the_strongest_pairs_are_drawn_and_the_csv_has_all(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "MOST_DRAWN", 1)
    page = client.get("/network").text
    drawn = page[page.index("<figure") : page.index("</figure>")]
    assert "the 1 pairs with most between them, of 4" in page
    assert "Estonia and Norway" in drawn
    assert "Estonia and Finland" not in drawn
    assert len(rows(client)) == 4
    assert len(client.get("/network.json").json()["links"]) == 4


def test_where_no_two_deal_with_each_other_it_is_said(client: TestClient, tmp_path: Path) -> None:
    for query in ("?until=2001", "?kind=figure", "?party=FJI", "?as_of=1990"):
        answer = client.get(f"/network{query}")
        assert answer.status_code == 200
        assert "No report of this period" in answer.text
        assert client.get(f"/network.csv{query}").status_code == 404
    Ledger.open(tmp_path / "empty.db", create=True).close()
    with TestClient(create_app(tmp_path / "empty.db"), base_url="http://127.0.0.1") as empty:
        assert "No report of this period" in empty.get("/network").text
        assert "<nav" in empty.get("/network").text


def test_what_of_the_filter_leaves_nothing_out_is_said(client: TestClient) -> None:
    assert "Stages and words of the filter leave nothing out here" in client.get("/network?q=quay").text
    assert "Of areas there are undertakings alone" in client.get("/network?area=transport").text
    assert {pair for pair, *_ in rows(client, "?area=transport")} == {"Estonia and Norway", "Estonia and Finland"}
    assert "leave nothing out" not in client.get("/network").text


@pytest.mark.parametrize("known", ["0001-01-01", "2024-02-29", None])
def test_a_ledger_of_any_day_has_its_periods(tmp_path: Path, known: str | None) -> None:
    of, entries = told("any", known, ("NOR", "EST"))
    with Ledger.open(tmp_path / "any.db", create=True) as ledger:
        ledger.add(of, entries, reader="hand/1", raw=of.text.encode())
    with TestClient(create_app(tmp_path / "any.db"), base_url="http://127.0.0.1") as client:
        assert list(periods(client.get("/network").text)) == ["12 months", "3 years", "all"]
        for address in periods(client.get("/network").text).values():
            assert "Estonia and Norway" in client.get(address).text


def test_a_name_is_text_and_hides_nothing(client: TestClient) -> None:
    page = client.get("/network?party=%3Cb%3EOrder%3C/b%3E%E2%80%AE").text
    assert "&lt;b&gt;Order&lt;/b&gt;⟦U+202E⟧" in page
    assert "<b>" not in page
    assert "\u202e" not in page


@pytest.fixture(scope="module")
def make(browser: Browser, kept: Path) -> Iterator[Make]:
    with served(create_app(kept)) as address, opening(browser, address) as made:
        yield made


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed")
def test_the_network_is_drawn_and_without_a_script_it_is_a_table(make: Make) -> None:
    page = make()
    page.goto("/network")
    page.locator("figure.chart[data-drawn=done] svg").wait_for()
    page.locator(".drawing text", has_text="Norway").last.click()
    page.wait_for_url("**/dossier/NOR")
    plain = make(360, script=False)
    plain.goto("/network")
    assert plain.get_by_role("row", name="Estonia and Norway").is_visible()
    assert plain.locator(".drawing").is_hidden()
    plain.get_by_role("link", name="around Finland").click()
    assert plain.get_by_role("heading", level=1).inner_text() == "Network around Finland"
