"""The cues in some words that tell the stage, form, stance or direction: what a label model reads."""

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Token

from legation.reading.clauses import direct_object, is_negated, is_passive, modal, subject
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
from legation.reference.weaker import WEAKER_MEETINGS, WEAKER_NOUNS, WEAKER_STANCES, WEAKER_VERBS

_CLOSE = 5  # tokens between a word and the anchor for it to be near
_LONGEST = 60  # tokens of a quote that are looked at
_AROUND = 12  # tokens before and behind a quote in which words that the tables know are looked for
_OLD = 2000  # the year before which wire copy is telegraphic


def cues(page: Page, made: Proposal, ruled: str | None) -> list[str]:
    """Cues of a proposal, each a short string. `ruled`: the label that a rule gave it, None where none fired."""
    return sorted(set(_cues(page, made, ruled)))


def _cues(page: Page, made: Proposal, ruled: str | None) -> Iterator[str]:
    anchor = made.anchor
    lemma = anchor.lemma_.lower()
    yield f"hint {made.label}" if made.weak else f"rule {ruled}"
    yield f"anchor {lemma}"
    yield f"tag {anchor.tag_}"
    yield from _mood(anchor, lemma)
    noun = made.complement or (direct_object(anchor) if anchor.pos_ in ("VERB", "AUX") else None)
    if noun is not None:
        yield f"noun {noun.lemma_.lower()}"
        yield f"pair {lemma} {noun.lemma_.lower()}"
    yield from _deed(page, anchor, made, noun)
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
    first, last = made.tokens[0], made.tokens[-1]
    for token in page.doc[last.i + 1 : min(last.i + 4, last.sent.end)]:
        yield f"behind {token.lemma_.lower()}"
    for token in page.doc[max(first.sent.start, first.i - _AROUND) : first.i]:
        for told in _known(token.lemma_.lower()):
            yield f"led by {told}"
    for token in page.doc[last.i + 1 : min(last.i + _AROUND, last.sent.end)]:
        for told in _known(token.lemma_.lower()):
            yield f"followed by {told}"
    yield f"paper {'of a party' if page.issuer else 'old' if page.today and page.today.year < _OLD else 'new'}"
    yield f"told by {'a source' if page.cast.statement(anchor.i) is not None else 'the text'}"
    start, end = made.tokens[0].idx, made.tokens[-1].idx + len(made.tokens[-1])
    if page.numbers(start, end):
        yield "number"


def _classes(word: str, *, close: bool) -> Iterator[str]:
    """What the tables know of a word: what "pledge" tells, "vow" tells too."""
    where = "near" if close else "far"
    for told in _known(word):
        yield f"{where} {told}"


def _known(word: str) -> Iterator[str]:
    for undertakings in (COMMITMENT_VERBS, COMMITMENT_NOUNS):
        if word in undertakings:
            yield f"stage {undertakings[word].stage}"
    for weaker in (WEAKER_VERBS, WEAKER_NOUNS):
        if word in weaker:
            yield f"weaker {weaker[word].stage}"
    for stances in (POSITION_VERBS, POSITION_NOUNS, POSITION_ADJECTIVES):
        if word in stances:
            yield f"stance {stances[word]}"
    if word in WEAKER_STANCES:
        yield f"weaker {WEAKER_STANCES[word]}"
    for forms in (MEETING_VERBS, MEETING_NOUNS):
        if word in forms:
            yield f"form {forms[word]}"
    if word in WEAKER_MEETINGS:
        yield f"weaker {WEAKER_MEETINGS[word]}"


def _deed(page: Page, anchor: Token, made: Proposal, noun: Token | None) -> Iterator[str]:
    """Who does it and in which mood, with what the tables know of the word: "two parties, will, a deed"."""
    is_verb = anchor.pos_ in ("VERB", "AUX")
    doer = subject(anchor) if is_verb else None
    many = len(page.cast.codes(doer))
    who = "nobody" if doer is None else "a thing" if not page.is_party(doer) else "several" if many > 1 else "one"
    yield f"doer {who}"
    yield f"doer {who} {made.label}"
    if doer is not None:
        yield f"by {doer.lemma_.lower()}"
    mood = f"{modal(anchor) or anchor.tag_}{' not' if is_negated(anchor) else ''}" if is_verb else anchor.tag_
    for told in _known(anchor.lemma_.lower()):
        yield f"deed {told} {mood}"
        yield f"deed {told} {who}"
    for word in [noun, *(c for c in anchor.children if c.dep_ in ("xcomp", "acomp", "attr"))]:
        if word is not None:
            for told in _known(word.lemma_.lower()):
                yield f"carries {told}"
                yield f"carries {told} {mood}"
    for told in _known(anchor.head.lemma_.lower()):
        yield f"under {told} {anchor.dep_}"


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
