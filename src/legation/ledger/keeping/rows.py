"""Many rows written at once, past what SQLAlchemy does for each of them: it takes longer than the database."""

from collections.abc import Iterable, Sequence
from functools import cache

from sqlalchemy import Connection, Table, func, select, text
from sqlalchemy.schema import Column

_SEQUENCE = text("SELECT nextval(pg_get_serial_sequence(:table, :column)) FROM generate_series(1, :count)")
_GIVEN = text("SELECT seq FROM sqlite_sequence WHERE name = :table")

Value = int | str | bytes | None


def put(connection: Connection, table: Table, rows: Iterable[Sequence[Value]], *, columns: Sequence[str] = ()) -> None:
    """Insert rows, each a tuple of the values of the columns in their order, or of the `columns` named.

    Values go to the database as they are: a text of others has to be `anytext.written` first.
    """
    if given := [tuple(row) for row in rows]:
        named = tuple(columns) or tuple(table.columns.keys())
        connection.exec_driver_sql(_inserting(table.name, named, mark_of(connection)), given)


def strike(connection: Connection, table: Table, rows: Iterable[Sequence[Value]], columns: Sequence[str]) -> None:
    """Delete the rows that have these values in some columns, each given in the order of the columns."""
    if given := [tuple(row) for row in rows]:
        connection.exec_driver_sql(_deleting(table.name, tuple(columns), mark_of(connection)), given)


def change(connection: Connection, table: Table, rows: Iterable[tuple[Value, Value]], column: str, where: str) -> None:
    """Set a column of the rows that have a value in a column; each is given as the new value and that one."""
    if given := list(rows):
        mark = mark_of(connection)
        statement = f'UPDATE {table.name} SET "{column}" = {mark} WHERE "{where}" = {mark}'  # noqa: S608
        connection.exec_driver_sql(statement, given)


def numbers(connection: Connection, column: Column[int], count: int) -> Sequence[int]:
    """Take so many numbers, in order, for new rows of a table that numbers its rows by a column.

    The transaction has to be one that writes: no other may take numbers meanwhile.
    """
    table = column.table.name
    if connection.dialect.name == "postgresql":
        given = {"table": table, "column": column.name, "count": count}
        return sorted(connection.execute(_SEQUENCE, given).scalars())
    last = int(connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one())
    if column.table.dialect_options["sqlite"]["autoincrement"]:  # numbers of rows that are gone are not given again
        last = max(last, connection.execute(_GIVEN, {"table": table}).scalar() or 0)
    return range(last + 1, last + 1 + count)


def mark_of(connection: Connection) -> str:
    """What stands for a value in a statement of the database's driver."""
    return "?" if connection.dialect.name == "sqlite" else "%s"


@cache
def _inserting(table: str, columns: tuple[str, ...], mark: str) -> str:
    quoted = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table} ({quoted}) VALUES ({', '.join(mark for _ in columns)})"  # noqa: S608 - all of it is ours


@cache
def _deleting(table: str, columns: tuple[str, ...], mark: str) -> str:
    each = (f'"{column}" = {mark}' for column in columns)
    return f"DELETE FROM {table} WHERE {' AND '.join(each)}"  # noqa: S608
