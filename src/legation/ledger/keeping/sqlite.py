"""A ledger in a file of SQLite: opened, made, copied whole, and its troubles told in one sentence."""

import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, OperationalError

from legation.errors import LedgerError, LedgerFull, NotALedger
from legation.ledger.keeping import database
from legation.ledger.keeping.schema import APPLICATION_ID, HEAD, RECORD

_TURN = 8  # milliseconds, in which SQLite asks four times
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

    def damage(self, connection: Connection) -> list[str]:
        """What SQLite itself finds wrong with its file, and which of the ledger's guards it has lost."""
        found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check").all() if row[0] != "ok"]
        guards = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
        wanted = [f"{table.name}_no_{change}" for table in RECORD for change in ("update", "delete")]
        return found + [f"its guard {guard} is gone" for guard in wanted if guard not in guards]

    def number_on(self, connection: Connection) -> None:
        """Nothing: SQLite goes by the highest number that is there."""

    def _set_aside(self, revision: str) -> None:
        self.save(self.path.with_name(f"{self.path.name}.before-{HEAD}-was-{revision}"))


def make(path: Path) -> None:
    """Make a new ledger at a path."""
    with suppress(FileExistsError), drafted(path) as draft:  # somebody else made one meanwhile: theirs is as good
        lay_out(draft)


@contextmanager
def drafted(path: Path, *, over: bool = False) -> Iterator[Path]:
    """Path of a draft beside the place of a new file; put there whole in the end, so that nobody meets one half made.

    With `over`, in place of the file that is there. Raises NotALedger if there is no folder, FileExistsError if by
    then something is at that place.
    """
    if not path.parent.is_dir():
        raise NotALedger(f"there is no folder {path.parent} to make a ledger in: make it first, or name another place")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as folder:
        draft = Path(folder) / path.name
        yield draft
        with _told(path), closing(sqlite3.connect(draft)) as connection:
            # What does not fit the disk when a file is closed stays behind in its log, and is not complained of.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if over:
            draft.replace(path)
            return
        try:
            os.link(draft, path)
        except FileExistsError:
            raise
        except OSError:  # no hard links on this file system
            draft.rename(path)


def lay_out(path: Path) -> None:
    """Make the tables of a ledger in a file that is not there yet."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA page_size = 8192")  # more documents fit a page: a seventh less room than with 4096
        connection.execute("PRAGMA journal_mode = WAL")  # kept in the file: readers never wait for a writer
    file = File(path)
    try:
        with file.transaction("write") as connected:
            database.upgrade(connected)
            connected.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
    finally:
        file.close()


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
        connection.execute("PRAGMA cache_size = -32768")  # KiB: what is looked up again and again in a large ledger

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        if connection.get_execution_options().get("legation_mode") == "write":
            _take_turn(connection)
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def _take_turn(connection: Connection) -> None:
    """Begin to write as soon as no other does.

    Left to itself, SQLite asks ever less often the longer one waits (https://www.sqlite.org/c3ref/busy_timeout.html
    and its source), so that among several who write without a pause some never get their turn. Here all ask alike.
    """
    until = time.monotonic() + database.PATIENCE
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {_TURN}")
    try:
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            except OperationalError as error:
                if "locked" not in str(error.orig) or time.monotonic() >= until:
                    raise
            else:
                return
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {database.PATIENCE * 1000}")


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
