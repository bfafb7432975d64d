"""Ends a process that keeps somebody waiting for too long: one thread a process, however often it is waited for."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

_IDLE = 1.0  # seconds until it looks again whether anybody waits


class Watchdog:
    """Watches a process from now until `dismiss`."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._until: float | None = None  # on the clock of `monotonic`; None where nobody waits
        self._dismissed = Event()
        self.has_ended_it = False
        Thread(target=self._watch, name="legation-watchdog", daemon=True).start()

    @contextmanager
    def waiting(self, seconds: float) -> Iterator[None]:
        """End the process if what is done meanwhile takes longer, give or take a second."""
        self._until = monotonic() + seconds
        try:
            yield
        finally:
            self._until = None

    def dismiss(self) -> None:
        """Watch no more."""
        self._dismissed.set()

    def _watch(self) -> None:
        while not self._dismissed.wait(self._left()):
            until = self._until
            if until is not None and monotonic() >= until:
                self.has_ended_it = True
                self._process.kill()
                return

    def _left(self) -> float:
        until = self._until
        return _IDLE if until is None else max(until - monotonic(), 0.0)
