"""Meetings of a month as iCalendar (RFC 5545), for the calendars that people have already."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from legation.briefing.calendar import Month
from legation.briefing.encounters import Encounter
from legation.briefing.visible import one_line
from legation.briefing.wording import headline, testimony
from legation.days import Days, days
from legation.nouns import Mention, Status

_STATUSES: dict[Status, str] = {"held": "CONFIRMED", "planned": "TENTATIVE", "cancelled": "CANCELLED"}
_LONGEST = 75  # octets of a line, without its end
_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


def icalendar(month: Month, sentence: Callable[[Mention], str]) -> bytes:
    """Write the meetings of a month whose days are known, each once and over all of its days, as whole days.

    `sentence` gives the whole address of the words that a mention rests on.
    """
    met = {_uid(one): one for day in month.days for one in day.meetings}
    lines = [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Legation//Calendar of meetings//EN"),
        *(line for one in met.values() for line in _event(one, sentence)),
        ("END", "VCALENDAR"),
    ]
    return b"".join(_folded(f"{name}:{value}") for name, value in lines)


def _text(*lines: str) -> str:
    r"""Give lines of text as one value: nothing in them ends it, or hides, and between them stands `\n`."""
    return "\n".join(map(one_line, lines)).translate(_ESCAPES)


def _event(one: Encounter, sentence: Callable[[Mention], str]) -> Iterator[tuple[str, str]]:
    latest = one.mentions[-1]
    span = days(one.date)
    if span is None:  # is on no day, so that no month has it
        return
    yield "BEGIN", "VEVENT"
    yield "UID", _uid(one)
    yield "DTSTAMP", f"{_day(_revised(one, span))}T000000Z"
    yield "DTSTART;VALUE=DATE", _day(span.first)
    if span.first < span.last < date.max:
        yield "DTEND;VALUE=DATE", _day(span.last + timedelta(days=1))  # the day after it
    yield "SUMMARY", _text(headline(latest.entry))
    if one.places:
        yield "LOCATION", _text(one.places[0])
    yield "STATUS", _STATUSES[one.status]
    yield "TRANSP", "TRANSPARENT"  # it takes none of the reader's time
    yield "DESCRIPTION", _text(*_said(one.mentions))
    yield "URL", sentence(latest)
    yield "END", "VEVENT"


def _uid(one: Encounter) -> str:
    """Name it by its first report, which is the first whatever else is told later."""
    return f"{one.mentions[0].entry.id}@legation"


def _revised(one: Encounter, span: Days) -> date:
    """Day of the last report, or else the meeting's first: never the clock's, so that the same is written the same."""
    told = days(one.mentions[-1].reported)
    return told.last if told else span.first


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")  # strftime leaves out the noughts of early years


def _said(mentions: Iterable[Mention]) -> Iterator[str]:
    for mention in mentions:
        yield f"“{one_line(mention.entry.evidence[0].quote)}” {testimony(mention)}"


def _folded(line: str) -> bytes:
    """Fold a line so that none is too long, never within a character; those that go on begin with a space."""
    parts, part = [], b""
    for character in line:
        more = character.encode()
        if len(part) + len(more) > _LONGEST:
            parts.append(part)
            part = b" "
        part += more
    return b"\r\n".join([*parts, part]) + b"\r\n"
