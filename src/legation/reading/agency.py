"""Who is to act in an undertaking and towards whom, by rule: from the roles of its verb or noun."""

from spacy.tokens import Token

from legation.reading.cast import Codes, united
from legation.reading.clauses import direct_object, is_passive, prepositions, subject
from legation.reading.counterparts import (
    asked,
    counterpart,
    givers,
    in_words,
    inside,
    is_with,
    owed,
    partners,
    recipients,
    verbs_of,
)
from legation.reading.page import Page
from legation.reading.proposal import Proposal

_INSTRUMENTS = {
    "agreement",
    "accord",
    "pact",
    "treaty",
    "memorandum",
    "mou",
    "protocol",
    "deal",
    "declaration",
    "convention",
    "statement",
    "understanding",
    "truce",
    "ceasefire",
}
_GETTING = {"buy", "purchase", "import", "acquire", "receive", "borrow", "charter"}
_TAKEN_OVER = {"stake", "share", "firm", "company", "interest", "business", "unit", "land", "territory", "asset"}
_ONE_SIDED = {"order", "proclamation", "bill", "law", "legislation", "decree", "act"}
_TO_SUBJECT = {"offer", "invite", "lend", "give", "grant", "allow", "compensate", "promise", "pay", "tell", "exempt"}
_WISHING = {  # "hop" is what the parser makes of "hoped"
    *("hope", "hop", "want", "wish", "urge", "ask", "expect", "demand", "call", "request", "press", "push", "require"),
    "force",
}


def agency(page: Page, made: Proposal) -> tuple[Codes, Codes]:
    """Who is to act, or has acted, and who receives or is the counterpart; empty where no rule can tell."""
    by, to = _told(page, made)
    if not by and not made.found:
        by = _behind(page, made)
        to = tuple(c for c in to if c not in by)
    return by, to


def _told(page: Page, made: Proposal) -> tuple[Codes, Codes]:
    anchor = made.anchor
    if anchor.pos_ not in ("VERB", "AUX"):
        return _noun_roles(page, made)
    cast = page.cast
    doer = subject(anchor)
    passive = is_passive(anchor)
    own = cast.parties(doer) if not passive else united(cast.parties(t) for w, t in prepositions(anchor) if w == "by")
    if made.frame == "joint":
        return _joint(page, made, own, doer, passive=passive)
    if made.frame == "asks":
        return asked(page, made, own), own
    asker = _asker(made) if made.label == "sought" else None
    if asker is not None and own:  # "the U.S. hopes that Japan will open its market"
        return own, tuple(c for c in cast.parties(asker) if c not in own)
    if made.frame == "gets":
        return givers(page, made, own), own
    if passive and not own:
        receiver = (cast.parties(doer) if anchor.lemma_.lower() in _TO_SUBJECT else ()) or recipients(page, made, ())
        rest = tuple(c for c in inside(page, made, receiver))
        return rest or counterpart(page, made, receiver), receiver
    if not passive and own and _gets(made):
        giver = givers(page, made, own)
        if giver:
            return giver, own
    return own, recipients(page, made, own)


def _joint(page: Page, made: Proposal, own: Codes, doer: Token | None, *, passive: bool) -> tuple[Codes, Codes]:
    """The roles of what is agreed, signed or discussed: all together, but for what one of them is to do."""
    if not passive and len(own) == 1 and _gets(made):
        giver = givers(page, made, own)
        if giver:
            return giver, own
    by = united([own, partners(page, made)])
    if len(by) > 1:
        return by, ()
    if by:
        if made.label == "signed" and _is_one_sided(made):
            return by, inside(page, made, by)
        alone = made.label in ("agreed", "signed") and doer is not None and not passive and not _is_instrument(made)
        other = inside(page, made, by) or (
            () if alone and page.cast.bodies.issuperset(by) else counterpart(page, made, by)
        )
        if alone and not is_with(made):
            return by, other
        return united([by, other]), ()
    if passive and doer is not None and doer.pos_ in ("NOUN", "PROPN"):
        parties = united([_together(page, doer), inside(page, made, ())])  # "an accord between X and Y was signed"
        if len(parties) == 1:
            parties = united([parties, counterpart(page, made, parties)])
        return parties or page.cast.pair(made.anchor.i), ()
    return (united([inside(page, made, ())]) or page.cast.pair(made.anchor.i)), ()


def _asker(made: Proposal) -> Token | None:
    """Who wants what a clause says, where its verb is inside what another one wishes for."""
    head = made.anchor
    if head.lemma_.lower() in _WISHING:
        return None
    for _ in range(3):
        if head.dep_ not in ("ccomp", "xcomp", "conj") or head.head is head:
            return None
        head = head.head
        if head.lemma_.lower() in _WISHING:
            return subject(head)
    return None


def _gets(made: Proposal) -> bool:
    """Whether what the subject does is to receive: "agreed to buy", "plans to borrow"; the other one delivers."""
    getting = next((t for t in verbs_of(made) if t.lemma_.lower() in _GETTING and t.pos_ == "VERB"), None)
    if getting is None:
        return False
    what = direct_object(getting)  # a buyer of shares is the one who acts
    return what is None or (what.lemma_.lower() not in _TAKEN_OVER and what.ent_type_ not in ("ORG", "GPE"))


def _is_one_sided(made: Proposal) -> bool:
    """Whether what is signed is a paper of one alone: an executive order, a law."""
    noun = made.complement or direct_object(made.anchor)
    return noun is not None and noun.lemma_.lower() in _ONE_SIDED


def _behind(page: Page, made: Proposal) -> Codes:
    """Who acts where no role of the verb tells it: who hangs on its subject, is named before it, or answers for it."""
    if is_passive(made.anchor) and made.anchor.lemma_.lower() in _TO_SUBJECT:  # the subject is given something
        return tuple(c for c in page.cast.answering(made.anchor.i) if c not in page.cast.parties(subject(made.anchor)))
    before = [t for t in made.tokens if t.i < made.anchor.i]
    return page.cast.behind(subject(made.anchor)) or page.named(before) or page.cast.answering(made.anchor.i)


def _is_instrument(made: Proposal) -> bool:
    """Whether what is agreed is a paper of both: a treaty, a memorandum, an accord."""
    noun = made.complement or direct_object(made.anchor)
    return noun is not None and noun.lemma_.lower() in _INSTRUMENTS


def _noun_roles(page: Page, made: Proposal) -> tuple[Codes, Codes]:
    noun = made.anchor
    owner = _owner(page, noun)
    linked = {w: page.cast.parties(t) for w, t in reversed(list(prepositions(noun)))}
    with_ = united([linked.get("with", ()), linked.get("between", ()), linked.get("by", ())])
    if made.frame == "joint":
        by = _together(page, noun) or page.named(made.tokens)
        return (united([by, counterpart(page, made, by)]) if len(by) == 1 else by), ()
    if made.frame == "gets":
        giver = united([linked.get("to", ()), linked.get("from", ())]) or tuple(
            c for c in page.named(made.tokens) if c not in owner
        )
        return giver or counterpart(page, made, owner), owner
    by = owner or with_ or linked.get("of", ())
    to = tuple(c for c in united([linked.get("to", ()), linked.get("for", ()), linked.get("from", ())]) if c not in by)
    to = to or tuple(c for c in page.named(made.tokens) if c not in by)[:2]
    return by, to or owed(page, made, by) or in_words(page, made, by)


def _together(page: Page, noun: Token) -> Codes:
    """Whose an accord or a talk is: its owners before it, and those it is with or between."""
    with_ = (page.cast.parties(t) for w, t in prepositions(noun) if w in ("with", "between", "by", "among"))
    return united([_owner(page, noun), *with_])


def _owner(page: Page, noun: Token) -> Codes:
    """Whose a noun is: "Kenya's loan", "the Kenyan loan", "the U.S.-British accord"."""
    owner = united(page.cast.parties(c) for c in noun.children if c.dep_ == "poss")
    if owner:
        return owner
    before = (c for c in noun.children if c.dep_ in ("amod", "compound", "nmod") and c.i < noun.i)
    return united(page.named(list(page.doc[c.left_edge.i : c.i + 1])) for c in before)
