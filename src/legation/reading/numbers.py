"""Numbers in the parsed text: the verb over each, the thing measured, the words that state it, its direction."""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from legation.nouns import Change
from legation.reading.clauses import SUBJECTS, clause, direct_object, phrase
from legation.reading.page import Page
from legation.reading.quantities import FoundQuantity
from legation.reference.counts import LOWERING, RAISING
from legation.reference.units import MEASURED
from legation.reference.verbs import MEASURES, MOVES, MOVES_DOWN, MOVES_UP, VALUING

_STEPS = 8  # from a number up to the verb of its clause
_NOUNS = ("NOUN", "PROPN")
_VERBS = ("VERB", "AUX")
_NO_CLAUSE = ("amod", "compound", "aux", "auxpass")
_WHOLE = ("of", "to", "with", "in", "between", "from", "on", "for")  # prepositions that belong to a thing's name
_SHARING = ("account", "represent", "constitute", "comprise", "own", "hold", "cover", "make")
_SHARES = ("share", "stake", "interest", "proportion", "half", "holding")
_SIDES: dict[str, Change] = {"up": "increase", "higher": "increase", "down": "decrease", "lower": "decrease"}
_AT = ("to", "from", "at", "below", "above")
_ABOUT = ("about", "around", "over")
_BOUNDARY = (",", ";", "and", "but", "while", "(", "against", "versus", "compared", "up", "down", "or", "--", "–", "—")
_NO_NAME = ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL")  # names of these belong to no thing
_NO_LEAD = ("DET", "PUNCT", "SPACE", "ADP")
_ROUGHLY = ("record", "about", "some", "over")
_LEAD = 40  # tokens of a clause before a number that are kept
_PERCENTS = ("percent", "percentage point", "basis point")


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
        return number.root if number.root.pos_ in _NOUNS else None
    verb = verb_over(number)
    nouns = [t for t in above(number) if t.pos_ in _NOUNS and t is not verb]
    inside = (p for p in number.root.children if p.lower_ in ("of", "in") and p.i >= number.first)
    part = next((t for p in inside for t in p.children), None)
    if nouns and (nouns[0].lemma_.lower() in MEASURES or nouns[0].i >= number.behind):
        return nouns[0]  # "a 5 billion dollar deficit", "exports of 5 billion dollars"
    if part is not None and part.pos_ in _NOUNS and part.ent_type_ not in ("DATE", "TIME"):
        return part  # "40 pct of its exports", "2 billion dollars in aid"
    if nouns:
        return nouns[0]
    if verb is None:
        return None
    doer = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    valued = direct_object(verb)
    apart = valued is not None and not number.first <= valued.i < number.behind
    if apart and verb.lemma_.lower() in VALUING | RAISING | LOWERING:
        return valued  # "put its cost at", "cut its debt by"
    if doer is None and verb.dep_ in ("acl", "relcl"):
        return verb.head
    if doer is not None and doer.pos_ == "PRON" and verb.dep_ == "relcl":
        return verb.head
    return doer if doer is not None and doer.pos_ in _NOUNS else None


def name_of(page: Page, noun: Token, number: Number) -> str:
    """A thing in the words of the text, with what belongs to its name, less the number and the article."""
    start = number.behind if number.first <= noun.left_edge.i < number.behind else noun.left_edge.i
    if number.counted:
        start = number.first
        while start < noun.i and page.doc[start].like_num:
            start += 1
    elif start < number.first and number.behind <= noun.i:
        start = number.behind  # "a 5 billion dollar deficit"
    start = min(start, noun.i)
    behind = noun.i + 1
    while behind < len(page.doc) and page.doc[behind].lower_ in _WHOLE and page.doc[behind].head.i < behind:
        inner = next((t for t in page.doc[behind].children if t.dep_ == "pobj"), None)
        if inner is None or inner.i < behind or inner.ent_type_ in _NO_NAME:
            break
        if any(number.first <= t.i < number.behind or t.like_num for t in page.doc[behind : inner.i + 1]):
            break
        behind = inner.i + 1
    while start < noun.i and (page.doc[start].pos_ in _NO_LEAD or page.doc[start].lower_ in _ROUGHLY):
        start += 1
    return page.quote(list(page.doc[start:behind])).quote


def words_of(page: Page, number: Number, others: list[Number]) -> list[Token]:
    """The shortest run of words that states a number: its clause or phrase, less what states `others` beside it."""
    verb = verb_over(number)
    noun = next((t for t in above(number) if t.pos_ in _NOUNS), number.root)
    tokens = clause(verb) if verb is not None else phrase(noun)
    if not (tokens[0].i <= number.first and number.behind <= tokens[-1].i + 1):
        tokens = list(page.doc[max(number.root.sent.start, number.first - _LEAD) : number.behind])
    first, behind = tokens[0].i, tokens[-1].i + 1
    before = [o.behind for o in others if first <= o.first and o.behind <= number.first]
    after = [o.first for o in others if number.behind <= o.first < behind]
    if before:
        marks = [t for t in page.doc[max(before) : number.first] if t.lower_ in _BOUNDARY]
        first = marks[0].i if marks else first
    if after:
        marks = [t for t in page.doc[number.behind : min(after)] if t.lower_ in _BOUNDARY]
        behind = marks[-1].i if marks else behind
    kept = list(page.doc[first:behind])
    while len(kept) > 1 and kept[0].i < number.first and (kept[0].is_punct or kept[0].is_space or kept[0].dep_ == "cc"):
        kept.pop(0)
    while len(kept) > 1 and kept[-1].i >= number.behind and (kept[-1].is_punct or kept[-1].is_space):
        kept.pop()
    return kept


def ruled_change(page: Page, number: Number) -> Change:
    """Whether a number is a level, a rise or a fall by so much, or a share of a whole, by rule."""
    doc, root = page.doc, number.root
    before = doc[number.first - 1].lower_ if number.first else ""
    earlier = doc[number.first - 2].lower_ if number.first > 1 else ""
    verb = verb_over(number)
    lemma = verb.lemma_.lower() if verb is not None else ""
    if number.quantity.unit == "percent" and _is_share(page, number, verb):
        return "share"
    for noun in above(number):
        move = MOVES.get(noun.lemma_.lower()) if noun.pos_ in _NOUNS else None
        if move is not None and (noun.i >= number.behind or before in ("by", "of")):
            return "increase" if move == "up" else "decrease"
    after = doc[number.behind].lower_ if number.behind < len(doc) else ""
    side = _SIDES.get(before) or (_SIDES.get(after) if after in ("higher", "lower") else None)
    if side is not None:
        return side
    if before in _AT or (before in _ABOUT and earlier in ("to", "from", "at")):
        return "level"
    if before == "by" or number.quantity.unit in _PERCENTS or root.dep_ in ("npadvmod", "dobj"):
        if lemma in MOVES_UP | RAISING:
            return "increase"
        if lemma in MOVES_DOWN | LOWERING:
            return "decrease"
    return "level"


def _is_share(page: Page, number: Number, verb: Token | None) -> bool:
    """Whether a percentage is one of a whole: "30 percent of its imports", "a 40 percent stake", "accounts for"."""
    behind = page.doc[number.behind : number.behind + 2]
    return (
        any(c.lower_ == "of" and c.i >= number.first for c in number.root.children)
        or behind[:1].text.lower() == "of"
        or any(t.lemma_.lower() in _SHARES for t in behind)
        or (verb is not None and verb.lemma_.lower() in _SHARING)
        or (verb is not None and any(c.lemma_ in _SHARES and c.dep_ in SUBJECTS for c in verb.children))
    )
