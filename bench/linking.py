"""How well commitments of many documents are gathered into matters: ``python -m bench.linking``.

The documents in ``bench/linking/`` are annotated by hand: each matter with the words that mention it. They are linked
twice: as the default reader reads them, and from the annotated mentions alone, which leaves reading out of it.
Measured by B-cubed (Bagga & Baldwin 1998) beside two baselines on the same entries: the same parties within three
days, and the same parties in one field. ``--errors`` prints what was joined or left apart wrongly.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.annotated import Groups, Outcome, annotations, documents, errors, mention, outcome
from legation.ledger.folding.chronology import Undertaking, undertakings
from legation.ledger.linking.linking import linked
from legation.ledger.parties import parties_of
from legation.nouns import Area, Mention
from legation.reading import open_reader

FOLDER = Path(__file__).parent / "linking"
NEAR = 3
"""Days from one mention to the next within which the first baseline takes the same parties for the same matter."""

Way = Callable[[Sequence[Mention]], Groups]


def same_parties_within_days(mentions: Sequence[Mention]) -> Groups:
    """First baseline."""
    groups: list[list[Undertaking]] = []
    latest: dict[tuple[str, ...], tuple[date, list[Undertaking]]] = {}
    for one in undertakings(mentions):
        parties = parties_of(one.entry)
        day, group = latest.get(parties, (one.reported, []))
        if not group or (one.reported - day).days > NEAR:
            group = []
            groups.append(group)
        group.append(one)
        latest[parties] = (one.reported, group)
    return groups


def same_parties_and_field(mentions: Sequence[Mention]) -> Groups:
    """Second baseline."""
    groups: dict[tuple[tuple[str, ...], frozenset[Area]], list[Undertaking]] = defaultdict(list)
    for one in undertakings(mentions):
        groups[parties_of(one.entry), frozenset(one.entry.area)].append(one)
    return groups.values()


WAYS: dict[str, Way] = {
    "linking": linked,
    f"same parties within {NEAR} days": same_parties_within_days,
    "same parties and field": same_parties_and_field,
}


def from_annotations(folder: Path, way: Way = linked) -> Outcome:
    """Group the annotated mentions of a folder, as if a reader had read these and nothing else."""
    known = documents(folder)
    told = annotations(folder, known)
    entries = {each.entry.id: mention(known[each.doc], each.entry) for each in reversed(told)}
    return outcome(told, way(tuple(entries.values())))


def from_reading(folder: Path) -> dict[str, Outcome]:
    """Read the documents of a folder with the default reader and group what is read in each way."""
    known = documents(folder)
    told = annotations(folder, known)
    reader = open_reader()
    mentions = [mention(document, entry) for document in known.values() for entry in reader.read(document)]
    return {name: outcome(told, way(mentions)) for name, way in WAYS.items()}


def table(title: str, outcomes: dict[str, Outcome]) -> Table:
    """B-cubed of each way, over the mentions that were found and over all."""
    any_outcome = next(iter(outcomes.values()))
    found, every = len(any_outcome.found), len(any_outcome.items)
    shown = Table("way", "precision", "recall", "F1", "precision of all", "recall", "F1", title=title)
    shown.caption = f"{found} of {every} annotated mentions found"
    for name, result in outcomes.items():
        scores = (result.over_found(), result.over_all())
        shown.add_row(name, *(f"{value:.3f}" for score in scores for value in (*score, score.f1)))
    return shown


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.linking", description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="documents with matters.json beside them")
    parser.add_argument("--unread", action="store_true", help="from the annotations only, which takes a second")
    parser.add_argument("--errors", action="store_true", help="print what was joined or left apart wrongly")
    args = parser.parse_args()
    measured = {"annotated mentions": {name: from_annotations(args.folder, way) for name, way in WAYS.items()}}
    if not args.unread:
        measured["mentions as read"] = from_reading(args.folder)
    console = Console()
    for title, outcomes in measured.items():
        if args.errors:
            console.print(
                "", title, *errors(outcomes["linking"]), sep="\n", markup=False, highlight=False, soft_wrap=True
            )
        console.print(table(title, outcomes))


if __name__ == "__main__":
    main()
