"""Wrong passwords, counted by the name that was typed, and how long to wait after them.

The name may be anybody's or nobody's. Five are free. After the fifth, nobody is let in by that name for a minute, after
each further one twice as long, up to an hour; the right password is refused meanwhile as well, so that guessing on
tells nothing. A day without a wrong one, or a right one in time, and the count begins anew. So a stranger can keep
somebody from signing in, for the hour at a time; whoever is signed in stays so, and an admin can end the wait.
"""

import hashlib
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from legation.accounts.names import folded
from legation.errors import SignInRefused
from legation.ledger.keeping.schema import guesses

FREE = 5
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
REMEMBERED = timedelta(days=1)


def wait_after(failed: int) -> timedelta:
    """How long to wait after so many wrong passwords."""
    if failed < FREE:
        return timedelta()
    doublings = min(failed - FREE, 16)  # no more than a timedelta can hold
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << doublings))


def key_of(name: str) -> str:
    """By what a typed name is counted: its hash, for some type their password there, and others a megabyte."""
    return hashlib.sha256(folded(name).encode("utf-8", "surrogatepass")).hexdigest()


def check_may_try(connection: Connection, key: str, now: datetime) -> None:
    """Raise SignInRefused, which says until when, while one has to wait."""
    if (failed := _failed(connection, key)) is None:
        return
    until = failed[1] + wait_after(failed[0])
    if now < until:
        shown = until + timedelta(minutes=1) - timedelta(microseconds=1)  # the minute by which it is over
        raise SignInRefused(
            f"there were too many wrong passwords for this name: wait until {shown:%Y-%m-%d %H:%M} UTC, then try again",
            until=until.replace(tzinfo=UTC),
        )


def count_wrong(connection: Connection, key: str, now: datetime) -> None:
    """Count a wrong password. Within a transaction that writes, so that of two at once both count."""
    connection.execute(delete(guesses).where(guesses.c.last < now - REMEMBERED))
    if (failed := _failed(connection, key)) is None:
        connection.execute(insert(guesses).values(name=key, failed=1, last=now))
    else:
        connection.execute(update(guesses).where(guesses.c.name == key).values(failed=failed[0] + 1, last=now))


def forgive(connection: Connection, key: str) -> None:
    """Begin to count anew."""
    connection.execute(delete(guesses).where(guesses.c.name == key))


def _failed(connection: Connection, key: str) -> tuple[int, datetime] | None:
    row = connection.execute(select(guesses.c.failed, guesses.c.last).where(guesses.c.name == key)).first()
    return None if row is None else (row.failed, row.last)
