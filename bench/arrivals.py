"""How long pages take while documents that were handed in are read: in a thread of the server, and in a process.

    python bench/arrivals.py [--documents 100] [--rounds 2]

Serves a ledger of the samples, hands in so many texts made of them, and asks for pages one after the other from a
process of its own until all are kept; for comparison, also with nothing to read. Prints milliseconds a page. Each time
the ledger is a new one, and the pages are of what the texts do not change.
"""

import argparse
import http.client
import json
import multiprocessing
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median, quantiles

import uvicorn

from legation.arrivals.apart import ReaderApart
from legation.arrivals.settling import ClosableReader
from legation.arrivals.worker import Worker
from legation.intake import receive
from legation.ledger import Ledger
from legation.nouns import Document, Entry
from legation.reading import open_reader
from legation.web import create_app

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))
LATE = tuple(sample for sample in SAMPLES if sample.name > "2021-04")  # what is handed in leaves the pages as they are
PAGES = (
    "/dossier/RUS+PAK?as_of=2021-01",
    "/document/2015-07-03-hopes-for-ufa",
    "/help",
    "/search?q=pipeline&as_of=2020",
)
_PAUSE = 0.05  # seconds between two pages: some ten people who read


class Within:
    """A reader in the thread itself."""

    def __init__(self) -> None:
        self._reader = open_reader()
        self.name = self._reader.name

    def read(self, document: Document) -> tuple[Entry, ...]:
        """Read."""
        return self._reader.read(document)

    def close(self) -> None:
        """Nothing: it goes with the thread."""


def ask(port: int, stop: Connection) -> None:
    """Ask for pages until told to stop, and give how long each took, in milliseconds."""
    line = http.client.HTTPConnection("127.0.0.1", port)
    took = []
    while not stop.poll():
        for page in PAGES:
            begun = time.perf_counter()
            line.request("GET", page)
            answer = line.getresponse()
            answer.read()
            assert answer.status == 200, (page, answer.status)
            took.append((time.perf_counter() - begun) * 1000)
            time.sleep(_PAUSE)
    stop.recv()
    stop.send(took)


def measure(path: Path, opening: Callable[[], ClosableReader] | None, documents: int) -> tuple[list[float], float]:
    """Milliseconds of each page, and seconds until all were kept."""
    app = create_app(path)
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    serving = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    serving.start()
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    port = listener.getsockname()[1]
    asking = multiprocessing.get_context("spawn").Process(target=ask, args=(port, theirs))
    with Ledger.open(path) as ledger:
        worker = None
        if opening is not None:
            opened = opening()  # what it takes to load is not measured
            worker = Worker(ledger, opening=lambda: opened)
        asking.start()
        time.sleep(2)
        begun = time.perf_counter()
        if worker is None:
            time.sleep(5)
        else:
            stamp = time.time_ns()
            for number in range(documents):
                text = LATE[number % len(LATE)].read_bytes() + f"\nCopy {number} of {stamp}.\n".encode()
                ledger.arrivals.hand_in(f"copy-{number}", text, who="bench")
            worker.start()
            while ledger.arrivals.waiting():
                time.sleep(0.05)
        seconds = time.perf_counter() - begun
        ours.send("stop")
        took: list[float] = ours.recv()
        if worker is not None:
            worker.stop()
    asking.join()
    server.should_exit = True
    serving.join()
    return took, seconds


def begin(path: Path) -> None:
    """Make the ledger of the samples."""
    reader = open_reader()
    with Ledger.open(path, create=True) as ledger:
        for sample in SAMPLES:
            received = receive(sample.read_bytes(), name=sample.stem)
            ledger.add(received.document, reader.read(received.document), reader=reader.name, raw=received.raw)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "legation.db"
        begin(path)
        ways: tuple[tuple[str, Callable[[], ClosableReader] | None], ...] = (
            ("nothing to read", None),
            ("read in a thread", Within),
            ("read in a process", ReaderApart),
        )
        for _ in range(given.rounds):
            for way, opening in ways:
                fresh = Path(folder) / "fresh.db"
                shutil.copy(path, fresh)
                took, seconds = measure(fresh, opening, given.documents)
                for file in Path(folder).glob("fresh.db*"):
                    file.unlink()
                percentiles = quantiles(took, n=100)
                told = {
                    "way": way,
                    "pages": len(took),
                    "median_ms": round(median(took), 1),
                    "p95_ms": round(percentiles[94], 1),
                    "p99_ms": round(percentiles[98], 1),
                    "worst_ms": round(max(took), 1),
                    "documents_a_second": round(given.documents / seconds, 1) if opening else None,
                }
                print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
