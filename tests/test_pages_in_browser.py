"""The pages in a real Chromium, as a reader of them meets them."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import IN_BROWSER, opening, served
from cable import fill, key
from legation.ledger import Ledger
from legation.web import create_app

pytestmark = IN_BROWSER

DOSSIER = "/dossier/NOR+EST"
MATTER = f"/matter/m{key('signed', 1)[1:]}"
DOCUMENT = "/document/2021-visit"
HOSTILE = "/document/2023-hostile"
PAGES = (DOSSIER, MATTER, DOCUMENT, HOSTILE, "/", "/documents", f"{DOSSIER}?as_of=2022")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("browser") / "cable.db"
    with Ledger.open(path, create=True) as ledger:
        fill(ledger)
    with served(create_app(path)) as where:
        yield where


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page without JavaScript."""
    with opening(browser, address) as make:
        yield make(script=False)


def test_an_entry_of_the_dossier_leads_to_its_highlighted_sentence(page: Page) -> None:
    page.goto(DOSSIER)
    page.get_by_role("link", name="Estonia was worried about storms on the cable's route").click()
    target = page.locator(":target")
    expect(target).to_contain_text("Estonia was worried about storms")
    page.wait_for_load_state()
    box = target.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900


def test_a_matter_of_the_dossier_leads_to_its_history(page: Page) -> None:
    page.goto(DOSSIER)
    page.get_by_label("Board of matters").get_by_role("link", name="Frost Cable", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Frost Cable")
    expect(page.locator(".history > li")).to_have_count(5)  # four reports, and today


def test_a_slipped_date_leads_to_the_sentence_that_gave_it(page: Page) -> None:
    page.goto(MATTER)
    page.locator(".slips").get_by_role("link", name="2024").click()
    expect(page.locator(":target")).to_contain_text("finished by the end of 2024")


def test_an_entry_and_its_words_lead_to_each_other(page: Page) -> None:
    page.goto(DOCUMENT)
    page.locator(".panel").get_by_role("link", name="Visit of Norway and Estonia in Tallinn").click()
    expect(page.locator("mark:target")).to_contain_text("Lund arrived in Tallinn")
    page.locator("mark:target .tag").click()
    expect(page.locator("li:target")).to_contain_text("Visit of Norway and Estonia")


def test_the_form_opens_the_dossier_of_two_names_as_of_a_date(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Party").fill("Norway")
    page.get_by_label("and", exact=True).fill("estonia")
    page.get_by_label("as of", exact=True).fill("2020")
    page.get_by_role("button", name="Open").click()
    page.wait_for_url("**/dossier/NOR+EST?as_of=2020")
    expect(page.get_by_role("complementary")).to_have_text(re.compile(r"^\s*The record as it stood at the end of 2020"))


@pytest.mark.parametrize("path", PAGES)
def test_headings_are_in_order_and_landmarks_are_there(page: Page, path: str) -> None:
    page.goto(path)
    levels = page.locator("h1, h2, h3, h4, h5, h6").evaluate_all("all => all.map(e => Number(e.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.get_by_role("main").count() == page.get_by_role("banner").count() == 1
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_scrolls_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    widths = {}
    for path in PAGES:
        page.goto(path)
        widths[path] = page.locator("html").evaluate("e => e.scrollWidth")
    assert widths == dict.fromkeys(PAGES, width)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_the_contrast_that_wcag_aa_asks_for(
    browser: Browser, address: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(color_scheme=scheme, base_url=address)
    page = context.new_page()
    poor = {}
    for path in PAGES:
        page.goto(f"{path}#{key('visit', 2)}")
        poor[path] = page.evaluate(CONTRAST)
    context.close()
    assert not any(poor.values()), poor


# For every element with text of its own: relative luminance of its colour against the nearest opaque background,
# by the formula of WCAG 2.2 (4.5 to 1 for text).
CONTRAST = """() => {
  const channel = c => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4 };
  const numbers = colour => colour.match(/[0-9.]+/g).map(Number);
  const light = colour => { const [r, g, b] = numbers(colour);
    return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b) };
  const ground = e => { for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor; if (numbers(c).length < 4 || numbers(c)[3] > 0) return c }
    return 'rgb(255, 255, 255)' };
  return [...document.body.querySelectorAll('*')]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
    .filter(e => e.closest('svg, datalist') === null)
    .map(e => { const [a, b] = [light(getComputedStyle(e).color), light(ground(e))];
      return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.className, e.textContent.slice(0, 30)] })
    .filter(([ratio]) => ratio < 4.5)
}"""
