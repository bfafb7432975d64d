"""Lists of the HTTP API, walked while documents are added, on both kinds of ledger."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from asking import PLACE, TOKEN, Asleep, identity, pages, walked
from cable import BOTH, CABLE, document, evidence, fill, key
from legation.ledger import Ledger
from legation.nouns import Commitment
from legation.web import create_app

LISTS = ("documents", "entries", "matters")


@pytest.fixture
def app(place: str) -> FastAPI:
    with Ledger.open(place, create=True) as ledger:
        fill(ledger)
    return create_app(place, token=TOKEN, working=Asleep)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url=PLACE, raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def ledger(app: FastAPI) -> Ledger:
    """That which the client asks about."""
    opened: Ledger = app.state.office.ledger
    return opened


def tell(ledger: Ledger, day: str, words: str = "The Frost Cable is to be ready in 2027") -> None:
    """Keep a further document, which tells of the cable."""
    text = f"OSLO - {words}, as was said on {day}."
    told = document(f"later-{day}", text, day, None)
    entry = Commitment(
        id=key(day, 1), evidence=evidence(text, words), trigger="ready", by=BOTH, stage="pledged",
        what="be ready", area=("energy",), due="2027", objects=CABLE,
    )  # fmt: skip
    ledger.add(told, (entry,), reader="hand/1", raw=text.encode())


@pytest.mark.parametrize("what", LISTS)
@pytest.mark.parametrize(
    "filtered", ["", "&party=NOR&party=Estonia", "&as_of=2022", "&q=cable", "&since=2021&area=energy"]
)
def test_a_walk_gives_each_thing_once_however_long_its_pages_are(client: TestClient, what: str, filtered: str) -> None:
    whole = walked(client, f"{what}?limit=200{filtered}")
    assert len(set(whole)) == len(whole) > 0
    for limit in (1, 2, 3):
        assert walked(client, f"{what}?limit={limit}{filtered}") == whole


def test_the_last_known_come_first(client: TestClient, ledger: Ledger) -> None:
    assert walked(client, "documents") == [one.id for one in ledger.catalogue()][::-1]
    assert walked(client, "entries") == [mention.entry.id for mention in ledger.mentions()][::-1]
    assert walked(client, "matters") == [matter.id for matter in ledger.matters()]


@pytest.mark.parametrize("what", LISTS)
def test_a_walk_is_not_shaken_by_documents_that_are_added_on_the_way(
    client: TestClient, ledger: Ledger, what: str
) -> None:
    whole = walked(client, f"{what}?limit=200")
    seen: list[str] = []
    for number, page in enumerate(pages(client, f"{what}?limit=1")):
        seen += [identity(item) for item in page]
        tell(ledger, f"2024-01-{number + 10}")  # each makes the cable that last reported on
    assert seen == whole


def test_what_was_added_on_the_way_is_found_by_the_next_walk(client: TestClient, ledger: Ledger) -> None:
    tell(ledger, "2024-01-10")
    assert next(pages(client, "documents?limit=1"))[0]["name"] == "later-2024-01-10"
    assert next(pages(client, "matters?limit=1"))[0]["history"][-1]["mention"]["doc"] == "later-2024-01-10"


def test_a_page_of_matters_may_hold_none_and_yet_go_on(client: TestClient, ledger: Ledger) -> None:
    for number in range(12):
        words = f"Norway promised Estonia {number} lighthouse{number} of granite{number}"
        text = f"OSLO - {words}."
        entry = Commitment(
            id=key(f"light{number}", 1), evidence=evidence(text, words), trigger="promised", by=("NOR",), to=("EST",),
            stage="pledged", what=f"lighthouse{number}", area=("culture",), objects=(f"Lighthouse {number}",),
        )  # fmt: skip
        told = document(f"light-{number}", text, f"2024-02-{number + 1:02}", None)
        ledger.add(told, (entry,), reader="hand/1", raw=text.encode())
    assert walked(client, "matters?limit=1&area=energy") == [m.id for m in ledger.matters() if "energy" in m.areas]
