"""Figures: measured quantities that the document reports as fact."""

from spacy.tokens import Token

from legation.nouns import Change, Figure
from legation.reading.cast import Codes
from legation.reading.clauses import SUBJECTS, clause, direct_object, phrase, subject
from legation.reading.objects import Objects
from legation.reading.page import Page
from legation.reading.proposal import Proposal
from legation.reading.quantities import FoundQuantity
from legation.reading.times import event_date
from legation.reference.things import THINGS
from legation.reference.verbs import LIGHT, MEASURES, MEASURING, MOVES, MOVES_DOWN, MOVES_UP, POSITION_VERBS, VALUING

_BOTH = {"bilateral", "mutual", "two-way"}
_FAR = 8  # tokens between "growth" and "by"
_EXTENTS = {"long", "wide", "high", "deep", "away", "thick"}


def figures(page: Page, objects: Objects, taken: set[int]) -> list[Figure]:
    """Figures of a page. `taken`: tokens of commitments, whose quantities are theirs."""
    found = []
    for quantity in page.quantities:
        if quantity.start < page.body:
            continue
        span = page.doc.char_span(quantity.start, quantity.end, alignment_mode="expand")
        if span is None or span.root.i in taken:
            continue
        made = _figure(page, objects, quantity, span.root)
        if made is not None:
            found.append(made)
    return found


def _measured(token: Token) -> tuple[Token, Token] | None:
    """What a number measures: the noun, and the word over which it hangs; None where neither tells a measure."""
    node = token
    for _ in range(6):
        head = node.head
        if head is node:
            break
        if head.pos_ in ("VERB", "AUX"):
            lemma = head.lemma_.lower()
            doer = next((c for c in head.children if c.dep_ in SUBJECTS), None)
            valued = direct_object(head)
            if lemma in VALUING and valued is not None and valued.i < token.i:
                return valued, head  # "put its cost at"
            if lemma in MEASURING or lemma in MOVES_UP or lemma in MOVES_DOWN:
                return (doer or head), head
            if lemma == "be" and doer is not None:
                measure = any(t.lemma_.lower() in MEASURES for t in doer.subtree)
                extent = node.lower_ in _EXTENTS and doer.lemma_.lower() in THINGS
                return (doer, head) if measure or extent else None
            return None
        if (
            head.pos_ in ("NOUN", "PROPN")
            and head.lemma_.lower() in MEASURES
            and node.dep_ in ("prep", "nummod", "appos", "amod", "compound", "nmod")
        ):
            return head, head
        node = head
    return None


def _figure(page: Page, objects: Objects, quantity: FoundQuantity, number: Token) -> Figure | None:
    measured = _measured(number)
    if measured is None:
        moved = _moved_by(page, quantity, number)
        if moved is not None:
            return _filled(page, objects, moved, quantity=quantity, number=number, what=moved.anchor)
        if number.lemma_.lower() not in MEASURES or not any(c.dep_ == "prep" for c in number.children):
            return None
        measured = number, number
    what, head = measured
    tokens = clause(head) if head.pos_ in ("VERB", "AUX") else phrase(head)
    if not (tokens[0].idx <= quantity.start and quantity.end <= tokens[-1].idx + len(tokens[-1])):
        return None
    made = Proposal("figure", head, tokens, (head.i, head.i + 1), _change(number, head, quantity))
    return _filled(page, objects, made, quantity=quantity, number=number, what=what)


def _moved_by(page: Page, quantity: FoundQuantity, number: Token) -> Proposal | None:
    """Find "the growth of trade by 46 per cent", where the parser hangs the number on the verb before."""
    span = page.doc.char_span(quantity.start, quantity.end, alignment_mode="expand")
    if span is None or span.start == 0 or page.doc[span.start - 1].lower_ != "by":
        return None
    for token in reversed(page.doc[max(number.sent.start, span.start - _FAR) : span.start]):
        if token.pos_ in ("VERB", "AUX"):
            return None
        if token.lemma_.lower() in MOVES and token.pos_ == "NOUN":
            tokens = list(page.doc[token.i : span.end])
            change = "decrease" if MOVES[token.lemma_.lower()] == "down" else "increase"
            return Proposal("figure", token, tokens, (token.i, token.i + 1), change)
    return None


def figure_in(page: Page, objects: Objects, made: Proposal, actors: Codes) -> Figure | None:
    """The figure about `actors` that some words hold; None where no quantity is among them."""
    start, end = made.tokens[0].idx, made.tokens[-1].idx + len(made.tokens[-1])
    held = [
        (quantity, span.root, _measured(span.root))
        for quantity in page.numbers(start, end)
        if (span := page.doc.char_span(quantity.start, quantity.end, alignment_mode="expand")) is not None
    ]
    if not held:
        return None
    quantity, number, measured = next((h for h in held if h[2] is not None), held[0])
    what, head = measured or (number, made.anchor)
    labelled = made._replace(label=made.label or _change(number, head, quantity))
    return _filled(page, objects, labelled, quantity=quantity, number=number, what=what, actors=actors)


def about(page: Page, made: Proposal) -> Codes:
    """Whom a figure is about, by rule: who is named in its words, else in its sentence, else the text's main party."""
    if any(t.lower_ in _BOTH for t in made.tokens) and (pair := page.cast.pair(made.anchor.i)):
        return pair
    own = next((c for t in made.tokens for c in t.children if c.dep_ == "poss" and page.cast.codes(c)), None)
    return page.named(made.tokens) or page.cast.codes(own) or page.named(list(made.anchor.sent)) or page.main[:1]


def _filled(
    page: Page,
    objects: Objects,
    made: Proposal,
    *,
    quantity: FoundQuantity,
    number: Token,
    what: Token,
    actors: Codes | None = None,
) -> Figure:
    tokens = made.tokens
    actors = about(page, made) if actors is None else actors
    change: Change = made.label  # type: ignore[assignment]
    speaker, speaker_for = _voucher(page, number)
    first, last = what.left_edge.i, what.i
    name = page.quote(list(page.doc[first : last + 1])).quote if what.pos_ in ("NOUN", "PROPN") else quantity.unit
    return Figure(
        id="",
        evidence=(page.quote(tokens),),
        trigger=page.words(*made.trigger),
        speaker=speaker,
        speaker_for=speaker_for,
        date=event_date(page, made),
        objects=objects.of(tokens) or objects.of(list(number.sent)),
        actors=tuple(sorted(actors)),
        what=name,
        value=quantity.value,
        unit=quantity.unit,
        change=change,
    )


def _voucher(page: Page, number: Token) -> tuple[str | None, Codes]:
    """On whose word a number stands: the source of its statement, else the one whose stance names it."""
    speaker, codes = page.cast.speaker(number.i)
    if speaker is None:
        stance = next((t for t in number.ancestors if t.lemma_.lower() in POSITION_VERBS.keys() | LIGHT), None)
        holder = subject(stance) if stance is not None and stance.pos_ == "VERB" else None
        if holder is not None and page.cast.person(holder) is not None:
            return page.cast.named(holder), page.cast.codes(holder)
    return speaker, codes


def _change(number: Token, head: Token, quantity: FoundQuantity) -> Change:
    lemma = head.lemma_.lower()
    if quantity.unit == "percent" and (
        lemma in ("account", "represent", "constitute", "make")
        or any(c.lower_ == "of" for c in number.children)
        or any(c.lemma_ == "share" and c.dep_ in SUBJECTS for c in head.children)
    ):
        return "share"
    if number.head.lower_ == "to" and lemma in MOVES_UP | MOVES_DOWN:
        return "level"
    if lemma in MOVES_UP or lemma in ("growth", "increase", "rise"):
        return "increase"
    if lemma in MOVES_DOWN or lemma in ("decline", "drop", "fall", "decrease"):
        return "decrease"
    return "level"
