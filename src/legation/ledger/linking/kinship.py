"""The chance that two mentions are of one matter, and why."""

from functools import cache
from math import log
from typing import NamedTuple

from legation.ledger.linking.frequencies import weight, weight_of_party
from legation.ledger.linking.gathering import of_amounts, of_names, of_parties
from legation.ledger.linking.reasons import reasons
from legation.ledger.linking.scales import Evidence, chance_of, log_odds, weights
from legation.ledger.linking.traits import Profile, Traits


class Kinship(NamedTuple):
    """How likely two mentions are to be of one matter, 0 to 1, and a reviewer's reasons, for and against."""

    chance: float
    reasons: tuple[str, ...]


FLOOR = 0.08  # chance below which two mentions are not tied to each other
_SLIGHT = 0.05  # chance up to which nobody will ask why
UNRELATED = Kinship(0.0, ())


def fit(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the parties of two groups can be those of one matter: one has all of the other's, or they share two."""
    return one <= other or other <= one or len(one & other) > 1


def kinship(later: Traits, earlier: Traits) -> Kinship:
    """Weigh what two mentions have in common against what tells them apart.

    Within a document its own gathering decides; across documents the profiles of groups are compared, by the mentions
    that stand for them.
    """
    found = chance(later, earlier)
    if later.document == earlier.document:
        return Kinship(found, ("their report speaks of them as one",)) if found else UNRELATED
    if later.profile is None or earlier.profile is None:
        return UNRELATED
    return Kinship(found, reasons(evidence(later.profile, earlier.profile), later.profile, earlier.profile))


def chance(later: Traits, earlier: Traits) -> float:
    """Give the chance alone, which is most of what is asked for: to put reasons into words takes longer."""
    if later.document == earlier.document:
        return next((near.chance for near in later.near if near.to == earlier.key), 0.0)
    if later.profile is None or earlier.profile is None:
        return 0.0
    return chance_of(log_odds("across", evidence(later.profile, earlier.profile)))


def hopeless(later: Traits, earlier: Traits) -> bool:
    """Whether it is plain without weighing everything that the chance of two mentions is below `FLOOR`.

    What speaks against them counts as it is, what may speak for them as the most that it can come to. Most of what is
    found by a common key is plain: other parties or another name, and hardly a word in common.
    """
    one, other = later.profile, earlier.profile
    if later.document == earlier.document or one is None or other is None:
        return False
    ours, theirs = one.sets, other.sets
    named = bool(ours["names"] and theirs["names"])
    if named and not ours["names"].isdisjoint(theirs["names"]):
        return False
    parties, others = ours["parties"], theirs["parties"]
    fits = fit(parties, others)
    if fits and not named:
        return False
    shared = len(parties & others)
    limit = _limits()
    odds = limit.whatever + limit.rare * shared + limit.field * min(len(one.areas), len(other.areas))
    if named:
        odds += limit.other_name
    if not shared:
        odds += limit.no_party + (limit.other_pair if min(len(parties), len(others)) > 1 else 0.0)
    elif not fits:
        odds += limit.one_party
    if ours["words"].isdisjoint(theirs["words"]):
        odds += limit.no_word
    else:
        odds += limit.share + limit.words * log(1 + len(ours["words"] & theirs["words"]))
    if not ours["phrases"].isdisjoint(theirs["phrases"]):
        odds += limit.phrases * log(1 + len(ours["phrases"] & theirs["phrases"]))
    if one.amounts and other.amounts:
        odds += limit.amount * log(1 + min(len(one.amounts), len(other.amounts)))
    return odds < limit.floor


class _Limits(NamedTuple):
    """What evidence can come to, in log-odds: against as it weighs, for at the most, for each of what is counted."""

    floor: float
    whatever: float  # all that is the same for any two, and what is never counted higher than once
    other_name: float
    one_party: float
    no_party: float
    other_pair: float
    rare: float
    field: float
    words: float
    share: float
    no_word: float
    phrases: float
    amount: float


_ONCE = (
    "parties in common", "parties alike", "two parties in common", "same undertaker", "cast in common",
    "parties in each other's document", "proper words apart", "same due date", "other due date", "other sum of money",
    "other number of goods", "other field",
)  # fmt: skip


@cache
def _limits() -> _Limits:
    weight_of = weights()["across"]

    def most(*names: str) -> float:
        return sum(max(weight_of.get(name, 0.0), 0.0) for name in names)

    if max(weight_of["size"], weight_of["single"]) > 0:
        raise ValueError("kinship.json: size and single are to speak against two mentions; see kinship.hopeless")
    return _Limits(
        floor=log(FLOOR / (1 - FLOOR)) - 1e-9,
        whatever=weight_of["bias"] + most(*_ONCE),
        other_name=weight_of["other name"],
        one_party=weight_of["one party in common"],
        no_party=weight_of["no party in common"],
        other_pair=weight_of["other pair"],
        rare=most("rare parties in common"),
        field=most("field in common"),
        words=most("words in common", "thing in common"),
        share=most("share of words"),
        no_word=weight_of["no word in common"],
        phrases=most("phrases in common"),
        amount=most("same amount"),
    )


def evidence(later: Profile, earlier: Profile) -> Evidence:
    """What speaks for and against two documents telling of one matter, by name."""
    one, other = later.sets, earlier.sets
    parties, others = one["parties"], other["parties"]
    shared = parties & others
    common = one["words"] & other["words"]
    shared_weight = weight(common) if common else 0.0
    thing, phrases = one["thing"] & other["thing"], one["phrases"] & other["phrases"]
    proper, propers = one["proper"], other["proper"]
    found: Evidence = {
        "bias": 1.0,
        "parties in common": len(shared) / max(1, min(len(parties), len(others))),
        "parties alike": len(shared) / max(1, len(parties | others)),
        "two parties in common": float(len(shared) > 1),
        "rare parties in common": sum(sorted(map(weight_of_party, shared))) if shared else 0.0,
        "same undertaker": float(not one["by"].isdisjoint(other["by"])),
        "cast in common": len(one["cast"] & other["cast"]) / max(1, min(len(one["cast"]), len(other["cast"]))),
        "field in common": sum(min(share, earlier.areas.get(area, 0.0)) for area, share in later.areas.items()),
        "other field": float(later.areas.keys().isdisjoint(earlier.areas)),
        "words in common": log(1 + shared_weight) if common else 0.0,
        "no word in common": float(not common),
        "share of words": shared_weight / max(0.5, min(later.told, earlier.told)),
        "thing in common": log(1 + weight(thing)) if thing else 0.0,
        "phrases in common": log(1 + len(phrases)) if phrases else 0.0,
        "proper words apart": float(bool(proper and propers) and proper.isdisjoint(propers)),
        "size": log(later.size) + log(earlier.size),
        "single": float(later.size == 1) + float(earlier.size == 1),
    }
    if not shared:
        found["no party in common"] = 1.0
        found["other pair"] = of_parties(parties, others).get("other pair", 0.0)
        found["parties in each other's document"] = float(parties <= other["cast"] and others <= one["cast"])
    elif not fit(parties, others):
        found["one party in common"] = 1.0
    found |= of_names(one["names"], other["names"])
    found |= of_amounts(later.sums, earlier.sums)
    if one["dues"] and other["dues"]:
        found["other due date" if one["dues"].isdisjoint(other["dues"]) else "same due date"] = 1.0
    return found
