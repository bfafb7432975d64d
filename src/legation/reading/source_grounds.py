"""On whose word an entry stands: the words that name the source and those that make it one."""

from collections.abc import Iterator

from spacy.tokens import Token

from legation.nouns import Entry
from legation.reading.attribution import Statement
from legation.reading.explanation import Gap, Ground, Words, quoted
from legation.reading.named import Named
from legation.reading.page import Page
from legation.reading.proposal import Proposal
from legation.reading.verbatim import nearest

_LONGEST = 15  # tokens of a noun phrase that are quoted before its head


def speaker_grounds(page: Page, named: Named, entry: Entry, made: Proposal) -> Iterator[Ground | Gap]:
    """What the speaker rests on, and for whom the speaker speaks; why there is none."""
    text, place = page.document.text, entry.evidence[0]
    if entry.speaker is None:
        yield Gap(field="speaker", value=None, why=_unnamed(page.cast.statement(made.anchor.i), entry))
        yield from _whom(named, entry, place.start, place.end)
        return
    statement = _statement(page, entry.speaker, made)
    words: list[Words] = []
    if statement is not None and statement.source is not None:
        words.append(_source(page, statement.source, entry.speaker))
        if statement.cue is not None:
            cue = statement.cue
            words.append(quoted(text, cue.idx, cue.idx + len(cue), "what makes it their word"))
    elif (holder := next((t for t in made.tokens if _is_meant(page, t, entry.speaker)), None)) is not None:
        words.append(_source(page, holder, entry.speaker))
    if not any(entry.speaker in word.quote for word in words):
        name = nearest(text, entry.speaker, place.start, place.start)
        words += [quoted(text, *name, "the name in full")] if name is not None else []
    around = words[0] if words else place
    if words:
        why = "the nearest source" if statement is not None else "the one whose stance it is told in"
        yield Ground(field="speaker", value=entry.speaker, why=why, words=tuple(words))
    else:
        yield Gap(field="speaker", value=entry.speaker, why="the words that name the source are not found again")
    yield from _whom(named, entry, around.start, around.end)


def _whom(named: Named, entry: Entry, start: int, end: int) -> Iterator[Ground | Gap]:
    """For whom the source speaks: the words that name the party nearest to a place."""
    for code in entry.speaker_for:
        told = named.words(code, start, end)
        if told:
            yield Ground(field="speaker_for", value=code, why="whom the source acts for", words=told)
        else:
            yield Gap(field="speaker_for", value=code, why="known of the source beforehand: no words name it")


def _unnamed(statement: Statement | None, entry: Entry) -> str:
    """Why nobody is named as the speaker."""
    if statement is None:
        return "the document’s own voice"
    if entry.speaker_for:
        return "told of a party as a whole, in the document’s own voice"
    return "on the word of a source that the text does not name"


def _statement(page: Page, speaker: str, made: Proposal) -> Statement | None:
    """The statement on whose word the words of a proposal stand."""
    seen: set[int] = set()
    for token in [made.anchor, *made.tokens]:
        statement = page.cast.statement(token.i)
        if statement is None or id(statement) in seen:
            continue
        if page.cast.speaker(token.i)[0] == speaker:
            return statement
        seen.add(id(statement))
    return None


def _is_meant(page: Page, token: Token, speaker: str) -> bool:
    """Whether a word names a person, or stands for them."""
    person = page.cast.person(token) if token.pos_ in ("PRON", "PROPN") else None
    return person is not None and person.name == speaker


def _source(page: Page, source: Token, speaker: str) -> Words:
    """The noun phrase that names a source, up to its head, or to the end of the person's name."""
    at, behind = page.people.at, source.i + 1
    while source.i in at and at.get(behind) is at[source.i]:
        behind += 1
    first = page.doc[max(source.left_edge.i, source.i - _LONGEST)]
    last = page.doc[behind - 1]
    start, end = first.idx, last.idx + len(last)
    quote = page.document.text[start:end]
    return quoted(page.document.text, start, end, None if speaker in quote else f"for {speaker}")
