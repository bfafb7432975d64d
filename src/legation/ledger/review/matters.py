"""Matters by any id that leads to them, and the commitments of each."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from legation.errors import QueryError
from legation.ledger.keeping import leading, views
from legation.ledger.keeping.order import entry_id, of_entry
from legation.ledger.keeping.schema import lines, piles
from legation.ledger.keeping.tying import chunks


def root_of(connection: Connection, entry: int) -> int | None:
    """Pile that names the matter of an entry, by its number, or of the one that is in force in its words."""
    query = select(piles.c.root).join(lines, lines.c.pile == piles.c.pile)
    for number in (entry, leading.led_on(connection, entry, views.ALWAYS)):
        root: int | None = connection.execute(query.where(lines.c.entry == number)).scalar()
        if root is not None:
            return root
    return None


def root_called(connection: Connection, key: str) -> int:
    """Pile that names the matter of this id, or of an entry of this id. Raises QueryError where there is none."""
    digits = key[1:]
    if key[:1] in {"m", "e"} and len(digits) == 12 and all(digit in "0123456789abcdef" for digit in digits):
        root = root_of(connection, int(digits, 16))
        if root is not None:
            return root
    raise QueryError(f"no matter is called {key!r}: `legation matters` lists them")


def matter_id(root: int) -> str:
    """Id of the matter that a pile names."""
    return f"m{entry_id(root)[1:]}"


def in_order(connection: Connection, roots: Collection[int]) -> list[str]:
    """Ids of the commitments of these matters, in the order in which they became known."""
    query = select(lines.c.entry).join(piles, piles.c.pile == lines.c.pile).where(piles.c.root.in_(roots))
    rows = connection.execute(query.order_by(lines.c.ord, lines.c.place, lines.c.entry)).scalars()
    return [entry_id(entry) for entry in rows]


def roots_of(connection: Connection, entries: Collection[str]) -> dict[str, int]:
    """Pile that names the matter of each of these commitments that are in force, by their ids."""
    found: dict[str, int] = {}
    query = select(lines.c.entry, piles.c.root).join(piles, piles.c.pile == lines.c.pile)
    for some in chunks(of_entry(entry) for entry in entries):
        found |= {entry_id(row.entry): row.root for row in connection.execute(query.where(lines.c.entry.in_(some)))}
    return found
