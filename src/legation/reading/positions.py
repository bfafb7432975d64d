"""Positions: who takes which stance on what."""

from spacy.tokens import Token

from legation.nouns import Polarity, Position
from legation.reading.cast import Codes, united
from legation.reading.clauses import direct_object, is_passive, modal, prepositions, subject
from legation.reading.objects import Objects
from legation.reading.page import Page
from legation.reading.proposal import Proposal
from legation.reading.times import event_date
from legation.reference.verbs import POSITION_ADJECTIVES, POSITION_NOUNS, POSITION_VERBS
from legation.reference.weaker import WEAKER_STANCES

# words that take a stance beside a verb that takes none by itself
_STANCES = POSITION_NOUNS.keys() | POSITION_ADJECTIVES.keys() | WEAKER_STANCES.keys()


def position(page: Page, objects: Objects, made: Proposal, roles: tuple[Codes, Codes]) -> Position | None:
    """Fill in a proposed stance; None where no party holds it or it has no object.

    `roles`: who holds it, and whom it is about.
    """
    polarity: Polarity = made.label  # type: ignore[assignment]
    by, to = roles
    toward = _toward(page, made)
    if not by or not (toward or not made.found):
        return None
    if made.found and not to and not (set(page.main) - set(by)):
        return None  # nobody else in the whole document: a domestic matter
    speaker, speaker_for = page.cast.speaker(made.anchor.i)
    return Position(
        id="",
        evidence=(page.quote(made.tokens),),
        trigger=page.words(*made.trigger),
        speaker=speaker,
        speaker_for=speaker_for,
        date=event_date(page, made),
        objects=objects.of(made.tokens),
        by=by,
        to=to,
        toward=toward or page.quote(made.tokens).quote,
        polarity=polarity,
    )


def stance(page: Page, made: Proposal) -> tuple[Codes, Codes]:
    """Who holds a proposed stance, and whom it is about, by rule; empty where none can tell."""
    by = _holders(page, made)
    if not by and not made.found:
        by = page.cast.behind(subject(made.anchor)) if page.cast.speaker(made.anchor.i)[0] is None else ()
        by = by or page.cast.answering(made.anchor.i)
    return by, tuple(c for c in page.named(made.tokens) if c not in by)


def _holders(page: Page, made: Proposal) -> Codes:
    anchor = made.anchor
    if anchor.pos_ not in ("VERB", "AUX"):
        return _owners(page, anchor) if anchor.lemma_.lower() in POSITION_NOUNS else ()
    impersonal = made.label == "urges" and (
        modal(anchor) is not None or anchor.lemma_ in ("be", "have", "require", "need")
    )
    if impersonal:  # "the sides should": the one who says so holds it
        name, codes = page.cast.speaker(anchor.i)
        return codes if name or codes else ()
    stance = anchor.lemma_.lower() in POSITION_VERBS or made.complement is not None or _takes_one(page, anchor)
    if not stance and not made.found and page.cast.statement(anchor.i) is not None:
        return page.cast.answering(anchor.i)  # what a source says of others is the source's stance
    if is_passive(anchor):
        return next((page.cast.codes(t) for w, t in prepositions(anchor) if w == "by"), ())
    return page.cast.codes(subject(anchor))


def _owners(page: Page, noun: Token) -> Codes:
    """Whose stance a noun names: "Chadian objections", "opposition from Chad"."""
    own = [
        (page.parties[c.i].code,) if c.i in page.parties else page.cast.parties(c)
        for c in noun.children
        if c.dep_ == "poss" or (c.i in page.parties and c.dep_ in ("amod", "compound", "nmod"))
    ]
    return united(own) or united(page.cast.parties(t) for w, t in prepositions(noun) if w in ("from", "by", "among"))


def _takes_one(page: Page, verb: Token) -> bool:
    """Whether a party takes a stance by a weaker verb or by what it carries: "dislikes", "has strong reservations"."""
    if not page.is_party(subject(verb)):
        return False
    words = {t.lemma_.lower() for t in [verb, *verb.children] if t == verb or t.dep_ in ("dobj", "acomp")}
    return bool(words & _STANCES)


def _toward(page: Page, made: Proposal) -> str | None:
    """The object of a stance, verbatim."""
    anchor = made.anchor
    inside = {t.i for t in made.tokens}
    heads: list[Token] = []
    if made.complement is not None:
        heads += [
            t
            for w, t in prepositions(made.complement)
            if w in ("over", "for", "of", "at", "about", "on", "to", "with", "in", "against", "towards", "regarding")
        ]
        heads += [c for c in made.complement.children if c.dep_ in ("acl", "ccomp", "relcl")]
    noun = direct_object(anchor)
    if noun is not None and noun is not made.complement:
        heads.append(noun)
    heads += [c for c in anchor.children if c.dep_ in ("ccomp", "xcomp", "attr", "acomp") and c is not made.complement]
    heads += [t for _, t in prepositions(anchor)]
    for head in heads:
        kept = [page.doc[i] for i in range(head.left_edge.i, head.right_edge.i + 1) if i in inside]
        if kept:
            return page.quote(kept).quote.strip(' ,.;:“”"') or None
    rest = [t for t in made.tokens if t.i >= made.trigger[1]]
    return page.quote(rest).quote.strip(' ,.;:“”"') or None if rest else None
