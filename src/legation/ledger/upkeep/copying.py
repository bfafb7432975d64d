"""A ledger copied whole to another place, of either kind: every row with its number and time, all or nothing."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Table, func, insert, select

from legation.errors import LedgerError
from legation.ledger.keeping.database import Database
from legation.ledger.keeping.opening import meaning, open_database
from legation.ledger.keeping.schema import DERIVED, OFFICE, RECORD, documents
from legation.ledger.keeping.sqlite import File, drafted, lay_out
from legation.ledger.search import indexing

Progress = Callable[[str, int, int], None]  # what is being done, how much of it is, of how much

_AT_ONCE = 200  # rows: those of documents may have megabytes each
_EVERY = (*RECORD, *OFFICE, *reversed(DERIVED))


class Copied(NamedTuple):
    """What was copied."""

    place: str  # where it was copied to, for a person
    record: Mapping[str, int]  # rows on record, by table
    derived: int  # rows of what is derived
    digest: str  # "sha256:" and 64 hex digits, of every row on either side


def copy(source: Database, where: str | Path, progress: Progress) -> Copied:
    """Copy a ledger, as it is at one moment, to a place where there is none yet or an empty one.

    Raises LedgerError where there is one with documents already, or where the copy is not equal to what was copied;
    then nothing is left of it.
    """
    meant = meaning(where)
    if isinstance(meant, Path) and not meant.exists():
        try:
            with drafted(meant) as draft:
                lay_out(draft)
                return _copied(source, File(draft), str(meant), progress)
        except FileExistsError as error:
            raise LedgerError(f"meanwhile something else was put at {meant}: name another place") from error
        except OSError as error:
            raise LedgerError(f"nothing can be written at {meant}: {error.strerror or error}") from error
    target = open_database(meant, create=True)
    return _copied(source, target, target.place, progress)


def copy_rows(source: Connection, target: Connection, tables: Iterable[Table], progress: Progress) -> dict[str, int]:
    """Copy all rows of some tables; how many there were of each, by name."""
    copied = {}
    for table in tables:
        total = source.execute(select(func.count()).select_from(table)).scalar_one()
        done = 0
        for rows in _rows(source, table):
            target.execute(insert(table), [dict(zip(table.columns.keys(), row, strict=True)) for row in rows])
            done += len(rows)
            progress(f"copying {table.name}", done, total)
        copied[table.name] = done
    return copied


def _copied(source: Database, target: Database, place: str, progress: Progress) -> Copied:
    try:
        with source.transaction("read") as given, target.transaction("write") as taken:
            if taken.execute(select(documents.c.id).limit(1)).first() is not None:
                raise LedgerError(f"the ledger at {place} has documents already: name a new or an empty one")
            rows = copy_rows(given, taken, _EVERY, progress)
            target.number_on(taken)
            indexing.enter_all(taken)
            here, there = digests(given, progress), digests(taken, progress)
            if differing := [name for name in here if here[name] != there[name]]:
                raise LedgerError(
                    f"the copy of {source.place} at {place} came out different in {', '.join(differing)}, and "
                    "was thrown away: check both databases, then copy again"
                )
    finally:
        target.close()
    record = {table.name: rows[table.name] for table in RECORD}
    return Copied(
        place,
        record,
        sum(rows[table.name] for table in DERIVED),
        f"sha256:{hashlib.sha256(''.join(here.values()).encode()).hexdigest()}",
    )


def _tell_nobody(*_: object) -> None:
    pass


def digests(connection: Connection, progress: Progress = _tell_nobody) -> dict[str, str]:
    """Hash of all rows of each table, by name."""
    found = {}
    for done, table in enumerate(_EVERY):
        progress("comparing", done, len(_EVERY))
        digest = hashlib.sha256()
        for rows in _rows(connection, table):
            for row in rows:
                digest.update(repr(tuple(row)).encode("ascii", "backslashreplace"))
        found[table.name] = digest.hexdigest()
    return found


def _rows(connection: Connection, table: Table) -> Iterator[Sequence[Row[Any]]]:
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_AT_ONCE)
    return connection.execute(query).partitions()
