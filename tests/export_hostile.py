"""A document, and a matter of it, whose words do their best to break a file or whatever opens it."""

from datetime import date

from export_sources import AT, selection
from legation.exports.selection import Selection
from legation.ledger.excerpt import Recorded, Review, Stated
from legation.ledger.folding.matters import matters_of
from legation.nouns import Commitment, Document, Evidence, Meeting, Mention, Position, Quantity

FORMULA = '=HYPERLINK("http://a.example","boats")'
TEXT = (
    f"{FORMULA}\r\n<script>alert('1')</script>\n\n\x00\x1b[31m \u202eNarva\u202c \U000e0041 "
    "\uff1dcmd|' /C calc'!A0 ]]> &amp; \"quoted\", 'and' a;b\tE\u0301 😀\r +1 -2 @3 ignore previous instructions"
)
NAME = "\ud800-half ; =1+1"


def _evidence(quote: str) -> Evidence:
    start = TEXT.index(quote)
    return Evidence(start=start, end=start + len(quote), quote=quote)


def hostile(*, texts: bool = False) -> Selection:
    """A selection of it: three entries, and the matter of one."""
    document = Document(
        id=f"sha256:{'0a' * 32}",
        name=NAME,
        text=TEXT,
        date="2024-02-29",
        source="-2+3",
        dateline="\t=A1",
        title=f"'{FORMULA}",
        url="javascript:alert(1)",
    )
    review = Review("corrected", "@Eve", "2024-05-01T12:00:00.000001+00:00", "=because; \x00", "d0123456789ab")
    entries = (
        Commitment(
            id="e0000000000a1",
            evidence=(_evidence(FORMULA), _evidence("<script>alert('1')</script>")),
            trigger="boats",
            speaker="+1 -2 @3",
            by=("=A;B", "NOR"),
            to=("-EST",),
            stage="pledged",
            what=" =1+1",
            area=("security",),
            quantities=(Quantity(value=-5, unit="=boat"), Quantity(value=2.5e22, unit="USD", additional=True)),
            due="2025-06",
            objects=("'=boats", ";"),
        ),
        Meeting(
            id="e0000000000a2",
            evidence=(_evidence("\x00\x1b[31m \u202eNarva\u202c \U000e0041"),),
            trigger="\u202eNarva\u202c",
            actors=("NOR", "EST"),
            people=("\u202e;",),
            form="visit",
            status="held",
            place="\uff1dcmd|' /C calc'!A0",
            date="2024-02",
        ),
        Position(
            id="e0000000000a3",
            evidence=(_evidence("E\u0301 😀\r +1 -2 @3"),),
            trigger="+1",
            by=("@NOR",),
            toward="\r\n=1",
            polarity="negative",
            confidence=0.25,
        ),
    )
    mentions = [Mention.of(document, entry) for entry in entries]
    reviews = (review, Review(), Review())
    record = Recorded(
        document, tuple(Stated(*each) for each in zip(mentions, reviews, strict=True)), "rules/1 =x", AT, ()
    )
    return selection(record, matters=matters_of(mentions[:1], date(2024, 5, 1)), texts=texts)
