"""A desk officer’s morning in a real Chromium, from handing in a report to being refused a decision. In order."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import IN_BROWSER, Make, opening, served
from legation.ledger import Ledger
from legation.web import create_app

pytestmark = IN_BROWSER

HERE = Path(__file__).parent.parent
STORY = HERE.parent / "shared" / "gold" / "acceptance" / "000_8b16b12fc0536432.txt"  # the story that it began with
SAMPLES = sorted((HERE / "samples").glob("*.txt"))
PASSWORD = "a fence of willow and snow"  # noqa: S105 - of a ledger of invented people
WAIT = 120_000  # milliseconds at most: the reader starts, and reads, on a busy machine
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("morning") / "legation.db"
    Ledger.open(path, create=True).close()
    return path


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The acceptance story; in a clone alone, our own report of the same visit."""
    found = STORY if STORY.is_file() else next(path for path in SAMPLES if "lavrov-visit" in path.name)
    return Path(shutil.copy(found, tmp_path_factory.mktemp("story") / "the-visit.txt"))


@pytest.fixture(scope="module")
def make(browser: Browser, ledger: Path) -> Iterator[Make]:
    with served(create_app(ledger)) as address, opening(browser, address) as made:
        yield made


@pytest.fixture(scope="module")
def page(make: Make) -> Page:
    return make()


def matters(page: Page) -> list[str]:
    page.goto("/dossier/PAK+RUS")
    return [str(link.get_attribute("href")) for link in page.locator(".board h4 a").all()]


def test_a_report_is_handed_in_and_read(page: Page, story: Path) -> None:
    page.goto("/take-in")
    page.locator("#files").set_input_files([story, *(path for path in SAMPLES if "2021-07" in path.name)])
    page.locator("#by-file").get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("link", name="the-visit")).to_be_visible(timeout=WAIT)
    page.get_by_role("link", name="the-visit").click()
    expect(page.locator(".said").nth(10)).to_be_visible()


def test_a_stage_is_corrected(page: Page) -> None:
    page.goto("/document/the-visit")
    first = page.locator(".entries > li.commitment").first
    first.get_by_role("link", name="Correct").or_(first.get_by_role("button", name="Correct")).click()
    page.get_by_label("stage", exact=False).first.select_option("dropped")
    page.get_by_role("button", name="Keep the correction").click()
    expect(page.get_by_role("status").first).to_contain_text("Corrected")
    expect(page.locator(".entries > li.commitment").first).to_contain_text("dropped", ignore_case=True)


def test_two_matters_are_merged(page: Page) -> None:
    before = matters(page)
    page.goto(before[0])
    page.get_by_text("Merge it with another matter").click()
    page.get_by_label("With", exact=True).select_option(index=1)
    page.get_by_label("Why").last.fill("they are one")
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_role("status").first).to_contain_text("One matter")
    assert len(matters(page)) == len(before) - 1


def test_the_slider_moved_back_shows_the_record_of_an_earlier_day(page: Page) -> None:
    page.goto("/dossier/PAK+RUS")
    now = page.locator("#documents + * tbody tr").count()
    slide = page.get_by_role("slider", name="As of")
    slide.focus()
    slide.press("PageDown")
    page.wait_for_url(re.compile(r"as_of=\d{4}-\d\d-\d\d$"))
    expect(page.get_by_label("As of a date")).to_contain_text("The record as it stood at the end of")
    assert page.locator("#documents + * tbody tr").count() < now
    expect(page.locator("figure.chart .drawing svg").first).to_be_visible(timeout=WAIT)
    page.reload()
    expect(slide).to_be_visible()


def test_a_feed_is_followed(page: Page) -> None:
    page.goto("/dossier/PAK+RUS")
    address = page.get_by_role("link", name="Follow").get_attribute("href")
    assert address is not None
    feed = ET.fromstring(page.request.get(address).body())  # noqa: S314 - it is ours
    assert feed.tag == f"{ATOM}feed"
    assert len(feed.findall(f"{ATOM}entry")) > 5


def test_with_javascript_off_one_reads_and_decides(make: Make) -> None:
    page = make(script=False)
    page.goto("/review")
    page.get_by_role("button", name=re.compile("^(Accept|Different)")).first.click()
    expect(page.get_by_role("status").first).to_be_visible()
    page.goto(matters(page)[0])
    assert page.locator(".history > li").count() > 1
    page.goto("/dossier/PAK+RUS")
    page.get_by_role("link", name=re.compile("^Earlier: ")).click()
    expect(page.get_by_label("As of a date")).to_be_visible()


@pytest.mark.usefixtures("quick_passwords")
def test_a_reader_signs_in_and_is_refused_a_decision(browser: Browser, ledger: Path) -> None:
    with Ledger.open(ledger) as opened:
        opened.accounts.add("Reader", PASSWORD, "reader")
    with served(create_app(ledger, shared=True)) as address, opening(browser, address) as make:
        page = make()
        page.goto("/document/the-visit")
        assert page.url.startswith(f"{address}/sign-in?next=")
        page.get_by_label("Name").fill("reader")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{address}/document/the-visit")
        assert page.locator(".said").count() > 10
        assert page.get_by_role("button", name="Accept").count() == 0
        form: dict[str, str | float | bool] = {
            "token": page.locator("input[name=token]").first.input_value(),
            "verb": "accept",
            "entry": str(page.locator(".entries > li").first.get_attribute("id")).removeprefix("about-"),
        }
        answer = page.request.post("/review/decide", form=form, headers={"origin": address})
        assert answer.status == 403
        assert "takes the role analyst" in answer.text()
