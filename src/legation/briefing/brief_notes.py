"""Footnotes of a brief: one for each sentence of a document that it rests on, however often it is cited."""

from collections.abc import Iterable

from legation.briefing.paper.nouns import Footnote, Line, Run, Section, Source, lines_of, with_lines
from legation.briefing.visible import one_line
from legation.briefing.wording import speaker, when, whence
from legation.nouns import Mention

_LONGEST = 480  # characters of a quote; the middle of a longer one is left out
_ELISION = " […] "
_TOGETHER = 3  # footnotes behind one statement; that two more papers say the same is in the ledger

_Key = tuple[str, tuple[str, ...], str | None]


class Notes:
    """Gives out numbers for mentions as they are cited; `settled` puts them into the order of reading."""

    def __init__(self) -> None:
        self._numbers: dict[_Key, int] = {}
        self._mentions: list[Mention] = []

    def of(self, mentions: Iterable[Mention]) -> tuple[int, ...]:
        """Numbers of the footnotes for some mentions, without repeats; the first few where there are many."""
        return tuple(dict.fromkeys(self._number(mention) for mention in mentions))[:_TOGETHER]

    def said(self, text: str, *mentions: Mention, strong: bool = False, soft: bool = False) -> Run:
        """Make a run that rests on mentions."""
        return Run(text=text, strong=strong, soft=soft, notes=self.of(mentions))

    def settled(
        self, sections: Iterable[Section]
    ) -> tuple[tuple[Section, ...], tuple[Footnote, ...], tuple[Source, ...]]:
        """Number the footnotes anew, from 1 in the order of reading, and list the documents that they quote."""
        sections = tuple(sections)
        read = dict.fromkeys(
            note for section in sections for line in lines_of(section) for run in line.runs for note in run.notes
        )
        new = {old: number for number, old in enumerate(read, 1)}
        cited = [self._mentions[old] for old in read]
        sources = _sources(cited)
        places = {document: source.number for document, source in sources.items()}
        footnotes = [_footnote(number, mention, places) for number, mention in enumerate(cited, 1)]

        def renumbered(line: Line) -> Line:
            return Line(runs=tuple(_renumbered(run, new) for run in line.runs))

        return tuple(with_lines(section, renumbered) for section in sections), tuple(footnotes), tuple(sources.values())

    def _number(self, mention: Mention) -> int:
        quotes = tuple(evidence.quote for evidence in mention.entry.evidence)
        key = (mention.document, quotes, mention.entry.speaker)
        if key not in self._numbers:
            self._numbers[key] = len(self._mentions)
            self._mentions.append(mention)
        return self._numbers[key]


def _renumbered(run: Run, new: dict[int, int]) -> Run:
    return run.model_copy(update={"notes": tuple(sorted(new[note] for note in run.notes))})


def _sources(mentions: Iterable[Mention]) -> dict[str, Source]:
    documents = {mention.document: mention for mention in mentions}
    by_date = sorted(documents.values(), key=lambda mention: (mention.reported or "", mention.doc, mention.document))
    return {
        mention.document: Source(
            number=number,
            date=when(mention.reported),
            agency=one_line(mention.source or ""),
            name=one_line(mention.doc),
        )
        for number, mention in enumerate(by_date, 1)
    }


def _footnote(number: int, mention: Mention, places: dict[str, int]) -> Footnote:
    return Footnote(
        number=number,
        quotes=tuple(elided(one_line(evidence.quote)) for evidence in mention.entry.evidence),
        testimony=", ".join(part for part in (speaker(mention.entry), whence(mention)) if part),
        source=places[mention.document],
    )


def elided(quote: str) -> str:
    """Leave out the middle of a quote that is longer than a footnote should be."""
    if len(quote) <= _LONGEST:
        return quote
    head, tail = quote[: _LONGEST * 3 // 4], quote[-_LONGEST // 4 :]
    return f"{head.rsplit(' ', 1)[0]}{_ELISION}{tail.split(' ', 1)[-1]}"


def plain(text: str) -> Line:
    """Make a line of one run."""
    return Line(runs=(Run(text=text),))


def aside(text: str) -> Line:
    """Make a line of one soft run."""
    return Line(runs=(Run(text=text, soft=True),))
