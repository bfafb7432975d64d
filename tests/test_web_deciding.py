"""Deciding on pages: by forms alone, without a script."""

import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from cable import HOSTILE, VISIT, fill, key, record
from legation.accounts.accounts import Accounts
from legation.accounts.passwords import Hasher
from legation.briefing.visible import visible
from legation.ledger import Ledger
from legation.nouns import Commitment
from legation.web import create_app
from posting import HOME, token
from test_web_shared import PASSWORD, post

IDS = {document.name: document.id for document, _ in record()}
DOCUMENT = f"/document/{IDS['2021-visit']}"
BOATS, VISITED, SESSION = key("visit", 4), key("visit", 1), key("visit", 7)


class Desk:
    """A person at the pages, with the ledger behind them."""

    def __init__(self, client: TestClient, ledger: Ledger) -> None:
        self.client, self.ledger = client, ledger

    def page(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def send(self, form: Mapping[str, object], path: str = "/review/decide") -> Response:
        return self.client.post(path, data={"token": token(self.client, DOCUMENT), **form}, headers=HOME)

    def entry(self, identity: str) -> object:
        return self.ledger.question(identity).mentions[0].entry

    def verbs(self) -> list[str]:
        return [decision.verb for decision in self.ledger.decisions()]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "cable.db"
    with Ledger.open(path, create=True) as ledger:
        fill(ledger)
        app = create_app(path)
        with TestClient(app, base_url="http://127.0.0.1:8765", follow_redirects=False) as client:
            yield Desk(client, ledger)


def fields(page: str, path: str = "/review/decide", holding: str = "") -> dict[str, object]:
    """The fields of the form of a page that goes to a path and holds some text, as a browser sends them."""
    forms = re.findall(rf'<form[^>]*action="{path}"[^>]*>(.*?)</form>', page, re.DOTALL)
    form = next(form for form in forms if holding in form)
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>|<textarea[^>]*>[^<]*|<select.*?</select>", form, re.DOTALL):
        name = re.search(r'name="([^"]*)"', tag)
        if name is None or ('type="checkbox"' in tag and " checked" not in tag):
            continue
        if tag.startswith("<select"):
            value = re.search(r'<option selected>([^<]*)|<option value="()">', tag)
        else:
            value = re.search(r'value="([^"]*)"', tag) or re.search(r">([^<]*)", tag)
        found.setdefault(name[1], []).append(html.unescape((value and (value[1] or "")) or ""))
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}


def told(desk: Desk, answer: Response) -> str:
    """What the page says to which a form led."""
    assert answer.status_code == 303, answer.text
    page = desk.page(answer.headers["location"])
    said = re.search(r'class="told" role="status"><p><bdi>(.*?)</bdi>', page)
    assert said is not None
    return html.unescape(said[1])


class TestDocument:
    def test_accept_is_kept_and_leads_to_the_next_undecided_entry(self, desk: Desk) -> None:
        form = fields(desk.page(DOCUMENT), holding=f'value="{VISITED}"') | {"verb": "accept"}
        answer = desk.send(form)
        where = urlsplit(answer.headers["location"])
        assert (where.path, where.fragment) == (DOCUMENT, f"about-{key('visit', 2)}")
        assert told(desk, answer) == "Accepted: Visit of Norway and Estonia in Tallinn"
        assert "accepted — <bdi>" in desk.page(DOCUMENT)

    def test_a_rejected_entry_stays_in_the_panel_and_can_be_taken_back(self, desk: Desk) -> None:
        form = fields(desk.page(DOCUMENT), holding=BOATS) | {"verb": "reject", "why": "hearsay"}
        assert told(desk, desk.send(form)) == "Rejected: Norway → Estonia: rescue boats"
        page = desk.page(DOCUMENT)
        assert "<s><bdi>Norway → Estonia: rescue boats</bdi></s>" in page
        assert "hearsay" in page
        assert f'id="{BOATS}"' not in page
        assert BOATS not in {mention.entry.id for mention in desk.ledger.mentions()}
        line = page.partition(f'id="about-{BOATS}"')[2].partition('action="/review/decide"')[0]
        undo = fields(line, "/review/undo")
        assert told(desk, desk.send(undo, "/review/undo")) == "Taken back: rejected: Norway → Estonia: rescue boats"
        assert f'id="{BOATS}"' in desk.page(DOCUMENT)

    def test_after_the_last_entry_a_form_stays_and_a_key_goes_on_to_the_next_document(self, desk: Desk) -> None:
        form = fields(desk.page(DOCUMENT), holding=f'value="{SESSION}"') | {"verb": "accept"}
        first = desk.send(form).headers["location"]
        assert urlsplit(first).path == DOCUMENT
        desk.send({"decision": desk.ledger.decisions()[-1].id}, "/review/undo")
        form = fields(desk.page(DOCUMENT), holding=f'value="{SESSION}"') | {"verb": "accept", "then": "next"}
        second = desk.send(form).headers["location"]
        assert urlsplit(second).path.startswith("/document/sha256:")
        assert urlsplit(second).path != DOCUMENT
        assert f'id="{urlsplit(second).fragment}"' in desk.page(second)

    def test_next_undecided_leads_on_and_decides_nothing(self, desk: Desk) -> None:
        answer = desk.client.get(f"/review/next?document={IDS['2021-visit']}&entry={SESSION}")
        assert answer.status_code == 303
        assert urlsplit(answer.headers["location"]).path != DOCUMENT
        assert desk.verbs() == []
        for mention in desk.ledger.mentions():
            desk.ledger.decide("accept", mention.entry.id, by="Anna")
        assert desk.client.get("/review/next").headers["location"] == "/review"

    def test_the_filter_is_kept_on_the_way_through_a_decision(self, desk: Desk) -> None:
        form = fields(desk.page(f"{DOCUMENT}?kind=meeting"), holding=f'value="{VISITED}"') | {"verb": "accept"}
        where = urlsplit(desk.send(form).headers["location"])
        assert parse_qs(where.query)["kind"] == ["meeting"]
        assert where.fragment == f"about-{SESSION}"

    def test_as_of_a_date_there_is_nothing_to_decide_with(self, desk: Desk) -> None:
        page = desk.page(f"{DOCUMENT}?as_of=2022")
        assert "<form" not in page.partition("<main")[2]
        assert desk.client.get(f"/review/correct/{BOATS}?as_of=2022").status_code == 404
        assert "<form" not in desk.page("/review?as_of=2022").partition("<main")[2]

    def test_its_json_says_what_became_of_each_entry(self, desk: Desk) -> None:
        desk.ledger.decide("reject", BOATS, by="Anna", why="hearsay")
        judged = desk.client.get(f"{DOCUMENT}.json").json()["judged"]
        assert len(judged) == 7
        one = next(one for one in judged if one["entry"]["id"] == BOATS)
        assert (one["state"], one["decisions"][0]["by"], len(one["knew"])) == ("rejected", "Anna", 1)

    def test_a_person_who_goes_elsewhere_after_a_decision_stays_on_this_site(self, desk: Desk) -> None:
        for bad in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", ""):
            form = fields(desk.page(DOCUMENT), holding=f'value="{VISITED}"') | {"verb": "accept", "next": bad}
            assert desk.send(form).headers["location"].startswith("/review?decided=d")

    @pytest.mark.parametrize(
        ("form", "status"),
        [
            ({"verb": "accept", "entry": "e000000000000"}, 404),
            ({"verb": "burn", "entry": BOATS}, 409),
            ({"verb": "same", "entry": BOATS}, 409),
            ({"verb": "side", "entry": BOATS, "side": "d000000000000"}, 409),
            ({"verb": "add", "document": "none", "kind": "meeting", "start": "1", "end": "2"}, 404),
            ({"verb": "add", "document": IDS["2021-visit"], "kind": "party", "start": "1", "end": "2"}, 404),
            ({"verb": "add", "document": IDS["2021-visit"], "kind": "meeting", "start": "x", "end": "2"}, 404),
            ({"verb": "add", "document": IDS["2021-visit"], "kind": "meeting", "start": "9", "end": "2"}, 409),
            ({"verb": "add", "document": IDS["2021-visit"], "kind": "meeting", "start": "1", "end": "99999"}, 422),
            ({}, 409),
        ],
    )
    def test_what_no_form_of_ours_sends_is_refused_in_a_sentence(
        self, desk: Desk, form: dict[str, str], status: int
    ) -> None:
        answer = desk.send(form)
        assert answer.status_code == status, answer.text
        assert "Traceback" not in answer.text
        assert desk.verbs() == []


class TestCorrecting:
    def test_a_stage_is_corrected_and_nothing_else(self, desk: Desk) -> None:
        before = desk.entry(BOATS)
        form = fields(desk.page(f"/review/correct/{BOATS}")) | {"field-stage": "underway"}
        assert told(desk, desk.send(form)) == "Corrected: Norway → Estonia: rescue boats"
        after = desk.entry(BOATS)
        assert isinstance(before, Commitment)
        assert after == before.model_copy(update={"stage": "underway"})

    def test_what_cannot_stand_is_said_beside_what_was_written(self, desk: Desk) -> None:
        form = fields(desk.page(f"/review/correct/{BOATS}")) | {"field-due": "soon", "why": "as he said"}
        answer = desk.send(form)
        assert answer.status_code == 422
        assert "is no date" in html.unescape(answer.text)
        again = fields(answer.text)
        assert (again["field-due"], again["why"]) == ("soon", "as he said")
        assert desk.send(again | {"field-due": "2030"}).status_code == 303

    def test_the_second_of_two_is_told_and_what_they_wrote_is_not_lost(self, desk: Desk) -> None:
        mine = fields(desk.page(f"/review/correct/{BOATS}")) | {"field-due": "2030", "why": "he said so"}
        desk.ledger.decide("correct", BOATS, by="Bo", changes={"stage": "underway"}, why="it goes on")
        answer = desk.send(mine)
        assert answer.status_code == 409
        text = html.unescape(answer.text)
        assert "Bo, " in text
        assert "it goes on" in text
        assert "meanwhile: <bdi>underway</bdi>" in text
        assert desk.verbs() == ["correct"]
        assert desk.send(fields(answer.text)).status_code == 303
        after = desk.entry(BOATS)
        assert isinstance(after, Commitment)
        assert (after.due, after.stage, desk.ledger.decisions()[-1].why) == ("2030", "underway", "he said so")

    def test_the_second_of_two_who_accepts_is_told_and_can_decide_anew(self, desk: Desk) -> None:
        mine = fields(desk.page(DOCUMENT), holding=f'value="{BOATS}"') | {"verb": "accept", "why": "clear"}
        desk.ledger.decide("reject", BOATS, by="Bo")
        answer = desk.send(mine)
        assert answer.status_code == 409
        assert "Bo, " in answer.text
        again = fields(answer.text)
        assert again["why"] == "clear"
        assert desk.send(again | {"verb": "accept"}).status_code == 303
        assert desk.verbs() == ["reject", "accept"]
        assert BOATS in {mention.entry.id for mention in desk.ledger.mentions()}


class TestAdding:
    def test_words_that_were_missed_become_an_entry(self, desk: Desk) -> None:
        start = VISIT.index("was worried about storms")
        page = desk.page(f"{DOCUMENT}/add?new=figure&start={start - 1}&end={start + 11}")
        assert '<mark class="said figure">was worried</mark>' in page
        form = fields(page) | {"field-what": "worry", "field-value": "2.5 million"}
        form |= {"field-unit": "person", "field-change": "level"}
        answer = desk.send(form)
        assert told(desk, answer) == "Added: worry: 2.5 million people"
        added = desk.entry(urlsplit(answer.headers["location"]).fragment.removeprefix("about-"))
        assert added.evidence[0].quote == "was worried"  # type: ignore[attr-defined]
        assert added.value == 2_500_000  # type: ignore[attr-defined]

    def test_pasted_words_are_found_or_asked_about(self, desk: Desk) -> None:
        once = desk.page(f"{DOCUMENT}/add?new=position&words=the+steady++growth")
        assert '<mark class="said position">the steady growth</mark>' in once
        twice = desk.page(f"{DOCUMENT}/add?new=position&words=Estonia")
        assert "says this 2 times" in twice
        assert len(re.findall(r"add\?new=position&amp;start=\d+&amp;end=\d+", twice)) == 2
        none = desk.client.get(f"{DOCUMENT}/add?new=position&words=the+moon")
        assert none.status_code == 404
        assert "the moon</textarea>" in none.text

    def test_what_is_lacking_is_said_and_nothing_written_is_lost(self, desk: Desk) -> None:
        form = fields(desk.page(f"{DOCUMENT}/add?new=meeting&words=growth")) | {"field-place": "Oslo", "why": "so"}
        answer = desk.send(form)
        assert answer.status_code == 422
        assert "Parties is empty" in answer.text
        again = fields(answer.text)
        assert (again["field-place"], again["why"]) == ("Oslo", "so")
        assert desk.verbs() == []

    def test_hidden_characters_and_line_ends_are_counted_as_received(self, desk: Desk) -> None:
        page = desk.page(f"/document/{IDS['2023-hostile']}")
        covered: set[int] = set()
        for start, end, shown in re.findall(r'<span data-start="(\d+)"(?: data-end="(\d+)")?>([^<]*)</span>', page):
            text = html.unescape(shown)
            place = range(int(start), int(end or int(start) + len(text)))
            assert visible(HOSTILE[place.start : place.stop]) == text
            covered.update(place)
        assert all(place in covered or HOSTILE[place].isspace() for place in range(len(HOSTILE)))


class TestReview:
    def test_one_question_is_at_its_head_and_the_rest_are_links(self, desk: Desk) -> None:
        page = desk.page("/review?doubt=entry")
        waiting = desk.client.get("/review.json?doubt=entry").json()["waiting"]
        first, second = (one["mentions"][0]["entry"]["id"] for one in waiting[:2])
        assert f'name="entry" value="{first}"' in page
        assert f"entry={second}" in page
        assert f'name="entry" value="{second}"' in desk.page(f"/review?doubt=entry&after={first}")
        last = waiting[-1]["mentions"][0]["entry"]["id"]
        assert "come again" in desk.page(f"/review?doubt=entry&after={last}")

    def test_skipping_goes_through_all_that_waits_however_many_there_are(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("legation.web.rooms.review._LISTED", 3)
        seen: list[str] = []
        page = desk.page("/review?doubt=entry")
        while (asked := re.search(r'name="entry" value="(e[0-9a-f]+)"', page)) and asked[1] not in seen:
            seen.append(asked[1])
            skip = re.search(r'<a href="([^"]+)" data-key="n">', page)
            assert skip is not None
            page = desk.page(html.unescape(skip[1]))
        waiting = desk.client.get("/review.json?doubt=entry").json()["waiting"]
        assert seen == [one["mentions"][0]["entry"]["id"] for one in waiting]
        assert "come again" in page

    def test_a_decision_leads_back_to_the_queue_which_tells_of_it_and_can_undo_it(self, desk: Desk) -> None:
        form = fields(desk.page("/review?doubt=entry")) | {"verb": "reject"}
        answer = desk.send(form)
        assert answer.headers["location"].startswith("/review?doubt=entry&decided=d")
        assert told(desk, answer).startswith("Rejected: ")
        page = desk.page(answer.headers["location"])
        assert f'name="entry" value="{form["entry"]}"' not in page
        back = desk.send(fields(page, "/review/undo"), "/review/undo")
        assert told(desk, back).startswith("Taken back: rejected: ")
        assert f'name="entry" value="{form["entry"]}"' in desk.page(back.headers["location"])

    @pytest.mark.parametrize(
        ("query", "entries"),
        [
            ("kind=meeting", {("visit", 1), ("visit", 7), ("paper", 1), ("hostile", 3)}),
            ("stage=done", {("visit", 4), ("hostile", 2)}),
            ("q=landing+site", {("paper", 2)}),
            ("since=2021-10-06&until=2021", {("paper", 1), ("paper", 2)}),
            ("party=LVA", set()),
        ],
    )
    def test_the_queue_is_narrowed_by_the_filter(self, desk: Desk, query: str, entries: set[tuple[str, int]]) -> None:
        waiting = desk.client.get(f"/review.json?doubt=entry&{query}").json()["waiting"]
        assert {one["mentions"][0]["entry"]["id"] for one in waiting} == {key(*entry) for entry in entries}

    def test_two_commitments_are_set_side_by_side_and_ruled_on(self, desk: Desk) -> None:
        one, other = key("signed", 4), key("visit", 4)
        page = desk.page(f"/review?entry={one}&other={other}")
        assert "Are these one matter?" in page
        assert '<tr class="differ"><th scope="row">stage</th>' in page
        assert '<tr class="agree"><th scope="row">by</th>' in page
        answer = desk.send(fields(page) | {"verb": "different"})
        assert told(desk, answer).startswith("Different matters: ")
        assert desk.ledger.matter(one).id != desk.ledger.matter(other).id

    def test_a_conflict_shows_what_each_decided_and_lets_one_side_with_either(self, desk: Desk, tmp_path: Path) -> None:
        with Ledger.open(tmp_path / "bo.db", create=True) as bo:
            fill(bo)
            bo.decide("correct", BOATS, by="Bo", changes={"stage": "underway"}, why="it goes on")
            desk.ledger.decide("reject", BOATS, by="Anna")
            desk.ledger.take_over(line.encode() for line in bo.exported())
        page = desk.page("/review")
        assert "Reviewers differ" in page
        assert "it goes on" in page
        assert "side with either" in desk.page(DOCUMENT)
        side = re.search(r'<p><bdi>corrected to.*?name="side" value="(d[0-9a-f]+)"', page, re.DOTALL)
        assert side is not None
        form = fields(page, holding=side[1]) | {"verb": "side"}
        assert desk.send(form).status_code == 303
        assert desk.ledger.conflicts() == ()
        assert desk.entry(BOATS).stage == "underway"  # type: ignore[attr-defined]
        assert desk.send(form | {"side": "d000000000000"}).status_code == 409

    def test_nothing_waits_once_all_is_decided_and_the_tally_counts_it(self, desk: Desk) -> None:
        form = fields(desk.page("/review?doubt=entry")) | {"verb": "accept"}
        desk.send(form)
        account = desk.client.get("/review/agreement.json").json()
        assert [(tally["since"], tally["verbs"]) for tally in account["tallies"]] == [
            ("today", {"accept": 1}), ("this week", {"accept": 1}), ("in all", {"accept": 1})
        ]  # fmt: skip
        for mention in desk.ledger.mentions():
            desk.ledger.decide("accept", mention.entry.id, by="Anna")
        assert "Nothing waits" in desk.page("/review?doubt=entry")
        page = desk.page("/review/agreement")
        assert "1 topic was decided by two people or more" in page

    def test_what_is_no_doubt_is_said_in_a_sentence(self, desk: Desk) -> None:
        assert desk.client.get("/review?doubt=none").status_code == 404
        assert "nothing waits as" in desk.client.get("/review.json?doubt=none").json()["error"]


def test_a_reader_sees_what_was_decided_and_has_nothing_to_decide_with(tmp_path: Path) -> None:
    path = tmp_path / "shared.db"
    with Ledger.open(path, create=True) as ledger:
        fill(ledger).decide("reject", BOATS, by="Anna", why="hearsay")
        people = Accounts(ledger._database, hasher=Hasher(passes=1, memory=8, lanes=1))
        people.add("Rita", PASSWORD, "reader")
        browser = TestClient(create_app(path, shared=True), base_url="http://127.0.0.1:8765", follow_redirects=False)
        assert post(browser, "/sign-in", {"name": "Rita", "password": PASSWORD}) == 303
        for page in (DOCUMENT, "/review", f"/review?entry={VISITED}", "/review/agreement"):
            shown = browser.get(page)
            assert shown.status_code == 200
            assert "<form" not in shown.text.partition("<main")[2], page
        assert "hearsay" in browser.get(DOCUMENT).text
        assert "takes the role analyst" in browser.get("/review").text
        for page in (f"/review/correct/{BOATS}", f"{DOCUMENT}/add?words=arrived"):
            assert browser.get(page).status_code == 403
        assert post(browser, "/review/decide", {"verb": "accept", "entry": BOATS}) == 403
        assert post(browser, "/review/undo", {"decision": ledger.decisions()[0].id}) == 403
        assert len(ledger.decisions()) == 1


def test_pasted_text_of_a_form_is_only_text(desk: Desk) -> None:
    page = desk.client.get(f"{DOCUMENT}/add?new=figure&words=<script>alert(1)</script>\u202e").text
    assert "<script>" not in page
    assert "\u202e" not in page


def test_a_reason_without_end_is_refused_as_it_could_never_be_taken_away(desk: Desk) -> None:
    answer = desk.send({"verb": "reject", "entry": BOATS, "why": "x" * 2001})
    assert answer.status_code == 409
    assert "A reason of 2,001 characters is too long" in answer.text
    assert desk.verbs() == []
    assert desk.send({"verb": "reject", "entry": BOATS, "why": "x" * 2000}).status_code == 303
