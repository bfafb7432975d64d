"""The words of a report, without what its publisher put before them, and every five of them in a row as a number.

Five words in a row are seldom the same by chance, and a changed word costs five of them (Broder 1997, "On the
resemblance and containment of documents"). Headers, bylines and datelines are of the publication and not of the story.
"""

import re
from collections.abc import Sequence
from itertools import accumulate, islice
from zlib import crc32

LENGTH = 5  # words in a row
_HEAD = 12  # lines that may be of the publication
_BYLINE = 80  # characters of a line that names who wrote it
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|$)")
_HEADER = re.compile(
    r"\ufeff?\s*(?:date\s+\S+(?:\s+Ag\b.*)?"
    r"|(?:date|published|publication date|issued|updated|source|agency|publisher|subject)\s*:.*)",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"\s*\((?:corrects?|refil\w+|fixes|adds|updat\w+|recasts)\b[^()]*\)\W*", re.IGNORECASE)
_BY = re.compile(r"\s*by\s+\S.*", re.IGNORECASE)
_DATELINE = re.compile(
    r"\s*(?:[A-Z][^\n()]{0,60}\([A-Z][^\n()]{1,30}\)\s?(?:--+|[-–—:])"  # GENEVA, March 20 (Reuter) -
    r"|[A-Z][A-Z .,/'’-]{2,50}(?:,? [\w ,.]{0,30}?\b(?:19|20)?\d{1,2})?\s?(?:--+|[–—:]|\s-)(?=\s))"
)
WORD = re.compile(r"\d+(?:[.,/:]\d+)*|\w+")


def body(text: str) -> str:
    """Text from where the report itself begins, after header, byline and dateline."""
    at = 0
    for found in islice(_LINE.finditer(text), _HEAD):
        line = found[0].rstrip()
        if (
            not line
            or _HEADER.fullmatch(line)
            or _CHANGED.fullmatch(line)
            or (len(line) <= _BYLINE and _BY.fullmatch(line))
        ):
            at = found.end()
        else:
            break
    dateline = _DATELINE.match(text, at, at + 200)
    return text[dateline.end() if dateline else at :]


def words_of(text: str) -> list[str]:
    """Words and numbers of a text as they are written, in order."""
    return WORD.findall(text)


def shingles_of(words: Sequence[str]) -> frozenset[int]:
    """Every five words in a row, without case, as numbers of 32 bits (their CRC).

    Of fewer words, all of them are one.
    """
    plain = [word.casefold().encode("utf-8", "surrogatepass") for word in words]
    if not plain:
        return frozenset()
    whole = b" ".join(plain)
    if len(plain) <= LENGTH:
        return frozenset([crc32(whole)])
    ends = list(accumulate((len(word) + 1 for word in plain), initial=-1))
    return frozenset([crc32(whole[end + 1 : last]) for end, last in zip(ends, ends[LENGTH:], strict=False)])
