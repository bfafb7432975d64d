"""A ledger on a PostgreSQL server: what is its own there, and its troubles."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from legation.cli.app import run
from legation.errors import LedgerError, LedgerFull, NotALedger
from legation.ledger import Ledger
from legation.ledger.keeping import database
from legation.ledger.keeping.opening import open_database
from postgresql import LocalServer
from strategies import add, whole

ONE = whole("one")
SECRET = "correct-horse"  # noqa: S105 - of the tests' own server


@pytest.fixture
def at(server: LocalServer) -> str:
    """Where there is a ledger with a document."""
    address = server.new_ledger()
    with Ledger.open(address) as ledger:
        add(ledger, ONE)
    return address


@pytest.fixture
def guarded(server: LocalServer, at: str) -> Iterator[str]:
    """Name of a database whose user `guarded` must give a password, and may only read."""
    name = at.split("/")[3].split("?", maxsplit=1)[0]
    server.run(f"CREATE ROLE guarded LOGIN PASSWORD '{SECRET}'")
    server.run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO guarded", name)
    yield name
    server.run("DROP OWNED BY guarded", name)
    server.run("DROP ROLE guarded")


def sentence(address: str, *, create: bool = False) -> str:
    with pytest.raises(LedgerError) as refused:
        Ledger.open(address, create=create)
    said = str(refused.value)
    assert SECRET not in said
    assert "\n" not in said
    return said


class TestTrouble:
    def test_a_server_that_is_not_there_is_told(self) -> None:
        said = sentence(f"postgresql://me:{SECRET}@127.0.0.1:1/ledger")
        assert "the server of postgresql://me@127.0.0.1:1/ledger does not answer" in said
        assert "Connection refused" in said
        assert sentence(f"postgresql://me:{SECRET}@no.such.host.invalid/l").startswith("the server of postgresql://me@")

    def test_a_wrong_or_missing_password_is_told_and_not_repeated(self, server: LocalServer, guarded: str) -> None:
        for wrong in (f"{SECRET}!", ""):
            said = sentence(server.address(guarded, "guarded", wrong))
            assert "the server did not let anyone in at postgresql://guarded@/" in said
            assert "PGPASSWORD" in said
        with Ledger.open(server.address(guarded, "guarded", SECRET)) as ledger:
            assert len(ledger.documents()) == 1

    def test_a_password_in_the_query_is_not_repeated_either(self, server: LocalServer) -> None:
        said = sentence(f"postgresql://guarded@/none?host={server.folder}&password={SECRET}")
        assert "password=" not in said

    def test_a_database_that_is_not_there_is_told(self, server: LocalServer) -> None:
        with pytest.raises(NotALedger, match=r"there is no database for postgresql:.*/nowhere.*: make it first"):
            Ledger.open(server.address("nowhere"), create=True)

    def test_an_empty_database_is_no_ledger_until_it_is_made_one(self, server: LocalServer) -> None:
        address = server.new_database()
        with pytest.raises(NotALedger, match=r"there is no ledger in .*: `legation add` makes one"):
            Ledger.open(address)
        Ledger.open(address, create=True).close()
        with Ledger.open(address) as ledger:
            assert ledger.documents() == ()

    @pytest.mark.parametrize("table", ["songs", "alembic_version"])
    def test_another_database_is_left_as_it_is(self, server: LocalServer, table: str) -> None:
        address = server.new_database()
        name = address.split("/")[3].split("?")[0]
        server.run(f"CREATE TABLE {table} (version_num TEXT)", name)
        with pytest.raises(NotALedger, match=f"is no Legation ledger, it has other tables \\(such as {table}\\)"):
            Ledger.open(address, create=True)
        assert server.run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", name) == [(table,)]

    def test_what_one_may_only_read_refuses_to_be_written(self, server: LocalServer, guarded: str) -> None:
        with (
            Ledger.open(server.address(guarded, "guarded", SECRET)) as ledger,
            pytest.raises(LedgerFull, match=r"may not be written \(permission denied"),
        ):
            add(ledger, whole("two"))

    def test_a_ledger_in_use_is_told_after_a_while(self, at: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(database, "PATIENCE", 0)
        other = open_database(at, create=False)
        with Ledger.open(at) as ledger:
            with other.transaction("write"):
                with pytest.raises(LedgerError, match="in use by another program for 0 s: try again later"):
                    add(ledger, whole("two"))
                assert len(ledger.documents()) == 1, "readers do not wait"
            add(ledger, whole("two"))
        other.close()

    def test_a_connection_that_breaks_is_told_and_made_anew(self, server: LocalServer, at: str) -> None:
        opened = open_database(at, create=False)
        kill = text("SELECT pg_terminate_backend(pg_backend_pid())")
        with pytest.raises(LedgerError, match=r"does not answer .*: check that it runs, try again"):  # noqa: SIM117
            with opened.transaction("read") as connection:
                connection.execute(kill)
        with Ledger.open(at) as ledger:
            assert len(ledger.documents()) == 1
            name = at.split("/")[3].split("?", maxsplit=1)[0]
            server.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608
            assert len(ledger.documents()) == 1
        opened.close()

    def test_without_the_driver_it_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "psycopg", None)
        said = sentence(f"postgresql://me:{SECRET}@host/l")
        assert "needs psycopg, which is not installed: pip install 'legation[postgresql]'" in said


@pytest.mark.parametrize("table", ["documents", "places", "readings", "decisions", "series"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET added = added", "TRUNCATE {} CASCADE"])
def test_the_server_itself_refuses_that_a_row_is_changed_or_removed(at: str, table: str, change: str) -> None:
    if table == "decisions":
        change = change.replace("added", "made")
    opened = open_database(at, create=False)
    with (
        pytest.raises(DBAPIError, match="the ledger overwrites nothing"),
        opened.engine.connect().execution_options(legation_mode="write") as connection,
    ):
        connection.execute(text(change.format(table)))
    opened.close()


def test_a_reader_sees_one_state_of_the_ledger_throughout(at: str) -> None:
    opened = open_database(at, create=False)
    with opened.transaction("read") as connection, Ledger.open(at) as writer:
        count = text("SELECT count(*) FROM documents")
        assert connection.execute(count).scalar() == 1
        add(writer, whole("two"))
        assert connection.execute(count).scalar() == 1
    opened.close()


def test_two_schemas_of_one_database_hold_two_ledgers(server: LocalServer) -> None:
    address = server.new_database()
    server.run("CREATE SCHEMA north", address.split("/")[3].split("?")[0])
    north = f"{address}&options=-csearch_path%3Dnorth"
    for each in (north, address):
        with Ledger.open(each, create=True) as ledger:
            assert ledger.documents() == ()
            add(ledger, ONE)


def test_the_commands_take_an_address_and_do_not_show_its_password(
    server: LocalServer, guarded: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = server.address(guarded, "guarded", SECRET)
    for command in (["matters"], ["check"], ["backup", str(tmp_path / "saved.db")]):
        assert run([*command, "--ledger", address]) == 0
    assert run(["ledger", "copy", address, str(tmp_path / "copy.db")]) == 0
    (tmp_path / "story.txt").write_text("x")
    run(["add", str(tmp_path / "story.txt"), "--ledger", address])
    told = capsys.readouterr()
    assert SECRET not in told.out + told.err
    assert "postgresql://guarded@/" in told.out
