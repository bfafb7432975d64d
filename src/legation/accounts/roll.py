"""The roll of accounts: who is on it, found by name, and never without an admin once it has one."""

from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, insert, select, update

from legation.accounts.names import folded
from legation.accounts.person import Role
from legation.errors import AccountRefused, QueryError
from legation.ledger.keeping.schema import accounts, sessions, tokens


class Account(NamedTuple):
    """One who may sign in, as others may see it."""

    name: str
    role: Role
    added: datetime  # UTC
    disabled: bool
    sessions: int  # that are signed in; none of a disabled account
    tokens: int  # that are good; none of a disabled account


class Entered(NamedTuple):
    """An account as it is kept."""

    number: int
    name: str
    role: Role
    password: str  # hashed
    disabled: bool


def listed(connection: Connection, now: datetime, number: int | None = None) -> tuple[Account, ...]:
    """Every account, by name; or the one of a number."""
    in_use = select(func.count()).where(sessions.c.account == accounts.c.number, sessions.c.until > now)
    good = select(func.count()).where(
        tokens.c.account == accounts.c.number, tokens.c.until > now, tokens.c.revoked.is_(False)
    )
    wanted = select(accounts, in_use.scalar_subquery().label("sessions"), good.scalar_subquery().label("tokens"))
    rows = connection.execute(wanted if number is None else wanted.where(accounts.c.number == number))
    found = [
        Account(
            row.name,
            row.role,
            row.added.replace(tzinfo=UTC),
            row.disabled,
            0 if row.disabled else row.sessions,
            0 if row.disabled else row.tokens,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda account: (folded(account.name), account.name)))


def find(connection: Connection, name: str) -> Entered | None:
    """Find the account of a name, however it is written."""
    # An office has some hundred accounts at most: looked through, they need no column for the name as compared, and
    # it takes as long where nobody has it.
    wanted = folded(name)
    kept = connection.execute(select(accounts)).all()
    found = [row for row in kept if folded(row.name) == wanted]
    return next((Entered(row.number, row.name, row.role, row.password, row.disabled) for row in found), None)


def named(connection: Connection, name: str) -> Entered:
    """Give the account of a name. Raises QueryError where there is none."""
    if (account := find(connection, name)) is None:
        raise QueryError(f"nobody has an account by the name of {name!r}: `legation user list` tells who has")
    return account


def enter(connection: Connection, name: str, role: Role, password: str, now: datetime) -> None:
    """Enter an account, its password hashed. Raises AccountRefused where the name is taken."""
    if (taken := find(connection, name)) is not None:
        raise AccountRefused(f"there is an account by the name of {taken.name!r} already: choose another name")
    connection.execute(insert(accounts).values(name=name, role=role, password=password, added=now, disabled=False))


def change(connection: Connection, account: Entered, **values: str | bool) -> None:
    """Change what is kept of an account."""
    connection.execute(update(accounts).where(accounts.c.number == account.number).values(**values))


def check_not_the_last_admin(connection: Connection, account: Entered) -> None:
    """Raise AccountRefused where no other could do what takes an admin."""
    if account.role != "admin":
        return
    others = select(accounts.c.number).where(
        accounts.c.role == "admin", accounts.c.disabled.is_(False), accounts.c.number != account.number
    )
    if connection.execute(others.limit(1)).first() is None:
        raise AccountRefused(f"{account.name} is the last admin: make somebody else one first")
