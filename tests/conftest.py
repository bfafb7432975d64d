"""Set-up shared by all tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from browsing import CHROMIUM
from legation.accounts import passwords
from legation.ledger import Ledger
from legation.ledger.keeping import recent
from postgresql import CannotStart, LocalServer, running

# A busy machine is no failure: properties are about what is computed, not how fast.
settings.register_profile("legation", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("legation")


@pytest.fixture(scope="session", autouse=True)
def _no_patience() -> Iterator[None]:
    """However busy the machine, no answer takes so long that it outlives what it was found in; see `Recent`."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(recent, "_LONG", float("inf"))
        yield


@pytest.fixture(scope="session")
def server() -> Iterator[LocalServer]:
    """A PostgreSQL server, started by the first test that wants one."""
    try:
        starting = running()
        started = starting.__enter__()
    except CannotStart as error:
        pytest.skip(f"no PostgreSQL server can be started: {error}")
    try:
        yield started
    finally:
        starting.__exit__(None, None, None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium, for all tests of pages."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where there is an empty ledger or can be made one: in a file, and in a database of a server."""
    return _place(request, tmp_path)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same, for the tests of a whole module."""
    return _place(request, tmp_path_factory.mktemp("ledger"))


def _place(request: pytest.FixtureRequest, folder: Path) -> str:
    if request.param == "sqlite":
        return str(folder / "legation.db")
    made: LocalServer = request.getfixturevalue("server")
    return made.new_ledger()


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    """An empty ledger of each kind."""
    with Ledger.open(place, create=True) as opened:
        yield opened


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords hashed at the least cost that there is, for tests that are about something else."""
    monkeypatch.setattr(passwords, "STANDARD", passwords.Hasher(passes=1, memory=8, lanes=1))
