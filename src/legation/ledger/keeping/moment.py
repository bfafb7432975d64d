"""A token of what a ledger holds: whoever remembers something by it knows when that may have changed."""

from datetime import date

from sqlalchemy import Connection, func, select

from legation.ledger.keeping.schema import HEAD, decisions, places, readings, series

# Rows on record are only ever added, by one writer at a time, and what is derived changes with them alone. A document
# is never added without a place. Each of these is read off the end of an index.
_LAST = select(
    *(
        select(func.coalesce(func.max(column), 0)).scalar_subquery()
        for column in (places.c.id, readings.c.id, decisions.c.number, series.c.number)
    )
)


def moment(connection: Connection, today: date) -> str:
    """Give the token: it changes with the record, and with the day, by which due dates pass."""
    last = ".".join(f"{number:x}" for number in connection.execute(_LAST).one())
    return f"{HEAD}.{today.toordinal():x}.{last}"
