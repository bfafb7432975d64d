"""One testimony in several publications: what counts of what the copies, updates and corrections of a story say.

What is said again in the same story was said once: the first publication of it stands, and the others are places where
it stands also. Where a later edition of the story says it otherwise, that is what stands, and what it puts right counts
for nothing from then on. What only one edition says stands by itself.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from legation.ledger.copies.groups import together
from legation.ledger.copies.kinds import Copy
from legation.ledger.copies.shingles import words_of
from legation.nouns import Commitment, Entry, Figure, Meeting, Mention, Position

_ALIKE = 0.75  # of the words of both quotes: the same sentence, edited
_PUTS_RIGHT = frozenset({"updated", "corrected"})


class Testimony(NamedTuple):
    """What is said once, however often it was published."""

    mention: Mention  # that stands for it
    also: tuple[Mention, ...] = ()  # the same in other publications, in order
    supersedes: tuple[Mention, ...] = ()  # what the one that stands puts right, in order


def testimonies(mentions: Iterable[Mention], copies: Collection[Copy]) -> tuple[Testimony, ...]:
    """Give what counts of some mentions, in their order; `copies` are what their documents are of each other.

    Pure: it depends on no order, neither of the mentions nor of the copies.
    """
    every = tuple(mentions)
    if not copies:
        return tuple(Testimony(mention) for mention in every)
    story_of = {document: number for number, of in enumerate(_stories(copies)) for document in of}
    of_story: dict[int, list[Mention]] = defaultdict(list)
    for mention in every:
        if mention.document in story_of:
            of_story[story_of[mention.document]].append(mention)
    found = {_key(mention): Testimony(mention) for mention in every if mention.document not in story_of}
    for of in of_story.values():
        found |= {_key(told.mention): told for told in _told(of, copies)}
    return tuple(found[_key(mention)] for mention in every if _key(mention) in found)


def stories(documents: Iterable[str], copies: Collection[Copy]) -> list[list[str]]:
    """Documents by the story that they tell; most tell one of their own."""
    known = list(dict.fromkeys(documents))
    grouped = _stories(copies)
    within = {document for of in grouped for document in of}
    return [*grouped, *([document] for document in known if document not in within)]


def _stories(copies: Collection[Copy]) -> list[list[str]]:
    return together((one.earlier, one.later) for one in sorted(copies))


class _Open:
    """A testimony while the editions of its story are gone through in their order."""

    def __init__(self, mention: Mention) -> None:
        self.stands = mention
        self.also: list[Mention] = []
        self.supersedes: list[Mention] = []

    @property
    def documents(self) -> frozenset[str]:
        return frozenset(each.document for each in (self.stands, *self.also, *self.supersedes))

    def takes(self, mention: Mention, puts_right: bool) -> bool:
        """Take a mention of a later edition, if it says the same or puts it right."""
        if _same(self.stands.entry, mention.entry, exactly=puts_right):
            self.also.append(mention)
        elif any(_same(each.entry, mention.entry, exactly=True) for each in self.supersedes):
            self.supersedes.append(mention)
        elif puts_right:
            self.supersedes += [self.stands, *self.also]
            self.stands, self.also = mention, []
        else:
            return False
        return True


def _told(mentions: Sequence[Mention], copies: Collection[Copy]) -> Iterator[Testimony]:
    putting_right = {(one.later, one.earlier) for one in copies if one.relation in _PUTS_RIGHT}
    found: list[_Open] = []
    for document in _in_order(mentions, copies):
        before = list(found)
        of = sorted(
            (m for m in mentions if m.document == document), key=lambda m: (m.entry.evidence[0].start, m.entry.id)
        )
        for mention in _best_first(of, before):
            for one in sorted(before, key=lambda one: _likeness(one.stands.entry, mention.entry), reverse=True):
                if _likeness(one.stands.entry, mention.entry)[0] < _ALIKE:
                    found.append(_Open(mention))
                    break
                puts_right = any((document, other) in putting_right for other in one.documents)
                if one.takes(mention, puts_right):
                    before.remove(one)
                    break
            else:
                found.append(_Open(mention))
    for one in found:
        yield Testimony(one.stands, tuple(one.also), tuple(one.supersedes))


def _best_first(mentions: Sequence[Mention], known: Sequence[_Open]) -> list[Mention]:
    """Those that say what is known in the same words first, so that none is taken for what another one says again."""
    best = {
        _key(mention): max((_likeness(one.stands.entry, mention.entry) for one in known), default=(0.0,))
        for mention in mentions
    }
    return sorted(mentions, key=lambda mention: best[_key(mention)], reverse=True)


def _in_order(mentions: Sequence[Mention], copies: Collection[Copy]) -> list[str]:
    """Documents in the order in which they were published; on one day, each after those that it is a copy of."""
    day_of = {mention.document: mention.reported or "" for mention in mentions}
    behind = Counter(
        one.later for one in copies if one.earlier in day_of and day_of[one.earlier] == day_of.get(one.later)
    )
    return sorted(day_of, key=lambda document: (day_of[document], behind[document], document))


def _same(one: Entry, other: Entry, *, exactly: bool) -> bool:
    """Whether two entries of like words say the same: the same numbers; `exactly`, the same words, or the same fields.

    The same words, read on another day, may come to another date.
    """
    if exactly:
        return _words(one) == _words(other) or _content(one) == _content(other)
    return _numbers(one) == _numbers(other)


def _content(entry: Entry) -> tuple[object, ...]:
    match entry:
        case Commitment():
            amounts = frozenset((each.value, each.unit, each.additional) for each in entry.quantities)
            return (frozenset(entry.by), frozenset(entry.to), entry.stage, amounts, entry.due, entry.date)
        case Figure():
            return (frozenset(entry.actors), entry.value, entry.unit, entry.change, entry.date)
        case Meeting():
            return (frozenset(entry.actors), entry.form, entry.status, entry.place, entry.date)
        case Position():
            return (frozenset(entry.by), frozenset(entry.to), entry.polarity)


def _words(entry: Entry) -> list[str]:
    return [word.casefold() for word in words_of(entry.evidence[0].quote)]


def _numbers(entry: Entry) -> frozenset[str]:
    return frozenset(word.replace(",", "") for word in words_of(entry.evidence[0].quote) if word[0].isdigit())


def _likeness(one: Entry, other: Entry) -> tuple[float, bool, bool]:
    """How far two entries are in the same words: share of the words of both, then what they say and its word."""
    if one.kind != other.kind:
        return (0.0, False, False)
    mine, theirs = (Counter(_words(each)) for each in (one, other))
    share = 2 * (mine & theirs).total() / max(mine.total() + theirs.total(), 1)
    return (share, _content(one) == _content(other), one.trigger == other.trigger)


def _key(mention: Mention) -> tuple[str, str]:
    return (mention.document, mention.entry.id)
