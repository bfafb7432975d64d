"""Entries as coded events of PLOVER, an object of JSON a line, as its manual advises.

Fields are those of the manual's chapter "JSON Data Fields" (draft 0.7b1); what is beside them has names of its own, as
it allows: `reported`, `date_as_told`, `speaker`, `speaker_for`, `confidence`, `review`. Those who act together are one
list of actors, and so are those who are acted on: PLOVER makes no pairs of them. What `plover.toml` has no event for,
what nobody is known to have done, and what has no date is left out.
"""

from typing import Any, BinaryIO

from legation.days import days
from legation.exports import Counts
from legation.exports.plover_rules import codebook, parties_by
from legation.exports.selection import Selection
from legation.jsonline import json_line
from legation.ledger.excerpt import Recorded, Stated
from legation.nouns import Entry, Meeting
from legation.reference.parties import gazetteer, is_state, party_name

CODEBOOK = "PLOVER 0.8 (types), 0.7b1 (fields)"
_OF_A_STATE = {"state", "capital", "seat"}
_TWO = 2


def write(selection: Selection, to: BinaryIO) -> Counts:
    """Write the events."""
    count = 0
    for recorded in selection.documents():
        for stated in recorded.stated:
            if (coded := event(recorded, stated, selection.software)) is not None:
                to.write(json_line(coded))
                count += 1
    return {"event": count}


def event(recorded: Recorded, stated: Stated, software: str) -> dict[str, Any] | None:
    """Code an entry; None where it is no event, has no date, or lacks the actors that its type needs."""
    document, entry, book = recorded.document, stated.mention.entry, codebook()
    rule = book.rule_for(entry)
    source, recipient = parties_by(entry, rule.source), parties_by(entry, rule.recipient)
    when = _when(entry, document.date)
    mode = rule.mode
    if rule.event is None or not source or when is None:
        return None
    if rule.event == "CONSULT" and isinstance(entry, Meeting):
        mode, source, recipient = _hosted(entry, mode, source)
    recipient = tuple(party for party in recipient if party not in source)
    if rule.event in book.needs["recipient"] and not recipient and len(source) < _TWO:
        return None
    place, review = entry.evidence[0], stated.review
    told: dict[str, Any] = {
        "id": entry.id,
        **when,
        "source": [_actor(party) for party in source],
        "recipient": [_actor(party) for party in recipient],
        "event": [rule.event],
        "mode": [mode] if mode else [],
        "context": list(book.contexts(entry, rule)),
        "quad_code": book.quad[rule.event],
        "event_loc": _location(entry),
        "event_text": [each.quote for each in entry.evidence],
        "text_info": {"start": place.start, "end": place.end},
        "cite_info": {
            "citation": document.id,
            "url": document.url,
            "title": document.title or document.name,
            "publication": document.source,
            "language": document.language,
            "codebook": CODEBOOK,
            "version": software,
        },
        "coder": recorded.reader,
        "reported": document.date,
        "speaker": entry.speaker,
        "speaker_for": list(entry.speaker_for),
        "confidence": entry.confidence,
        "review": review.state,
    }
    told["cite_info"] = _given(told["cite_info"])
    return _given(told)


def _given(told: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty: almost all fields of PLOVER are optional."""
    return {name: value for name, value in told.items() if value not in (None, [], {})}


def _when(entry: Entry, reported: str | None) -> dict[str, str] | None:
    """Say when it was: the day, or the first and last that it can mean; where none is told, the day of the report."""
    told = days(entry.date)
    if told is None:
        return None if reported is None else {"date": reported}
    if told.first == told.last:
        return {"date": told.first.isoformat()}
    span = {"date": told.first.isoformat(), "enddate": told.last.isoformat()}
    return span | {"date_as_told": entry.date or ""}


def _actor(party: str) -> dict[str, str]:
    """Describe a party: a state by its code; a body as IGO, with its own acronym; anyone else by name."""
    if is_state(party):
        return {"code": party, "identifier_text": party_name(party)}
    name = party_name(party)
    known = gazetteer().get(name)
    if known is not None and known.form == "body":
        return {"code": "IGO", "identifier_id": party, "identifier_text": name}
    return {"actor_text": name}


def _state_of(entry: Entry) -> str | None:
    """State in which a meeting is, where its place is a state, its capital or a seat of its government."""
    place = entry.place if isinstance(entry, Meeting) else None
    known = None if place is None else gazetteer().get(place)
    return known.code if known is not None and known.form in _OF_A_STATE and is_state(known.code) else None


def _location(entry: Entry) -> dict[str, str]:
    if not isinstance(entry, Meeting) or entry.place is None:
        return {}
    state = _state_of(entry)
    return {"name": entry.place} | ({} if state is None else {"cc3": state})


def _hosted(
    meeting: Meeting, mode: str | None, actors: tuple[str, ...]
) -> tuple[str | None, tuple[str, ...], tuple[str, ...]]:
    """Tell mode, source and recipient of a meeting: whoever visits acts, and the host is visited."""
    state = _state_of(meeting)
    if mode is not None or state is None or len(actors) < _TWO:
        return mode, actors, ()
    if state not in actors:
        return "third-party", actors, ()
    return "visit", tuple(actor for actor in actors if actor != state), (state,)
