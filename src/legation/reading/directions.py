"""Which way a number goes: a level, a rise or a fall by so much, or a share of a whole."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from legation.nouns import Change
from legation.reading.clauses import SUBJECTS
from legation.reading.numbers import NOUNS, Number, above, thing, verb_over
from legation.reading.page import Page
from legation.reference.counts import LOWERED, LOWERING, PARTS, RAISED, RAISING, ROUGHLY, SHARING
from legation.reference.verbs import MOVES, MOVES_DOWN, MOVES_UP

_SIDES: dict[str, Change] = {"up": "increase", "higher": "increase", "down": "decrease", "lower": "decrease"}
_MORE: dict[str, Change] = {"more": "increase", "less": "decrease", "fewer": "decrease"}
_AT = ("to", "from", "at", "below", "above")
_BESIDE = ("from", "to", "and", "versus", "against")
_PERCENTS = ("percent", "percentage point", "basis point")
_NEAR = 5  # tokens behind "forecast" in which "for economic growth" stands
_OF = 6  # words between "growth" and "by"
_ROUGH = 4  # words between "by" and the number: "by up to about"


def ruled_change(page: Page, number: Number, earlier: Sequence[tuple[Number, Change]] = ()) -> Change:
    """Whether a number is a level, a rise or a fall by so much, or a share of a whole, by rule.

    `earlier`: the numbers before it in its sentence and their ways: "30 percent of its imports, up from 20 percent".
    """
    doc, root = page.doc, number.root
    at = _preposition(doc, number.first)
    before = doc[at].lower_ if at >= 0 else ""
    after = doc[number.behind].lower_ if number.behind < len(doc) else ""
    verb = verb_over(number)
    percent = number.quantity.unit == "percent"
    moved = _moved(verb)
    if before == "by":
        side = moved or (_SIDES.get(doc[at - 1].lower_) if at else None) or _moving(doc, at)
        if side is not None:
            return side
    if percent and _is_share(page, number, verb):
        return "share"
    for noun in above(number):
        way = _way(noun) if noun.pos_ in NOUNS else None
        if way is not None and (noun.i >= number.behind or before in ("by", "of")):
            return way
    if percent and _is_growth(thing(number), number.first):
        return "increase"  # "growth will reach 5 percent"
    if percent and before in _BESIDE and earlier and earlier[-1][0].quantity.unit == "percent":
        near, way = earlier[-1]
        if way == "share" or (before == "and" and near.behind > at - _ROUGH):
            return way
    if before in _SIDES:
        return _SIDES[before]
    if after in ("higher", "lower") or (after in _SIDES and doc[number.behind + 1 : number.behind + 2].text == "on"):
        return _SIDES[after]
    if after in _MORE and not number.quantity.additional:
        return _MORE[after]
    if before in _AT:
        return "level"
    if before == "by" or number.quantity.unit in _PERCENTS or root.dep_ in ("npadvmod", "dobj"):
        return moved or "level"
    return "level"


def _preposition(doc: Doc, first: int) -> int:
    """The word before a number and whatever makes it a rough one: "by" of "by up to about 40"; -1 at the start."""
    at = first - 1
    while at > max(0, first - 1 - _ROUGH) and doc[at].lower_ in ROUGHLY:
        at -= 1
    return at


def _moved(verb: Token | None) -> Change | None:
    """Which way a verb moves a measure."""
    if verb is None:
        return None
    lemma = verb.lemma_.lower()
    if lemma in MOVES_UP | RAISING:
        return "increase"
    return "decrease" if lemma in MOVES_DOWN | LOWERING else None


def _way(noun: Token) -> Change | None:
    """Which way a noun moves what is measured: "a 12 percent drop"."""
    lemma = noun.lemma_.lower()
    if lemma in RAISED or MOVES.get(lemma) == "up":
        return "increase"
    return "decrease" if lemma in LOWERED or MOVES.get(lemma) == "down" else None


def _moving(doc: Doc, at: int) -> Change | None:
    """Which way the noun before "by" moves what it is of: "the growth of bilateral trade by 46 percent"."""
    for token in reversed(list(doc[max(0, at - _OF) : at])):
        if token.pos_ in ("VERB", "AUX", "PUNCT"):
            return None
        way = _way(token) if token.pos_ in NOUNS else None
        if way is not None:
            return way
    return None


def _is_growth(noun: Token | None, first: int) -> bool:
    """Whether what is measured before a number is growth: "economic growth", "its forecast for growth"."""
    return noun is not None and any(
        t.lower_ == "growth" for t in noun.doc[noun.left_edge.i : min(first, noun.i + _NEAR)]
    )


def _is_share(page: Page, number: Number, verb: Token | None) -> bool:
    """Whether a percentage is one of a whole: "30 percent of its imports", "a 40 percent stake", "accounts for"."""
    behind = page.doc[number.behind : number.behind + 2]
    noun = thing(number)
    return (
        any(c.lower_ == "of" and c.i >= number.first for c in number.root.children)
        or behind[:1].text.lower() == "of"
        or any(t.lemma_.lower() in PARTS for t in behind)
        or (noun is not None and noun.lemma_.lower() in PARTS)
        or (verb is not None and verb.lemma_.lower() in SHARING)
        or (verb is not None and any(c.lemma_.lower() in PARTS and c.dep_ in SUBJECTS for c in verb.children))
    )
