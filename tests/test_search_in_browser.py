"""Search, feeds, log and help in a real Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browsing import IN_BROWSER, Make, opening, served
from cable import document, fill
from legation.ledger import Ledger
from legation.web import create_app

pytestmark = IN_BROWSER

PAGES = ("/search", "/search?q=cable", "/search?q=cable&kind=figure&party=NOR", "/log", "/log/2021-visit", "/help")
LONG = "\n\n".join([*(f"Line {number} says nothing of it." for number in range(200)), "The walrus slept on – a spit."])


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with Ledger.open(tmp_path / "cable.db", create=True) as ledger:
        fill(ledger)
        told = document("long", LONG, "2024-01-02", None)
        ledger.add(told, (), reader="hand/1", raw=told.text.encode())
    with served(create_app(tmp_path / "cable.db")) as where:
        yield where


@pytest.fixture
def make(browser: Browser, address: str) -> Iterator[Make]:
    with opening(browser, address) as opened:
        yield opened


def test_a_word_is_searched_narrowed_saved_and_followed_without_a_script(make: Make) -> None:
    page = make(script=False)
    page.goto("/search")
    page.get_by_label("Words", exact=True).last.fill("cost")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("region", name="Narrow").get_by_role("link", name="2021").click()
    page.get_by_label("Save as").fill("What it costs")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".kept").get_by_role("link", name="What it costs")).to_be_visible()
    expect(page.get_by_role("link", name="Saved as")).to_have_count(0)
    page.goto("/search")
    page.get_by_role("link", name="What it costs", exact=True).click()
    page.wait_for_url("**/search?since=2021&until=2021&q=cost")
    feed = page.locator("link[type='application/atom+xml']").get_attribute("href")
    page.get_by_role("region", name="Entries").get_by_role("link", name="put its cost at").click()
    expect(page.locator("mark:target")).to_contain_text("put its cost at 1.2 billion dollars")
    assert "1.2 billion" in page.request.get(str(feed)).text()


def test_a_hit_far_down_in_a_document_is_scrolled_to(make: Make) -> None:
    page = make()
    page.goto("/search?q=walrus")
    page.get_by_role("region", name="Documents").get_by_role("link", name="walrus").click()
    page.wait_for_url("**/document/**")
    expect(page.get_by_text("The walrus slept")).to_be_in_viewport()
    assert page.evaluate("scrollY") > 1000


def test_a_key_leads_into_the_search_and_can_be_switched_off(make: Make) -> None:
    page = make()
    page.goto("/documents")
    page.keyboard.press("/")
    page.wait_for_url("**/search")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("a/b")
    expect(page.locator("#q")).to_have_value("a/b")
    page.goto("/help")
    page.get_by_label("single keys are on").uncheck()
    page.goto("/documents")
    page.keyboard.press("/")
    page.keyboard.press("Control+/")
    assert page.evaluate("location.pathname") == "/documents"
    page.goto("/help")
    assert not page.get_by_label("single keys are on").is_checked()


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_on_a_phone(make: Make, path: str) -> None:
    page = make(360)
    page.goto(path)
    assert page.locator("html").evaluate("e => e.scrollWidth") == 360


def test_each_thing_to_press_is_large_enough_for_a_finger(make: Make) -> None:
    page = make(360)
    page.goto("/search?q=cable")
    small = page.locator(".facets a, .pages a, .kept button, .find button").evaluate_all(
        "all => all.filter(e => e.getBoundingClientRect().height < 24).map(e => e.textContent)"
    )
    assert small == []
