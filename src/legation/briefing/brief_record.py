"""The rest of a brief: meetings past and planned, positions by topic, and what a person should look at."""

from collections.abc import Sequence

from legation.briefing.brief_matters import MOST, left_out, matters_of
from legation.briefing.brief_notes import Notes, aside, elided
from legation.briefing.brief_wording import capital, date_of, named, stopped
from legation.briefing.dossier import Dossier
from legation.briefing.encounters import Encounter
from legation.briefing.paper.nouns import Column, Group, Line, Points, Run, Section, Table, section
from legation.briefing.topics import Stances
from legation.briefing.visible import one_line
from legation.briefing.wording import FORMS, POLARITIES, parties, when
from legation.days import days
from legation.nouns import Position

TO_CHECK = "Points to check"
_FLAG = 1500  # characters of a flag, which quotes its sources
_PEOPLE = 12  # names at one meeting
_WORDS = 160  # characters of a name
_PAST = 12  # past meetings in full; a brief looks ahead
_MEETINGS = (
    Column(heading="When", share=27),
    Column(heading="What and where", share=33),
    Column(heading="Who", share=40),
)


def meetings(dossier: Dossier, day: str, notes: Notes) -> Section | None:
    """Meetings planned, then those held or cancelled, the latest first; None where there are none."""
    planned = [_row(one, dossier.parties, notes, *_passed(one, day)) for one in dossier.planned[-MOST:]]
    latest = sorted(dossier.meetings, key=last_day, reverse=True)
    held = [_row(one, dossier.parties, notes) for one in latest[:_PAST]]
    groups = [
        Group(heading=heading, rows=tuple(rows)) for heading, rows in (("Planned", planned), ("Held", held)) if rows
    ]
    if not groups:
        return None
    table = Table(columns=_MEETINGS, groups=tuple(groups))
    return section("Meetings", table, *left_out(len(latest) - _PAST, "meetings, earlier than these, are"))


def encounter_line(meeting: Encounter, asked: Sequence[str], notes: Notes) -> Line:
    """Tell a meeting in a sentence."""
    people = f" ({_people(meeting)})" if meeting.people else ""
    return Line(runs=(notes.said(f"{_what(meeting, asked)}, {_day(meeting)}{people}.", *meeting.mentions),))


def last_day(meeting: Encounter) -> str:
    """Last day of a meeting, YYYY-MM-DD; of one without a date the day of its first report; empty without either."""
    span = days(meeting.date or meeting.mentions[0].reported)
    return span.last.isoformat() if span else ""


def positions(dossier: Dossier, notes: Notes) -> Section | None:
    """Who takes which stand, by topic; None where nobody takes one."""
    if not dossier.positions:
        return None
    by_topic: dict[str, list[Stances]] = {}
    for stance in dossier.positions:
        by_topic.setdefault(one_line(stance.toward).casefold(), []).append(stance)
    rows = [
        (
            (Line(runs=(Run(text=capital(elided(one_line(stances[0].toward)))),)),),
            tuple(_stand(stance, notes) for stance in stances),
        )
        for _, stances in sorted(by_topic.items())
    ]
    columns = (Column(heading="On", share=44), Column(heading="Who stands where", share=56))
    table = Table(columns=columns, groups=(Group(rows=tuple(rows[:MOST])),))
    return section("Positions", table, *left_out(len(rows) - MOST, "topics are"))


def flagged(dossier: Dossier, notes: Notes) -> Section | None:
    """What a person should look at; None where nothing is flagged."""
    flags = [(named(matter), flag) for matter in matters_of(dossier) for flag in matter.flags]
    flags += [(capital(f"{flag.kind} figure"), flag) for flag in dossier.flags]
    lines = [
        Line(
            runs=(
                Run(text=f"{stopped(what)} ", strong=True),
                notes.said(elided(one_line(flag.text), _FLAG), *flag.mentions),
            )
        )
        for what, flag in flags
    ]
    if not lines:
        return None
    lead = aside("Nothing is corrected here: what differs, or can hardly be, stands as the sources have it.")
    points = Points(lines=tuple(lines[:MOST]))
    return section(TO_CHECK, lead, points, *left_out(len(lines) - MOST, "flags are"))


def _row(meeting: Encounter, asked: Sequence[str], notes: Notes, *more: Line) -> tuple[tuple[Line, ...], ...]:
    """Lay out a meeting as a row: when, what and where, who."""
    return (
        (Line(runs=(Run(text=_day(meeting)),)), *more),
        (Line(runs=(notes.said(_what(meeting, asked), *meeting.mentions),)),),
        (Line(runs=(Run(text=_people(meeting) or "–"),)),),
    )


def _people(meeting: Encounter) -> str:
    names = ", ".join(elided(one_line(name), _WORDS) for name in meeting.people[:_PEOPLE])
    more = len(meeting.people) - _PEOPLE
    return f"{names} and {more} more" if more > 0 else names


def _passed(meeting: Encounter, day: str) -> tuple[Line, ...]:
    span = days(meeting.date)
    return (
        (aside("since passed; inferred: no report that it was held"),) if span and span.last.isoformat() < day else ()
    )


def _day(meeting: Encounter) -> str:
    if meeting.date:
        return when(meeting.date)
    return f"reported {when(meeting.mentions[0].reported)}"


def _what(meeting: Encounter, asked: Sequence[str]) -> str:
    whose = "" if set(meeting.actors) == set(asked) else f" of {parties(meeting.actors)}"
    where = f" in {elided(one_line(meeting.places[0]), _WORDS)}" if meeting.places else ""
    cancelled = ", cancelled" if meeting.status == "cancelled" else ""
    return f"{capital(FORMS[meeting.form])}{whose}{where}{cancelled}"


def _stand(stance: Stances, notes: Notes) -> Line:
    runs = [Run(text=f"{parties(stance.by)}: ", strong=True)]
    for place, mention in enumerate(stance.mentions):
        if isinstance(mention.entry, Position):
            runs += [Run(text="; ")] * bool(place)
            day = when(date_of(mention) or None)
            runs.append(notes.said(f"{POLARITIES[mention.entry.polarity]}, {day}", mention))
    return Line(runs=tuple(runs))
