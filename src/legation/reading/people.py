"""Persons of a document: each to the fullest form in which the text names them, to office and to state."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from legation.reading.names import PartyAt
from legation.reading.titles import title
from legation.reference.known import household_names, person_codes
from legation.reference.offices import OPENING_PARTICLES, PARTICLES, is_honorific, is_office

_LEADING_IN = {"counterpart", "spokesman", "spokeswoman", "spokesperson"}
_FAMILY_FIRST = 3  # words of a name that may begin with the family's
_LONGEST_NAME = 6  # tokens


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
        self._mentions = _mentions(doc, parties, household_names(year) if known else frozenset())
        self._full = _fullest(doc, self._mentions)
        self._persons: dict[str, Person] = {}
        self.at: dict[int, Person] = {}
        codes: dict[str, Counter[str]] = {}
        offices: dict[str, list[str]] = {}
        bare: dict[str, tuple[str, ...]] = {}
        named = {i for start, end in self._mentions for i in range(start, end)}
        for start, end in self._mentions:
            name = self._full[start]
            found, words = title(doc, parties, named, start, end)
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
        self._holding: dict[tuple[str, str | None], list[int]] = {}  # by office, and by office and code
        for start in self.starts:
            person = self.at[start]
            for office in person.offices:
                for code in (None, *person.codes):
                    self._holding.setdefault((office, code), []).append(start)

    def __iter__(self) -> Iterator[Person]:
        """Every person once, in order of first mention."""
        return iter(self._persons.values())

    def holding(self, office: str, codes: tuple[str, ...], i: int) -> Person | None:
        """The person of an office named last before token `i`, who acts for one of `codes` if any are given."""
        places = [self._holding.get((office, code), []) for code in codes or (None,)]
        last = [starts[n - 1] for starts in places if (n := bisect_left(starts, i))]
        return self.at[max(last)] if last else None

    def before(self, i: int, *, office: str | None = None, within: int = 400) -> Person | None:
        """The person named last before token `i`, of an office if one is given."""
        for n in range(bisect_left(self.starts, i) - 1, -1, -1):
            start = self.starts[n]
            if start < i - within:
                return None
            if office is None or office in self.at[start].offices:
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


class _Mentions:
    """Token ranges of person names, collected without overlap."""

    def __init__(self, doc: Doc, parties: PartyAt) -> None:
        self._doc = doc
        self._parties = parties
        self.found: dict[int, int] = {}
        self._taken: set[int] = set()

    def keep(self, start: int, end: int) -> None:
        """Keep a range, without title, honorific and possessive mark; not where it is taken or names a party."""
        doc = self._doc
        while start < end and self._is_before_a_name(start):
            start += 1
        while end > start and (doc[end - 1].text in ("'s", "’s", "’", "'", ",", "-") or doc[end - 1].is_space):
            end -= 1
        if start < end and not any(map(self._is_taken, range(start, end))) and _is_name_part(doc[end - 1]):
            self.found[start] = end
            self._taken.update(range(start, end))

    def keep_surnames(self) -> None:
        """Keep every other place at which the last word of a name kept so far stands alone."""
        surnames = {self._doc[end - 1].text for end in self.found.values() if len(self._doc[end - 1].text) > 2}
        for token in self._doc:
            if (
                token.text in surnames
                and not self._is_taken(token.i)
                and token.pos_ in ("PROPN", "NOUN", "ADJ", "VERB")
            ):
                self.found[token.i] = token.i + 1
                self._taken.add(token.i)

    def _is_before_a_name(self, i: int) -> bool:
        word = self._doc[i].lower_
        return is_office(word) or is_honorific(word) or i in self._parties or word in ("the", "-", "’s", "'s")

    def _is_taken(self, i: int) -> bool:
        return i in self._taken or i in self._parties


def _mentions(doc: Doc, parties: PartyAt, household: frozenset[str]) -> list[tuple[int, int]]:
    """Token ranges of person names: behind an office or honorific, what the model calls a person, household names."""
    kept = _Mentions(doc, parties)
    known: list[int] = []
    for token in doc:
        word = token.lower_
        if token.text in household and token.pos_ == "PROPN":
            known.append(token.i)
        if is_honorific(word) or (is_office(word) and token.text[:1].isupper()) or word in _LEADING_IN:
            start = token.i + 1
            while start < min(len(doc), token.i + 8) and (
                is_honorific(doc[start].lower_) or is_office(doc[start].lower_)
            ):
                start += 1
            end = _end_of_name(doc, parties, start)
            if end > start and doc[end - 1].lower_ not in PARTICLES:
                kept.keep(start, end)
    for ent in doc.ents:
        if ent.label_ == "PERSON" and "\n" not in ent.text:
            kept.keep(ent.start, ent.end)
    for i in known:
        kept.keep(i, i + 1)
    kept.keep_surnames()
    return sorted(kept.found.items())


def _end_of_name(doc: Doc, parties: PartyAt, start: int) -> int:
    """Where the name that begins at token `start`, behind an office, ends; `start` where there is none."""
    end = start
    while end < len(doc) and end - start < _LONGEST_NAME and end not in parties and not doc[end].is_space:
        part = doc[end]
        goes_on = end + 1 < len(doc) and not doc[end + 1].is_space
        inside = part.lower_ in PARTICLES and end > start and goes_on and _may_go_on(doc[end + 1].text)
        first = end == start and part.lower_ in OPENING_PARTICLES and goes_on
        proper = _is_name_part(part) and part.pos_ in ("PROPN", "NOUN", "ADJ", "X", "VERB")
        if not (proper or inside or first) or (is_office(part.lower_) and end > start):
            break
        end += 1
    return end


def _may_go_on(word: str) -> bool:
    return word == "-" or word[:1].isalpha()


def _fullest(doc: Doc, mentions: list[tuple[int, int]]) -> dict[int, str]:
    """Start of a mention → fullest form: the longest name with the same last word, the earliest of equals.

    A lone word that ends no longer name but begins one of three words is a family name put first: "Lim Keng Yaik".
    """
    best: dict[str, tuple[int, str]] = {}
    for start, end in mentions:
        surname = doc[end - 1].text.casefold()
        if end - start > best.get(surname, (0, ""))[0]:
            best[surname] = (end - start, doc[start:end].text)
    leading = {
        doc[start].text: doc[start:end].text for start, end in reversed(mentions) if end - start == _FAMILY_FIRST
    }
    full: dict[int, str] = {}
    for start, end in mentions:
        if end - start == 1 and best[doc[start].text.casefold()][0] == 1 and doc[start].text in leading:
            full[start] = leading[doc[start].text]
            continue
        own = doc[start:end].text
        longest = best[doc[end - 1].text.casefold()][1]
        plain = all(t.lower_ in PARTICLES for t in doc[start : end - 1])  # "de Clercq", "al-Sudani"
        # two persons of one surname: a full name of its own stays itself
        full[start] = longest if plain or longest.startswith(doc[start].text) else own
    return full
