"""Figures and positions drawn together: a figure over time, a holder's stances on one thing."""

import re
from collections.abc import Iterable

from legation.nouns import Figure, Mention, Noun, Position

_ARTICLE = re.compile(r"^(?:the|a|an|its|their|his|her)\s+")


class Series(Noun):
    """What several figures measure in one unit, by date."""

    what: str  # as the first mention words it
    of: tuple[str, ...]  # the names of the thing measured, where the documents give one
    unit: str
    mentions: tuple[Mention, ...]


class Stances(Noun):
    """What one holder, or several together, said on one thing, by date."""

    by: tuple[str, ...]
    toward: str
    mentions: tuple[Mention, ...]


def series(mentions: Iterable[Mention]) -> tuple[Series, ...]:
    """Figures grouped by what is measured, of which thing, and unit; the groups by name. Others are ignored."""
    groups: dict[tuple[str, frozenset[str], str], list[Mention]] = {}
    for mention in sorted(mentions, key=_when):
        if isinstance(figure := mention.entry, Figure):
            groups.setdefault((_plain(figure.what), _plain_set(figure.objects), figure.unit), []).append(mention)
    found = []
    for group in groups.values():
        first = group[0].entry
        if isinstance(first, Figure):
            found.append(Series(what=first.what, of=first.objects, unit=first.unit, mentions=tuple(group)))
    return tuple(sorted(found, key=lambda one: (_plain(one.what), one.of, one.unit)))


def stances(mentions: Iterable[Mention]) -> tuple[Stances, ...]:
    """Positions grouped by holder and object; by holder, then object. Others are ignored."""
    groups: dict[tuple[frozenset[str], str], list[Mention]] = {}
    for mention in sorted(mentions, key=_when):
        if isinstance(position := mention.entry, Position):
            topic = position.objects[0] if position.objects else position.toward
            groups.setdefault((frozenset(position.by), _plain(topic)), []).append(mention)
    found = []
    for group in groups.values():
        first = group[0].entry
        if isinstance(first, Position):
            toward = first.objects[0] if first.objects else first.toward
            found.append(Stances(by=first.by, toward=toward, mentions=tuple(group)))
    return tuple(sorted(found, key=lambda one: (one.by, _plain(one.toward))))


def _plain(phrase: str) -> str:
    return _ARTICLE.sub("", " ".join(phrase.casefold().split()))


def _plain_set(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(_plain(phrase) for phrase in phrases)


def _when(mention: Mention) -> tuple[str, str, int, str]:
    entry = mention.entry
    return (entry.date or mention.reported or "9999", mention.document, entry.evidence[0].start, entry.id)
