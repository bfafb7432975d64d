"""On whose word a place of the text stands, and what the source is called."""

from bisect import bisect_left
from collections.abc import Callable

from spacy.tokens import Doc, Token

from legation.reading.attribution import Statement
from legation.reading.descriptions import Codes
from legation.reading.names import PartyAt
from legation.reading.nesting import innermost
from legation.reading.people import People, Person

_BODIES_MEANT = ("it", "they")
_STATES = ("state", "demonym", "capital")
_ALL = ("leader", "side", "country", "nation", "delegation", "agreement", "law")
_PAPERS = ("contract", "agreement", "accord", "deal", "treaty", "letter", "plan", "law", "text", "analysis")
_RESULTS = ("datum", "data", "figure", "statistic", "alternative")
_LONG_AGO = 200  # tokens within which "it said" reaches back to a source


class Speakers:
    """The sources of one document."""

    def __init__(
        self,
        doc: Doc,
        parties: PartyAt,
        people: People,
        statements: list[Statement],
        *,
        person: Callable[[Token], Person | None],
        codes: Callable[[Token], Codes],
    ) -> None:
        """`person`, `codes`: whom a noun phrase means, by the head of it."""
        self._doc = doc
        self._text = doc.text  # put together anew each time it is asked for
        self._parties = parties
        self._people = people
        self._person = person
        self._codes = codes
        named = innermost(len(doc), [s for s in statements if s.source is not None])
        # "there is agreement that" names nobody: it stands on the word of who says so
        self._statement_at = [n or any_ for n, any_ in zip(named, innermost(len(doc), statements), strict=True)]
        self._sources = sorted({s.source for s in statements if s.source is not None and s.reports}, key=lambda t: t.i)
        self._busy: set[int] = set()

    def at(self, i: int) -> Statement | None:
        """The innermost statement on a source's word whose content holds token `i`."""
        return self._statement_at[i]

    def of(self, statement: Statement) -> tuple[str | None, Codes]:
        """Name and codes of a statement's source."""
        source = statement.source
        if source is None:
            return None, ()
        person = self._beside(statement)
        if person is not None:
            return person.name, person.codes
        if source.lower_ in _BODIES_MEANT:
            earlier = self._source_before(statement, plural=source.lower_ == "they")
            if earlier is not None:
                return self.named(earlier), self._codes(earlier)
        return None if self._speaks_for_all(source) else self.named(source), self._codes(source)

    def _speaks_for_all(self, source: Token) -> bool:
        """Whether a source is no person or body: a state as such, the two sides, a paper that nobody is named for."""
        if source.i in self._parties:
            return self._parties[source.i].form in _STATES
        if source.i in self._people.at or source.pos_ != "NOUN":
            return False
        several = source.tag_ == "NNS"
        return source.lemma_.lower() in (_ALL if several else _PAPERS) or source.lemma_.lower() in _RESULTS

    def _beside(self, statement: Statement) -> Person | None:
        """The person named last in the words between content and cue, whatever the parser takes for their head.

        "World Bank director for Latin America Ann Roe said": the head may be the bank.
        """
        source, cue = statement.source, statement.cue
        if source is None or cue is None or source.i in self._people.at or source.pos_ not in ("NOUN", "PROPN"):
            return None
        if not (source.left_edge.i < cue.i and cue.i - 1 in self._people.at):
            return None
        between = self._doc[source.left_edge.i : cue.i]
        plain = all(not t.is_punct or t.text in "()-." for t in between) and not any(t.dep_ == "cc" for t in between)
        return self._people.at[cue.i - 1] if plain and source.head == cue else None

    def _source_before(self, statement: Statement, *, plural: bool) -> Token | None:
        """The body or the people that "it said" or "they said" means: the source named last before, by a noun."""
        cue = statement.cue
        if cue is None:
            return None
        for token in reversed(self._sources[: bisect_left(self._sources, cue.i, key=lambda t: t.i)]):
            if token.i < cue.i - _LONG_AGO:
                return None
            if token.pos_ in ("NOUN", "PROPN") and token.i not in self._people.at:
                several = token.tag_ in ("NNS", "NNPS")
                if several == plural:
                    return token
        return None

    def named(self, token: Token) -> str | None:
        """A source by name: the person in the fullest form, else the noun phrase without article."""
        person = self._person(token)
        if person is not None:
            return person.name
        if token.pos_ == "PRON":
            return self._said_by_us(token)
        if token.i in self._parties:
            name = self._parties[token.i]
            return self._text[name.start : name.end].partition(" <")[0]  # "Otieno Ltd <OTNO.N>"
        words = [c for c in token.children if c.dep_ in ("compound", "amod", "nmod", "poss") and c.i < token.i]
        start = min([w.left_edge.i for w in words] + [token.i])
        while start < token.i and self._doc[start].pos_ in ("DET", "PUNCT", "PRON"):
            start += 1
        end = token.i + 1
        for child in token.children:
            if child.dep_ == "prep" and child.i == end and child.lower_ in ("of", "for") and token.pos_ == "PROPN":
                behind = next((g for g in child.children if g.dep_ == "pobj" and g.pos_ == "PROPN"), None)
                end = behind.i + 1 if behind is not None else end
        return self._doc[start:end].text

    def _said_by_us(self, token: Token) -> str | None:
        """Who "we" is inside the words of a source: the source."""
        statement = self.at(token.i) if token.lower_ in ("we", "us", "our") else None
        if statement is None or statement.source is None or token.i in self._busy:
            return None
        self._busy.add(token.i)
        try:
            return self.named(statement.source)
        finally:
            self._busy.discard(token.i)
