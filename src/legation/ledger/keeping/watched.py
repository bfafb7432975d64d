"""What is watched: when each feed, page and folder was last looked at, what was seen there, and what sites ask for."""

import hashlib
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from sqlalchemy import delete, insert, select, update

from legation.ledger.keeping.database import Database
from legation.ledger.keeping.pressing import loosen, press
from legation.ledger.keeping.schema import robots, seen, watched

Kind = Literal["feed", "page", "folder"]
Status = Literal["given", "none", "unknown"]
_LONGEST = 400  # code points
_OF = watched.c


class Watch(NamedTuple):
    """How it stands with one thing that is watched. Times are UTC."""

    number: int
    checked: datetime | None  # None: never
    due: datetime
    failed: int  # how often in a row it could not be looked at
    reason: str | None  # why not, a sentence
    etag: str | None
    modified: str | None


class Item(NamedTuple):
    """What is known of something that was seen there."""

    mark: str | None  # of a file or a page: by which a change shows
    tries: int  # how often it failed, to be tried again; 0: settled


class Site(NamedTuple):
    """What a site asks of programs, as of when."""

    at: datetime
    status: Status  # its robots.txt is there; there is none; or nobody could tell
    rules: bytes


def key_of(item: str) -> str:
    """What an item is known by: its id or URL, or the hash of a long one, of which no index could be made."""
    return item if len(item) <= _LONGEST else f"sha256:{hashlib.sha256(item.encode('utf-8', 'replace')).hexdigest()}"


class Watched:
    """The store of it; each method is one transaction. Raises LedgerError where the ledger cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, kind: Kind, place: str, now: datetime) -> Watch:
        """How it stands with a place; one that nobody has looked at is due at once."""
        with self._database.transaction("read") as connection:
            row = connection.execute(select(watched).where(_OF.place == place)).first()
        if row is None or row.kind != kind:
            with self._database.transaction("write") as connection:
                if row is not None:  # a feed that is watched as a page now, or the other way round
                    connection.execute(delete(seen).where(seen.c.watched == row.number))
                    connection.execute(delete(watched).where(_OF.number == row.number))
                values = {"kind": kind, "place": place, "checked": _bare(_NEVER), "due": _bare(now), "failed": 0}
                row = connection.execute(insert(watched).values(**values).returning(watched)).one()
        checked = _aware(row.checked)
        return Watch(
            number=row.number,
            checked=None if checked == _NEVER else checked,
            due=_aware(row.due),
            failed=row.failed,
            reason=row.reason,
            etag=row.etag,
            modified=row.modified,
        )

    def came(self, number: int, now: datetime, due: datetime, etag: str | None, modified: str | None) -> None:
        """Note that it was looked at, when that is to be done again, and by what the server knows what was there."""
        self._change(number, checked=_bare(now), due=_bare(due), failed=0, reason=None, etag=etag, modified=modified)

    def failed(self, number: int, now: datetime, due: datetime, times: int, reason: str) -> None:
        """Note that it could not be looked at, for the how many-th time in a row, and why."""
        self._change(number, checked=_bare(now), due=_bare(due), failed=times, reason=reason)

    def items(self, number: int) -> dict[str, Item]:
        """What was seen there, by id, URL or name of the file."""
        query = select(seen.c.item, seen.c.mark, seen.c.tries).where(seen.c.watched == number)
        with self._database.transaction("read") as connection:
            return {row.item: Item(row.mark, row.tries) for row in connection.execute(query)}

    def note(self, number: int, item: str, now: datetime, *, mark: str | None = None, tries: int = 0) -> None:
        """Note something that was seen there: settled, or to be tried again after so many tries."""
        values = {"mark": mark, "tries": tries, "at": _bare(now)}
        at = (seen.c.watched == number) & (seen.c.item == item)
        with self._database.transaction("write") as connection:
            if not connection.execute(update(seen).where(at).values(**values)).rowcount:
                connection.execute(insert(seen).values(watched=number, item=item, **values))

    def site(self, site: str) -> Site | None:
        """What a site asks for, as it was kept; None where it was never asked."""
        with self._database.transaction("read") as connection:
            row = connection.execute(select(robots).where(robots.c.site == site)).first()
        return None if row is None else Site(_aware(row.at), row.status, loosen(row.rules))

    def keep_site(self, site: str, found: Site) -> None:
        """Keep what a site asks for."""
        with self._database.transaction("write") as connection:
            connection.execute(delete(robots).where(robots.c.site == site))
            row = insert(robots).values(site=site, at=_bare(found.at), status=found.status, rules=press(found.rules))
            connection.execute(row)

    def _change(self, number: int, **values: object) -> None:
        with self._database.transaction("write") as connection:
            connection.execute(update(watched).where(_OF.number == number).values(**values))


_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def _bare(time: datetime) -> datetime:
    return time.astimezone(UTC).replace(tzinfo=None)


def _aware(time: datetime) -> datetime:
    return time.replace(tzinfo=UTC)
