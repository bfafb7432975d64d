"""A brief as PDF on A4, set by Typst: footnotes at the foot of the page, fonts embedded (PDF/A-2).

The words of documents reach Typst as JSON, never as its markup. Only the fonts that come with Typst are used, so that
a brief is the same bytes everywhere: Latin, Greek, Cyrillic, Hebrew, Arabic and Devanagari. Where words need another
font, those of the machine are used as well; a character that none of them has is shown by its number.
"""

import json
import re
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
    written = json.dumps(_breakable(brief.model_dump() | {"spoken": when(brief.day)}), ensure_ascii=False)
    return _compiled(written, brief, system_fonts=False)


def _compiled(written: str, brief: Brief, *, system_fonts: bool) -> bytes:
    made = typst.compile(
        FOLDER / "brief.typ",
        root=FOLDER,
        ignore_system_fonts=not system_fonts,
        sys_inputs={"brief": written},
        format="pdf",
        pdf_standards="a-2u",
        timestamp=int(datetime.fromisoformat(brief.day).replace(tzinfo=UTC).timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst gave more than one file")
    return made


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
