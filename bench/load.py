"""How fast a result of `legation bulk` comes into a ledger: ``python -m bench.load``.

Results are made of the generator's documents (ten entries each, see `generator`), shuffled as the parts of a corpus
are, and loaded into a new file of SQLite; beside it stands what adding the same documents one by one takes. With
--stories, real stories are read by the real reader first: few of their entries are between states, so that a document
weighs more. Entries a second count the whole command: putting in order, drafting in the processes beside, keeping.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from random import Random
from typing import NamedTuple

import pyarrow as pa
from rich.console import Console
from rich.table import Table

from bench.generator import READER, documents
from legation.bulk.desk import SAID
from legation.bulk.parts import ROWS, write_part
from legation.bulk.result import DOCUMENTS, ENTRIES
from legation.bulk.schema import document_row, entry_rows
from legation.intake import Received, unpack
from legation.intake.quarantine import Quarantine
from legation.ledger import Ledger
from legation.ledger.keeping.opening import open_database
from legation.ledger.loading.loading import load
from legation.ledger.record import Read
from legation.reading import open_reader

ASKED = 3000  # entries a second
PART = 512  # documents, as `legation bulk` has them
STORIES = Path("../shared/bulk/stories.jsonl")


class Run(NamedTuple):
    """One loading, or adding one by one."""

    what: str
    documents: int
    entries: int
    wall: float  # seconds
    own: float  # seconds of the CPU that this process took
    others: float  # and those beside it

    @property
    def rate(self) -> float:
        """Entries a second."""
        return self.entries / self.wall


def written(folder: Path, read: Iterable[Read]) -> int:
    """Write what was read as a result of `legation bulk`, in parts; how many documents."""
    for inside in (DOCUMENTS, ENTRIES):
        (folder / inside).mkdir(parents=True)
    waiting, count = iter(read), 0
    while some := list(islice(waiting, PART)):
        write_part(folder, pa.array([_row(one, count + nth) for nth, one in enumerate(some)], ROWS))
        count += len(some)
    return count


def _row(read: Read, number: int) -> dict[str, object]:
    row = f"{number:032x}"
    received = Received(read.document, read.raw)
    told = document_row(received, row=row, nth=0, reader=read.reader, entries=len(read.entries))
    return told | {SAID: entry_rows(read.document.id, read.entries, row=row, nth=0)}


def generated(count: int) -> list[Read]:
    """Documents of the generator, shuffled."""
    found = [Read(made.document, made.entries, READER, made.raw) for made in islice(documents(), count)]
    Random(1815).shuffle(found)
    return found


def stories(path: Path, most: int) -> list[Read]:
    """Stories as the real reader reads them."""
    reader = open_reader("rules+tagger")
    with Quarantine() as quarantine:
        found = unpack(path, name=path.name, media="application/jsonl", quarantine=quarantine)
        taken = [one for one in islice(found, most) if isinstance(one, Received)]
    return [Read(one.document, reader.read(one.document), reader.name, one.raw) for one in taken]


def timed(what: str, thing: Callable[[], tuple[int, int]]) -> Run:
    """Time what gives how many documents and entries it kept."""
    wall, own, others = time.perf_counter(), time.process_time(), _beside()
    documents_, entries = thing()
    return Run(
        what,
        documents_,
        entries,
        time.perf_counter() - wall,
        time.process_time() - own,
        _beside() - others,
    )


def _beside() -> float:
    return sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def loaded(what: str, folder: Path, place: Path) -> Run:
    """Load a result into a new ledger."""

    def thing() -> tuple[int, int]:
        database = open_database(place, create=True)
        try:
            found = load(database, folder, lambda *_: None)
        finally:
            database.close()
        if found.barred:
            raise SystemExit(f"not loaded: {found.barred[0]}")
        return found.documents, found.entries

    return timed(what, thing)


def added(what: str, read: Sequence[Read], place: Path) -> Run:
    """Add documents one by one, in order of their dates, to a new ledger."""
    in_order = sorted(read, key=lambda one: (one.document.date or "", one.document.id))

    def thing() -> tuple[int, int]:
        entries = 0
        with Ledger.open(place, create=True) as ledger:
            for one in in_order:
                entries += ledger.add(one.document, one.entries, reader=one.reader, raw=one.raw).entries
        return len(in_order), entries

    return timed(what, thing)


def main() -> None:
    """Write results, load them and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[2_000, 20_000], help="sizes of the results")
    parser.add_argument("--one-by-one", type=int, default=1_000, metavar="N", help="documents added one by one")
    parser.add_argument("--stories", type=int, default=0, metavar="N", help=f"of {STORIES}, read first (seconds each)")
    args = parser.parse_args()
    runs = []
    with tempfile.TemporaryDirectory(prefix="legation-bench-") as name:
        folder = Path(name)
        for count in args.documents:
            written(folder / f"{count}.parquet", generated(count))
            runs.append(loaded("generated, loaded", folder / f"{count}.parquet", folder / f"{count}.db"))
        if args.one_by_one:
            runs.append(added("generated, added one by one", generated(args.one_by_one), folder / "one.db"))
        if args.stories:
            read = stories(STORIES, args.stories)
            written(folder / "stories.parquet", read)
            runs.append(loaded("stories, loaded", folder / "stories.parquet", folder / "stories.db"))
            runs.append(added("stories, added one by one", read, folder / "stories-one.db"))
    table = Table("", "documents", "entries", "entries/s", "ms/document", "CPU here", "beside", "asked")
    for run in runs:
        asked = f"{ASKED:,} {'holds' if run.rate >= ASKED else 'does not hold'}" if run.what.startswith("gen") else ""
        table.add_row(
            run.what,
            f"{run.documents:,}",
            f"{run.entries:,}",
            f"{run.rate:,.0f}",
            f"{1000 * run.wall / run.documents:.2f}",
            f"{1000 * run.own / run.documents:.2f}",
            f"{1000 * run.others / run.documents:.2f}",
            asked if "loaded" in run.what else "",
        )
    Console(width=max(Console().width, 110)).print(table)


if __name__ == "__main__":
    main()
