"""When: the date of an event and the due date of an undertaking, out of the words around a proposal."""

from datetime import date
from functools import lru_cache

from legation.nouns import Stage
from legation.reading.clauses import modal
from legation.reading.dates import FoundDate, find_dates
from legation.reading.page import Page
from legation.reading.proposal import Proposal

_AHEAD = {"will", "shall", "would"}
_OPEN = {"sought", "offered", "discussed", "pledged", "agreed", "signed"}


def _dates(page: Page, start: int, end: int, *, future: bool) -> tuple[FoundDate, ...]:
    return _found(page.document.text[start:end], page.today, future)


@lru_cache(maxsize=256)  # a sentence is asked once for each thing that it states
def _found(text: str, today: date | None, future: bool) -> tuple[FoundDate, ...]:
    return tuple(find_dates(text, today, future=future))


def event_date(page: Page, made: Proposal, *, future: bool = False) -> str | None:
    """The day of an event, EDTF: told in its clause, else in its sentence where that has one date alone."""
    found = event_words(page, made, future=future)
    return found.edtf if found is not None else None


def event_words(page: Page, made: Proposal, *, future: bool = False) -> FoundDate | None:
    """The words that tell the day of an event, by their place in the text."""
    ahead = future or (made.anchor.pos_ == "VERB" and modal(made.anchor) in _AHEAD)
    start, end = made.tokens[0].idx, made.tokens[-1].idx + len(made.tokens[-1])
    told = next((d for d in _dates(page, start, end, future=ahead) if d.role == "date"), None)
    if told is not None:
        return _placed(told, start)
    sentence = made.anchor.sent
    around = [d for d in _dates(page, sentence.start_char, sentence.end_char, future=ahead) if d.role == "date"]
    return _placed(around[0], sentence.start_char) if len(around) == 1 else None


def due_in(page: Page, made: Proposal, stage: Stage) -> str | None:
    """The due date told in a clause, EDTF: "by 2027", or a date that lies ahead of what is not done yet."""
    found = due_words(page, made, stage)
    return found.edtf if found is not None else None


def due_words(page: Page, made: Proposal, stage: Stage) -> FoundDate | None:
    """The words that tell a due date, by their place in the text."""
    start, end = made.tokens[0].idx, made.tokens[-1].idx + len(made.tokens[-1])
    due = next((d for d in _dates(page, start, end, future=True) if d.role == "due"), None)
    if due is None and stage in _OPEN:
        due = next((d for d in _dates(page, start, end, future=False) if d.past is False), None)
    return _placed(due, start) if due is not None else None


def _placed(found: FoundDate, start: int) -> FoundDate:
    """A date found in words that begin at an offset of the text."""
    return found._replace(start=found.start + start, end=found.end + start)
