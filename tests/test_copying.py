"""Ledgers copied from place to place, and backed up while they are written."""

import multiprocessing
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from legation.cli.app import run
from legation.errors import LedgerError, LedgerFull
from legation.ledger import Ledger
from legation.ledger.keeping.opening import open_database
from legation.ledger.upkeep import copying
from legation.ledger.upkeep.checking import check
from legation.ledger.upkeep.copying import Copied, copy, digests
from postgresql import LocalServer
from strategies import Report, add, whole

ODD = whole("odd", "Finland will lend icebreakers.", by=("FIN", "nul\0"))
ODD = ODD._replace(document=ODD.document.model_copy(update={"name": "a\0b\ud800", "source": "\x10"}))
DOCUMENTS = [ODD, whole("two", reported=None), *(whole(f"report {n}", reported=f"2020-05-{n:02}") for n in range(1, 9))]


@pytest.fixture
def filled(place: str) -> str:
    with Ledger.open(place, create=True) as ledger:
        add(ledger, *DOCUMENTS)
        add(ledger, ODD._replace(entries=()), reader="hand/2")
    return place


@pytest.fixture(params=["to sqlite", "to postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "to sqlite":
        return str(tmp_path / "copy.db")
    server: LocalServer = request.getfixturevalue("server")
    return server.new_database()


def copied(source: str, target: str) -> Copied:
    opened = open_database(source, create=False)
    try:
        return copy(opened, target, lambda *_: None)
    finally:
        opened.close()


def hashes(place: str) -> dict[str, str]:
    opened = open_database(place, create=False)
    with opened.transaction("read") as connection:
        found = digests(connection)
    opened.close()
    return found


def is_whole(place: str) -> bool:
    opened = open_database(place, create=False)
    try:
        return check(opened, lambda *_: None).findings == ()
    finally:
        opened.close()


def test_a_copy_is_equal_row_by_row_and_gives_the_same_answers(filled: str, target: str) -> None:
    told = copied(filled, target)
    assert told.record == {"documents": 10, "places": 10, "readings": 11, "decisions": 0, "series": 0}
    assert hashes(target) == hashes(filled)
    assert is_whole(target)
    with Ledger.open(filled) as one, Ledger.open(target) as other:
        assert one.documents() == other.documents()
        assert one.matters(as_of="2021") == other.matters(as_of="2021")


def test_there_and_back_again_is_the_same_ledger(filled: str, target: str, tmp_path: Path) -> None:
    there = copied(filled, target)
    back = copied(target, str(tmp_path / "back.db"))
    assert (back.digest, back.record, back.derived) == (there.digest, there.record, there.derived)


def test_a_copy_can_be_added_to(filled: str, target: str) -> None:
    copied(filled, target)
    with Ledger.open(target) as ledger:
        add(ledger, whole("one more"))
        add(ledger, ODD._replace(entries=ODD.entries), reader="hand/3")
        assert len(ledger.documents()) == 11
    assert is_whole(target)


def test_a_ledger_with_documents_is_not_copied_over(filled: str, target: str) -> None:
    with Ledger.open(target, create=True) as ledger:
        add(ledger, DOCUMENTS[1])
    before = hashes(target)
    with pytest.raises(LedgerError, match="has documents already: name a new or an empty one"):
        copied(filled, target)
    assert hashes(target) == before
    with pytest.raises(LedgerError, match="has documents already"):
        copied(filled, filled)


def test_a_copy_that_came_out_different_is_told_and_thrown_away(
    filled: str, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = copying.copy_rows

    def careless(*given: object) -> dict[str, int]:
        rows = real(*given)  # type: ignore[arg-type]
        given[1].execute(text("UPDATE shown SET entries = entries + 1"))  # type: ignore[attr-defined]
        return rows

    monkeypatch.setattr(copying, "copy_rows", careless)
    with pytest.raises(LedgerError, match="came out different in shown, and was thrown away"):
        copied(filled, target)
    monkeypatch.undo()
    assert copied(filled, target).record["documents"] == 10


def test_a_copy_that_cannot_be_made_leaves_nothing(filled: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(LedgerError, match="there is no folder"):
        copied(filled, str(tmp_path / "nowhere" / "l.db"))
    with pytest.raises(LedgerError, match="is a folder"):
        copied(filled, str(tmp_path / "folder"))
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_the_command_tells_what_was_copied_and_the_hash_of_both(
    filled: str, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ledger", "copy", filled, target]) == 0
    out = capsys.readouterr().out
    assert "documents           10\n" in out
    assert "; sha256:" in out
    assert out.endswith(" on both sides\n")
    assert run(["ledger", "copy", filled, target]) == 1
    assert "has documents already" in capsys.readouterr().err


class TestBackup:
    def test_a_backup_opens_and_is_whole(self, filled: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        saved = tmp_path / "saved.db"
        assert run(["backup", str(saved), "--ledger", filled]) == 0
        assert f"saved as {saved} (" in capsys.readouterr().out
        assert hashes(str(saved)) == hashes(filled)
        assert is_whole(str(saved))

    def test_a_file_that_is_there_is_overwritten_only_by_force(
        self, filled: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        saved = tmp_path / "saved.db"
        saved.write_text("Dear diary,")
        assert run(["backup", str(saved), "--ledger", filled]) == 1
        assert "is there already: name another file, or add --force" in capsys.readouterr().err
        assert saved.read_text() == "Dear diary,"
        assert run(["backup", str(saved), "--ledger", filled, "--force"]) == 0
        assert hashes(str(saved)) == hashes(filled)

    def test_a_ledger_is_not_backed_up_over_itself_or_one_in_use(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path, other = str(tmp_path / "l.db"), tmp_path / "other.db"
        for each in (path, str(other)):
            with Ledger.open(each, create=True) as ledger:
                add(ledger, *DOCUMENTS)
        assert run(["backup", path, "--ledger", path, "--force"]) == 1
        assert "is the ledger itself" in capsys.readouterr().err
        with Ledger.open(other) as ledger:
            add(ledger, whole("one more"))
            assert run(["backup", str(other), "--ledger", path, "--force"]) == 1
        assert "is in use by another program" in capsys.readouterr().err
        assert run(["backup", str(tmp_path), "--ledger", path]) == 1
        assert run(["backup", str(tmp_path / "no" / "l.db"), "--ledger", path]) == 1
        assert len(hashes(path)) > 0

    def test_a_backup_is_one_moment_of_a_ledger_that_is_being_written(self, filled: str, tmp_path: Path) -> None:
        more = [whole(f"more {n}", reported=f"2021-05-{n:02}") for n in range(1, 29)]
        process = multiprocessing.get_context("spawn").Process(target=_fill, args=(filled, more))
        process.start()
        saved: list[int] = []
        while process.is_alive() and len(saved) < 5:
            file = str(tmp_path / f"saved {len(saved)}.db")
            assert run(["backup", file, "--ledger", filled]) == 0
            with Ledger.open(file) as ledger:
                saved.append(len(ledger.catalogue()))
        process.join()
        assert process.exitcode == 0
        assert saved == sorted(saved)
        assert is_whole(str(tmp_path / f"saved {len(saved) // 2}.db"))
        assert is_whole(filled)


def _fill(place: str, of: list[Report]) -> None:
    with Ledger.open(place) as ledger:
        add(ledger, *of)


def test_a_draft_that_does_not_fit_is_not_put_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "l.db"
    with Ledger.open(path, create=True) as ledger:
        add(ledger, *DOCUMENTS)

    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("legation.ledger.keeping.sqlite.File.save", no_room)
    opened = open_database(path, create=False)
    monkeypatch.setattr(copying, "copy_rows", no_room)
    with pytest.raises(LedgerFull, match="No space left"):
        copied(str(path), str(tmp_path / "copy.db"))
    opened.close()
    assert [left.name for left in tmp_path.iterdir()] == ["l.db"]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
