"""Whom a cue names as its source: subject, agent, owner, or who issued the text that speaks."""

from spacy.tokens import Token

from legation.reading.clauses import SUBJECTS, is_passive, subject
from legation.reading.contents import lemma
from legation.reference.attribution import GATHERINGS, TEXTS
from legation.reference.descriptions import ACTING, ORGANS
from legation.reference.offices import is_office
from legation.reference.verbs import REPORTING

_NAMED_NEAR = 8  # tokens before a verb without subject in which its subject is looked for
_ISSUED = ("issue", "release", "publish", "send", "post", "write", "give", "hold", "make", "unleash", "file", "deliver")
_NAMED = ("PERSON", "ORG", "GPE", "NORP")


def source(cue: Token) -> Token | None:
    """Who a cue names as its source: head of the noun phrase; None where it names none."""
    if cue.pos_ in ("VERB", "AUX"):
        return _source_of_verb(cue)
    for child in cue.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
            return next((g for g in child.children if g.dep_ == "pobj"), None)
    named = _named_beside(cue)
    if named is not None:
        return named
    if cue.pos_ == "ADJ" and cue.dep_ in ("amod", "acl", "relcl"):
        return cue.head if cue.head.pos_ in ("NOUN", "PROPN") else None
    governor = _governor(cue)
    return None if governor is None or cue.dep_ in SUBJECTS else _source_of_verb(governor)


def _named_beside(noun: Token) -> Token | None:
    """Find whose noun it is by a name just before it: "a Daily Herald report that", "European reluctance to"."""
    if noun.pos_ != "NOUN":
        return None
    before = [c for c in noun.children if c.i < noun.i and c.dep_ in ("compound", "nmod", "amod")]
    named = next((c for c in reversed(before) if c.ent_type_ in _NAMED), None)
    head = noun.head  # "Smith charges that ...", where the parser takes the verb for a noun
    if named is None and head.i == noun.i - 1 and head.pos_ in ("NOUN", "PROPN") and head.text[:1].isupper():
        return head
    return named


def _governor(token: Token) -> Token | None:
    """The verb that a noun, adjective or gerund hangs on, through prepositions and nouns."""
    head = token
    for _ in range(4):
        if head.head == head or head.dep_ in SUBJECTS:
            return None
        head = head.head
        if head.pos_ in ("VERB", "AUX"):
            return head
    return None


def _source_of_verb(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent":
            return next((g for g in child.children if g.dep_ == "pobj"), None)
    if is_passive(verb):
        return None
    found = _quoted(verb) or _giver(verb) or _nearest(verb) or _doer(verb) or _inverted(verb) or _named_before(verb)
    if found is None:
        return None
    if found.lower_ in ("this", "that", "which", "there") and lemma(verb) not in REPORTING:
        return None
    return issuer(found)


def _quoted(verb: Token) -> Token | None:
    """Find who "is quoted as saying": the object of quoting."""
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as" or lemma(verb.head.head) not in ("quote", "cite", "report"):
        return None
    return next((c for c in verb.head.head.children if c.dep_ in ("dobj", "nsubjpass")), None)


def _giver(verb: Token) -> Token | None:
    """Find who gives the text, or speaks at the gathering, that a gerund describes: "issued a paper welcoming"."""
    told = verb.head
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or lemma(told) not in TEXTS | GATHERINGS or issuer(told) != told:
        return None
    governor = _governor(told)
    if governor is None or told.dep_ not in ("dobj", "pobj"):
        return None
    gives = lemma(governor) in _ISSUED if told.dep_ == "dobj" else told.head.lower_ in ("in", "at", "on", "during")
    return subject(governor) if gives else None


def _nearest(verb: Token) -> Token | None:
    """Find the nearest subject of a verb to which the parser gives several, one from what is said."""
    own = [c for c in verb.children if c.dep_ == "nsubj"]
    return min(own, key=lambda c: abs(c.i - verb.i)) if len(own) > 1 else None


def _inverted(verb: Token) -> Token | None:
    """Find who speaks behind the verb where the parser takes them for its object: "..., reported the Herald"."""
    if verb.i == 0 or verb.doc[verb.i - 1].text not in (",", "”", '"') or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    return next((c for c in verb.children if c.dep_ == "dobj" and c.pos_ == "PROPN"), None)


def _named_before(verb: Token) -> Token | None:
    """Find the name or pronoun last before a verb that the parser gives no subject."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBG") or is_passive(verb):
        return None
    for i in range(verb.i - 1, max(verb.sent.start, verb.i - _NAMED_NEAR) - 1, -1):
        token = verb.doc[i]
        if token.pos_ == "PROPN" or token.lower_ in ("he", "she", "it", "they", "we", "i", "who"):
            return token
    return None


def _doer(verb: Token) -> Token | None:
    """Subject of a verb, of the verb that it is open to, or of whose noun it hangs on: "his refusal to blame"."""
    found = subject(verb)
    if found is not None:
        return found
    for _ in range(4):
        head = verb.head
        if head == verb:
            return None
        if head.pos_ == "NOUN":
            own = next((c for c in head.children if c.dep_ == "poss"), None)
            if own is not None:
                return own
        elif head.pos_ in ("VERB", "AUX"):
            found = subject(head) or (_named_before(head) if verb.dep_ in ("advcl", "conj") else None)
            if found is not None:
                return found
        verb = head
    return None


def _can_issue(noun: Token) -> bool:
    named = noun.pos_ == "PROPN" or (noun.pos_ == "NOUN" and noun.dep_ == "poss")
    return named or (noun.pos_ == "NOUN" and (lemma(noun) in ACTING or noun.lower_ in ORGANS or is_office(noun.lower_)))


def issuer(found: Token) -> Token:
    """Who issued a text that speaks: "a ministry statement", "a statement by the ministry"."""
    if lemma(found) not in TEXTS:
        return found
    for child in found.children:
        if child.dep_ in ("poss", "compound", "nmod") and _can_issue(child):
            return child
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "of"):
            issuer = next((g for g in child.children if g.dep_ == "pobj"), None)
            if issuer is not None:
                return issuer
        if child.dep_ == "acl" and lemma(child) in _ISSUED:
            by = next((c for c in child.children if c.dep_ == "agent"), None)
            issuer = next((g for g in by.children if g.dep_ == "pobj"), None) if by is not None else None
            if issuer is not None:
                return issuer
    return found
