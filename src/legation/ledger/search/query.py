"""What a person types to search for, taken apart: words, "a phrase", -without, one OR other, begin*.

Whatever else is typed is text: there is nothing that is written wrongly, and nothing that reaches a database as
anything but words. All has to be there; OR binds what stands on either side of it. A word that is made of several, as
in north-south, is looked for as a phrase.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from legation.errors import QueryError
from legation.ledger.search.stems import folded, stem, words_of

_PART = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))(?P<star>\*?)|"')
_MOST = 64  # terms: what a person pastes may be a page, and its first words tell enough


@dataclass(frozen=True)
class Term:
    """A word, or several in a row, as stems."""

    words: tuple[str, ...]
    begins: tuple[str, ...] = ()  # what the last word may begin with
    others: tuple[str, ...] = ()  # what the last word may be as well

    @property
    def lasts(self) -> tuple[str, ...]:
        """What the last word may be."""
        return tuple(dict.fromkeys((self.words[-1], *self.others)))

    def fits(self, last: str) -> bool:
        """Whether a stem may stand where the last word stands."""
        return last in self.lasts or any(last.startswith(begin) for begin in self.begins)


@dataclass(frozen=True)
class Query:
    """What has to be there, one of each group, and what must not."""

    every: tuple[tuple[Term, ...], ...]
    without: tuple[Term, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """Everything that is looked for."""
        return tuple(term for group in self.every for term in group)


def parsed(typed: str) -> Query:
    """Take apart what was typed. Raises QueryError if there is no word in it that has to be there."""
    every: list[tuple[Term, ...]] = []
    without: list[Term] = []
    parts = [part for part in map(_part, _PART.finditer(typed)) if part is not None]
    place = 0
    while place < len(parts):
        part = parts[place]
        after = parts[place + 1].sign if place + 1 < len(parts) else ""
        if part.sign == "OR" and place and parts[place - 1].sign != "-" and after == "+":
            every[-1] = (*every[-1], parts[place + 1].term)
            place += 1
        elif part.sign == "-":
            without.append(part.term)
        else:
            every.append((part.term,))
        place += 1
    if not every:
        raise QueryError(f"there is no word to search for in {typed!r}: give one, such as pipeline")
    groups = dict.fromkeys(tuple(dict.fromkeys(group)) for group in every)
    return Query(tuple(groups)[:_MOST], tuple(dict.fromkeys(without))[:_MOST])


class _Part(NamedTuple):
    sign: str  # + has to be there, - must not, OR may bind what is around it
    term: Term


def _part(found: re.Match[str]) -> _Part | None:
    said = found["phrase"] or found["word"] or ""
    words = words_of(said)
    if not words:
        return None
    apart = found.start() == 0 or found.string[found.start() - 1].isspace()
    sign = "-" if found["minus"] and apart else "OR" if found["word"] == "OR" and not found["minus"] else "+"
    known = tuple(stem(word) for word in words)
    if not (found["star"] or said.endswith("*")):
        return _Part(sign, Term(known))
    # An index of stems has no endings: what goes on from `supplie` is under `supply`, from `pledged` under `pledg`.
    last = folded(words[-1])
    others = dict.fromkeys((known[-1], re.sub("ie?$", "y", last)))
    return _Part(sign, Term((*known[:-1], last), (last,), tuple(others)))
