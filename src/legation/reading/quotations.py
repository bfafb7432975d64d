"""Quotation marks of a text: where direct speech begins and ends, over sentences and paragraphs."""

import re
from typing import NamedTuple

from spacy.tokens import Doc

# a mark, or the end of a paragraph; ''two single ones'' are how some archives keep double marks
_MARK = re.compile(r"[“”„«»\"]|(?<!')''(?!')|\n[^\S\n]*\n")
_CLOSER = {"“": "”", "„": "“”", "«": "»", '"': '"', "''": "''"}


class Quotation(NamedTuple):
    """Words between quotation marks, as a token range with the marks."""

    start: int
    end: int
    closed: bool  # whether it has its closing mark; one that runs on in the next paragraph has none


def quotations(doc: Doc) -> list[Quotation]:
    """All quotations, by place; one without closing mark ends with its paragraph."""
    found: list[Quotation] = []
    text = doc.text
    opened: tuple[str, int] | None = None

    def close(end: int, *, closed: bool) -> None:
        if opened is not None:
            span = doc.char_span(opened[1], end, alignment_mode="contract")
            if span is not None and len(span) > 1:
                found.append(Quotation(span.start, span.end, closed))

    for match in _MARK.finditer(text):
        mark = match[0]
        if mark.startswith("\n"):
            close(match.start(), closed=False)
            opened = None
        elif opened is not None and mark in _CLOSER[opened[0]]:
            close(match.end(), closed=True)
            opened = None
        elif mark in _CLOSER and (opened is None or mark == opened[0]):
            before = text[match.start() - 1 : match.start()]
            if not (before.isalnum() and mark in ('"', "''")):  # 5" is a measure
                opened = (mark, match.start())
    close(len(text), closed=False)
    return found


def runs_on(doc: Doc, quotation: Quotation, following: Quotation) -> bool:
    """Whether a quotation goes on in the next one: unclosed, with nothing but white space between."""
    return not quotation.closed and all(doc[i].is_space for i in range(quotation.end, following.start))
