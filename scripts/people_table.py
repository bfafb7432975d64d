"""Make src/legation/reference/people.toml: persons whom several documents name with office and state.

    python scripts/people_table.py ../shared/gold/train ../shared/bulk/stories.jsonl

From each document the persons whose title names their state ("Russian Foreign Minister Sergey Lavrov") are collected by
Legation's own rules; a person is kept where at least two documents agree, with the years in which they were so named.
Only names, codes and years are carried over.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from legation.intake.header import read_header
from legation.reading.names import main_parties, parties_at
from legation.reading.parse import parse
from legation.reading.parties import find_parties
from legation.reading.people import People
from legation.reference.parties import party_code

TARGET = Path(__file__).parent.parent / "src/legation/reference/people.toml"
AGREE = 0.8  # share of a person's documents that must name one state
DOCUMENTS = 2


def texts(where: Path) -> Iterator[tuple[str, str, str]]:
    """(year, source, text) of a folder of .txt files or a JSONL of stories."""
    if where.is_dir():
        for path in sorted(where.glob("*.txt")):
            text = path.read_text("utf-8")
            header = read_header(text)
            yield (header.date or "")[:4], header.source or "", text
        return
    for line in where.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield str(row["date"])[:4], "", str(row["text"])


def main(sources: list[str]) -> None:
    """Write the table."""
    named: dict[str, Counter[str]] = defaultdict(Counter)
    years: dict[str, set[int]] = defaultdict(set)
    for source in sources:
        for year, publisher, text in texts(Path(source)):
            doc = parse(text)
            parties = parties_at(doc)
            if not year.isdigit() or not parties or not main_parties(doc, parties):
                continue
            issuer = tuple(n.code for n in find_parties(publisher) if n.form != "company")[:1]
            for person in People(doc, parties, issuer, known=False):
                words = person.name.split()
                if len(words) <= 4 and person.codes and party_code(person.name) is None and person.name[-1].isalpha():
                    named[person.name][person.codes[0]] += 1
                    years[person.name].add(int(year))
    lines = [
        "# Persons whom several documents name with office and state:",
        "# name, code, first and last year of those documents.",
        "# Made by scripts/people_table.py from wire copy of 1987 (Reuters-21578) and documents of 2011 to 2025;",
        "# no prose carried over.",
        "",
    ]
    for name, codes in sorted(named.items()):
        code, count = codes.most_common(1)[0]
        if count >= DOCUMENTS and count >= AGREE * codes.total():
            lines.append(f'"{name}" = ["{code}", {min(years[name])}, {max(years[name])}]')
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
