"""A ledger in a file of SQLite: opened, made, copied whole, and its troubles told in one sentence."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from legation.errors import LedgerError, LedgerFull, NotALedger
from legation.ledger import database
from legation.ledger.schema import APPLICATION_ID, HEAD

_MAGIC = b"SQLite format 3\x00"


class File(database.Database):
    """A ledger in a file."""

    def __init__(self, path: Path) -> None:
        super().__init__(_engine(path), str(path))
        self.path = path

    @classmethod
    def open(cls, path: Path, *, create: bool) -> "File":
        """Open the ledger at a path, its schema brought up to date.

        Raises NotALedger, NewerLedger, LedgerFull or another LedgerError, each with a sentence for a person.
        """
        with _told(path):
            if not path.exists():
                if not create:
                    raise NotALedger(f"there is no ledger at {path}: `legation add` makes one, or name another place")
                make(path)
            check_is_ledger(path)
            file = cls(path)
            try:
                file.bring_up_to_date()
            except BaseException:
                file.close()
                raise
            return file

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn trouble with the file into the LedgerError that says what to do about it."""
        with _told(self.path):
            yield

    def save(self, path: Path) -> None:
        """Copy the ledger as it is at one moment to a new file, whatever others write meanwhile."""
        with _told(self.path), closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(path)) as target:
            source.backup(target)

    def _set_aside(self, revision: str) -> None:
        self.save(self.path.with_name(f"{self.path.name}.before-{HEAD}-was-{revision}"))


def make(path: Path) -> None:
    """Make a new ledger beside its place and put it there whole, so that nobody meets one half made."""
    if not path.parent.is_dir():
        raise NotALedger(f"there is no folder {path.parent} to make a ledger in: make it first, or name another place")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as folder:
        draft = Path(folder) / path.name
        with closing(sqlite3.connect(draft)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")  # kept in the file: readers never wait for a writer
        file = File(draft)
        try:
            with file.transaction("write") as connection:
                database.upgrade(connection)
                connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
        finally:
            file.close()
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # somebody else made one meanwhile: theirs is as good
        except OSError:  # no hard links on this file system
            draft.rename(path)


def check_is_ledger(path: Path) -> None:
    """Raise NotALedger unless the file says of itself that it is one."""
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
    engine = create_engine(_address(path), connect_args={"timeout": database.PATIENCE}, pool_size=0)

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


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise _trouble(str(error.orig), path) from error
    except sqlite3.Error as error:
        raise _trouble(str(error), path) from error
    except OSError as error:
        raise LedgerFull(f"the ledger at {path} cannot be used: {error.strerror or error}") from error


def _trouble(said: str, path: Path) -> LedgerError:
    """Name the error for what SQLite said; its messages: https://www.sqlite.org/rescode.html."""
    if "disk is full" in said:
        return LedgerFull(f"the disk is full: nothing more can be kept in {path}; what was kept is whole")
    if "disk I/O error" in said:
        return LedgerFull(f"the disk refuses to read or write {path}: check that it is sound and not full")
    if "readonly" in said or "unable to open" in said:
        return LedgerFull(f"the ledger at {path} may not be written: check the rights on the file and its folder")
    if "locked" in said:
        return LedgerError(
            f"the ledger at {path} has been in use by another program for {database.PATIENCE} s: try again later"
        )
    if "malformed" in said or "not a database" in said:
        return LedgerError(f"the ledger at {path} is damaged: restore it from a copy")
    return LedgerError(f"the ledger at {path} cannot be used ({said})")
