"""The first page: what is new since the last visit, what moved, and where the move is ours."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import Request
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from cable import fill
from legation.ledger import Ledger
from legation.web import create_app
from legation.web.visits import COOKIE, visit
from posting import HOME, token

NOW = datetime(2026, 11, 27, 8, 30, tzinfo=UTC)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    path = tmp_path / "cable.db"
    with Ledger.open(path, create=True) as ledger:
        fill(ledger)
    with TestClient(create_app(path), base_url="http://127.0.0.1:8765") as opened:
        yield opened


def bringing(cookie: str) -> Request:
    return Request({"type": "http", "headers": [(b"cookie", f"{COOKIE}={cookie}".encode("latin-1", "replace"))]})


def cookie(last: timedelta, since: timedelta) -> str:
    return f"{(NOW - last).isoformat()}~{(NOW - since).isoformat()}"


def test_what_came_in_since_the_last_visit_is_new_and_stays_so_while_this_one_lasts(client: TestClient) -> None:
    first = client.get("/index.json").json()
    assert first["new"]["count"] == len(client.get("/documents.json").json()["documents"])
    client.get("/")
    assert client.get("/index.json").json()["since"] == first["since"]


def test_after_a_pause_nothing_that_was_there_before_is_new(client: TestClient) -> None:
    seen = (datetime.now(UTC) + timedelta(hours=-2)).isoformat()
    client.cookies.set(COOKIE, f"{seen}~{seen}", domain="127.0.0.1")
    assert client.get("/index.json").json()["since"] == datetime.fromisoformat(seen).isoformat(timespec="seconds")


def test_a_matter_that_moved_is_told_with_its_sentence(client: TestClient) -> None:
    page = client.get("/").text
    moved = page[page.index('id="moved"') : page.index('id="ours"')]
    assert "Frost Cable" in moved
    assert '<blockquote class="words"' in moved


def test_where_the_move_is_ours_is_told_once_we_say_who_we_are(client: TestClient) -> None:
    before = client.get("/").text
    assert ">We are</label>" in before
    page = client.post(
        "/settings/us", data={"token": token(client, "/"), "us": "Norway", "next": "/"}, headers=HOME
    ).text
    assert "We are <bdi>Norway</bdi>" in page
    ours = client.get("/index.json").json()["our_move"]["matters"]
    assert ours
    assert all("NOR" in matter["next_move"]["parties"] for matter in ours)


def test_as_of_a_date_nothing_waits_for_review_and_what_was_new_then_is_told(client: TestClient) -> None:
    page = client.get("/?as_of=2021").text
    assert 'id="waits"' not in page
    assert "the seven days before" in page
    assert "2023" not in re.sub(r'value="[^"]*"', "", page[page.index("<main") : page.index("</main")])


def test_a_visit_begins_where_the_one_before_ended() -> None:
    assert visit(bringing(cookie(timedelta(hours=9), timedelta(days=2))), NOW).since == NOW - timedelta(hours=9)


def test_a_visit_without_a_pause_goes_on() -> None:
    assert visit(bringing(cookie(timedelta(minutes=9), timedelta(days=2))), NOW).since == NOW - timedelta(days=2)


@given(st.text(max_size=80))
def test_a_cookie_that_makes_no_sense_is_none(written: str) -> None:
    assert visit(bringing(written), NOW).since == NOW - timedelta(days=7)


@given(st.datetimes(), st.datetimes())
def test_a_cookie_without_time_zones_or_from_the_future_is_none(last: datetime, since: datetime) -> None:
    assert visit(bringing(f"{last.isoformat()}~{since.isoformat()}"), NOW).since == NOW - timedelta(days=7)
    ahead = f"{(NOW + timedelta(days=1)).isoformat()}~{NOW.isoformat()}"
    assert visit(bringing(ahead), NOW).since == NOW - timedelta(days=7)
