"""Selections for tests of exports: documents and matters made by hand, where a ledger has its excerpt."""

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from legation.exports import Counts, Write
from legation.exports.selection import Selection, Settings
from legation.ledger.excerpt import Recorded, Review, Stated
from legation.ledger.review.decisions import Decision
from legation.nouns import Document, Matter, Mention

UNREVIEWED = Review()
AT = datetime(2024, 5, 1, 12, tzinfo=UTC)


class Handmade:
    """A source of what is exported."""

    def __init__(self, documents: Sequence[Recorded] = (), matters: Sequence[Matter] = ()) -> None:
        self._documents = documents
        self._matters = matters

    @property
    def size(self) -> int:
        """How many documents there are."""
        return len(self._documents)

    def documents(self) -> Iterator[Recorded]:
        """Documents, in the order given."""
        return iter(self._documents)

    def matters(self) -> Iterator[Matter]:
        """Matters, in the order given."""
        return iter(self._matters)


def recorded(
    *mentions: Mention, decisions: Iterable[Decision] = (), review: Review = UNREVIEWED, **fields: Any
) -> Recorded:
    """A document that states these, all of it; fields of the document can be given."""
    first = mentions[0]
    document = Document(
        id=first.document, name=first.doc, text="", date=first.reported, source=first.source, language="en"
    ).model_copy(update=fields)
    stated = tuple(Stated(Mention.of(document, mention.entry), review) for mention in mentions)
    return Recorded(document, stated, "hand/1", AT, tuple(decisions))


def selection(
    *documents: Recorded, matters: Sequence[Matter] = (), as_of: str | None = None, **settings: Any
) -> Selection:
    """A selection of these."""
    return Selection(Handmade(documents, matters), AT, as_of=as_of, settings=Settings(**settings))


def written(write: Write, of: Selection) -> tuple[bytes, Counts]:
    """What a format writes of a selection, and how many it says that there are of what."""
    to = io.BytesIO()
    counts = write(of, to)
    return to.getvalue(), counts


def lines(write: Write, of: Selection) -> list[dict[str, Any]]:
    """Objects of JSON that a format writes, a line each."""
    return [json.loads(line) for line in written(write, of)[0].split(b"\n") if line]
