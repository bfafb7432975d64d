"""Entries in force: what a reading proposes, as reviewers left it. What people decided outranks what is proposed."""

from collections.abc import Iterable
from typing import NamedTuple

from legation.ledger.review.decisions import Decision, Subject, on_entries, settled, standing, subject_of
from legation.nouns import Entry


class Effective(NamedTuple):
    """An entry in force, and the decision that it stands by, if any."""

    entry: Entry
    decision: Decision | None


def effective(
    document: str, text: str, entries: Iterable[Entry], decisions: Iterable[Decision]
) -> tuple[Effective, ...]:
    """Entries of a reading of a document as reviewers left them, in order of the text.

    A rejected entry is gone; an accepted or corrected one stands as it was accepted or corrected, even where the
    reading has it otherwise or no longer proposes it. In the latter case it takes the place of what the reading
    proposes of the same kind in mostly the same words. So does one that was added, as long as the words are mostly
    the same from either side: beside it may stand what it is a part of. A decision whose quotes are not in the text has
    no effect: it came from elsewhere, before the document did.
    """
    decisions = tuple(decisions)
    ruled = in_effect(document, text, decisions)
    if not ruled:
        return tuple(Effective(entry, None) for entry in entries)
    left: list[Effective] = []
    proposed: set[Subject] = set()
    for entry in entries:
        subject = subject_of(document, entry)
        proposed.add(subject)
        decision = ruled.get(subject)
        if decision is None:
            left.append(Effective(entry, None))
        elif (stands := decision.stands_as) is not None:
            left.append(Effective(stands, decision))
    kept = [
        Effective(stands, decision)
        for subject, decision in ruled.items()
        if subject not in proposed and (stands := decision.stands_as) is not None
    ]
    added = {decision.subject for decision in decisions if decision.verb == "add"}
    own = [(one, one.decision is not None and one.decision.subject in added) for one in kept]
    left = [
        one
        for one in left
        if one.decision or not any(takes_the_place_of(two, one.entry, added=by_hand) for two, by_hand in own)
    ]
    return tuple(sorted((*left, *kept), key=lambda one: (one.entry.evidence[0].start, one.entry.id)))


def in_effect(document: str, text: str, decisions: Iterable[Decision]) -> dict[Subject, Decision]:
    """What is decided of the entries of a document, neither in conflict nor quoting what the text does not say."""
    found: dict[Subject, Decision] = {}
    for (subject, other), heads in sorted(
        standing(d for d in on_entries(decisions) if d.subject.document == document).items(),
        key=lambda item: item[0][0],
    ):
        decision = settled(heads)
        if other is None and decision is not None and is_verbatim(decision.stands_as, text):
            found[subject] = decision
    return found


def is_verbatim(entry: Entry | None, text: str) -> bool:
    """Whether a text says all that an entry quotes, where it says so; and so of no entry at all."""
    return entry is None or (
        all(0 <= place.start < place.end and text[place.start : place.end] == place.quote for place in entry.evidence)
        and entry.trigger in entry.evidence[0].quote
    )


def takes_the_place_of(kept: Effective, entry: Entry, *, added: bool) -> bool:
    """Whether an entry that stands by a decision is what a reading, which does not propose it, has in other words."""
    place, now = entry.evidence[0], kept.entry.evidence[0]
    spans = [(now.start, now.end)]
    if kept.decision is not None:  # its words may have been corrected
        spans.append((kept.decision.subject.start, kept.decision.subject.end))
    of_which = max if added else min
    return entry.kind == kept.entry.kind and any(
        2 * (min(end, place.end) - max(start, place.start)) >= of_which(end - start, place.end - place.start)
        for start, end in spans
    )
