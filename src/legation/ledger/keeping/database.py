"""Where a ledger is kept, as the rest of it sees that: transactions, and trouble told in one sentence.

`sqlite` and `postgres` are the two kinds; `opening` chooses between them. Nothing else knows which it is, but for the
revisions and the full-text index.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from types import ModuleType
from typing import Literal

from sqlalchemy import Connection, Engine, text

from legation.errors import NewerLedger
from legation.ledger.keeping.filing import derive
from legation.ledger.keeping.schema import HEAD

PATIENCE = 30  # seconds that one writer waits for another

Mode = Literal["read", "write"]


class Database(ABC):
    """A ledger's database: open, its schema up to date."""

    def __init__(self, engine: Engine, place: str) -> None:
        self.engine = engine
        self.place = place  # for sentences: a path, or an address without its password

    @abstractmethod
    def told(self) -> AbstractContextManager[None]:
        """Turn trouble with the database into the LedgerError that says what to do about it."""

    @abstractmethod
    def damage(self, connection: Connection) -> list[str]:
        """What is wrong with the database itself, each as a sentence."""

    @abstractmethod
    def number_on(self, connection: Connection) -> None:
        """Have rows numbered on from the highest number there, after rows came in with their numbers."""

    @abstractmethod
    def _set_aside(self, revision: str) -> None:
        """Copy an older ledger whole before its schema changes; not within a transaction."""

    @contextmanager
    def transaction(self, mode: Mode) -> Iterator[Connection]:
        """One transaction: wholly kept or not at all. A writer waits for its turn before it looks at anything.

        A reader sees one state of the ledger throughout, and neither waits for a writer nor keeps one waiting.
        """
        with self.told(), self.engine.connect().execution_options(legation_mode=mode) as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Let go of it."""
        self.engine.dispose()

    def bring_up_to_date(self) -> None:
        """Change the schema of an older ledger into today's. Raises NewerLedger for one of a newer version."""
        with self.transaction("read") as connection:
            before = revision(connection)
        if before == HEAD:
            return
        if before not in _revisions().known():
            raise NewerLedger(
                f"the ledger at {self.place} was made by a newer version of Legation (its revision is {before}, "
                f"known here is {HEAD}): use that version"
            )
        self._set_aside(before)
        with self.transaction("write") as connection:
            if revision(connection) != HEAD:
                upgrade(connection)
                derive(connection)


def revision(connection: Connection) -> str:
    """Revision of the schema of a ledger."""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def upgrade(connection: Connection, to: str = "head") -> None:
    """Change the schema step by step; from nothing in an empty database."""
    _revisions().upgrade(connection, to)


def _revisions() -> ModuleType:
    return import_module("legation.ledger.keeping.revisions")  # see there why not before
