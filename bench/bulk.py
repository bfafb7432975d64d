"""What reading a corpus costs, and what spreading it over cores adds to that: ``python -m bench.bulk``.

Every run is a process of its own, and so is the bare loop that bulk runs are held against: a reader in one process, and
what it is given by `take_in`, one document after the other. What a run takes before it reads (Daft, workers and models
are loaded, files are counted) is measured by a run over a few documents and taken off; it is told beside. The machine
has to be quiet: ratios of runs that others disturb mean nothing. `--only` measures some of it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from bench.crawl import pages, write
from bench.reading import SHARED, Line
from legation.nouns import Document, Entry
from legation.reading import Reader, open_reader

FEW = 16
"""Documents of the run by which the time before reading is measured."""
_CHILD = "from bench.bulk import child; child()"
_BARE = "from bench.bulk import bare; bare()"


class Nothing:
    """A reader that finds nothing, for what is not about reading."""

    name = "nothing/1"

    def read(self, document: Document) -> tuple[Entry, ...]:  # noqa: ARG002 - that is the point
        """Find nothing."""
        return ()


def opening(name: str) -> Reader:
    """Open a reader, or the one that finds nothing."""
    return Nothing() if name == Nothing.name else open_reader(name)


def child() -> None:
    """Do a bulk run as the arguments say, and print how far it is in lines of JSON."""
    engine, workers, reader, out, *places = sys.argv[1:]
    from legation.bulk import engine as engines  # noqa: PLC0415 - only here is Daft loaded
    from legation.bulk.desk import Terms  # noqa: PLC0415

    with engines.engine(engine):
        from legation.bulk.run import Counts, run  # noqa: PLC0415

        def watch(what: str, counts: Counts, total: int) -> None:  # noqa: ARG001
            print(json.dumps({"documents": counts.documents}), flush=True)

        terms = Terms(reader, opening=opening)
        found = run(places, Path(out), terms, workers=int(workers), local=engine == engines.LOCAL, watch=watch)
        print(json.dumps(found._asdict()), flush=True)


def bare() -> None:
    """Read what the arguments say in a loop, and print the seconds that it took after the first documents."""
    reader, *places = sys.argv[1:]
    from legation.intake import Received, locate, take_in  # noqa: PLC0415

    opened, count, began = opening(reader), 0, 0.0
    for one in take_in(locate(places)):
        if isinstance(one, Received):
            opened.read(one.document)
        count += 1
        if count == FEW:
            began = time.monotonic()
    print(json.dumps({"documents": count - FEW, "seconds": time.monotonic() - began}))


class Memory(NamedTuple):
    """What each kind of process takes, in MB, when so many documents are in the result."""

    documents: int
    driver: float
    worker: float  # the largest
    ward: float  # the largest


class Ran(NamedTuple):
    """A bulk run."""

    documents: int
    seconds: float
    memory: tuple[Memory, ...]


def bulk(
    *places: Path, workers: int, engine: str = "local", reader: str = "rules+tagger", remember: bool = False
) -> Ran:
    """Do a bulk run in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        command = [sys.executable, "-c", _CHILD, engine, str(workers), reader, f"{folder}/out", *map(str, places)]
        seen: list[Memory] = []
        documents = 0
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for line in process.stdout:
                documents = json.loads(line)["documents"]
                if remember:
                    seen.append(_memory(process.pid, documents))
        if process.returncode:
            raise SystemExit(f"the run over {places} failed")
        return Ran(documents, time.monotonic() - began, tuple(seen))


def _memory(root: int, documents: int) -> Memory:
    driver = worker = ward = 0.0
    for pid, said in _below(root):
        size = _resident(pid)
        if "quarantine.ward" in said:
            ward = max(ward, size)
        elif "udf_worker" in said:
            worker = max(worker, size)
        elif pid == root:
            driver = size
    return Memory(documents, driver, worker, ward)


def _below(root: int) -> Iterator[tuple[int, str]]:
    """Processes that descend from one, itself among them, with their command lines."""
    parents, said = {}, {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(path.name)] = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            said[int(path.name)] = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except (OSError, ValueError, IndexError):
            continue  # it has ended meanwhile
    found = [root]
    for one in found:
        found += [pid for pid, parent in parents.items() if parent == one]
    return ((pid, said[pid]) for pid in found if pid in said)


def _resident(pid: int) -> float:
    """Memory of a process in MB that is its own; 0 where it has ended."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text().split()
    except OSError:
        return 0.0
    return (int(fields[1]) - int(fields[2])) * os.sysconf("SC_PAGE_SIZE") / 1e6


class Bench:
    """The measurements, each made once even where several lines are told of it."""

    def __init__(self, stories: Path, folder: Path, count: int, most: int) -> None:
        self._folder = folder
        self._most = most
        lines = stories.read_text("utf-8").splitlines()[:count]
        told = [json.loads(line) for line in lines]
        self._documents = [Document(id="", name=one["id"], text=one["text"], date=one["date"]) for one in told]
        self._stories = self._written("stories.jsonl", lines)
        self._few = self._written("few.jsonl", lines[:FEW])
        self._known: dict[tuple[int, str], tuple[float, float]] = {}

    def overhead(self) -> Iterator[Line]:
        """What Daft, workers and Parquet add to a bare loop."""
        command = [sys.executable, "-c", _BARE, "rules+tagger", str(self._stories)]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        alone = told["documents"] / told["seconds"]
        rate, start = self._rate(1, "local")
        yield Line("documents a second, bare loop on one core", f"{alone:.1f}", "", holds=True)
        yield Line("documents a second, one worker", f"{rate:.1f}", "", holds=True)
        yield Line("seconds before it reads", f"{start:.1f}", "", holds=True)
        yield Line("overhead over the bare loop", f"{alone / rate - 1:.1%}", "at most 10 %", alone / rate <= 1.1)

    def speedup(self) -> Iterator[Line]:
        """What a second worker gains."""
        (one, _), (two, _) = self._rate(1, "local"), self._rate(2, "local")
        yield Line("documents a second, two workers", f"{two:.1f}", "", holds=True)
        yield Line("two workers / one", f"{two / one:.2f}", "at least 1.8", two / one >= 1.8)

    def ray(self) -> Iterator[Line]:
        """What Ray on one machine takes beside Daft's own runner."""
        (local, _), (ray, start) = self._rate(2, "local"), self._rate(2, "ray")
        yield Line("documents a second, two workers on Ray", f"{ray:.1f}", "", holds=True)
        yield Line("seconds before Ray reads", f"{start:.1f}", "", holds=True)
        yield Line("Ray / local", f"{ray / local:.2f}", "at least 0.8", ray / local >= 0.8)

    def crawl(self) -> Iterator[Line]:
        """The stories once more, as web pages out of a WARC: opened in quarantine, and read."""
        packed = write(self._folder / "pages.warc.gz", pages(self._documents))
        few = write(self._folder / "few.warc.gz", pages(self._documents[:FEW]))
        start, ran = bulk(few, workers=1).seconds, bulk(packed, workers=1)
        rate = (ran.documents - FEW) / (ran.seconds - start)
        yield Line("pages a second out of a WARC, one worker", f"{rate:.1f}", "", holds=True)

    def memory(self) -> Iterator[Line]:
        """Whether memory grows with the corpus; what is read is short, and the reader finds nothing."""
        lines = (json.dumps({"id": number, "text": f"{number}: {_PROSE}"}) for number in range(self._most))
        corpus = self._written("many.jsonl", lines)
        ran = bulk(corpus, workers=2, reader=Nothing.name, remember=True)
        early = next((one for one in ran.memory if one.documents >= self._most / 10), ran.memory[-1])
        late = [one for one in ran.memory if one.documents >= self._most * 0.8 and one.worker] or [early]
        for what in ("worker", "ward", "driver"):
            before, after = getattr(early, what), max(getattr(one, what) for one in late)
            said = f"{before:.0f} MB, {after:.0f} MB"
            asked = "" if what == "driver" else "flat (at most 1.1 times)"
            holds = what == "driver" or after <= before * 1.1 + 5
            yield Line(f"memory of the {what} at {early.documents:,} documents and at the end", said, asked, holds)
        yield Line(f"seconds for {ran.documents:,} documents that cost nothing", f"{ran.seconds:.0f}", "", holds=True)

    def _rate(self, workers: int, engine: str) -> tuple[float, float]:
        """Documents a second, and seconds before the first is read."""
        if (workers, engine) not in self._known:
            start = bulk(self._few, workers=workers, engine=engine).seconds
            ran = bulk(self._stories, workers=workers, engine=engine)
            self._known[workers, engine] = (ran.documents - FEW) / (ran.seconds - start), start
        return self._known[workers, engine]

    def _written(self, name: str, lines: Iterator[str] | list[str]) -> Path:
        path = self._folder / name
        with path.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
        return path


_PROSE = "The two sides met in the harbour and spoke about ferries, cables and the price of fish for most of the day."


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.bulk", description=__doc__)
    parser.add_argument("--stories", type=Path, default=SHARED / "bulk" / "stories.jsonl", help="JSONL of stories")
    parser.add_argument("--count", type=int, default=1_200, help="stories that are read in each run")
    parser.add_argument("--most", type=int, default=100_000, help="documents of the run that memory is measured in")
    parser.add_argument("--only", choices=("overhead", "speedup", "ray", "crawl", "memory"), action="append")
    args = parser.parse_args()
    table = Table("a corpus at a time", "measured", "asked", "", title_justify="left")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(args.stories, Path(folder), args.count, args.most)
        parts: dict[str, Callable[[], Iterator[Line]]] = {
            name: getattr(bench, name) for name in ("overhead", "speedup", "ray", "crawl", "memory")
        }
        for name in args.only or parts:
            for line in parts[name]():
                said = "" if not line.asked else "holds" if line.holds else "does not hold"
                table.add_row(line.what, line.measured, line.asked, said)
                print(f"{line.what}: {line.measured}", file=sys.stderr, flush=True)
    Console().print(table)


if __name__ == "__main__":
    main()
