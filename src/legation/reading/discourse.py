"""What was spoken of just before: the subjects and the parties that pronouns and "the two sides" reach back to."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from legation.reading.names import PartyAt
from legation.reading.people import People

_BACK = 4  # sentences looked back through, the present one included
_REACH = 120  # tokens looked through in each sentence, however long it is
_STATE_FORMS = ("state", "demonym", "seat", "capital")


class Discourse:
    """The sentences of one text, to be looked back through."""

    def __init__(self, doc: Doc, parties: PartyAt, people: People, main: tuple[str, ...]) -> None:
        """`main`: codes that the text is about, most spoken of first."""
        self._doc = doc
        self._parties = parties
        self._people = people
        self._main = main
        self._sentences = list(doc.sents)
        self._sentence_of = {t.i: n for n, s in enumerate(self._sentences) for t in s}

    def subjects_before(self, i: int) -> Iterator[Token]:
        """Subjects before token `i`: in its own sentence the nearest first, before it the first one, which leads."""
        here = self._sentence_of[i]
        for number in range(here, max(-1, here - _BACK), -1):
            sentence = self._sentences[number]
            near = (max(sentence.start, i - _REACH), i) if number == here else (sentence.start, sentence.start + _REACH)
            found = [t for t in self._doc[near[0] : min(near[1], sentence.end)] if t.dep_ in ("nsubj", "nsubjpass")]
            yield from reversed(found) if number == here else found

    def last_party(self, i: int) -> tuple[str, ...]:
        """The party named last before token `i` in its sentence."""
        sentence = self._sentences[self._sentence_of[i]]
        return tuple([self._parties[t.i].code for t in sentence if t.i < i and t.i in self._parties][-1:])

    def pair(self, i: int) -> tuple[str, ...]:
        """What "the two sides" stands for: the two parties named last before token `i`, the main ones preferred."""
        here = self._sentence_of[i]
        near: dict[str, None] = {}
        for number in range(here, max(-1, here - _BACK), -1):
            for token in reversed(list(self._sentences[number])):
                if token.i >= i:
                    continue
                name = self._parties.get(token.i)
                if name is not None and (name.form in _STATE_FORMS or name.code in self._main[:2]):
                    near.setdefault(name.code)
                elif token.i in self._people.at:
                    near.update(dict.fromkeys(self._people.at[token.i].codes))
            if len(near) >= 2:
                break
        main = self._main[:2]
        if len(near) == 2:
            return tuple(near)
        return main if len(main) == 2 and (not near or set(near) & set(main)) else tuple(near)[:2]
