"""What each field of an entry rests on, in the order in which one asks."""

from collections.abc import Iterator

from legation.nouns import Commitment, Entry, Figure, Meeting, Position
from legation.reading.amount_grounds import amount_grounds
from legation.reading.areas import area_words
from legation.reading.date_grounds import date_grounds
from legation.reading.explanation import Gap, Ground, Reason, quoted
from legation.reading.label_grounds import label_grounds
from legation.reading.named import Named
from legation.reading.origin import Origin
from legation.reading.page import Page
from legation.reading.party_grounds import party_grounds
from legation.reading.source_grounds import speaker_grounds
from legation.reading.verbatim import nearest

_WORDS = 2  # words that are told of an area


def grounds(page: Page, named: Named, entry: Entry, origin: Origin) -> Iterator[Reason]:
    """What the fields of an entry rest on; the empty ones that one would ask about say why."""
    yield from label_grounds(page, entry, origin)
    yield from party_grounds(page, named, entry, origin)
    yield from _phrases(page, entry)
    yield from amount_grounds(page, entry)
    yield from speaker_grounds(page, named, entry, origin.made)
    yield from date_grounds(page, entry, origin.made)


def _phrases(page: Page, entry: Entry) -> Iterator[Ground | Gap]:
    """Phrases that the entry takes over from the text: the thing, its area, names, persons, the place."""
    text, place = page.document.text, entry.evidence[0]
    phrases: list[tuple[str, str | None]] = []
    match entry:
        case Commitment():
            phrases.append(("what", entry.what))
        case Meeting():
            phrases += [*(("people", name) for name in entry.people), ("place", entry.place)]
        case Figure():
            phrases.append(("what", entry.what))
        case Position():
            phrases.append(("toward", entry.toward))
    for field, phrase in [*phrases, *(("objects", name) for name in entry.objects)]:
        if phrase is None:
            continue
        found = nearest(text, phrase, place.start, place.end)
        if found is None:
            yield Gap(field=field, value=phrase, why="put together from words that do not stand side by side")
            continue
        inside = place.start <= found[0] and found[1] <= place.end
        why = "in its words" if inside else "named elsewhere in the text"
        yield Ground(field=field, value=phrase, why=why, words=(quoted(text, *found),))
    if isinstance(entry, Commitment):
        yield from _areas(page, entry)


def _areas(page: Page, entry: Commitment) -> Iterator[Ground | Gap]:
    text, place = page.document.text, entry.evidence[0]
    found = nearest(text, entry.what, place.start, place.end)
    for area in entry.area:
        told = area_words(entry.what, area) if found is not None else []
        start, why = (found[0], "in what is undertaken") if found is not None else (page.body, "")
        if not told:
            told, start, why = area_words(page.lead, area), page.body, "in the opening"
        words = tuple(quoted(text, start + first, start + behind) for first, behind in told[:_WORDS])
        if words:
            yield Ground(field="area", value=area, why=why, words=words)
        else:
            yield Gap(field="area", value=area, why="no word tells of any, and this one is taken then")
