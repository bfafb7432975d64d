"""Lines that begin with their speaker: headlines ("Minister: ...") and transcripts ("Q: ...")."""

import re

from spacy.tokens import Doc, Token

from legation.reading.contents import is_said
from legation.reading.ranges import Range
from legation.reference.attribution import HEADINGS

Found = tuple[list[Range], Token | None, Token]
_LINE = re.compile(r"(?m)^[^\S\n]*[\"“]?(?P<who>[A-Z][^\n:\"“”]{1,60}):[^\S\n]+(?=\S)")
_VOICE = re.compile(r"[A-Z][A-Z.'’ -]+")
_LONGEST = 6  # words before the colon of a headline


def headings(doc: Doc) -> list[Found]:
    """Contents of lines that their speaker heads, each with source and colon."""
    text = doc.text
    first_line = len(text) - len(text.lstrip())
    headed = list(_LINE.finditer(text))
    voices = [m for m in headed if _VOICE.fullmatch(m["who"])]
    counted: dict[str, int] = {}
    for match in voices:
        counted[match["who"]] = counted.get(match["who"], 0) + 1
    transcript = [m for m in voices if max(counted.values()) > 1]
    found: list[Found] = []
    for n, match in enumerate(transcript):
        end = transcript[n + 1].start() if n + 1 < len(transcript) else len(text)
        found += _told(doc, match, end)
    for match in headed:
        if match.start() == first_line and match not in transcript and _speaks(doc, match):
            line_end = text.find("\n", match.end())
            found += _told(doc, match, line_end if line_end >= 0 else len(text))
    return found


def _told(doc: Doc, match: re.Match[str], end: int) -> list[Found]:
    who = doc.char_span(match.start("who"), match.end("who"), alignment_mode="contract")
    told = doc.char_span(match.end(), end, alignment_mode="contract")
    colon = doc.char_span(match.end("who"), match.end("who") + 1, alignment_mode="contract")
    if who is None or told is None or colon is None:
        return []
    return [([(told.start, told.end)], who.root, colon[0])]


def _speaks(doc: Doc, match: re.Match[str]) -> bool:
    """Whether a headline's first words name someone, or something, that speaks."""
    who = doc.char_span(match.start("who"), match.end("who"), alignment_mode="contract")
    if who is None or any(is_said(t) or t.tag_ in ("VBD", "VBZ", "VBP") for t in who):
        return False
    if doc.text[match.end()] in "‘“\"'":
        return True
    if len(who) > _LONGEST:
        return False
    last = who[-1]
    return last.lower_ in HEADINGS or last.ent_type_ in ("PERSON", "ORG") or _named_again(doc, who.end, last.text)


def _named_again(doc: Doc, behind: int, surname: str) -> bool:
    return any(t.text == surname and t.ent_type_ == "PERSON" for t in doc[behind:])
