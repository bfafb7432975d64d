"""The words that tell when, and the day against which they were read."""

from collections.abc import Iterator

from legation.nouns import Commitment, Entry
from legation.reading.dates import FoundDate, find_dates
from legation.reading.explanation import Gap, Ground, quoted
from legation.reading.page import Page
from legation.reading.proposal import Proposal
from legation.reading.times import due_words, event_words


def date_grounds(page: Page, entry: Entry, made: Proposal) -> Iterator[Ground | Gap]:
    """What the date and the due date of an entry rest on."""
    found = date_words(page, entry, made)
    yield _dated(page, "date", entry.date, found)
    if isinstance(entry, Commitment) and entry.due is not None:
        yield _dated(page, "due", entry.due, due_words(page, made, entry.stage))


def date_words(page: Page, entry: Entry, made: Proposal) -> FoundDate | None:
    """The words that tell the date of an entry, whichever way they were read."""
    for future in (False, True):
        found = event_words(page, made, future=future)
        if found is not None and found.edtf == entry.date:
            return found
    return None


def _dated(page: Page, field: str, value: str | None, found: FoundDate | None) -> Ground | Gap:
    if value is None:
        return Gap(field=field, value=None, why="its words tell none, nor does its sentence tell one alone")
    if found is None or found.edtf != value:
        return Gap(field=field, value=value, why="no words that tell it are found again")
    words = (quoted(page.document.text, found.start, found.end),)
    return Ground(field=field, value=value, why=f"the words read{seen_from(page, found)}", words=words)


def seen_from(page: Page, found: FoundDate) -> str:
    """The day that words are read against, where they do not tell the whole date themselves."""
    alone = find_dates(page.document.text[found.start : found.end], None)
    if page.today is None or any(one.edtf == found.edtf for one in alone):
        return ""
    return f", seen from {page.today.isoformat()}, the day of the document"
