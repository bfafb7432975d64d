"""A reader in a process of its own, so that pages do not wait while it reads, and what ends it costs one document.

Reading is mostly Python that holds the interpreter's lock: in a thread of the server, each page would wait for its
turn again and again. With two cores, 95 of 100 pages took up to 29 ms with nothing to read, 36 ms beside a process that
reads, and 56 ms beside a thread (`bench/arrivals.py`). What the process does is in `lectern`.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from threading import Event, Lock, Timer
from typing import Any

from pydantic import TypeAdapter

from legation.errors import ReaderFault, ReaderLost
from legation.nouns import Document, Entry

PATIENCE = 1800.0
"""Seconds that one document may take; the largest that is taken in, 20 MB of prose, takes some 200."""
_MODULE = "legation.arrivals.lectern"
_ENTRIES: TypeAdapter[tuple[Entry, ...]] = TypeAdapter(tuple[Entry, ...])


class ReaderApart:
    """A reader (see `legation.reading.Reader`) whose reading is done by a process of its own, until `close`."""

    name: str

    def __init__(self, *, patience: float = PATIENCE, module: str = _MODULE) -> None:
        """Start the process; its models load there, in a second or two. Raises ReaderLost where they do not."""
        self._patience = patience
        self._speaking = Lock()
        # -P: what lies in the folder that the server was started from is no module of ours.
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("LEGATION_DEBUG") else subprocess.DEVNULL,
        )
        try:
            self.name = str(self._told(None)["reader"])
        except ReaderLost:
            self.close()
            raise ReaderLost("the reader does not start: with LEGATION_DEBUG=1 the server says why") from None

    def read(self, document: Document) -> tuple[Entry, ...]:
        """Entries of a document, in order of their place in the text.

        Raises ReaderFault for a bug that the document brought out, and ReaderLost where the process ended or took too
        long; after that it is of no more use.
        """
        late = Event()

        def give_up() -> None:
            late.set()
            self._process.kill()

        overdue = Timer(self._patience, give_up)
        overdue.daemon = True
        overdue.start()
        try:
            told = self._told(document.model_dump_json())
        except ReaderLost:
            if late.is_set():
                minutes = f"{self._patience / 60:g} minutes"
                raise ReaderLost(f"{document.name}: reading it took longer than {minutes}, and was given up") from None
            raise ReaderLost(f"{document.name}: the reader ended while it read this; try it once more") from None
        finally:
            overdue.cancel()
        if "fault" in told:
            raise ReaderFault(f"{document.name}: {told['fault']}")
        return _ENTRIES.validate_python(told["entries"])

    def close(self) -> None:
        """End the process, whatever it is at. May be called from any thread, and again."""
        self._process.kill()
        self._process.wait()
        with self._speaking:  # whoever was waiting for a line has been told by now that there is none
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    with suppress(OSError):
                        stream.close()

    def _told(self, line: str | None) -> dict[str, Any]:
        """Say a line, and hear what the process has to say to it."""
        with self._speaking:
            hears, says = self._process.stdin, self._process.stdout
            if hears is None or says is None or hears.closed:
                raise ReaderLost("the reader was ended")
            try:
                if line is not None:
                    hears.write(f"{line}\n".encode())
                    hears.flush()
                heard = says.readline()
            except OSError as error:
                raise ReaderLost("the reader was ended") from error
        if not heard.endswith(b"\n"):
            raise ReaderLost("the reader was ended")
        found: dict[str, Any] = json.loads(heard)
        return found
