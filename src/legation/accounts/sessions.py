"""Who is signed in: sessions of browsers, by the hash of what they hold.

A session ends twelve hours after it began, whether it is used or not: a working day, and no page that is read has to
write when it was.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from legation.accounts import credentials
from legation.accounts.person import Person
from legation.ledger.keeping.schema import accounts, sessions

LASTS = timedelta(hours=12)


def begin(connection: Connection, account: int, now: datetime) -> str:
    """Begin a session of an account, and clear away those that are over; what its browser has to show from then on."""
    connection.execute(delete(sessions).where(sessions.c.until <= now))
    secret = credentials.new()
    values = {"digest": credentials.digest(secret), "account": account, "begun": now, "until": now + LASTS}
    connection.execute(insert(sessions).values(values))
    return secret


def person(connection: Connection, secret: str, now: datetime) -> Person | None:
    """Whose session it is, in the role that they have now; None where it is over, or their account disabled."""
    row = connection.execute(
        select(accounts.c.name, accounts.c.role)
        .join(sessions, sessions.c.account == accounts.c.number)
        .where(sessions.c.digest == credentials.digest(secret), sessions.c.until > now, accounts.c.disabled.is_(False))
    ).first()
    return None if row is None else Person(row.name, row.role)


def end(connection: Connection, secret: str) -> None:
    """End one session."""
    connection.execute(delete(sessions).where(sessions.c.digest == credentials.digest(secret)))


def end_all(connection: Connection, account: int, now: datetime) -> int:
    """End all sessions of an account; how many were not over yet."""
    ended = delete(sessions).where(sessions.c.account == account).returning(sessions.c.until)
    return sum(until > now for until in connection.execute(ended).scalars())
