"""The ledger asked by words, and by when what it holds came on record."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import Connection

from legation.days import end_of, start_of
from legation.ledger.copies.kinds import Copy
from legation.ledger.keeping import views
from legation.ledger.keeping.order import first_ord
from legation.ledger.keeping.story import copies_of, story
from legation.ledger.narrow import WHOLE, Narrow
from legation.ledger.record import Story
from legation.ledger.review.log import Log, log
from legation.ledger.review.recorded import recorded
from legation.ledger.search.facets import Facets, facets
from legation.ledger.search.newest import Recorded, newest
from legation.ledger.search.query import parsed
from legation.ledger.search.searching import Asked, Found, search
from legation.nouns import Area, Kind, Mention, Stage


class Inquiry(ABC):
    """What `Ledger` has for who searches, or follows what comes in. Each method is one transaction.

    `parties`, `as_of` and `narrow` are as in `Ledger`.
    """

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Connection]: ...

    def search(
        self,
        typed: str,
        *,
        parties: Collection[str] = (),
        kinds: Collection[Kind] = (),
        areas: Collection[Area] = (),
        stages: Collection[Stage] = (),
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        limit: int = 20,
        skip: int = 0,
    ) -> Found:
        """Search entries and documents for words, "a phrase", -without, one OR other, begin*; so many of each.

        `skip` passes over so many of each, for the pages after the first.

        Parties all have to be involved; of kinds, areas and stages one each, and with any of these no documents are
        given. `since` and `until` bound the day of publication. Raises QueryError where there is no word to look for.
        """
        last = min(views.known_by(as_of), views.known_by(until))
        first = 0 if since is None else first_ord(start_of(since))
        asked = Asked(parsed(typed), parties, kinds, areas, stages, first, last)
        with self._reading() as connection:
            return search(connection, asked, limit, skip)

    def facets(self, narrow: Narrow, *, parties: Collection[str] = (), as_of: str | None = None) -> Facets:
        """Count the entries that are left, by what else they can be narrowed to. Raises QueryError for signs alone."""
        with self._reading() as connection:
            return facets(connection, parties, narrow, views.known_by(as_of))

    def newest(
        self, narrow: Narrow = WHOLE, *, parties: Collection[str] = (), as_of: str | None = None, most: int = 50
    ) -> tuple[Recorded, ...]:
        """Entries that came on record last, whenever they were published, the newest first."""
        with self._reading() as connection:
            return newest(connection, parties, narrow, views.known_by(as_of), most)

    def recorded(self, mentions: Sequence[Mention]) -> tuple[datetime, ...]:
        """Say of each mention when its document was first kept, or when a person last decided on it, if later; UTC."""
        with self._reading() as connection:
            return recorded(connection, [(mention.document, mention.entry.id) for mention in mentions])

    def story(self, document: str, *, as_of: str | None = None) -> Story:
        """Say where a document, by its id, was published, and which other documents tell its story."""
        until = None if as_of is None else end_of(as_of)
        with self._reading() as connection:
            return story(connection, document, until)

    def copies(self, documents: Iterable[str], *, as_of: str | None = None) -> tuple[Copy, ...]:
        """Say what documents, by their ids, and all that hangs together with them are of each other."""
        with self._reading() as connection:
            return copies_of(connection, set(documents), views.known_by(as_of))

    def log(self, *, by: str | None = None, before: str | None = None, most: int = 50) -> Log:
        """Give so many decisions, of everyone or of one person, the latest first, or from the one of this id back."""
        with self._reading() as connection:
            return log(connection, by, before, most)
