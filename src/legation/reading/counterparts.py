"""The other side of an undertaking: whom it is with, who is asked, who receives, who gives."""

from collections.abc import Iterator

from spacy.tokens import Token

from legation.reading.cast import Codes, united
from legation.reading.clauses import direct_object, prepositions
from legation.reading.page import Page
from legation.reading.proposal import Proposal
from legation.reference.descriptions import STATE_WORDS

_TOWARDS = ("to", "for", "towards", "toward", "against", "with", "on", "upon")
_WITH = ("with", "between", "by", "among")
_MOST = 3  # parties named in a clause, from which on they are no single other side


def around(made: Proposal) -> list[tuple[str, Token]]:
    """Prepositional objects of a verb, of its complement and of the verbs open to it, nearest first."""
    heads = [made.anchor]
    if made.complement is not None:
        heads.append(made.complement)
    for head in list(heads):
        heads += [c for c in head.children if c.dep_ in ("xcomp", "dobj", "ccomp", "acl", "attr")]
    for head in list(heads)[1:]:
        heads += [c for c in head.children if c.dep_ in ("xcomp", "dobj", "acl") and c not in heads]
    return [pair for head in dict.fromkeys(heads) for pair in prepositions(head)]


def partners(page: Page, made: Proposal) -> Codes:
    """With whom the subject acts together: "with X", "between X and Y"."""
    anchor, complement = made.anchor, made.complement
    found = [page.cast.parties(t) for w, t in prepositions(anchor) if w in _WITH]
    if complement is not None:
        found += [page.cast.parties(t) for w, t in prepositions(complement) if w in _WITH]
    noun = direct_object(anchor)
    if noun is not None and noun is not complement:
        found += [page.cast.parties(t) for w, t in prepositions(noun) if w in _WITH and w != "by"]
    return united(found)


def asked(page: Page, made: Proposal, own: Codes) -> Codes:
    """Who is asked to act: the subject of what is asked for, the object, "from X", else the other side."""
    anchor = made.anchor
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
    return counterpart(page, made, own)


def recipients(page: Page, made: Proposal, by: Codes) -> Codes:
    """Whom an act is for: the indirect object, "to X", "for X", then a party named in what is done."""
    anchor = made.anchor
    for child in anchor.children:
        if child.dep_ in ("dative", "dobj") and child.pos_ in ("PROPN", "NOUN", "PRON"):
            found = tuple(c for c in page.cast.parties(child) if c not in by)
            if found and (
                child.dep_ == "dative" or child.i in page.parties or child.i in page.people.at or child.pos_ == "PRON"
            ):
                return found
    for word, token in around(made):
        if word in _TOWARDS:
            found = tuple(c for c in page.cast.parties(token) if c not in by)
            if found:
                return found
    named = inside(page, made, by) or described(page, made, by)
    return named or counterpart(page, made, by) or in_words(page, made, by)


def inside(page: Page, made: Proposal, by: Codes) -> Codes:
    """Parties named in the part of the clause behind its verb, less those who act."""
    rest = [t for t in made.tokens if t.i > made.anchor.i]
    return tuple(c for c in page.named(rest) if c not in by)[:_MOST]


def described(page: Page, made: Proposal, by: Codes) -> Codes:
    """The state that the part of the clause behind its verb only describes: "will spend 40 mln dlrs in the country"."""
    nouns = (t for t in made.tokens if t.i > made.anchor.i and t.tag_ == "NN" and t.lemma_.lower() in STATE_WORDS)
    found = (tuple(c for c in page.cast.codes(t) if c not in by) for t in nouns)
    return next((codes for codes in found if codes), ())


def in_words(page: Page, made: Proposal, by: Codes) -> Codes:
    """The first party without a code in the part of the clause behind its verb: "debt of developing countries"."""
    behind = (t for t in made.tokens if t.i > made.anchor.i and t.tag_ == "NNS")
    named = (page.cast.parties(t) for t in behind if t.head.lower_ != "between")
    return next((codes for codes in named if codes and " " in codes[0] and not set(codes) & set(by)), ())


def counterpart(page: Page, made: Proposal, by: Codes) -> Codes:
    """The other side, where nobody names it: the creditors of a debtor, else the other of two that a text speaks of."""
    creditors = owed(page, made, by)
    if creditors or not page.bilateral:
        return creditors
    pair = page.cast.pair(made.anchor.i)
    rest = tuple(c for c in pair if c not in by)
    return rest if len(rest) == 1 and by and set(by) & set(pair) else ()


def owed(page: Page, made: Proposal, by: Codes) -> Codes:
    """The creditors of one debtor, where the clause tells of its debt."""
    return tuple(c for c in page.cast.creditors(made.tokens) if c not in by) if len(by) == 1 else ()


def is_with(made: Proposal) -> bool:
    """Whether a verb says that its subject acts with someone, whoever that is."""
    return any(w == "with" for w, _ in prepositions(made.anchor))


def givers(page: Page, made: Proposal, own: Codes) -> Codes:
    """From whom the subject receives: "from X", then a party named in what it gets, then the other side."""
    named = united(page.cast.parties(t) for w, t in around(made) if w == "from")
    named = tuple(c for c in named if c not in own) or inside(page, made, own)
    return named or counterpart(page, made, own)


def verbs_of(made: Proposal) -> Iterator[Token]:
    """The verb of an undertaking and those open to it: "agreed", "to buy"."""
    stack = [made.anchor] + ([made.complement] if made.complement is not None else [])
    steps = 0
    while stack and steps < 8:
        head = stack.pop(0)
        steps += 1
        yield head
        stack += [c for c in head.children if c.dep_ in ("xcomp", "pcomp") or (c.dep_ == "acl" and c.pos_ == "VERB")]
        stack += [g for c in head.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pcomp"]
