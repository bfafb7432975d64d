"""The history of a line of the ledger in plain words, and as plain values."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from legation.amounts import how_many
from legation.briefing.reasons import reason
from legation.briefing.rulings import difference, field_change, minute, ruling
from legation.briefing.visible import one_line
from legation.briefing.wording import when
from legation.ledger.review.history import Decided, Event, History, Laid, Merged, Published, Read


class Row(NamedTuple):
    """One event: when, who, and what in words; `more` are lines that belong to it."""

    when: str
    who: str
    what: str
    more: tuple[str, ...] = ()


def rows(history: History) -> Iterator[Row]:
    """Tell each event in its order."""
    for number, event in enumerate(history.events):
        match event:
            case Published():
                where = ", ".join(part for part in (one_line(event.source or ""), when(event.date)) if part)
                said = f"{'published elsewhere' if number else 'added'}: {one_line(event.doc)} ({where})"
                yield Row(minute(event.at.isoformat()), "", said)
            case Read():
                yield Row(minute(event.at.isoformat()), one_line(event.reader), *_read(event, history.of))
            case Decided(decision, state):
                said = ruling(decision) if decision.other else f"{decision.subject.entry} {ruling(decision)}"
                named = f"{decision.id} {said}{'' if state == 'in force' else f' [{state}]'}"
                why = (f"why: {one_line(decision.why)}",) if decision.why else ()
                yield Row(minute(decision.made), one_line(decision.by), named, why)
            case Laid():
                yield Row(event.day, "", *_laid(event))
            case Merged():
                said = f"{event.matter} turned out to be of one matter with {event.into}"
                yield Row(event.day, "", f"{said}, by {one_line(event.doc)}")


def as_json(event: Event) -> dict[str, Any]:
    """Event as JSON has it, by `event`: what happened."""
    match event:
        case Published():
            return {"event": "published"} | event._asdict() | {"at": event.at.isoformat()}
        case Read():
            told = event._asdict() | {"at": event.at.isoformat()}
            told["fields"] = {change.field: [change.before, change.after] for change in event.fields}
            told["differences"] = [
                {
                    "what": one.what,
                    "entry": one.entry.id,
                    "kind": one.entry.kind,
                    "fields": {change.field: [change.before, change.after] for change in one.fields},
                }
                for one in event.differences
            ]
            return {"event": "read"} | told
        case Decided(decision, state):
            return {"event": "decided", "state": state} | decision.model_dump(mode="json")
        case Laid():
            return {"event": "laid"} | event._asdict()
        case Merged():
            return {"event": "merged"} | event._asdict()


def _read(event: Read, of: str) -> tuple[str, tuple[str, ...]]:
    if of == "entry":
        return f"read: {event.outcome}", tuple(field_change(change) for change in event.fields)
    entries = f"read: {how_many(event.entries, 'entry')}"
    return entries, tuple(f"{difference(one)} [{one.entry.id}]" for one in event.differences)


def _laid(event: Laid) -> tuple[str, tuple[str, ...]]:
    named = f"{event.entry} ({one_line(event.doc)})"
    ruled = tuple(f"by decision {decision}" for decision in event.ruled)
    if event.to is None:
        return f"{named} {'joined' if ruled else 'opened a matter'}", ruled
    chance = "" if event.chance is None else f", chance {event.chance:.0%}"
    return f"{named} joined by {event.to}{chance}", (*ruled, *map(reason, event.reasons))
