"""A quote with the words around it."""

import re
from typing import NamedTuple

from legation.briefing.visible import one_line
from legation.nouns import Evidence

_AROUND = 240  # code points at most on either side
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")


class Context(NamedTuple):
    """A quote within its paragraph, each on one line; … where words are left out."""

    before: str
    quote: str
    after: str


def in_context(text: str, place: Evidence, around: int = _AROUND) -> Context:
    """Give the words before and after a quote in its paragraph, cut between words."""
    paragraph = _PARAGRAPH.split(text[: place.start])[-1]
    before = one_line(paragraph[-around:])
    if len(paragraph) > around:
        before = f"… {before.partition(' ')[2]}"
    paragraph = _PARAGRAPH.split(text[place.end : place.end + 2 * around], maxsplit=1)[0]
    after = one_line(paragraph[:around])
    if len(paragraph) > around:
        after = f"{after.rpartition(' ')[0]} …"
    # White space next to the quote is not lost in one line: words stay apart.
    parted_before = " " * bool(before and text[place.start - 1].isspace())
    parted_after = " " * bool(after and text[place.end].isspace())
    return Context(before + parted_before, one_line(place.quote), parted_after + after)
