"""Accounts of a shared ledger: kept, signed in to, and spoken for by tokens."""

from datetime import UTC, datetime
from typing import NamedTuple

from legation.accounts import lockout, passwords, roll, sessions, tokens
from legation.accounts.names import checked_name
from legation.accounts.passwords import Hasher
from legation.accounts.person import ROLES, Person, Role
from legation.accounts.roll import Account
from legation.accounts.tokens import LONGEST, Token
from legation.errors import AccountRefused, QueryError, SignInRefused
from legation.ledger.keeping.database import Database

WRONG = "the name or the password is wrong: try again, or ask an admin for a new password"


class Changed(NamedTuple):
    """What changing a password left behind."""

    ended: int  # sessions, all that there were
    tokens: int  # that are still good: they are secrets of their own, and are revoked one by one


class Accounts:
    """Who may use a ledger, and as what. Cheap to make; may be used from several threads.

    Each method is one transaction, but where a password is hashed in between. `at` is when it happens, in UTC: now,
    where it is not given. An account is meant by its name in any case. Methods that name one raise QueryError where
    there is none; AccountRefused says what cannot be, LedgerError that the ledger cannot be used. Nothing that is read
    here writes.
    """

    def __init__(self, database: Database, *, hasher: Hasher | None = None) -> None:
        self._database = database
        self._hasher = hasher or passwords.STANDARD

    def add(self, name: str, password: str, role: Role, *, at: datetime | None = None) -> None:
        """Add an account. Raises AccountRefused for a name that is taken or cannot be, and for a poor password."""
        _check_role(role)
        name = checked_name(name)
        passwords.check_new(password, name)
        hashed = self._hasher.hashed(password)
        with self._database.transaction("write") as connection:
            roll.enter(connection, name, role, hashed, _utc(at))

    def everyone(self, *, at: datetime | None = None) -> tuple[Account, ...]:
        """Every account, by name."""
        with self._database.transaction("read") as connection:
            return roll.listed(connection, _utc(at))

    def account(self, name: str, *, at: datetime | None = None) -> Account:
        """Give the account of a name."""
        with self._database.transaction("read") as connection:
            number = roll.named(connection, name).number
            return roll.listed(connection, _utc(at), number)[0]

    def change_role(self, name: str, role: Role) -> None:
        """Give an account another role: in sessions at once, in tokens as far as their scope lets it.

        Raises AccountRefused where it is the last admin's.
        """
        _check_role(role)
        with self._database.transaction("write") as connection:
            account = roll.named(connection, name)
            if role != "admin":
                roll.check_not_the_last_admin(connection, account)
            roll.change(connection, account, role=role)

    def change_password(self, name: str, password: str, *, at: datetime | None = None) -> Changed:
        """Give an account another password, and end all its sessions and any waiting after wrong ones.

        Its tokens stay good, so that no program stops at night because somebody changed a password; how many there are
        is told, for whoever changes it because it got out. Raises AccountRefused for a poor password.
        """
        with self._database.transaction("read") as connection:
            checked_for = roll.named(connection, name)
        passwords.check_new(password, checked_for.name)
        hashed = self._hasher.hashed(password)  # takes a while: not within the transaction, where others would wait
        now = _utc(at)
        with self._database.transaction("write") as connection:
            account = roll.named(connection, name)
            roll.change(connection, account, password=hashed)
            lockout.forgive(connection, lockout.key_of(name))
            return Changed(
                sessions.end_all(connection, account.number, now), tokens.good(connection, account.number, now)
            )

    def disable(self, name: str, *, at: datetime | None = None) -> int:
        """Let nobody in by an account: its sessions end, its tokens are void as long as it is so; how many ended.

        An account is never removed, for decisions bear its name. Raises AccountRefused where it is the last admin's.
        """
        with self._database.transaction("write") as connection:
            account = roll.named(connection, name)
            roll.check_not_the_last_admin(connection, account)
            roll.change(connection, account, disabled=True)
            return sessions.end_all(connection, account.number, _utc(at))

    def enable(self, name: str) -> None:
        """Let in by an account again, without waiting after wrong passwords; its tokens are as good as they were."""
        with self._database.transaction("write") as connection:
            roll.change(connection, roll.named(connection, name), disabled=False)
            lockout.forgive(connection, lockout.key_of(name))

    def sign_in(self, name: str, password: str, *, at: datetime | None = None) -> str:
        """Begin a session, which lasts for twelve hours; the secret that stands for it from then on.

        Raises SignInRefused, in one sentence whatever was wrong, or saying until when to wait. Hashing takes a tenth of
        a second and 64 MiB, and stands between two transactions so that no writer waits for it: the second looks again
        at what the first saw, so that of many guesses at once each is counted, and those after the fifth are in vain.
        """
        now = _utc(at)
        key = lockout.key_of(name)
        with self._database.transaction("read") as connection:
            lockout.check_may_try(connection, key, now)
            seen = roll.find(connection, name)
        right = self._hasher.fits(password, None if seen is None else seen.password)
        outdated = right and seen is not None and self._hasher.is_outdated(seen.password)
        renewed = self._hasher.hashed(password) if outdated else None
        with self._database.transaction("write") as connection:
            lockout.check_may_try(connection, key, now)
            account = roll.find(connection, name)
            if account is not None and seen is not None and account.password != seen.password:  # changed in between
                right = self._hasher.fits(password, account.password)
            if account is None or account.disabled or not right:
                lockout.count_wrong(connection, key, now)
                secret = None
            else:
                lockout.forgive(connection, key)
                if renewed is not None:
                    roll.change(connection, account, password=renewed)
                secret = sessions.begin(connection, account.number, now)
        if secret is None:  # said only now, so that the count is kept
            raise SignInRefused(WRONG)
        return secret

    def person_of_session(self, secret: str, *, at: datetime | None = None) -> Person | None:
        """Whose session a secret stands for, in the role that they have now; None where it stands for none."""
        with self._database.transaction("read") as connection:
            return sessions.person(connection, secret, _utc(at))

    def sign_out(self, secret: str) -> None:
        """End a session; nothing where it is over already."""
        with self._database.transaction("write") as connection:
            sessions.end(connection, secret)

    def sign_out_everywhere(self, name: str, *, at: datetime | None = None) -> int:
        """End all sessions of an account; how many there were. Its tokens stay."""
        with self._database.transaction("write") as connection:
            return sessions.end_all(connection, roll.named(connection, name).number, _utc(at))

    def issue(self, name: str, called: str, scope: Role, days: int, *, at: datetime | None = None) -> str:
        """Issue a token for programs, in the name of an account: its secret, which is not kept and shown only now.

        `called` is what its owner calls it; it is good for 1 to 365 days. Raises AccountRefused for other days, a name
        that cannot be, a disabled account and a scope above the role of the account.
        """
        _check_role(scope)
        called = checked_name(called, of="name of the token")
        if not 1 <= days <= LONGEST:
            raise AccountRefused(f"a token is good for 1 to {LONGEST} days, and not for {days:,}: say for how many")
        with self._database.transaction("write") as connection:
            account = roll.named(connection, name)
            if account.disabled:
                raise AccountRefused(f"the account of {account.name} is disabled: enable it before it gets a token")
            if not Person(account.name, account.role).may(scope):
                raise AccountRefused(f"{account.name} is {account.role}: a token of theirs cannot be {scope}")
            return tokens.issue(connection, account.number, name=called, scope=scope, days=days, now=_utc(at))

    def person_of_token(self, secret: str, *, at: datetime | None = None) -> Person | None:
        """In whose name a token acts, in the lesser of its scope and their role by now; None where it is not good."""
        with self._database.transaction("read") as connection:
            return tokens.person(connection, secret, _utc(at))

    def tokens_of(self, name: str, *, at: datetime | None = None) -> tuple[Token, ...]:
        """Every token of an account, the newest first, also those that are no longer good."""
        with self._database.transaction("read") as connection:
            return tokens.of_account(connection, roll.named(connection, name).number, _utc(at))

    def revoke(self, number: int, by: Person) -> None:
        """Make a token void for good: one's own, or as an admin any. Raises QueryError where there is no such one."""
        with self._database.transaction("write") as connection:
            owner = tokens.owner(connection, number)
            if owner is None or (owner != by.name and not by.may("admin")):  # nobody learns what others have
                raise QueryError(f"there is no token {number:,} that {by.name} may revoke: look into the list of them")
            tokens.revoke(connection, number)


def _check_role(role: Role) -> None:
    if role not in ROLES:
        raise AccountRefused(f"{role!r} is no role: there are {', '.join(ROLES)}")


def _utc(at: datetime | None) -> datetime:
    """A time as the tables have it."""
    return (at or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
