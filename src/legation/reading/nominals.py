"""Nouns that are an entry by themselves: "Pakistan's accession to", "his talks with", "an offer of"."""

from spacy.tokens import Token

from legation.reading.cast import united
from legation.reading.clauses import phrase, prepositions
from legation.reading.page import Page
from legation.reading.proposal import Proposal
from legation.reference.verbs import COMMITMENT_NOUNS, MEETING_NOUNS

# the nouns that can be an entry by themselves: a phrase is laid out for these alone
_TELLING = COMMITMENT_NOUNS.keys() | MEETING_NOUNS.keys() | {"conference"}


def of_noun(page: Page, noun: Token) -> Proposal | None:
    """Nouns that are an entry by themselves: with a party and an object hanging on them."""
    word = noun.lemma_.lower()
    if noun.dep_ in ("compound", "amod") or noun.i in page.people.at or word not in _TELLING:
        return None
    tokens = phrase(noun)
    own = (page.cast.codes(c) for c in noun.children if c.dep_ == "poss" and c.pos_ == "PRON")
    named = united([page.named(tokens), *own])
    if word in ("visit", "trip") and named:
        return Proposal("meeting", noun, tokens, (noun.i, noun.i + 1), "visit", "joint")
    if word in ("meeting", "talk", "talks", "summit", "interaction", "negotiation") and len(named) >= 2:
        return Proposal("meeting", noun, tokens, (noun.i, noun.i + 1), MEETING_NOUNS[word], "joint")
    if (
        word == "conference"
        and any(c.lower_ in ("press", "news") for c in noun.children)
        and any(c.lower_ == "joint" for c in noun.children)
    ):
        return Proposal("meeting", noun, tokens, (noun.i, noun.i + 1), "press", "joint")
    if word in COMMITMENT_NOUNS and named:
        undertaking = COMMITMENT_NOUNS[word]
        owner = any(c.dep_ == "poss" for c in noun.children)
        says = any(w in ("to", "on", "for", "of", "with", "between", "from") for w, _ in prepositions(noun)) or any(
            c.dep_ == "acl" for c in noun.children
        )
        if says and (owner or len(named) >= 2):
            return Proposal("commitment", noun, tokens, (noun.i, noun.i + 1), undertaking.stage, undertaking.frame)
    return None
