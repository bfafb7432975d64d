"""The calendar: a month on a sheet of weeks, a day with its meetings, and where one goes from there."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from browsing import CHROMIUM, Make, opening, served
from herring import fill
from legation.briefing.calendar import calendar
from legation.days import Days
from legation.ledger import Ledger
from legation.ledger.narrow import WHOLE
from legation.nouns import Mention
from legation.web import create_app
from legation.web.sheet import sheet

NOW = date(2021, 5, 1)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("calendar") / "herring.db"
    with Ledger.open(path, create=True) as ledger:
        fill(ledger)
    return path


@pytest.fixture(scope="module")
def client(kept: Path) -> Iterator[TestClient]:
    with TestClient(create_app(kept), base_url="http://127.0.0.1:8765", follow_redirects=False) as opened:
        yield opened


def squares(page: str) -> dict[str, str]:
    """What stands in the square of each day."""
    cells = re.findall(r"<td[^>]*>.*?</td>", page, re.DOTALL)
    return {found[1]: cell for cell in cells if (found := re.search(r'datetime="([^"]+)"', cell))}


def words(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


class Told:
    """A ledger that knows of some meetings and of nothing else."""

    def __init__(self, *mentions: Mention) -> None:
        self._mentions = mentions

    def meetings_in(self, first: date, last: date, **_: object) -> tuple[Mention, ...]:
        return self._mentions if Days(first, last) else ()

    def meetings_by_month(self, **_: object) -> dict[tuple[int, int], int]:
        return {}


@given(st.dates(date(1583, 1, 1), date(9998, 12, 31)))
def test_each_day_of_a_month_stands_once_and_under_its_weekday(day: date) -> None:
    nothing: Any = Told()
    month = calendar(nothing, f"{day.year:04}-{day.month:02}", narrow=WHOLE)
    laid = sheet(month, 6, NOW)
    assert all(len(week) == 7 for week in laid.weeks)
    listed = [(at, square) for week in laid.weeks for at, square in enumerate(week) if square is not None]
    assert [square.date for _, square in listed] == [one.date for one in month.days]
    assert all(date.fromisoformat(square.date).weekday() == at for at, square in listed)
    assert all(any(week) for week in laid.weeks)  # no week that is empty altogether


def test_a_meeting_of_several_days_stands_on_each_and_is_counted_once(client: TestClient) -> None:
    april, may = (squares(client.get(f"/calendar/2021-0{month}").text) for month in (4, 5))
    days = [april["2021-04-29"], april["2021-04-30"], may["2021-05-01"], may["2021-05-02"]]
    assert [found[1] for day in days if (found := re.search(r"day (\d) of 4", day))] == ["1", "2", "3", "4"]
    assert "Summit" not in april["2021-04-28"]
    assert "Summit" not in may["2021-05-03"]
    assert "1 meeting held" in client.get("/calendar/2021-05").text


def test_how_a_meeting_stands_is_told_in_words(client: TestClient) -> None:
    april = squares(client.get("/calendar/2021-04?as_of=2021-05").text)
    assert words(april["2021-04-07"]).startswith(
        "Wednesday 7 April 2021 Talks in Oslo Norway and Estonia held 3 reports"
    )
    assert "planned; no report that it was held" in april["2021-04-12"]
    assert "cancelled" in april["2021-04-13"]
    assert 'class="met cancelled"' in april["2021-04-13"]


def test_what_is_still_to_come_is_planned_and_no_more(client: TestClient) -> None:
    assert "planned; no report" not in client.get("/calendar/2021-04?as_of=2021-04-12").text
    assert "planned; no report" in client.get("/calendar/2021-04?as_of=2021-04-13").text


def test_as_of_a_day_a_meeting_stands_as_it_was_known_to_stand_then(client: TestClient) -> None:
    before = squares(client.get("/calendar/2021-04?as_of=2021-04-07").text)["2021-04-07"]
    assert words(before).endswith("Talks in Oslo Norway and Estonia planned")
    assert 'href="/document/sha256:' in before
    assert "as_of=2021-04-07" in before


def test_a_meeting_leads_to_its_sentence_and_to_the_dossier_of_who_met(client: TestClient) -> None:
    square = squares(client.get("/calendar/2021-04").text)["2021-04-12"]
    sentence, dossier = re.findall(r'href="([^"]+)"', square)[1:3]
    path, anchor = sentence.split("#")
    assert f'id="{anchor}"' in client.get(path).text
    assert dossier == "/dossier/NOR+FIN"
    assert client.get(dossier).status_code == 200


def test_a_meeting_of_nobody_leads_to_no_dossier(client: TestClient) -> None:
    april = squares(client.get("/calendar/2021-04").text)
    assert "/dossier/" not in april["2021-04-23"]
    assert 'href="/dossier/NOR"' in april["2021-04-22"]
    assert client.get("/calendar/2021-04-23").text.count("<blockquote") == 1


def test_every_link_of_the_calendar_leads_somewhere(client: TestClient) -> None:
    for page in (
        "/calendar",
        "/calendar/2021-04",
        "/calendar/2021-04-07",
        "/calendar/2021-04?as_of=2021-04-20&party=NOR",
    ):
        for link in set(re.findall(r'href="(/[^"#]*)', client.get(page).text)):
            assert client.get(link.replace("&amp;", "&")).status_code in {200, 303}, link


def test_more_meetings_than_a_square_holds_are_on_the_page_of_the_day(client: TestClient) -> None:
    busy = squares(client.get("/calendar/2021-04").text)["2021-04-15"]
    assert busy.count('class="met ') == 6
    assert '<a href="/calendar/2021-04-15">5 more</a>' in busy
    assert client.get("/calendar/2021-04-15").text.count('class="met ') == 11


def test_the_page_of_a_day_has_every_report_of_a_meeting(client: TestClient) -> None:
    page = client.get("/calendar/2021-04-07").text
    assert page.count("<blockquote") == 3
    assert "Wednesday" in page
    assert 'rel="prev"' not in page
    assert 'rel="next" href="/calendar/2021-04-12"' in page
    assert "day 2 of 4: 29 April 2021 – 2 May 2021" in words(client.get("/calendar/2021-04-30").text)
    assert "None is on record" in client.get("/calendar/2021-04-01").text


def test_the_reports_of_a_meeting_are_found_at_the_end_of_their_link(client: TestClient) -> None:
    square = squares(client.get("/calendar/2021-04").text)["2021-04-07"]
    found = re.search(r'href="(/calendar/2021-04-07)#(e\w+)">3 reports<', square)
    assert found is not None
    assert f'id="{found[2]}"' in client.get(found[1]).text


def test_what_is_known_by_its_month_or_year_alone_is_on_no_day(client: TestClient) -> None:
    page = client.get("/calendar/2021-04").text
    assert "Sweden" not in "".join(squares(page).values())
    below = page[page.index('id="some-day"') :]
    assert words(below).index("Some day in April 2021") < words(below).index("Norway and Sweden")
    assert words(below).index("Some time in 2021") < words(below).index("Estonia and Sweden")
    assert 'id="some-day"' not in client.get("/calendar/2021-03").text
    assert "Estonia and Sweden" in client.get("/calendar/2021-03").text


def test_one_steps_over_months_without_meetings(client: TestClient) -> None:
    page = client.get("/calendar/2021-03").text
    assert 'rel="prev" href="/calendar/2021-01"' in page  # "in 2021" begins in January
    assert 'rel="next" href="/calendar/2021-04"' in page
    assert 'rel="next" href="/calendar/2023-11"' in client.get("/calendar/2021-12").text
    assert 'rel="prev"' not in client.get("/calendar/2019-02").text
    assert 'rel="next"' not in client.get("/calendar/2023-11").text


def test_steps_see_nothing_that_was_not_known_yet(client: TestClient) -> None:
    page = client.get("/calendar?as_of=2021-04-29").text
    assert "<h1>April 2021</h1>" in page
    assert "2023" not in page


def test_months_are_listed_by_year_with_their_reports(client: TestClient) -> None:
    page = client.get("/calendar/2021-04").text
    listed = page[page.index('class="years"') :]
    assert re.findall(r"<summary>(\d+)", listed) == ["2023", "2021", "2019"]
    assert words(re.findall(r"<details open>.*?</details>", listed, re.DOTALL)[0]) == (
        "2021 21 reports January 2021 1 April 2021 20"
    )


def test_the_filter_leaves_out_meetings_and_is_kept(client: TestClient) -> None:
    page = client.get("/calendar/2021-04?party=Finland").text
    assert len(re.findall('class="met ', page)) == 2
    assert 'action="/calendar/2021-04"' in page
    links = re.findall(r'href="(/(?:calendar|document/|dossier/)[^"]*)"', page)
    assert {link for link in links if "party=FIN" not in link} == {"/calendar/2021-04"}  # clears the filter
    assert "that the filter leaves" in client.get("/calendar/2021-04?party=Fiji").text


def test_the_day_on_which_one_looks_is_marked(client: TestClient) -> None:
    april = squares(client.get("/calendar?as_of=2021-04-13").text)
    assert [day for day, square in april.items() if 'aria-current="date"' in square] == ["2021-04-13"]
    assert "as of" in words(april["2021-04-13"])
    assert client.get("/calendar").text.count('aria-current="date"') == 1


def test_the_json_of_a_month_and_of_a_day_hold_what_the_pages_show(client: TestClient) -> None:
    month, day = client.get("/calendar/2021-04.json").json(), client.get("/calendar/2021-04-15.json").json()
    assert len(month["days"]) == 30
    assert month["days"][14] == day
    assert len(day["meetings"]) == 11
    assert client.get("/calendar.json?as_of=2021-04").json()["month"] == "2021-04"


@pytest.mark.parametrize(
    "written", ["2021", "2021-13", "2021-4", "2021-02-30", "20210407", "2021-W14-3", "april", "0000-01", "x" * 30]
)
def test_what_is_no_month_and_no_day_is_said_in_one_sentence(client: TestClient, written: str) -> None:
    for ending in ("", ".json"):
        assert client.get(f"/calendar/{written}{ending}").status_code in {400, 404}
    assert client.get(f"/calendar/{written}").text.count('class="lead"') == 1


@pytest.mark.parametrize("written", ["0001-01", "9999-12", "9999-12-31"])
def test_the_first_and_the_last_month_that_there_are_have_a_page(client: TestClient, written: str) -> None:
    assert client.get(f"/calendar/{written}").status_code == 200


def test_a_place_is_text_and_hides_nothing(client: TestClient) -> None:
    for page in ("/calendar/2021-04", "/calendar/2021-04-13"):
        text = client.get(page).text
        assert "⟦U+202E⟧Narva&lt;b&gt;" in text
        assert "\u202e" not in text


@pytest.fixture(scope="module")
def make(browser: Browser, kept: Path) -> Iterator[Make]:
    with served(create_app(kept)) as address, opening(browser, address) as made:
        yield made


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed")
def test_a_month_is_a_sheet_where_there_is_room_and_a_list_of_its_meetings_where_there_is_none(make: Make) -> None:
    wide = make(script=False)
    wide.goto("/calendar/2021-04")
    assert wide.locator("td time:visible").count() == 30
    assert wide.get_by_role("columnheader").all_inner_texts()[::6] == ["Monday", "Sunday"]
    narrow = make(360, script=False)
    narrow.goto("/calendar/2021-04")
    shown = narrow.locator("td time:visible").all_inner_texts()
    assert shown[:3] == ["Wednesday 7 April 2021", "Monday 12 April 2021", "Tuesday 13 April 2021"]
    assert len(shown) == 8
    narrow.get_by_role("link", name="Wednesday 7 April 2021").click()
    assert narrow.get_by_role("heading", level=1).inner_text() == "7 April 2021"


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed")
def test_lines_tell_how_meetings_stand_without_their_colour(make: Make) -> None:
    page = make(script=False)
    page.goto("/calendar/2021-04?as_of=2021-04-13")
    styles = page.eval_on_selector_all(".met", "all => all.map((one) => getComputedStyle(one).borderLeftStyle)")
    assert set(styles) == {"solid", "dashed", "dotted"}
