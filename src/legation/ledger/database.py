"""The file of a ledger: opened, made, brought up to date, and its troubles told in one sentence."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from legation.errors import LedgerError, LedgerFull, NewerLedger, NotALedger
from legation.ledger.filing import derive
from legation.ledger.schema import APPLICATION_ID, HEAD

MIGRATIONS = Path(__file__).parent / "migrations"
PATIENCE = 30  # seconds that one writer waits for another
_MAGIC = b"SQLite format 3\x00"


def open_engine(path: Path, *, create: bool) -> Engine:
    """Open the ledger at a path, its schema brought up to date.

    Raises NotALedger, NewerLedger, LedgerFull or another LedgerError, each with a sentence for a person.
    """
    with told(path):
        if not path.exists():
            if not create:
                raise NotALedger(f"there is no ledger at {path}: `legation add` makes one, or name another place")
            _make(path)
        _check_is_ledger(path)
        engine = _engine(path)
        try:
            _bring_up_to_date(engine, path)
        except BaseException:
            engine.dispose()
            raise
        return engine


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn trouble with the file at `path` into the LedgerError that says what to do about it."""
    try:
        yield
    except DBAPIError as error:
        raise _trouble(str(error.orig), path) from error
    except sqlite3.Error as error:
        raise _trouble(str(error), path) from error
    except OSError as error:
        raise LedgerFull(f"the ledger at {path} cannot be used: {error.strerror or error}") from error


@contextmanager
def transaction(engine: Engine, path: Path, mode: Literal["read", "write"]) -> Iterator[Connection]:
    """One transaction: wholly kept or not at all. A writer waits for its turn before it looks at anything."""
    with told(path), engine.connect().execution_options(legation_mode=mode) as connection, connection.begin():
        yield connection


def path_of(where: str | Path) -> Path:
    """Give the file meant by a path or `sqlite:///` address. Raises NotALedger for another address."""
    if isinstance(where, Path) or "://" not in where:
        return Path(where).absolute()
    try:
        url = make_url(where)
    except ArgumentError as error:
        raise NotALedger(f"{where!r} is no address of a ledger: write a path or sqlite:///PATH") from error
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        raise NotALedger(f"{url.render_as_string()} is no file of SQLite: write a path or sqlite:///PATH")
    return Path(url.database).absolute()


def _make(path: Path) -> None:
    """Make a new ledger beside its place and put it there whole, so that nobody meets one half made."""
    if not path.parent.is_dir():
        raise NotALedger(f"there is no folder {path.parent} to make a ledger in: make it first, or name another place")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as folder:
        draft = Path(folder) / path.name
        with closing(sqlite3.connect(draft)) as file:
            file.execute("PRAGMA journal_mode = WAL")  # kept in the file: readers never wait for a writer
        engine = _engine(draft)
        try:
            with transaction(engine, path, "write") as connection:
                _upgrade(connection)
                connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
        finally:
            engine.dispose()
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # somebody else made one meanwhile: theirs is as good
        except OSError:  # no hard links on this file system
            draft.rename(path)


def _check_is_ledger(path: Path) -> None:
    other = f"{path} is no Legation ledger: name another place, the file is left as it is"
    if path.is_dir():
        raise NotALedger(f"{path} is a folder, not a ledger: name a file, such as {path / 'legation.db'}")
    if not path.is_file():
        raise NotALedger(other)
    with path.open("rb") as file:
        header = file.read(100)
    # https://www.sqlite.org/fileformat2.html: the application id is the big-endian integer at offset 68. A ledger
    # gets it when it is made, before it is put in its place.
    if not header.startswith(_MAGIC) or int.from_bytes(header[68:72]) != APPLICATION_ID:
        raise NotALedger(other)


def _engine(path: Path) -> Engine:
    engine = create_engine(_address(path), connect_args={"timeout": PATIENCE}, pool_size=0)

    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # transactions begin where we say so, not where the driver guesses
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("legation_mode") == "write"
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


def _address(path: Path) -> URL:
    if os.access(path.parent, os.W_OK) or path.with_name(f"{path.name}-wal").exists():
        return URL.create("sqlite", database=str(path))
    # In a place that cannot be written, SQLite reads a file in WAL mode only if told that nobody writes it.
    query = {"mode": "ro", "immutable": "1", "uri": "true"}
    return URL.create("sqlite", database=path.as_uri(), query=query)


def _bring_up_to_date(engine: Engine, path: Path) -> None:
    with transaction(engine, path, "read") as connection:
        revision = _revision(connection)
    if revision == HEAD:
        return
    if revision not in _known_revisions():
        raise NewerLedger(
            f"the ledger at {path} was made by a newer version of Legation (its revision is {revision}, "
            f"known here is {HEAD}): use that version"
        )
    _back_up(path, revision)
    with transaction(engine, path, "write") as connection:
        if _revision(connection) != HEAD:
            _upgrade(connection)
            derive(connection)


def _revision(connection: Connection) -> str:
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def _alembic() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _known_revisions() -> frozenset[str]:
    return frozenset(script.revision for script in ScriptDirectory.from_config(_alembic()).walk_revisions())


def _upgrade(connection: Connection) -> None:
    config = _alembic()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _back_up(path: Path, revision: str) -> None:
    """Copy an older ledger to a file beside it, whole, before its schema changes."""
    copy = path.with_name(f"{path.name}.before-{HEAD}-was-{revision}")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def _trouble(said: str, path: Path) -> LedgerError:
    """Name the error for what SQLite said; its messages: https://www.sqlite.org/rescode.html."""
    if "disk is full" in said:
        return LedgerFull(f"the disk is full: nothing more can be kept in {path}; what was kept is whole")
    if "disk I/O error" in said:
        return LedgerFull(f"the disk refuses to read or write {path}: check that it is sound and not full")
    if "readonly" in said or "unable to open" in said:
        return LedgerFull(f"the ledger at {path} may not be written: check the rights on the file and its folder")
    if "locked" in said:
        return LedgerError(f"the ledger at {path} has been in use by another program for {PATIENCE} s: try again later")
    if "malformed" in said or "not a database" in said:
        return LedgerError(f"the ledger at {path} is damaged: restore it from a copy")
    return LedgerError(f"the ledger at {path} cannot be used ({said})")
