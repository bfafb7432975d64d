"""Meetings as they happened: the same meeting, reported by several documents, is one encounter."""

from collections import defaultdict
from collections.abc import Iterable

from legation.days import Days, days
from legation.nouns import Form, Meeting, Mention, Noun, Status


class Encounter(Noun):
    """One meeting with all its mentions, in the order in which they were reported."""

    actors: tuple[str, ...]
    people: tuple[str, ...]  # every name that a mention gives
    form: Form
    status: Status  # by the latest report
    date: str | None  # EDTF, the most exact that a mention gives
    places: tuple[str, ...]  # the place of the latest report first: a session may move
    mentions: tuple[Mention, ...]


class _Met:
    """A meeting mention with what it is compared by."""

    def __init__(self, mention: Mention, meeting: Meeting) -> None:
        self.mention = mention
        self.meeting = meeting
        self.days: Days | None = days(meeting.date)
        self.sort = (mention.document, meeting.evidence[0].start, meeting.id)

    @property
    def surnames(self) -> frozenset[str]:
        return frozenset(name.split()[-1].casefold() for name in self.meeting.people if name.split())


def encounters(mentions: Iterable[Mention]) -> tuple[Encounter, ...]:
    """Draw mentions of meetings together, by date; the undated last. Other mentions are ignored.

    Two mentions are of one meeting if they are of different documents (a document tells each meeting once), with the
    same actors and form, on dates that overlap. A vague date ("2021") joins only where a single meeting can be meant,
    or where the people tell which one. The result does not depend on the order of the mentions.
    """
    met = [_Met(mention, mention.entry) for mention in mentions if isinstance(mention.entry, Meeting)]
    groups: dict[tuple[Form, frozenset[str]], list[list[_Met]]] = defaultdict(list)
    # The most exact dates first, so that vague ones find the meetings already told apart.
    for one in sorted(met, key=lambda one: (_width(one.days), one.sort)):
        alike = groups[one.meeting.form, frozenset(one.meeting.actors)]
        if (group := _group_of(one, alike)) is not None:
            group.append(one)
        else:
            alike.append([one])
    return tuple(sorted((_encounter(group) for alike in groups.values() for group in alike), key=_when))


def _width(span: Days | None) -> int:
    return (span.last - span.first).days if span else 10**9


def _group_of(one: _Met, groups: list[list[_Met]]) -> list[_Met] | None:
    """Find the meeting, among those of the same form and actors, that a mention is of."""
    candidates = [group for group in groups if all(_may_be_same(one, other) for other in group)]
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    shared = [max(len(one.surnames & other.surnames) for other in group) for group in candidates]
    best = max(shared)
    return candidates[shared.index(best)] if best and shared.count(best) == 1 else None


def _may_be_same(one: _Met, other: _Met) -> bool:
    return (
        one.mention.document != other.mention.document
        and one.days is not None
        and other.days is not None
        and one.days.overlaps(other.days)
    )


def _encounter(group: list[_Met]) -> Encounter:
    # A report without a date of its own cannot be later news than a dated one.
    told = sorted(group, key=lambda one: (one.mention.reported or "", one.sort))
    latest = told[-1].meeting
    exact = min(group, key=lambda one: (_width(one.days), one.sort)).meeting
    places = [one.meeting.place for one in reversed(told) if one.meeting.place]
    return Encounter(
        actors=latest.actors,
        people=tuple(dict.fromkeys(name for one in told for name in one.meeting.people)),
        form=latest.form,
        status=latest.status,
        date=exact.date,
        places=tuple(dict.fromkeys(places)),
        mentions=tuple(one.mention for one in told),
    )


def _when(encounter: Encounter) -> tuple[str, str, str]:
    entry = encounter.mentions[0].entry
    return (encounter.date or "9999", encounter.mentions[0].document, entry.id)
