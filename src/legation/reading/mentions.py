"""Mentions of parties: every place of a text that names, or stands for, someone who can act - by code."""

from collections.abc import Iterator
from typing import NamedTuple

from legation.reading.cast import Codes
from legation.reading.page import Page

FORMS = ("name", "demonym", "capital", "company", "person", "pronoun", "description")
"""How a mention names its party: "Russia", "Russian", "Moscow", "Gazprom", "Lavrov", "he", "the ministry"."""

_FORM = {"demonym": "demonym", "capital": "capital", "company": "company"}
_POINTING = {"PRP", "PRP$"}
_PARTS = {"compound", "amod", "nmod"}  # of a longer noun, which is looked at instead


class Mention(NamedTuple):
    """A mention, ``text[start:end]`` in code points; several codes where it stands for several ("both sides")."""

    start: int
    end: int
    codes: Codes
    form: str
    sentence: int


def mentions(page: Page) -> list[Mention]:
    """All mentions of a page, in order of place."""
    return list(_mentions(page))


def _mentions(page: Page) -> Iterator[Mention]:
    people, named = page.people, set[int]()
    begun = set(people.starts)
    for number, sentence in enumerate(page.doc.sents):
        for token in sentence:
            start, end = token.idx, token.idx + len(token)
            if token.i in page.parties:
                name = page.parties[token.i]
                if name.start not in named:
                    named.add(name.start)
                    yield Mention(name.start, name.end, (name.code,), _FORM.get(name.form, "name"), number)
            elif token.i in people.at:
                if token.i in begun and people.at[token.i].codes:
                    yield Mention(start, end, people.at[token.i].codes, "person", number)
            elif token.tag_ in _POINTING or (token.pos_ in ("NOUN", "PROPN") and token.dep_ not in _PARTS):
                codes = page.cast.parties(token)
                if codes:
                    yield Mention(start, end, codes, "pronoun" if token.tag_ in _POINTING else "description", number)
