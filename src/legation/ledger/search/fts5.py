"""The index of words in SQLite: FTS5.

It keeps no content but the index itself (https://www.sqlite.org/fts5.html#contentless_tables), which takes the least
room; so a row is taken away by giving what was entered.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, text

from legation.ledger.search.fulltext import BASE, GAP, LINES, Match, Row, Wanted, number_of, rows_of
from legation.ledger.search.query import Term

# Stems are of letters and digits, those that are not ASCII being of a word as well; so nothing is split but at spaces.
_SPLIT = f"ascii tokenchars '{GAP}'"


class Fts5:
    """FTS5 as an `Index`."""

    def create(self, connection: Connection, table: str) -> None:
        """Make an index."""
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE {table} USING fts5(words, marks, content = '', tokenize = \"{_SPLIT}\")"
        )

    def clear(self, connection: Connection, table: str) -> None:
        """Take everything away."""
        connection.exec_driver_sql(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")

    def enter(self, connection: Connection, table: str, rows: Sequence[Row]) -> None:
        """Enter rows."""
        _run(connection, f"INSERT INTO {table} (rowid, words, marks) VALUES (?, ?, ?)", rows)

    def withdraw(self, connection: Connection, table: str, rows: Sequence[Row]) -> None:
        """Take away rows, given as they were entered."""
        gone = f"INSERT INTO {table} ({table}, rowid, words, marks) VALUES ('delete', ?, ?, ?)"
        _run(connection, gone, rows)

    def latest(self, connection: Connection, table: str, wanted: Wanted, most: int) -> list[Match]:
        """Give so many of the rows that match, those of the documents that became known last, the last first."""
        return _matching(connection, table, wanted, "0.0", f"ORDER BY b.ord DESC, 1 DESC LIMIT {most:d}")

    def newest(self, connection: Connection, table: str, wanted: Wanted, most: int) -> list[Match]:
        """Give so many of the rows that match, those with the highest numbers, the highest first."""
        return _matching(connection, table, wanted, "0.0", f"ORDER BY {table}.rowid DESC LIMIT {most:d}")

    def some(self, connection: Connection, table: str, wanted: Wanted, most: int) -> list[Match]:
        """Give so many of the rows that match, whichever, without their ranks."""
        return _matching(connection, table, wanted, "0.0", f"LIMIT {most:d}")

    def piles(self, connection: Connection, wanted: Wanted, most: int) -> list[int]:
        """Give the piles of so many of the commitments that match, whichever."""
        return [int(match.rank) for match in _matching(connection, LINES, wanted, "b.pile", f"LIMIT {most:d}")]

    def any(self, connection: Connection, table: str, wanted: Wanted, most: int) -> list[Match]:
        """Give so many of the rows that match, whichever, with their ranks."""
        return _matching(connection, table, wanted, f"bm25({table}, 1.0, 0.0)", f"LIMIT {most:d}")

    def vocabulary(self, connection: Connection, table: str) -> dict[str, int]:
        """In how many rows each stem, and each mark after a `GAP`, is."""
        name = f"temp.vocabulary_of_{table}"
        connection.exec_driver_sql(f"CREATE VIRTUAL TABLE IF NOT EXISTS {name} USING fts5vocab(main, {table}, col)")
        rows = connection.exec_driver_sql(f"SELECT term, doc, col FROM {name}")
        return {f"{GAP * (row.col == 'marks')}{row.term}": row.doc for row in rows}


def _run(connection: Connection, statement: str, rows: Sequence[Row]) -> None:
    if rows:
        connection.exec_driver_sql(statement, [row.given() for row in rows])


def _matching(connection: Connection, table: str, wanted: Wanted, rank: str, order: str) -> list[Match]:
    base, key = BASE[table]
    at = f"{table}.rowid" if table == LINES else number_of(f"{table}.rowid")
    # A cross join: SQLite begins with the index, whatever it reckons.
    statement = (
        f"SELECT b.{key}, b.ord, {rank} FROM {table} CROSS JOIN {base} b ON b.{key} = {at} "
        f"WHERE {table} MATCH :wanted AND b.ord BETWEEN :first AND :last {order}"
    )
    given = {"wanted": _expression(wanted), "first": wanted.first, "last": wanted.last}
    return rows_of((row[0], row[1], row[2]) for row in connection.execute(text(statement), given))


def _expression(wanted: Wanted) -> str:
    query = wanted.query
    parts = [] if query is None else [f"words : ({' AND '.join(map(_either, query.every))})"]
    parts += ["marks : (" + " OR ".join(f'"{mark}"' for mark in group) + ")" for group in wanted.marks]
    every = " AND ".join(parts)
    return f"({every}) NOT words : {_either(query.without)}" if query is not None and query.without else every


def _either(terms: Sequence[Term]) -> str:
    return f"({' OR '.join(one for term in terms for one in _ways(term))})"


def _ways(term: Term) -> list[str]:
    """Phrases that a term may be, quoted."""
    quoted = ['"' + " ".join((*term.words[:-1], last)) + '"' for last in term.lasts]
    return quoted + ['"' + " ".join((*term.words[:-1], begin)) + '" *' for begin in term.begins]
