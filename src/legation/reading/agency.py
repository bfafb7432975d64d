"""Who is to act in an undertaking and towards whom, by rule: from the roles of its verb or noun."""

from spacy.tokens import Token

from legation.reading.cast import Codes, united
from legation.reading.clauses import direct_object, is_passive, prepositions, subject
from legation.reading.page import Page
from legation.reading.proposal import Proposal

_TOWARDS = ("to", "for", "towards", "toward", "against", "with", "on", "upon")
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
    partner = _partners(page, anchor, made.complement)
    if made.frame == "joint":
        by = united([own, partner])
        if len(by) > 1:
            return by, ()
        if by:
            counterpart = _inside(page, made, by) or ()
            if made.label in ("agreed", "signed") and doer is not None and not passive and not _is_instrument(made):
                return by, counterpart
            return united([by, counterpart]), ()
        return (united([_inside(page, made, ())]) or cast.pair(anchor.i)), ()
    if made.frame == "asks":
        asked = _asked(page, anchor, own)
        return asked, own
    if made.frame == "gets":
        giver = united(cast.parties(t) for w, t in _around(made) if w == "from") or _inside(page, made, own)
        return tuple(c for c in giver if c not in own) or _counterpart(page, anchor, own), own
    if passive and not own:
        receiver = _recipients(page, made, ())
        rest = tuple(c for c in _inside(page, made, receiver))
        return rest or _counterpart(page, anchor, receiver), receiver
    to = _recipients(page, made, own)
    return own, to


def _behind(page: Page, made: Proposal) -> Codes:
    """Who acts where no role of the verb tells it: who hangs on its subject, is named before it, or answers for it."""
    before = [t for t in made.tokens if t.i < made.anchor.i]
    return page.cast.behind(subject(made.anchor)) or page.named(before) or page.cast.answering(made.anchor.i)


def _is_instrument(made: Proposal) -> bool:
    """Whether what is agreed is a paper of both: a treaty, a memorandum, an accord."""
    noun = made.complement or direct_object(made.anchor)
    return noun is not None and noun.lemma_.lower() in _INSTRUMENTS


def _around(made: Proposal) -> list[tuple[str, Token]]:
    """Prepositional objects of a verb, of its complement and of the verbs open to it, nearest first."""
    heads = [made.anchor]
    if made.complement is not None:
        heads.append(made.complement)
    for head in list(heads):
        heads += [c for c in head.children if c.dep_ in ("xcomp", "dobj", "ccomp", "acl", "attr")]
    for head in list(heads)[1:]:
        heads += [c for c in head.children if c.dep_ in ("xcomp", "dobj", "acl") and c not in heads]
    return [pair for head in dict.fromkeys(heads) for pair in prepositions(head)]


def _partners(page: Page, anchor: Token, complement: Token | None) -> Codes:
    found = [page.cast.parties(t) for w, t in prepositions(anchor) if w in ("with", "between", "by", "among")]
    if complement is not None:
        found += [page.cast.parties(t) for w, t in prepositions(complement) if w in ("with", "between", "by", "among")]
    noun = direct_object(anchor)
    if noun is not None and noun is not complement:
        found += [page.cast.parties(t) for w, t in prepositions(noun) if w in ("with", "between", "among")]
    return united(found)


def _asked(page: Page, anchor: Token, own: Codes) -> Codes:
    for child in anchor.children:
        if child.dep_ in ("ccomp", "xcomp"):
            for grand in child.children:
                if grand.dep_ in ("nsubj", "nsubjpass"):
                    found = page.cast.parties(grand)
                    if found:
                        return found
    noun = direct_object(anchor)
    if noun is not None and page.cast.parties(noun):
        return page.cast.parties(noun)
    for word, token in prepositions(anchor):
        if word in ("from", "on", "upon", "to") and page.cast.parties(token):
            return page.cast.parties(token)
    return _counterpart(page, anchor, own)


def _recipients(page: Page, made: Proposal, by: Codes) -> Codes:
    """Whom an act is for: the indirect object, "to X", "for X", then a party named in what is done."""
    anchor = made.anchor
    for child in anchor.children:
        if child.dep_ in ("dative", "dobj") and child.pos_ in ("PROPN", "NOUN", "PRON"):
            found = tuple(c for c in page.cast.parties(child) if c not in by)
            if found and (
                child.dep_ == "dative" or child.i in page.parties or child.i in page.people.at or child.pos_ == "PRON"
            ):
                return found
    for word, token in _around(made):
        if word in _TOWARDS:
            found = tuple(c for c in page.cast.parties(token) if c not in by)
            if found:
                return found
    return _inside(page, made, by) or _counterpart(page, anchor, by)


def _inside(page: Page, made: Proposal, by: Codes) -> Codes:
    """Parties named in the part of the clause behind its verb, less those who act."""
    rest = [t for t in made.tokens if t.i > made.anchor.i]
    return tuple(c for c in page.named(rest) if c not in by)[:3]


def _counterpart(page: Page, anchor: Token, by: Codes) -> Codes:
    """The other side, where the text around speaks of just two."""
    if not page.bilateral:
        return ()
    pair = page.cast.pair(anchor.i)
    rest = tuple(c for c in pair if c not in by)
    return rest if len(rest) == 1 and by and set(by) & set(pair) else ()


def _noun_roles(page: Page, made: Proposal) -> tuple[Codes, Codes]:
    noun = made.anchor
    owner = united(page.cast.parties(c) for c in noun.children if c.dep_ == "poss")
    if not owner:
        owner = united(
            (page.parties[c.i].code,)
            for c in noun.children
            if c.i in page.parties and c.dep_ in ("amod", "compound", "nmod")
        )
    linked = {w: page.cast.parties(t) for w, t in reversed(list(prepositions(noun)))}
    with_ = united([linked.get("with", ()), linked.get("between", ()), linked.get("by", ())])
    if made.frame == "joint":
        return united([owner, with_]) or page.named(made.tokens), ()
    if made.frame == "gets":
        giver = united([linked.get("to", ()), linked.get("from", ())]) or tuple(
            c for c in page.named(made.tokens) if c not in owner
        )
        return giver, owner
    by = owner or with_ or linked.get("of", ())
    to = tuple(c for c in united([linked.get("to", ()), linked.get("for", ()), linked.get("from", ())]) if c not in by)
    return by, to or tuple(c for c in page.named(made.tokens) if c not in by)[:2]
