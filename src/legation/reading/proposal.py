"""A proposal: words that may be an entry, before anybody is named."""

from typing import NamedTuple

from spacy.tokens import Token

from legation.nouns import Kind
from legation.reading.clauses import clause
from legation.reference.verbs import Frame


class Proposal(NamedTuple):
    """Something that may be an entry: its words, and how it was found."""

    kind: Kind
    anchor: Token  # the word whose arguments are the entry's
    tokens: list[Token]  # the main quote
    trigger: tuple[int, int]  # token range, inside the quote
    label: str  # stage, form, polarity or change
    frame: Frame = "acts"
    complement: Token | None = None  # the noun that carries it behind a light verb
    ruled: bool = True  # whether a rule fired, which gave the label
    weak: bool = False  # whether it was one that only speaks where an entry is known to be told
    found: bool = True  # by a rule; False: the words were pointed out, and the rules only fill them in


def verb_group(verb: Token, last: Token | None = None) -> tuple[int, int]:
    """Token range of a verb with its auxiliaries, up to `last`."""
    first = verb.i
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass", "neg") and child.i < verb.i and verb.i - child.i < 6:
            first = min(first, child.i)
    end = verb.i + 1
    for child in verb.children:
        if child.dep_ == "prt" or (child.dep_ == "prep" and child.i == verb.i + 1 and verb.lemma_ in ("call", "look")):
            end = max(end, child.i + 1)
    if last is not None and 0 < last.i - verb.i < 12:
        end = max(end, last.i + 1)
    return first, end


def from_verb(kind: Kind, verb: Token, label: str, frame: Frame = "acts", complement: Token | None = None) -> Proposal:
    """A proposal on the clause of a verb. `complement`: the noun that carries it behind a light verb."""
    own = any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in verb.children)
    tokens = clause(verb, inherited=not own)
    trigger = verb_group(verb, complement)
    first, last = tokens[0].i, tokens[-1].i
    trigger = (max(first, trigger[0]), min(last + 1, max(trigger[1], verb.i + 1)))
    return Proposal(kind, verb, tokens, trigger, label, frame, complement)
