"""Whether words that are there say what is looked for: what an index of words tells, told of one entry or text."""

from collections.abc import Iterable, Sequence

from legation.ledger.search.fulltext import GAP
from legation.ledger.search.indexing import said_by
from legation.ledger.search.query import Query, Term
from legation.ledger.search.stems import stems
from legation.nouns import Entry


def entry_says(entry: Entry, query: Query) -> bool:
    """Whether an entry, as it is found by its words, says all that is looked for."""
    return _say([word for said in said_by(entry) for word in (GAP, *stems(said))], query)


def text_says(text: str, query: Query) -> bool:
    """Whether a text does."""
    return _say(stems(text), query)


def _say(words: Sequence[str], query: Query) -> bool:
    every = all(_one_of(words, group) for group in query.every)
    return every and not _one_of(words, query.without)


def _one_of(words: Sequence[str], terms: Iterable[Term]) -> bool:
    return any(_stands(words, term) for term in terms)


def _stands(words: Sequence[str], term: Term) -> bool:
    length = len(term.words)
    return any(
        term.fits(words[place + length - 1]) and tuple(words[place : place + length - 1]) == term.words[:-1]
        for place in range(len(words) - length + 1)
    )
