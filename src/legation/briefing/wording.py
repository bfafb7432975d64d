"""Values in plain words: parties, amounts, whose word it is, an entry in one line. The same in terminal and browser."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from legation import amounts
from legation.amounts import how_many, number
from legation.briefing.visible import one_line
from legation.days import in_words
from legation.nouns import (
    Balance,
    Change,
    Commitment,
    Counted,
    Document,
    Due,
    Entry,
    Figure,
    Form,
    Meeting,
    Mention,
    Polarity,
    Quantity,
    Relation,
    Silence,
    Standing,
)
from legation.reference.parties import party_name

if TYPE_CHECKING:
    from legation.ledger.record import Listing

FORMS: dict[Form, str] = {
    "visit": "visit",
    "talks": "talks",
    "call": "call",
    "summit": "summit",
    "session": "session",
    "press": "joint press conference",
    "ceremony": "ceremony",
}
POLARITIES: dict[Polarity, str] = {
    "positive": "in favour",
    "negative": "against",
    "concerned": "concerned",
    "urges": "urges",
}
STANDINGS: dict[Standing, str] = {
    "one side": "one side’s word",
    "both sides": "the word of both sides",
    "third party": "a third party’s word",
    "instrument": "a signed instrument",
}
RELATIONS: dict[Relation, str] = {
    "copy": "a copy of",
    "shortened": "shortened from",
    "updated": "an update of",
    "corrected": "a correction of",
}
_CHANGES: dict[Change, str] = {"level": "", "increase": "up ", "decrease": "down ", "share": ""}


def party(code: str) -> str:
    """Name of a party for a person to read; a party without a code is called what the text calls it."""
    return one_line(party_name(code))


def parties(codes: Sequence[str]) -> str:
    """Names in a row: `Russia`, `Russia and Pakistan`, `China, Russia and Pakistan`."""
    return _row([party(code) for code in codes])


def direction(by: Sequence[str], to: Sequence[str]) -> str:
    """Who towards whom: `Russia → Pakistan`; of a joint undertaking `Russia and Pakistan`."""
    return f"{parties(by)} → {parties(to)}" if to else parties(by)


def when(edtf: str | None) -> str:
    """Write a date in words: `7 April 2021`, `December 2017`; `undated` for None."""
    return "undated" if edtf is None else one_line(in_words(edtf))


def amount(value: float, unit: str) -> str:
    """Write a number with its unit: `50,000 doses`, `USD 2.5 billion`, `12.4 billion cubic metres per year`."""
    return amounts.amount(value, one_line(unit))


def quantities(values: Sequence[Quantity]) -> str:
    """Amounts of an undertaking in a row, `more` where they come on top."""
    return ", ".join(amount(one.value, one.unit) + (" more" if one.additional else "") for one in values)


def measured(figure: Figure) -> str:
    """Value of a figure with its direction: `up 46 percent`."""
    share = " of the whole" if figure.change == "share" else ""
    return f"{_CHANGES[figure.change]}{amount(figure.value, figure.unit)}{share}"


def balanced(balance: Balance) -> str:
    """Delivered of promised: `50,000 of 200,000 doses`."""
    delivered_of_promised = f"{number(balance.delivered)} of {number(balance.promised)}"
    return amounts.with_unit(delivered_of_promised, one_line(balance.unit), one=balance.promised == 1)


def slip(due: Due) -> str:
    """How far a due date moved from the one before: `+1,826 days`; empty for the first."""
    return "" if due.slip_days is None else f"{due.slip_days:+,} days".replace("-", "−")


def of_what(due: Due) -> str:
    """What was due on a date, where it is not the whole: `signature`; empty for the completion."""
    return "" if due.milestone == "completion" else due.milestone


def counted(line: Counted) -> str:
    """What a balance makes of an amount: `50,000 doses: delivered`, `40 boats: asked for, not promised`."""
    return f"{quantities((line.quantity,))}: {line.why}"


def silence(bound: Silence) -> str:
    """Say what is inferred from silence, with its bound; the empty string where no document came later."""
    if not bound.documents:
        return ""
    which = "" if bound.documents == 1 else "the last "
    return (
        f"no later report in {how_many(bound.documents, 'document')} on the same parties, {which}of {when(bound.last)}"
    )


def speaker(entry: Entry) -> str:
    """Name the speaker and whom they speak for: `Kari Lund (Norway)`; empty for the document's own voice."""
    if entry.speaker is None:
        return ""
    name = one_line(entry.speaker)
    for_whom = parties(entry.speaker_for)
    return f"{name} ({for_whom})" if for_whom and for_whom not in name else name


def whence(mention: Mention) -> str:
    """Where and when it was reported: `Baltic Wire, 5 October 2021`."""
    return ", ".join(part for part in (one_line(mention.source or ""), when(mention.reported)) if part)


def testimony(mention: Mention) -> str:
    """Say on whose word an entry stands: `Kari Lund (Norway), Baltic Wire, 5 October 2021`, or who reports it."""
    said = speaker(mention.entry)
    return f"{said}, {whence(mention)}" if said else f"reported by {whence(mention)}"


def called(one: "Document | Mention | Listing") -> str:
    """What a document is called: its headline, where it has one, else the name of its file."""
    return one_line(one.title) if one.title else filed_as(one)


def filed_as(one: "Document | Mention | Listing") -> str:
    """Name of the file that a document came as, or its id in what it came in."""
    return one_line(one.doc if isinstance(one, Mention) else one.name)


def named(one: "Document | Mention | Listing") -> str:
    """What a document is called, with the name of its file behind where that is something else."""
    return f"{called(one)} [{filed_as(one)}]" if one.title and one.title != filed_as(one) else called(one)


def headline(entry: Entry) -> str:
    """Put an entry in one line, without its stage, date and evidence."""
    match entry:
        case Commitment():
            return f"{direction(entry.by, entry.to)}: {one_line(entry.what)}"
        case Meeting():
            place = f" in {one_line(entry.place)}" if entry.place else ""
            return f"{FORMS[entry.form].capitalize()} of {parties(entry.actors)}{place}"
        case Figure():
            return f"{one_line(entry.what)}: {measured(entry)}"
        case _:
            return f"{parties(entry.by)} on {one_line(entry.toward)}"


def state(entry: Entry) -> str:
    """Tell in a word how an entry stands: its stage, status, change or polarity."""
    match entry:
        case Commitment():
            return entry.stage
        case Meeting():
            return entry.status
        case Figure():
            return entry.change
        case _:
            return POLARITIES[entry.polarity]


def _row(names: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
