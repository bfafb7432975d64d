"""Whether confidence can be believed: of the entries at 0.8, about eight in ten should be right."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from legation.intake.header import read_header
from legation.nouns import Document, Entry
from legation.reading import open_reader

SAME = 0.5
"""Share of the shorter quote that two quotes share where they are of one entry, as in the judge of the gold."""


def judged(folder: Path) -> Iterator[tuple[float, bool]]:
    """Confidence of each entry that is read in annotated documents, and whether an annotator has it too."""
    reader = open_reader("rules+tagger")
    for path in sorted(folder.glob("*.json")):
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        gold = [(e["kind"], _places(text, e["evidence"])) for e in json.loads(path.read_text("utf-8"))["entries"]]
        head = read_header(text)
        document = Document(
            id="", name=path.stem, text=text, date=head.date, source=head.source, dateline=head.dateline
        )
        free = list(range(len(gold)))
        for entry in sorted(reader.read(document), key=lambda e: -(e.confidence or 0.0)):
            found = [n for n in free if gold[n][0] == entry.kind and _same(entry, gold[n][1])]
            if found:
                free.remove(found[0])
            yield entry.confidence or 0.0, bool(found)


def reliability(found: Iterable[tuple[float, bool]], steps: int = 10) -> list[tuple[float, float, int, int]]:
    """For each tenth of the scale: from, to, entries of such confidence, and how many of them are right."""
    bins = [[0, 0] for _ in range(steps)]
    for sure, right in found:
        place = bins[min(int(sure * steps), steps - 1)]
        place[0] += 1
        place[1] += right
    return [(n / steps, (n + 1) / steps, count, right) for n, (count, right) in enumerate(bins) if count]


def _places(text: str, quotes: list[str]) -> list[tuple[int, int]]:
    return [(at, at + len(quote)) for quote in quotes if (at := text.find(quote)) >= 0]


def _same(entry: Entry, places: list[tuple[int, int]]) -> bool:
    own = entry.evidence[0]
    return any(
        max(min(own.end, end) - max(own.start, start), 0) >= SAME * min(own.end - own.start, end - start)
        for start, end in places
    )
