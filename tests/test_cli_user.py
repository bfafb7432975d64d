"""`legation user`: accounts and tokens from a terminal, in this process; the password also on a terminal of its own."""

import getpass
import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import legation
from legation.accounts import Person
from legation.accounts.accounts import Accounts
from legation.cli.app import run
from legation.errors import SignInRefused
from legation.ledger import Ledger

pytestmark = pytest.mark.usefixtures("quick_passwords")

ONE, OTHER = "nine herons over a quay", "seven lamps in the fog"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEGATION_LEDGER", raising=False)
    return tmp_path


@pytest.fixture
def accounts() -> Iterator[Accounts]:
    """A ledger in the usual place, with an admin and an analyst."""
    with Ledger.open("legation.db", create=True) as book:
        book.accounts.add("Berit", ONE, "admin")
        book.accounts.add("Kari Lund", OTHER, "analyst")
        yield book.accounts


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch) -> "Piped":
    return Piped(monkeypatch)


class Piped:
    """What stands in standard input."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch

    def __call__(self, raw: bytes | str) -> None:
        raw = raw.encode() if isinstance(raw, str) else raw
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert run(["user", *arguments]) == code
    said = capsys.readouterr()
    assert (said.out if code else said.err) == ""
    return said.err if code else said.out


def test_an_account_is_added_by_a_password_that_is_piped_in_and_makes_the_ledger(
    piped: Piped, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(f"{ONE}\r\nand what follows is no part of it\n")
    assert told(capsys, "add", " Kari  Lund ", "--role", "ANALYST", "--ledger", "new.db") == (
        "Kari Lund may sign in as analyst; nobody is admin yet: `legation user role 'Kari Lund' admin` changes that\n"
    )
    piped(ONE)
    assert told(capsys, "add", "Berit", "--role", "admin", "--ledger", "new.db") == "Berit may sign in as admin\n"
    with Ledger.open("new.db") as book:
        book.accounts.sign_in("kari lund", ONE)


def test_whoever_is_given_no_role_is_a_reader(piped: Piped, accounts: Accounts) -> None:
    piped(ONE)
    assert run(["user", "add", "Nils"]) == 0
    assert accounts.account("Nils").role == "reader"


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [
        ("Nils", b"", "no password was given"),
        ("Nils", b"\n" + ONE.encode(), "no password was given"),
        ("Nils", b"short\n", "too short"),
        ("Nils", b"\xff\xfe" * 20, "not UTF-8"),
        ("Nils", b"x" * 10_000_000, "of up to 1,024 bytes"),
        ("Nils\u202e", ONE.encode(), "cannot be seen (U+202E)"),
        ("Nils\udcff", ONE.encode(), "cannot be seen (U+DCFF)"),
        ("", ONE.encode(), "the name is empty"),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_what_cannot_be_is_refused_in_one_sentence_and_makes_no_ledger(
    name: str, password: bytes, said: str, piped: Piped, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(password)
    (line,) = told(capsys, "add", name, code=1).splitlines()
    assert line.startswith("legation: ")
    assert said in line
    assert not Path("legation.db").exists()


def test_a_role_that_there_is_not_is_refused_with_those_that_there_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = typed(monkeypatch, ONE, ONE)
    assert told(capsys, "add", "Nils", "--role", "boss", code=2) == (
        "legation: --role boss: there is none; there are reader, analyst, editor, admin\n"
    )
    assert asked == []


@pytest.mark.usefixtures("accounts")
def test_a_name_that_is_taken_is_refused(piped: Piped, capsys: pytest.CaptureFixture[str]) -> None:
    piped(ONE)
    assert "by the name of 'Kari Lund' already" in told(capsys, "add", "KARI LUND", code=1)


def typed(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Type answers at a terminal; gives what is asked."""
    asked: list[str] = []
    waiting = iter(answers)

    def answer(prompt: str) -> str:
        asked.append(prompt)
        try:
            return next(waiting)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(getpass, "getpass", answer)
    return asked


def test_at_a_terminal_the_password_is_asked_for_twice(monkeypatch: pytest.MonkeyPatch, accounts: Accounts) -> None:
    asked = typed(monkeypatch, ONE, ONE)
    assert run(["user", "add", "Nils"]) == 0
    assert asked == ["New password for Nils: ", "The same again: "]
    accounts.sign_in("Nils", ONE)


@pytest.mark.parametrize(
    ("answers", "said"),
    [((ONE, OTHER), "not the same"), ((), "no password was given"), ((ONE,), "no password was given")],
    ids=["another", "end", "end in between"],
)
def test_two_passwords_that_differ_or_an_end_of_the_input_add_nobody(
    answers: tuple[str, ...],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    accounts: Accounts,
) -> None:
    typed(monkeypatch, *answers)
    assert said in told(capsys, "add", "Nils", code=1)
    assert len(accounts.everyone()) == 2


def test_a_password_typed_at_a_terminal_is_not_shown(folder: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(Path(legation.__file__).parents[1])}
    program = subprocess.Popen(
        [sys.executable, "-m", "legation", "user", "add", "Nils"],
        stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=environment, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    for asked in (b"New password for Nils: ", b"The same again: "):
        while asked not in shown:
            shown += os.read(ours, 1024)
        os.write(ours, f"{ONE}\n".encode())
    while b"may sign in as reader" not in shown:
        shown += os.read(ours, 1024)
    assert program.wait() == 0
    os.close(ours)
    assert ONE.encode() not in shown


def test_accounts_are_listed_as_a_table_and_as_json(accounts: Accounts, capsys: pytest.CaptureFixture[str]) -> None:
    accounts.sign_in("Berit", ONE)
    accounts.issue("Berit", "feed", "reader", 3)
    accounts.disable("Kari Lund")
    heading, berit, kari = told(capsys, "list").splitlines()
    assert heading.split() == ["Name", "Role", "Since", "Signed", "in", "Tokens", "State"]
    assert berit.split()[0:2] + berit.split()[-3:] == ["Berit", "admin", "1", "1", "enabled"]
    assert kari.startswith("Kari Lund  analyst")
    assert kari.endswith("disabled")
    one, other = (json.loads(line) for line in told(capsys, "list", "--json").splitlines())
    assert one | {"added": ""} == {
        "name": "Berit", "role": "admin", "added": "", "disabled": False, "sessions": 1, "tokens": 1,
    }  # fmt: skip
    assert other["disabled"] is True
    assert one["added"].endswith("+00:00")


def test_a_ledger_without_accounts_says_how_to_make_one(capsys: pytest.CaptureFixture[str]) -> None:
    Ledger.open("legation.db", create=True).close()
    assert told(capsys, "list") == "No accounts: `legation user add` makes one.\n"
    assert told(capsys, "list", "--json") == ""


def test_a_role_is_changed_and_that_of_the_last_admin_is_not(
    accounts: Accounts, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(capsys, "role", "kari lund", "Editor") == "kari lund is editor now\n"
    assert accounts.account("Kari Lund").role == "editor"
    assert "Berit is the last admin" in told(capsys, "role", "Berit", "reader", code=1)
    assert "ROLE boss: there is none" in told(capsys, "role", "Berit", "boss", code=2)


def test_a_new_password_signs_out_and_says_what_stays(
    accounts: Accounts, piped: Piped, capsys: pytest.CaptureFixture[str]
) -> None:
    accounts.sign_in("Kari Lund", OTHER)
    accounts.issue("Kari Lund", "feed", "reader", 3)
    piped("a quiet sort of tide\n")
    assert told(capsys, "password", "KARI LUND") == (
        "Kari Lund has a new password; 1 session ended; 1 token left good, which `legation user tokens` lists\n"
    )
    with pytest.raises(SignInRefused):
        accounts.sign_in("Kari Lund", OTHER)
    accounts.sign_in("Kari Lund", "a quiet sort of tide")


def test_whoever_has_no_account_is_asked_for_no_password(
    monkeypatch: pytest.MonkeyPatch, accounts: Accounts, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = typed(monkeypatch, ONE, ONE)
    assert "nobody has an account by the name of 'Nils'" in told(capsys, "password", "Nils", code=2)
    assert asked == []
    assert len(accounts.everyone()) == 2


def test_an_account_is_disabled_enabled_and_signed_out_everywhere(
    accounts: Accounts, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        accounts.sign_in("Kari Lund", OTHER)
    assert told(capsys, "sign-out", "kari lund") == "2 sessions of kari lund ended\n"
    session = accounts.sign_in("Kari Lund", OTHER)
    assert told(capsys, "disable", "Kari Lund") == (
        "Kari Lund is disabled; 1 session ended, and no token of it is good\n"
    )
    assert accounts.person_of_session(session) is None
    assert told(capsys, "enable", "Kari Lund") == "Kari Lund may sign in\n"
    accounts.sign_in("Kari Lund", OTHER)
    assert "last admin" in told(capsys, "disable", "Berit", code=1)


def test_a_token_is_shown_once_on_a_line_of_its_own_and_is_good(
    accounts: Accounts, capsys: pytest.CaptureFixture[str]
) -> None:
    secret, sentence = told(
        capsys, "token", "kari lund", "--name", "backup script", "--scope", "Reader", "--days", "30"
    ).splitlines()
    assert sentence == "Keep it now, it is not shown again; reader in the name of kari lund, for 30 days."
    assert accounts.person_of_token(secret) == Person("Kari Lund", "reader")
    (token,) = accounts.tokens_of("Kari Lund")
    assert (token.until - token.made).days == 30
    assert secret not in told(capsys, "tokens", "Kari Lund") + told(capsys, "tokens", "Kari Lund", "--json")


def test_a_token_above_the_role_or_for_too_long_is_refused(
    accounts: Accounts, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "cannot be editor" in told(capsys, "token", "Kari Lund", "--name", "x1", "--scope", "editor", code=1)
    assert "1 to 365 days" in told(capsys, "token", "Kari Lund", "--name", "x1", "--days", "366", code=1)
    assert "--scope" in told(capsys, "token", "Kari Lund", "--name", "x1", "--scope", "boss", code=2)
    assert accounts.tokens_of("Kari Lund") == ()


def test_tokens_are_listed_and_revoked_by_number(accounts: Accounts, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "tokens", "Kari Lund") == "No tokens: `legation user token` issues one.\n"
    secret = accounts.issue("Kari Lund", "[bold]feed[/bold]", "analyst", 3)
    heading, row = told(capsys, "tokens", "KARI LUND").splitlines()
    assert heading.split() == ["Number", "Name", "Scope", "Made", "Until", "State"]
    assert "[bold]feed[/bold]  analyst" in row
    number = json.loads(told(capsys, "tokens", "Kari Lund", "--json"))["number"]
    assert told(capsys, "revoke", str(number)) == f"token {number} is void\n"
    assert accounts.person_of_token(secret) is None
    assert json.loads(told(capsys, "tokens", "Kari Lund", "--json"))["state"] == "revoked"
    for none in ("77", "0", "9" * 30):
        assert "there is no token" in told(capsys, "revoke", none, code=2)


@pytest.mark.parametrize("command", ["list", "role", "password", "disable", "enable", "sign-out", "token", "tokens"])
def test_only_adding_makes_a_ledger(command: str, piped: Piped, capsys: pytest.CaptureFixture[str]) -> None:
    piped(ONE)
    more = {"list": (), "role": ("Nils", "reader"), "token": ("Nils", "--name", "feed")}.get(command, ("Nils",))
    assert "legation: there is no ledger at" in told(capsys, command, *more, code=1)
    assert not Path("legation.db").exists()


@pytest.mark.parametrize(
    "command",
    ["add", "list", "role", "password", "disable", "enable", "sign-out", "token", "tokens", "revoke"],
)
def test_every_command_has_an_example_and_says_where_the_ledger_is(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(capsys, command, "--help")
    assert f"Example: legation user {command}" in said
    assert "--ledger" in said
