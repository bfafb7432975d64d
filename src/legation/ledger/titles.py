"""What a matter is called: its title and the other names that documents use for it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from legation.ledger.chronology import Undertaking
from legation.ledger.names import Name, names_of

_LONGEST = 90  # characters of a `what` that still reads as a title


class Titles(NamedTuple):
    """A matter's best name and its others."""

    title: str
    aliases: tuple[str, ...]


def titles(history: Sequence[Undertaking]) -> Titles:
    """Choose the proper name that most documents use, else the shortest telling `what`; the others as aliases.

    Of the spellings of one name the fullest is shown. An alias is a proper name that some document uses.
    """
    users: dict[Name, set[str]] = defaultdict(set)
    spellings: dict[Name, set[str]] = defaultdict(set)
    for mention, entry in history:
        for written in entry.objects:
            for name in names_of((written,)):
                if name.proper and "(" not in written:
                    key = Name(name.distinguishing, frozenset(), proper=True)
                    users[key].add(mention.document)
                    spellings[key].add(" ".join(written.split()))
    ranked = sorted(users, key=lambda name: (-len(users[name]), sorted(name.distinguishing)))
    spelt = [max(spellings[name], key=lambda spelling: (len(spelling), spelling)) for name in ranked]
    if spelt:
        return Titles(_capital(spelt[0]), tuple(spelt[1:]))
    return Titles(_capital(_best_wording([entry.what for _, entry in history])), ())


def _best_wording(whats: Sequence[str]) -> str:
    telling = [" ".join(what.split()) for what in whats if len(what.split()) > 1] or [" ".join(whats[0].split())]
    best = min(telling, key=lambda what: (len(what) > _LONGEST, len(what), what))
    return best if len(best) <= _LONGEST else best[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
