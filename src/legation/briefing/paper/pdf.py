"""A brief as PDF on A4, set by Typst: footnotes at the foot of the page, fonts embedded (PDF/A-2u).

The words of documents reach Typst as JSON, never as its markup. Only the fonts that come with Typst are used, so that
a brief is the same bytes everywhere: Latin, Greek, Cyrillic, Hebrew, Arabic and Devanagari. Where words need another
font, such as Chinese ones, those of the machine are used as well; a character that none of them has is shown by its
number, as `visible` shows one that cannot be seen.
"""

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime

import typst

from legation.briefing.paper.nouns import Brief
from legation.briefing.paper.templates import FOLDER
from legation.briefing.wording import when

_UNBROKEN = re.compile(r"\S{32,}")  # longer than a column is wide: would run out of it
_PIECE = re.compile(r"(\S{24})(?=\S)")
_BREAK = "\u200b"


def pdf(brief: Brief) -> bytes:
    """Write a brief as PDF."""
    words = json.dumps(_breakable(brief.model_dump() | {"spoken": when(brief.day)}), ensure_ascii=False)
    try:
        return _set("brief.typ", words, brief.day, system_fonts=False)
    except typst.TypstError:  # a character that the fonts of Typst do not have
        lacking = _lacking({character for character in words if not character.isascii()}, brief.day)
        marks = {ord(character): f"⟦U+{ord(character):04X}⟧" for character in lacking}
        return _set("brief.typ", words.translate(marks), brief.day, system_fonts=True)


def _set(template: str, words: str, day: str, *, system_fonts: bool) -> bytes:
    return typst.compile(
        FOLDER / template,
        root=FOLDER,
        ignore_system_fonts=not system_fonts,
        sys_inputs={"brief": words},
        format="pdf",
        pdf_standards="a-2u",  # refuses text that no font shows
        pdf_tags=False,  # Typst 0.15 cannot tag a cell with a footnote that goes over to the next page, and breaks down
        timestamp=int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()),
    )


def _lacking(characters: Iterable[str], day: str) -> list[str]:
    """Find the characters that no font of Typst or of this machine has, by halving."""
    asked = sorted(characters)
    try:
        _set("glyphs.typ", "\n".join(asked), day, system_fonts=True)
    except typst.TypstError:
        half = len(asked) // 2
        return [*_lacking(asked[:half], day), *_lacking(asked[half:], day)] if half else asked
    return []


def _breakable(value: object) -> object:
    """Give very long words places where they may be broken, which do not show."""
    match value:
        case str():
            return _UNBROKEN.sub(lambda found: _PIECE.sub(rf"\1{_BREAK}", found[0]), value)
        case dict():
            return {key: _breakable(part) for key, part in value.items()}
        case list() | tuple():
            return [_breakable(part) for part in value]
        case _:
            return value
