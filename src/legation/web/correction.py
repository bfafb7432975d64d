"""The fields of an entry as a form shows them, and what a person changed of them.

A form says beside each field what it was when the form was made. Only what differs from that has been changed; so what
somebody else put there meanwhile is not taken for a wish to put it back.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, NamedTuple, get_args

from legation.briefing.fields import NOTHING, PARTIES, value_of, written
from legation.briefing.visible import one_line
from legation.errors import DecisionRefused
from legation.ledger.review.correcting import LONGEST, fields_of, fields_to_add
from legation.nouns import Area, Change, Entry, Evidence, Form, Kind, Polarity, Stage, Status
from legation.reference.parties import party_code, party_name
from legation.web.words import places, unmarked

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "stage": get_args(Stage),
    "form": get_args(Form),
    "status": get_args(Status),
    "change": get_args(Change),
    "polarity": get_args(Polarity),
    "area": get_args(Area),
}
_LABELS = {
    "by": "By: who acts, or holds it",
    "to": "To: for whom, or whom it is about",
    "what": "What",
    "area": "Areas",
    "quantities": "Amounts",
    "due": "Due",
    "awaits": "Waits for",
    "actors": "Parties",
    "toward": "On what",
    "date": "Date",
    "objects": "Names of the thing",
    "speaker_for": "Speaks for",
    "evidence": "The words it rests on",
    "trigger": "The word that says it",
}
_LIST = "parted by semicolons"
_DAY = "such as 2021-04-07, 2021-04, or 2021-04-07/2021-04-09"
_HINTS = {
    "quantities": "such as 50000 dose; 2.5 billion USD",
    "due": _DAY,
    "date": _DAY,
    "objects": _LIST,
    "people": _LIST,
    "value": "such as 2500000, or 2.5 million",
    "evidence": "word for word; an empty field takes a place away",
    "trigger": "out of the first of the quotes",
} | dict.fromkeys(PARTIES, f"names or codes, {_LIST}")
_NEEDED = {"by", "stage", "what", "area", "actors", "form", "status", "value", "unit", "change", "toward", "polarity"}
_TEXT = frozenset({"what", "toward", "unit", "trigger"})  # empty, they are no "none"


class Control(NamedTuple):
    """A field of a form."""

    field: str
    label: str
    hint: str
    shape: Literal["text", "choice", "choices", "quotes"]
    options: tuple[str, ...]
    needed: bool
    values: tuple[str, ...]  # what stands in it; several of choices and quotes
    was: tuple[str, ...]  # what it was when the form was made
    meanwhile: str | None = None  # what somebody else has made of it since


class Sent(NamedTuple):
    """The fields of a form as they came, and what the form said that they had been."""

    fields: Mapping[str, tuple[str, ...]]
    was: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, every: Callable[[str], tuple[str, ...]], fields: tuple[str, ...]) -> "Sent":
        """Take the values of each field from a form, less white space and empty ones; `every` gives all of a name."""
        return cls(
            {field: _clean(every(f"field-{field}")) for field in fields},
            {field: _clean(every(f"was-{field}")) for field in fields},
        )

    def changed(self, field: str) -> bool:
        """Whether somebody wrote anything else into a field than stood in it."""
        return self.fields[field] != self.was[field]


def to_correct(entry: Entry, sent: Sent | None = None) -> tuple[Control, ...]:
    """Give the fields of a form that corrects an entry.

    Where one was sent already, and was overtaken or could not stand, what was changed in it stands there again.
    """
    made = []
    for field in fields_of(entry):
        now = shown(entry, field)
        values, meanwhile = now, None
        if sent is not None:
            values = sent.fields[field] if sent.changed(field) else now
            meanwhile = None if sent.was[field] == now else "; ".join(now) or "nothing"
        made.append(_control(field, entry.kind, values, now, meanwhile))
    return tuple(made)


def to_add(kind: Kind, sent: Sent | None = None) -> tuple[Control, ...]:
    """Give the fields of a form for an entry that is to be added, empty or as they were sent."""
    return tuple(_control(field, kind, sent.fields[field] if sent else (), (), None) for field in fields_to_add(kind))


def shown(entry: Entry, field: str) -> tuple[str, ...]:
    """Write the value of a field as a form shows it."""
    if field == "evidence":
        return tuple(one_line(place.quote) for place in entry.evidence)
    if field in PARTIES:
        return _clean(("; ".join(_named(code) for code in getattr(entry, field)),))
    if field == "area":
        return tuple(getattr(entry, field))
    return _clean((one_line(written(entry, field)),))


def changes(entry: Entry, text: str, sent: Sent) -> dict[str, Any]:
    """Give what was changed, as `correcting.corrected` takes it. Raises DecisionRefused, with a sentence."""
    found: dict[str, Any] = {}
    changed = [field for field in fields_of(entry) if sent.changed(field)]
    _check_lengths(changed, sent)
    if "evidence" in changed:
        found["evidence"] = [place.model_dump() for place in _evidence(entry, text, sent.fields["evidence"])]
    quote = found["evidence"][0]["quote"] if found.get("evidence") else entry.evidence[0].quote
    for field in changed:
        if field != "evidence":
            found[field] = _value(field, sent.fields[field], quote)
    return found


def given(kind: Kind, quote: str, sent: Sent) -> dict[str, Any]:
    """Give what was filled in for an entry to be added, as `correcting.added` takes it. Raises DecisionRefused."""
    filled = [field for field in fields_to_add(kind) if sent.fields[field]]
    _check_lengths(filled, sent)
    if lacking := [field for field in fields_to_add(kind) if _is_needed(kind, field) and field not in filled]:
        raise DecisionRefused(f"{_label(lacking[0]).partition(':')[0].lower()} is empty: a {kind} needs it")
    return {field: _value(field, sent.fields[field], quote) for field in filled}


def _control(field: str, kind: Kind, values: tuple[str, ...], was: tuple[str, ...], meanwhile: str | None) -> Control:
    shape: Literal["text", "choice", "choices", "quotes"] = "text"
    if field == "evidence":
        shape = "quotes"
    elif field in _CHOICES:
        shape = "choices" if field == "area" else "choice"
    return Control(
        field,
        _label(field),
        _HINTS.get(field, ""),
        shape,
        _CHOICES.get(field, ()),
        _is_needed(kind, field),
        values,
        was,
        meanwhile,
    )


def _is_needed(kind: Kind, field: str) -> bool:
    return field in _NEEDED and not (kind == "figure" and field == "actors")


def _label(field: str) -> str:
    return _LABELS.get(field, field.capitalize())


def _check_lengths(fields: Iterable[str], sent: Sent) -> None:
    """Refuse what nobody types: it would stay on record for good, and stand on every page that tells of it."""
    for field in fields:
        new = [len(value) for value in sent.fields[field] if value not in sent.was[field]]
        length = max(new, default=0) if field == "evidence" else sum(new)
        if length > LONGEST:
            label = _label(field).partition(":")[0].lower()
            raise DecisionRefused(f"{label}: {length:,} characters are too many: {LONGEST:,} at most")


def _value(field: str, values: tuple[str, ...], quote: str) -> Any:
    written_ = unmarked(" ".join(values))
    if field == "trigger":
        found = places(quote, written_)
        return found[0].quote if found else written_
    return value_of(field, written_ or ("" if field in _TEXT else NOTHING))


def _evidence(entry: Entry, text: str, quotes: tuple[str, ...]) -> list[Evidence]:
    """Find each quote in the text: as the entry has it, else where it stands nearest to the entry's main quote."""
    if not quotes:
        raise DecisionRefused("there are no words that it rests on: quote some out of the text")
    own = list(entry.evidence)
    found = []
    for quote in quotes:
        if (same := next((place for place in own if one_line(place.quote) == quote), None)) is not None:
            own.remove(same)
            found.append(same)
            continue
        near = entry.evidence[0].start
        if not (at := places(text, quote)):
            raise DecisionRefused(f"the text does not say “{quote}”: quote it word for word")
        found.append(min(at, key=lambda place: abs(place.start - near)))
    return found


def _named(code: str) -> str:
    """Name of a party where the name leads back to it, else its code."""
    name = party_name(code)
    return name if party_code(name) == code and ";" not in name else code


def _clean(values: tuple[str, ...]) -> tuple[str, ...]:
    stripped = (" ".join(value.replace("\0", "").split()) for value in values)
    return tuple(value for value in stripped if value)
