"""Reports of meetings by the days on which these were or are to be."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, Connection, func, select

from legation.days import Days
from legation.ledger.keeping import views
from legation.ledger.keeping.schema import lines
from legation.ledger.keeping.views import Line
from legation.ledger.narrow import Narrow
from legation.ledger.search.narrowing import lines_left, reach
from legation.nouns import Kind

_MEETINGS: tuple[Kind, ...] = ("meeting",)
_YEAR = 366  # days, beyond which nothing that is on a calendar is spread (see `filing`)


def meetings_in(connection: Connection, span: Days, parties: Collection[str], narrow: Narrow, by: int) -> list[Line]:
    """Lines of the meetings, of all these parties, that may have been on one of some days."""
    begin, end = span.first.toordinal(), span.last.toordinal()
    touching = lines.c.day.between(begin - _YEAR, end), lines.c.till >= begin
    conditions = _left(connection, parties, narrow, by)
    if conditions is None:
        return []
    query = select(lines.c.id, lines.c.number, lines.c.place).where(*touching, *conditions)
    rows = connection.execute(query.order_by(lines.c.ord, lines.c.place))
    return [Line(*row) for row in rows]


def meetings_by_month(
    connection: Connection, parties: Collection[str], narrow: Narrow, by: int
) -> Counter[tuple[int, int]]:
    """How many reports there are of meetings, of all these parties, that begin in each month: by year and month."""
    conditions = _left(connection, parties, narrow, by)
    found: Counter[tuple[int, int]] = Counter()
    if conditions is not None:
        query = select(lines.c.day, func.count()).where(lines.c.day.is_not(None), *conditions)
        for day, count in connection.execute(query.group_by(lines.c.day)):
            begun = date.fromordinal(day)
            found[begun.year, begun.month] += count
    return found


def _left(
    connection: Connection, parties: Collection[str], narrow: Narrow, by: int
) -> list[ColumnElement[bool]] | None:
    """Conditions under which a line is left; None where no meeting is."""
    if narrow.areas or narrow.stages or (narrow.kinds and "meeting" not in narrow.kinds):
        return None
    within = reach(narrow, by)
    if narrow.words:
        left = lines_left(connection, parties, narrow, kind="meeting", by=by)
        return [lines.c.id.in_([line.id for line in left])]
    if parties:
        on = views.stood_on(parties, _MEETINGS, within.last, first=within.first)
        return [lines.c.id.in_(select(on.c.line))]
    return [lines.c.ord.between(*within)]
