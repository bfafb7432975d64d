"""Who is meant: noun phrases and pronouns to party codes, and the speaker at each place of the text.

Precision first: where two readings remain, no code is given.
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from legation.reading.attribution import Statement
from legation.reading.creditors import Creditors
from legation.reading.descriptions import Codes, Descriptions, united
from legation.reading.discourse import Discourse
from legation.reading.lookups import Lookups
from legation.reading.names import PartyAt
from legation.reading.people import People, Person
from legation.reading.speakers import Speakers
from legation.reference.descriptions import ACTING, GROUPS, ORGANS, SPOKEN_OF, THINGS
from legation.reference.offices import is_office

__all__ = ["Cast", "Codes", "united"]
_GUESTS = {"dignitary", "visitor", "guest"}


class Cast:
    """Resolves mentions in one document."""

    def __init__(
        self,
        doc: Doc,
        parties: PartyAt,
        people: People,
        statements: list[Statement],
        main: Codes,
        *,
        issuer: Codes = (),
        home: Codes = (),
    ) -> None:
        """`main`: codes that the document is about, most spoken of first.

        `issuer`: for whom the text itself speaks; `home`: whose place it is written from.
        """
        self._doc = doc
        self._parties = parties
        self._people = people
        self._main = main
        self._issuer = issuer
        self._home = home or main
        self._speakers = Speakers(doc, parties, people, statements, person=self.person, codes=self.codes)
        self._discourse = Discourse(doc, parties, people, main)
        self._said_by = {s.source.i: s.content for s in statements if s.source is not None}
        self._lookups = Lookups()
        self._creditors = Creditors(doc)
        # the bodies of many that the text names, which can agree on something by themselves
        self.bodies = frozenset(name.code for name in parties.values() if name.form in ("body", "organ"))
        guests = (i for i in people.starts if people.at[i].codes and people.at[i].codes != self._home[:1])
        self._guest = next(guests, None)
        self._described = Descriptions(
            doc,
            parties,
            people,
            self._discourse,
            main,
            issuer=issuer,
            home=self._home,
            codes=self._owner,
            holder=self._title,
            state_before=self._state_before,
        )

    def pair(self, i: int) -> Codes:
        """The two parties that "the two sides" at token `i` stands for."""
        return self._discourse.pair(i)

    def creditors(self, tokens: Iterable[Token]) -> Codes:
        """The lenders that the text speaks of, where some words tell of a debt."""
        return self._creditors.of(tokens)

    # ------------------------------------------------------------ speakers

    def statement(self, i: int) -> Statement | None:
        """The innermost statement on a source's word whose content holds token `i`."""
        return self._speakers.at(i)

    def speaker(self, i: int) -> tuple[str | None, Codes]:
        """Name and codes of the one on whose word the text at token `i` stands."""
        statement = self._speakers.at(i)
        return (None, ()) if statement is None else self.speaker_of(statement)

    def speaker_of(self, statement: Statement) -> tuple[str | None, Codes]:
        """Name and codes of a statement's source."""
        return self._speakers.of(statement)

    def named(self, token: Token) -> str | None:
        """A source by name: the person in the fullest form, else the noun phrase without article."""
        return self._speakers.named(token)

    # ------------------------------------------------------------ persons

    def person(self, token: Token) -> Person | None:
        """The person whom a token names, or to whom a pronoun or a title refers."""
        if token.i in self._people.at:
            return self._people.at[token.i]
        if token.lower_ in ("he", "she", "him", "her", "his", "i", "me", "my", "himself", "herself"):
            if token.lower_ in ("i", "me", "my"):
                statement = self._speakers.at(token.i)
                source = statement.source if statement else None
                return self._whoever(source)
            return self._antecedent(token.i)
        for child in token.children:  # "the minister, Sergei Lavrov": the name in apposition
            if child.dep_ in ("appos", "compound") and child.i in self._people.at and is_office(token.lower_):
                return self._people.at[child.i]
        if is_office(token.lower_) or token.lower_ in _GUESTS or token.lower_ == "counterpart":
            return self._title(token)
        return None

    def _whoever(self, token: Token | None) -> Person | None:
        """The person whom another one is led back to."""
        return self._lookups.ask(("person", token.i), lambda: self.person(token), None) if token is not None else None

    def _title(self, token: Token) -> Person | None:
        """Find "the Russian foreign minister", "the Army chief": the last named holder whose state fits."""
        if token.lemma_ != token.lower_ and token.tag_ == "NNS":
            return None
        wanted = self._described.owners(token)
        if any(c.lower_ in ("a", "an", "another", "any", "some", "no", "his", "her", "their") for c in token.children):
            return None
        if token.lower_ in _GUESTS:
            return self._visitor(token.i)
        return self._people.holding(token.lower_, wanted, token.i)

    def _visitor(self, i: int) -> Person | None:
        """The guest of a text: the first person named before token `i` who is not of the place."""
        return self._people.at[self._guest] if self._guest is not None and self._guest < i else None

    def _antecedent(self, i: int) -> Person | None:
        """Person a pronoun points to: the last subject before it that is a person, else the last person named."""
        return self._lookups.ask(("he", i), lambda: self._before(i), None)

    def _before(self, i: int) -> Person | None:
        """The person spoken of before. Whom a source speaks of is not who speaks: its content is passed over."""
        content = self._said_by.get(i, ())
        for token in self._discourse.subjects_before(i):
            if any(start <= token.i < end for start, end in content):
                continue
            if token.i in self._people.at:
                return self._people.at[token.i]
            person = self._whoever(token) if is_office(token.lower_) else None
            if person is not None:
                return person
        return self._people.before(content[0][0] if content and content[0][0] < i else i, within=120)

    # ------------------------------------------------------------ parties

    def codes(self, token: Token | None) -> Codes:
        """Codes of a noun phrase by its head, coordinated heads included; empty where none can be told."""
        if token is None:
            return ()
        return self._lookups.ask(("all", token.i), lambda: united(self._listed(token)), ())

    def _listed(self, head: Token) -> Iterator[Codes]:
        """Codes of each of some coordinated heads, by place in the tree: a list may be as long as its sentence."""
        stack = [head]
        while stack:
            token = stack.pop()
            own = self._single(token)
            yield own
            found = [
                c
                for c in token.children
                if c.dep_ == "conj"
                or (c.dep_ == "appos" and own and c.i in self._parties and any(t.dep_ == "cc" for t in token.subtree))
            ]
            stack.extend(reversed(found))

    def _single(self, token: Token) -> Codes:
        return self._lookups.ask(("one", token.i), lambda: self._one(token), ())

    def parties(self, token: Token | None) -> Codes:
        """Codes of a noun phrase; a party without a code by the words of the text ("creditor banks")."""
        found = self.codes(token)
        if found or token is None or token.pos_ not in ("NOUN", "PROPN"):
            return found
        return self._described.uncoded(token)

    def behind(self, token: Token | None) -> Codes:
        """Codes that hang on a noun phrase, whatever its head: "Chinese ships", "flows of Russian gas"."""
        found = self.parties(token)
        if found or token is None or token.pos_ not in ("NOUN", "PROPN"):
            return found
        return self._described.owners(token) or united(
            [(self._parties[t.i].code,) for t in token.subtree if t.i in self._parties and t.i < token.i + 8][:1]
        )

    def answering(self, i: int) -> Codes:
        """Who answers for the text at token `i` where its clause names nobody: its source, else its issuer."""
        name, codes = self.speaker(i)
        if codes or (name is None and self._issuer):
            return codes or self._issuer
        near = self._discourse.last_party(i)
        return near if near and name is None else self._main[:1]

    def _one(self, token: Token) -> Codes:
        if token.i in self._people.at:
            return self._people.at[token.i].codes
        lower, lemma = token.lower_, token.lemma_.lower()
        name = self._parties.get(token.i)
        if name is not None and (name.form != "demonym" or (token.pos_ in ("PROPN", "NOUN") and lemma not in ACTING)):
            return (name.code,)
        if token.pos_ == "PRON" or (token.dep_ == "poss" and lower in ("his", "its", "their", "our", "my", "her")):
            return self._pronoun(token)
        if lower in _GUESTS:
            guest = self._title(token)
            return guest.codes if guest is not None else ()
        stands_for = lemma in ACTING or lower in GROUPS or lower in ORGANS or lower in SPOKEN_OF
        if stands_for or is_office(lower) or lower == "counterpart":
            return self._described.acting(token)
        if token.pos_ == "PROPN" and token.text[:1].isupper() and lower not in THINGS:
            return self._described.owners(token)
        return ()

    def _owner(self, token: Token) -> Codes:
        """Codes of what a noun belongs to, a pronoun or a noun phrase."""
        return self._pronoun(token) if token.pos_ == "PRON" else self.codes(token)

    def _pronoun(self, token: Token) -> Codes:
        lower = token.lower_
        if lower in ("we", "our", "us", "i", "my", "me", "ours"):
            name, codes = self.speaker(token.i)
            return codes or (self._issuer if name is None else ())
        if lower in ("he", "she", "him", "her", "his"):
            person = self._antecedent(token.i)
            return person.codes if person else ()
        if lower in ("it", "its"):
            return self._state_before(token.i)
        if lower in ("they", "their", "them", "both"):
            return self._plural_before(token.i)
        return ()

    def _state_before(self, i: int) -> Codes:
        """What "it" or "the country" stands for: the last subject that is one party, else the main one."""
        return self._lookups.ask(("it", i), lambda: self._subject_before(i), self._main[:1])

    def _subject_before(self, i: int) -> Codes:
        for token in self._discourse.subjects_before(i):
            if token.pos_ == "PRON":
                continue
            found = self._people.at[token.i].codes if token.i in self._people.at else self.codes(token)
            if len(found) == 1:
                return found
        return self._main[:1]

    def _plural_before(self, i: int) -> Codes:
        return self._lookups.ask(("they", i), lambda: self._subjects_before(i), ())

    def _subjects_before(self, i: int) -> Codes:
        for token in self._discourse.subjects_before(i):
            if token.pos_ == "PRON":
                continue
            found = self.codes(token)
            if len(found) > 1:
                return found
            # "X met Y ... they agreed"
            verb = token.head
            for other in verb.children:
                if other.dep_ == "dobj" and other.i < i:
                    both = united([found, self.codes(other)])
                    if len(both) > 1:
                        return both
            for preposition in verb.children:
                if preposition.dep_ == "prep" and preposition.lower_ == "with" and preposition.i < i:
                    for other in preposition.children:
                        both = united([found, self.codes(other)])
                        if len(both) > 1:
                            return both
            if token.tag_ in ("NNS", "NNPS") and found:
                return found
        return self._discourse.pair(i)
