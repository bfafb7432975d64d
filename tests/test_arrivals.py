"""What was handed in to be read."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.errors import QueryError
from legation.intake import LIMIT
from legation.ledger import Ledger
from legation.ledger.keeping.arrivals import Arrivals


def _bring(arrivals: Arrivals, *names: str) -> list[int]:
    return [arrivals.hand_in(name, f"Text of {name}.".encode(), who="Mara") for name in names]


def test_what_is_handed_in_is_kept_as_received_until_it_is_read(ledger: Ledger) -> None:
    at = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
    number = ledger.arrivals.hand_in("note", b"\x00raw\xff", date="2026-11-26", source="Fjord News", who="Mara", at=at)
    told = ledger.arrivals.get(number)
    assert (told.name, told.date, told.source, told.who, told.at) == ("note", "2026-11-26", "Fjord News", "Mara", at)
    assert (told.state, told.before, told.again) == ("waiting", 0, False)
    taken = ledger.arrivals.take()
    assert taken is not None
    assert (taken.number, ledger.arrivals.raw(taken.number)) == (number, b"\x00raw\xff")


def test_the_first_to_come_is_the_first_to_be_taken_and_each_once(ledger: Ledger) -> None:
    numbers = _bring(ledger.arrivals, "one", "two", "three")
    taken = [ledger.arrivals.take() for _ in range(4)]
    assert [each.number for each in taken if each] == numbers
    assert taken[-1] is None


def test_each_that_waits_is_told_how_many_come_before_it(ledger: Ledger) -> None:
    _bring(ledger.arrivals, "one", "two", "three", "four")
    ledger.arrivals.take()
    assert [each.before for each in ledger.arrivals.recent()] == [3, 2, 1, None]
    assert [each.before for each in ledger.arrivals.recent(2)] == [3, 2]
    assert [each.before for each in ledger.arrivals.recent(2, "waiting")] == [3, 2]
    assert ledger.arrivals.get(3).before == 2
    assert ledger.arrivals.waiting() == 4


def test_bytes_go_once_they_are_kept_as_a_document(ledger: Ledger) -> None:
    (number,) = _bring(ledger.arrivals, "one")
    ledger.arrivals.take()
    ledger.arrivals.kept(number, "sha256:ab", 3, known=True)
    told = ledger.arrivals.get(number)
    assert (told.state, told.document, told.entries, told.known) == ("kept", "sha256:ab", 3, True)
    assert ledger.arrivals.raw(number) is None
    with pytest.raises(QueryError, match=f"arrival {number} cannot be tried again"):
        ledger.arrivals.retry(number)
    assert ledger.arrivals.waiting() == 0


def test_what_failed_says_why_and_waits_again_with_its_bytes_when_asked_to(ledger: Ledger) -> None:
    one, two = _bring(ledger.arrivals, "one", "two")
    ledger.arrivals.take()
    ledger.arrivals.failed(one, "one: in French")
    (failed,) = ledger.arrivals.recent(10, "failed")
    assert (failed.number, failed.reason, failed.again) == (one, "one: in French", True)
    ledger.arrivals.retry(one)
    assert ledger.arrivals.get(one).reason is None
    taken = ledger.arrivals.take()
    assert taken is not None
    assert (taken.number, ledger.arrivals.raw(taken.number)) == (one, b"Text of one.")
    with pytest.raises(QueryError, match="cannot be tried again"):
        ledger.arrivals.retry(two)


def test_all_that_failed_wait_again_at_once_and_nothing_else_does(ledger: Ledger) -> None:
    numbers = _bring(ledger.arrivals, "one", "two", "three")
    url = ledger.arrivals.hand_in("four", url="https://wire.example/four.txt", who="Mara")
    large = ledger.arrivals.hand_in("large", bytes(LIMIT + 1), who="Mara")
    for number in (*numbers[1:], url):
        ledger.arrivals.failed(number, "no")
    ledger.arrivals.kept(numbers[0], "sha256:ab", 0)
    assert ledger.arrivals.retry_all() == 3
    assert [each.number for each in ledger.arrivals.recent(10, "waiting")] == [url, *numbers[:0:-1]]
    assert ledger.arrivals.get(large).state == "failed"
    assert ledger.arrivals.retry_all() == 0


def test_what_is_too_large_has_failed_at_once_and_is_not_kept(ledger: Ledger) -> None:
    told = ledger.arrivals.get(ledger.arrivals.hand_in("archive", bytes(LIMIT + 1), who="Mara"))
    assert (told.state, told.again) == ("failed", False)
    assert told.reason == "archive: 20.0 MB, and the limit for one document is 20 MB; split it into its documents"
    with pytest.raises(QueryError, match="cannot be tried again"):
        ledger.arrivals.retry(told.number)
    ledger.arrivals.hand_in("just so", bytes(LIMIT), who="Mara")
    assert ledger.arrivals.waiting() == 1


def test_only_what_failed_is_struck_off_and_its_number_is_not_given_again(ledger: Ledger) -> None:
    one, two = _bring(ledger.arrivals, "one", "two")
    with pytest.raises(QueryError, match="has not failed"):
        ledger.arrivals.forget(two)
    ledger.arrivals.failed(two, "no")
    ledger.arrivals.forget(two)
    assert [each.number for each in ledger.arrivals.recent()] == [one]
    assert _bring(ledger.arrivals, "three") > [two]
    for ask in (ledger.arrivals.get, ledger.arrivals.retry, ledger.arrivals.forget):
        with pytest.raises(QueryError, match=f"has the number {two}"):
            ask(two)


def test_what_was_half_read_waits_again_when_a_reader_starts(place: str) -> None:
    with Ledger.open(place, create=True) as ledger:
        numbers = _bring(ledger.arrivals, "one", "two")
        ledger.arrivals.take()
    with Ledger.open(place) as ledger:
        assert ledger.arrivals.resume() == 1
        assert [each.number for each in ledger.arrivals.recent(10, "waiting")] == numbers[::-1]
        assert ledger.arrivals.resume() == 0


def test_a_url_is_handed_in_in_place_of_bytes_and_never_beside_them(ledger: Ledger) -> None:
    ledger.arrivals.hand_in("four", url="https://wire.example/four.txt", who="Mara")
    taken = ledger.arrivals.take()
    assert taken is not None
    assert (taken.url, ledger.arrivals.raw(taken.number)) == ("https://wire.example/four.txt", None)
    for raw, url in ((None, None), (b"a", "https://wire.example")):
        with pytest.raises(ValueError, match="either"):
            ledger.arrivals.hand_in("neither", raw, url=url, who="Mara")


def test_any_name_comes_back_as_it_was(ledger: Ledger) -> None:
    names = ["a\x00b", "\udcff.txt", "<script>", "\u202egpj.txt", ""]
    _bring(ledger.arrivals, *(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for name in names[2:]))
    ledger.arrivals.hand_in(names[0], b"x", who="Ma\x00ra")
    assert [each.name for each in ledger.arrivals.recent()] == [names[0], *names[:1:-1]]


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["hand in", "take", "keep", "fail", "retry", "resume"]), max_size=25))
def test_nothing_is_lost_and_places_in_the_queue_are_what_they_say(ledger_of_all: Ledger, doings: list[str]) -> None:
    arrivals = ledger_of_all.arrivals
    _clear(arrivals)
    reading: list[int] = []
    brought = 0
    for doing in doings:
        if doing == "hand in":
            _bring(arrivals, "one")
            brought += 1
        elif doing == "take" and (taken := arrivals.take()):
            reading.append(taken.number)
        elif doing == "keep" and reading:
            arrivals.kept(reading.pop(), "sha256:ab", 1)
        elif doing == "fail" and reading:
            arrivals.failed(reading.pop(), "no")
        elif doing == "retry":
            arrivals.retry_all()
        elif doing == "resume":
            arrivals.resume()
            reading.clear()
    told = arrivals.recent(1_000)[:brought]
    queue = sorted((each for each in told if each.state == "waiting"), key=lambda each: each.number)
    assert len(told) == brought
    assert [each.before for each in queue] == [len(reading) + place for place in range(len(queue))]
    assert [each.number for each in told if each.state == "reading"] == sorted(reading, reverse=True)
    assert arrivals.waiting() == len(queue) + len(reading)


def _clear(arrivals: Arrivals) -> None:
    arrivals.resume()
    while taken := arrivals.take():
        arrivals.kept(taken.number, "sha256:ab", 0)
    for failed in arrivals.recent(1_000, "failed"):
        arrivals.forget(failed.number)


@pytest.fixture(scope="module")
def ledger_of_all(shared_place: str) -> Iterator[Ledger]:
    with Ledger.open(shared_place, create=True) as opened:
        yield opened
