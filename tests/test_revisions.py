"""Ledgers of older and newer versions."""

import json
import zlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from legation.errors import LedgerFull, NewerLedger
from legation.ledger import Ledger
from legation.ledger.keeping import database, schema
from legation.ledger.keeping.opening import meaning, open_database
from legation.ledger.keeping.postgres import Server
from legation.ledger.keeping.sqlite import File
from legation.ledger.search.fulltext import TABLES
from legation.ledger.upkeep.checking import check
from postgresql import LocalServer
from strategies import Report, whole

READER = "hand/1"
THEN = datetime(2024, 2, 29, 12, 30, 0, 123456)  # noqa: DTZ001 - as it is kept, without its UTC
ONE = whole("one", "Finland will lend icebreakers.", "Estonia is to send a pilot.")
TWO = whole("two", "Finland signed to lend icebreakers.", reported="2020-06-01", stage="signed")
UNDATED = whole("three", reported=None)


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where there is a ledger of revision 0001, with all three documents, of one a newer reading."""
    if request.param == "sqlite":
        place = str(tmp_path / "legation.db")
    else:
        server: LocalServer = request.getfixturevalue("server")
        place = server.new_database()
    meant = meaning(place)
    opened: File | Server = File(meant) if isinstance(meant, Path) else Server(meant)
    with opened.transaction("write") as connection:
        database.upgrade(connection, "0001")
        if isinstance(opened, File):
            connection.execute(sa.text(f"PRAGMA application_id = {schema.APPLICATION_ID}"))
        else:
            connection.execute(sa.text("COMMENT ON TABLE alembic_version IS 'a ledger of Legation'"))
        for number, each in enumerate((ONE, TWO, UNDATED), 1):
            _keep_as_0001_did(connection, number, each)
        _read_as_0001_did(connection, 4, ONE._replace(entries=ONE.entries[:1]), "hand/2")
    opened.close()
    return place


def _keep_as_0001_did(connection: sa.Connection, number: int, each: Report) -> None:
    document = each.document
    kept = {"id": document.id, "raw": zlib.compress(each.raw), "text": zlib.compress(document.text.encode())}
    _insert(connection, "documents", kept | {"added": THEN})
    place = {"document_id": document.id, "name": document.name, "source": None, "added": THEN}
    _insert(connection, "places", place | {"date": document.date, "dateline": "TALLINN\x10", "language": "en"})
    _read_as_0001_did(connection, number, each, READER)


def _read_as_0001_did(connection: sa.Connection, number: int, each: Report, reader: str) -> None:
    _insert(connection, "readings", {"document_id": each.document.id, "reader": reader, "added": THEN})
    for place, entry in enumerate(each.entries):
        at: dict[str, object] = {"reading_id": number, "place": place}
        row = {"id": entry.id, "kind": entry.kind, "json": json.dumps(entry.model_dump(mode="json"))}
        _insert(connection, "entries", at | row)
        _insert(connection, "parties", at | {"party": "FIN"})


def _insert(connection: sa.Connection, table: str, row: Mapping[str, object]) -> None:
    connection.execute(sa.insert(sa.table(table, *(sa.column(name) for name in row))).values(**row))


def scalars(place: str, statement: str) -> list[object]:
    opened = open_database(place, create=False)
    with opened.transaction("read") as connection:
        found = list(connection.execute(sa.text(statement)).scalars())
    opened.close()
    return found


def test_the_revisions_make_the_tables_of_the_schema(place: str) -> None:
    opened = open_database(place, create=True)
    with opened.transaction("read") as connection:
        assert database.revision(connection) == schema.HEAD
        but = {"include_name": lambda name, kind, _: kind != "table" or not str(name).startswith(TABLES)}
        assert compare_metadata(MigrationContext.configure(connection, opts=but), schema.metadata) == []
    opened.close()


def test_a_ledger_of_a_newer_version_is_left_as_it_is(place: str) -> None:
    opened = open_database(place, create=True)
    with opened.transaction("write") as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerLedger, match=r"made by a newer version .*its revision is 9999.*use that version"):
        Ledger.open(place, create=True)
    with opened.transaction("read") as connection:
        assert database.revision(connection) == "9999"
    opened.close()


def test_all_of_an_older_ledger_is_there_when_it_is_opened(older: str) -> None:
    with Ledger.open(older) as ledger:
        kept = ledger.documents()
        assert [each.document for each in kept] == [
            each.document.model_copy(update={"dateline": "TALLINN\x10"}) for each in (ONE, TWO, UNDATED)
        ]
        assert [each.entries for each in kept] == [ONE.entries[:1], TWO.entries, UNDATED.entries]
        assert {each.added.replace(tzinfo=None) for each in kept} == {THEN}
        (matter,) = ledger.matters(as_of="2020")
        assert [step.mention.doc for step in matter.history] == ["one", "two"]
    opened = open_database(older, create=False)
    assert check(opened, lambda *_: None).findings == ()
    opened.close()


def test_what_an_older_ledger_derives_is_what_a_new_one_does(older: str, tmp_path: Path) -> None:
    with Ledger.open(older) as ledger, Ledger.open(tmp_path / "new.db", create=True) as new:
        for each in (ONE, TWO):
            document = each.document.model_copy(update={"dateline": "TALLINN\x10"})
            new.add(document, each.entries, reader=READER, raw=each.raw)
        new.add(ONE.document, ONE.entries[:1], reader="hand/2", raw=ONE.raw)
        assert ledger.matters(as_of="2020") == new.matters(as_of="2020")


def test_an_older_ledger_can_be_added_to(older: str) -> None:
    with Ledger.open(older) as ledger:
        four = whole("four")
        assert ledger.add(four.document, four.entries, reader=READER, raw=four.raw).new
        assert not ledger.add(ONE.document, ONE.entries, reader=READER, raw=ONE.raw).new
        assert len(ledger.documents()) == 4


def test_an_older_ledger_is_first_copied_beside_itself(older: str) -> None:
    Ledger.open(older).close()
    if "://" in older:
        copied = f"legation_before_{schema.HEAD}_was_0001"
        assert scalars(older, f"SELECT count(*) FROM {copied}.entries") == [5]  # noqa: S608 - our own names
        assert scalars(older, f"SELECT version_num FROM {copied}.alembic_version") == ["0001"]  # noqa: S608
    else:
        copy = sa.create_engine(f"sqlite:///{older}.before-{schema.HEAD}-was-0001")
        with copy.connect() as connection:
            assert connection.execute(sa.text("SELECT count(*) FROM entries")).scalar() == 5
            assert connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() == "0001"
        copy.dispose()


def test_an_upgrade_that_fails_leaves_the_older_ledger_as_it_was(older: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "derive", _disk_full)
    with pytest.raises(LedgerFull):
        Ledger.open(older)
    monkeypatch.undo()
    with Ledger.open(older) as ledger:
        assert len(ledger.documents()) == 3


def _disk_full(*_: object) -> None:
    raise LedgerFull("the disk is full")
