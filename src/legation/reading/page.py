"""A document made ready for reading: parsed, with its parties, persons, statements and numbers laid out."""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from legation.nouns import Document, Evidence
from legation.reading.attribution import Statement, statements
from legation.reading.cast import Cast
from legation.reading.names import PartyAt, is_bilateral, main_parties, parties_at
from legation.reading.paragraphs import Stretch, body_start
from legation.reading.parse import parse
from legation.reading.parties import find_parties
from legation.reading.people import People
from legation.reading.quantities import FoundQuantity, find_quantities

_MORE = re.compile(
    r"\b(?<!\d,)(?P<number>\d{1,3}(?:,\d{3})+|\d{1,9})\s(?:more|others)\b(?=\s*[.,;:”\"’\n)]|\s(?:and|to|by|would|will|in|at|on|were|was|are|is)\b|\s*$)"
)
_LEAD = 2_000


class Page:
    """One document, ready for the rules."""

    def __init__(self, document: Document, stretches: Sequence[Stretch] | None = None) -> None:
        """Parses the text, or those stretches of it that may hold an entry: the costly step of reading."""
        self.document = document
        self.doc: Doc = parse(document.text, stretches)
        self.today = _day(document.date)
        self.body = body_start(document.text)  # offset where the report begins
        self.lead = document.text[self.body : self.body + _LEAD]  # what the report is about
        self.parties: PartyAt = parties_at(self.doc, self.today.year if self.today else None)
        self.main = main_parties(self.doc, self.parties)
        self.bilateral = is_bilateral(self.parties)
        # a cabinet's or ministry's own text speaks for it: "we", "the President"
        self.issuer = tuple(n.code for n in find_parties(document.source or "") if n.form != "company")[:1]
        self.home = self._home()
        self.people = People(self.doc, self.parties, self.home, year=self.today.year if self.today else None)
        self.statements: list[Statement] = statements(self.doc)
        self.cast = Cast(
            self.doc, self.parties, self.people, self.statements, self.main, issuer=self.issuer, home=self.home
        )
        self.quantities: list[FoundQuantity] = _completed(document.text, find_quantities(document.text))
        self._quantity_starts = [q.start for q in self.quantities]

    def _home(self) -> tuple[str, ...]:
        """Where a bare office belongs: the state of the dateline, then those the document is about."""
        if self.issuer:
            return tuple(dict.fromkeys([*self.issuer, *self.main]))
        place = [n.code for n in find_parties(self.document.dateline or "")]
        return tuple(dict.fromkeys([*place[:1], *self.main])) if place and place[0] in self.main[:3] else self.main

    def quote(self, tokens: list[Token]) -> Evidence:
        """The exact words of a run of tokens."""
        start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
        return Evidence(start=start, end=end, quote=self.document.text[start:end])

    def is_party(self, token: Token | None) -> bool:
        """Whether a noun phrase names someone who can act."""
        return token is not None and bool(self.cast.parties(token))

    def words(self, first: int, behind: int) -> str:
        """Text of a token range."""
        return self.doc[first:behind].text

    def numbers(self, start: int, end: int) -> list[FoundQuantity]:
        """Quantities that lie within an offset range."""
        found = []
        for quantity in self.quantities[bisect_left(self._quantity_starts, start) :]:
            if quantity.start >= end:
                break
            if quantity.end <= end:
                found.append(quantity)
        return found

    def named(self, tokens: list[Token]) -> tuple[str, ...]:
        """Codes of the parties named, by name or person, in a run of tokens."""
        codes: dict[str, None] = {}
        for token in tokens:
            if token.i in self.parties:
                codes.setdefault(self.parties[token.i].code)
            elif token.i in self.people.at:
                for code in self.people.at[token.i].codes:
                    codes.setdefault(code)
        return tuple(codes)


def _completed(text: str, found: list[FoundQuantity]) -> list[FoundQuantity]:
    """Quantities with those that leave their unit to the one before: "50,000 doses ... and 150,000 more"."""
    added: list[FoundQuantity] = []
    ends = [q.end for q in found]
    for match in _MORE.finditer(text):
        n = bisect_left(ends, match.start())
        if n and not any(q.start < match.end() and match.start() < q.end for q in found[max(0, n - 1) : n + 2]):
            value = int(match["number"].replace(",", ""))
            added.append(
                FoundQuantity(match.start(), match.end(), value, found[n - 1].unit, additional=True, bound="exact")
            )
    return sorted([*found, *added])


def _day(date: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(date) if date else None
    except ValueError:
        return None
