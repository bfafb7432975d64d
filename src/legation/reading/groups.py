"""Parties that a text lists together, so that "the six nations" or "the ministers" can be led back to them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc

from legation.reading.names import PartyAt
from legation.reading.people import People

_LISTED = ("state", "demonym", "capital", "seat", "body", "organ")
_BETWEEN = 14  # tokens between two of a list: office and person of the next
_FEWEST = 3
_LEAD = 5  # tokens between a group and the list of those in it
_LEADING = {"including", "include", "includes", "such", "namely", "like", "--", "-", "–", "—", ":", "were", "are"}
_MARKS = {",", ";", "and", "&"}


class Listed(NamedTuple):
    """Codes that stand in one list, and the token at which it begins."""

    at: int
    codes: tuple[str, ...]


class Groups:
    """The lists of three parties and more in one text."""

    def __init__(self, doc: Doc, parties: PartyAt, people: People, issuer: tuple[str, ...]) -> None:
        """`issuer`: for whom the text itself speaks; it takes part without being listed."""
        self._doc = doc
        self._lists = [listed for listed in _lists(doc, parties, people) if len(listed.codes) >= _FEWEST]
        self._starts = [listed.at for listed in self._lists]
        # the same with the issuer among them
        self._all = [tuple(dict.fromkeys([*issuer, *listed.codes])) for listed in self._lists]
        self._sized: dict[int, list[Listed]] = {}  # by number of codes, first as listed, then with the issuer
        for among in ([listed.codes for listed in self._lists], self._all):
            sized: dict[int, list[Listed]] = {}
            for listed, codes in zip(self._lists, among, strict=True):
                sized.setdefault(len(codes), []).append(Listed(listed.at, codes))
            for number, fitting in sized.items():
                self._sized.setdefault(number, fitting)

    def of(self, i: int, *, number: int | None = None) -> tuple[str, ...]:
        """Whom a group named at token `i` means: the list of that number nearest to it.

        Without a number it is the last list before it, or the only one of the text.
        """
        if number is not None:
            fitting = self._sized.get(number, [])
            n = bisect_left(fitting, i, key=lambda listed: listed.at)
            near = fitting[max(0, n - 1) : n + 1]
            return min(near, key=lambda listed: abs(listed.at - i)).codes if near else ()
        n = bisect_left(self._starts, i)
        if n:
            return self._all[n - 1]
        return self._all[0] if len(self._all) == 1 else ()

    def behind(self, i: int) -> tuple[str, ...]:
        """Whom a group named at token `i` is told to hold: "many nations, including Kenya, Uganda and Rwanda"."""
        n = bisect_right(self._starts, i)
        if n < len(self._lists) and self._starts[n] <= i + _LEAD:
            listed = self._lists[n]
            if any(t.lower_ in _LEADING for t in self._doc[i + 1 : listed.at]):
                return listed.codes
        return ()


def _lists(doc: Doc, parties: PartyAt, people: People) -> Iterator[Listed]:
    """Runs of names with nothing but commas, "and" and titles between them."""
    named: dict[int, tuple[str, ...]] = {i: (n.code,) for i, n in parties.items() if n.form in _LISTED}
    named |= {i: person.codes for i, person in people.at.items() if person.codes}
    at, last, codes = 0, -_BETWEEN, dict[str, None]()
    for i in sorted(named):
        if i - last > 1 and not _goes_on(doc, last, i):
            yield Listed(at, tuple(codes))
            at, codes = i, {}
        codes.update(dict.fromkeys(named[i]))
        last = i
    yield Listed(at, tuple(codes))


def _goes_on(doc: Doc, last: int, i: int) -> bool:
    if not 0 < i - last <= _BETWEEN or last < 0:
        return False
    between = doc[last + 1 : i]
    marked = False
    for token in between:
        if token.pos_ in ("VERB", "AUX") or token.is_sent_start or token.is_space:
            return False
        marked = marked or token.lower_ in _MARKS
    # "of" and "'s" join the parts of one name and title: "President Macron of France"
    return marked or all(t.lower_ in ("of", "the", "'s", "’s", "(", ")", "-") for t in between)
