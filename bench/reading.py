"""What reading costs, and whether its confidence can be believed: ``python -m bench.reading``.

Times are ratios: the bare spaCy pipeline and Legation read the same texts in the same process, turn by turn, on one
core; the median of the turns counts. `make bench` runs all of it on the documents in ``../shared``.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from bench.reliability import judged, reliability
from legation.intake.header import read_header
from legation.nouns import Document
from legation.reading import open_reader
from legation.reading.parse import language_model

SHARED = Path("../shared")
TURNS = 3
STORIES = 400
"""Stories of general news that are read, evenly spread over the file."""


class Line(NamedTuple):
    """One measured ratio or amount beside what is asked of it."""

    what: str
    measured: str
    asked: str
    holds: bool


def genre(folder: Path) -> list[str]:
    """The texts of annotated documents."""
    return [path.read_bytes().decode("utf-8") for path in sorted(folder.glob("*.txt"))]


def stories(file: Path, count: int) -> list[str]:
    """Some stories of a JSONL file with `title` and `text`, evenly spread."""
    lines = file.read_text("utf-8").splitlines()
    told = [json.loads(line) for line in lines[:: max(len(lines) // count, 1)][:count]]
    return [f"{story.get('title', '')}\n\n{story['text']}" for story in told]


def bare(texts: list[str]) -> None:
    """What spaCy alone does with the texts."""
    for _ in language_model().pipe(texts, batch_size=8):
        pass


def read_by(name: str) -> Callable[[list[str]], None]:
    """What a reader of Legation does with the texts."""
    reader = open_reader(name)

    def read(texts: list[str]) -> None:
        for number, text in enumerate(texts):
            head = read_header(text)
            reader.read(
                Document(id="", name=str(number), text=text, date=head.date, source=head.source, dateline=head.dateline)
            )

    return read


def ratios(texts: list[str], ways: dict[str, Callable[[list[str]], None]], turns: int) -> dict[str, float]:
    """How often as long each way takes as the bare pipeline does; the median of some turns, each side by side."""
    bare(texts[:5])
    for way in ways.values():
        way(texts[:5])
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(turns):
        base = _seconds(bare, texts)
        for name, way in ways.items():
            found[name].append(_seconds(way, texts) / base)
    return {name: statistics.median(values) for name, values in found.items()}


def _seconds(way: Callable[[list[str]], None], texts: list[str]) -> float:
    began = time.process_time()  # of this process alone: what else runs on the machine does not count
    way(texts)
    return time.process_time() - began


def memory(folder: Path) -> float:
    """Peak memory in MB of a process that reads a folder."""
    script = (
        "import sys, resource; from bench.reading import genre, read_by; from pathlib import Path;"
        "read_by('rules+tagger')(genre(Path(sys.argv[1])));"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    return float(subprocess.run([sys.executable, "-c", script, folder], check=True, capture_output=True).stdout)


def help_seconds() -> tuple[float, bool]:
    """Processor seconds of `legation --help`, the least of five runs, and whether it stays clear of spaCy."""
    costs = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "legation", "--help"], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        costs.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    probe = "import sys, legation.cli.app; sys.exit('spacy' in sys.modules)"
    return min(costs), not subprocess.run([sys.executable, "-c", probe], check=False).returncode


def speed_up(folder: Path) -> float:
    """How much sooner two processes have read a folder twice than one has; clocks start when the models are loaded."""
    return 2 * _reading(folder, 1) / _reading(folder, 2)


def _reading(folder: Path, count: int) -> float:
    script = (
        "import sys; from bench.reading import genre, read_by; from pathlib import Path;"
        "texts = genre(Path(sys.argv[1])); read = read_by('rules+tagger'); read(texts[:3]);"
        "print(flush=True); sys.stdin.readline(); read(texts)"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", script, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(count)
    ]
    for process in processes:
        assert process.stdout is not None
        process.stdout.readline()
    began = time.monotonic()
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(b"\n")
        process.stdin.close()
    for process in processes:
        process.wait()
    return time.monotonic() - began


def measured(gold: Path, general: Path, turns: int, count: int) -> list[Line]:
    """All measurements."""
    ways = {"rules+tagger": read_by("rules+tagger"), "rules": read_by("rules")}
    on_genre = ratios(genre(gold), ways, turns)
    on_news = ratios(stories(general, count), {"rules+tagger": ways["rules+tagger"]}, turns)["rules+tagger"]
    peak = memory(gold)
    seconds, clear = help_seconds()
    both = speed_up(gold)
    return [
        Line(
            "genre, whole reading / bare parse",
            f"{on_genre['rules+tagger']:.2f}",
            "at most 4",
            on_genre["rules+tagger"] <= 4,
        ),
        Line("genre, rules reader / bare parse", f"{on_genre['rules']:.2f}", "at most 1.25", on_genre["rules"] <= 1.25),
        Line("general news, whole reading / bare parse", f"{on_news:.2f}", "at most 0.6", on_news <= 0.6),
        Line("peak memory of a reading process", f"{peak:.0f} MB", "under 1000 MB", peak < 1000),
        Line("legation --help", f"{seconds:.2f} s", "under 0.4 s", seconds < 0.4),
        Line("legation --help without spaCy", str(clear).lower(), "true", clear),
        Line("two processes / one", f"{both:.2f}", "at least 1.8", both >= 1.8),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__)
    parser.add_argument("--gold", type=Path, default=SHARED / "gold" / "dev", help="folder of annotated documents")
    parser.add_argument("--stories", type=Path, default=SHARED / "bulk" / "stories.jsonl", help="JSONL of general news")
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--count", type=int, default=STORIES, help="stories that are read")
    args = parser.parse_args()
    console = Console()
    table = Table("cost of reading", "measured", "asked", "", title_justify="left")
    for line in measured(args.gold, args.stories, args.turns, args.count):
        table.add_row(line.what, line.measured, line.asked, "holds" if line.holds else "does not hold")
    console.print(table)
    table = Table("confidence", "entries", "of them right", title_justify="left")
    for low, high, entries, right in reliability(judged(args.gold)):
        table.add_row(f"{low:.1f} to {high:.1f}", str(entries), f"{right / entries:.2f}" if entries else "")
    console.print(table)


if __name__ == "__main__":
    main()
