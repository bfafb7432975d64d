"""Numbers in the parsed text: where they stand, the verb over each and the thing that it measures."""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from legation.reading.clauses import SUBJECTS, direct_object, subject
from legation.reading.page import Page
from legation.reading.quantities import FoundQuantity
from legation.reference.counts import AMOUNTS, LOWERED, LOWERING, RAISED, RAISING, SHARING
from legation.reference.units import MEASURED
from legation.reference.verbs import MEASURES, MOVES, VALUING

NOUNS = ("NOUN", "PROPN")
_STEPS = 8  # from a number up to the verb of its clause
_VERBS = ("VERB", "AUX")
_NO_CLAUSE = ("amod", "compound", "aux", "auxpass")
_TIMES = ("DATE", "TIME")


class Number(NamedTuple):
    """A quantity where it stands in the parsed text."""

    quantity: FoundQuantity
    first: int  # its first token
    behind: int  # past its last token
    root: Token

    @property
    def counted(self) -> bool:
        """Whether its unit is the thing counted: "36 drones"."""
        return not self.quantity.unit.isupper() and self.quantity.unit not in MEASURED


def numbers(page: Page) -> list[Number]:
    """The quantities of the body of a page in what of it is parsed, in order of place."""
    found = []
    for quantity in page.quantities:
        span = page.doc.char_span(quantity.start, quantity.end, alignment_mode="expand")
        if quantity.start >= page.body and span is not None and len(span) and span.root.pos_:
            found.append(Number(quantity, span.start, span.end, span.root))
    return found


def above(number: Number) -> Iterator[Token]:
    """What a number hangs on, up to and with the verb of its clause."""
    node = number.root
    for _ in range(_STEPS):
        if node.pos_ in _VERBS and node.dep_ not in _NO_CLAUSE and node is not number.root:
            yield node
            return
        if not number.first <= node.i < number.behind:
            yield node
        if node.head is node:
            return
        node = node.head


def verb_over(number: Number) -> Token | None:
    """The verb of the clause that a number stands in; None in a mere phrase."""
    return next((t for t in above(number) if t.pos_ in _VERBS and t.dep_ not in _NO_CLAUSE), None)


def thing(number: Number) -> Token | None:
    """The noun for what a number measures: the one that it stands before, or behind which it is said."""
    if number.counted:
        return number.root if number.root.pos_ in NOUNS else None
    verb = verb_over(number)
    if verb is not None and number.quantity.unit == "percent" and verb.lemma_.lower() in SHARING:
        return _doer(number, verb)  # "tea accounts for 40 percent of its exports"
    nouns = [t for t in above(number) if t.pos_ in NOUNS and t is not verb and t.lemma_.lower() not in AMOUNTS]
    if nouns and nouns[0].i >= number.behind and (moved := _inside(nouns[0])) is not None and _moves(nouns[0]):
        return moved  # "a 12 percent drop in exports"
    if nouns and (nouns[0].lemma_.lower() in MEASURES or nouns[0].i >= number.behind):
        return nouns[0]  # "a 5 billion dollar deficit", "exports of 5 billion dollars"
    part = _part(number)
    if part is not None:
        return part  # "40 pct of its exports", "2 billion dollars in aid"
    if nouns:
        return nouns[0]
    if verb is None:
        return None
    valued = direct_object(verb)
    apart = valued is not None and not number.first <= valued.i < number.behind
    if apart and verb.lemma_.lower() in VALUING | RAISING | LOWERING:
        return valued  # "put its cost at", "cut its debt by"
    return _doer(number, verb)


def _doer(number: Number, verb: Token) -> Token | None:
    """The noun of which a verb states a number: its subject, or what a clause without one describes."""
    doer = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if doer is None and verb.dep_ in ("acl", "relcl"):
        return verb.head
    if doer is not None and doer.pos_ == "PRON" and verb.dep_ == "relcl":
        return verb.head
    doer = doer if doer is not None else subject(verb)
    if doer is None or doer.pos_ not in NOUNS or number.first <= doer.i < number.behind:
        return None
    return doer


def _part(number: Number) -> Token | None:
    """The noun behind "of" or "in" that a number is a part or an amount of."""
    next_to = number.root.doc[number.behind : number.behind + 1]
    for word in [*(c for c in number.root.children if c.i >= number.first), *next_to]:
        if word.lower_ == "of" or (word.lower_ == "in" and number.quantity.unit != "percent"):
            part: Token | None = next((t for t in word.children if t.dep_ == "pobj"), None)
            if part is not None and part.pos_ in NOUNS and part.ent_type_ not in _TIMES:
                return part
    return None


def _moves(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return lemma in MOVES or lemma in RAISED or lemma in LOWERED


def _inside(noun: Token) -> Token | None:
    """What a noun is of: the profit of a drop in profit."""
    words = (c for c in noun.children if c.lower_ in ("in", "of") and c.i > noun.i)
    return next((t for w in words for t in w.children if t.pos_ in NOUNS and t.ent_type_ not in _TIMES), None)
