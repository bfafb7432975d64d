"""What the pages cost when the ledger is large: ``python -m bench.web 100000.db --first 10000.db``.

Serves a ledger that `bench.ledger` built, by ``legation serve`` in a process of its own, and asks for each page as a
browser does. Times are medians, and 95th percentiles, of many, warm; beside them stands how many times as long as the
style sheet they take, which the same server gives from a file, so that machines can be compared. Then twenty readers
ask at once for what they like while documents, read already, are taken in by another process. The ledgers gain a few
documents by it: give copies.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import multiprocessing
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from bench.generator import READER, STATES, Made, documents
from legation.ledger import Ledger
from legation.ledger.record import Read

ASKED = 0.2  # seconds that a page may take, by its median
AT_ONCE = 20
ROUNDS = 15
HEAVIEST = 300_000  # bytes of a page before its charts
PAUSE = 4.0  # seconds that a reader looks at a page, on average
FIRST = 1.0  # seconds from the start to the first page
STYLES = "/static/legation.css"


class Page(NamedTuple):
    """What one page cost."""

    path: str
    times: Sequence[float]  # seconds
    size: int  # bytes
    charts: int  # bytes of it that are the data of charts, and their tables

    @property
    def median(self) -> float:
        """Median of the times."""
        return statistics.median(self.times)


def addresses(place: str) -> list[str]:
    """Pages of every kind: of the busiest pair, of a matter of theirs, of a document."""
    with Ledger.open(place) as ledger:
        pair = "+".join(sorted(STATES[:2]))
        matter = ledger.matters(STATES[:2], latest=1)[0]
        document = ledger.catalogue(latest=1)[0]
        last = (document.date or "")[:7]
        middle = str(int(last[:4]) - 17)
    step = matter.history[-1].mention
    return [
        "/",
        f"/?as_of={middle}",
        "/dossiers",
        f"/dossier/{pair}",
        f"/dossier/{pair}?as_of={middle}",
        f"/dossier/{pair}?area=energy&q=pipeline",
        f"/matter/{matter.id}",
        f"/document/{document.id}",
        "/documents",
        "/review",
        "/search?q=gas+pipeline",
        "/search?q=the",
        f"/network?since={int(last[:4]) - 1}",
        "/network",
        f"/calendar/{last}",
        "/take-in",
        "/log",
        f"/log/{step.entry.id}",
        "/help",
        "/settings",
        f"/feed/dossier/{pair}.atom",
        "/api/v1/matters?limit=50",
        STYLES,
    ]


@contextmanager
def serving(place: str) -> Iterator[tuple[int, float, float]]:
    """Serve a ledger; its port, and the seconds to its first page, from the command and once its address is told."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    began = time.perf_counter()
    command = [sys.executable, "-m", "legation", "serve", "--ledger", place, "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert server.stdout
        server.stdout.readline()
        up = time.perf_counter()
        while True:
            try:
                ask(http.client.HTTPConnection("127.0.0.1", port, timeout=60), "/")
            except ConnectionRefusedError:
                time.sleep(0.01)
            else:
                break
        there = time.perf_counter()
        yield port, there - began, there - up
    finally:
        server.terminate()
        server.wait()


def ask(connection: http.client.HTTPConnection, path: str) -> bytes:
    """Ask for a page. Raises RuntimeError where the answer is none."""
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answers {answer.status}")
    return body


def measured(port: int, path: str) -> Page:
    """Time one page, warm."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    body = ask(connection, path)
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        body = ask(connection, path)
        times.append(time.perf_counter() - began)
    charts = sum(len(piece.split(b"</figure>")[0]) for piece in body.split(b'<figure class="chart"')[1:])
    return Page(path, times, len(body), charts)


def crowd(port: int, paths: Sequence[str], seconds: float, pause: float) -> list[float]:
    """Have twenty readers ask for pages at once for a while, with pauses of so many seconds on average; all times."""
    until = time.monotonic() + seconds
    times: list[float] = []

    def read(seed: int) -> None:
        choose = random.Random(seed)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        time.sleep(choose.uniform(0, 2 * pause))
        while time.monotonic() < until:
            began = time.perf_counter()
            ask(connection, choose.choice(paths))
            times.append(time.perf_counter() - began)
            time.sleep(choose.uniform(0, 2 * pause))

    readers = [threading.Thread(target=read, args=(seed,)) for seed in range(AT_ONCE)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return times


def _again(made: Made, day: str | None, mark: str) -> Read:
    """Make another document of one: its words on another day, under other bytes, so that every id is another."""
    raw = made.raw + f"\n{mark}".encode()
    digest = hashlib.sha256(raw).hexdigest()
    changes = {"id": f"sha256:{digest}", "text": raw.decode(), "date": day}
    entries = [
        entry.model_copy(update={"id": f"e{hashlib.sha256(f'{digest}{entry.id}'.encode()).hexdigest()[:12]}"})
        for entry in made.entries
    ]
    return Read(made.document.model_copy(update=changes), entries, READER, raw)


def take_in(place: str, seconds: float, told: multiprocessing.SimpleQueue[int]) -> None:
    """Add documents that are read already, one after the other, for a while; how many."""
    with Ledger.open(place) as ledger:
        last = ledger.catalogue(latest=1)[0].date
        until, added = time.monotonic() + seconds, 0
        for made in documents():
            if time.monotonic() > until:
                break
            read = _again(made, last, f"{until}")
            ledger.add(read.document, read.entries, reader=read.reader, raw=read.raw)
            added += 1
    told.put(added)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", help="a ledger that bench.ledger built")
    parser.add_argument("--first", help="a smaller one, for the time to the first page")
    parser.add_argument("--seconds", type=float, default=20, help="how long twenty read at once")
    given = parser.parse_args()
    console = Console()
    if given.first:
        starts = []
        for _ in range(3):
            with serving(given.first) as (_, *seconds):
                starts.append(seconds)
        whole, answer = (statistics.median(times) for times in zip(*starts, strict=True))
        console.print(
            f"first page: {answer:.2f} s after the address is told (asked {FIRST:.1f}), {whole:.2f} s after the command"
        )
    paths = addresses(given.ledger)
    with serving(given.ledger) as (port, whole, answer):
        console.print(f"of the large one: {answer:.2f} s and {whole:.2f} s")
        pages = [measured(port, path) for path in paths]
        base = pages[-1].median
        table = Table("page", "median ms", "95 % ms", "times a file", "kB", "kB before charts", box=None)
        for page in pages:
            slow, heavy = page.median > ASKED, page.size - page.charts > HEAVIEST
            table.add_row(
                page.path,
                f"{1000 * page.median:.0f}{' !' if slow else ''}",
                f"{1000 * sorted(page.times)[-1 - len(page.times) // 20]:.0f}",
                f"{page.median / base:.0f}",
                f"{page.size / 1000:.0f}",
                f"{(page.size - page.charts) / 1000:.0f}{' !' if heavy else ''}",
            )
        console.print(table)
        for pause in (PAUSE, 0.0):
            told: multiprocessing.SimpleQueue[int] = multiprocessing.get_context("spawn").SimpleQueue()
            asked = (given.ledger, given.seconds, told)
            taking = multiprocessing.get_context("spawn").Process(target=take_in, args=asked)
            taking.start()
            times = sorted(crowd(port, paths, given.seconds, pause))
            taking.join()
            if taking.exitcode:
                raise SystemExit("nothing could be taken in meanwhile")
            console.print(
                f"{AT_ONCE} readers for {given.seconds:.0f} s, {pause:.0f} s at each page; {told.get()} documents "
                f"taken in meanwhile: {len(times)} pages, median {1000 * statistics.median(times):.0f} ms, "
                f"95 % {1000 * times[int(0.95 * len(times))]:.0f} ms, slowest {1000 * times[-1]:.0f} ms, none failed"
            )


if __name__ == "__main__":
    main()
