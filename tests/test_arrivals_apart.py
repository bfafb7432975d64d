"""A reader in a process of its own: it reads as the same reader does here, and what ends it is told."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from cable import document
from legation.arrivals.apart import ReaderApart
from legation.errors import ReaderFault, ReaderLost
from legation.reading import open_reader

Opened = Callable[..., ReaderApart]
VISIT = document("visit", "Norway signed a treaty with Estonia on Friday.\u2028\u202eIt was told.\r\n\x00", None, None)
_READER = """
import os, sys, time
from legation.arrivals.lectern import main

class Odd:
    name = "odd/1"
    def read(self, document):
        print("what a library prints is no answer")
        os.write(1, b"nor this")
        {does}
        return ()

if __name__ == "__main__":
    main(Odd())
"""


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Opens a process whose reader does what it is told to."""
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{Path(__file__).parent.parent / 'src'}")

    def open_odd(does: str, patience: float = 60.0) -> ReaderApart:
        (tmp_path / "odd_lectern.py").write_text(_READER.format(does=does))
        return ReaderApart(module="odd_lectern", patience=patience)

    return open_odd


def test_it_reads_what_the_same_reader_reads_here() -> None:
    samples = Path(__file__).parent.parent / "samples"
    texts = [document(path.stem, path.read_text(), "2021-04-08", "Wire") for path in sorted(samples.glob("*.txt"))[:4]]
    here, apart = open_reader(), ReaderApart()
    try:
        assert apart.name == here.name
        for one in (*texts, VISIT):
            assert apart.read(one) == here.read(one)
    finally:
        apart.close()


def test_a_bug_is_told_and_the_next_document_is_read(opened: Opened) -> None:
    reader = opened("if document.name == 'visit': raise RecursionError('too deep')")
    try:
        with pytest.raises(ReaderFault, match=r"visit: a bug in Legation .* \(RecursionError: too deep\)"):
            reader.read(VISIT)
        assert reader.read(VISIT.model_copy(update={"name": "other"})) == ()
    finally:
        reader.close()


def test_a_process_that_ends_while_it_reads_is_told_of(opened: Opened) -> None:
    reader = opened("os._exit(1)")
    try:
        for _ in range(2):
            with pytest.raises(ReaderLost, match="visit: the reader ended while it read this"):
                reader.read(VISIT)
    finally:
        reader.close()


def test_a_document_that_takes_too_long_is_given_up(opened: Opened) -> None:
    reader = opened("time.sleep(1000)", patience=0.2)
    try:
        with pytest.raises(ReaderLost, match="visit: reading it took longer than"):
            reader.read(VISIT)
    finally:
        reader.close()


def test_closing_breaks_off_what_is_being_read_and_can_be_done_twice(opened: Opened, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    reader = opened(f"open({str(begun)!r}, 'w').close(); time.sleep(1000)")
    told: list[Exception] = []
    ended = Event()

    def read() -> None:
        try:
            reader.read(VISIT)
        except ReaderLost as lost:
            told.append(lost)
        ended.set()

    Thread(target=read, daemon=True).start()
    while not begun.exists():
        ended.wait(0.01)
    reader.close()
    assert ended.wait(60)
    assert len(told) == 1
    reader.close()
    with pytest.raises(ReaderLost):
        reader.read(VISIT)


def test_a_process_that_does_not_come_to_life_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LEGATION_DEBUG", raising=False)
    with pytest.raises(ReaderLost, match="the reader does not start"):
        ReaderApart(module="legation.no_such_module")


def test_what_lies_where_the_server_was_started_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('taken over')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent / "src"))
    reader = ReaderApart()
    reader.close()
