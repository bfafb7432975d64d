"""The evidence of a verdict in plain words."""

from collections.abc import Mapping

from legation.nouns import Kind
from legation.reading.explanation import Weight

_PLAIN = {
    "bias": "before anything is known of it",
    "tagger": "the tagger’s chance",
    "rule": "found by a rule",
    "rule knows": "a rule knows its word",
    "acting": "how surely somebody acts in it",
    "one party": "no second party",
    "parties": "how surely its parties are known",
    "named inside": "parties named in its words",
    "several inside": "several parties named in its words",
    "rival": "how likely the words state something else",
    "quantity": "it has a quantity",
    "due": "it has a due date",
    "figure named": "what is measured has a name",
    "number": "what stands around the number",
    "told by a source": "a source tells it",
    "length": "how long its words are",
    "late": "how late in the text it stands",
}


def weighed(weights: Mapping[str, float], kind: Kind) -> tuple[Weight, ...]:
    """Weights of a verdict, by its names, in plain words, the heaviest first: they add up to the same log-odds."""
    summed: dict[str, float] = {}
    for name, weight in weights.items():
        words = plain(name, kind)
        summed[words] = summed.get(words, 0.0) + weight
    found = [Weight(what=what, log_odds=round(weight, 3)) for what, weight in summed.items() if round(weight, 3)]
    return tuple(sorted(found, key=lambda w: (-abs(w.log_odds), w.what)))


def plain(name: str, kind: Kind) -> str:
    """A name of evidence in plain words; what counts for one kind alone goes with what counts for all."""
    shared = name.removesuffix(kind).strip() or "bias"
    return _PLAIN.get(shared, shared)
