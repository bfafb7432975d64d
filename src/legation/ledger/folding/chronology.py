"""The two orders of a matter's mentions: by event, as things happened, and by report, as they became known.

Both end with document and place in the text, so that they are total: the same mentions in any order of arrival come
out the same. What happened on one day is put in the order in which it makes sense: first what the words put before the
rest ("had signed"), then what takes a matter along its path, then what holds it up or ends it, then what takes it up
again. A report on a suspension names the contract that is suspended, and often after it; only a word that says so
("resumed") makes the contract go on.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from legation.days import days
from legation.nouns import Commitment, Mention

UNKNOWN = date.min  # what cannot be dated comes first: it does not override what can
PAST, ON_THE_PATH, OFF_THE_PATH, AGAIN = range(4)  # turns of what happened on one day
_BEFORE = re.compile(r"had\b(?!\s+to\b)", re.IGNORECASE)  # the trigger of what was past when the rest happened
_TAKEN_UP_AGAIN = re.compile(
    r"\b(?:resum\w+|restart\w*|re-?open\w*|reviv\w+|reinstat\w+|restor\w+|unfroz\w+|lift(?:s|ed|ing)?|back on track)\b",
    re.IGNORECASE,
)


class Undertaking(NamedTuple):
    """A mention of a commitment, its entry typed as such."""

    mention: Mention
    entry: Commitment

    @property
    def reported(self) -> date:
        """Day on which it became known, else `UNKNOWN`."""
        span = days(self.mention.reported)
        return span.last if span else UNKNOWN

    @property
    def happened(self) -> date:
        """Day by which it happened.

        The last day of the event's date, though no later than its report, for "in 2021" in a report of April 2021
        means by April; the first day of a date that lies ahead of its report; the report's day where none is given.
        """
        event, report = days(self.entry.date), days(self.mention.reported)
        if event is None:
            return self.reported
        if report is None:
            return event.last
        return event.first if event.first > report.last else min(event.last, report.last)

    @property
    def turn(self) -> int:
        """Its turn among what happened on one day: `PAST`, `ON_THE_PATH`, `OFF_THE_PATH` or `AGAIN`."""
        if _BEFORE.match(self.entry.trigger):
            return PAST
        if self.entry.stage in {"stalled", "dropped"}:
            return OFF_THE_PATH
        return AGAIN if self.taken_up_again else ON_THE_PATH

    @property
    def taken_up_again(self) -> bool:
        """Whether its words say that what was held up or ended goes on."""
        return self.entry.stage not in {"stalled", "dropped"} and bool(
            _TAKEN_UP_AGAIN.search(self.entry.evidence[0].quote)
        )


def undertakings(mentions: Iterable[Mention]) -> tuple[Undertaking, ...]:
    """Pick the commitments among mentions, each entry once, in order of report."""
    distinct = {
        (mention.document, mention.entry.id): Undertaking(mention, mention.entry)
        for mention in mentions
        if isinstance(mention.entry, Commitment)
    }
    return in_order_of_report(distinct.values())


def in_order_of_report(of: Iterable[Undertaking]) -> tuple[Undertaking, ...]:
    """As they became known: date of the document, document, place in the text."""
    return tuple(sorted(of, key=lambda u: (u.reported, *_place(u))))


def in_order_of_event(of: Iterable[Undertaking]) -> tuple[Undertaking, ...]:
    """As they happened: date of the event, then of the document, then their turn, document and place in the text."""
    return tuple(sorted(of, key=lambda u: (u.happened, u.reported, u.turn, *_place(u))))


def _place(u: Undertaking) -> tuple[str, int, str]:
    return (u.mention.document, u.entry.evidence[0].start, u.entry.id)
