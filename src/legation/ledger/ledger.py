"""The ledger itself: documents and their entries go in, mentions and matters come out, as of any date."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection

from legation.days import end_of
from legation.errors import QueryError
from legation.ledger.excerpt import Excerpt, MatterExcerpt
from legation.ledger.inquiry import Inquiry
from legation.ledger.keeping import leading, matters, store, views
from legation.ledger.keeping.arrivals import Arrivals
from legation.ledger.keeping.database import Database
from legation.ledger.keeping.filing import file
from legation.ledger.keeping.opening import open_database
from legation.ledger.keeping.preferences import Preferences
from legation.ledger.keeping.reported import Reported, named_by, reported
from legation.ledger.keeping.saved import Saved
from legation.ledger.keeping.together import keep_together
from legation.ledger.keeping.watched import Watched
from legation.ledger.narrow import WHOLE, Narrow
from legation.ledger.record import Added, Kept, Listing, Read
from legation.ledger.review.desk import Desk
from legation.ledger.search.narrowing import documents_left, lines_left
from legation.ledger.survey import Survey
from legation.ledger.walk import Walk
from legation.nouns import Datum, Document, Entry, Kind, Matter, Mention

if TYPE_CHECKING:
    from legation.accounts.accounts import Accounts

_AT_ONCE = 100  # documents in one transaction of `add_all`


class Ledger(Desk, Inquiry, Survey):
    """What is kept of many documents. A context manager; may be used from several threads.

    Parties are codes. Given one, whatever involves it is meant; given several, what involves all of them. An as-of
    date is an EDTF day, month or year: what was published up to its end is known, nothing later; a document without
    date counts by the day on which it was added. `latest` asks for the latest so many only, `narrow` for what is left
    when it leaves out the rest. Every method raises QueryError for what is no such date, and LedgerError if the ledger
    cannot be used.
    """

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database

    @classmethod
    def open(cls, where: str | Path, *, create: bool = False) -> "Ledger":
        """Open the ledger at a path, `sqlite:///` or `postgresql://` address; with `create`, make it if there is none.

        Raises NotALedger if there is none or it is something else, NewerLedger if a newer version made it, LedgerFull
        if the place is full or may not be written, LedgerError if it cannot be used for another reason. An older
        ledger is brought up to date, after a copy beside it.
        """
        return cls(open_database(where, create=create))

    def close(self) -> None:
        """Let go of the file or server."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def place(self) -> str:
        """Where it is kept: a path, or an address without its password."""
        return self._database.place

    @property
    def accounts(self) -> "Accounts":
        """Who may use the ledger where several people share it."""
        from legation.accounts.accounts import Accounts  # noqa: PLC0415 - it needs the tables of this package first

        return Accounts(self._database)

    @property
    def arrivals(self) -> Arrivals:
        """What was handed in to be read."""
        return Arrivals(self._database)

    @property
    def watched(self) -> Watched:
        """What is watched, and what was seen there."""
        return Watched(self._database)

    @property
    def preferences(self) -> Preferences:
        """What people have chosen."""
        return Preferences(self._database)

    @property
    def saved(self) -> Saved:
        """Searches that people keep."""
        return Saved(self._database)

    def walk(self, parties: Collection[str] = (), *, as_of: str | None = None, narrow: Narrow = WHOLE) -> Walk:
        """Give the long lists of what involves the parties, to be walked some at a time."""
        return Walk(self._reading, self._folds, parties, as_of=as_of, narrow=narrow)

    @contextmanager
    def excerpt(
        self, parties: Collection[str] = (), *, as_of: str | None = None, narrow: Narrow = WHOLE
    ) -> Iterator[Excerpt]:
        """Give all that involves the parties, to be read some at a time: one state of the ledger while it is open."""
        with self._reading() as connection:
            yield Excerpt(connection, parties, as_of=as_of, narrow=narrow)

    @contextmanager
    def excerpt_of(self, matter: str, *, as_of: str | None = None) -> Iterator[MatterExcerpt]:
        """Give a matter, by an id as `matter` takes it, with what it is made of; as `excerpt` does."""
        found = self.matter(matter, as_of=as_of)
        with self._reading() as connection:
            yield MatterExcerpt(connection, found, as_of=as_of)

    def add(self, document: Document, entries: Sequence[Entry], *, reader: str, raw: bytes) -> Added:
        """Keep a document as received and what a reader put on the record of it, wholly or not at all.

        A document is its content: bytes that are kept already gain at most another place of publication, and a
        reading by the same version of a reader stays as it is.
        """
        with self._reading() as connection:  # without waiting for a turn to write, nor keeping others waiting
            if (before := store.kept_before(connection, document, reader)) is not None:
                return before
        with self._writing() as connection:
            added = store.keep(connection, document, entries, reader, raw)
            if added.moved:
                file(connection, document.id)
            return added

    def add_all(self, received: Iterable[Read]) -> Iterator[Added]:
        """Keep many documents as `add` keeps one, a hundred at a time wholly or not at all: quicker where none wait.

        Tells of each in order, once those around it are kept.
        """
        waiting = iter(received)
        while some := tuple(islice(waiting, _AT_ONCE)):
            with self._writing() as connection:
                added = keep_together(connection, some)
            yield from added

    def publish(self, document: Document) -> bool:
        """Note where else a document that is kept was published; whether that was not known yet."""
        with self._reading() as connection:
            if store.is_published(connection, document):
                return False
        with self._writing() as connection:
            if new := store.publish(connection, document):
                file(connection, document.id)
            return new

    def kept_text(self, document: str) -> str | None:
        """Text of a document as it was kept, by its id; None where it is not kept."""
        with self._reading() as connection:
            return store.kept_text(connection, document)

    def has(self, document: str, reader: str) -> int | None:
        """How many entries a reader put on the record of a document, by its id; None where it has not read it."""
        with self._reading() as connection:
            return store.has_reading(connection, document, reader)

    def documents(
        self,
        *,
        parties: Collection[str] = (),
        as_of: str | None = None,
        latest: int | None = None,
        narrow: Narrow = WHOLE,
    ) -> tuple[Kept, ...]:
        """Documents with an entry that involves the parties, in the order in which they became known."""
        by = views.known_by(as_of)
        with self._reading() as connection:
            numbers = documents_left(connection, parties, narrow, by=by, latest=latest)
            found = views.kept(connection, numbers)
            return tuple(found[number] for number in numbers)

    def catalogue(
        self,
        *,
        parties: Collection[str] = (),
        as_of: str | None = None,
        latest: int | None = None,
        narrow: Narrow = WHOLE,
    ) -> tuple[Listing, ...]:
        """The same documents as lines of a list, without their texts."""
        by = views.known_by(as_of)
        with self._reading() as connection:
            numbers = documents_left(connection, parties, narrow, by=by, latest=latest)
            return tuple(views.catalogued(connection, numbers))

    def document(self, key: str, *, as_of: str | None = None) -> Kept:
        """Give the document of this name or id, or whose id alone begins so.

        Raises QueryError if there is none or more than one; then it lists them.
        """
        by = views.known_by(as_of)
        with self._reading() as connection:
            found = list(views.kept(connection, views.called(connection, key, by)).values())
        if not found:
            raise QueryError(f"no document is called {key!r}{_as_of(as_of)}")
        if len(found) > 1:
            which = ", ".join(f"{kept.document.id} ({kept.document.name})" for kept in found)
            raise QueryError(f"{key!r} may be any of {len(found)} documents: {which}; write more of the id")
        return found[0]

    def mentions(
        self,
        *,
        parties: Collection[str] = (),
        kind: Kind | None = None,
        as_of: str | None = None,
        latest: int | None = None,
        narrow: Narrow = WHOLE,
    ) -> tuple[Mention, ...]:
        """Entries that involve the parties, in the order in which they became known, then as in the text."""
        by = views.known_by(as_of)
        with self._reading() as connection:
            left = lines_left(connection, parties, narrow, kind=kind, by=by, latest=latest)
            return tuple(views.mentions(connection, left))

    def matters(
        self,
        parties: Collection[str] = (),
        *,
        as_of: str | None = None,
        latest: int | None = None,
        narrow: Narrow = WHOLE,
    ) -> tuple[Matter, ...]:
        """Matters that involve the parties, those last reported on first.

        Narrowed, the latest so many of them are looked for among the latest ten times as many matters of the parties.
        """
        asked = matters.Asked.of(as_of, self._folds)
        with self._reading() as connection:
            return matters.matters(connection, parties, asked, latest=latest, narrow=narrow)

    def matter(self, key: str, *, as_of: str | None = None) -> Matter:
        """Give the matter of this id; the id or the digits of any of its commitments lead to it as well.

        So an id stays good when an earlier mention turns up, when two matters turn out to be one, or when a newer
        reading has the commitment in other words. Raises QueryError if there is none.
        """
        asked = matters.Asked.of(as_of, self._folds)
        digits = key.strip()[-12:]
        wanted = key.strip() in {f"m{digits}", f"e{digits}", digits} and len(digits) == 12
        if wanted and all(digit in "0123456789abcdef" for digit in digits):
            with self._reading() as connection:
                found = matters.matter(connection, int(digits, 16), asked)
                if found is None and (entry := leading.led_on(connection, int(digits, 16), asked.by)) is not None:
                    found = matters.matter(connection, entry, asked)
            if found is not None:
                return found
        raise QueryError(f"no matter is called {key!r}{_as_of(as_of)}: `legation matters` lists them")

    def mentions_of(self, matter: Matter) -> tuple[Mention, ...]:
        """List the commitments of a matter, in the order of its history, with those of copies of their documents."""
        return tuple(mention for step in matter.history for mention in step.mentions)

    def reported(self, parties: Collection[str] = (), *, as_of: str | None = None) -> Reported:
        """Days on which something of the parties became known: the first, the last, and those around the date."""
        with self._reading() as connection:
            return reported(connection, parties, None if as_of is None else end_of(as_of))

    def parties(self, *, as_of: str | None = None) -> tuple[str, ...]:
        """Every party that any entry has named, sorted."""
        by = views.known_by(as_of)
        with self._reading() as connection:
            return named_by(connection, by)

    def add_series(self, data: Sequence[Datum], by: str) -> None:
        """Add reference figures, on a person's word, to those that are shipped."""
        with self._writing() as connection:
            store.add_series(connection, data, by)

    def series(self) -> tuple[Datum, ...]:
        """Reference figures that users added, in the order in which they did."""
        with self._reading() as connection:
            return store.every_series(connection)

    def _reading(self) -> AbstractContextManager[Connection]:
        return self._database.transaction("read")

    def _writing(self) -> AbstractContextManager[Connection]:
        return self._database.transaction("write")


def _as_of(as_of: str | None) -> str:
    return "" if as_of is None else f" as of {as_of}"
