"""Learn what linking weighs: ``python -m training.linking frequencies|kinship ...``.

``frequencies STORIES.jsonl OUT.json`` counts in how many stories of general news each stem stands.

``kinship FOLDER... OUT.json`` fits the two scales of kinship (see `legation.ledger.linking.scales`) to folders of
documents with their matters (``matters.json``, as in the gold). Each is learned from twice: from its mentions as
annotated and from what the reader finds of them. An entry that no annotator laid to any matter is taken, at a lower
weight, as evidence that it is of another one; traps of a folder are matters of which it is known what they are not.
With ``--within``, what `training.within` says of the gold's train folder is learned from, too.
"""

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from legation.intake import Refused, locate, take_in
from legation.ledger.folding.chronology import undertakings
from legation.ledger.linking.gathering import betweens, said_in
from legation.ledger.linking.gathering import evidence as evidence_within
from legation.ledger.linking.kinship import evidence as evidence_across
from legation.ledger.linking.linking import WINDOW, scales
from legation.ledger.linking.names import words
from legation.ledger.linking.scales import Evidence, Scale
from legation.ledger.linking.traits import Traits, traits_of
from legation.ledger.linking.wording import stems
from legation.nouns import Commitment, Document, Mention
from legation.reading import open_reader
from legation.reference.parties import party_code
from training.within import matters_of

FEWEST = 4
"""Stories that a stem must stand in to be listed."""
PRECISION = 3.0
"""How firmly weights are held to what is expected of them: that of the Gaussian prior."""
UNTOLD = 0.2
"""Weight of a pair of which one entry belongs to no annotated matter."""
SAME = 0.5
"""Share of the shorter of two quotes that they have to share to be of one mention: the judge's own test."""
BY_HAND: dict[Scale, dict[str, float]] = {
    "within": {"same name": 2.0, "other name": -3.0},
    "across": {
        "same name": 2.0,
        "no word in common": -2.0,
        "other name": -3.5,
        "one party in common": -5.0,
        "other pair": -3.5,
    },
}
"""Set by hand, for a look-alike that is read without a mistake: what is read has few names, and many wrong parties."""
EXPECTED = {
    "other pair": -2.0,
    "one party in common": -1.5,
    "other field": -1.5,
    "same amount": 1.0,
    "other sum of money": -0.5,
    "other number of goods": -0.5,
    "same due date": 0.5,
    "turns": -0.5,
}
"""What we expect some evidence to weigh before any example is seen; it stays so where examples are few."""

STEPS = 30
_WORDS = frozenset({"and", "us", "can", "are", "per"})  # in headlines, where all is in capitals, no codes
_ANNOTATED = "annotated"  # takes up that annotated mentions alone are more often of one matter than what is read

Labels = Mapping[str, frozenset[str]]  # matters of an entry, by its id


@dataclass(frozen=True)
class Set:
    """Mentions with the matters they belong to."""

    mentions: tuple[Mention, ...]
    matters: Labels
    doubtful: Labels  # matters of which an entry may or may not be
    annotated: bool  # rather than read


@dataclass(frozen=True)
class Example:
    """A pair with its evidence."""

    evidence: Evidence
    same: bool
    weight: float


def count_stems(stories: Path) -> dict[str, Any]:
    """In how many stories each stem stands."""
    texts = [json.loads(line) for line in stories.read_text("utf-8").splitlines()]
    found = Counter(stem for told in texts for stem in stems(f"{told['title']}\n{told['text']}"))
    kept = {stem: found[stem] for stem in sorted(found) if found[stem] >= FEWEST and stem.isalpha()}
    parties = Counter(code for told in texts for code in _parties_in(f"{told['title']}\n{told['text']}"))
    return {"reports": len(texts), "with_stem": kept, "with_party": dict(sorted(parties.items()))}


def _parties_in(text: str) -> frozenset[str]:
    """Codes of states and bodies that a text has by a name of up to three words."""
    spoken = words(text)
    names = {" ".join(spoken[at : at + count]) for at in range(len(spoken)) for count in (1, 2, 3)}
    return frozenset(code for name in names if _is_name(name) and (code := party_code(name)))


def _is_name(name: str) -> bool:
    return name[0].isupper() and name.casefold() not in _WORDS


def documents_in(folder: Path) -> dict[str, Document]:
    """Documents of a folder by name."""
    taken = take_in(locate([str(path) for path in sorted(folder.glob("*.txt"))]), date=None, source=None)
    return {one.document.name: one.document for one in taken if not isinstance(one, Refused)}


def read(documents: Iterable[Document]) -> tuple[Mention, ...]:
    """What the reader finds."""
    reader = open_reader()
    return tuple(Mention.of(document, entry) for document in documents for entry in reader.read(document))


def annotated(matters: Sequence[dict[str, Any]], documents: Mapping[str, Document]) -> Set:
    """Mentions of matters as annotated."""
    labels: dict[str, set[str]] = defaultdict(set)
    mentions: dict[str, Mention] = {}
    for matter in matters:
        for told in matter["mentions"]:
            document = documents.get(told["doc"])
            if document is None or (start := document.text.find(told["quote"])) < 0:
                continue
            key = f"{document.name} {start} {len(told['quote'])}"
            entry = Commitment.model_validate({
                "id": key,
                "evidence": [{"start": start, "end": start + len(told["quote"]), "quote": told["quote"]}],
                "trigger": told["quote"].split()[0],
                "what": told["quote"],
                "area": matter.get("area") or ["diplomacy"],
                "by": told.get("by") or matter.get("parties") or [],
                "to": told.get("to") or [],
                "stage": told.get("stage") or "agreed",
                "due": told.get("due"),
                "quantities": told.get("quantities") or [],
            })  # fmt: skip
            mentions.setdefault(key, Mention.of(document, entry))
            labels[key].add(matter["id"])
    return Set(tuple(mentions.values()), _frozen(labels), {}, annotated=True)


def found(matters: Sequence[dict[str, Any]], documents: Mapping[str, Document], mentions: tuple[Mention, ...]) -> Set:
    """What was read, with the matters of the annotated mentions that it finds."""
    by_name: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if isinstance(mention.entry, Commitment):
            by_name[mention.doc].append(mention)
    labels: dict[str, set[str]] = defaultdict(set)
    doubtful: dict[str, set[str]] = defaultdict(set)
    for matter in matters:
        for into, told in (
            *((labels, m) for m in matter["mentions"]),
            *((doubtful, m) for m in matter.get("optional") or ()),
        ):
            document = documents.get(told["doc"])
            start = document.text.find(told["quote"]) if document else -1
            if start >= 0:
                for mention in by_name[told["doc"]]:
                    if _overlap(mention, start, start + len(told["quote"])) >= SAME:
                        into[mention.entry.id].add(matter["id"])
    return Set(mentions, _frozen(labels), _frozen(doubtful), annotated=False)


def _frozen(labels: Mapping[str, set[str]]) -> Labels:
    return {key: frozenset(of) for key, of in labels.items()}


def _overlap(mention: Mention, start: int, end: int) -> float:
    return max(
        (min(end, at.end) - max(start, at.start)) / max(1, min(end - start, at.end - at.start))
        for at in mention.entry.evidence
    )


def within(of: Set) -> Iterator[Example]:
    """Pairs of commitments of one document."""
    by_document: dict[str, list[Mention]] = defaultdict(list)
    for mention in of.mentions:
        by_document[mention.document].append(mention)
    for mentions in by_document.values():
        document = said_in(undertakings(mentions))
        for (one, other), between in betweens(document).items():
            keys = [document[place].undertaking.entry.id for place in (one, other)]
            judged = _judged(of, [keys[0]], [keys[1]])
            if judged is not None:
                told = evidence_within(document[other], document[one], between)
                yield Example(_fair(told, of, "within"), judged[0], judged[1] / math.sqrt(len(document)))


def across(of: Set) -> Iterator[Example]:
    """Pairs of groups of different documents, as they are looked for; the scale of `within` must have been fitted."""
    by_document: dict[str, list[Mention]] = defaultdict(list)
    for mention in of.mentions:
        by_document[mention.document].append(mention)
    members: dict[str, list[str]] = defaultdict(list)
    firsts: list[Traits] = []
    for mentions in by_document.values():
        for traits in traits_of(mentions):
            members[traits.group].append(traits.key)
            if traits.profile:
                firsts.append(traits)
    with_key: dict[str, list[Traits]] = defaultdict(list)
    for later in sorted(firsts, key=lambda traits: traits.order):
        near = {t.key: t for key in later.keys for t in with_key[key][-WINDOW:] if t.document != later.document}
        pairs = []
        for earlier in near.values():
            judged = _judged(of, members[later.key], members[earlier.key])
            if judged is not None and later.profile and earlier.profile:
                pairs.append((_fair(evidence_across(later.profile, earlier.profile), of, "across"), *judged))
        yield from (Example(told, same, weight / math.sqrt(len(pairs))) for told, same, weight in pairs)
        for key in later.keys:
            with_key[key].append(later)


def _judged(of: Set, one: Sequence[str], other: Sequence[str]) -> tuple[bool, float] | None:
    """Whether two groups of entries are of one matter, with the weight of that judgement; None where nobody can say."""
    first, second = (Counter(m for key in keys for m in of.matters.get(key, ())) for keys in (one, other))
    if first and second:
        shared = sum((first & second).values())
        return shared >= min(first.total(), second.total()) / 2, 1.0
    told, untold = (first, other) if first else (second, one)
    if not told or any(of.doubtful.get(key, frozenset()) & told.keys() for key in untold):
        return None
    return False, UNTOLD


def _fair(told: Evidence, of: Set, scale: Scale) -> Evidence:
    """Evidence without what the annotation gives away: the fields are those of the matter; and without names."""
    if not of.annotated:
        return {name: value for name, value in told.items() if name not in BY_HAND[scale]}
    return {_ANNOTATED: 1.0} | {name: value for name, value in told.items() if name not in BY_HAND[scale]}


def fitted(examples: Iterable[Example], scale: Scale) -> dict[str, float]:
    """Weights of evidence: a logistic regression with a Gaussian prior, by Newton's method."""
    every = list(examples)
    names = sorted({name for example in every for name in example.evidence})
    matrix = np.array([[example.evidence.get(name, 0.0) for name in names] for example in every])
    same = np.array([float(example.same) for example in every])
    told = np.array([example.weight for example in every])
    prior = np.array([EXPECTED.get(name, 0.0) for name in names])
    weights = prior.copy()
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (told * (same - chance)) - PRECISION * (weights - prior)
        bend = (matrix * (told * chance * (1 - chance))[:, None]).T @ matrix + PRECISION * np.eye(len(names))
        weights += np.linalg.solve(bend, slope)
    found = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
    found.pop(_ANNOTATED, None)
    return found | BY_HAND[scale]


def one_document_each(gold: Path) -> Set:
    """What is read of documents of which only their own commitments are annotated as of one matter or not."""
    every = matters_of(gold)
    documents = {name: of for name, of in documents_in(gold).items() if name in every}
    return found([matter for of in every.values() for matter in of], documents, read(documents.values()))


def fit(sets: Sequence[Set], inner: Sequence[Set] = ()) -> dict[Scale, dict[str, float]]:
    """Both scales, that within documents first: the other one weighs what it gathers.

    Of `inner` only the commitments of one document are compared.
    """
    table: dict[Scale, dict[str, float]] = {"within": {}, "across": {}}
    scales.weights = lambda: table  # type: ignore[assignment]  # what is fitted first is used to fit the other
    table["within"] = fitted((example for of in (*sets, *inner) for example in within(of)), "within")
    table["across"] = fitted((example for of in sets for example in across(of)), "across")
    return table


def main() -> None:
    """Write a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = parser.add_subparsers(dest="step", required=True)
    counting = steps.add_parser("frequencies")
    counting.add_argument("stories", type=Path)
    counting.add_argument("out", type=Path)
    fitting = steps.add_parser("kinship")
    fitting.add_argument("folders", type=Path, nargs="+")
    fitting.add_argument("out", type=Path)
    fitting.add_argument("--within", type=Path, help="the gold's train folder, for what `training.within` says of it")
    args = parser.parse_args()
    if args.step == "frequencies":
        args.out.write_text(json.dumps(count_stems(args.stories), separators=(",", ":")) + "\n", "utf-8")
        return
    sets = []
    for folder in args.folders:
        told = json.loads((folder / "matters.json").read_text("utf-8"))
        traps = [trap | {"id": f"trap {trap['id']}"} for trap in told.get("traps", ()) if trap.get("mentions")]
        documents = documents_in(folder)
        read_there = read(documents.values())
        sets += [annotated(told["matters"], documents), found([*told["matters"], *traps], documents, read_there)]
    inner = [one_document_each(args.within)] if args.within else []
    args.out.write_text(json.dumps(fit(sets, inner), indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
