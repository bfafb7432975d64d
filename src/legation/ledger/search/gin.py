"""The index of words in PostgreSQL: a GIN index over tsvector.

The vector is not kept, it is made of stems that are: that takes half the room, and there is no limit to how often a
word may be in a row. The index does not know the places of words; a phrase is looked for among the rows that have all
of its words.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text

from legation.ledger.search.fulltext import BASE, GAP, LINES, Match, Row, Wanted, number_of, rows_of
from legation.ledger.search.query import Query, Term

_VECTOR = "array_to_tsvector(string_to_array(btrim(words || marks), ' '))"
_SATURATION, _SHORTNESS = 1.2, 0.75  # as in bm25() of FTS5


class Gin:
    """A GIN index as an `Index`."""

    def create(self, connection: Connection, table: str) -> None:
        """Make an index."""
        columns = "id BIGINT PRIMARY KEY, words TEXT NOT NULL, marks TEXT NOT NULL"
        connection.exec_driver_sql(f"CREATE TABLE {table} ({columns})")
        connection.exec_driver_sql(f"CREATE INDEX ix_{table} ON {table} USING gin (({_VECTOR}))")

    def clear(self, connection: Connection, table: str) -> None:
        """Take everything away."""
        connection.exec_driver_sql(f"DELETE FROM {table}")

    def enter(self, connection: Connection, table: str, rows: Sequence[Row]) -> None:
        """Enter rows."""
        if rows:
            statement = f"INSERT INTO {table} (id, words, marks) VALUES (%s, %s, %s)"
            connection.exec_driver_sql(statement, [row.given(GAP) for row in rows])

    def withdraw(self, connection: Connection, table: str, rows: Sequence[Row]) -> None:
        """Take away rows, given as they were entered."""
        if rows:
            connection.execute(text(f"DELETE FROM {table} WHERE id = :id"), [{"id": row.id} for row in rows])

    def latest(self, connection: Connection, table: str, wanted: Wanted, most: int) -> list[Match]:
        """Give so many of the rows that match, those of the documents that became known last, the last first."""
        rows = _matching(connection, table, wanted, "0", f"ORDER BY b.ord DESC, 1 DESC LIMIT {most:d}")
        return rows_of((row[0], row[1], 0.0) for row in rows)

    def newest(self, connection: Connection, table: str, wanted: Wanted, most: int) -> list[Match]:
        """Give so many of the rows that match, those with the highest numbers, the highest first."""
        rows = _matching(connection, table, wanted, "0", f"ORDER BY {table}.id DESC LIMIT {most:d}")
        return rows_of((row[0], row[1], 0.0) for row in rows)

    def some(self, connection: Connection, table: str, wanted: Wanted, most: int) -> list[Match]:
        """Give so many of the rows that match, whichever, without their ranks."""
        rows = _matching(connection, table, wanted, "0", f"LIMIT {most:d}")
        return rows_of((row[0], row[1], 0.0) for row in rows)

    def piles(self, connection: Connection, wanted: Wanted, most: int) -> list[int]:
        """Give the piles of so many of the commitments that match, whichever."""
        return [row[2] for row in _matching(connection, LINES, wanted, "b.pile", f"LIMIT {most:d}")]

    def any(self, connection: Connection, table: str, wanted: Wanted, most: int) -> list[Match]:
        """Give so many of the rows that match, whichever, with their ranks, unless there may be more."""
        rows = _matching(connection, table, wanted, "0", f"LIMIT {most:d}")
        if len(rows) == most or wanted.query is None:
            return rows_of((row[0], row[1], 0.0) for row in rows)
        rows = _matching(connection, table, wanted, "words", "")
        ranks = _ranks([row[2] for row in rows], wanted.query)
        return rows_of((row[0], row[1], rank) for row, rank in zip(rows, ranks, strict=True))

    def vocabulary(self, connection: Connection, table: str) -> dict[str, int]:
        """In how many rows each stem, and each mark after a `GAP`, is."""
        rows = connection.exec_driver_sql(f"SELECT word, ndoc FROM ts_stat($$SELECT {_VECTOR} FROM {table}$$)")
        return {row.word: row.ndoc for row in rows}


def _matching(connection: Connection, table: str, wanted: Wanted, third: str, order: str) -> Sequence[Any]:
    base, key = BASE[table]
    at = f"{table}.id" if table == LINES else number_of(f"{table}.id")
    given = {"wanted": _expression(wanted), "first": wanted.first, "last": wanted.last}
    phrases = [] if wanted.query is None else _phrases(wanted.query, given)
    conditions = "".join(f" AND {condition}" for condition in phrases)
    statement = (
        f"SELECT b.{key}, b.ord, {third} FROM {table} JOIN {base} b ON b.{key} = {at} "
        f"WHERE {_VECTOR} @@ CAST(:wanted AS tsquery) AND b.ord BETWEEN :first AND :last{conditions} {order}"
    )
    return connection.execute(text(statement), given).all()


def _expression(wanted: Wanted) -> str:
    """Write what is wanted as a tsquery: of a phrase that all of its words are there, see `_phrases` for the rest."""
    every, without = ((), ()) if wanted.query is None else (wanted.query.every, wanted.query.without)
    parts = [f"({' | '.join(map(_together, group))})" for group in every]
    parts += ["(" + " | ".join(f"'{GAP}{mark}'" for mark in group) + ")" for group in wanted.marks]
    parts += [f"!{_together(term)}" for term in without if len(term.words) == 1]
    return " & ".join(parts)


def _together(term: Term) -> str:
    lasts = [f"'{last}'" for last in term.lasts] + [f"'{begin}':*" for begin in term.begins]
    return "(" + " & ".join((*(f"'{word}'" for word in term.words[:-1]), f"({' | '.join(lasts)})")) + ")"


def _phrases(query: Query, given: dict[str, object]) -> list[str]:
    """Conditions that the words of phrases follow each other; their parameters are added to those given."""

    def one_of(terms: Sequence[Term]) -> str:
        patterns = [pattern for term in terms for pattern in _patterns(term)]
        names = [f"pattern{len(given) + place}" for place in range(len(patterns))]
        given.update(zip(names, patterns, strict=True))
        return f"({' OR '.join(f'words LIKE :{name}' for name in names)})"

    groups = [one_of(group) for group in query.every if any(len(term.words) > 1 for term in group)]
    without = [term for term in query.without if len(term.words) > 1]
    return groups + ([f"NOT {one_of(without)}"] if without else [])


def _patterns(term: Term) -> list[str]:
    before = "".join(f"{word} " for word in term.words[:-1])
    return [f"% {before}{last} %" for last in term.lasts] + [f"% {before}{begin}%" for begin in term.begins]


def _ranks(texts: Sequence[object], query: Query) -> list[float]:
    """Rank rows by how often what is looked for is in them, in proportion to their length: BM25 without rarity."""
    rows = [str(words) for words in texts]
    mean = sum(map(len, rows)) / max(len(rows), 1)
    looked_for = [f" {' '.join(term.words)}{' ' * (not term.begins)}" for term in query.terms]
    ranks = []
    for words in rows:
        damping = _SATURATION * (1 - _SHORTNESS + _SHORTNESS * len(words) / mean)
        counts = [words.count(one) for one in looked_for]
        ranks.append(-sum(count / (count + damping) for count in counts))
    return ranks
