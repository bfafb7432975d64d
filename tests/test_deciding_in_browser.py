"""Deciding in a real Chromium: by button without a script, by key, by selecting words; and two people at once."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browsing import IN_BROWSER, Make, opening, served
from cable import VISIT, fill, key
from legation.briefing.visible import visible
from legation.ledger import Ledger
from legation.nouns import Commitment, Document, Evidence, Position
from legation.web import create_app
from test_web_words import offset

pytestmark = IN_BROWSER

DOCUMENT = "/document/2021-visit"
VISITED, FINISH, COST, BOATS, SESSION = (key("visit", number) for number in (1, 2, 3, 4, 7))
UNEVEN = "OSLO 😀 - Norway\r\nsent 😀 boats\r\nto \u202eEstonia\u202c, 😀\tit said.\r\n\r\nMore\x1b is\u200b due.\r\n"


class Room(NamedTuple):
    """A ledger of one test, served."""

    ledger: Ledger
    address: str


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    path = tmp_path / "cable.db"
    with Ledger.open(path, create=True) as ledger:
        fill(ledger)
        raw = UNEVEN.encode()
        document = Document(
            id=f"sha256:{hashlib.sha256(raw).hexdigest()}", name="uneven", text=UNEVEN, date="2020-01-01"
        )
        spans = [
            (UNEVEN.index(a), UNEVEN.index(b)) for a, b in (("Norway", ", "), ("sent", "\r\nto"), ("😀 boats", "\t"))
        ]
        entries = [
            Position(
                id=f"e{number:012x}",
                evidence=(Evidence(start=start, end=end, quote=UNEVEN[start:end]),),
                trigger=UNEVEN[start:end],
                by=("NOR",),
                toward="boats",
                polarity="positive",
            )
            for number, (start, end) in enumerate(spans, 1)
        ]
        ledger.add(document, entries, reader="hand/1", raw=raw)
        with served(create_app(path)) as address:
            yield Room(ledger, address)


@pytest.fixture
def make(browser: Browser, room: Room) -> Iterator[Make]:
    with opening(browser, room.address) as opened:
        yield opened


def verbs(room: Room) -> list[tuple[str, str]]:
    return [(decision.verb, decision.subject.entry) for decision in room.ledger.decisions()]


def line(page: Page, entry: str) -> Locator:
    return page.locator(f"#about-{entry}")


def current(page: Page) -> str | None:
    return page.locator("#lines > li.current").get_attribute("data-entry", timeout=2000)


class TestWithoutAScript:
    def test_a_button_decides_and_what_was_done_is_told_and_can_be_undone(self, make: Make, room: Room) -> None:
        page = make(script=False)
        page.goto(DOCUMENT)
        page.get_by_role("button", name="Accept M1").click()
        assert verbs(room) == [("accept", VISITED)]
        page.wait_for_url(f"**#about-{FINISH}")
        expect(page.get_by_role("status").first).to_contain_text("Accepted: Visit of Norway and Estonia in Tallinn")
        page.get_by_role("status").first.get_by_role("button", name="Undo").click()
        assert verbs(room)[-1] == ("undo", VISITED)
        expect(page.locator("#keyboard")).to_be_hidden()

    def test_a_stage_is_corrected(self, make: Make, room: Room) -> None:
        page = make(script=False)
        page.goto(DOCUMENT)
        page.get_by_role("link", name="Correct C4").click()
        page.get_by_label("Stage").select_option("underway")
        page.get_by_label("Why").fill("there are 300 to come")
        page.get_by_role("button", name="Keep the correction").click()
        entry = room.ledger.question(BOATS).mentions[0].entry
        assert isinstance(entry, Commitment)
        assert entry.stage == "underway"
        expect(line(page, BOATS)).to_contain_text("corrected")
        expect(line(page, BOATS)).to_contain_text("there are 300 to come")

    def test_words_are_pasted_to_be_added(self, make: Make, room: Room) -> None:
        room.ledger.decide("reject", key("visit", 5), by="Anna")
        page = make(script=False)
        page.goto(DOCUMENT)
        page.get_by_text("Add an entry that was missed").click()
        page.get_by_label("Its words, as the text has them").fill("steady  growth of trade")
        page.get_by_label("Kind", exact=True).select_option("position")
        page.get_by_role("button", name="Go on").click()
        page.get_by_label("By: who acts").fill("Estonia")
        page.get_by_label("On what").fill("growth")
        page.get_by_label("Polarity").select_option("positive")
        page.get_by_role("button", name="Add it").click()
        expect(page.get_by_role("status").first).to_contain_text("Added: Estonia on growth")
        expect(page.locator("mark", has_text="steady growth of trade")).to_have_count(1)

    def test_a_question_of_the_queue_is_answered(self, make: Make, room: Room) -> None:
        page = make(script=False)
        page.goto("/review?doubt=entry")
        first = page.locator(".asked h3").inner_text()
        page.get_by_role("button", name="Reject").click()
        expect(page.get_by_role("status").first).to_contain_text(f"Rejected: {first}")
        assert [verb for verb, _ in verbs(room)] == ["reject"]


class TestKeys:
    def test_j_and_k_go_through_entries_and_decide_nothing(self, make: Make, room: Room) -> None:
        page = make()
        page.goto(DOCUMENT)
        seen = []
        for pressed in "jjjk":
            page.keyboard.press(pressed)
            seen.append(current(page))
        assert seen == [VISITED, FINISH, COST, FINISH]
        assert page.locator(f"mark[data-entry='{FINISH}']").first.evaluate("e => e.classList.contains('current')")
        assert verbs(room) == []

    def test_one_key_decides_and_goes_on_and_another_takes_it_back(self, make: Make, room: Room) -> None:
        page = make()
        page.goto(DOCUMENT)
        page.keyboard.press("a")  # nothing is chosen yet
        expect(page.locator("#keys-told")).to_have_text("Choose an entry first: j, or n.")
        page.keyboard.press("n")
        page.keyboard.press("a")
        page.wait_for_url(f"**#about-{FINISH}")
        assert current(page) == FINISH
        page.keyboard.press("r")
        page.wait_for_url(f"**#about-{COST}")
        assert verbs(room) == [("accept", VISITED), ("reject", FINISH)]
        page.keyboard.press("u")
        page.wait_for_url(f"**#about-{FINISH}")
        assert verbs(room)[2:] == [("undo", FINISH)]
        page.keyboard.press("u")  # the one before it, and not the undo
        page.wait_for_url(f"**#about-{VISITED}")
        assert verbs(room)[3:] == [("undo", VISITED)]

    def test_n_goes_on_to_another_document_and_never_accepts(self, make: Make, room: Room) -> None:
        page = make()
        page.goto(DOCUMENT)
        for _ in range(7):
            page.keyboard.press("n")
        assert current(page) == SESSION
        page.keyboard.press("n")
        page.wait_for_url(lambda url: "/document/sha256:" in url and "#about-" in url)
        page.wait_for_load_state()
        assert current(page) == urlsplit(page.url).fragment.removeprefix("about-")
        assert page.locator("h1").inner_text() != "2021-visit"
        assert verbs(room) == []

    def test_no_key_fires_while_one_types_with_a_modifier_held_down_or_switched_off(
        self, make: Make, room: Room
    ) -> None:
        page = make()
        page.goto(f"{DOCUMENT}#about-{VISITED}")
        expect(page.locator("li.current")).to_have_count(1)
        line(page, VISITED).get_by_text("say why").click()
        page.get_by_label("Why, for M1").press_sequentially("a clear case, rather")
        line(page, VISITED).focus()
        for combination in ("Control+a", "Alt+r", "Shift+A"):
            page.keyboard.press(combination)
        page.evaluate("dispatchEvent(new KeyboardEvent('keydown', {key: 'a', repeat: true}))")
        page.keyboard.press("?")
        page.get_by_label("single keys are on").uncheck()
        page.goto(f"{DOCUMENT}?kind=meeting#about-{VISITED}")
        line(page, VISITED).focus()
        page.keyboard.press("r")
        page.keyboard.press("?")
        assert not page.locator("#keyboard").evaluate("e => e.open")
        assert verbs(room) == []
        assert urlsplit(page.url).path.startswith("/document/")

    def test_two_are_ruled_on_by_one_key(self, make: Make, room: Room) -> None:
        page = make()
        page.goto(f"/review?entry={key('signed', 4)}&other={BOATS}")
        page.keyboard.press("x")
        page.wait_for_url("**decided=**")
        assert [verb for verb, _ in verbs(room)] == ["unsure"]
        page.keyboard.press("u")
        page.wait_for_url("**other=**")
        assert [verb for verb, _ in verbs(room)] == ["unsure", "undo"]
        page.keyboard.press("d")
        page.wait_for_url(lambda url: "other=" not in url)
        assert [verb for verb, _ in verbs(room)] == ["unsure", "undo", "different"]


# Selects from one place to another in what is shown of the text, tags aside, and gives where the bar leads.
SELECT = """async ([from, to]) => {
  const nodes = [...document.querySelectorAll('.text [data-start]')].map(run => run.firstChild);
  const at = place => { for (const node of nodes) {
      if (place <= node.length) return [node, place];
      place -= node.length } };
  getSelection().setBaseAndExtent(...at(from), ...at(to));
  const frame = () => new Promise(requestAnimationFrame);
  await frame(); await frame();
  const bar = document.getElementById('selected');
  return bar.hidden ? null : bar.querySelector('a').href;
}"""


class TestSelecting:
    def test_words_that_are_selected_become_an_entry(self, make: Make, room: Room) -> None:
        room.ledger.decide("reject", key("visit", 5), by="Anna")
        page = make()
        page.goto(DOCUMENT)
        start = VISIT.index("steady growth of trade and said that Estonia was")
        shown = len(visible(VISIT[:start].replace("\n\n", "")))
        address = page.evaluate(SELECT, [shown, shown + len("steady growth of trade and said that Estonia was")])
        query = parse_qs(urlsplit(address).query)
        assert (
            VISIT[int(query["start"][0]) : int(query["end"][0])] == "steady growth of trade and said that Estonia was"
        )
        page.get_by_role("group", name="Add the words").get_by_role("link", name="figure").click()
        expect(page.locator("mark")).to_have_text("steady growth of trade and said that Estonia was")
        page.get_by_label("What").fill("trade")
        page.get_by_label("Value").fill("2.5 million")
        page.get_by_label("Unit").fill("USD")
        page.get_by_label("Change").select_option("increase")
        page.get_by_role("button", name="Add it").click()
        expect(page.get_by_role("status").first).to_contain_text("Added: trade: up USD 2.5 million")
        expect(page.locator("li:target")).to_have_count(1)
        assert verbs(room)[-1][0] == "add"

    def test_a_selection_is_counted_in_the_text_as_received(self, make: Make) -> None:
        page = make()
        page.goto("/document/uneven")
        shown = "".join(page.locator(".text [data-start]").all_text_contents())
        gap = UNEVEN.index("\r\n\r\n")
        assert shown == visible(UNEVEN[:gap]) + visible(UNEVEN[gap + 4 :])
        units = [len(shown[:place].encode("utf-16-le")) // 2 for place in range(len(shown) + 1)]  # as a browser counts
        first = len(visible(UNEVEN[:gap]))

        def expected(place: int) -> int:
            return offset(UNEVEN[:gap], place) if place <= first else offset(UNEVEN[gap + 4 :], place - first, gap + 4)

        for start, end in [*((place, len(shown) - 2) for place in range(0, len(shown) - 2, 3)), (2, 9), (17, 31)]:
            query = parse_qs(urlsplit(page.evaluate(SELECT, [units[start], units[end]])).query)
            # At the very end of a run a browser may mean the beginning of the next: in the text that is one place,
            # but for a blank line between them.
            assert int(query["end"][0]) == expected(end), (start, end)
            assert int(query["start"][0]) in {expected(start), gap if start == first else -1}, (start, end)

    def test_a_paragraph_that_is_clicked_three_times_is_selected_to_its_end(self, make: Make) -> None:
        page = make()
        page.goto(DOCUMENT)
        page.locator(".text p").nth(1).locator("[data-start]").first.click(click_count=3)
        link = page.get_by_role("group", name="Add the words").get_by_role("link", name="meeting")
        expect(link).to_be_visible()
        query = parse_qs(urlsplit(link.get_attribute("href") or "").query)
        said = VISIT[int(query["start"][0]) : int(query["end"][0])]
        assert said.strip() == VISIT.split("\n\n")[1]

    def test_nothing_is_offered_for_what_is_selected_elsewhere(self, make: Make) -> None:
        page = make()
        page.goto(DOCUMENT)
        page.get_by_role("heading", level=1).click(click_count=3)
        expect(page.locator("#selected")).to_be_hidden()


def test_the_second_of_two_people_is_told_and_loses_nothing(browser: Browser, room: Room) -> None:
    context = browser.new_context(base_url=room.address)  # the page of a conflict is one that a browser complains of
    one, two = context.new_page(), context.new_page()
    for page in (one, two):
        page.goto(f"/review/correct/{BOATS}")
    one.get_by_label("Stage").select_option("underway")
    one.get_by_role("button", name="Keep the correction").click()
    two.get_by_label("Due").fill("2030")
    two.get_by_label("Why").fill("he said so")
    two.get_by_role("button", name="Keep the correction").click()
    expect(two.get_by_role("alert")).to_contain_text("Somebody was quicker")
    expect(two.get_by_role("alert")).to_contain_text("corrected to: underway")
    assert two.get_by_label("Due").input_value() == "2030"
    assert two.get_by_label("Why").input_value() == "he said so"
    assert two.get_by_label("Stage").input_value() == "underway"
    two.get_by_role("button", name="Keep the correction").click()
    expect(two.get_by_role("status").first).to_contain_text("Corrected:")
    entry = room.ledger.question(BOATS).mentions[0].entry
    assert isinstance(entry, Commitment)
    assert (entry.stage, entry.due) == ("underway", "2030")
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_on_which_one_decides_scrolls_sideways(make: Make, width: int) -> None:
    page = make(width)
    paths = (
        DOCUMENT, "/document/uneven", "/review", f"/review?entry={key('signed', 4)}&other={BOATS}",
        f"/review/correct/{BOATS}", f"{DOCUMENT}/add?new=meeting&words=arrived",
        f"{DOCUMENT}/add?new=meeting&words=Estonia", "/review/agreement",
    )  # fmt: skip
    widths = {}
    for path in paths:
        page.goto(path)
        widths[path] = page.locator("html").evaluate("e => e.scrollWidth")
    assert widths == dict.fromkeys(paths, width)


def test_every_target_is_large_enough(make: Make) -> None:
    page = make(360)
    for path in (DOCUMENT, "/review", f"/review/correct/{BOATS}"):
        page.goto(path)
        sizes = page.locator("main button:visible, main .button:visible, main select:visible").evaluate_all(
            "all => all.map(e => [e.textContent.trim(), e.getBoundingClientRect().height])"
        )
        assert sizes
        assert [one for one in sizes if one[1] < 24] == []


def test_a_page_says_how_to_use_keys_only_where_they_work(make: Make) -> None:
    page = make()
    page.goto("/review?doubt=entry")
    page.keyboard.press("?")
    shown = page.locator("#keyboard")
    assert re.search(r"a\s+accept", shown.inner_text())
    assert shown.locator("summary").evaluate("e => e === document.activeElement")
