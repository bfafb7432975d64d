"""Feeds, pages and folders that are watched: what is new is taken in once, and servers are asked politely."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answering import Server, answer, moved, serving
from cable import SIGNED, VISIT
from legation.arrivals.settling import Settling
from legation.intake.exchange import AGENT
from legation.intake.fetching import Fetched, Known, Terms
from legation.intake.quarantine import Quarantine
from legation.ledger import Ledger
from legation.ledger.keeping.preferences import OFFICE
from legation.ledger.keeping.watched import Item, Site, Watched, key_of
from legation.nouns import Document
from legation.watching.plan import Spot
from legation.watching.robots import Robots
from legation.watching.rounds import Looked, Rounds
from legation.watching.waiting import Clock, after_failures, asked_for
from test_arrivals_worker import FRENCH, PAGE, ByHand

START = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
ROBOTS = "/robots.txt"


class Time:
    """A clock that goes on only while somebody waits."""

    def __init__(self) -> None:
        self.at = START
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.at, self.sleep)


class Desk:
    """Rounds over one server of tests and one ledger; `again` begins anew, as another run of the program would."""

    def __init__(self, ledger: Ledger, server: Server, quarantine: Quarantine) -> None:
        self.ledger, self.server = ledger, server
        self.time, self.reader, self.told = Time(), ByHand(), list[Looked]()
        self.terms = Terms(
            resolve=lambda _host, _port: ["127.0.0.1"],
            allowed=lambda _: True,
            ports=frozenset({server.port}),
        )
        self.spots: list[Spot] = []
        self.settling = Settling(ledger, opening=lambda: self.reader, quarantine=quarantine)

    def url(self, path: str, host: str = "wire.example") -> str:
        return f"http://{host}:{self.server.port}{path}"

    def feed(self, path: str = "/feed", *, pages: bool = False) -> Spot:
        spot = Spot("feed", self.url(path), QUARTER, source="Fjord News", pages=pages)
        self.spots.append(spot)
        return spot

    def rounds(self) -> Rounds:
        return Rounds(
            self.ledger,
            self.spots,
            tell=self.told.append,
            clock=self.time.clock,
            terms=self.terms,
            settling=self.settling,
        )

    def again(self, after: timedelta = QUARTER) -> Looked:
        """Let time pass, begin anew, and look once; what was said last."""
        self.time.at += after
        self.told.clear()
        self.rounds().once()
        return self.told[-1]

    def asked(self) -> list[str]:
        """Paths that were asked for, in order, but robots.txt."""
        paths = [head.split(" ")[1] for head in self.server.asked]
        return [path for path in paths if path != ROBOTS]

    def failures(self) -> list[tuple[str, str]]:
        return [(each.name, each.reason or "") for each in self.ledger.arrivals.recent(None, "failed")[::-1]]


@pytest.fixture(scope="module")
def quarantine() -> Iterator[Quarantine]:
    with Quarantine() as opened:
        yield opened


@pytest.fixture
def desk(tmp_path: Path, quarantine: Quarantine) -> Iterator[Desk]:
    with serving() as server, Ledger.open(tmp_path / "legation.db", create=True) as ledger:
        ledger.preferences.set(OFFICE, "fetching", "on")
        yield Desk(ledger, server, quarantine)


def _item(desk: Desk, name: str, text: str = "") -> str:
    told = f"<description>{text}</description>" if text else ""
    link = f"<link>{desk.url(f'/{name}')}</link>"
    told += "<pubDate>Tue, 05 Oct 2021 09:00:00 GMT</pubDate>"
    return f'<item><title>{name}</title><guid isPermaLink="false">{name}</guid>{link}{told}</item>'


def _feed(*items: str, headers: tuple[str, ...] = ()) -> bytes:
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{"".join(items)}</channel></rss>'
    return answer(body.encode(), "Content-Type: application/rss+xml", *headers)


def _page(number: int = 1) -> bytes:
    return answer(PAGE.replace(b"on Tuesday", f"on day {number}".encode()), "Content-Type: text/html")


# What is new


def test_each_item_of_a_feed_is_taken_in_once_with_its_title_address_and_day(desk: Desk) -> None:
    desk.feed()
    desk.server.answers["/feed"] = _feed(_item(desk, "b", SIGNED), _item(desk, "a", VISIT))
    looked = desk.again()
    assert (looked.found.new, looked.found.entries, looked.found.failed) == (2, 2, 0)
    assert desk.reader.read_so_far == ["a", "b"]  # the older first
    kept = desk.ledger.document("a").document
    assert (kept.title, kept.url, kept.date, kept.source) == ("a", desk.url("/a"), "2021-10-05", "Fjord News")
    desk.server.answers["/feed"] = _feed(_item(desk, "c", f"{VISIT} Again."), _item(desk, "b", f"{SIGNED} Corrected."))
    assert desk.again().found.new == 1
    assert desk.reader.read_so_far == ["a", "b", "c"]


def test_the_pages_of_items_are_fetched_where_the_plan_says_so(desk: Desk) -> None:
    desk.feed(pages=True)
    desk.server.answers.update(
        {
            "/feed": _feed(_item(desk, "a"), _item(desk, "b", "In short.")),
            "/a": _page(1),
            "/b": _page(2),
        }
    )
    assert desk.again().found.new == 2
    assert desk.asked() == ["/feed", "/b", "/a"]
    kept = desk.ledger.document("a").document
    assert "half of it" in kept.text
    assert kept.url == desk.url("/a")
    assert desk.again().found.new == 0
    assert desk.asked()[3:] == ["/feed"]


def test_items_without_a_text_are_told_of_and_found_when_their_pages_are_asked_for(desk: Desk) -> None:
    desk.feed()
    desk.server.answers.update({"/feed": _feed(_item(desk, "a")), "/a": _page()})
    looked = desk.again()
    assert (looked.found.new, looked.found.textless, looked.found.failed) == (0, 1, 0)
    desk.spots = [desk.spots[0]._replace(pages=True)]
    assert desk.again().found.new == 1


def test_items_with_neither_id_nor_link_are_told_apart_by_what_they_say(desk: Desk) -> None:
    def item(text: str, title: str = "<title>Statement</title>") -> str:
        return f"<item>{title}<description>{text}</description></item>"

    desk.feed()
    desk.server.answers["/feed"] = _feed(item(VISIT), item(SIGNED, ""))
    assert desk.again().found.new == 2
    desk.server.answers["/feed"] = _feed(
        item(f"{VISIT} Again.", ""), item(f"{SIGNED} Again."), item(VISIT), item(SIGNED, "")
    )
    assert desk.again().found.new == 2


def test_a_feed_that_has_not_changed_is_not_sent_again(desk: Desk) -> None:
    desk.feed()
    desk.server.answers["/feed"] = _feed(_item(desk, "a", VISIT), headers=('ETag: "7"',))
    desk.again()
    desk.server.answers["/feed"] = answer(b"", status="304 Not Modified")
    assert desk.again().found.unchanged
    assert 'If-None-Match: "7"\r\n' in desk.server.asked[-1]
    assert desk.again().found.unchanged
    assert 'If-None-Match: "7"\r\n' in desk.server.asked[-1]


def test_a_page_is_taken_in_again_only_when_its_text_is_another(desk: Desk) -> None:
    desk.spots.append(Spot("page", desk.url("/statement"), QUARTER))
    desk.server.answers["/statement"] = _page(1)
    assert desk.again().found.new == 1
    around = PAGE.replace(b"on Tuesday", b"on day 1").replace(b"</head>", b"<!-- 12:07 --></head>")
    desk.server.answers["/statement"] = answer(around, "Content-Type: text/html")
    assert desk.again().found.new == 0
    desk.server.answers["/statement"] = _page(2)
    assert desk.again().found.new == 1


def _write(path: Path, text: str, at: datetime) -> None:
    path.write_text(text, "utf-8")
    os.utime(path, (at.timestamp(), at.timestamp()))


def test_files_of_a_folder_are_taken_in_when_they_are_new_or_other_than_they_were(desk: Desk, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    desk.spots.append(Spot("folder", str(inbox), timedelta(minutes=1)))
    assert "no such file or folder" in (desk.again().reason or "")
    (inbox / "sub").mkdir(parents=True)
    _write(inbox / "visit.txt", VISIT, START)
    _write(inbox / ".hidden.txt", VISIT, START)
    _write(inbox / "sub" / "signed.txt", SIGNED, START)
    assert desk.again().found.new == 1
    _write(inbox / "visit.txt", VISIT, START + timedelta(minutes=1))
    assert desk.again().found == desk.again().found._replace(new=0)
    _write(inbox / "visit.txt", SIGNED, START + timedelta(minutes=2))
    assert desk.again().found.new == 1
    assert desk.reader.read_so_far == ["visit", "visit"]
    assert desk.failures() == []


def test_a_file_that_is_still_being_written_waits_for_the_next_time(desk: Desk, tmp_path: Path) -> None:
    desk.spots.append(Spot("folder", str(tmp_path / "inbox"), timedelta(hours=1)))
    (tmp_path / "inbox").mkdir()
    _write(tmp_path / "inbox" / "visit.txt", VISIT[:40], START)
    looked = desk.again(timedelta(seconds=2))
    assert (looked.found.new, looked.found.fresh) == (0, 1)
    _write(tmp_path / "inbox" / "visit.txt", VISIT, desk.time.at)
    assert desk.again(timedelta(seconds=6)).found.new == 1
    assert desk.ledger.document("visit").document.text == VISIT


def test_an_item_with_an_endless_id_is_known_by_it_all_the_same(ledger: Ledger) -> None:
    watched = ledger.watched
    watch = watched.of("feed", "https://wire.example/rss", START)
    keys = [key_of("x" * 100_000 + end) for end in "ab"]
    for key in keys:
        watched.note(watch.number, key, START, tries=1)
        watched.note(watch.number, key, START)
    assert watched.items(watch.number) == dict.fromkeys(keys, Item(None, 0))


def test_what_was_a_feed_and_is_watched_as_a_page_begins_anew(ledger: Ledger) -> None:
    watched = ledger.watched
    watch = watched.of("feed", "https://wire.example/rss", START)
    watched.note(watch.number, "a", START)
    watched.came(watch.number, START, START + QUARTER, '"7"', None)
    assert watched.of("feed", "https://wire.example/rss", START).etag == '"7"'
    anew = watched.of("page", "https://wire.example/rss", START)
    assert (anew.checked, anew.etag, watched.items(anew.number)) == (None, None, {})


# Resuming


def test_whatever_ends_a_run_the_next_goes_on_and_takes_in_nothing_twice(desk: Desk) -> None:
    class Killed(BaseException):
        pass

    def kill(document: Document) -> None:
        if document.name == "b":
            raise Killed

    desk.feed()
    desk.server.answers["/feed"] = _feed(
        *(_item(desk, name, f"{VISIT} {name}") for name in "cba"), headers=('ETag: "7"',)
    )
    desk.reader.then = kill
    with pytest.raises(Killed):
        desk.again()
    desk.reader.then = lambda _: None
    assert desk.again(timedelta()).found.new == 2
    assert desk.reader.read_so_far == ["a", "b", "b", "c"]
    assert "If-None-Match" not in desk.server.asked[-1]  # it was not through


def test_what_was_kept_but_not_noted_as_seen_is_there_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def kill(*_: object, **__: object) -> NoReturn:
        raise Killed

    desk.feed()
    desk.server.answers["/feed"] = _feed(_item(desk, "a", VISIT))
    with monkeypatch.context() as patched:
        patched.setattr("legation.ledger.keeping.watched.Watched.note", kill)
        with pytest.raises(Killed):
            desk.again()
    looked = desk.again(timedelta())
    assert (looked.found.new, looked.found.failed) == (0, 0)
    assert desk.reader.read_so_far == ["a"]


def test_without_once_it_looks_again_when_something_is_due(desk: Desk, tmp_path: Path) -> None:
    class Enough(BaseException):
        pass

    desk.feed()
    desk.spots.append(Spot("folder", str(tmp_path), timedelta(hours=1)))
    desk.server.answers["/feed"] = _feed(_item(desk, "a", VISIT))

    def sleep(seconds: float) -> None:
        desk.time.sleep(seconds)
        if desk.time.at > START + timedelta(minutes=50):
            raise Enough

    rounds = Rounds(
        desk.ledger,
        desk.spots,
        tell=desk.told.append,
        clock=Clock(lambda: desk.time.at, sleep),
        terms=desk.terms,
        settling=desk.settling,
    )
    with pytest.raises(Enough):
        rounds.go()
    rounds.let_go()
    assert [looked.spot.kind for looked in desk.told] == ["feed", "folder", "feed", "feed", "feed"]
    assert desk.reader.closed.is_set()  # nothing is held while nothing is due


# Manners


def test_requests_to_one_host_are_a_second_apart_or_as_far_as_it_asks_for(desk: Desk) -> None:
    desk.feed(pages=True)
    desk.server.answers.update({"/feed": _feed(_item(desk, "a")), "/a": _page()})
    desk.again()
    assert desk.time.slept == [1.0, 1.0]  # robots.txt, the feed, the page
    desk.time.slept.clear()
    desk.server.answers.update(
        {
            ROBOTS: answer(b"User-agent: *\nCrawl-delay: 7\n"),
            "/feed": _feed(_item(desk, "b")),
            "/b": _page(2),
        }
    )
    desk.again(timedelta(days=1))
    assert desk.time.slept == [7.0, 7.0]
    desk.server.answers[ROBOTS] = answer(b"User-agent: *\nCrawl-delay: 86400\n")
    desk.time.slept.clear()
    desk.again(timedelta(days=1))
    assert desk.time.slept == [60.0]


def test_robots_txt_is_heard_once_a_day_whoever_runs(desk: Desk) -> None:
    desk.feed()
    desk.server.answers.update({ROBOTS: answer(b"User-agent: *\nAllow: /\n"), "/feed": _feed(_item(desk, "a", VISIT))})
    for _ in range(3):
        desk.again()
    asked = [head for head in desk.server.asked if ROBOTS in head.splitlines()[0]]
    assert len(asked) == 1
    assert f"User-Agent: {AGENT}\r\n" in asked[0]
    desk.again(timedelta(days=1))
    assert sum(ROBOTS in head.splitlines()[0] for head in desk.server.asked) == 2


def test_what_robots_txt_keeps_from_programs_is_not_asked_for_and_listed(desk: Desk) -> None:
    desk.feed(pages=True)
    rules = b"User-agent: *\nAllow: /\n\nUser-agent: legation\nDisallow: /private\n"
    desk.server.answers.update(
        {
            ROBOTS: answer(rules),
            "/feed": _feed(_item(desk, "private/a"), _item(desk, "b")),
            "/b": _page(),
        }
    )
    looked = desk.again()
    assert (looked.found.new, looked.found.failed) == (1, 1)
    assert desk.asked() == ["/feed", "/b"]
    ((name, reason),) = desk.failures()
    assert name == desk.url("/private/a")
    assert "robots.txt of wire.example" in reason
    assert desk.again().found.failed == 0  # it is listed, and not tried again by itself


def test_a_redirect_to_what_robots_txt_keeps_from_programs_is_not_followed(desk: Desk) -> None:
    desk.feed(pages=True)
    desk.server.answers.update(
        {
            ROBOTS: answer(b"User-agent: *\nDisallow: /private\n"),
            "/feed": _feed(_item(desk, "a")),
            "/a": moved("/private/a"),
        }
    )
    assert desk.again().found.failed == 1
    assert desk.asked() == ["/feed", "/a"]


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        ("404 Not Found", True),
        ("403 Forbidden", True),
        ("500 Internal Server Error", False),
        ("503 Service Unavailable", False),
        ("429 Too Many Requests", False),
    ],
)
def test_a_site_that_has_no_robots_txt_may_be_asked_and_one_that_cannot_say_may_not(
    desk: Desk, status: str, allowed: bool
) -> None:
    desk.feed()
    desk.server.answers.update({ROBOTS: answer(b"", status=status), "/feed": _feed(_item(desk, "a", VISIT))})
    looked = desk.again()
    assert desk.asked() == (["/feed"] if allowed else [])
    assert ("does not say what programs may ask it for" in (looked.reason or "")) is not allowed
    desk.server.answers[ROBOTS] = answer(b"User-agent: *\nAllow: /\n")
    if not allowed:
        assert desk.again(timedelta(hours=2)).found.new == 1


def test_a_server_that_is_asked_too_much_is_left_alone_as_long_as_it_says(desk: Desk) -> None:
    desk.feed(pages=True)
    busy = answer(b"", "Retry-After: 7200", status="429 Too Many Requests")
    desk.server.answers.update({"/feed": _feed(_item(desk, "a"), _item(desk, "b"), headers=('ETag: "7"',)), "/b": busy})
    looked = desk.again()
    assert (looked.found.new, looked.found.failed) == (0, 0)
    assert looked.due == desk.time.at + timedelta(hours=2)
    assert desk.asked() == ["/feed", "/b"]
    desk.time.at += timedelta(hours=1)
    assert desk.rounds().once() == 0
    desk.server.answers.update({"/a": _page(1), "/b": _page(2)})
    assert desk.again(timedelta(hours=1)).found.new == 2
    assert "If-None-Match" not in desk.server.asked[2]


def test_a_feed_that_fails_is_asked_less_and_less_often_and_listed_until_it_works(desk: Desk) -> None:
    spot = desk.feed()
    waits: list[timedelta] = []
    for _ in range(9):
        desk.server.answers["/feed"] = answer(b"", status="500 Internal Server Error")
        looked = desk.again(timedelta() if not waits else waits[-1])
        waits.append(looked.due - desk.time.at)
    assert waits[:4] == [QUARTER, 2 * QUARTER, 4 * QUARTER, 8 * QUARTER]
    assert waits[-1] == timedelta(days=1)
    ((name, reason),) = desk.failures()
    assert name == spot.place
    assert "500 Internal Server Error" in reason
    assert not desk.ledger.arrivals.recent(1, "failed")[0].again  # it is tried again anyway, and as a feed
    desk.server.answers["/feed"] = _feed(_item(desk, "a", VISIT))
    looked = desk.again(waits[-1])
    assert (looked.found.new, looked.due) == (1, desk.time.at + QUARTER)
    assert desk.failures() == []


def test_a_page_that_a_server_does_not_give_is_tried_three_times_and_struck_off_when_it_comes(desk: Desk) -> None:
    desk.feed(pages=True)
    desk.server.answers.update(
        {
            "/feed": _feed(_item(desk, "a"), _item(desk, "b"), headers=('ETag: "7"',)),
            "/a": answer(b"", status="502 Bad Gateway"),
            "/b": answer(b"", status="502 Bad Gateway"),
        }
    )
    assert desk.again().found.failed == 2
    assert "502" in desk.failures()[0][1]
    desk.server.answers["/b"] = _page()
    assert (desk.again().found.new, len(desk.failures())) == (1, 1)
    for _ in range(3):
        desk.again()
    assert desk.asked().count("/a") == 3
    assert len(desk.failures()) == 1
    assert desk.ledger.arrivals.recent(1, "failed")[0].again


def test_a_page_that_is_gone_is_listed_and_not_asked_for_again(desk: Desk) -> None:
    desk.feed(pages=True)
    desk.server.answers["/feed"] = _feed(_item(desk, "a"))
    for _ in range(2):
        desk.again()
    assert desk.asked() == ["/feed", "/a", "/feed"]
    assert "404 Not Found" in desk.failures()[0][1]


def test_a_text_that_cannot_be_read_is_listed_with_its_bytes_and_the_others_are_kept(desk: Desk) -> None:
    desk.feed()
    desk.server.answers["/feed"] = _feed(_item(desk, "a", FRENCH), _item(desk, "b", VISIT))
    looked = desk.again()
    assert (looked.found.new, looked.found.failed) == (1, 1)
    (failed,) = desk.ledger.arrivals.recent(None, "failed")
    assert failed.again
    assert "in French" in (failed.reason or "")


@pytest.mark.parametrize("body", [PAGE, VISIT.encode(), b"<rss", b"\x00\xff\xfe", b""])
def test_what_is_no_feed_is_told_and_nothing_of_it_is_taken_in(desk: Desk, body: bytes) -> None:
    desk.feed()
    desk.server.answers["/feed"] = answer(body, "Content-Type: application/rss+xml")
    assert desk.again().reason
    assert desk.reader.read_so_far == []


def test_nothing_is_asked_once_fetching_is_switched_off(desk: Desk) -> None:
    desk.feed()
    desk.ledger.preferences.set(OFFICE, "fetching", "off")
    assert "legation ledger fetching on" in (desk.again().reason or "")
    assert desk.server.asked == []


def test_a_feed_cannot_send_anybody_to_this_machine(desk: Desk) -> None:
    desk.feed(pages=True)
    desk.server.answers["/feed"] = _feed(_item(desk, "a").replace("wire.example", "inside.example"))
    desk.terms = desk.terms._replace(
        resolve=lambda host, _: ["10.0.0.1" if host == "inside.example" else "127.0.0.1"],
        allowed=lambda address: address == "127.0.0.1",
    )
    assert desk.again().found.failed == 1
    assert desk.asked() == ["/feed"]


@settings(max_examples=50)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: f"User-agent: *\n{text}".encode())))
def test_whatever_a_robots_txt_holds_it_allows_or_not_and_asks_for_a_minute_at_most(rules: bytes) -> None:
    found = Robots(_Forgetful(), lambda url: Fetched(rules, "robots.txt", None, url, Known()), Time().clock).of(
        "https://wire.example/a?b=c"
    )
    assert found.allowed in {True, False}
    assert 0 <= found.delay <= 60


class _Forgetful(Watched):
    """Keeps nothing of what sites ask for."""

    def __init__(self) -> None:
        pass

    def site(self, site: str) -> Site | None:  # noqa: ARG002 - of whatever site
        return None

    def keep_site(self, site: str, found: Site) -> None:
        pass


# Waiting


def test_what_a_server_asks_for_is_understood_in_both_forms_and_bounded() -> None:
    assert asked_for("120", START) == timedelta(minutes=2)
    assert asked_for("Fri, 27 Nov 2026 09:30:00 GMT", START) == timedelta(minutes=30)
    assert asked_for("Fri, 27 Nov 2026 08:00:00 GMT", START) == timedelta()
    for endless in ("99999999999999", "Fri, 27 Nov 2076 09:30:00 GMT"):
        assert asked_for(endless, START) == timedelta(days=1)
    for nothing in (None, "", "soon", "-5", "\u0663"):
        assert asked_for(nothing, START) == timedelta(minutes=10)


def test_waiting_after_failures_doubles_up_to_a_day_and_is_never_shorter_than_usual() -> None:
    assert [after_failures(QUARTER, times) for times in range(3)] == [QUARTER, 2 * QUARTER, 4 * QUARTER]
    assert after_failures(QUARTER, 10**6) == timedelta(days=1)
    assert after_failures(timedelta(days=7), 3) == timedelta(days=7)


def test_what_is_to_be_looked_at_more_often_now_is_due_sooner(desk: Desk) -> None:
    desk.feed()
    desk.server.answers["/feed"] = _feed(_item(desk, "a", VISIT))
    desk.again()
    desk.spots = [desk.spots[0]._replace(every=timedelta(minutes=1))]
    assert desk.rounds().next_due() == desk.time.at + timedelta(minutes=1)
