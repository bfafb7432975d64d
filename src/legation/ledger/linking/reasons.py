"""Evidence of kinship in sentences for a reviewer: each repeats what was compared and says nothing of its own."""

from collections.abc import Mapping

from legation.ledger.linking.frequencies import weight_of
from legation.ledger.linking.scales import weighed
from legation.ledger.linking.traits import Profile

_MOST = 5  # reasons given
_SHOWN = 4  # words, names or amounts shown in one
_SLIGHT = 0.15  # log-odds below which evidence is no reason


def reasons(evidence: Mapping[str, float], later: Profile, earlier: Profile) -> tuple[str, ...]:
    """Give the weightiest reasons for and against, each once."""
    weights = weighed("across", evidence)
    ranked = sorted((name for name in weights if abs(weights[name]) >= _SLIGHT), key=lambda n: (-abs(weights[n]), n))
    told = dict.fromkeys(_told(name, later, earlier) for name in ranked)
    return tuple(reason for reason in told if reason)[:_MOST]


def _told(name: str, later: Profile, earlier: Profile) -> str:
    one, other = later.sets, earlier.sets
    shared = sorted(one["parties"] & other["parties"])
    if name in {
        "parties in common",
        "parties alike",
        "rare parties in common",
        "two parties in common",
        "same undertaker",
    }:
        if later.parties == earlier.parties:
            return f"The same parties: {', '.join(later.parties)}."
        return f"Parties in common: {', '.join(shared)}." if shared else "No party in common."
    if name == "one party in common":
        return f"Of different pairs: {', '.join(later.parties)} here, {', '.join(earlier.parties)} there."
    if name in {"no party in common", "other pair"}:
        return "No party in common."
    if name in {"words in common", "no word in common", "share of words", "thing in common", "phrases in common"}:
        common = sorted(one["words"] & other["words"], key=lambda stem: (-weight_of(stem), stem))
        spoken = ", ".join(later.words[stem] for stem in common[:_SHOWN])
        return f"Both speak of: {spoken}." if spoken else "They have no telling word in common."
    if name == "same name":
        return f"Both name: {', '.join(sorted(one['names'] & other['names'])[:_SHOWN])}."
    if name == "other name":
        return f"They name different things: {', '.join((*later.names[:2], *earlier.names[:2]))}."
    if name == "same amount":
        amounts = [f"{value:,.12g} {unit}" for unit, value in sorted(later.sums & earlier.sums)]
        return f"The same amount: {', '.join(amounts[:_SHOWN])}."
    return _PLAIN.get(name, "")


_PLAIN = {
    "cast in common": "Their reports are about the same parties.",
    "parties in each other's document": "Each one's parties are named in the other's report.",
    "field in common": "They are of one field.",
    "other field": "They are of different fields.",
    "proper words apart": "They have no proper name in common.",
    "other sum of money": "They speak of different sums of money.",
    "other number of goods": "They count different numbers of the same goods.",
    "same due date": "The same due date.",
    "other due date": "Different due dates.",
}
