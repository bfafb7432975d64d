"""The entries of one document as it goes on the record: each told once, in order, under its id."""

import hashlib
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable
from itertools import accumulate

from legation.nouns import Commitment, Document, Entry, Evidence, Figure, Meeting

# How many meetings of a form back the same one is looked for, so that a text of nothing else is read in linear time.
_MEETINGS = 100


def registered(document: Document, entries: list[Entry]) -> tuple[Entry, ...]:
    """Entries of a document in order of their place: what is told twice joined, follow-ups led back, ids given."""
    return identified(document, joined(entries))


def joined(entries: list[Entry]) -> list[Entry]:
    """Entries in order of place, what is told twice joined and follow-ups led back, under the ids they came by."""
    return _followed_up(_told_once(_less_owned(entries)))


def _less_owned(entries: list[Entry]) -> list[Entry]:
    """Entries without the figures that are a quantity of an undertaking told in the same words."""
    owned: dict[tuple[float, str], list[Evidence]] = {}
    for entry in entries:
        if isinstance(entry, Commitment):
            for quantity in entry.quantities:
                owned.setdefault((quantity.value, quantity.unit), []).append(entry.evidence[0])
    taken = {measure: _Places(places) for measure, places in owned.items()}
    return [
        entry
        for entry in entries
        if not isinstance(entry, Figure)
        or (entry.value, entry.unit) not in taken
        or not taken[entry.value, entry.unit].touch(entry.evidence[0])
    ]


class _Places:
    """Places of a text, so laid out that one can ask whether any of them shares words with another place."""

    def __init__(self, places: list[Evidence]) -> None:
        ordered = sorted(places, key=lambda place: place.start)
        self._starts = [place.start for place in ordered]
        self._reached = list(accumulate((place.end for place in ordered), max))  # by those up to here

    def touch(self, place: Evidence) -> bool:
        n = bisect_left(self._starts, place.end)
        return n > 0 and self._reached[n - 1] > place.start


def _told_once(entries: list[Entry]) -> list[Entry]:
    """One entry for what is told in several sentences: the later ones become further evidence."""
    kept: list[Entry] = []
    here: list[int] = []  # those that reach to where we are
    met: dict[tuple[str, str], deque[int]] = {}
    for entry in sorted(entries, key=lambda e: (e.evidence[0].start, -e.evidence[0].end)):
        place = entry.evidence[0]
        here = [n for n in here if kept[n].evidence[0].end > place.start]
        rivals: Iterable[int] = here
        if isinstance(entry, Meeting):
            rivals = met.setdefault((entry.form, entry.status), deque(maxlen=_MEETINGS))
        twin = next((n for n in rivals if _same(kept[n], entry)), None)
        if twin is not None:
            kept[twin] = kept[twin].model_copy(update={"evidence": kept[twin].evidence + entry.evidence})
            continue
        here.append(len(kept))
        if isinstance(entry, Meeting):
            met[entry.form, entry.status].append(len(kept))
        kept.append(entry)
    return kept


def _followed_up(entries: list[Entry]) -> list[Entry]:
    """Entries in which "150,000 more" is of the same thing as the 50,000 doses before it."""
    done: list[Entry] = []
    last: dict[str, tuple[int, tuple[str, ...]]] = {}  # unit → where a named thing was last measured in it
    for n, entry in enumerate(entries):
        followed = entry
        if isinstance(entry, Commitment):
            if not entry.objects and any(q.additional for q in entry.quantities):
                before = [last[q.unit] for q in entry.quantities if q.additional and q.unit in last]
                followed = entry.model_copy(update={"objects": max(before, default=(0, ()))[1]})
            if followed.objects:
                last |= {q.unit: (n, followed.objects) for q in entry.quantities}
        done.append(followed)
    return done


def _same(one: Entry, other: Entry) -> bool:
    if isinstance(one, Meeting) and isinstance(other, Meeting):
        return (
            one.form == other.form
            and one.status == other.status
            and set(other.actors) <= set(one.actors)
            and set(other.people) <= set(one.people)
            and (one.date is None or other.date is None or one.date == other.date)
        )
    if one.kind != other.kind or (isinstance(one, Figure) and isinstance(other, Figure) and one.value != other.value):
        return False
    if isinstance(one, Commitment) and isinstance(other, Commitment) and one.stage != other.stage:
        return False  # "Brazil, which has supplied grain, will send medicine"
    a, b = one.evidence[0], other.evidence[0]
    return a.start <= b.start and b.end <= a.end and (b.end - b.start) * 2 > a.end - a.start


def identified(document: Document, entries: list[Entry]) -> tuple[Entry, ...]:
    """Entries with their ids: from document, kind and place, so that the same reading gives the same ids."""
    seen: dict[str, int] = {}
    done = []
    for entry in entries:
        place = f"{document.id} {entry.kind} {entry.evidence[0].start} {entry.evidence[0].end}"
        seen[place] = seen.get(place, 0) + 1
        done.append(entry.model_copy(update={"id": identity(document.id, entry, seen[place])}))
    return tuple(done)


def identity(document: str, entry: Entry, nth: int = 1) -> str:
    """Id of the nth entry of its kind at its place in the document of this id; a ledger counts on it for good."""
    place = f"{document} {entry.kind} {entry.evidence[0].start} {entry.evidence[0].end}"
    return f"e{hashlib.sha256(f'{place} {nth}'.encode()).hexdigest()[:12]}"
