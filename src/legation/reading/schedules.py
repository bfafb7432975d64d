"""Undertakings told by their date alone: "is to be signed by 15 February", "had been expected by December 2017"."""

from spacy.tokens import Token

from legation.reading.clauses import is_passive, modal, subject
from legation.reading.dates import find_dates
from legation.reading.page import Page
from legation.reading.proposal import Proposal, from_verb
from legation.reference.things import REFERRING, STAGES_OF_WORK, THINGS

_SCHEDULES = {"expect", "schedule", "plan", "slate", "set", "due", "target"}
_AHEAD = {"will", "would", "shall", "should", "must"}


def of_schedule(page: Page, verb: Token) -> Proposal | None:
    """The commitment of a clause that says by when a thing is to be: somebody has undertaken it."""
    thing = subject(verb)
    if thing is None or not _is_ahead(verb) or page.is_party(thing):
        return None
    words = {t.lemma_.lower() for t in thing.subtree} | {t.lower_ for t in thing.subtree}
    if not words & (THINGS | REFERRING | STAGES_OF_WORK):
        return None
    made = from_verb("commitment", verb, "agreed", "joint")
    start, end = made.tokens[0].idx, made.tokens[-1].idx + len(made.tokens[-1])
    told = find_dates(page.document.text[start:end], page.today, future=True)
    return made if any(d.role == "due" or d.past is False for d in told) else None


def _is_ahead(verb: Token) -> bool:
    """Whether a verb says what is to come: will be, is to be, was expected."""
    if verb.lemma_.lower() in _SCHEDULES:
        return is_passive(verb)
    if modal(verb) in _AHEAD:
        return True
    infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    return (infinitive and verb.head.lemma_ == "be") or (
        verb.lemma_ == "be" and any(c.dep_ == "xcomp" and c.head == verb for c in verb.children)
    )
