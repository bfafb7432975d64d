"""An entry as a reviewer corrects it, or adds it: which fields there are, and what is refused. Pure."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from legation.days import days
from legation.errors import DecisionRefused
from legation.ledger.review.decisions import ENTRY, plain
from legation.ledger.review.effective import is_verbatim
from legation.nouns import Commitment, Document, Entry, Evidence, Figure, Kind, Meeting, Position
from legation.reading.register import identity

LONGEST = 2_000  # characters of an added entry's quote
_FIELDS: dict[Kind, tuple[str, ...]] = {
    "commitment": ("by", "to", "stage", "what", "area", "quantities", "due", "awaits"),
    "meeting": ("actors", "people", "form", "status", "place"),
    "figure": ("actors", "what", "value", "unit", "change"),
    "position": ("by", "to", "toward", "polarity"),
}
_OF_ALL = ("date", "objects", "speaker", "speaker_for", "evidence", "trigger")
_UNNAMED = "e000000000000"  # id of an entry that is yet to get its own


def fields_of(entry: Entry) -> tuple[str, ...]:
    """Names of the fields that a reviewer can correct, in the order in which a person goes through them."""
    return (*_FIELDS[entry.kind], *_OF_ALL)


def fields_to_add(kind: Kind) -> tuple[str, ...]:
    """Names of the fields that a reviewer can give of an entry that is added; its words are its evidence."""
    return (*_FIELDS[kind], *(field for field in _OF_ALL if field != "evidence"))


def added(document: Document, kind: Kind, start: int, end: int, fields: Mapping[str, Any]) -> Entry:
    """Give the entry that a reviewer adds: its evidence is what the text says from start to end, less white space.

    Offsets are code points of the text, fields as in JSON; without a trigger the whole quote is it. The id is that
    which a reader would give to the first of its kind there. Raises DecisionRefused, with a sentence.
    """
    if kind not in _FIELDS:
        raise DecisionRefused(f"{kind!r} is no kind of entry: there are {', '.join(_FIELDS)}")
    if unknown := sorted(fields.keys() - set(fields_to_add(kind))):
        raise DecisionRefused(f"a {kind} has no {unknown[0]!r} to give: there are {', '.join(fields_to_add(kind))}")
    place = _trimmed(document.text, start, end)
    values = {"trigger": place.quote} | dict(fields) | {"kind": kind, "id": _UNNAMED, "evidence": [place.model_dump()]}
    entry = _valid(values, document.text)
    return entry.model_copy(update={"id": identity(document.id, entry)})


def _trimmed(text: str, start: int, end: int) -> Evidence:
    if not 0 <= start < end <= len(text):
        raise DecisionRefused(f"the text has {len(text):,} characters, none from {start:,} to {end:,}: mark some words")
    said = text[start:end]
    quote = said.strip()
    if not quote:
        raise DecisionRefused("there is nothing but space: mark some words")
    if len(quote) > LONGEST:
        raise DecisionRefused(f"{len(quote):,} characters are no quote: mark {LONGEST:,} at most, as few as can stand")
    start += len(said) - len(said.lstrip())
    return Evidence(start=start, end=start + len(quote), quote=quote)


def corrected(entry: Entry, changes: Mapping[str, Any], text: str) -> Entry:
    """Give an entry with some fields changed; it has no confidence any more, as no model says so.

    Values are as in JSON; a quote among the evidence may also be given as its words alone, and is then found where it
    stands nearest to the present one. Raises DecisionRefused, with a sentence, for what is no field, for a value that
    it cannot have, for words that the text does not say, and where nothing is changed.
    """
    if unknown := sorted(changes.keys() - set(fields_of(entry))):
        raise DecisionRefused(
            f"{unknown[0]!r} of a {entry.kind} cannot be corrected; what can be: {', '.join(fields_of(entry))}"
        )
    changes = dict(changes)
    if "evidence" in changes:
        changes["evidence"] = _found(changes["evidence"], entry, text)
    result = _valid(plain(entry) | changes | {"confidence": None}, text)
    if result == entry.model_copy(update={"confidence": None}):
        raise DecisionRefused("nothing is changed: accept the entry as it is, or change a field")
    return result


def changes_to(here: Entry, stands: Entry) -> dict[str, Any]:
    """Give the changes that `corrected` takes to make an entry of one that says otherwise of the same words."""
    now, then = (entry.model_dump(mode="json") for entry in (here, stands))
    return {field: then[field] for field in fields_of(here) if then[field] != now[field]}


def _valid(values: Mapping[str, Any], text: str) -> Entry:
    try:
        entry = ENTRY.validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        where = [str(part) for part in first["loc"] if part != values["kind"]]
        raise DecisionRefused(f"{' '.join(where)}: {first['msg'][:1].lower()}{first['msg'][1:]}") from error
    for trouble in _troubles(entry, text):
        raise DecisionRefused(trouble)
    return entry


def _found(evidence: Any, entry: Entry, text: str) -> Any:
    if not isinstance(evidence, list | tuple):
        return evidence
    return [_place(quote, entry.evidence[0], text) if isinstance(quote, str) else quote for quote in evidence]


def _place(quote: str, near: Evidence, text: str) -> dict[str, Any]:
    starts: list[int] = []
    start = text.find(quote) if quote else -1
    while start >= 0:
        starts.append(start)
        start = text.find(quote, start + 1)
    if not starts:
        raise DecisionRefused(f"the text does not say {quote!r}: quote it letter by letter")
    start = min(starts, key=lambda place: abs(place - near.start))
    return {"start": start, "end": start + len(quote), "quote": quote}


def _troubles(entry: Entry, text: str) -> Iterator[str]:
    if not is_verbatim(entry, text):
        said = entry.evidence[0].quote
        if entry.trigger not in said:
            yield f"the trigger {entry.trigger!r} is not in the quote {said!r}: give the word there that says it"
        yield f"the text does not say {said!r} there: quote it letter by letter"
    if not entry.trigger.strip():
        yield "there is no trigger: give the word in the quote that says it"
    for name in ("date", "due"):
        written = getattr(entry, name, None)
        if written is not None and days(written) is None:
            yield f"{name} {written!r} is no date: write a day, month, year or two with a slash, such as 2021-04"
    for name in fields_of(entry):
        value = getattr(entry, name)
        if isinstance(value, tuple) and any(isinstance(one, str) and not one.strip() for one in value):
            yield f"{name} has an empty name in it"
    match entry:
        case Commitment() | Position() if not entry.by:
            yield "by is empty: name whoever has to act, or holds the position"
        case Meeting() if not entry.actors:
            yield "actors is empty: name whoever meets"
        case Commitment() if not entry.area:
            yield "area is empty: name one"
        case Commitment() if not all(math.isfinite(quantity.value) for quantity in entry.quantities):
            yield "quantities has a number without end"
        case Figure() if not math.isfinite(entry.value):
            yield "value is a number without end"
        case _:
            pass
    for name in ("what", "toward", "unit"):
        if not getattr(entry, name, "something").strip():
            yield f"{name} is empty"
