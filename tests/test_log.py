"""The log: what was decided of late, and how a line came to be what it is."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from cable import HOSTILE, fill, key
from legation.errors import QueryError
from legation.ledger import Ledger
from legation.ledger.review import log as logging
from legation.ledger.review.decisions import Decision
from legation.web import create_app

START = datetime(2126, 11, 20, 9, tzinfo=UTC)  # later than any day on which this runs: documents come before decisions


def decide(ledger: Ledger) -> list[Decision]:
    """Seven decisions of two people, an hour after each other."""
    fill(ledger)
    hours = (START + timedelta(hours=hour) for hour in range(10))
    first = ledger.decide("accept", key("signed", 1), by="Mara", at=next(hours))
    second = ledger.decide("reject", key("visit", 5), by="Iván", at=next(hours), why="he\u202e only smiled")
    third = ledger.decide("correct", key("signed", 4), by="Mara", at=next(hours), changes={"what": "<b>boats</b>"})
    fourth = ledger.undo(second.id, by="Mara", at=next(hours))
    fifth = ledger.decide("reject", key("signed", 4), by="Iván", at=next(hours))
    sixth = ledger.decide("different", key("signed", 1), key("paper", 2), by="Mara", at=next(hours))
    seventh = ledger.decide("accept", key("hostile", 2), by="Mara", at=next(hours))
    return [first, second, third, fourth, fifth, sixth, seventh]


def test_the_latest_decision_comes_first_with_what_became_of_it(ledger: Ledger) -> None:
    made = decide(ledger)
    found = ledger.log()
    assert [one.decision.id for one in found.decided] == [decision.id for decision in reversed(made)]
    assert [one.state for one in reversed(found.decided)] == [
        "in force", "undone", "set aside", "in force", "in force", "in force", "in force"
    ]  # fmt: skip
    assert not found.more
    assert found.words[made[1].subject] == "Tamm welcomed the steady growth of trade"


def test_pages_of_the_log_follow_each_other_without_a_gap(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    made = decide(ledger)
    monkeypatch.setattr(logging, "_AT_ONCE", 2)
    read: list[str] = []
    before = None
    while True:
        found = ledger.log(before=before, most=3)
        read += [one.decision.id for one in found.decided]
        if not found.more:
            break
        before = read[-1]
    assert read == [decision.id for decision in reversed(made)]


def test_decisions_of_one_moment_are_not_lost_between_pages(ledger: Ledger) -> None:
    fill(ledger)
    made = {ledger.decide("accept", key("visit", number), by="Mara", at=START).id for number in range(1, 8)}
    first = ledger.log(most=4)
    rest = ledger.log(most=4, before=first.decided[-1].decision.id)
    assert {one.decision.id for one in (*first.decided, *rest.decided)} == made


def test_one_persons_log_holds_theirs_alone(ledger: Ledger) -> None:
    made = decide(ledger)
    assert [one.decision.id for one in ledger.log(by="Iván").decided] == [made[4].id, made[1].id]
    assert ledger.log(by="Iv").decided == ()
    assert ledger.log(by="Iván", most=1).more
    assert not ledger.log(by="Iván", most=1, before=made[4].id).more


def test_the_log_of_a_decision_that_is_none_is_a_query_error(ledger: Ledger) -> None:
    fill(ledger)
    with pytest.raises(QueryError, match="no decision is called 'd000000000000'"):
        ledger.log(before="d000000000000")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("log") / "cable.db"
    with Ledger.open(path, create=True) as ledger:
        decide(ledger)
    return path


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(path), base_url="http://127.0.0.1:8765", follow_redirects=False) as opened:
        yield opened


def test_the_page_of_the_log_tells_who_decided_what_and_on_which_words(client: TestClient) -> None:
    page = client.get("/log").text
    assert page.count("<time>2126-11-20") == 7
    assert page.count("<strong><bdi>Iván</bdi></strong>") == 2
    assert "Why: <bdi>he⟦U+202E⟧ only smiled</bdi>" in page
    assert "&lt;b&gt;boats&lt;/b&gt;" in page
    assert f'#{key("visit", 5)}">Tamm welcomed the steady growth of trade</a>' in page
    assert "ruled to be of different matters" in page
    assert "\u202e" in HOSTILE
    assert "\u202e" not in page


def test_each_link_of_the_log_leads_somewhere(client: TestClient) -> None:
    for start in ("/log", f"/log/{key('signed', 4)}", f"/log/m{key('signed', 1)[1:]}", "/log/2021-visit"):
        links = set(re.findall(r"<main.*", client.get(start).text, re.DOTALL))
        for link in re.findall(r'href="(/[^"#]*)', "".join(links)):
            assert client.get(unescape(link)).status_code == 200, link


def test_the_log_is_narrowed_to_a_person_and_walked_back(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legation.web.rooms.log._AT_ONCE", 2)
    page = client.get("/log?by=Mara").text
    earlier = re.search(r'href="([^"]*)" rel="next"', page)
    assert earlier is not None
    assert page.count("<strong><bdi>Mara") == 2
    address = unescape(earlier[1])
    assert address.startswith("/log?by=Mara&before=d")
    assert client.get(address).text.count("<strong><bdi>Mara") == 2
    told = client.get(address.replace("/log?", "/log.json?")).json()
    assert [one["by"] for one in told["decisions"]] == ["Mara", "Mara"]
    assert told["more"]
    assert "None by this name" in client.get("/log?by=Nobody").text


@pytest.mark.parametrize(
    ("of", "told"),
    [
        (key("signed", 4), "set aside"),
        (f"m{key('signed', 1)[1:]}", "joined"),
        ("2021-visit", "added: 2021-visit"),
        ("2023-hostile", "&lt;i&gt;&#34;Post&#34;&lt;/i&gt;"),
    ],
)
def test_the_history_of_any_line_is_a_page(client: TestClient, of: str, told: str) -> None:
    page = client.get(f"/log/{of}").text
    assert told in page
    events = client.get(f"/log/{of}.json").json()["events"]
    assert len(events) == page.count("<tr><td>")


def test_an_entry_leads_from_its_history_to_its_words(client: TestClient) -> None:
    assert f'#{key("signed", 1)}">The entry itself</a>' in client.get(f"/log/{key('signed', 1)}").text


@pytest.mark.parametrize("address", ["/log/e000000000000", "/log/no-such", "/log?before=x", "/log/x.json"])
def test_what_has_no_history_is_said_in_a_sentence(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text
