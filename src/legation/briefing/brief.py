"""The brief: the dossier of some parties on paper, for those who sit down together next.

It says what moved since a date, what is open and whose move it is, and leads every statement back to the words of a
document. It knows nothing but the dossiers that it is given: the one as of its day, and the one as of the day before
that date. So nothing later than either can be in it.
"""

from datetime import timedelta

from legation import __version__
from legation.amounts import how_many
from legation.briefing.brief_matters import balances, closed, is_open, opened, silent
from legation.briefing.brief_moved import moved
from legation.briefing.brief_notes import Notes
from legation.briefing.brief_record import flagged, meetings, positions
from legation.briefing.dossier import Dossier
from legation.briefing.paper.nouns import Brief, Fact
from legation.briefing.wording import parties, when
from legation.days import days
from legation.errors import QueryError


def brief(now: Dossier, day: str, *, since: str | None = None, before: Dossier | None = None) -> Brief:
    """Lay out a dossier as of `day` (YYYY-MM-DD); with `since`, beside the dossier as of `eve(since)`."""
    notes = Notes()
    sections = [
        *([moved(before, now, since, notes)] if since and before else []),
        opened(now, notes),
        balances(now, notes),
        flagged(now, notes),
        meetings(now, day, notes),
        positions(now, notes),
        silent(now, notes),
        closed(now, notes),
    ]
    settled, footnotes, sources = notes.settled(section for section in sections if section)
    return Brief(
        kicker="State of play",
        title=parties(now.parties),
        day=day,
        facts=tuple(_facts(now, day, since)),
        sections=settled,
        footnotes=footnotes,
        sources=sources,
        colophon=f"Made by Legation {__version__} from these documents alone. Each footnote quotes the words that a "
        "statement rests on and says whose word they are; what is inferred is marked as inferred.",
    )


def eve(since: str) -> str:
    """Give the day before a date begins, YYYY-MM-DD. Raises QueryError for what is no day, month or year."""
    span = None if "/" in since else days(since)
    if span is None:
        raise QueryError(
            f"--since {since}: no date; write a day, a month or a year, such as 2021-04-08, 2021-04 or 2021"
        )
    return (span.first - timedelta(days=1)).isoformat()


def _facts(now: Dossier, day: str, since: str | None) -> list[Fact]:
    matters = [matter for rung in now.matters for matter in rung.matters]
    open_ = [matter for matter in matters if is_open(matter)]
    overdue = sum(matter.timing == "overdue" for matter in open_)
    dated = [listing.date for listing in now.documents if listing.date]
    span = f", {when(min(dated))} to {when(max(dated))}" if len(dated) > 1 else f", {when(dated[0])}" if dated else ""
    number = now.of.documents
    facts = [Fact(name="As of", value=when(day))]
    facts += [Fact(name="Since", value=when(since))] if since else []
    return [
        *facts,
        Fact(name="Prepared from", value=f"{how_many(number, 'document')}{span}"),
        Fact(name="Open matters", value=f"{len(open_):,}{f', of which {overdue:,} overdue' if overdue else ''}"),
        Fact(name="Closed matters", value=f"{len(matters) - len(open_):,}"),
    ]
