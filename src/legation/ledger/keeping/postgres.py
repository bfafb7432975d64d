"""A ledger in a PostgreSQL database: opened, made, and its troubles told in one sentence.

One database, or one schema of it (by `search_path`), holds one ledger. Writers take turns by an advisory lock, which
the server lets go of with the transaction, however that ends; readers see one snapshot and wait for nobody.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, select, text
from sqlalchemy.exc import DBAPIError, OperationalError

from legation.errors import LedgerError, LedgerFull, NotALedger
from legation.ledger.keeping import database
from legation.ledger.keeping.schema import APPLICATION_ID, HEAD, RECORD, metadata

DIALECTS = frozenset({"postgresql", "postgres", "postgresql+psycopg"})
_MARK = "a ledger of Legation"  # comment on the table of revisions: tells a ledger from any other database
_SECRETS = ("password", "sslpassword", "passfile")
_PATIENCE_TO_CONNECT = "10"  # seconds

# Not by `to_regclass`, which answers from what a connection remembers: of a new table it may have yet to hear.
_MARKS = text(
    "SELECT description FROM pg_description JOIN pg_class ON pg_class.oid = objoid AND objsubid = 0 "
    "WHERE relname = 'alembic_version' AND relkind = 'r' AND relnamespace = "
    "(SELECT oid FROM pg_namespace WHERE nspname = current_schema())"
)
_TABLES = text(
    "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"  # of the ledger's schema
)


class Server(database.Database):
    """A ledger in a database of a server."""

    def __init__(self, url: URL) -> None:
        super().__init__(_engine(url), without_secrets(url))
        self._url = url

    @classmethod
    def open(cls, url: URL, *, create: bool) -> "Server":
        """Open the ledger in a database, its schema brought up to date; with `create`, make it in an empty one.

        Raises NotALedger, NewerLedger, LedgerFull or another LedgerError, each with a sentence for a person.
        """
        server = cls(url)
        try:
            server._ensure(create=create)
            server.bring_up_to_date()
        except BaseException:
            server.close()
            raise
        return server

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn trouble with the server into the LedgerError that says what to do about it."""
        try:
            yield
        except DBAPIError as error:
            raise self._trouble(error) from error

    def damage(self, connection: Connection) -> list[str]:
        """Which of the ledger's guards are gone; the server vouches for the rest."""
        guards = connection.execute(
            text("SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
                 "WHERE relnamespace = current_schema()::regnamespace AND tgenabled <> 'D'")
        ).scalars().all()  # fmt: skip
        wanted = [f"{table.name}_overwrites_nothing" for table in RECORD]
        return [f"its guard {guard} is gone" for guard in wanted if guard not in guards]

    def number_on(self, connection: Connection) -> None:
        """Have numbers go on after the highest that is there."""
        for table in metadata.sorted_tables:
            if (column := table.autoincrement_column) is not None:
                highest = select(func.max(column)).scalar_subquery()
                sequence = func.pg_get_serial_sequence(table.name, column.name)
                connection.execute(select(func.setval(sequence, func.coalesce(highest, 1), highest.is_not(None))))

    def _is_there(self, connection: Connection) -> bool:
        """Whether there is a ledger. Raises NotALedger where there is anything else."""
        if connection.execute(text("SELECT current_schema()")).scalar() is None:
            raise NotALedger(f"{self.place} has no schema to keep a ledger in: make the one that search_path names")
        marks, tables = connection.execute(_MARKS).scalars().all(), connection.execute(_TABLES).scalars().all()
        if _MARK in marks:
            return True
        if tables:
            raise NotALedger(
                f"{self.place} is no Legation ledger, it has other tables (such as {tables[0]}): "
                "name an empty database, this one is left as it is"
            )
        return False

    def _ensure(self, *, create: bool) -> None:
        with self.transaction("read") as connection:
            if self._is_there(connection):
                return
        if not create:
            raise NotALedger(f"there is no ledger in {self.place}: `legation add` makes one, or name another place")
        with self.transaction("write") as connection:
            if not self._is_there(connection):  # somebody else may have made it meanwhile
                database.upgrade(connection)
                connection.execute(text(f"COMMENT ON TABLE alembic_version IS '{_MARK}'"))

    def _set_aside(self, revision: str) -> None:
        """Copy the tables into a schema of their own beside the ledger's."""
        copy = f"legation_before_{HEAD}_was_{revision}"
        with self.transaction("write") as connection:
            if database.revision(connection) != revision:
                return
            quoted = connection.dialect.identifier_preparer.quote
            connection.execute(text(f"DROP SCHEMA IF EXISTS {quoted(copy)} CASCADE"))
            tables = connection.execute(_TABLES).scalars().all()
            connection.execute(text(f"CREATE SCHEMA {quoted(copy)}"))
            for table in tables:
                connection.execute(text(f"CREATE TABLE {quoted(copy)}.{quoted(table)} AS TABLE {quoted(table)}"))

    def _trouble(self, error: DBAPIError) -> LedgerError:
        """Name the error for what the server said: https://www.postgresql.org/docs/current/errcodes-appendix.html."""
        state = getattr(error.orig, "sqlstate", None) or ""
        said = self._without_secrets(" ".join(str(error.orig).split()))
        where = self.place
        if state == "55P03":
            return LedgerError(
                f"the ledger at {where} has been in use by another program for {database.PATIENCE} s: try again later"
            )
        if state.startswith("53"):  # disk full, out of memory, too many connections
            return LedgerFull(
                f"the server has no room ({said}): nothing more can be kept in {where}; what was is whole"
            )
        if state in {"42501", "25006"}:  # no privilege; a server that is only read from
            return LedgerFull(f"the ledger at {where} may not be written ({said}): ask for the right to")
        if state == "3D000" or ("database" in said and "does not exist" in said):
            return NotALedger(f"there is no database for {where}: make it first (createdb), or name another")
        if "password" in said or "authentication" in said or state.startswith("28"):
            return LedgerError(
                f"the server did not let anyone in at {where} ({_last(said)}): check user and password; PGPASSWORD or "
                "~/.pgpass can hold it"
            )
        if state.startswith(("08", "57P")) or (state == "" and isinstance(error, OperationalError)):
            return LedgerError(f"the server of {where} does not answer ({_last(said)}): check that it runs, try again")
        if state.startswith("XX"):
            return LedgerError(f"the ledger at {where} is damaged ({said}): restore it from a copy")
        return LedgerError(f"the ledger at {where} cannot be used ({said})")

    def _without_secrets(self, said: str) -> str:
        secrets = [self._url.password, *(self._url.query.get(name) for name in _SECRETS)]
        for secret in secrets:
            if isinstance(secret, str) and secret:
                said = said.replace(secret, "***")
        return said


def _last(said: str) -> str:
    """What matters of a message of the driver's: the last address that it tried, without its advice."""
    return said.rsplit("connection failed: ", 1)[-1].split(" Is the server running", 1)[0].strip()


def without_secrets(url: URL) -> str:
    """Address of a ledger, without its password."""
    return url._replace(drivername="postgresql", password=None).difference_update_query(_SECRETS).render_as_string()


def _engine(url: URL) -> Engine:
    try:
        import psycopg  # noqa: F401, PLC0415 - an extra: most keep their ledger in a file
    except ImportError as error:
        raise NotALedger(
            f"a ledger in PostgreSQL ({without_secrets(url)}) needs psycopg, which is not installed: "
            "pip install 'legation[postgresql]'"
        ) from error
    engine = create_engine(
        url.set(drivername="postgresql+psycopg").update_query_dict(
            {} if "connect_timeout" in url.query else {"connect_timeout": _PATIENCE_TO_CONNECT}
        ),
        pool_pre_ping=True,  # a server that was started anew meanwhile is no trouble
    )

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        if connection.get_execution_options().get("legation_mode") == "write":
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{database.PATIENCE * 1000 or 1}ms'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

    return engine
