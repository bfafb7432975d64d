"""The thread of a server that has what was handed in read and kept, one after the other, the first to come first.

Each arrival ends as a document of the ledger, or as failed with a sentence that says why; nothing that one of them
brings about ends the thread. What is being read when the server stops waits again when it next starts.
"""

from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import Protocol

from legation import __version__
from legation.arrivals.admission import admit
from legation.arrivals.apart import ReaderApart
from legation.errors import AddressRefused, LegationError, ReaderLost
from legation.intake import receive
from legation.intake.fetching import Fetched, fetch_url, only_text
from legation.ledger import Ledger
from legation.ledger.keeping.arrivals import Arrival
from legation.nouns import Document, Entry

_IDLE = 600.0  # seconds without anything to read after which the reader is let go, with its memory
_PAUSE = 10.0  # seconds until a ledger that could not be used is tried again
_PARTING = 15.0  # seconds that a document which is just being kept is waited for in the end


class ClosableReader(Protocol):
    """A reader that holds on to something until it is closed; `close` may be called from another thread."""

    @property
    def name(self) -> str:
        """Name and version."""

    def read(self, document: Document) -> tuple[Entry, ...]:
        """Entries of a document; raises LegationError where it cannot go on."""

    def close(self) -> None:
        """Let go, and break off what is being read."""


class Worker:
    """Has arrivals read from `start` to `stop`; `wake` it when something was handed in."""

    def __init__(
        self,
        ledger: Ledger,
        *,
        opening: Callable[[], ClosableReader] = ReaderApart,
        fetching: Callable[[str], Fetched] = fetch_url,
        idle: float = _IDLE,
        pause: float = _PAUSE,
    ) -> None:
        self._ledger = ledger
        self._opening = opening
        self._fetching = fetching
        self._idle, self._pause = idle, pause
        self._woken, self._stopping = Event(), Event()
        self._reader: ClosableReader | None = None
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin, with what an earlier server left waiting or half read."""
        self._thread = Thread(target=self._work, name="legation-arrivals", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Look for what was handed in."""
        self._woken.set()

    def stop(self) -> None:
        """End, within seconds: a document that is being read is broken off, and waits for the next start."""
        self._stopping.set()
        self._woken.set()
        self._let_go()
        if self._thread is not None:
            self._thread.join(_PARTING)
        self._let_go()  # one that was just being opened

    def work_off(self) -> None:
        """Have all that waits read and kept, here and now. Raises LedgerError where the ledger cannot be used."""
        while not self._stopping.is_set() and (arrival := self._ledger.arrivals.take()) is not None:
            self._settle(arrival)

    def _work(self) -> None:
        resumed = False
        while not self._stopping.is_set():
            self._woken.clear()
            try:
                if not resumed:
                    self._ledger.arrivals.resume()
                    resumed = True
                self.work_off()
            except Exception:  # noqa: BLE001 - most likely of the ledger itself, so that nothing can be noted now
                resumed = False
                self._stopping.wait(self._pause)
                continue
            if not self._woken.wait(self._idle):
                self._let_go()

    def _settle(self, arrival: Arrival) -> None:
        """Have one arrival read and kept, or note why not. Raises LedgerError where not even that can be noted."""
        try:
            self._keep(arrival)
        except ReaderLost as lost:
            self._let_go()
            reason = str(lost)
        except LegationError as error:
            reason = str(error)
        except Exception as error:  # noqa: BLE001 - a bug that one document brings out must not cost the others
            met = f"a bug in Legation {__version__} ({type(error).__name__}: {error})"
            reason = f"{arrival.name}: {met}; please report it to whoever gave you Legation, with the text"
        else:
            return
        if not self._stopping.is_set():  # else it is none of its own fault, and waits for the next start
            self._ledger.arrivals.failed(arrival.number, reason)

    def _keep(self, arrival: Arrival) -> None:
        ledger, name = self._ledger, arrival.name
        raw = ledger.arrivals.raw(arrival.number)
        if raw is None:
            fetched = self._fetched(arrival.url or "")
            raw, name = fetched.raw, fetched.name
        received = receive(raw, name=name, date=arrival.date, source=arrival.source)
        reader = self._open_reader()
        admitted = admit(ledger, received, reader, reader.read)
        if admitted is not None:
            document = received.document.id
            ledger.arrivals.kept(arrival.number, document, admitted.entries, known=not admitted.new)

    def _fetched(self, url: str) -> Fetched:
        if not self._ledger.preferences.fetching:  # somebody may have switched it off meanwhile
            raise AddressRefused(f"{url}: fetching is switched off in the settings of this ledger")
        return only_text(self._fetching(url))

    def _open_reader(self) -> ClosableReader:
        if self._stopping.is_set():
            raise ReaderLost("the server stops")
        reader = self._reader = self._reader or self._opening()
        if self._stopping.is_set():  # while it was being opened
            self._let_go()
        return reader

    def _let_go(self) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            with suppress(OSError):
                reader.close()
