"""What was handed in is read and kept, whatever happens meanwhile."""

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import NoReturn

import pytest

from cable import BOTH, SIGNED, VISIT, evidence, key
from legation.arrivals.settling import ClosableReader
from legation.arrivals.worker import Worker
from legation.errors import FetchFailed, LedgerError, ReaderLost
from legation.intake.fetching import Fetched, Known
from legation.ledger import Ledger
from legation.ledger.keeping.arrivals import Arrivals
from legation.ledger.keeping.preferences import OFFICE
from legation.nouns import Document, Entry, Position

PAGE = b"""<!doctype html><html lang="en"><head><title>A visit</title></head><body><article><h1>A visit</h1>
<p>Norway and Estonia signed an agreement on the Frost Cable in Oslo on Tuesday, the two ministers told reporters.</p>
<p>The cable is to carry power across the sea from 2027 on, and each of the two countries is to pay half of it.</p>
<p>The ministers said that work on the landing point would begin in the spring, once the permits are there.</p>
</article></body></html>"""
STORY = (
    b'{"title": "A cable", "text": "Norway and Estonia signed an agreement on the Frost Cable in Oslo on Tuesday."}\n'
)
FRENCH = "Le ministre a déclaré que la Norvège et l'Estonie avaient signé un accord sur le câble. " * 4


class ByHand:
    """A reader that finds one entry in any document; `then` is done first, with the document."""

    name = "hand/1"

    def __init__(self, then: Callable[[Document], object] = lambda _: None) -> None:
        self.then = then
        self.read_so_far: list[str] = []
        self.closed = Event()

    def read(self, document: Document) -> tuple[Entry, ...]:
        self.read_so_far.append(document.name)
        self.then(document)
        quote = document.text.split("\n")[0].rstrip()
        found = evidence(document.text, quote)
        entry = Position(
            id=key(document.id, 1),
            evidence=found, trigger=quote.split()[0], by=BOTH[:1], toward="the cable", polarity="positive",
        )  # fmt: skip
        return (entry,)

    def close(self) -> None:
        self.closed.set()


def _never(*_: object) -> NoReturn:
    raise AssertionError("nothing is fetched here")


_MADE: list[Worker] = []


@pytest.fixture(autouse=True)
def _nothing_left_open() -> Iterator[None]:
    yield
    while _MADE:
        _MADE.pop().stop()


def _worker(ledger: Ledger, reader: ClosableReader | None = None, **ways: object) -> Worker:
    _MADE.append(Worker(ledger, **({"opening": lambda: reader or ByHand(), "fetching": _never} | ways)))  # type: ignore[arg-type]
    return _MADE[-1]


@contextmanager
def _at_work(worker: Worker) -> Iterator[None]:
    worker.start()
    try:
        yield
    finally:
        worker.stop()


def _states(arrivals: Arrivals) -> list[str]:
    return [each.state for each in arrivals.recent()[::-1]]


def test_a_text_that_is_handed_in_becomes_a_document_with_its_entries(ledger: Ledger) -> None:
    number = ledger.arrivals.hand_in("visit", VISIT.encode(), date="2021-10-05", source="Baltic Wire", who="Mara")
    _worker(ledger).work_off()
    told = ledger.arrivals.get(number)
    kept = ledger.document(told.document or "")
    assert (told.state, told.entries, told.known, told.reason) == ("kept", 1, False, None)
    assert (kept.document.name, kept.document.date, kept.document.source) == ("visit", "2021-10-05", "Baltic Wire")
    assert kept.reader == "hand/1"
    assert len(kept.entries) == 1


def test_each_that_cannot_be_taken_in_says_why_and_the_others_are_kept(ledger: Ledger) -> None:
    for name, raw in (
        ("picture", b"\x89PNG"),
        ("visit", VISIT.encode()),
        ("blank", b" \n"),
        ("câble", FRENCH.encode()),
    ):
        ledger.arrivals.hand_in(name, raw, who="Mara")
    _worker(ledger).work_off()
    assert _states(ledger.arrivals) == ["failed", "kept", "failed", "failed"]
    reasons = [each.reason or "" for each in ledger.arrivals.recent()[::-1]]
    assert reasons[0].startswith("picture: a PNG picture, which is not read")
    assert reasons[2].startswith("blank: empty")
    assert reasons[3].startswith("câble: in French")


def test_a_document_that_was_there_already_says_so_and_is_not_read_again(ledger: Ledger) -> None:
    reader = ByHand()
    first = ledger.arrivals.hand_in("visit", VISIT.encode(), who="Mara")
    again = ledger.arrivals.hand_in("reprint", VISIT.encode(), source="Harbour Post", who="Iván")
    _worker(ledger, reader).work_off()
    one, other = ledger.arrivals.get(first), ledger.arrivals.get(again)
    assert (one.known, other.known) == (False, True)
    assert (other.document, other.entries) == (one.document, one.entries)
    assert reader.read_so_far == ["visit"]
    assert ledger.document("reprint").document.id == one.document


def test_a_bug_that_one_document_brings_out_costs_no_other(ledger: Ledger) -> None:
    def trip(document: Document) -> None:
        if document.name == "signed":
            raise ZeroDivisionError("division by zero")

    number = ledger.arrivals.hand_in("signed", SIGNED.encode(), who="Mara")
    ledger.arrivals.hand_in("visit", VISIT.encode(), who="Mara")
    _worker(ledger, ByHand(trip)).work_off()
    assert _states(ledger.arrivals) == ["failed", "kept"]
    told = ledger.arrivals.get(number)
    assert told.again
    assert "signed: a bug in Legation" in (told.reason or "")
    assert "ZeroDivisionError: division by zero" in (told.reason or "")


def test_what_ends_the_reader_costs_one_document_and_a_new_reader_goes_on(ledger: Ledger) -> None:
    def die(document: Document) -> None:
        if document.name == "signed":
            raise ReaderLost("signed: the reader ended while it read this")

    readers = [ByHand(die), ByHand()]
    waiting = iter(readers)
    ledger.arrivals.hand_in("signed", SIGNED.encode(), who="Mara")
    ledger.arrivals.hand_in("visit", VISIT.encode(), who="Mara")
    _worker(ledger, opening=lambda: next(waiting)).work_off()
    assert _states(ledger.arrivals) == ["failed", "kept"]
    assert [reader.read_so_far for reader in readers] == [["signed"], ["visit"]]
    assert readers[0].closed.is_set()


def test_a_reader_that_cannot_be_opened_is_told_of_with_each_document(ledger: Ledger) -> None:
    def broken() -> NoReturn:
        raise ReaderLost("the reader does not start")

    number = ledger.arrivals.hand_in("visit", VISIT.encode(), who="Mara")
    _worker(ledger, opening=broken).work_off()
    assert ledger.arrivals.get(number).reason == "the reader does not start"


def test_no_reader_is_opened_before_something_is_there_to_read(ledger: Ledger) -> None:
    _worker(ledger, opening=_never).work_off()
    ledger.arrivals.hand_in("picture", b"\x89PNG", who="Mara")
    _worker(ledger, opening=_never).work_off()
    assert _states(ledger.arrivals) == ["failed"]


def test_what_is_being_read_when_the_server_stops_is_read_when_it_starts_again(ledger: Ledger) -> None:
    reading = Event()

    def hold(_: Document) -> None:
        reading.set()
        assert reader.closed.wait(60)
        raise ReaderLost("the reader was ended")

    reader = ByHand(hold)
    worker = _worker(ledger, reader)
    for name, text in (("signed", SIGNED), ("visit", VISIT)):
        ledger.arrivals.hand_in(name, text.encode(), who="Mara")
    with _at_work(worker):
        assert reading.wait(60)
        assert _states(ledger.arrivals) == ["reading", "waiting"]
    assert _states(ledger.arrivals) == ["reading", "waiting"]

    done = Event()
    later = ByHand(lambda document: done.set() if document.name == "visit" else None)
    with _at_work(_worker(ledger, later)):
        assert done.wait(60)
    assert later.read_so_far == ["signed", "visit"]
    assert _states(ledger.arrivals)[0] == "kept"


def test_what_is_handed_in_while_the_worker_waits_is_read_when_it_is_woken(ledger: Ledger) -> None:
    done = Event()
    worker = _worker(ledger, ByHand(lambda _: done.set()))
    with _at_work(worker):
        ledger.arrivals.hand_in("visit", VISIT.encode(), who="Mara")
        worker.wake()
        assert done.wait(60)


def test_a_reader_that_has_nothing_to_do_is_let_go_and_another_reads_what_comes_later(ledger: Ledger) -> None:
    first, second, done = ByHand(), ByHand(), Event()
    second.then = lambda _: done.set()
    waiting = iter((first, second))
    worker = _worker(ledger, opening=lambda: next(waiting), idle=0.01)
    ledger.arrivals.hand_in("signed", SIGNED.encode(), who="Mara")
    with _at_work(worker):
        assert first.closed.wait(60)
        ledger.arrivals.hand_in("visit", VISIT.encode(), who="Mara")
        worker.wake()
        assert done.wait(60)


def test_a_ledger_that_cannot_be_used_for_a_while_ends_nothing(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    troubles = iter([LedgerError("the disk is full"), RuntimeError("odd")])
    done = Event()
    failed, take = Arrivals.failed, Arrivals.take

    def trouble_first(self: Arrivals, *given: object) -> object:
        if trouble := next(troubles, None):
            raise trouble
        return (failed if given else take)(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Arrivals, "failed", trouble_first)
    monkeypatch.setattr(Arrivals, "take", trouble_first)
    ledger.arrivals.hand_in("picture", b"\x89PNG", who="Mara")
    ledger.arrivals.hand_in("visit", VISIT.encode(), who="Mara")
    with _at_work(_worker(ledger, ByHand(lambda _: done.set()), pause=0.0)):
        assert done.wait(60)
    assert _states(ledger.arrivals)[0] == "failed"


def test_nothing_is_fetched_unless_the_office_has_switched_it_on(ledger: Ledger) -> None:
    number = ledger.arrivals.hand_in("x", url="https://wire.example/a.txt", who="Mara")
    _worker(ledger, fetching=_never).work_off()
    assert "fetching is switched off" in (ledger.arrivals.get(number).reason or "")


def _fetched(url: str, raw: bytes, media: str) -> Fetched:
    return Fetched(raw, f"{url.rpartition('/')[2]}", media, url, Known())


def test_what_is_fetched_is_kept_under_its_own_name_and_what_is_not_there_says_so(ledger: Ledger) -> None:
    pages = {
        url: _fetched(url, raw, media)
        for url, raw, media in (
            ("https://wire.example/a.txt", VISIT.encode(), "text/plain"),
            ("https://wire.example/b.html", PAGE, "text/html; charset=utf-8"),
        )
    }

    def fetch(url: str) -> Fetched:
        if url not in pages:
            raise FetchFailed(f"{url}: the server answered 404 Not Found")
        return pages[url]

    ledger.preferences.set(OFFICE, "fetching", "on")
    for url in (*pages, "https://wire.example/c"):
        ledger.arrivals.hand_in(url, url=url, date="2021-10-05", who="Mara")
    _worker(ledger, fetching=fetch).work_off()
    told = ledger.arrivals.recent()[::-1]
    assert [each.state for each in told] == ["kept", "kept", "failed"]
    assert ledger.document(told[0].document or "").document.name == "a"
    page = ledger.document(told[1].document or "").document
    assert (page.name, page.url) == ("b", "https://wire.example/b.html")
    assert told[2].reason == "https://wire.example/c: the server answered 404 Not Found"
    assert told[2].again


# Several documents in one


def _zipped(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, raw in files.items():
            archive.writestr(name.replace("_", "."), raw)
    return held.getvalue()


def test_an_archive_is_kept_as_the_documents_in_it_and_what_fails_there_fails_by_itself(ledger: Ledger) -> None:
    raw = _zipped(visit_txt=VISIT.encode(), câble_txt=FRENCH.encode(), signed_txt=SIGNED.encode())
    number = ledger.arrivals.hand_in("friday", raw, date="2021-10-05", who="Mara", media="application/zip")
    _worker(ledger).work_off()
    told = ledger.arrivals.get(number)
    assert (told.state, told.parts, told.entries, told.document) == ("kept", 3, 2, None)
    found = [each for each in ledger.arrivals.recent()[::-1] if each.within == number]
    assert [(each.name, each.state) for each in found] == [("câble", "failed"), ("signed", "kept"), ("visit", "kept")]
    assert found[0].again
    assert found[0].origin == "friday.zip, câble.txt"
    assert ledger.document("visit").document.date == "2021-10-05"
    assert ledger.arrivals.raw(number) is None


def test_an_archive_whose_reading_was_broken_off_is_gone_through_again_and_nothing_is_there_twice(
    ledger: Ledger,
) -> None:
    number = ledger.arrivals.hand_in(
        "friday", _zipped(visit_txt=VISIT.encode(), câble_txt=FRENCH.encode(), signed_txt=SIGNED.encode()), who="Mara"
    )

    def stop(document: Document) -> None:
        if document.name == "visit":
            worker.stop()
            raise ReaderLost("the reader was ended")

    worker = _worker(ledger, ByHand(stop))
    worker.work_off()
    assert ledger.arrivals.get(number).state == "reading"
    reader = ByHand()
    ledger.arrivals.resume()
    _worker(ledger, reader).work_off()
    assert reader.read_so_far == ["visit"]
    found = [each for each in ledger.arrivals.recent()[::-1] if each.within == number]
    assert [each.name for each in found] == ["câble", "signed", "visit"]
    assert ledger.arrivals.get(number).parts == 3


def test_a_file_keeps_its_format_and_its_name_whatever_is_in_the_name(ledger: Ledger) -> None:
    for name in ("St. Petersburg/Oslo", "report.pdf", "2021.03"):
        number = ledger.arrivals.hand_in(name, (VISIT + name).encode(), who="Mara")
        _worker(ledger).work_off()
        assert ledger.document(ledger.arrivals.get(number).document or "").document.name == name
    number = ledger.arrivals.hand_in("stories", STORY, who="Mara", media="application/jsonl")
    _worker(ledger).work_off()
    assert ledger.document(ledger.arrivals.get(number).document or "").document.title == "A cable"
