"""A question to a reviewer as a page shows it: each entry with its words in place, and two set against each other."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from legation.briefing.context import Context, in_context
from legation.briefing.fields import PARTIES, written
from legation.briefing.visible import one_line
from legation.briefing.wording import parties, quantities, when
from legation.errors import QueryError
from legation.ledger import Ledger
from legation.ledger.review.correcting import fields_of
from legation.ledger.review.decisions import Decision
from legation.ledger.review.reviewing import Doubt, Question
from legation.nouns import Commitment, Entry, Matter, Mention, Noun

_DATES = frozenset({"date", "due"})
_NOT_COMPARED = frozenset({"evidence", "trigger", "speaker_for"})


class Waiting(Noun):
    """A question, as JSON has it."""

    doubt: Doubt
    mentions: tuple[Mention, ...]
    chance: float | None
    reasons: tuple[str, ...]
    decisions: tuple[Decision, ...]
    knew: tuple[str, ...]

    @classmethod
    def of(cls, question: Question) -> "Waiting":
        """Give a question as JSON has it."""
        return cls(**question._asdict())


class Side(NamedTuple):
    """An entry with the words around its quote, what it says field by field, and the matter that it is in, if any."""

    mention: Mention
    context: Context
    fields: tuple[tuple[str, str], ...]
    matter: Matter | None


class Compared(NamedTuple):
    """A field of two entries."""

    field: str
    one: str
    other: str
    agree: bool | None  # None where only one of them has it


class Asked(NamedTuple):
    """A question with all that a page shows of it."""

    question: Question
    sides: tuple[Side, ...]
    compared: tuple[Compared, ...]  # of two: each field that either has


def asked(ledger: Ledger, question: Question) -> Asked:
    """Gather what a page shows of a question."""
    sides = tuple(_side(ledger, mention, matter=question.of_two) for mention in question.mentions)
    compared = tuple(_compared(*(mention.entry for mention in question.mentions))) if question.of_two else ()
    return Asked(question, sides, compared)


def said(entry: Entry) -> tuple[tuple[str, str], ...]:
    """Say what an entry says, field by field, in plain words; without its words and what is empty."""
    lines = ((field, _words(entry, field)) for field in fields_of(entry) if field not in _NOT_COMPARED)
    return tuple((_label(field), words) for field, words in lines if words)


def _side(ledger: Ledger, mention: Mention, *, matter: bool) -> Side:
    text = ledger.document(mention.document).document.text
    place = mention.entry.evidence[0]
    return Side(mention, in_context(text, place), said(mention.entry), _matter(ledger, mention) if matter else None)


def _matter(ledger: Ledger, mention: Mention) -> Matter | None:
    if not isinstance(mention.entry, Commitment):
        return None
    try:
        return ledger.matter(mention.entry.id)
    except QueryError:
        return None


def _compared(one: Entry, other: Entry) -> Iterator[Compared]:
    for field in fields_of(one):
        if field in _NOT_COMPARED:
            continue
        here, there = _words(one, field), _words(other, field)
        if here or there:
            agree = _plain(one, field) == _plain(other, field) if here and there else None
            yield Compared(_label(field), here, there, agree)


def _plain(entry: Entry, field: str) -> object:
    value = getattr(entry, field)
    return frozenset(value) if isinstance(value, tuple) else value


def _words(entry: Entry, field: str) -> str:
    value = getattr(entry, field)
    if field in _DATES:
        return when(value) if value else ""
    if field in PARTIES:
        return parties(value)
    if field == "quantities":
        return quantities(value)
    if field == "area":
        return ", ".join(value)
    return one_line(written(entry, field))


def _label(field: str) -> str:
    return field.replace("_", " ")


def found(questions: Sequence[Question], key: Sequence[str]) -> int | None:
    """Give the place among some questions of that about these entries; None where there is none."""
    wanted = frozenset(key)
    return next((n for n, question in enumerate(questions) if frozenset(question.key) == wanted), None)
