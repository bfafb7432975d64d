"""The ledger itself: documents and their entries go in, mentions and matters come out, as of any date."""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from legation.days import end_of
from legation.errors import QueryError
from legation.ledger import database, store
from legation.ledger.matters import matters_of
from legation.ledger.record import Added, Kept
from legation.nouns import Document, Entry, Kind, Matter, Mention

_REMEMBERED = 8  # derivations kept in memory: a few as-of dates of one ledger


class Ledger:
    """What is kept of many documents, in a file of SQLite. A context manager; may be used from several threads.

    Parties are codes. Given one, whatever involves it is meant; given several, what involves all of them. An as-of
    date is an EDTF day, month or year: what was published up to its end is known, nothing later; a document without
    date counts by the day on which it was added. Every method raises QueryError for what is no such date, and
    LedgerError if the file cannot be used.
    """

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self._path = path
        self._derived: dict[tuple[int, date | None, date], tuple[Matter, ...]] = {}

    @classmethod
    def open(cls, where: str | Path, *, create: bool = False) -> "Ledger":
        """Open the ledger at a path or `sqlite:///` address; with `create`, make it where there is none.

        Raises NotALedger if there is none or the file is something else, NewerLedger if a newer version made it,
        LedgerFull if the place is full or may not be written, LedgerError if it cannot be used for another reason.
        An older ledger is brought up to date, after a copy beside it.
        """
        path = database.path_of(where)
        return cls(database.open_engine(path, create=create), path)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, document: Document, entries: Sequence[Entry], *, reader: str, raw: bytes) -> Added:
        """Keep a document as received and what a reader put on the record of it, wholly or not at all.

        A document is its content: bytes that are kept already gain at most another place of publication, and a
        reading by the same version of a reader stays as it is.
        """
        with database.transaction(self._engine, self._path, "write") as connection:
            return store.keep(connection, document, entries, reader, raw)

    def documents(self, *, parties: Collection[str] = (), as_of: str | None = None) -> tuple[Kept, ...]:
        """Documents with an entry that involves the parties, by date, undated ones first."""
        asked = store.Asked(parties=frozenset(parties), until=_end(as_of))
        with self._reading() as connection:
            return store.kept(connection, asked)

    def document(self, key: str, *, as_of: str | None = None) -> Kept:
        """Give the document of this name or id, or whose id alone begins so.

        Raises QueryError if there is none or more than one; then it lists them.
        """
        with self._reading() as connection:
            found = store.called(connection, key, _end(as_of))
        if not found:
            raise QueryError(f"no document is called {key!r}{_as_of(as_of)}")
        if len(found) > 1:
            which = ", ".join(f"{kept.document.id} ({kept.document.name})" for kept in found)
            raise QueryError(f"{key!r} may be any of {len(found)} documents: {which}; write more of the id")
        return found[0]

    def mentions(
        self, *, parties: Collection[str] = (), kind: Kind | None = None, as_of: str | None = None
    ) -> tuple[Mention, ...]:
        """Entries that involve the parties, by date of their document, undated ones first, then as in the text."""
        asked = store.Asked(parties=frozenset(parties), until=_end(as_of), kind=kind)
        with self._reading() as connection:
            return store.mentions(connection, asked)

    def matters(self, parties: Collection[str] = (), *, as_of: str | None = None) -> tuple[Matter, ...]:
        """Matters that involve the parties, those last reported on first."""
        return tuple(matter for matter in self._all_matters(as_of) if set(parties) <= set(matter.parties))

    def matter(self, key: str, *, as_of: str | None = None) -> Matter:
        """Give the matter of this id; the id or the digits of any of its commitments lead to it as well.

        So an id stays good when an earlier mention turns up, or when two matters turn out to be one. Raises
        QueryError if there is none.
        """
        entry = "e" + key.strip()[-12:]
        wanted = key.strip() in {entry, "m" + entry[1:], entry[1:]}
        for matter in self._all_matters(as_of):
            if wanted and any(step.mention.entry.id == entry for step in matter.history):
                return matter
        raise QueryError(f"no matter is called {key!r}{_as_of(as_of)}: `legation matters` lists them")

    def mentions_of(self, matter: Matter) -> tuple[Mention, ...]:
        """List the commitments of a matter, in the order of its history."""
        return tuple(step.mention for step in matter.history)

    def _reading(self) -> AbstractContextManager[Connection]:
        return database.transaction(self._engine, self._path, "read")

    def _all_matters(self, as_of: str | None) -> tuple[Matter, ...]:
        until = _end(as_of)
        today = until or datetime.now(UTC).date()
        with self._reading() as connection:
            key = (store.version(connection), until, today)
            derived = self._derived.get(key)
            if derived is not None:
                return derived
            known = store.mentions(connection, store.Asked(until=until))
        derived = matters_of(known, today)
        if len(self._derived) >= _REMEMBERED:
            self._derived.clear()
        self._derived[key] = derived
        return derived


def _end(as_of: str | None) -> date | None:
    return None if as_of is None else end_of(as_of)


def _as_of(as_of: str | None) -> str:
    return "" if as_of is None else f" as of {as_of}"
