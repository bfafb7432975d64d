"""How well documents that are one story are told from those that are not: ``python -m bench.copies``.

The groups in ``../shared/intake/dups`` are the truth; every other text of ``../shared`` is held against them and
against each other: stories of the same pool, market reports made after one pattern, press releases. Of these nobody has
said which are copies, so pairs among them are listed (``--pairs``) and not scored; a pair of a member of a group and
any other text counts as wrong unless four fifths of the longer one stand in the other.
Measured are pairs (F1), and how often a sketch of twenty numbers finds a text again that is in one two or three times
as long, or that has so much of its shingles in common: on texts put together here by chance.
"""

import argparse
import json
import time
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from random import Random

from rich.console import Console
from rich.table import Table

from legation.errors import InputError
from legation.intake import receive
from legation.ledger.copies.edition import Edition, edition_of
from legation.ledger.copies.groups import copies_among, together
from legation.ledger.copies.sketch import may_be_copies, sketch_of
from legation.nouns import Document

SHARED = Path(__file__).resolve().parents[2] / "shared"
TRIES = 2000
SAME = 0.8
"""Share of the longer one that a text of the pool has in common with a group's member when it is taken for a copy."""


def pool(shared: Path) -> Iterator[tuple[Document, str]]:
    """Every text, with the group that it is of, or an empty word."""
    kept: dict[str, str] = {}
    for group in json.loads((shared / "intake/dups.json").read_text("utf-8"))["groups"]:
        for member in group["members"]:
            path = shared / "intake" / member["file"]
            if member["kept_as"]:
                kept[member["kept_as"]] = str(group["group"])
            told = {"date": member["date"], "source": member["publisher"], "title": member["title"]}
            yield from _document(path.stem, path.read_bytes(), str(group["group"]), **told)
    for path in sorted((shared / "gold").rglob("*.txt")):
        yield from _document(path.stem, path.read_bytes(), kept.get(path.stem, ""))
    for line in (shared / "bulk/stories.jsonl").read_text("utf-8").splitlines():
        story = json.loads(line)
        yield from _document(story["id"], story["text"].encode(), "", date=story["date"], title=story["title"])


def _document(
    name: str, raw: bytes, group: str, *, title: str | None = None, date: str | None = None, source: str | None = None
) -> Iterator[tuple[Document, str]]:
    try:
        document = receive(raw, name=name, date=date, source=source).document
    except InputError:
        return
    yield document.model_copy(update={"id": f"{name}:{document.id}", "title": title}), group


def found_again(times: float, share: float, random: Random) -> float:
    """Share of texts that a sketch finds: of which so much stands in one so many times as long."""
    found = 0
    for _ in range(TRIES):
        shorter = random.sample(range(2**32), 300)
        kept = shorter[: round(share * 300)]
        longer = [*kept, *random.sample(range(2**32), round(times * 300) - len(kept))]
        common = len(sketch_of(shorter) & sketch_of(longer))
        found += bool(common) and may_be_copies(common, len(shorter), len(longer))
    return found / TRIES


def scored(console: Console, editions: list[Edition], group_of: dict[str, str], *, pairs: bool) -> None:
    """Print pairwise scores, and the pairs of which nobody has said what they are."""
    groups = _with_copies(editions, group_of)
    began = time.process_time()
    copies = list(copies_among(editions))
    took = time.process_time() - began
    said = _pairs(together((one.earlier, one.later) for one in copies))
    true = _pairs([[name for name in groups if groups[name] == group] for group in sorted({*groups.values()} - {""})])
    about = {pair for pair in said if any(groups[name] for name in pair)}
    table = Table("held against", "pairs", "found", "wrong", "precision", "recall", "F1")
    for against, known in (
        ("each other", {pair for pair in true | about if all(group_of[name] for name in pair)}),
        (f"{len(editions):,} texts", true | about),
    ):
        right, wrong = len(said & true & known), len(about & known - true)
        precision, recall = right / max(right + wrong, 1), right / max(len(true & known), 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        numbers = (f"{each:.3f}" for each in (precision, recall, f1))
        table.add_row(against, f"{len(true & known)}", f"{right}", f"{wrong}", *numbers)
    console.print(table)
    console.print(f"all pairs were found in {took:.2f} s")
    for what, of in (("missed", true - said), ("wrong", about - true)):
        for pair in sorted(map(sorted, of)):
            console.print(f"{what}: {_named(pair)}", markup=False)
    if pairs:
        for one in copies:
            if not groups[one.earlier] or groups[one.earlier] != groups[one.later]:
                console.print(f"{one.relation}: {_named((one.later, one.earlier))}", markup=False)


def _pairs(groups: Iterable[Iterable[str]]) -> set[frozenset[str]]:
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def _with_copies(editions: list[Edition], group_of: dict[str, str]) -> dict[str, str]:
    """Groups with the texts of the pool that are those of a member, which nobody listed."""
    found = dict(group_of)
    members = [(edition.shingles, group_of[edition.id]) for edition in editions if group_of[edition.id]]
    for edition in editions:
        for shingles, group in members:
            if len(shingles & edition.shingles) >= SAME * max(len(shingles), len(edition.shingles)):
                found[edition.id] = group
    return found


def _named(names: Iterable[str]) -> str:
    return ", ".join(name.partition(":")[0] for name in names)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.copies", description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with intake/dups, gold and bulk")
    parser.add_argument("--pairs", action="store_true", help="list every other pair that is taken for one story")
    args = parser.parse_args()
    console = Console()
    given = list(pool(args.shared))
    began = time.process_time()
    editions = [edition_of(document) for document, _ in given]
    console.print(f"an edition takes {(time.process_time() - began) / len(editions) * 1000:.2f} ms")
    scored(console, editions, {document.id: group for document, group in given}, pairs=args.pairs)
    table = Table("times as long", "of the shorter one in it", "found again")
    random = Random(1997)
    for times, share in ((1, 0.57), (1, 0.8), (2, 0.8), (2.5, 0.8), (3, 0.8), (3, 0.9), (3, 1)):
        table.add_row(f"{times}", f"{share}", f"{found_again(times, share, random):.4f}")
    console.print(table)


if __name__ == "__main__":
    main()
