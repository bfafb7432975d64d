"""A month as iCalendar: what calendars read of it, and that no text of a document can be more than a text."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from herring import fill, told
from legation.briefing.calendar import Day, Month
from legation.briefing.encounters import encounters
from legation.briefing.icalendar import icalendar
from legation.briefing.visible import one_line
from legation.ledger import Ledger
from legation.nouns import Mention
from legation.web import create_app

Event = dict[str, str]
_ESCAPED = re.compile(r"\\(.)")


def events(written: bytes) -> list[Event]:
    """What a calendar reads: lines unfolded, then named values; every line is as long as it may be."""
    lines = written.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 and b"\r" not in line and b"\n" not in line for line in lines)
    for line in lines:
        line.decode()  # no character is split
    unfolded = b"\r\n".join(lines).replace(b"\r\n ", b"").decode().split("\r\n")
    assert unfolded[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert unfolded[-1] == "END:VCALENDAR"
    found: list[Event] = []
    for each in unfolded[3:-1]:
        name, value = each.split(":", 1)
        if each == "BEGIN:VEVENT":
            found.append({})
        elif each != "END:VEVENT":
            assert name not in found[-1]
            found[-1][name] = value
    return found


def read(value: str) -> str:
    """A text as a calendar shows it."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def month(*mentions: Mention) -> Month:
    day = Day(date="2021-04-07", meetings=encounters(mentions))
    return Month(month="2021-04", as_of=None, days=(day,), some_day=(), some_month=(), months={})


def mention(day: str, known: str | None = "2021-04-08", **fields: Any) -> Mention:
    of, entry = told("any", "2021-04-08", day, **fields)
    return Mention.of(of.model_copy(update={"date": known}), entry)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    path = tmp_path_factory.mktemp("icalendar") / "herring.db"
    with Ledger.open(path, create=True) as ledger:
        fill(ledger)
    return TestClient(create_app(path), base_url="http://127.0.0.1:8765", follow_redirects=False)


def test_a_month_is_a_file_of_its_meetings_each_once(client: TestClient) -> None:
    answer = client.get("/calendar/2021-04.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="meetings-2021-04.ics"'
    found = events(answer.content)
    assert len(found) == 17  # without those dated to a month or a year
    assert len({one["UID"] for one in found}) == len(found)
    talks = found[0]
    assert talks["DTSTART;VALUE=DATE"] == "20210407"
    assert "DTEND;VALUE=DATE" not in talks
    assert read(talks["SUMMARY"]) == "Talks of Norway and Estonia in Oslo"
    assert talks["STATUS"] == "CONFIRMED"
    assert talks["DTSTAMP"] == "20210409T000000Z"
    assert read(talks["DESCRIPTION"]).count("“met over herring” reported by Baltic Wire, ") == 3
    assert client.get(talks["URL"].removeprefix("http://127.0.0.1:8765")).status_code == 200


def test_the_end_of_a_meeting_is_the_day_after_its_last(client: TestClient) -> None:
    summit = next(one for one in events(client.get("/calendar/2021-05.ics").content))
    assert (summit["DTSTART;VALUE=DATE"], summit["DTEND;VALUE=DATE"]) == ("20210429", "20210503")


def test_a_meeting_keeps_its_name_when_more_is_told_of_it(client: TestClient) -> None:
    early = events(client.get("/calendar/2021-04.ics?as_of=2021-03-15").content)
    late = events(client.get("/calendar/2021-04.ics").content)
    assert [one["STATUS"] for one in early] == ["TENTATIVE", "TENTATIVE"]
    assert early[0]["UID"] == late[0]["UID"]


def test_a_day_has_no_file(client: TestClient) -> None:
    assert client.get("/calendar/2021-04-07.ics").status_code == 404


@given(st.text())
def test_no_text_ends_its_value_or_its_line(place: str) -> None:
    (event,) = events(icalendar(month(mention("2021-04-07", place=place or None)), lambda _: "http://127.0.0.1/"))
    assert read(event.get("LOCATION", "")) == one_line(place)
    assert set(event) <= {
        "UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY", "LOCATION", "STATUS", "TRANSP", "DESCRIPTION", "URL",
    }  # fmt: skip


def test_the_first_and_the_last_day_that_there_are_can_be_written() -> None:
    first, last = (
        events(icalendar(month(mention(day, None)), lambda _: "http://127.0.0.1/"))[0]
        for day in ("0001-01-01/0001-01-02", "9999-12-30/9999-12-31")
    )
    assert (first["DTSTART;VALUE=DATE"], first["DTEND;VALUE=DATE"]) == ("00010101", "00010103")
    assert first["DTSTAMP"] == "00010101T000000Z"
    assert last["DTSTART;VALUE=DATE"] == "99991230"
