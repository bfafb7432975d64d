"""Footnotes of a brief: one for each sentence of a document that it rests on, however often it is cited."""

from collections import Counter
from collections.abc import Iterable

from legation.briefing.paper.nouns import Citation, Footnote, Line, Run, Section, Source, with_lines
from legation.briefing.visible import one_line
from legation.briefing.wording import called, speaker, when, whence
from legation.nouns import Mention

_LONGEST = 480  # characters of a quote; the middle of a longer one is left out
_ELISION = " […] "
_QUOTES = 3  # of one footnote: an entry that is told in more places is told well enough
_TOGETHER = 3  # footnotes behind one statement; that two more papers say the same is in the ledger

_Key = tuple[str, tuple[str, ...], str | None]


class Notes:
    """Gives out numbers for mentions as they are cited; `settled` puts them into the order of reading."""

    def __init__(self) -> None:
        self._numbers: dict[_Key, int] = {}
        self._mentions: list[Mention] = []

    def said(self, text: str, *mentions: Mention, strong: bool = False, soft: bool = False) -> Run:
        """Make a run that rests on mentions."""
        return Run(text=text, strong=strong, soft=soft, notes=self._of(mentions))

    def settled(
        self, sections: Iterable[Section]
    ) -> tuple[tuple[Section, ...], tuple[Footnote, ...], tuple[Source, ...]]:
        """Number the footnotes anew, from 1 in the order of reading, and list the documents that they quote."""
        new: dict[int, int] = {}
        places: Counter[int] = Counter()

        def numbered(run: Run) -> Run:
            # By number, so that a row of them rises; those met for the first time get the next ones.
            cited = sorted(new.setdefault(citation.note, len(new) + 1) for citation in run.notes)
            places.update(cited)
            return run.model_copy(update={"notes": tuple(Citation(note=note, place=places[note]) for note in cited)})

        def in_order(line: Line) -> Line:
            return Line(runs=tuple(numbered(run) for run in line.runs))

        settled = tuple(with_lines(section, in_order) for section in sections)
        mentions = {number: self._mentions[old] for old, number in new.items()}
        sources = _sources(mentions.values())
        footnotes = (_footnote(n, mention, sources[mention.document], places[n]) for n, mention in mentions.items())
        return settled, tuple(footnotes), tuple(sources.values())

    def _of(self, mentions: Iterable[Mention]) -> tuple[Citation, ...]:
        """Cite some mentions, each once; the first few where there are many. In which place is not settled yet."""
        numbers = dict.fromkeys(self._number(mention) for mention in mentions)
        return tuple(Citation(note=number, place=0) for number in numbers)[:_TOGETHER]

    def _number(self, mention: Mention) -> int:
        quotes = tuple(evidence.quote for evidence in mention.entry.evidence)
        key = (mention.document, quotes, mention.entry.speaker)
        if key not in self._numbers:
            self._numbers[key] = len(self._mentions)
            self._mentions.append(mention)
        return self._numbers[key]


def _sources(mentions: Iterable[Mention]) -> dict[str, Source]:
    documents = {mention.document: mention for mention in mentions}
    by_date = sorted(documents.values(), key=lambda mention: (mention.reported or "", mention.doc, mention.document))
    return {
        mention.document: Source(
            number=number,
            date=when(mention.reported),
            agency=one_line(mention.source or ""),
            name=called(mention),
        )
        for number, mention in enumerate(by_date, 1)
    }


def _footnote(number: int, mention: Mention, source: Source, places: int) -> Footnote:
    return Footnote(
        number=number,
        quotes=tuple(elided(one_line(evidence.quote)) for evidence in mention.entry.evidence[:_QUOTES]),
        testimony=", ".join(part for part in (speaker(mention.entry), whence(mention)) if part),
        source=source.number,
        places=places,
    )


def elided(quote: str, longest: int = _LONGEST) -> str:
    """Leave out the middle of what is longer, in characters, than a footnote or a cell of a table should be."""
    if len(quote) <= longest:
        return quote
    head, tail = quote[: longest * 3 // 4], quote[-longest // 4 :]
    return f"{head.rsplit(' ', 1)[0]}{_ELISION}{tail.split(' ', 1)[-1]}"


def plain(text: str) -> Line:
    """Make a line of one run."""
    return Line(runs=(Run(text=text),))


def aside(text: str) -> Line:
    """Make a line of one soft run."""
    return Line(runs=(Run(text=text, soft=True),))
