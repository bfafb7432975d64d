"""Ledgers under several writers, under kill -9 at any moment, and on disks that fail at any write."""

import multiprocessing
import resource
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random

import psycopg
import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

from legation.errors import LedgerFull
from legation.ledger import Ledger
from legation.ledger.keeping import database
from legation.ledger.keeping.opening import open_database
from legation.ledger.keeping.sqlite import File
from legation.ledger.upkeep.checking import check
from legation.ledger.upkeep.copying import digests
from postgresql import LocalServer
from strategies import Report, add, whole

FRESH = multiprocessing.get_context("spawn")  # a process without the threads that this one may have
FORKED = multiprocessing.get_context("fork")  # quick: only for use in such a one
KILLS = 100
_DEEDS = ("lend a ferry", "dredge the harbour", "lay a cable", "train pilots", "buy grain", "open a customs post")
_PLACES = ("Narva", "Vaasa", "Kotka", "Umea", "Riga", "Turku", "Visby", "Tartu", "Luleå", "Pori")


def corpus(size: int) -> list[Report]:
    """Small documents on undertakings of many pairs, of some a few mentions, day by day."""
    chance = Random(7)  # noqa: S311 - test data, no secret
    return [
        whole(
            f"report {number}",
            f"{chance.choice('ABCDEFGH')}land is to {chance.choice(_DEEDS)} in {chance.choice(_PLACES)}.",
            by=(f"{chance.choice('ABCDEFGH')}LD",),
            to=(f"{chance.choice('IJKLMNOP')}LD",),
            reported=(date(2015, 1, 1) + timedelta(days=number)).isoformat(),
        )
        for number in range(size)
    ]


@pytest.fixture(params=["sqlite", "postgresql"])
def nowhere(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where there is no ledger yet."""
    if request.param == "sqlite":
        return str(tmp_path / "l.db")
    server: LocalServer = request.getfixturevalue("server")
    return server.new_database()


def fill(place: str, of: Sequence[Report], begun: Event | None = None) -> None:
    with Ledger.open(place, create=True) as ledger:
        if begun is not None:
            begun.set()
        add(ledger, *of)


def done_elsewhere(deed: Callable[..., None], *arguments: object) -> None:
    process = FRESH.Process(target=deed, args=arguments)
    process.start()
    process.join()
    assert process.exitcode == 0, "what it said is on standard error"


def findings(place: str) -> list[str]:
    opened = open_database(place, create=False)
    try:
        return [f"{found.where}: {found.what}" for found in check(opened, lambda *_: None).findings]
    finally:
        opened.close()


def count(place: str) -> int:
    with Ledger.open(place) as ledger:
        return len(ledger.catalogue())


def assert_whole(place: str, of: Sequence[Report], monkeypatch: pytest.MonkeyPatch) -> None:
    assert findings(place) == []
    with Ledger.open(place) as ledger:
        assert sorted(kept.document.id for kept in ledger.documents()) == sorted(each.document.id for each in of)
    monkeypatch.setattr(database, "PATIENCE", 0)
    fill(place, [whole("one more")])  # nobody holds a lock any more


def test_eight_processes_that_add_the_same_documents_at_once_add_each_once(
    nowhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = corpus(150 if "://" in nowhere else 500)
    done_elsewhere(fill_by_eight, nowhere, documents)
    assert_whole(nowhere, documents, monkeypatch)
    if "://" not in nowhere:
        assert [left.name for left in Path(nowhere).parent.iterdir()] == ["l.db"]


def fill_by_eight(place: str, of: Sequence[Report]) -> None:
    processes = [FORKED.Process(target=fill, args=(place, of)) for _ in range(8)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 8


def test_a_ledger_survives_kill_9_at_any_moment(nowhere: str, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = corpus(300)
    fill(nowhere, documents[:1])
    done_elsewhere(fill_and_be_killed, nowhere, documents)
    assert 1 < count(nowhere) < len(documents), "every kill came in time, and some documents were added in between"
    fill(nowhere, documents)
    assert_whole(nowhere, documents, monkeypatch)


def fill_and_be_killed(place: str, of: Sequence[Report]) -> None:
    chance = Random(9)  # noqa: S311 - when to kill, no secret
    before = 1
    for kill in range(KILLS):
        begun = FORKED.Event()
        process = FORKED.Process(target=fill, args=(place, of, begun))
        process.start()
        begun.wait()
        process.join(chance.uniform(0, 0.1))
        process.kill()
        process.join()
        after = count(place)
        assert after >= before, "what was kept is gone"
        before = after
        if kill % 25 == 24:  # what goes wrong stays wrong: the next run touches little of what is there
            assert findings(place) == []


class FailingDisk:
    """Has the nth write from now on fail, by statement; and tells how many there were."""

    def __init__(self, engine: Engine, error: Exception) -> None:
        self._engine = engine
        self._error = error
        self.fails_at = 0
        self.writes = 0
        event.listen(engine, "before_cursor_execute", self._execute)
        event.listen(engine, "commit", self._commit)

    def fail_at(self, write: int) -> None:
        self.fails_at, self.writes = write, 0

    def _execute(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            self._write()

    def _commit(self, connection: Connection) -> None:
        if connection.get_execution_options()["legation_mode"] == "write":
            self._write()

    def _write(self) -> None:
        self.writes += 1
        if self.writes == self.fails_at:
            raise DBAPIError("INSERT", None, self._error)


LATE = whole(
    "late", "A ferry is to be lent.", "Grain is to be bought.", reported="2010-01-05", by=("ALD",), to=("ILD",)
)


def test_a_write_that_fails_keeps_nothing_of_the_document_whichever_it_is(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = corpus(12)
    fill(place, documents)
    opened = open_database(place, create=False)
    full = sqlite3.OperationalError("database or disk is full")
    disk = FailingDisk(opened.engine, full if isinstance(opened, File) else psycopg.errors.DiskFull("no space left"))
    ledger = Ledger(opened)
    with opened.transaction("read") as connection:
        before = digests(connection)
    for newer in ("hand/1", "hand/2"):  # read for the first time, and anew
        for write in range(1, 1000):
            disk.fail_at(write)
            try:
                add(ledger, LATE, reader=newer)
            except LedgerFull:
                with opened.transaction("read") as connection:
                    assert digests(connection) == before
            else:
                break
        assert disk.writes < write, "the last one did not fail"
        assert write > 10, "there were other writes than these"
        with opened.transaction("read") as connection:
            before = digests(connection)
    ledger.close()
    assert_whole(place, [*documents, LATE], monkeypatch)


@pytest.mark.parametrize("room", [0, 20_000, 60_000])
def test_a_file_that_may_grow_no_further_stays_whole(
    tmp_path: Path, room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, documents = str(tmp_path / "l.db"), corpus(60)
    fill(place, documents[:10])
    done_elsewhere(fill_within, place, documents, Path(place).stat().st_size + room)
    assert 10 <= count(place) < 60
    fill(place, documents)
    assert_whole(place, documents, monkeypatch)


def fill_within(place: str, of: Sequence[Report], size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that the write fails, as it does on a disk
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    with pytest.raises(LedgerFull):
        fill(place, of)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if mount is None or subprocess.run([mount, *_of_size("1500k"), "tmpfs", str(folder)], check=False).returncode:
        pytest.skip("may not mount a small disk here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def _of_size(size: str, *more: str) -> list[str]:
    return ["-t", "tmpfs", "-o", ",".join((*more, f"size={size}"))]


def test_a_run_that_filled_the_disk_completes_when_there_is_room_again(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, documents = str(small_disk / "l.db"), corpus(200)
    with pytest.raises(LedgerFull):
        fill(place, documents)
    assert 0 < count(place) < 100
    subprocess.run(["mount", *_of_size("64m", "remount"), "tmpfs", str(small_disk)], check=True)
    fill(place, documents)
    assert_whole(place, documents, monkeypatch)
