"""Who is meant: noun phrases and pronouns to party codes, and the speaker at each place of the text.

Precision first: where two readings remain, no code is given.
"""

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from legation.reading.attribution import Statement, innermost
from legation.reading.discourse import Discourse
from legation.reading.names import PartyAt
from legation.reading.people import People, Person
from legation.reference.offices import HEADS, is_office
from legation.reference.verbs import ACTING, COLLECTIVES, SIDES, STATE_WORDS, UNCODED

Codes = tuple[str, ...]
_GUESTS = {"dignitary", "visitor", "guest"}
_OWNED = {"amod", "compound", "nmod", "poss", "nounmod", "npadvmod"}
_HEAD_WORDS = frozenset(word for phrase in HEADS for word in phrase.split())
_OFFICES_OF = {
    "leaders": _HEAD_WORDS,
    "presidents": frozenset({"president"}),
    "ministers": frozenset({"minister", "secretary"}),
    "sides": _HEAD_WORDS | {"minister", "secretary"},
    "officials": frozenset({"official", "adviser", "advisor", "secretary", "minister"}),
    "delegations": _HEAD_WORDS | {"minister"},
}


def united(groups: Iterable[Iterable[str]]) -> Codes:
    """Codes of several groups, each once, in order of first place."""
    return tuple(dict.fromkeys(code for group in groups for code in group))


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
        self._statement_at = innermost(len(doc), statements)
        self._discourse = Discourse(doc, parties, people, main)
        self._busy: set[int] = set()
        self._bodies = {name.code for name in parties.values() if name.form in ("body", "organ")}

    def pair(self, i: int) -> Codes:
        """The two parties that "the two sides" at token `i` stands for."""
        return self._discourse.pair(i)

    # ------------------------------------------------------------ speakers

    def statement(self, i: int) -> Statement | None:
        """The innermost statement on a source's word whose content holds token `i`."""
        return self._statement_at[i]

    def speaker(self, i: int) -> tuple[str | None, Codes]:
        """Name and codes of the one on whose word the text at token `i` stands."""
        statement = self._statement_at[i]
        if statement is None or statement.source is None:
            return None, ()
        return self.named(statement.source), self.codes(statement.source)

    def named(self, token: Token) -> str | None:
        """A source by name: the person in the fullest form, else the noun phrase without article."""
        person = self.person(token)
        if person is not None:
            return person.name
        if token.pos_ == "PRON":
            return None
        if token.i in self._parties:
            name = self._parties[token.i]
            return self._doc.text[name.start : name.end]
        words = [c for c in token.children if c.dep_ in ("compound", "amod", "nmod", "poss") and c.i < token.i]
        start = min([w.left_edge.i for w in words] + [token.i])
        while start < token.i and self._doc[start].pos_ in ("DET", "PUNCT", "PRON"):
            start += 1
        return self._doc[start : token.i + 1].text

    def person(self, token: Token) -> Person | None:
        """The person whom a token names, or to whom a pronoun or a title refers."""
        if token.i in self._people.at:
            return self._people.at[token.i]
        if token.lower_ in ("he", "she", "him", "her", "his", "i", "me", "my", "himself", "herself"):
            if token.lower_ in ("i", "me", "my"):
                statement = self._statement_at[token.i]
                source = statement.source if statement else None
                return self._guarded(source)
            return self._antecedent(token.i)
        for child in token.children:  # "the minister, Sergei Lavrov": the name in apposition
            if child.dep_ in ("appos", "compound") and child.i in self._people.at and is_office(token.lower_):
                return self._people.at[child.i]
        if is_office(token.lower_) or token.lower_ in _GUESTS or token.lower_ == "counterpart":
            return self._title(token)
        return None

    def _guarded(self, token: Token | None) -> Person | None:
        if token is None or token.i in self._busy:
            return None
        self._busy.add(token.i)
        try:
            return self.person(token)
        finally:
            self._busy.discard(token.i)

    def _title(self, token: Token) -> Person | None:
        """Find "the Russian foreign minister", "the Army chief": the last named holder whose state fits."""
        if token.lemma_ != token.lower_ and token.tag_ == "NNS":
            return None
        wanted = self._owners(token)
        if any(c.lower_ in ("a", "an", "another", "any", "some", "no", "his", "her", "their") for c in token.children):
            return None
        if token.lower_ in _GUESTS:
            return self._visitor(token.i)
        for start in reversed(self._people.starts):
            if start < token.i:
                person = self._people.at[start]
                if token.lower_ in person.offices and (not wanted or set(wanted) & set(person.codes)):
                    return person
        return None

    def _visitor(self, i: int) -> Person | None:
        """The guest of a text: the first person named before token `i` who is not of the place."""
        for start in self._people.starts:
            person = self._people.at[start]
            if start < i and person.codes and person.codes != self._home[:1]:
                return person
        return None

    def _antecedent(self, i: int) -> Person | None:
        """Person a pronoun points to: the last subject before it that is a person, else the last person named."""
        for token in self._discourse.subjects_before(i):
            if token.i in self._people.at:
                return self._people.at[token.i]
            person = self._guarded(token) if is_office(token.lower_) else None
            if person is not None:
                return person
        return self._people.before(i, within=120)

    # ------------------------------------------------------------ parties

    def codes(self, token: Token | None) -> Codes:
        """Codes of a noun phrase by its head, coordinated heads included; empty where none can be told."""
        if token is None or token.i in self._busy:
            return ()
        self._busy.add(token.i)
        try:
            found = [self._one(token)]
            listed = any(t.dep_ == "cc" for t in token.subtree)
            for child in token.children:
                if child.dep_ == "conj" or (child.dep_ == "appos" and listed and child.i in self._parties and found[0]):
                    found.append(self.codes(child))
            return united(found)
        finally:
            self._busy.discard(token.i)

    def parties(self, token: Token | None) -> Codes:
        """Codes of a noun phrase; a party without a code by the words of the text ("creditor banks")."""
        found = self.codes(token)
        if found or token is None or token.pos_ not in ("NOUN", "PROPN") or token.lemma_.lower() not in UNCODED:
            return found
        if any(c.lower_ in ("this", "that", "two", "both", "these", "those") for c in token.children):
            return found
        first = min(
            [token.i]
            + [c.left_edge.i for c in token.children if c.dep_ in ("amod", "compound", "nmod") and c.i < token.i]
        )
        words = [t for t in self._doc[first : token.i + 1] if t.pos_ not in ("DET", "NUM", "PUNCT")]
        definite = any(c.lower_ == "the" for c in token.children)
        plain = len(words) == 1 and (definite or token.tag_ in ("NN", "NNP"))
        return () if plain or not words else (self._doc[words[0].i : token.i + 1].text,)

    def behind(self, token: Token | None) -> Codes:
        """Codes that hang on a noun phrase, whatever its head: "Chinese ships", "flows of Russian gas"."""
        found = self.parties(token)
        if found or token is None or token.pos_ not in ("NOUN", "PROPN"):
            return found
        return self._owners(token) or united(
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
        if lemma in ACTING or is_office(lower) or lower in _GUESTS or lower in ("counterpart", "sides", "parties"):
            return self._acting(token)
        if token.pos_ == "PROPN" and token.text[:1].isupper():
            return self._owners(token)
        return ()

    def _owners(self, token: Token) -> Codes:
        """Codes that stand before a noun or behind its "of": "Pakistani", "Russia's", "of Iran"."""
        found: list[Codes] = []
        for child in token.children:
            if child.dep_ in _OWNED:
                if child.i in self._parties:
                    found.append((self._parties[child.i].code,))
                elif child.dep_ == "poss" and child.pos_ == "PRON":
                    found.append(self._pronoun(child))
                elif child.dep_ == "poss":
                    found.append(self.codes(child))
                if child.dep_ != "poss":
                    inner = (t for t in child.subtree if t.i in self._parties and t.i != child.i)
                    found.extend((self._parties[t.i].code,) for t in inner)
            elif child.dep_ == "prep" and child.lower_ in ("of", "from", "for", "in"):
                behind = (t for t in child.children if t.dep_ == "pobj")
                found.extend(self.codes(t) for t in behind if t.i in self._parties or child.lower_ == "of")
        # the parser sometimes leaves a demonym flat beside its noun
        if not found and token.i > 0 and token.i - 1 in self._parties and self._doc[token.i - 1].head.i == token.i:
            found.append((self._parties[token.i - 1].code,))
        return united(found)

    def _acting(self, token: Token) -> Codes:
        owners = self._owners(token)
        lower = token.lower_
        plural = token.tag_ in ("NNS", "NNPS")
        if lower == "counterpart":
            own = [c for c in token.children if c.dep_ == "poss"]
            named = [self._parties[c.i].code for c in token.children if c.i in self._parties]
            if named:
                return united([named])
            theirs = self._pronoun(own[0]) if own and own[0].pos_ == "PRON" else ()
            rest = tuple(c for c in self._discourse.pair(token.i) if c not in theirs)
            return rest if len(rest) == 1 else ()
        if plural and token.lemma_.lower() in SIDES and not owners:
            marks = {c.lower_ for c in token.children}
            if marks & {"two", "both"} or lower == "sides":
                return self._discourse.pair(token.i)
            if "the" in marks or "all" in marks:
                met = self._participants(token)
                if len(met) > 1:
                    return met
        if owners:
            return owners
        person = self._title(token) if is_office(lower) else None
        if person is not None:
            return person.codes
        definite = any(c.lower_ in ("the", "this") for c in token.children)
        if lower in COLLECTIVES and not owners and self._main and self._main[0] in self._bodies:
            return self._main[:1]  # "the Commission", "ministers" of the body that the story is about
        if definite and not plural and (token.lemma_.lower() in STATE_WORDS or is_office(lower)):
            return self._state_before(token.i)
        return ()

    def _participants(self, token: Token) -> Codes:
        """Find "the leaders", "the ministers": those of such office named before, with the one whose text it is."""
        wanted = _OFFICES_OF.get(token.lower_, frozenset())
        found: list[Codes] = [self._issuer]
        for start in self._people.starts:
            if start < token.i:
                person = self._people.at[start]
                if wanted & set(person.offices):
                    found.append(person.codes)
        return united(found)

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
        for token in self._discourse.subjects_before(i):
            if token.pos_ == "PRON":
                continue
            found = self._people.at[token.i].codes if token.i in self._people.at else self.codes(token)
            if len(found) == 1:
                return found
        return self._main[:1]

    def _plural_before(self, i: int) -> Codes:
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
