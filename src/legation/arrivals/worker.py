"""The thread of a server that has what was handed in read and kept, one after the other, the first to come first.

Each arrival ends as a document of the ledger, or as several, or as failed with a sentence that says why; nothing that
one of them brings about ends the thread. What is being read when the server stops waits again when it next starts.
"""

from collections.abc import Callable
from threading import Event, Thread

from legation.arrivals.apart import ReaderApart
from legation.arrivals.settling import ClosableReader, Settling
from legation.intake.fetching import Fetched, fetch_url
from legation.ledger import Ledger

_IDLE = 600.0  # seconds without anything to read after which the reader is let go, with its memory
_PAUSE = 10.0  # seconds until a ledger that could not be used is tried again
_PARTING = 15.0  # seconds that a document which is just being kept is waited for in the end


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
        self._idle, self._pause = idle, pause
        self._woken, self._stopping = Event(), Event()
        self._settling = Settling(ledger, opening=opening, fetching=fetching, stopped=self._stopping.is_set)
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
        self._settling.let_go()
        if self._thread is not None:
            self._thread.join(_PARTING)
        self._settling.let_go()  # one that was just being opened

    def work_off(self) -> None:
        """Have all that waits read and kept, here and now. Raises LedgerError where the ledger cannot be used."""
        while not self._stopping.is_set() and (arrival := self._ledger.arrivals.take()) is not None:
            self._settling.settle(arrival)

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
                self._settling.let_go()
