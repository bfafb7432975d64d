"""Tokens: what programs sign in with, in the name of an account, by their hash."""

from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from sqlalchemy import Connection, func, insert, select, update

from legation.accounts import credentials
from legation.accounts.person import ROLES, Person, Role
from legation.ledger.keeping.schema import accounts, tokens

LONGEST = 365  # days
_HIGHEST = 2**31 - 1  # number that a column can have

State = Literal["good", "expired", "revoked"]


class Token(NamedTuple):
    """A token, without its secret, which nobody can see again."""

    number: int
    name: str  # what its owner calls it
    scope: Role  # the role that it gives at most
    made: datetime  # UTC
    until: datetime  # UTC
    state: State


def role_in_use(scope: Role, role: Role) -> Role:
    """Role that a token gives: its scope, and never more than its account has by now."""
    return min(scope, role, key=ROLES.index)


def issue(connection: Connection, account: int, *, name: str, scope: Role, days: int, now: datetime) -> str:
    """Issue a token that is good for so many days; its secret."""
    secret = credentials.new(credentials.TOKEN)
    connection.execute(
        insert(tokens).values(
            digest=credentials.digest(secret),
            account=account,
            name=name,
            scope=scope,
            made=now,
            until=now + timedelta(days=days),
            revoked=False,
        )
    )
    return secret


def person(connection: Connection, secret: str, now: datetime) -> Person | None:
    """In whose name a token acts, and in which role; None where it is no longer good, or the account disabled."""
    row = connection.execute(
        select(accounts.c.name, accounts.c.role, tokens.c.scope)
        .join(tokens, tokens.c.account == accounts.c.number)
        .where(
            tokens.c.digest == credentials.digest(secret),
            tokens.c.until > now,
            tokens.c.revoked.is_(False),
            accounts.c.disabled.is_(False),
        )
    ).first()
    return None if row is None else Person(row.name, role_in_use(row.scope, row.role))


def of_account(connection: Connection, account: int, now: datetime) -> tuple[Token, ...]:
    """Every token of an account, the newest first."""
    rows = connection.execute(select(tokens).where(tokens.c.account == account).order_by(tokens.c.number.desc()))
    return tuple(
        Token(
            row.number,
            row.name,
            row.scope,
            row.made.replace(tzinfo=UTC),
            row.until.replace(tzinfo=UTC),
            "revoked" if row.revoked else "expired" if row.until <= now else "good",
        )
        for row in rows
    )


def good(connection: Connection, account: int, now: datetime) -> int:
    """How many tokens of an account are good."""
    of = select(func.count()).where(tokens.c.account == account, tokens.c.until > now, tokens.c.revoked.is_(False))
    return connection.execute(of).scalar_one()


def owner(connection: Connection, number: int) -> str | None:
    """Name of the account that a token belongs to; None where there is no such token."""
    if not 0 < number <= _HIGHEST:
        return None
    of = select(accounts.c.name).join(tokens, tokens.c.account == accounts.c.number).where(tokens.c.number == number)
    name: str | None = connection.execute(of).scalar()
    return name


def revoke(connection: Connection, number: int) -> None:
    """Make a token void for good."""
    connection.execute(update(tokens).where(tokens.c.number == number).values(revoked=True))
