"""The chance that two mentions are of one matter, and why."""

import json
from datetime import date
from functools import cache
from importlib.resources import files
from math import exp, log
from typing import NamedTuple

from legation.ledger.promises import is_goods, is_money
from legation.ledger.traits import Traits


class Kinship(NamedTuple):
    """How likely two mentions are to be of one matter, 0 to 1, and a reviewer's reasons, for and against."""

    chance: float
    reasons: tuple[str, ...]


def fit(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the parties of two groups can be those of one matter: one has all of the other's, or they share two."""
    return one <= other or other <= one or len(one & other) > 1


def evidence(later: Traits, earlier: Traits) -> dict[str, float]:
    """What speaks for or against two mentions being of one matter, by name."""
    one, other = later.sets, earlier.sets
    together = later.document == earlier.document
    found: dict[str, float] = {"bias": 1.0}
    # parties
    shared = len(one.parties & other.parties)
    if not shared:
        found["no party in common"] = 1.0
        if one.parties <= other.cast and other.parties <= one.cast:
            found["parties of the other's document"] = 1.0
    elif one.parties == other.parties:
        found["same parties"] = 1.0
        if shared > 1:
            found["same two parties"] = 1.0
    elif one.parties <= other.parties or other.parties <= one.parties:
        found["parties within"] = 1.0
    elif shared > 1:
        found["two parties in common"] = 1.0
    else:
        found["one party in common"] = 1.0
    if one.by & other.by:
        found["same undertaker"] = 1.0
    # field
    if not one.areas & other.areas:
        found["other field"] = 1.0
    elif one.areas == other.areas:
        found["same field"] = 1.0
    # words
    own, others = later.own, earlier.own
    common = own.keys() & others.keys()
    said = sum(own[stem] for stem in common)
    if said:
        found["words in common"] = log(1 + said)
        found["share of words"] = said / min(sum(own.values()), sum(others.values()))
    things = one.thing & other.thing
    if things:
        found["thing in common"] = log(1 + sum(own[stem] for stem in things))
    if one.proper & other.proper:
        found["proper words in common"] = log(1 + sum(own[s] for s in one.proper & other.proper))
    elif one.proper and other.proper:
        found["proper words apart"] = 1.0
    if one.names & other.names:
        found["same name"] = 1.0
    elif one.names and other.names:
        found["names apart"] = 1.0
    # amounts
    if later.amounts & earlier.amounts:
        found["same amount"] = 1.0
    elif later.amounts and earlier.amounts:
        units = {unit for unit, _ in later.amounts} & {unit for unit, _ in earlier.amounts}
        if any(is_money(unit) for unit in units):
            found["other sum of money"] = 1.0
        if any(is_goods(unit) for unit in units):
            found["other number of goods"] = 1.0
    if later.due and later.due == earlier.due:
        found["same due date"] = 1.0
    elif later.due and earlier.due:
        found["other due date"] = 1.0
    if later.stage == earlier.stage:
        found["same stage"] = 1.0
    if together:
        found["distance"] = log(1 + (later.start - earlier.start) / 200)
        found["next to it"] = float(later.place - earlier.place == 1)
        if later.points_back:
            found["points back"] = 1.0
        found["terse"] = 1 / (1 + min(sum(own.values()), sum(others.values())))
    else:
        around, others_around = later.around, earlier.around
        in_both = around.keys() & others_around.keys()
        both = sum(around[stem] for stem in in_both)
        found["documents alike"] = both / (1 + min(sum(around.values()), sum(others_around.values())))
        found["cast in common"] = len(one.cast & other.cast) / max(1, min(len(one.cast), len(other.cast)))
        found["own words there"] = sum(own[stem] for stem in own.keys() & others_around.keys()) / (
            1 + sum(own.values())
        )
        found["its words here"] = sum(others[s] for s in others.keys() & around.keys()) / (1 + sum(others.values()))
        found["days"] = log(1 + abs(_ordinal(later.day) - _ordinal(earlier.day)))
        if later.points_back:
            found["points back"] = 1.0
    return found


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def kinship(later: Traits, earlier: Traits) -> Kinship:
    """Weigh what two mentions have in common against what tells them apart."""
    weights = _weights()["within" if later.document == earlier.document else "across"]
    found = evidence(later, earlier)
    score = sum(weights.get(name, 0.0) * value for name, value in found.items())
    return Kinship(1 / (1 + exp(-score)), tuple(found))


@cache
def _weights() -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = json.loads(files(__package__).joinpath("kinship.json").read_text("utf-8"))
    return table
