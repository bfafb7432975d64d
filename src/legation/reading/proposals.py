"""All that a page proposes, and the proposal that some words hold."""

from collections.abc import Iterator

from spacy.tokens import Token

from legation.nouns import Kind
from legation.reading.nominals import of_noun
from legation.reading.page import Page
from legation.reading.pointed import pointed
from legation.reading.predicates import of_verb
from legation.reading.proposal import Proposal
from legation.reference.verbs import COMMITMENT_NOUNS, COMMITMENT_VERBS, Frame

_UNDER = {"advcl", "acl", "xcomp", "ccomp", "relcl", "pcomp"}
_INSIDE = {"xcomp", "ccomp", "pcomp", "acl"}


def proposals(page: Page) -> list[Proposal]:
    """Everything on a page that may be an entry, in order of place."""
    found: list[Proposal] = []
    told: set[int] = set()  # tokens already part of what a proposal says
    for sentence in page.doc.sents:
        if sentence.start_char < page.body:
            continue
        for token in sentence:
            if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass", "amod", "compound"):
                made = of_verb(page, token, told)
            elif token.pos_ in ("NOUN", "PROPN") and token.i not in told:
                made = of_noun(page, token)
            else:
                continue
            if made is not None:
                found.append(made)
                told.update(_covered(made))
    return found


def proposal_at(page: Page, kind: Kind, start: int, end: int) -> Proposal | None:
    """The proposal of a kind that some words hold: by rule where one fires on them, else by their highest word."""
    span = page.doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    tokens = list(span)
    highest = sorted(tokens, key=lambda t: (sum(1 for _ in t.ancestors), t.i))
    best: Proposal | None = None
    for token in highest:
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            made = of_verb(page, token, set())
        elif token.pos_ in ("NOUN", "PROPN"):
            made = of_noun(page, token)
        else:
            continue
        if made is not None and made.kind == kind:
            best = made
            break
    if best is None or best.anchor.dep_ in _UNDER:
        # what a higher verb tells counts: "ordered the agencies to explore it" explores nothing yet
        over = highest if best is None else [t for t in highest if t != best.anchor and t.is_ancestor(best.anchor)]
        best = pointed(page, kind, over) or best
    if best is None:
        root = span.root
        verb = next(
            (t for t in [root, *tokens] if t.pos_ in ("VERB", "AUX") and t.dep_ not in ("aux", "auxpass", "amod")), root
        )
        default = {"commitment": "offered", "meeting": "talks", "position": "positive", "figure": ""}[kind]
        known = COMMITMENT_VERBS.get(verb.lemma_.lower()) or COMMITMENT_NOUNS.get(verb.lemma_.lower())
        frame: Frame = known.frame if known is not None else "acts"
        best = Proposal(kind, verb, tokens, (verb.i, verb.i + 1), default, frame, ruled=False)
    first, behind = max(best.trigger[0], tokens[0].i), min(best.trigger[1], tokens[-1].i + 1)
    trigger = (first, behind) if first < behind else (best.anchor.i, best.anchor.i + 1)
    return best._replace(tokens=tokens, trigger=trigger, found=False)


def labelled(made: Proposal, label: str) -> Proposal:
    """A proposal under another label, with the frame that goes with it: what is agreed is joint."""
    frame = made.frame
    if label in ("discussed", "agreed") or (label == "signed" and frame != "gets"):
        frame = "joint"
    elif label == "sought" and frame in ("acts", "joint"):
        frame = "gets"
    elif label in ("offered", "pledged", "done", "stalled", "dropped") and frame == "joint":
        frame = "acts"
    return made._replace(label=label, frame=frame)


def _covered(made: Proposal) -> Iterator[int]:
    """Tokens that state the same thing as a proposal and make no second one."""
    yield made.anchor.i
    if made.complement is not None:
        yield made.complement.i
    heads = [made.anchor] + ([made.complement] if made.complement is not None else [])
    for head in heads:
        for child in head.children:
            if child.dep_ in _INSIDE or (child.dep_ in ("prep", "dobj", "attr", "acomp") and made.kind != "meeting"):
                yield from _less_clauses(child)


def _less_clauses(head: Token) -> Iterator[int]:
    """Tokens that hang on a token, it included; of the relative and adverbial clauses among them only their verbs."""
    stack = [head]
    while stack:
        token = stack.pop()
        yield token.i
        if token is head or token.dep_ not in ("relcl", "advcl"):
            stack.extend(token.children)
