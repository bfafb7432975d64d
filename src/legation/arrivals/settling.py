"""What becomes of one arrival: it is read and kept, whole or as the documents that are found in it, or fails."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import chain
from typing import NamedTuple, Protocol

from legation import __version__
from legation.arrivals.admission import Admitted, admit, failure_of
from legation.arrivals.apart import ReaderApart
from legation.errors import AddressRefused, EmptyDocument, LedgerError, LegationError, ReaderLost
from legation.intake import Received, Refused, unpack, unpack_fetched
from legation.intake.fetching import Fetched, fetch_url
from legation.intake.media import PLAIN, ending_of, media_of
from legation.intake.quarantine import Quarantine
from legation.ledger import Ledger
from legation.ledger.keeping.arrival import Arrival
from legation.nouns import Document, Entry

Found = Iterator[Received | Refused]


class Settled(NamedTuple):
    """What has become of an arrival."""

    reason: str | None = None  # why it failed; None where it is kept
    entries: int = 0
    parts: int | None = None  # how many documents were found in it, where it holds several
    known: bool = False  # whether the one document had been kept before


class ClosableReader(Protocol):
    """A reader that holds on to something until it is closed; `close` may be called from another thread."""

    @property
    def name(self) -> str:
        """Name and version."""

    def read(self, document: Document) -> tuple[Entry, ...]:
        """Entries of a document; raises LegationError where it cannot go on."""

    def close(self) -> None:
        """Let go, and break off what is being read."""


class Settling:
    """Opens, reads and keeps what was handed in; reader and quarantine are started when they are first needed."""

    def __init__(
        self,
        ledger: Ledger,
        *,
        opening: Callable[[], ClosableReader] = ReaderApart,
        fetching: Callable[[str], Fetched] = fetch_url,
        stopped: Callable[[], bool] = lambda: False,
        quarantine: Quarantine | None = None,
    ) -> None:
        """Where `stopped` says so, nothing more is begun, and what is broken off counts as nobody's failure."""
        self._ledger = ledger
        self._opening = opening
        self._fetching = fetching
        self._stopped = stopped
        self._reader: ClosableReader | None = None
        self.quarantine = Quarantine() if quarantine is None else quarantine

    def settle(self, arrival: Arrival) -> Settled:
        """Have one arrival read and kept, or note why not.

        Raises LedgerError where not even that can be noted.
        """
        try:
            return self._keep(arrival)
        except Exception as error:  # noqa: BLE001 - a bug that one document brings out must not cost the others
            reason = self._reason(error, arrival.name)
            if not self._stopped():  # else it is none of its own fault, and waits for the next start
                self._ledger.arrivals.failed(arrival.number, reason)
            return Settled(reason=reason)

    def admit(self, received: Received) -> Admitted:
        """Have a document read and kept. Raises LegationError."""
        reader = self._open_reader()
        admitted = admit(self._ledger, received, reader, reader.read)
        assert admitted is not None  # noqa: S101 - for mypy: this reader gives entries, or raises
        return admitted

    def attempt(self, found: Received | Refused, *, who: str, within: int | None = None) -> Admitted | None:
        """Have a document read and kept, or note why not, and give None. Raises LedgerError, and where it stops."""
        if isinstance(found, Refused):
            failure = failure_of(found)
        else:
            try:
                return self.admit(found)
            except LedgerError:
                raise
            except Exception as error:
                if self._stopped():
                    raise
                failure = failure_of(found, self._reason(error, found.document.name))
        self._ledger.arrivals.note(failure, who=who, within=within)
        return None

    def let_go(self) -> None:
        """Close reader and quarantine, and break off what they are at. Another document opens others."""
        self._close_reader()
        self.quarantine.close()

    def _keep(self, arrival: Arrival) -> Settled:
        raw = self._ledger.arrivals.raw(arrival.number)
        found = self._fetched(arrival) if raw is None else self._opened(arrival, raw)
        first, second = next(found, None), next(found, None)
        if first is None:
            raise EmptyDocument(f"{arrival.name}: there is no document in it")
        if second is not None:
            return self._keep_all(arrival, chain((first, second), found))
        if isinstance(first, Refused):
            raise first.error
        if raw is not None:  # it is called what it was called when it was handed in
            first = first._replace(document=first.document.model_copy(update={"name": arrival.name}))
        admitted = self.admit(first)
        self._ledger.arrivals.kept(arrival.number, first.document.id, admitted.entries, known=not admitted.new)
        return Settled(entries=admitted.entries, known=not admitted.new)

    def _keep_all(self, arrival: Arrival, found: Found) -> Settled:
        """Keep all documents found in one arrival, each of which leaves a line of its own."""
        parts = entries = 0
        for one in found:
            if isinstance(one, Refused) and one.whole:
                raise one.error  # what was found before stands
            parts += 1
            admitted = self.attempt(one, who=arrival.who, within=arrival.number)
            if admitted is not None and isinstance(one, Received):
                entries += admitted.entries
                known = not admitted.new
                self._ledger.arrivals.found(arrival, one.document, admitted.entries, one.origin, known=known)
        self._ledger.arrivals.opened(arrival.number, parts, entries)
        return Settled(entries=entries, parts=parts)

    def _opened(self, arrival: Arrival, raw: bytes) -> Found:
        media = arrival.media or media_of(arrival.origin or "")
        plain = ending_of(media) == ending_of(PLAIN) and media_of(arrival.name) is None
        return unpack(
            raw,
            name=arrival.name if plain else f"{arrival.name}{ending_of(media)}",
            label=arrival.origin,
            media=media,
            url=arrival.url,
            title=arrival.title,
            date=arrival.date,
            source=arrival.source,
            quarantine=self.quarantine,
        )

    def _fetched(self, arrival: Arrival) -> Found:
        url = arrival.url or ""
        if not self._ledger.preferences.fetching:  # somebody may have switched it off meanwhile
            raise AddressRefused(fetching_off(url))
        fetched = self._fetching(url)
        told = {"title": arrival.title, "date": arrival.date, "source": arrival.source}
        return unpack_fetched(fetched, url, self.quarantine, **told)

    def _open_reader(self) -> ClosableReader:
        if self._stopped():
            raise ReaderLost("the server stops")
        reader = self._reader = self._reader or self._opening()
        if self._stopped():  # while it was being opened
            self._close_reader()
        return reader

    def _close_reader(self) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            with suppress(OSError):
                reader.close()

    def _reason(self, error: Exception, name: str) -> str:
        if isinstance(error, ReaderLost):
            self._close_reader()
        if isinstance(error, LegationError):
            return str(error)
        met = f"a bug in Legation {__version__} ({type(error).__name__}: {error})"
        return f"{name}: {met}; please report it to whoever gave you Legation, with the text"


def fetching_off(url: str) -> str:
    """Sentence for a URL where nothing is fetched."""
    return f"{url}: fetching is switched off for this ledger; `legation ledger fetching on` switches it on"
