"""What the ledger gives back of what it keeps."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from legation.nouns import Document, Entry, Mention, Noun, Relation


class Read(NamedTuple):
    """A document with what a reader put on the record of it: what the ledger is given."""

    document: Document
    entries: Sequence[Entry]
    reader: str  # name and version
    raw: bytes  # as received


class Added(NamedTuple):
    """What became of a document that was added."""

    new: bool  # whether it had not been kept with this reader before
    entries: int  # how many entries are kept of it with this reader
    moved: bool = False  # whether what is shown of it may have changed


class Listing(Noun):
    """A document in a list: what it is, and how much it puts on the record."""

    id: str
    name: str
    date: str | None
    source: str | None
    dateline: str | None
    entries: int
    title: str | None = None
    url: str | None = None


class Publication(Noun):
    """Where a document, as it is, was published."""

    name: str
    source: str | None
    date: str | None
    title: str | None = None
    url: str | None = None


class Edition(Noun):
    """Another document that tells the same story."""

    document: Listing
    relation: Relation | None  # of the later of the two to the earlier; None where a third one lies between them
    later: bool  # whether the other one is the later


class Story(Noun):
    """Where a document was published, and what else tells its story, in the order in which it became known."""

    places: tuple[Publication, ...]
    editions: tuple[Edition, ...]


class Counts(Noun):
    """How much there is in all, of what involves some parties."""

    documents: int
    entries: int
    meetings: int  # reports of meetings
    matters: int


class Between(Noun):
    """How often documents tell of two parties together."""

    parties: tuple[str, str]  # in order
    meetings: int  # reports of them
    undertakings: int  # reports of them


class Dealt(Noun):
    """How often documents tell of a party."""

    party: str
    meetings: int  # reports of them
    undertakings: int  # reports of them


class Kept(NamedTuple):
    """A document as kept, with its newest reading as reviewers left it."""

    document: Document
    entries: tuple[Entry, ...]
    reader: str  # name and version
    added: datetime  # when the document was first kept, UTC

    def mentions(self) -> tuple[Mention, ...]:
        """Its entries as mentions, in order of their place in the text."""
        return tuple(Mention.of(self.document, entry) for entry in self.entries)

    def listing(self) -> Listing:
        """It as a line of a list."""
        document = self.document
        return Listing(
            id=document.id,
            name=document.name,
            date=document.date,
            source=document.source,
            dateline=document.dateline,
            entries=len(self.entries),
            title=document.title,
            url=document.url,
        )
