"""Signing in, in both kinds of ledger: who is let in, for how long, and how long one waits after wrong passwords."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from legation.accounts import Person, lockout
from legation.accounts.accounts import WRONG, Accounts
from legation.accounts.passwords import Hasher
from legation.errors import LedgerError, SignInRefused
from legation.ledger import Ledger
from legation.ledger.keeping import database
from legation.ledger.keeping.schema import accounts as table
from legation.ledger.keeping.schema import guesses, sessions

pytestmark = pytest.mark.usefixtures("quick_passwords")

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
RIGHT, WRONG_ONE = "nine herons over a quay", "nine herons under a quay"
MINUTE = timedelta(minutes=1)


class Meanwhile(Hasher):
    """Does something else while it looks at a password."""

    def __init__(self, done: Callable[[], object]) -> None:
        super().__init__(passes=1, memory=8, lanes=1)
        self.done = done
        self.asked: list[bool] = []  # of somebody's password, or of nobody's

    def fits(self, password: str, kept: str | None) -> bool:
        self.asked.append(kept is not None)
        if len(self.asked) == 1:
            self.done()
        return super().fits(password, kept)


@pytest.fixture
def accounts(ledger: Ledger) -> Accounts:
    made = ledger.accounts
    made.add("Kari Lund", RIGHT, "analyst", at=NOON)
    return made


def refusal(accounts: Accounts, name: str, password: str, at: datetime = NOON) -> SignInRefused:
    with pytest.raises(SignInRefused) as caught:
        accounts.sign_in(name, password, at=at)
    return caught.value


def guess(accounts: Accounts, times: int, name: str = "Kari Lund", at: datetime = NOON) -> None:
    for _ in range(times):
        assert str(refusal(accounts, name, WRONG_ONE, at)) == WRONG


def rows(ledger: Ledger, of: object) -> int:
    with ledger._reading() as connection:
        count: int = connection.execute(select(func.count()).select_from(of)).scalar_one()  # type: ignore[arg-type]
        return count


def test_whoever_signs_in_is_known_by_the_secret_and_by_no_other(accounts: Accounts) -> None:
    secret = accounts.sign_in("KARI  lund", RIGHT, at=NOON)
    assert accounts.person_of_session(secret, at=NOON) == Person("Kari Lund", "analyst")
    assert accounts.sign_in("Kari Lund", RIGHT, at=NOON) != secret
    for other in ("", secret[:-1], secret.swapcase(), "\udcff", "x" * 100_000):
        assert accounts.person_of_session(other, at=NOON) is None
        assert accounts.person_of_token(other, at=NOON) is None
    assert accounts.person_of_token(secret, at=NOON) is None


def test_a_session_lasts_twelve_hours_and_being_used_does_not_prolong_it(accounts: Accounts) -> None:
    secret = accounts.sign_in("Kari Lund", RIGHT, at=NOON)
    last = NOON + timedelta(hours=12) - timedelta(seconds=1)
    assert accounts.person_of_session(secret, at=last) is not None
    assert accounts.person_of_session(secret, at=last + timedelta(seconds=1)) is None


def test_signing_out_ends_one_session_and_everywhere_all_of_one_account(accounts: Accounts) -> None:
    accounts.add("Nils", RIGHT, "reader")
    first, second = (accounts.sign_in("Kari Lund", RIGHT, at=NOON) for _ in range(2))
    nils = accounts.sign_in("Nils", RIGHT, at=NOON)
    accounts.sign_out(first)
    accounts.sign_out(first)  # that it is over already is no error
    assert accounts.person_of_session(first, at=NOON) is None
    assert accounts.person_of_session(second, at=NOON) is not None
    assert accounts.sign_out_everywhere("kari lund", at=NOON) == 1
    assert accounts.person_of_session(second, at=NOON) is None
    assert accounts.person_of_session(nils, at=NOON) is not None


def test_sessions_that_are_over_are_cleared_away_when_somebody_signs_in(accounts: Accounts, ledger: Ledger) -> None:
    for hour in (0, 1, 13):
        accounts.sign_in("Kari Lund", RIGHT, at=NOON + timedelta(hours=hour))
    assert rows(ledger, sessions) == 1


def test_a_session_is_looked_up_while_somebody_else_writes(
    accounts: Accounts, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, token = accounts.sign_in("Kari Lund", RIGHT), accounts.issue("Kari Lund", "feed", "reader", 1)
    monkeypatch.setattr(database, "PATIENCE", 0)
    with ledger._writing():
        assert accounts.person_of_session(secret) is not None
        assert accounts.person_of_token(token) is not None
        with pytest.raises(LedgerError):  # which shows that there is something to wait for
            accounts.sign_out(secret)


def test_a_wrong_name_a_wrong_password_and_a_disabled_account_are_told_in_one_sentence(accounts: Accounts) -> None:
    accounts.add("Nils", RIGHT, "reader")
    accounts.disable("Nils")
    told = {
        str(refusal(accounts, name, password))
        for name, password in (
            ("Kari Lund", WRONG_ONE), ("Kari Lund", ""), ("Kari Lund", "x" * 5000), ("Nils", RIGHT), ("Nobody", RIGHT),
            ("", ""), ("x" * 100_000, RIGHT), ("\udcff", RIGHT), ("\0", RIGHT),
        )
    }  # fmt: skip
    assert told == {WRONG}


def test_the_password_of_a_name_that_nobody_has_is_looked_at_like_any_other(ledger: Ledger, accounts: Accounts) -> None:
    for name, somebody in (("Kari Lund", True), ("Nobody", False)):
        hasher = Meanwhile(lambda: None)
        refusal(Accounts(ledger._database, hasher=hasher), name, WRONG_ONE)
        assert hasher.asked == [somebody]
    assert accounts.account("Kari Lund").sessions == 0


@pytest.mark.parametrize("name", ["Kari Lund", "Nobody"])
def test_after_five_wrong_passwords_even_the_right_one_waits_whoever_it_is(accounts: Accounts, name: str) -> None:
    guess(accounts, 5, name)
    for password in (RIGHT, WRONG_ONE):
        refused = refusal(accounts, name.upper(), password, NOON + timedelta(seconds=30))
        assert str(refused) == (
            "there were too many wrong passwords for this name: wait until 2026-03-04 12:01 UTC, then try again"
        )
        assert refused.until == NOON + MINUTE


def test_while_one_has_to_wait_no_password_is_hashed(ledger: Ledger, accounts: Accounts) -> None:
    guess(accounts, 5)
    hasher = Meanwhile(lambda: None)
    refusal(Accounts(ledger._database, hasher=hasher), "Kari Lund", RIGHT)
    assert hasher.asked == []


def test_a_session_of_a_disabled_account_is_void_though_it_was_left_behind(ledger: Ledger, accounts: Accounts) -> None:
    secret = accounts.sign_in("Kari Lund", RIGHT, at=NOON)
    with ledger._writing() as connection:
        connection.execute(update(table).values(disabled=True))
    assert accounts.person_of_session(secret, at=NOON) is None


def test_four_wrong_passwords_cost_no_wait_and_a_right_one_clears_them(accounts: Accounts) -> None:
    for _ in range(3):
        guess(accounts, 4)
        accounts.sign_in("Kari Lund", RIGHT, at=NOON)


def test_the_wait_is_over_when_it_says_and_doubles_with_the_next_wrong_one(accounts: Accounts) -> None:
    guess(accounts, 5)
    over = NOON + MINUTE
    assert refusal(accounts, "Kari Lund", RIGHT, over - timedelta(seconds=1)).until == over
    guess(accounts, 1, at=over)
    assert refusal(accounts, "Kari Lund", RIGHT, over).until == over + 2 * MINUTE
    accounts.sign_in("Kari Lund", RIGHT, at=over + 2 * MINUTE)
    guess(accounts, 4, at=over + 2 * MINUTE)


def test_who_waits_does_not_keep_another_name_waiting(accounts: Accounts) -> None:
    accounts.add("Nils", RIGHT, "reader")
    guess(accounts, 5, "Nils")
    accounts.sign_in("Kari Lund", RIGHT, at=NOON)


def test_the_wait_ends_when_an_admin_enables_the_account_or_changes_its_password(accounts: Accounts) -> None:
    guess(accounts, 5)
    accounts.enable("Kari Lund")
    accounts.sign_in("Kari Lund", RIGHT, at=NOON)
    guess(accounts, 5)
    accounts.change_password("Kari Lund", RIGHT)
    accounts.sign_in("Kari Lund", RIGHT, at=NOON)


def test_wrong_passwords_older_than_a_day_are_forgotten_and_cleared_away(accounts: Accounts, ledger: Ledger) -> None:
    guess(accounts, 4)
    guess(accounts, 1, "Nobody")
    later = NOON + timedelta(days=1, seconds=1)
    guess(accounts, 4, at=later)
    assert rows(ledger, guesses) == 1
    accounts.sign_in("Kari Lund", RIGHT, at=later)
    assert rows(ledger, guesses) == 0


def test_of_two_wrong_passwords_at_once_both_count(ledger: Ledger, accounts: Accounts) -> None:
    guess(accounts, 3)
    together = Barrier(2)
    told: list[str] = []

    def one() -> None:
        told.append(str(refusal(Accounts(ledger._database, hasher=Meanwhile(together.wait)), "Kari Lund", WRONG_ONE)))

    threads = [Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [WRONG, WRONG]
    assert refusal(accounts, "Kari Lund", RIGHT).until == NOON + MINUTE


def test_a_right_guess_among_many_at_once_is_in_vain_after_five_wrong_ones(ledger: Ledger, accounts: Accounts) -> None:
    slow = Accounts(ledger._database, hasher=Meanwhile(lambda: guess(accounts, 5)))
    assert refusal(slow, "Kari Lund", RIGHT).until == NOON + MINUTE


def test_an_account_that_is_disabled_while_somebody_signs_in_lets_nobody_in(ledger: Ledger, accounts: Accounts) -> None:
    slow = Accounts(ledger._database, hasher=Meanwhile(lambda: accounts.disable("Kari Lund")))
    assert str(refusal(slow, "Kari Lund", RIGHT)) == WRONG


def test_a_password_that_is_changed_while_somebody_signs_in_by_the_old_one_lets_nobody_in(
    ledger: Ledger, accounts: Accounts
) -> None:
    slow = Accounts(
        ledger._database, hasher=Meanwhile(lambda: accounts.change_password("Kari Lund", "seven lamps in the fog"))
    )
    assert str(refusal(slow, "Kari Lund", RIGHT)) == WRONG


def test_a_password_is_hashed_anew_when_it_is_used_after_the_cost_was_raised(
    ledger: Ledger, accounts: Accounts
) -> None:
    dearer = Hasher(passes=2, memory=16, lanes=1)
    first = Accounts(ledger._database, hasher=dearer)
    refusal(first, "Kari Lund", WRONG_ONE)
    assert dearer.is_outdated(kept_password(ledger))
    first.sign_in("Kari Lund", RIGHT, at=NOON)
    renewed = kept_password(ledger)
    assert not dearer.is_outdated(renewed)
    first.sign_in("Kari Lund", RIGHT, at=NOON)
    assert kept_password(ledger) == renewed
    accounts.sign_in("Kari Lund", RIGHT, at=NOON)


def test_two_who_sign_in_at_once_after_the_cost_was_raised_are_both_let_in(ledger: Ledger, accounts: Accounts) -> None:
    dearer = Accounts(ledger._database, hasher=Hasher(passes=2, memory=16, lanes=1))
    slow = Accounts(ledger._database, hasher=Meanwhile(lambda: dearer.sign_in("Kari Lund", RIGHT, at=NOON)))
    slow.sign_in("Kari Lund", RIGHT, at=NOON)
    assert accounts.account("Kari Lund", at=NOON).sessions == 2


def kept_password(ledger: Ledger) -> str:
    with ledger._reading() as connection:
        kept: str = connection.execute(select(table.c.password)).scalar_one()
        return kept


@given(st.integers(0, 10**9))
def test_more_wrong_passwords_never_wait_less_and_nobody_waits_more_than_an_hour(failed: int) -> None:
    wait = lockout.wait_after(failed)
    assert wait <= lockout.wait_after(failed + 1) <= timedelta(hours=1)
    assert (wait == timedelta()) is (failed < 5)


def test_the_waits_are_a_minute_doubled_up_to_an_hour() -> None:
    assert [lockout.wait_after(failed) // MINUTE for failed in range(4, 13)] == [0, 1, 2, 4, 8, 16, 32, 60, 60]
