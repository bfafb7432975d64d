"""`legation check`: each thing that can be wrong with a ledger is damaged here once, and must be named."""

import sqlite3
import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select, text, update

from legation.cli.app import run
from legation.ledger import Ledger
from legation.ledger.keeping import schema
from legation.ledger.keeping.opening import open_database
from legation.ledger.keeping.packing import pack, pack_value
from legation.ledger.search import indexing
from legation.ledger.upkeep import agreement
from legation.ledger.upkeep.checking import Checked, check
from strategies import Report, add, told, whole

ONE = whole("one", "Finland will lend icebreakers.", "Estonia is to send a pilot.", objects=["Gulf Ferry"])
TWO = whole("two", "Finland signed to lend icebreakers.", reported="2020-06-01", stage="signed")
THREE = whole("three", "Finland will lend three icebreakers.", reported=None)
READ_ANEW = ONE._replace(entries=ONE.entries[:1])
READER = "rules/1"
NONE_HERE = ("proposals", "copies", "sketches")  # derived tables without a row in a ledger of these


@pytest.fixture
def filled(place: str) -> str:
    return fill(place)


@pytest.fixture
def in_a_file(tmp_path: Path) -> str:
    """One that is enough where what is looked at is the same in both kinds."""
    return fill(str(tmp_path / "legation.db"))


def fill(place: str) -> str:
    with Ledger.open(place, create=True) as ledger:
        add(ledger, ONE, TWO, THREE, reader=READER)
        add(ledger, READ_ANEW, reader="rules/2")
    return place


def checked(place: str) -> Checked:
    opened = open_database(place, create=False)
    try:
        return check(opened, lambda *_: None)
    finally:
        opened.close()


def found(place: str) -> str:
    return "\n".join(f"{finding.where}: {finding.what}; {finding.do}" for finding in checked(place).findings)


def damage(place: str, deed: Callable[[Connection], object]) -> None:
    """Do something to a ledger that it would refuse, as a bad disk or another program would."""
    opened = open_database(place, create=False)
    with opened.engine.connect().execution_options(legation_mode="write") as connection:
        if opened.engine.dialect.name == "sqlite":
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            driver.execute("PRAGMA foreign_keys = OFF")  # before the transaction, or it has no effect
            guards = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
            for guard in guards:
                connection.exec_driver_sql(f"DROP TRIGGER {guard.name}")
            deed(connection)
            for guard in guards:
                connection.exec_driver_sql(guard.sql)
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")  # neither guards nor references
            deed(connection)
        connection.commit()
    opened.close()


def change(place: str, table: str, **values: Any) -> None:
    """Change the first row of a table."""
    of = schema.metadata.tables[table]
    key = next(iter(of.primary_key.columns))
    first = select(key).order_by(key).limit(1).scalar_subquery()
    damage(place, lambda connection: connection.execute(update(of).where(key == first).values(**values)))


def test_a_whole_ledger_has_nothing_wrong(filled: str) -> None:
    assert checked(filled) == Checked((), 3, ())


def test_an_empty_ledger_has_nothing_wrong(ledger: Ledger, place: str) -> None:
    assert ledger.documents() == ()
    assert checked(place) == Checked((), 0, ())


class TestRecord:
    @pytest.mark.parametrize(
        ("table", "values", "said"),
        [
            ("documents", {"raw": b"\0" * 9}, "its bytes cannot be read"),
            ("documents", {"raw": zlib.compress(b"Of another thing.")}, "not those that its id is the hash of"),
            ("documents", {"text": zlib.compress(b"\xff\xfe")}, "its text cannot be read"),
            ("documents", {"text": b"\0" * 9}, "its text cannot be read"),
            ("places", {"date": "2020-02-31"}, "its day of publication is '2020-02-31'"),
            ("places", {"document_id": "sha256:0"}, "table places: document_id sha256:0 is in no row of documents"),
            ("readings", {"entries": b"\0" * 9}, "the entries cannot be unpacked"),
            ("readings", {"entries": pack_value([{"kind": "rumour"}])}, "the entries cannot be unpacked"),
        ],
    )
    def test_what_is_damaged_in_a_row_is_named_and_cannot_be_mended(
        self, in_a_file: str, table: str, values: dict[str, Any], said: str
    ) -> None:
        change(in_a_file, table, **values)
        assert said in found(in_a_file)
        assert "restore the ledger from a backup" in found(in_a_file)
        assert "what is derived was not compared, as the record itself is not whole" in checked(in_a_file).notes

    @pytest.mark.parametrize("table", ["places", "readings", "documents"])
    def test_rows_that_are_gone_are_missed(self, in_a_file: str, table: str) -> None:
        damage(in_a_file, lambda connection: connection.execute(delete(schema.metadata.tables[table])))
        assert "sha256:" in found(in_a_file)

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            (told(what="lend cars", start=3).entry, "is not what"),
            (ONE.entries[0].model_copy(update={"trigger": "borrow"}), "is not in its quote"),
            (ONE.entries[0].model_copy(update={"id": "e000000000000"}), "e000000000000 is not that of its document"),
        ],
    )
    def test_an_entry_that_is_not_of_its_text_is_named(self, in_a_file: str, changed: Any, said: str) -> None:
        assert "nothing" not in found(in_a_file)
        _read_as(in_a_file, ONE, (changed,), "rules/3")
        assert said in found(in_a_file)
        assert f"{ONE.document.id}, reading 5 by rules/3" in found(in_a_file)

    def test_two_entries_of_one_id_are_named(self, in_a_file: str) -> None:
        _read_as(in_a_file, ONE, (ONE.entries[0], ONE.entries[0]), "rules/3")
        assert f"two entries have the id {ONE.entries[0].id}" in found(in_a_file)

    def test_ids_by_a_reader_of_unknown_rule_are_not_doubted_but_told(self, place: str) -> None:
        with Ledger.open(place, create=True) as ledger:
            add(ledger, ONE._replace(entries=(ONE.entries[0].model_copy(update={"id": "e000000000000"}),)))
        assert checked(place) == Checked((), 1, ("ids of entries by hand/1 follow no rule known here",))

    def test_reference_figures_that_cannot_be_read_are_named(self, in_a_file: str) -> None:
        row = {"number": 1, "added": datetime(2024, 1, 1), "by": "a", "data": b"\0"}  # noqa: DTZ001 - as it is kept
        damage(in_a_file, lambda connection: connection.execute(insert(schema.series).values(**row)))
        assert "reference series 1: it cannot be read" in found(in_a_file)


def _read_as(place: str, each: Report, entries: tuple[Any, ...], reader: str) -> None:
    row = {
        "document_id": each.document.id,
        "reader": reader,
        "added": datetime(2024, 1, 1),  # noqa: DTZ001 - as it is kept
        "entries": pack(entries, each.document.text),
    }
    damage(place, lambda connection: connection.execute(insert(schema.readings).values(**row)))


class TestDerived:
    def test_what_is_compared_takes_in_each_derived_column(self) -> None:
        numbering = {"id", "number", "line", "later", "earlier"}  # differ from ledger to ledger
        for table in schema.DERIVED:
            query = str(agreement.rows_of(table.name)).replace('"', "")
            for column in table.columns:
                assert column.name in numbering or str(column) in query, f"{column} is not compared"

    def test_a_change_in_either_kind_of_database_is_named_and_mended(self, filled: str) -> None:
        change(filled, "lines", stage=0)
        change(filled, "named", party="ATLANTIS")
        assert "table lines: a row is missing" in found(filled)
        assert "table named: a row that should not be there: party ATLANTIS" in found(filled)
        assert run(["check", "--mend", "--ledger", filled]) == 0
        assert checked(filled) == Checked((), 3, ())

    def test_words_that_are_gone_from_the_index_are_missed_and_mended(self, filled: str) -> None:
        damage(filled, indexing.clear)
        assert "table document_words: " in found(filled)
        assert "table line_words: " in found(filled)
        assert run(["check", "--mend", "--ledger", filled]) == 0
        assert checked(filled) == Checked((), 3, ())

    @pytest.mark.parametrize(
        ("table", "values"),
        [
            ("shown", {"known": "1999-01-01"}),
            ("shown", {"facts": b"\0"}),
            ("lines", {"stage": 0}),
            ("lines", {"pile": 7}),
            ("lines", {"number": 77}),
            ("grounds", {"kind": 3}),
            ("keys", {"line": 77}),
            ("ties", {"chance": 1}),
            ("piles", {"root": 7}),
            ("piles", {"summary": b"{}"}),
            ("pile_grounds", {"last": 7}),
            ("named", {"party": "ATLANTIS"}),
            ("formerly", {"start": 77}),
        ],
    )
    def test_a_row_that_is_changed_is_named_and_mended(
        self, in_a_file: str, table: str, values: dict[str, Any]
    ) -> None:
        change(in_a_file, table, **values)
        assert f"table {table}: " in found(in_a_file)
        assert "derive it anew with `legation check --mend`" in found(in_a_file)
        assert run(["check", "--mend", "--ledger", in_a_file]) == 0
        assert checked(in_a_file) == Checked((), 3, ())

    @pytest.mark.parametrize("table", [table.name for table in schema.DERIVED if table.name not in NONE_HERE])
    def test_rows_that_are_gone_are_missed_and_mended(self, in_a_file: str, table: str) -> None:
        damage(in_a_file, lambda connection: connection.execute(delete(schema.metadata.tables[table])))
        assert f"table {table}: a row is missing" in found(in_a_file)
        assert run(["check", "--mend", "--ledger", in_a_file]) == 0
        assert checked(in_a_file).findings == ()

    def test_a_row_too_many_is_named(self, in_a_file: str) -> None:
        row = {"line": 1, "pile": 7, "chance": 500_000}
        damage(in_a_file, lambda connection: connection.execute(insert(schema.proposals).values(**row)))
        assert "table proposals: a row that should not be there: pile e000000000007, chance 500000" in found(in_a_file)

    def test_of_many_rows_a_few_are_told_and_the_others_counted(self, in_a_file: str) -> None:
        damage(in_a_file, lambda connection: connection.execute(delete(schema.grounds)))
        assert len(checked(in_a_file).findings) == 4
        assert "more rows that differ" in found(in_a_file)


class TestDatabase:
    def test_a_guard_that_is_gone_is_named(self, filled: str) -> None:
        opened = open_database(filled, create=False)
        guard = "places_no_delete" if opened.engine.dialect.name == "sqlite" else "places_overwrites_nothing"
        on = "" if opened.engine.dialect.name == "sqlite" else " ON places"
        with opened.transaction("write") as connection:
            connection.execute(text(f"DROP TRIGGER {guard}{on}"))
        opened.close()
        assert f"its guard {guard} is gone" in found(filled)

    def test_a_table_or_index_that_is_gone_is_named(self, filled: str) -> None:
        damage(filled, lambda connection: connection.execute(text("DROP TABLE ties")))
        damage(filled, lambda connection: connection.execute(text("DROP INDEX ix_places_name")))
        assert "the schema lacks the table ties" in found(filled)
        assert "the schema lacks the index ix_places_name" in found(filled)

    def test_a_damaged_file_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "l.db"
        with Ledger.open(path, create=True) as ledger:
            add(ledger, *(whole(f"report {n}") for n in range(20)))
        content = bytearray(path.read_bytes())
        content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
        path.write_bytes(content)
        assert run(["check", "--ledger", str(path)]) == 1


def test_the_command_tells_what_is_wrong_and_exits_with_1(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--ledger", filled]) == 0
    assert capsys.readouterr().out.startswith("3 documents checked, nothing wrong (")
    change(filled, "named", party="ATLANTIS")
    assert run(["check", "--ledger", filled]) == 1
    out = capsys.readouterr().out
    assert "table named: a row that should not be there: party ATLANTIS; derive it anew with" in out
    assert "3 documents checked, 2 things wrong (" in out
    assert run(["check", "--ledger", filled, "--json"]) == 1
    assert '"where": "table named"' in capsys.readouterr().out.splitlines()[0]
    assert run(["check", "--ledger", filled, "--mend"]) == 0
    assert "nothing wrong, 2 put right" in capsys.readouterr().out


def test_a_record_that_is_not_whole_is_not_mended(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    change(filled, "readings", entries=b"\0")
    change(filled, "named", party="ATLANTIS")
    assert run(["check", "--ledger", filled, "--mend"]) == 1
    assert "put right" not in capsys.readouterr().out
    with Ledger.open(filled) as ledger:
        assert "ATLANTIS" in ledger.parties()
