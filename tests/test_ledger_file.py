"""The file of a ledger: what is no ledger, trouble while writing, several writers, older and newer ledgers."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from legation.errors import LedgerError, LedgerFull, NotALedger
from legation.ledger import Ledger
from legation.ledger.keeping import database, store
from strategies import Report, add, report, told

READER = "hand/1"
ONE = report(told(doc="one"))
TWO = report(told(doc="two"))


def make(path: Path, *of: Report) -> Path:
    with Ledger.open(path, create=True) as ledger:
        for each in of:
            add(ledger, each)
    return path


def names(path: Path) -> set[str]:
    with Ledger.open(path) as ledger:
        return {kept.document.name for kept in ledger.documents()}


def query(path: Path, *statements: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        rows: list[tuple[object, ...]] = []
        for statement in statements:
            rows = connection.execute(statement).fetchall()
        return rows


class TestWhatIsNoLedger:
    def test_a_missing_ledger_is_told_and_not_made(self, tmp_path: Path) -> None:
        with pytest.raises(NotALedger, match=r"there is no ledger at .*l.db: `legation add` makes one"):
            Ledger.open(tmp_path / "l.db")
        assert list(tmp_path.iterdir()) == []

    def test_a_folder_is_no_ledger(self, tmp_path: Path) -> None:
        with pytest.raises(NotALedger, match="is a folder, not a ledger"):
            Ledger.open(tmp_path, create=True)

    def test_there_is_no_ledger_in_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(NotALedger, match=r"there is no folder .*nowhere"):
            Ledger.open(tmp_path / "nowhere" / "l.db", create=True)

    @pytest.mark.parametrize("content", [b"", b"Dear diary,\n", b"SQLite format 3\0", b"\0" * 200])
    def test_any_other_file_is_left_as_it_is(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "diary.txt"
        path.write_bytes(content)
        with pytest.raises(NotALedger, match="is no Legation ledger: name another place, the file is left as it is"):
            Ledger.open(path, create=True)
        assert path.read_bytes() == content

    def test_another_sqlite_database_is_left_as_it_is(self, tmp_path: Path) -> None:
        path = tmp_path / "songs.db"
        query(path, "CREATE TABLE alembic_version (version_num)", "INSERT INTO alembic_version VALUES ('0001')")
        before = path.read_bytes()
        with pytest.raises(NotALedger, match="is no Legation ledger"):
            Ledger.open(path, create=True)
        assert path.read_bytes() == before

    def test_a_pipe_is_no_ledger(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(NotALedger, match="is no Legation ledger"):
            Ledger.open(tmp_path / "pipe", create=True)

    @pytest.mark.parametrize("address", ["mysql://host/db", "sqlite://", "sqlite:///:memory:", "://", "x://[y"])
    def test_an_address_of_something_else_is_refused(self, address: str) -> None:
        with pytest.raises(NotALedger, match="write a path, sqlite:///PATH or postgresql://USER@HOST/DATABASE"):
            Ledger.open(address, create=True)


def test_a_ledger_opens_by_path_text_or_address(tmp_path: Path) -> None:
    path = make(tmp_path / "legation.db", ONE)
    for where in (path, str(path), f"sqlite:///{path}"):
        with Ledger.open(where) as ledger:
            assert len(ledger.documents()) == 1


def test_a_ledger_may_have_an_odd_name(tmp_path: Path) -> None:
    assert names(make(tmp_path / "100% ours #1?;.db", ONE)) == {"one"}


def test_making_a_ledger_leaves_nothing_else_behind(tmp_path: Path) -> None:
    make(tmp_path / "l.db", ONE)
    assert [path.name for path in tmp_path.iterdir()] == ["l.db"]


def test_readers_do_not_wait_for_a_writer(tmp_path: Path) -> None:
    path = make(tmp_path / "l.db", ONE)
    assert query(path, "PRAGMA journal_mode") == [("wal",)]
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert names(path) == {"one"}


@pytest.mark.parametrize("table", ["documents", "places", "readings"])
def test_the_database_itself_refuses_that_a_row_is_changed_or_removed(tmp_path: Path, table: str) -> None:
    path = make(tmp_path / "l.db", ONE)
    column = query(path, f"PRAGMA table_info({table})")[0][1]
    for change in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = {column}"):  # noqa: S608 - our own names
        with pytest.raises(sqlite3.IntegrityError, match="the ledger overwrites nothing"):
            query(path, change)


class TestTrouble:
    @pytest.fixture
    def small_disk(self, tmp_path: Path) -> Iterator[Path]:
        mount = shutil.which("mount")
        folder = tmp_path / "disk"
        folder.mkdir()
        options = ["-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
        if mount is None or subprocess.run([mount, *options], capture_output=True, check=False).returncode:
            pytest.skip("may not mount a small disk here")
        yield folder
        subprocess.run(["umount", str(folder)], check=True)

    def test_a_full_disk_is_told_and_what_was_kept_is_whole(self, small_disk: Path) -> None:
        path = make(small_disk / "l.db", ONE)
        large = report(told(doc="large"), text="".join(chr(0x4E00 + n * 7919 % 20000) for n in range(1_200_000)))
        with (
            Ledger.open(path) as ledger,
            pytest.raises(LedgerFull, match=r"the disk is full: .* what was kept is whole"),
        ):
            add(ledger, large)
        assert names(path) == {"one"}
        assert query(path, "PRAGMA integrity_check") == [("ok",)]

    def test_a_ledger_that_does_not_fit_is_not_half_made(self, small_disk: Path) -> None:
        (small_disk / "ballast").write_bytes(b"x" * 1_900_000)
        with pytest.raises(LedgerFull, match=r"full|No space left"):
            Ledger.open(small_disk / "l.db", create=True)
        assert [path.name for path in small_disk.iterdir()] == ["ballast"]

    def test_a_read_only_place_is_read_and_refuses_to_be_written(self, small_disk: Path) -> None:
        path = make(small_disk / "l.db", ONE)
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
        assert names(path) == {"one"}
        with Ledger.open(path) as ledger, pytest.raises(LedgerFull, match="may not be written"):
            add(ledger, TWO)
        with pytest.raises(LedgerFull, match="cannot be used: Read-only file system"):
            Ledger.open(small_disk / "new.db", create=True)

    def test_a_ledger_in_use_is_told_after_a_while(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = make(tmp_path / "l.db", ONE)
        monkeypatch.setattr(database, "PATIENCE", 0)
        with closing(sqlite3.connect(path, isolation_level=None)) as other, Ledger.open(path) as ledger:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(LedgerError, match="in use by another program"):
                add(ledger, TWO)
            other.execute("ROLLBACK")
            add(ledger, TWO)
        assert names(path) == {"one", "two"}

    def test_a_damaged_ledger_is_told(self, tmp_path: Path) -> None:
        path = make(tmp_path / "l.db", *(report(told(doc=f"{n}")) for n in range(20)))
        content = bytearray(path.read_bytes())
        content[4096:] = b"\xff" * (len(content) - 4096)
        path.write_bytes(content)
        with pytest.raises(LedgerError, match="is damaged: restore it from a copy"), Ledger.open(path) as ledger:
            ledger.matters()

    def test_a_failure_in_the_middle_keeps_nothing_of_the_document(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = make(tmp_path / "l.db", ONE)
        monkeypatch.setattr(store, "_keep_place", _run_out_of_disk)
        with Ledger.open(path) as ledger, pytest.raises(LedgerFull, match="the disk is full"):
            add(ledger, TWO)
        assert names(path) == {"one"}


def _run_out_of_disk(*_: object) -> None:
    raise DBAPIError("INSERT", None, sqlite3.OperationalError("database or disk is full"))
