"""Where what was looked for stands in a text, and the words around it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from legation.ledger.search.query import Query, Term
from legation.ledger.search.stems import Spoken, spoken

_AROUND = 90  # characters before the first match of a snippet
_LENGTH = 260  # characters of a snippet, about
_BLOCK = 50_000  # characters of a long text that are looked through at a time


class Mark(NamedTuple):
    """A match, in code points."""

    start: int
    end: int


class Snippet(NamedTuple):
    """A piece of a text."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def marks_in(text: str, query: Query, start: int = 0, end: int | None = None) -> tuple[Mark, ...]:
    """Every place in a text, or in a part of it, where a term of a query stands; those that overlap joined."""
    return tuple(mark for mark, _ in _joined(_found(text, query, start, end)))


def snippet(text: str, query: Query) -> Snippet:
    """Give the piece of a text that has the most of what a query looks for, the first of several."""
    for begin in range(0, max(len(text), 1), _BLOCK):
        found = _joined(_found(text, query, begin, min(begin + _BLOCK + _LENGTH, len(text))))
        if found:
            return _cut(text, found)
    return Snippet(0, _before_word(text, _LENGTH), ())


def _found(text: str, query: Query, start: int, end: int | None) -> list[tuple[Mark, int]]:
    words = list(spoken(text, start, end))
    terms, begun = query.terms, tuple(begin for term in query.terms for begin in term.begins)
    openings = {stem for term in terms for stem in (term.words[:1] if len(term.words) > 1 else term.lasts)}
    found = []
    for place, word in enumerate(words):
        if word.stem in openings or (begun and word.stem.startswith(begun)):
            for number, term in enumerate(terms):
                if (last := _stands(term, words, place)) is not None:
                    found.append((Mark(word.start, last.end), number))
    return found


def _stands(term: Term, words: Sequence[Spoken], place: int) -> Spoken | None:
    """Give the last word of a term that begins here."""
    end = place + len(term.words)
    if end > len(words) or not term.fits(words[end - 1].stem):
        return None
    said = zip(term.words[:-1], words[place : end - 1], strict=True)
    return words[end - 1] if all(wanted == word.stem for wanted, word in said) else None


def _joined(found: Sequence[tuple[Mark, int]]) -> list[tuple[Mark, frozenset[int]]]:
    """Matches with the numbers of their terms; those that overlap as one."""
    joined: list[tuple[Mark, frozenset[int]]] = []
    for mark, number in found:
        if joined and mark.start < joined[-1][0].end:
            before, terms = joined[-1]
            joined[-1] = (Mark(before.start, max(before.end, mark.end)), terms | {number})
        else:
            joined.append((mark, frozenset({number})))
    return joined


def _cut(text: str, found: Sequence[tuple[Mark, frozenset[int]]]) -> Snippet:
    best = max(range(len(found)), key=lambda place: (len(_terms(found, place)), -place))
    within = [mark for mark, _ in _within(found, best)]
    start = 0 if within[0].start <= _AROUND else _after_space(text, within[0].start - _AROUND, within[0].start)
    end = _before_word(text, max(start + _LENGTH, within[-1].end))
    return Snippet(start, end, tuple(mark for mark, _ in found if start <= mark.start and mark.end <= end))


def _terms(found: Sequence[tuple[Mark, frozenset[int]]], place: int) -> frozenset[int]:
    return frozenset(number for _, terms in _within(found, place) for number in terms)


def _within(found: Sequence[tuple[Mark, frozenset[int]]], place: int) -> Iterator[tuple[Mark, frozenset[int]]]:
    limit = found[place][0].start - _AROUND + _LENGTH
    yield found[place]
    for mark, terms in found[place + 1 :]:
        if mark.end > limit:
            return
        yield mark, terms


def _after_space(text: str, at: int, before: int) -> int:
    return next((place + 1 for place in range(at, min(at + 20, before)) if text[place].isspace()), at)


def _before_word(text: str, at: int) -> int:
    """Give a place near to this one where a word ends."""
    if at >= len(text):
        return len(text)
    return next((place for place in range(at, min(at + 20, len(text))) if text[place].isspace()), at)
