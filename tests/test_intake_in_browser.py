"""Taking in, in a real Chromium: files chosen and dropped, what is too much, and progress as it comes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, FilePayload, Page, expect

from browsing import IN_BROWSER, Make, opening, served
from cable import SIGNED, VISIT
from legation.ledger import Ledger
from legation.web import create_app
from test_arrivals_worker import ByHand, _never
from test_web_intake import Still

pytestmark = IN_BROWSER
WAIT = 60_000  # milliseconds at most, on a busy machine
_DROP = """([name, text]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], name, { type: "text/plain" }));
  for (const moment of ["dragenter", "dragover", "drop"]) {
    document.querySelector(".drop").dispatchEvent(
      new DragEvent(moment, { dataTransfer: carried, bubbles: true, cancelable: true }));
  }
}"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    path: Path = tmp_path_factory.mktemp("browser") / "legation.db"
    Ledger.open(path, create=True).close()
    return create_app(path, working=lambda ledger: Still(ledger, opening=ByHand, fetching=_never))


@pytest.fixture(scope="module")
def address(app: FastAPI) -> Iterator[str]:
    with served(app) as where:
        yield where


@pytest.fixture
def make(browser: Browser, address: str) -> Iterator[Make]:
    with opening(browser, address) as made:
        yield made


def _work_off(app: FastAPI) -> None:
    app.state.office.worker.work_off()


def _choose(page: Page, *files: tuple[str, bytes]) -> None:
    page.locator("#files").set_input_files(
        [FilePayload(name=name, mimeType="text/plain", buffer=raw) for name, raw in files]
    )


def test_without_a_script_files_are_handed_in_and_what_became_of_them_is_shown(app: FastAPI, make: Make) -> None:
    page = make(360, script=False)
    page.goto("/take-in")
    _choose(page, ("visit.txt", VISIT.encode()), ("scan.txt", b"\x89PNG"))
    page.locator("#by-file").get_by_role("button", name="Hand in").click()
    expect(page.locator("#told")).to_contain_text("2 documents yet to be read")
    expect(page.get_by_text("Load this page anew")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    _work_off(app)
    page.reload()
    assert "a PNG picture, which is not read" in page.get_by_role("row", name="scan").inner_text()
    page.get_by_role("button", name="Try scan again").click()
    expect(page.locator("#told")).to_contain_text("1 document yet to be read")
    _work_off(app)
    page.reload()
    page.get_by_role("button", name="Strike scan off the list").click()
    expect(page.get_by_role("heading", name="Failed")).to_have_count(0)
    page.get_by_role("link", name="visit").click()
    expect(page.locator("mark")).to_have_count(1)


def test_with_a_script_progress_is_shown_as_it_comes_without_loading_the_page_anew(app: FastAPI, make: Make) -> None:
    page = make()
    page.goto("/take-in")
    page.get_by_label("Title").fill("A pasted note")
    page.locator("#text").fill(SIGNED)
    page.locator("form", has=page.locator("textarea")).get_by_role("button", name="Hand in").click()
    expect(page.locator("#progress")).to_have_attribute("data-waiting", "1")
    page.get_by_label("Title").fill("typed meanwhile")
    _work_off(app)
    page.locator('#progress[data-waiting="0"]').wait_for(timeout=WAIT)
    expect(page.locator("#told")).to_contain_text("Nothing waits to be read")
    expect(page.get_by_label("Title")).to_have_value("typed meanwhile")
    expect(page.get_by_role("link", name="A pasted note")).to_be_visible()


def test_files_can_be_dropped(app: FastAPI, make: Make) -> None:
    page = make()
    page.goto("/take-in")
    assert page.get_by_text("They can be dropped here").is_visible()
    page.evaluate(_DROP, ["dropped.txt", VISIT + "Dropped."])
    expect(page.locator("#files-told")).to_have_text("dropped.txt, 1 kB")
    page.locator("#by-file").get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("row", name="dropped")).to_be_visible()
    _work_off(app)


def test_what_is_too_much_is_said_before_it_is_sent(make: Make) -> None:
    page = make()
    page.goto("/take-in")
    _choose(page, ("archive.txt", bytes(20_000_001)))
    expect(page.locator("#files-told")).to_contain_text("archive.txt has 20.0 MB, and the limit is 20 MB")
    page.locator("#by-file").get_by_role("button", name="Hand in").click()
    assert page.locator("#files").evaluate("input => !input.validity.valid")
    assert not page.get_by_role("row", name="archive").count()
    _choose(page, *((f"{number}.txt", b"x") for number in range(101)))
    expect(page.locator("#files-told")).to_contain_text("101 files, and at most 100 are taken at once")
    _choose(page, ("note.txt", b"x"))
    assert page.locator("#files").evaluate("input => input.validity.valid")
