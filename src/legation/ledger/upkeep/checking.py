"""Every invariant of a ledger verified: what is on record is whole, and what is derived is what derives from it."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, func, inspect, select

from legation.ledger.keeping.database import Database
from legation.ledger.keeping.filing import derive
from legation.ledger.keeping.schema import DERIVED, OFFICE, RECORD, decisions, documents, metadata, series
from legation.ledger.keeping.sqlite import File, lay_out
from legation.ledger.search import fulltext
from legation.ledger.upkeep import agreement, soundness
from legation.ledger.upkeep.copying import Progress, copy_rows
from legation.ledger.upkeep.finding import MEND, RESTORE, Finding
from legation.ledger.upkeep.soundness import UNREADABLE


class Checked(NamedTuple):
    """What was found, and what was looked at."""

    findings: tuple[Finding, ...]
    documents: int
    notes: tuple[str, ...]  # what could not be verified, and why


def check(database: Database, progress: Progress) -> Checked:
    """Verify a ledger, as it is at one moment; others may go on writing it."""
    with database.transaction("read") as connection:
        found = [Finding(what, database.place, RESTORE) for what in database.damage(connection)]
        found += _schema(connection, database.place)
        if found:  # what a broken database says of its rows is not worth hearing
            return Checked(tuple(found), 0, ("nothing else was looked at",))
        count = connection.execute(select(func.count()).select_from(documents)).scalar_one()
        found += _orphans(connection)
        found += _record(connection, count, progress)
        notes = [f"ids of entries by {reader} follow no rule known here" for reader in soundness.unruled(connection)]
        if any(not finding.mends for finding in found):
            notes.append("what is derived was not compared, as the record itself is not whole")
        else:
            found += _derived(connection, progress)
    return Checked(tuple(found), count, tuple(notes))


def mend(database: Database, progress: Progress) -> None:
    """Derive anew all that is derived, in one transaction; what is on record is not touched."""
    with database.transaction("write") as connection:
        derive(connection, lambda done, total: progress("deriving anew", done, total))


def _schema(connection: Connection, place: str) -> Iterator[Finding]:
    for difference in compare_metadata(MigrationContext.configure(connection), metadata):
        if isinstance(difference, tuple) and str(difference[0]).startswith("add_"):
            what = getattr(difference[-1], "name", difference[-1])
            yield Finding(f"the schema lacks the {str(difference[0])[4:]} {what}", place, RESTORE)
    for table in fulltext.TABLES:
        if not inspect(connection).has_table(table):
            yield Finding(f"the schema lacks the table {table}", place, RESTORE)


def _orphans(connection: Connection) -> Iterator[Finding]:
    """Rows that refer to a row that is not there."""
    for table in (*RECORD, *OFFICE, *DERIVED):
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
            of, parent = key.column.table.alias(), key.parent
            lost = select(parent).where(~select(of).where(of.c[key.column.name] == parent).exists()).order_by(parent)
            for value in connection.execute(lost.distinct()).scalars():
                do = MEND if table in DERIVED else RESTORE
                yield Finding(f"{parent.name} {value} is in no row of {key.column.table.name}", f"table {table}", do)


def _record(connection: Connection, count: int, progress: Progress) -> Iterator[Finding]:
    ids = connection.execute(select(documents.c.id).order_by(documents.c.id)).scalars().all()
    for place, document in enumerate(ids):
        progress("checking documents", place, count)
        yield from soundness.of_document(connection, document)
    for number in connection.execute(select(decisions.c.number).order_by(decisions.c.number)).scalars().all():
        yield from soundness.of_decision(connection, number)
    for number in connection.execute(select(series.c.number).order_by(series.c.number)).scalars().all():
        yield from soundness.of_series(connection, number)


def _derived(connection: Connection, progress: Progress) -> Iterator[Finding]:
    """Derive all anew in a ledger on the side, from a copy of the record, and compare."""
    with tempfile.TemporaryDirectory(prefix="legation-check-") as folder:
        path = Path(folder) / "anew.db"
        lay_out(path)
        beside = File(path)
        try:
            with beside.transaction("write") as anew:
                copy_rows(connection, anew, RECORD, progress)
                try:
                    derive(anew, lambda done, total: progress("deriving anew", done, total))
                except UNREADABLE as error:
                    yield Finding(f"nothing can be derived from it ({error})", "the record", RESTORE)
                    return
                for place, table in enumerate(agreement.TABLES):
                    progress("comparing", place, len(agreement.TABLES))
                    try:
                        yield from agreement.differences(connection, anew, table)
                    except UNREADABLE as error:
                        yield Finding(f"its rows cannot be read ({error})", f"table {table}", MEND)
                yield from agreement.words_apart(connection, anew)
        finally:
            beside.close()
