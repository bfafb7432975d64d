"""Where a page names its parties, by code: asked for the words nearest to a place."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from legation.reading.explanation import Words, quoted
from legation.reading.mentions import Mention
from legation.reading.page import Page

_MOST = 2  # mentions of one party that are told
_INSIDE = 8  # mentions looked at inside the words of an entry

_HOW = {
    "demonym": "by its adjective",
    "capital": "by its capital",
    "company": "by a company of it",
    "description": "by description",
}


class Named:
    """The mentions of a page by code, to be asked for those around a place."""

    def __init__(self, page: Page, mentions: Sequence[Mention]) -> None:
        self._page = page
        self._begun = set(page.people.starts)
        self._by_code: dict[str, list[Mention]] = {}
        for mention in mentions:
            for code in dict.fromkeys(mention.codes):
                self._by_code.setdefault(code, []).append(mention)

    def words(self, code: str, start: int, end: int) -> tuple[Words, ...]:
        """The words that name a party, or stand for it, inside a place or else nearest to it."""
        near = sorted(self._near(code, start, end), key=lambda m: (_gap(m, start, end), m.start))[:_MOST]
        return tuple(self._words(mention) for mention in sorted(near, key=lambda m: m.start))

    def _near(self, code: str, start: int, end: int) -> Iterator[Mention]:
        known = self._by_code.get(code, [])
        first = bisect_left(known, start, key=lambda m: m.start)
        behind = bisect_left(known, end, key=lambda m: m.start)
        inside = known[first : min(behind, first + _INSIDE)]
        yield from inside or [*known[max(0, first - 1) : first], *known[behind : behind + 1]]

    def _words(self, mention: Mention) -> Words:
        text = self._page.document.text
        span = self._page.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None or not len(span):
            return quoted(text, mention.start, mention.end)
        at, first = self._page.people.at, span[0]
        if mention.form == "person" and first.i in at:
            behind = first.i + 1
            while behind in at and behind not in self._begun:
                behind += 1
            last = self._page.doc[behind - 1]
            return quoted(text, mention.start, last.idx + len(last), f"by {at[first.i].name}, who acts for it")
        if mention.form == "pronoun":
            person = self._page.cast.person(first)
            meaning = person.name if person is not None and person.codes == mention.codes else _row(mention.codes)
            return quoted(text, mention.start, mention.end, f"for {meaning}")
        return quoted(text, mention.start, mention.end, _HOW.get(mention.form))


def _gap(mention: Mention, start: int, end: int) -> int:
    return max(mention.start - end, start - mention.end, 0)


def _row(codes: Sequence[str]) -> str:
    return " and ".join(codes)
