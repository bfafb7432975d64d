"""Charts in a real Chromium, behind the Content-Security-Policy of the real pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browsing import IN_BROWSER, Make, Scheme, opening, served
from cable import fill, key
from charted import NAME, application, charts, hostile
from legation.ledger import Ledger
from legation.web.charts.bundle import ADDRESS

pytestmark = IN_BROWSER

NAMES = ("timeline", "promised", "figures", "slips", "network", "hostile")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with Ledger.open(tmp_path_factory.mktemp("charted") / "cable.db", create=True) as ledger:
        drawn = charts(fill(ledger))._asdict() | {"hostile": hostile()}
    assert tuple(drawn) == NAMES
    with served(application(drawn)) as where:
        yield where


@pytest.fixture
def make(browser: Browser, address: str) -> Iterator[Make]:
    """Open the page. The test fails on a console message, such as a breach of the policy, or a request elsewhere."""
    with opening(browser, address) as made:

        def opened(width: int = 1000, scheme: Scheme = "light", *, script: bool = True) -> Page:
            page = made(width, scheme, script=script)
            page.goto("/")
            return page

        yield opened


def drawn(page: Page) -> Page:
    """Wait until every chart is drawn; the first time, the bundle has to be made."""
    expect(page.locator("figure[data-drawn=done]")).to_have_count(len(NAMES), timeout=60_000)
    return page


def marks(page: Page, name: str, kind: str) -> Locator:
    return page.locator(f"#{name} .drawing svg .mark-{kind}.role-mark").locator("path, line, text")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light")])
def test_every_chart_is_drawn_and_no_page_scrolls_sideways(make: Make, width: int, scheme: Scheme) -> None:
    page = drawn(make(width, scheme))
    assert marks(page, "timeline", "symbol").count() == 8
    assert marks(page, "promised", "rect").count() == 2
    assert marks(page, "figures", "symbol").count() == 2
    assert marks(page, "slips", "text").all_text_contents()[1] == "2024, +915 days; said 5 October 2021"
    assert marks(page, "network", "rule").count() == 6  # each link, and what one points at
    assert page.locator("html").evaluate("e => e.scrollWidth") == width


# Every text of a drawing whose box reaches beyond the place of the drawing.
CUT = """() => [...document.querySelectorAll('.drawing')].flatMap(place => {
  const frame = place.getBoundingClientRect();
  return [...place.querySelectorAll('svg text')].filter(text => {
    const box = text.getBoundingClientRect();
    const out = box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1;
    return out && text.textContent;
  }).map(text => `${place.parentElement.id}: ${text.textContent}`) })"""


@pytest.mark.parametrize("width", [320, 1000])
def test_no_word_of_a_drawing_is_cut_off_at_its_edge(make: Make, width: int) -> None:
    cut = drawn(make(width)).evaluate(CUT)
    assert [text for text in cut if not text.startswith("hostile")] == []


def test_a_drawing_fits_itself_to_a_window_that_is_made_narrower(make: Make) -> None:
    page = drawn(make(1000))
    page.set_viewport_size({"width": 320, "height": 900})
    expect(page.locator("#timeline svg")).to_have_attribute("width", "291")  # 320 but for the margins


def test_a_day_is_drawn_on_that_day_wherever_its_reader_is(make: Make) -> None:
    page = drawn(make())
    assert years(page).all_text_contents() == ["2020", "2021", "2022", "2023", "2024"]


def test_colours_follow_the_page_into_the_dark_and_onto_paper(make: Make) -> None:
    page = drawn(make())
    mark = marks(page, "slips", "text").first
    colour = "e => getComputedStyle(e).fill"
    assert mark.evaluate(colour) == "rgb(34, 32, 28)"
    page.emulate_media(color_scheme="dark")
    assert mark.evaluate(colour) == "rgb(233, 228, 217)"
    page.emulate_media(media="print")
    assert mark.evaluate(colour) == "rgb(0, 0, 0)"


def test_a_point_of_the_timeline_leads_to_its_sentence(make: Make) -> None:
    page = drawn(make())
    marks(page, "timeline", "symbol").nth(1).click()
    page.wait_for_url(f"**/document/2019-signed#{key('signed', 1)}")


def test_a_link_of_the_network_leads_to_the_dossier_of_its_pair(make: Make) -> None:
    page = drawn(make())
    marks(page, "network", "rule").last.click()
    page.wait_for_url("**/dossier/FIN+SWE")


def test_what_is_pointed_at_is_told_until_escape_puts_it_away(make: Make) -> None:
    page = drawn(make())
    marks(page, "timeline", "symbol").nth(1).hover()
    told = page.locator("#timeline .pointed")
    expect(told).to_have_text("Frost Cable – signed, 14 March 2019")
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()


def test_what_is_told_can_be_pointed_at_itself(make: Make) -> None:
    page = drawn(make(320))
    marks(page, "timeline", "symbol").nth(1).hover()
    told = page.locator("#timeline .pointed")
    frame, box = page.locator("#timeline .drawing").bounding_box(), told.bounding_box()
    assert frame
    assert box
    assert frame["x"] <= box["x"]
    assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 0.5
    told.hover()
    expect(told).to_be_visible()


def test_hostile_names_are_text_in_drawing_table_and_what_is_told(make: Make) -> None:
    page = drawn(make())
    marks(page, "hostile", "rect").hover(position={"x": 9, "y": 9})
    expect(page.locator("#hostile .pointed")).to_contain_text("<script>alert(1)</script> {{ 7*7 }} ${7*7}")
    assert page.locator("#hostile .drawing").locator("script, a, b").count() == 0
    assert (marks(page, "hostile", "text").text_content() or "").startswith("<script>alert(1)</script>")
    page.locator("#hostile summary").click()
    assert page.locator("#hostile tbody th").inner_text().startswith("<script>alert(1)</script> {{ 7*7 }}")
    assert "\u202e" in NAME
    assert "\u202e" not in page.locator("#hostile").inner_text()


def years(page: Page) -> Locator:
    return page.locator("#timeline .role-axis-label").filter(has_text="202").locator("text")


def test_one_can_move_in_time_without_dragging(make: Make) -> None:
    page = drawn(make())
    whole = years(page).all_text_contents()
    page.get_by_role("button", name="Closer").click()
    page.get_by_role("button", name="Later").click()
    expect(years(page).first).not_to_have_text(whole[0])
    page.get_by_role("button", name="All").click()
    for year in whole:  # in whatever order: Vega leaves those in place that were there
        expect(years(page).filter(has_text=year)).to_have_count(1)


def test_dragging_moves_the_time(make: Make) -> None:
    page = drawn(make())
    whole = years(page).all_text_contents()
    page.locator("#timeline .drawing").hover(position={"x": 500, "y": 60})
    page.mouse.down()
    page.mouse.move(200, 200)
    page.mouse.up()
    expect(years(page).first).not_to_have_text(whole[0])


def test_the_wheel_scrolls_the_page_and_not_the_time(make: Make) -> None:
    page = drawn(make())
    whole = years(page).all_text_contents()
    page.evaluate("addEventListener('scroll', () => { document.body.dataset.scrolled = 'yes' })")
    page.locator("#timeline .drawing").hover(position={"x": 500, "y": 60})
    page.mouse.wheel(0, 120)
    expect(page.locator("body[data-scrolled]")).to_have_count(1)
    assert years(page).all_text_contents() == whole


def test_screen_readers_and_the_keyboard_pass_by_the_drawing(make: Make) -> None:
    page = drawn(make())
    assert page.locator(".drawing[aria-hidden=true]").count() == len(NAMES)
    assert page.locator(".drawing").locator("a, button, input, [tabindex]").count() == 0
    page.locator("#network summary").press("Enter")
    page.get_by_role("table", name="Who deals with whom").get_by_role("link", name="Estonia and Norway").press("Enter")
    page.wait_for_url("**/dossier/EST+NOR")


def test_the_same_rows_come_as_csv(make: Make, tmp_path: Path) -> None:
    page = drawn(make())
    page.locator("#promised summary").click()
    with page.expect_download() as download:
        page.locator("#promised").get_by_role("link", name="The same as CSV").click()
    download.value.save_as(tmp_path / "promised.csv")
    assert "Lund boats,boat,400,100,25.0,/document/" in (tmp_path / "promised.csv").read_text("utf-8-sig")


def test_without_a_script_the_tables_are_there_and_no_empty_frame(make: Make) -> None:
    page = make(script=False)
    expect(page.locator("figure details[open] table")).to_have_count(len(NAMES))
    assert page.locator(".drawing:visible").count() == 0
    page.locator("#timeline").get_by_role("link", name="Frost Cable").click()
    assert page.url.endswith(f"/document/2019-signed#{key('signed', 1)}")


def test_where_the_bundle_does_not_come_the_tables_stay_open(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.route(f"**{ADDRESS}", lambda route: route.abort())
    page.goto("/")
    expect(page.locator("figure[data-drawn=failed] details[open] table")).to_have_count(len(NAMES))
    assert page.locator(".drawing:visible").count() == 0
    context.close()


def test_what_comes_onto_the_page_later_is_drawn_when_it_is_asked_for(make: Make) -> None:
    page = drawn(make())
    page.evaluate(
        """async () => {
          const page = new DOMParser().parseFromString(await (await fetch("/")).text(), "text/html");
          document.querySelector("main").replaceWith(page.querySelector("main"));
          await (await import("/static/charts.js")).draw();
        }"""
    )
    assert marks(drawn(page), "timeline", "symbol").count() == 8
