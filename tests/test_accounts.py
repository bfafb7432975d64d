"""The roll of accounts, in both kinds of ledger: added, changed, disabled, and never without an admin."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from legation.accounts import Person
from legation.accounts.accounts import Accounts, Changed
from legation.errors import AccountRefused, LegationError, QueryError
from legation.ledger import Ledger
from legation.ledger.keeping.schema import OFFICE
from legation.ledger.upkeep.copying import copy

pytestmark = pytest.mark.usefixtures("quick_passwords")

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
ONE, OTHER = "nine herons over a quay", "seven lamps in the fog"


@pytest.fixture
def accounts(ledger: Ledger) -> Accounts:
    """A ledger with an admin and an analyst."""
    made = ledger.accounts
    made.add("Berit", ONE, "admin", at=NOON)
    made.add("Kari Lund", OTHER, "analyst", at=NOON)
    return made


def test_accounts_are_listed_by_name_without_anything_secret(accounts: Accounts) -> None:
    accounts.add("anna", ONE, "reader", at=NOON)
    accounts.sign_in("anna", ONE, at=NOON)
    accounts.issue("anna", "feed", "reader", 1, at=NOON)
    listed = accounts.everyone(at=NOON)
    assert [(each.name, each.role, each.sessions, each.tokens) for each in listed] == [
        ("anna", "reader", 1, 1),
        ("Berit", "admin", 0, 0),
        ("Kari Lund", "analyst", 0, 0),
    ]
    assert all(each.added == NOON and not each.disabled for each in listed)
    later = accounts.account("ANNA", at=NOON + timedelta(days=2))
    assert (later.sessions, later.tokens) == (0, 0)
    assert "password" not in listed[0]._fields


@pytest.mark.parametrize("name", ["kari lund", " KARI  LUND ", "Ｋari Lund"])
def test_a_name_is_taken_in_any_case_and_width(accounts: Accounts, name: str) -> None:
    with pytest.raises(AccountRefused, match="'Kari Lund' already"):
        accounts.add(name, ONE, "reader")
    assert len(accounts.everyone()) == 2


def test_two_who_add_one_name_at_once_do_not_both_get_it(accounts: Accounts) -> None:
    assert at_once(lambda: accounts.add("Nils", ONE, "reader"), lambda: accounts.add("NILS", ONE, "admin")) == 1
    assert len(accounts.everyone()) == 3


def test_a_refused_password_adds_no_account(accounts: Accounts) -> None:
    with pytest.raises(AccountRefused, match="too short"):
        accounts.add("Nils", "short", "reader")
    assert len(accounts.everyone()) == 2


def test_no_other_roles_are_given(accounts: Accounts) -> None:
    for refused in (
        lambda: accounts.add("Nils", ONE, "boss"),  # type: ignore[arg-type]
        lambda: accounts.change_role("Berit", "boss"),  # type: ignore[arg-type]
        lambda: accounts.issue("Berit", "feed", "boss", 1),  # type: ignore[arg-type]
    ):
        with pytest.raises(AccountRefused, match="no role: there are reader"):
            refused()


def test_another_role_is_had_at_once_in_a_session_that_there_is(accounts: Accounts) -> None:
    secret = accounts.sign_in("Kari Lund", OTHER, at=NOON)
    accounts.change_role("kari lund", "editor")
    assert accounts.person_of_session(secret, at=NOON) == Person("Kari Lund", "editor")


def test_the_last_admin_is_neither_demoted_nor_disabled(accounts: Accounts) -> None:
    for refused in (lambda: accounts.change_role("Berit", "editor"), lambda: accounts.disable("Berit")):
        with pytest.raises(AccountRefused, match="Berit is the last admin"):
            refused()
    assert accounts.account("Berit").role == "admin"
    accounts.change_role("Berit", "admin")  # no change is no harm


def test_an_admin_who_is_disabled_does_not_count_as_one(accounts: Accounts) -> None:
    accounts.change_role("Kari Lund", "admin")
    accounts.disable("Kari Lund")
    with pytest.raises(AccountRefused, match="last admin"):
        accounts.disable("Berit")
    accounts.change_role("Kari Lund", "reader")  # of an account that is disabled, any role can be taken
    accounts.enable("Kari Lund")
    assert accounts.account("Kari Lund").role == "reader"


def test_of_the_last_two_admins_who_disable_each_other_at_once_one_stays(accounts: Accounts) -> None:
    accounts.change_role("Kari Lund", "admin")
    assert at_once(lambda: accounts.disable("Berit"), lambda: accounts.disable("Kari Lund")) == 1
    assert [each.disabled for each in accounts.everyone()].count(False) == 1


def test_a_disabled_account_is_void_at_once_and_its_tokens_come_back_with_it(accounts: Accounts) -> None:
    session = accounts.sign_in("Kari Lund", OTHER, at=NOON)
    token = accounts.issue("Kari Lund", "feed", "reader", 30, at=NOON)
    assert accounts.disable("Kari Lund", at=NOON) == 1
    assert accounts.person_of_session(session, at=NOON) is None
    assert accounts.person_of_token(token, at=NOON) is None
    assert accounts.account("Kari Lund", at=NOON)[3:] == (True, 0, 0)
    with pytest.raises(LegationError):
        accounts.sign_in("Kari Lund", OTHER, at=NOON)
    with pytest.raises(AccountRefused, match="disabled"):
        accounts.issue("Kari Lund", "another", "reader", 30, at=NOON)
    accounts.enable("Kari Lund")
    assert accounts.person_of_session(session, at=NOON) is None
    assert accounts.person_of_token(token, at=NOON) == Person("Kari Lund", "reader")
    accounts.sign_in("Kari Lund", OTHER, at=NOON)


def test_a_new_password_ends_every_session_and_says_how_many_tokens_stay(accounts: Accounts) -> None:
    sessions = [accounts.sign_in("Kari Lund", OTHER, at=NOON) for _ in range(2)]
    others = accounts.sign_in("Berit", ONE, at=NOON)
    token = accounts.issue("Kari Lund", "feed", "reader", 30, at=NOON)
    accounts.issue("Kari Lund", "over", "reader", 1, at=NOON - timedelta(days=2))
    assert accounts.change_password("kari lund", "a quiet sort of tide", at=NOON) == Changed(ended=2, tokens=1)
    assert [accounts.person_of_session(secret, at=NOON) for secret in sessions] == [None, None]
    assert accounts.person_of_session(others, at=NOON) == Person("Berit", "admin")
    assert accounts.person_of_token(token, at=NOON) is not None
    with pytest.raises(LegationError):
        accounts.sign_in("Kari Lund", OTHER, at=NOON)
    accounts.sign_in("Kari Lund", "a quiet sort of tide", at=NOON)


def test_a_poor_new_password_leaves_the_old_one(accounts: Accounts) -> None:
    with pytest.raises(AccountRefused, match="made of the name"):
        accounts.change_password("kari lund", "kari.lund.2026")
    accounts.sign_in("Kari Lund", OTHER)


def test_whoever_has_no_account_is_told_so(accounts: Accounts) -> None:
    for asked in (
        lambda: accounts.account("Nils"),
        lambda: accounts.change_role("Nils", "reader"),
        lambda: accounts.change_password("Nils", ONE),
        lambda: accounts.disable("Nils"),
        lambda: accounts.enable("Nils"),
        lambda: accounts.sign_out_everywhere("Nils"),
        lambda: accounts.issue("Nils", "feed", "reader", 1),
        lambda: accounts.tokens_of("Nils"),
    ):
        with pytest.raises(QueryError, match="nobody has an account by the name of 'Nils'"):
            asked()


def test_nothing_that_lets_in_is_in_the_ledger_as_it_is(accounts: Accounts, ledger: Ledger) -> None:
    session = accounts.sign_in("Berit", ONE)
    token = accounts.issue("Berit", "feed", "admin", 30)
    with pytest.raises(LegationError):
        accounts.sign_in("a password typed as a name", ONE)
    with ledger._reading() as connection:
        kept = repr([connection.execute(select(table)).all() for table in OFFICE])
    for secret in (ONE, session, token, token.removeprefix("lgn_"), "typed as a name"):
        assert secret not in kept
    assert "Berit" in kept
    assert "$argon2id$" in kept


def test_a_copied_ledger_lets_in_the_same_people_and_takes_further_ones(
    accounts: Accounts, ledger: Ledger, tmp_path: Path
) -> None:
    token = accounts.issue("Berit", "feed", "reader", 30)
    copy(ledger._database, tmp_path / "copied.db", lambda *_: None)
    with Ledger.open(tmp_path / "copied.db") as copied:
        copied.accounts.sign_in("berit", ONE)
        assert copied.accounts.person_of_token(token) == Person("Berit", "reader")
        copied.accounts.add("Nils", ONE, "reader")
        assert len(copied.accounts.everyone()) == 3


def at_once(*deeds: object) -> int:
    """How many of some deeds were done, all begun at one time."""
    start = Barrier(len(deeds))
    done: list[bool] = []

    def run(deed: object) -> None:
        assert callable(deed)
        start.wait()
        try:
            deed()
        except AccountRefused:
            return
        done.append(True)

    threads = [Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(done)
