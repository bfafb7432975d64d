"""Tokens of programs, in both kinds of ledger: what they may do, for how long, and who may revoke them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.accounts import ROLES, Person, Role
from legation.accounts.accounts import Accounts
from legation.accounts.tokens import role_in_use
from legation.errors import AccountRefused, QueryError
from legation.ledger import Ledger

pytestmark = pytest.mark.usefixtures("quick_passwords")

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ROLE = st.sampled_from(ROLES)


@pytest.fixture
def accounts(ledger: Ledger) -> Accounts:
    """A ledger with an editor and an admin."""
    made = ledger.accounts
    made.add("Kari Lund", "nine herons over a quay", "editor", at=NOON)
    made.add("Berit", "seven lamps in the fog", "admin", at=NOON)
    return made


def test_a_token_acts_in_the_name_of_its_account_as_far_as_its_scope(accounts: Accounts) -> None:
    secret = accounts.issue("kari lund", " backup  script ", "reader", 90, at=NOON)
    assert secret.startswith("lgn_")
    assert len(secret) >= len("lgn_") + 43  # 256 bits, six to a character
    assert accounts.person_of_token(secret, at=NOON) == Person("Kari Lund", "reader")
    (listed,) = accounts.tokens_of("Kari Lund", at=NOON)
    assert listed[1:] == ("backup script", "reader", NOON, NOON + 90 * DAY, "good")
    assert accounts.person_of_session(secret, at=NOON) is None
    assert accounts.person_of_token(secret.removeprefix("lgn_"), at=NOON) is None


def test_a_token_never_outranks_its_account(accounts: Accounts) -> None:
    with pytest.raises(AccountRefused, match="Kari Lund is editor: a token of theirs cannot be admin"):
        accounts.issue("Kari Lund", "too much", "admin", 1)
    secret = accounts.issue("Kari Lund", "all", "editor", 1, at=NOON)
    accounts.change_role("Kari Lund", "reader")
    assert accounts.person_of_token(secret, at=NOON) == Person("Kari Lund", "reader")
    accounts.change_role("Kari Lund", "admin")
    assert accounts.person_of_token(secret, at=NOON) == Person("Kari Lund", "editor")


def test_a_token_is_good_until_its_last_day_is_over(accounts: Accounts) -> None:
    secret = accounts.issue("Kari Lund", "short", "reader", 1, at=NOON)
    assert accounts.person_of_token(secret, at=NOON + DAY - timedelta(seconds=1)) is not None
    assert accounts.person_of_token(secret, at=NOON + DAY) is None
    assert accounts.tokens_of("Kari Lund", at=NOON + DAY)[0].state == "expired"


@pytest.mark.parametrize("days", [0, -1, 366, 10**30])
def test_a_token_is_good_for_a_year_at_most_and_a_day_at_least(accounts: Accounts, days: int) -> None:
    with pytest.raises(AccountRefused, match="good for 1 to 365 days"):
        accounts.issue("Kari Lund", "feed", "reader", days)
    assert accounts.tokens_of("Kari Lund") == ()


@pytest.mark.parametrize("called", ["", " ", "x" * 81, "feed\u202e"])
def test_a_token_has_a_name_that_can_be_read(accounts: Accounts, called: str) -> None:
    with pytest.raises(AccountRefused, match="the name of the token"):
        accounts.issue("Kari Lund", called, "reader", 1)


def test_a_revoked_token_is_void_and_stays_listed_and_the_others_are_good(accounts: Accounts) -> None:
    secrets = [accounts.issue("Kari Lund", "feed", "reader", 1, at=NOON) for _ in range(2)]
    newest, oldest = accounts.tokens_of("Kari Lund", at=NOON)
    assert newest.number > oldest.number
    accounts.revoke(oldest.number, Person("Kari Lund", "reader"))
    accounts.revoke(oldest.number, Person("Berit", "admin"))  # again, by an admin: it is void already
    assert [accounts.person_of_token(secret, at=NOON) for secret in secrets] == [None, Person("Kari Lund", "reader")]
    assert [token.state for token in accounts.tokens_of("Kari Lund", at=NOON)] == ["good", "revoked"]
    accounts.enable("Kari Lund")  # which makes tokens of a disabled account good again, and no revoked one
    assert accounts.person_of_token(secrets[0], at=NOON) is None


def test_nobody_but_an_admin_revokes_anothers_token_or_learns_that_there_is_one(accounts: Accounts) -> None:
    secret = accounts.issue("Kari Lund", "feed", "reader", 1, at=NOON)
    number = accounts.tokens_of("Kari Lund", at=NOON)[0].number
    told = set()
    for asked in (number, number + 1, 0, -1, 2**31, 10**30):
        with pytest.raises(QueryError) as caught:
            accounts.revoke(asked, Person("Nils", "editor"))
        told.add(str(caught.value).replace(f"{asked:,}", "N"))
    assert told == {"there is no token N that Nils may revoke: look into the list of them"}
    assert accounts.person_of_token(secret, at=NOON) is not None
    accounts.revoke(number, Person("Berit", "admin"))
    assert accounts.person_of_token(secret, at=NOON) is None


@given(ROLE, ROLE)
def test_the_role_in_use_is_the_lesser_of_scope_and_role(scope: Role, role: Role) -> None:
    used = role_in_use(scope, role)
    assert used in {scope, role}
    for needed in ROLES:
        assert Person("x", used).may(needed) is (Person("x", scope).may(needed) and Person("x", role).may(needed))


@given(ROLE, ROLE, ROLE)
def test_more_scope_or_a_higher_role_never_allows_less(scope: Role, role: Role, other: Role) -> None:
    higher = max(scope, other, key=ROLES.index)
    assert Person("x", role_in_use(higher, role)).may(role_in_use(scope, role))
    higher = max(role, other, key=ROLES.index)
    assert Person("x", role_in_use(scope, higher)).may(role_in_use(scope, role))
