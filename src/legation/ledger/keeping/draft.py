"""A document that is to be kept, drafted: its rows on record and its card, made without a look at the ledger."""

from datetime import date, datetime, time
from typing import NamedTuple

from legation.ledger.keeping.card import Card, card_of
from legation.ledger.keeping.packing import pack, unpack
from legation.ledger.keeping.pressing import loosen, press
from legation.ledger.record import Read
from legation.nouns import Document


class Draft(NamedTuple):
    """A document as it goes on record if it is new there."""

    published: Document  # without its text
    raw: bytes  # pressed
    text: bytes  # pressed; empty where it is `raw` decoded from UTF-8
    reader: str
    packed: bytes  # its entries
    entries: int  # how many
    card: Card

    @property
    def id(self) -> str:
        """Document.id."""
        return self.published.id

    def added(self, now: datetime) -> datetime:
        """When it is taken to have been added: now, or still on the day by which an undated one was drafted."""
        day = date.fromisoformat(self.card.known)
        return now if self.published.date is not None or day == now.date() else datetime.combine(day, time.max)

    def opened(self) -> Read:
        """Give back what it was drafted from."""
        text = loosen(self.text or self.raw).decode()
        document = self.published.model_copy(update={"text": text})
        return Read(document, unpack(self.packed, text), self.reader, loosen(self.raw))


def draft_of(read: Read, today: str) -> Draft:
    """Draft a document that is to be added today (YYYY-MM-DD)."""
    document, entries, reader, raw = read
    text = document.text.encode()
    return Draft(
        published=document.model_copy(update={"text": ""}),
        raw=press(raw),
        text=b"" if text == raw else press(text),
        reader=reader,
        packed=pack(entries, document.text),
        entries=len(entries),
        card=card_of(document, entries, document.date or today),
    )
