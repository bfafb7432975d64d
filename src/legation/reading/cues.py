"""The cues in some words that tell the stage, form, stance or direction: what a label model reads."""

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Token

from legation.reading.clauses import direct_object, is_negated, is_passive, modal
from legation.reading.page import Page
from legation.reading.proposal import Proposal
from legation.reference.verbs import (
    COMMITMENT_NOUNS,
    COMMITMENT_VERBS,
    MEETING_NOUNS,
    MEETING_VERBS,
    POSITION_ADJECTIVES,
    POSITION_NOUNS,
    POSITION_VERBS,
)

_CLOSE = 5  # tokens between a word and the anchor for it to be near
_LONGEST = 60  # tokens of a quote that are looked at


def cues(page: Page, made: Proposal, ruled: str | None) -> list[str]:
    """Cues of a proposal, each a short string. `ruled`: the label that a rule gave it, None where none fired."""
    return sorted(set(_cues(page, made, ruled)))


def _cues(page: Page, made: Proposal, ruled: str | None) -> Iterator[str]:
    anchor = made.anchor
    lemma = anchor.lemma_.lower()
    yield f"rule {ruled}"
    yield f"anchor {lemma}"
    yield f"tag {anchor.tag_}"
    yield from _mood(anchor, lemma)
    noun = made.complement or (direct_object(anchor) if anchor.pos_ in ("VERB", "AUX") else None)
    if noun is not None:
        yield f"noun {noun.lemma_.lower()}"
        yield f"pair {lemma} {noun.lemma_.lower()}"
    head = anchor.head
    yield f"over {head.lemma_.lower()} {anchor.dep_}"
    words = [t.lemma_.lower() for t in made.tokens[:_LONGEST] if not t.is_space]
    for word in words:
        if word.isalpha():
            yield f"word {word}"
    for token in made.tokens[:_LONGEST]:
        yield from _classes(token.lemma_.lower(), close=abs(token.i - anchor.i) < _CLOSE)
    for one, two in pairwise(words):
        yield f"run {one} {two}"
    yield f"first {words[0]}" if words else "first"
    before = page.doc[max(anchor.sent.start, made.tokens[0].i - 4) : made.tokens[0].i]
    for token in before:
        yield f"before {token.lemma_.lower()}"
    yield f"told by {'a source' if page.cast.statement(anchor.i) is not None else 'the text'}"
    start, end = made.tokens[0].idx, made.tokens[-1].idx + len(made.tokens[-1])
    if page.numbers(start, end):
        yield "number"


def _classes(word: str, *, close: bool) -> Iterator[str]:
    """What the tables know of a word: what "pledge" tells, "vow" tells too."""
    where = "near" if close else "far"
    for undertakings in (COMMITMENT_VERBS, COMMITMENT_NOUNS):
        if word in undertakings:
            yield f"{where} stage {undertakings[word].stage}"
    for stances in (POSITION_VERBS, POSITION_NOUNS, POSITION_ADJECTIVES):
        if word in stances:
            yield f"{where} stance {stances[word]}"
    for forms in (MEETING_VERBS, MEETING_NOUNS):
        if word in forms:
            yield f"{where} form {forms[word]}"


def _mood(verb: Token, lemma: str) -> Iterator[str]:
    if verb.pos_ not in ("VERB", "AUX"):
        yield f"noun anchor {lemma}"
        return
    helper = modal(verb)
    voice = "passive" if is_passive(verb) else "active"
    yield f"mood {helper}"
    yield f"mood {helper} {lemma}"
    yield f"voice {voice} {verb.tag_}"
    yield f"tense {verb.tag_} {lemma}"
    if is_negated(verb):
        yield "negated"
        yield f"negated {lemma}"
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass", "prt", "advmod", "neg", "acomp", "xcomp", "oprd", "attr"):
            yield f"with {child.dep_} {child.lemma_.lower()}"
        if child.dep_ == "xcomp":
            yield f"opens {lemma} {child.lemma_.lower()}"
        if child.dep_ in ("prep", "agent"):
            yield f"prep {lemma} {child.lower_}"
