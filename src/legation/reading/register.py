"""The entries of one document as it goes on the record: each told once, in order, under its id."""

import hashlib

from legation.nouns import Commitment, Document, Entry, Figure, Meeting


def registered(document: Document, entries: list[Entry]) -> tuple[Entry, ...]:
    """Entries of a document in order of their place: what is told twice joined, follow-ups led back, ids given."""
    return _identified(document, _followed_up(_told_once(entries)))


def _told_once(entries: list[Entry]) -> list[Entry]:
    """One entry for what is told in several sentences: the later ones become further evidence."""
    kept: list[Entry] = []
    for entry in sorted(entries, key=lambda e: (e.evidence[0].start, -e.evidence[0].end)):
        twin = next((n for n, other in enumerate(kept) if _same(other, entry)), None)
        if twin is None:
            kept.append(entry)
        else:
            kept[twin] = kept[twin].model_copy(update={"evidence": kept[twin].evidence + entry.evidence})
    return kept


def _followed_up(entries: list[Entry]) -> list[Entry]:
    """Entries in which "150,000 more" is of the same thing as the 50,000 doses before it."""
    done: list[Entry] = []
    for entry in entries:
        if isinstance(entry, Commitment) and not entry.objects and any(q.additional for q in entry.quantities):
            units = {q.unit for q in entry.quantities if q.additional}
            before = (e for e in reversed(done) if isinstance(e, Commitment) and e.objects)
            names = next((e.objects for e in before if units & {q.unit for q in e.quantities}), ())
            done.append(entry.model_copy(update={"objects": names}))
        else:
            done.append(entry)
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


def _identified(document: Document, entries: list[Entry]) -> tuple[Entry, ...]:
    """Entries with their ids: from document, kind and place, so that the same reading gives the same ids."""
    seen: dict[str, int] = {}
    done = []
    for entry in entries:
        place = f"{document.id} {entry.kind} {entry.evidence[0].start} {entry.evidence[0].end}"
        seen[place] = seen.get(place, 0) + 1
        digest = hashlib.sha256(f"{place} {seen[place]}".encode()).hexdigest()
        done.append(entry.model_copy(update={"id": f"e{digest[:12]}"}))
    return tuple(done)
