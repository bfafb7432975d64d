"""Persons of a document: each to the fullest form in which the text names them, to office and to state."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from legation.reading.names import PartyAt
from legation.reference.known import person_codes
from legation.reference.offices import is_honorific, is_office

_PARTICLES = {
    "al",
    "bin",
    "ibn",
    "bint",
    "von",
    "van",
    "der",
    "de",
    "da",
    "del",
    "della",
    "el",
    "ul",
    "ud",
    "-",
    "la",
    "le",
    "du",
    "dos",
    "'",
    "’",
}
_TITLE_LINKS = {"of", "for", "and", "the", "'s", "’s", "-", "affairs", "to", "&"}
_LONGEST_TITLE = 12  # tokens walked to either side of a name in search of an office


class Person(NamedTuple):
    """A person as one document knows them."""

    name: str  # fullest form, without title
    codes: tuple[str, ...]  # whom they act for
    offices: tuple[str, ...]  # office words that stand beside the name, lower case


class People:
    """Who is named where. Built once for a document."""

    def __init__(
        self, doc: Doc, parties: PartyAt, home: tuple[str, ...], *, year: int | None = None, known: bool = True
    ) -> None:
        """`home`: codes that a bare office ("the Prime Minister") falls back to, best first.

        `year` of the document: the table of persons is asked for those known about then; `known` False leaves it out.
        """
        self._mentions = _mentions(doc, parties)
        self._full = _fullest(doc, self._mentions)
        self._persons: dict[str, Person] = {}
        self.at: dict[int, Person] = {}
        codes: dict[str, Counter[str]] = {}
        offices: dict[str, list[str]] = {}
        bare: dict[str, tuple[str, ...]] = {}
        named = {i for start, end in self._mentions for i in range(start, end)}
        for start, end in self._mentions:
            name = self._full[start]
            found, words = _title(doc, parties, named, start, end)
            codes.setdefault(name, Counter()).update(found)
            offices.setdefault(name, []).extend(w for w in words if w not in offices.get(name, []))
            if words and not found:
                bare[name] = _other_than(_counterparts(doc, parties, start), home)
        for name, counter in codes.items():
            chosen = tuple(c for c, _ in counter.most_common(1))
            if not chosen and known:
                chosen = person_codes(name, year)
            if not chosen:
                chosen = bare.get(name, ())
            self._persons[name] = Person(name, chosen, tuple(offices.get(name, ())))
        for start, end in self._mentions:
            for i in range(start, end):
                self.at[i] = self._persons[self._full[start]]
        self.starts = sorted(start for start, _ in self._mentions)

    def __iter__(self) -> Iterator[Person]:
        """Every person once, in order of first mention."""
        return iter(self._persons.values())

    def before(self, i: int, *, office: str | None = None, within: int = 400) -> Person | None:
        """The person named last before token `i`, of an office if one is given."""
        for start in reversed(self.starts):
            if start < i - within:
                return None
            if start < i and (office is None or office in self.at[start].offices):
                return self.at[start]
        return None


def _counterparts(doc: Doc, parties: PartyAt, i: int) -> set[str]:
    """States of the counterparts told of in the sentence of token `i`: "his Pakistani counterpart"."""
    before = ((t.i - 1, t.i - 2) for t in doc[i].sent if t.lower_ == "counterpart" and t.i > 1)
    return {parties[n].code for pair in before for n in pair if n in parties}


def _other_than(taken: set[str], home: tuple[str, ...]) -> tuple[str, ...]:
    """Where a bare office belongs: home, unless its holder is told to face someone from there."""
    return tuple(code for code in home[:2] if code not in taken)[:1]


def _is_name_part(token: Token) -> bool:
    text = token.text
    return bool(text[:1].isupper() and any(c.islower() or c == "." for c in text[1:])) or (
        text.isupper() and token.pos_ == "PROPN" and len(text) > 1
    )


def _mentions(doc: Doc, parties: PartyAt) -> list[tuple[int, int]]:
    """Token ranges of person names: what the model calls a person, and what follows an office or an honorific."""
    found: dict[int, int] = {}
    taken: set[int] = set()

    def keep(start: int, end: int) -> None:
        while start < end and (
            is_office(doc[start].lower_)
            or is_honorific(doc[start].lower_)
            or start in parties
            or doc[start].lower_ in ("the", "-", "’s", "'s")
        ):
            start += 1
        while end > start and (doc[end - 1].text in ("'s", "’s", "’", "'", ",", "-") or doc[end - 1].is_space):
            end -= 1
        if (
            start < end
            and not any(i in taken or i in parties for i in range(start, end))
            and _is_name_part(doc[end - 1])
        ):
            found[start] = end
            taken.update(range(start, end))

    for token in doc:
        word = token.lower_
        if not (
            is_honorific(word)
            or (is_office(word) and token.text[:1].isupper())
            or word in ("counterpart", "spokesman", "spokeswoman")
        ):
            continue
        start = token.i + 1
        while start < min(len(doc), token.i + 8) and (is_honorific(doc[start].lower_) or is_office(doc[start].lower_)):
            start += 1
        end = start
        while end < len(doc) and end - start < 6 and end not in parties and not doc[end].is_space:
            part = doc[end]
            inside = (
                part.lower_ in _PARTICLES and end > start and end + 1 < len(doc) and doc[end + 1].text[:1].isalpha()
            )
            first = (
                part.lower_ in {"al", "bin", "von", "van", "de", "el"}
                and end + 1 < len(doc)
                and not doc[end + 1].is_space
            )
            if not (
                (_is_name_part(part) and part.pos_ in ("PROPN", "NOUN", "ADJ", "X", "VERB"))
                or inside
                or (end == start and first)
            ):
                break
            if is_office(part.lower_) and end > start:
                break
            end += 1
        if end > start and doc[end - 1].lower_ not in _PARTICLES:
            keep(start, end)
    for ent in doc.ents:
        if ent.label_ == "PERSON" and "\n" not in ent.text:
            keep(ent.start, ent.end)
    surnames = {doc[end - 1].text for end in found.values() if len(doc[end - 1].text) > 2}
    for token in doc:
        if (
            token.text in surnames
            and token.i not in taken
            and token.i not in parties
            and token.pos_ in ("PROPN", "NOUN", "ADJ", "VERB")
        ):
            found[token.i] = token.i + 1
            taken.add(token.i)
    return sorted(found.items())


def _fullest(doc: Doc, mentions: list[tuple[int, int]]) -> dict[int, str]:
    """Start of a mention → fullest form: the longest name with the same last word, the earliest of equals."""
    best: dict[str, tuple[int, str]] = {}
    for start, end in mentions:
        surname = doc[end - 1].text.casefold()
        if end - start > best.get(surname, (0, ""))[0]:
            best[surname] = (end - start, doc[start:end].text)
    full: dict[int, str] = {}
    for start, end in mentions:
        own = doc[start:end].text
        longest = best[doc[end - 1].text.casefold()][1]
        # two persons of one surname: a full name of its own stays itself
        full[start] = longest if end - start == 1 or longest.startswith(doc[start].text) else own
    return full


def _title(doc: Doc, parties: PartyAt, named: set[int], start: int, end: int) -> tuple[list[str], list[str]]:
    """Codes and office words in the title before a name and in the apposition behind it."""
    codes: list[str] = []
    words: list[str] = []

    def look(i: int) -> bool:
        token = doc[i]
        if i in parties:
            codes.append(parties[i].code)
            return True
        if is_office(token.lower_) or is_honorific(token.lower_):
            if is_office(token.lower_):
                words.append(token.lower_)
            return True
        return (
            token.lower_ in _TITLE_LINKS
            or token.pos_ in ("ADJ", "PROPN")
            or (token.pos_ == "NOUN" and not token.is_punct)
        )

    for i in range(start - 1, max(-1, start - _LONGEST_TITLE), -1):
        if doc[i].is_space or i in named or (doc[i].is_punct and doc[i].text != "-") or not look(i):
            break  # a name before belongs to another person
    if not words:
        codes.clear()  # a country that merely stands before a name is no title
    if words and end + 2 < len(doc) and doc[end].lower_ == "of":  # "Prime Minister X of Iraq"
        behind = next((i for i in (end + 1, end + 2) if i in parties), None)
        if behind is not None:
            codes[:] = [parties[behind].code]
    if end < len(doc) and doc[end].text == "," and not words:
        for i in range(end + 1, min(len(doc), end + 1 + _LONGEST_TITLE)):
            if (
                i in named
                or (doc[i].is_punct and doc[i].text not in ("-", "’s", "'s"))
                or doc[i].pos_ in ("VERB", "AUX")
                or not (look(i) or doc[i].pos_ == "DET")
            ):
                break
        if not words:
            codes.clear()
    return codes, words
