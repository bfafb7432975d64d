"""What a matter is called: its title and the other names that documents use for it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from legation.ledger.folding.chronology import Undertaking
from legation.ledger.linking.names import names_in, names_of, spelt_out

_LONGEST = 90  # characters of a `what` that still reads as a title
_LEAN = frozenset({
    "it", "this", "that", "these", "those", "they", "them", "he", "she", "by", "at", "until", "since", "as", "when",
})  # fmt: skip  # words that lean on what stands before them


class Titles(NamedTuple):
    """A matter's best name and its others."""

    title: str
    aliases: tuple[str, ...]


def titles(history: Sequence[Undertaking]) -> Titles:
    """Choose the proper name that most documents use, else the shortest telling `what`; the others as aliases.

    Of the spellings of one name the fullest is shown. An alias is a proper name that some document uses.
    """
    users: dict[frozenset[str], set[str]] = defaultdict(set)
    spellings: dict[frozenset[str], set[str]] = defaultdict(set)
    for mention, entry in history:
        for written in (part for name in entry.objects for part in spelt_out(name)):
            for name in names_of((written,)):
                if name.proper:
                    users[name.distinguishing].add(mention.document)
                    spellings[name.distinguishing].add(written)
    for mention, entry in history:
        for name in names_in(entry.what):
            if name.distinguishing in spellings:
                users[name.distinguishing].add(mention.document)
    ranked = sorted(users, key=lambda name: (-len(users[name]), sorted(name)))
    spelt = [max(spellings[name], key=lambda spelling: (len(spelling), spelling)) for name in ranked]
    if spelt:
        return Titles(_capital(_short(spelt[0])), tuple(spelt[1:]))
    return Titles(_capital(_best_wording(history)), ())


def _best_wording(history: Sequence[Undertaking]) -> str:
    """Choose the shortest `what` that can stand alone, else the first quote: "it" needs its sentence."""
    alone = [what for _, entry in history if _stands_alone(what := " ".join(entry.what.split()))]
    if alone:
        return _short(min(alone, key=lambda what: (len(what) > _LONGEST, len(what), what)))
    return _short(" ".join(history[0].entry.evidence[0].quote.split()))


def _stands_alone(what: str) -> bool:
    first, *rest = what.casefold().split() or [""]
    return bool(rest) and first not in _LEAN


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
