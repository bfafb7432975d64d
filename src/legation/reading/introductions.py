"""Names that a text itself introduces: acronyms in brackets, and companies told of together with their state."""

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from spacy.tokens import Doc

from legation.reading.parties import PartyName
from legation.reference.companies import COMMON, ENDINGS, KINDS
from legation.reference.offices import is_honorific, is_office
from legation.reference.parties import NameForm

_ACRONYM = re.compile(r"[A-Z][A-Za-z&]{0,6}[A-Z]")
_BY_ACRONYM: frozenset[NameForm] = frozenset(("body", "organ", "company", "party", "seat"))
_STATES: frozenset[NameForm] = frozenset(("state", "demonym", "capital"))
_OPEN, _CLOSE = ("(", ",", "<"), (")", ",", ">")
_WITHIN = 7  # tokens between a company's name and the state it is told of with
_LONGEST = 6  # tokens of a company's name
_SHORTEST = 4  # letters of a word by which alone a company is known again


class _Introduced(NamedTuple):
    words: tuple[str, ...]
    code: str
    form: NameForm
    least: int = 1  # of the words, by which it is known again


def introduced(doc: Doc, parties: dict[int, PartyName]) -> Iterator[PartyName]:
    """Every place at which a name stands that the text has introduced, with the code it gave it.

    A name counts from where it is introduced on; the first introduction of a word holds.
    """
    known: dict[str, _Introduced] = {}
    text = doc.text  # put together anew each time it is asked for
    ends = {name.end for name in parties.values()}
    for token in doc:
        i = token.i
        if i in parties:
            name = parties[i]
            if name.form in _BY_ACRONYM and token.idx + len(token) >= name.end:
                acronym = _acronym(doc, parties, i, text[name.start : name.end])
                if acronym is not None:
                    known[acronym] = _Introduced((acronym,), name.code, name.form)
            if token.text in known and name.end - name.start == len(token.text):
                own = known[token.text]
                yield name._replace(code=own.code, form=own.form)
        elif token.pos_ == "PROPN" and token.text[:1].isupper():
            if token.text not in known and _begins(doc, parties, i):
                code, end = _company(doc, parties, i)
                if code is not None:
                    words = tuple(t.text for t in doc[i:end])
                    alone = words[0] not in COMMON and len(words[0]) >= _SHORTEST
                    known[words[0]] = _Introduced(words, code, "company", 1 if alone else len(words))
            if token.text in known and token.idx not in ends:
                own = known[token.text]
                end = i + sum(
                    1
                    for _ in takewhile(
                        lambda pair: pair[0].text == pair[1], zip(doc[i : i + _LONGEST], own.words, strict=False)
                    )
                )
                if end - i >= own.least:
                    yield PartyName(token.idx, doc[end - 1].idx + len(doc[end - 1]), own.code, own.form)


def _acronym(doc: Doc, parties: dict[int, PartyName], i: int, name: str) -> str | None:
    """The acronym in brackets or between commas behind the name that ends at token `i`, if it begins like the name."""
    if i + 3 >= len(doc) or doc[i + 1].text not in _OPEN or doc[i + 3].text not in _CLOSE:
        return None
    word = doc[i + 2].text
    fits = _ACRONYM.fullmatch(word) is not None and word[0] == name[0].upper() and len(name) > len(word)
    return word if fits and (i + 2 not in parties or parties[i + 2].form in _BY_ACRONYM) else None


def _begins(doc: Doc, parties: dict[int, PartyName], i: int) -> bool:
    """Whether a proper name may begin at token `i`."""
    before = doc[i - 1] if i else None
    return before is None or before.pos_ != "PROPN" or i - 1 in parties or before.lower_ in KINDS


def _company(doc: Doc, parties: dict[int, PartyName], i: int) -> tuple[str | None, int]:
    """The state with which the proper name at token `i` is told of, and the token at which the name ends."""
    end = i
    while (
        end < len(doc)
        and end - i < _LONGEST
        and end not in parties
        and (doc[end].pos_ == "PROPN" or doc[end].text == "&")
    ):
        if is_office(doc[end].lower_) or is_honorific(doc[end].lower_):
            return None, end
        end += 1
    sure = doc[end - 1].text in ENDINGS
    if i and doc[i - 1].lower_ in KINDS:
        code = _state_before(doc, parties, i - 2)
        if code is not None:
            return code, end
    if sure and i > 1 and doc[i - 1].text in ("'s", "’s") and _is_state(parties, i - 2):
        return parties[i - 2].code, end
    if i > 2 and doc[i - 1].lower_ == "based" and doc[i - 2].text == "-" and _is_state(parties, i - 3):
        return parties[i - 3].code, end
    behind = end + 1 if end < len(doc) and doc[end].text == ">" else end
    if sure and behind + 2 < len(doc) and doc[behind].lower_ == "of":
        of = next((n for n in (behind + 1, behind + 2) if n in parties), None)
        return (parties[of].code if of is not None and _is_state(parties, of) else None), end
    if behind + 2 < len(doc) and doc[behind].text == "," and doc[behind + 1].lower_ in ("the", "a", "an"):
        return _state_of_kind(doc, parties, behind + 2), end
    return None, end


def _is_state(parties: dict[int, PartyName], i: int) -> bool:
    return i in parties and parties[i].form in _STATES


def _state_before(doc: Doc, parties: dict[int, PartyName], i: int) -> str | None:
    """The state in the words that lead up to a kind of company: "the Swedish telecoms equipment (maker)"."""
    for n in range(i, max(-1, i - _WITHIN), -1):
        if _is_state(parties, n):
            return parties[n].code
        if (doc[n].is_punct and doc[n].text != "-") or doc[n].pos_ in ("VERB", "AUX", "ADP", "PRON"):
            return None
    return None


def _state_of_kind(doc: Doc, parties: dict[int, PartyName], i: int) -> str | None:
    """The state in an aside that ends in a kind of company: ", the French export credit agency"."""
    if not _is_state(parties, i):
        return None
    for n in range(i + 1, min(len(doc), i + _WITHIN)):
        if doc[n].lower_ in KINDS:
            return parties[i].code
        if (doc[n].is_punct and doc[n].text != "-") or doc[n].pos_ in ("VERB", "AUX", "ADP"):
            return None
    return None
