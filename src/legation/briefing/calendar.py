"""Meetings of a month, day by day."""

from collections.abc import Mapping
from datetime import date, timedelta

from legation.briefing.encounters import Encounter, encounters
from legation.days import Days, days, end_of, start_of
from legation.errors import QueryError
from legation.ledger import Ledger
from legation.ledger.narrow import WHOLE, Narrow
from legation.nouns import Meeting, Mention, Noun

_MONTH = len("2021-04")


class Day(Noun):
    """A day with the meetings that were or are to be on it; one of several days is on each of them."""

    date: str  # YYYY-MM-DD
    meetings: tuple[Encounter, ...]


class Month(Noun):
    """A month: each of its days, and the meetings of which no more is known than the month, or the year."""

    month: str  # YYYY-MM
    as_of: str | None
    days: tuple[Day, ...]
    some_day: tuple[Encounter, ...]  # dated to the month, or to a stretch that is longer than it is exact
    some_month: tuple[Encounter, ...]  # dated to a year
    months: Mapping[str, int]  # YYYY-MM: reports of meetings that begin in each month that has any, in order


def calendar(
    ledger: Ledger,
    month: str,
    *,
    parties: tuple[str, ...] = (),
    narrow: Narrow = WHOLE,
    as_of: str | None = None,
) -> Month:
    """Lay out a month (YYYY-MM) of what involves all these parties (codes).

    Raises QueryError for what is no month, and from the ledger for an as-of date that is none.
    """
    span = _month(month)
    met = [one for one in encounters(_reports(ledger, span, parties, narrow, as_of)) if _touches(one, span)]
    by_month = ledger.meetings_by_month(parties=parties, narrow=narrow, as_of=as_of)
    exact = [one for one in met if _is_exact(one)]
    return Month(
        month=month,
        as_of=as_of,
        days=tuple(_day(day, exact) for day in _each(span)),
        some_day=tuple(one for one in met if not _is_exact(one) and not _is_year(one)),
        some_month=tuple(one for one in met if _is_year(one)),
        months={f"{year:04}-{number:02}": by_month[year, number] for year, number in sorted(by_month)},
    )


def _month(written: str) -> Days:
    if len(written) != _MONTH or days(written) is None:
        raise QueryError(f"{written!r} is no month: write a year and a month, such as 2021-04")
    return Days(start_of(written), end_of(written))


def _reports(
    ledger: Ledger, span: Days, parties: tuple[str, ...], narrow: Narrow, as_of: str | None
) -> tuple[Mention, ...]:
    """Reports of the meetings of a month, and those that tell which meeting a vaguely dated one of them may be.

    "In 2022" may be the visit of May 2022: seen from April, it is none of April's. So of whoever met on a vague date,
    all else that may have been on it is looked at as well, until nothing vague leads any further.
    """
    found = {_key(one): one for one in ledger.meetings_in(*span, parties=parties, narrow=narrow, as_of=as_of)}
    followed: set[tuple[tuple[str, ...], Days]] = set()
    while fresh := {vague for one in found.values() if (vague := _beyond(one, span)) is not None} - followed:
        followed |= fresh
        for actors, stretch in sorted(fresh):
            more = ledger.meetings_in(*stretch, parties={*parties, *actors}, narrow=narrow, as_of=as_of)
            found |= {_key(one): one for one in more if isinstance(one.entry, Meeting) and _actors(one.entry) == actors}
    return tuple(found.values())


def _beyond(mention: Mention, span: Days) -> tuple[tuple[str, ...], Days] | None:
    """Who met on which days, where some of these are not of a month."""
    stretch = days(mention.entry.date)
    if not isinstance(mention.entry, Meeting) or stretch is None:
        return None
    within = span.first <= stretch.first and stretch.last <= span.last
    return None if within else (_actors(mention.entry), stretch)


def _actors(entry: Meeting) -> tuple[str, ...]:
    return tuple(sorted(set(entry.actors)))


def _key(mention: Mention) -> tuple[str, str]:
    return mention.document, mention.entry.id


def _touches(one: Encounter, span: Days) -> bool:
    meant = days(one.date)
    return meant is not None and meant.overlaps(span)


def _is_exact(one: Encounter) -> bool:
    """Whether the days of a meeting are known: one, or from one to another."""
    return all(len(part) > _MONTH for part in (one.date or "").split("/"))


def _is_year(one: Encounter) -> bool:
    return all(len(part) < _MONTH for part in (one.date or "").split("/"))


def _each(span: Days) -> list[date]:
    return [span.first + timedelta(days=count) for count in range((span.last - span.first).days + 1)]


def _day(day: date, met: list[Encounter]) -> Day:
    here = Days(day, day)
    return Day(date=day.isoformat(), meetings=tuple(one for one in met if _touches(one, here)))
