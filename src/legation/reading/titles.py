"""What the words beside a person's name say of them: office, and the party they act for."""

from typing import NamedTuple

from spacy.tokens import Doc

from legation.reading.names import PartyAt
from legation.reference.offices import is_honorific, is_office

_LINKS = {"of", "for", "and", "the", "'s", "’s", "-", "affairs", "to", "&"}
_LONGEST = 12  # tokens walked to either side of a name in search of an office
_CHAMBER = {"R", "D", "I"}  # party letter of a member of the U.S. Congress: "Sen. Dole (R-Kan.)"


class Title(NamedTuple):
    """Codes and office words, lower case, that stand beside a name."""

    codes: tuple[str, ...]
    offices: tuple[str, ...]


class _Words:
    """Words beside a name, looked at one after the other."""

    def __init__(self, doc: Doc, parties: PartyAt) -> None:
        self._doc = doc
        self._parties = parties
        self.codes: list[str] = []
        self.offices: list[str] = []

    def takes(self, i: int) -> bool:
        """Whether token `i` can be part of a title; what it tells is kept."""
        token = self._doc[i]
        office = is_office(token.lower_)
        if office:
            self.offices.append(token.lower_)
        if i in self._parties:
            self.codes.append(self._parties[i].code)
            return True
        if office or is_honorific(token.lower_) or token.lower_ in _LINKS:
            return True
        return token.pos_ in ("ADJ", "PROPN", "NOUN") and not token.is_punct

    def title(self) -> Title:
        """What was found; a country that merely stands beside a name is no title."""
        return Title(tuple(self.codes), tuple(self.offices)) if self.offices else Title((), ())


def title(doc: Doc, parties: PartyAt, named: set[int], start: int, end: int) -> Title:
    """The title before a name, with or without a comma between, else the apposition behind it."""
    before = _before(doc, parties, named, start)
    if before.offices:
        # "Prime Minister X of Iraq"
        if end + 2 < len(doc) and doc[end].lower_ in ("of", "from"):
            behind = next((i for i in (end + 1, end + 2) if i in parties), None)
            if behind is not None:
                return before._replace(codes=(parties[behind].code,))
        return before
    if _is_of_congress(doc, end):
        return Title(("USA",), ("senator",))
    return _behind(doc, parties, named, end)


def _before(doc: Doc, parties: PartyAt, named: set[int], start: int) -> Title:
    words = _Words(doc, parties)
    first = start - 1
    while first > 0 and is_honorific(doc[first].lower_) and doc[first - 1].text == ",":
        first -= 1
    set_off = first > 0 and doc[first].text == "," and not doc[first - 1].is_punct
    if set_off:
        first -= 1
    for i in range(first, max(-1, start - _LONGEST), -1):
        # a name before belongs to another person
        if doc[i].is_space or i in named or (doc[i].is_punct and doc[i].text != "-") or not words.takes(i):
            break
    found = words.title()
    # what is set off by a comma is a title where it says of whom: "Kenya's minister of trade, Rose Akello,"
    closed = _is_aside(doc, start)
    return found if not set_off or (found.codes and closed) else Title((), ())


def _is_aside(doc: Doc, start: int) -> bool:
    """Whether the name that begins at `start` is closed by a comma, a stop or a verb and no list goes on behind it."""
    i = start
    last = min(len(doc), start + _LONGEST)
    while i < last and (doc[i].pos_ in ("PROPN", "X") or doc[i].text in (".", "-") or doc[i].text[:1].isupper()):
        i += 1
    return i < len(doc) and (doc[i].is_punct or doc[i].pos_ in ("VERB", "AUX", "ADP"))


def _behind(doc: Doc, parties: PartyAt, named: set[int], end: int) -> Title:
    words = _Words(doc, parties)
    if end < len(doc) and doc[end].text in (",", "("):
        for i in range(end + 1, min(len(doc), end + 1 + _LONGEST)):
            token = doc[i]
            if i in named or (token.is_punct and token.text not in ("-", "’s", "'s")):
                break
            if token.pos_ in ("VERB", "AUX") or not (words.takes(i) or token.pos_ == "DET"):
                break
    return words.title()


def _is_of_congress(doc: Doc, end: int) -> bool:
    """Whether a name is followed by party and state: "(D-Mont.)", "(R., Kan.)"."""
    if end + 2 >= len(doc) or doc[end].text != "(":
        return False
    letter = doc[end + 1].text
    return letter[:1] in _CHAMBER and (letter[1:2] in ("-", ".") or (len(letter) == 1 and doc[end + 2].text in "-., "))
