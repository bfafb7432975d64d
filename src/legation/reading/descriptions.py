"""Noun phrases that stand for a party without naming it: "the ministry", "the six nations", "creditor banks"."""

from bisect import bisect_left
from collections.abc import Callable, Iterable

from spacy.tokens import Doc, Token

from legation.reading.discourse import Discourse
from legation.reading.groups import Groups
from legation.reading.names import PartyAt
from legation.reading.people import People, Person
from legation.reading.places import Places
from legation.reference.descriptions import (
    COLLECTIVES,
    COMPANIES,
    GROUPS,
    NUMBERS,
    OF_GOVERNMENT,
    ORGANS,
    SIDES,
    SINGULAR,
    STATE_WORDS,
    UNCODED,
)
from legation.reference.offices import HEADS, is_office

Codes = tuple[str, ...]
_OWNED = {"amod", "compound", "nmod", "poss", "nounmod", "npadvmod"}
_DEFINITE = {"the", "this", "these", "those", "all"}
_HEAD_WORDS = frozenset(word for phrase in HEADS for word in phrase.split())
_MOST_MET = 100  # mentions of persons before a plural that are looked through
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


class Descriptions:
    """Resolves descriptions in one document."""

    def __init__(
        self,
        doc: Doc,
        parties: PartyAt,
        people: People,
        discourse: Discourse,
        main: Codes,
        *,
        issuer: Codes,
        home: Codes,
        codes: Callable[[Token], Codes],
        holder: Callable[[Token], Person | None],
        state_before: Callable[[int], Codes],
    ) -> None:
        """`main`, `issuer` and `home` are those of the cast.

        `codes` gives those of another noun phrase or pronoun, `holder` the person who bears a title, `state_before` the
        party that acted last before a token.
        """
        self._doc = doc
        self._parties = parties
        self._people = people
        self._discourse = discourse
        self._groups = Groups(doc, parties, people, issuer)
        self._places = Places(doc, parties)
        self._main = main
        self._issuer = issuer
        self._home = home
        self._codes = codes
        self._holder = holder
        self._state_before = state_before
        self._bodies = {name.code for name in parties.values() if name.form in ("body", "organ")}
        self._spelt_out: dict[str, list[int]] | None = None

    def owners(self, token: Token) -> Codes:
        """Codes that stand before a noun or behind its "of": "Pakistani", "Russia's", "of Iran", "Reagan (team)"."""
        found: list[Codes] = []
        for child in token.children:
            if child.dep_ in _OWNED:
                if child.i in self._parties:
                    found.append((self._parties[child.i].code,))
                elif child.dep_ == "poss":
                    found.append(self._codes(child))
                elif child.i in self._people.at and token.lower_ not in COMPANIES:
                    found.append(self._people.at[child.i].codes)
                if child.dep_ != "poss":
                    inner = (t for t in child.subtree if t.i in self._parties and t.i != child.i)
                    found.extend((self._parties[t.i].code,) for t in inner)
            elif child.dep_ == "prep" and child.lower_ in ("of", "from", "for", "in"):
                behind = (t for t in child.children if t.dep_ == "pobj")
                found.extend(self._codes(t) for t in behind if t.i in self._parties or child.lower_ == "of")
        # the parser sometimes leaves a demonym flat beside its noun
        if not found and token.i > 0 and token.i - 1 in self._parties and self._doc[token.i - 1].head.i == token.i:
            found.append((self._parties[token.i - 1].code,))
        return united(found)

    def acting(self, token: Token) -> Codes:
        """Codes of a noun for someone who acts, by its owners, its holder, or what was spoken of before."""
        lower = token.lower_
        if lower == "counterpart":
            return self._counterpart(token)
        owners = self.owners(token)
        plural = token.tag_ in ("NNS", "NNPS")
        marks = {c.lower_ for c in token.children}
        if plural and not owners and (token.lemma_.lower() in SIDES or lower in GROUPS):
            named = self._groups.behind(token.i)
            if named:
                return named
            together = self._together(token, marks)
            if together:
                return together
        if owners:
            return owners
        person = self._holder(token) if is_office(lower) else None
        if person is not None:
            return person.codes
        if lower in COLLECTIVES and self._main and self._main[0] in self._bodies:
            return self._main[:1]  # "the Commission", "ministers" of the body that the story is about
        definite = bool(marks & _DEFINITE)
        if definite and not plural:
            spoken_of = self._places.last(token.i, lower)
            if spoken_of:
                return spoken_of
        if self._is_of_government(token, definite=definite):
            return self._issuer or self._home[:1]
        if definite and not plural and (token.lemma_.lower() in STATE_WORDS or is_office(lower)):
            return self._state_before(token.i)
        return ()

    def uncoded(self, token: Token) -> Codes:
        """A party without a code by the words of the text: "creditor banks"; "the banks" later are the same."""
        lemma = token.lemma_.lower()
        if lemma not in UNCODED or not (token.tag_ == "NNS" or (token.tag_ == "NN" and lemma in SINGULAR)):
            return ()
        marks = {c.lower_ for c in token.children}
        if marks & {"this", "that", "two", "both", "these", "those"}:
            return ()
        definite = "the" in marks
        words = self._words(token)
        if len(words) == 1:
            earlier = self._before(token) if definite else None
            if earlier is not None:
                return (self._called(earlier, numbered=True),)
            return () if definite or token.tag_ == "NN" else (token.text,)
        return (self._called(token, numbered=not definite),) if words else ()

    def _words(self, token: Token) -> list[Token]:
        """The words of a noun with its modifiers, without article and number."""
        modifiers = [c.left_edge.i for c in token.children if c.dep_ in ("amod", "compound", "nmod") and c.i < token.i]
        return [t for t in self._doc[min([token.i, *modifiers]) : token.i + 1] if t.pos_ not in ("DET", "NUM", "PUNCT")]

    def _called(self, token: Token, *, numbered: bool) -> str:
        """A party without a code in the words of the text, with its number where it is told of anew."""
        first = self._words(token)[0].i
        numbers = [c.left_edge.i for c in token.children if c.dep_ == "nummod" and c.i < first]
        return self._doc[numbers[0] if numbered and numbers else first : token.i + 1].text

    def _before(self, token: Token) -> Token | None:
        """The last place before a bare noun at which the same noun is spelt out: "creditor banks" for "the banks"."""
        if self._spelt_out is None:
            self._spelt_out = {}
            for other in self._doc:
                spelt_out = other.tag_ == "NNS" and other.lemma_.lower() in UNCODED and len(self._words(other)) > 1
                if spelt_out and not self._codes(other):
                    self._spelt_out.setdefault(other.lower_, []).append(other.i)
        places = self._spelt_out.get(token.lower_, [])
        n = bisect_left(places, token.i)
        return self._doc[places[n - 1]] if n else None

    def _counterpart(self, token: Token) -> Codes:
        own = [c for c in token.children if c.dep_ == "poss"]
        named = [self._parties[c.i].code for c in token.children if c.i in self._parties]
        if named:
            return united([named])
        theirs = self._codes(own[0]) if own and own[0].pos_ == "PRON" else ()
        rest = tuple(c for c in self._discourse.pair(token.i) if c not in theirs)
        return rest if len(rest) == 1 else ()

    def _together(self, token: Token, marks: set[str]) -> Codes:
        """Whom a plural stands for: the pair, the list of that number, those of such office, those listed before."""
        if marks & {"two", "both"} or token.lower_ == "sides":
            return self._discourse.pair(token.i)
        number = next((NUMBERS[mark] for mark in marks if mark in NUMBERS), None)
        if number is not None:
            return self._groups.of(token.i, number=number)
        if not marks & _DEFINITE or (not is_office(token.lemma_.lower()) and _is_restricted(token)):
            return ()
        met = self._participants(token)
        listed = self._groups.of(token.i)
        if len(listed) > len(met) and set(met) <= set(listed) and len(met) != 2:
            return listed
        return met if len(met) > 1 else ()

    def _participants(self, token: Token) -> Codes:
        """Find "the leaders", "the ministers": those of such office named before, with the one whose text it is."""
        wanted = _OFFICES_OF.get(token.lower_, frozenset())
        found: list[Codes] = [self._issuer]
        starts = self._people.starts
        for start in starts[max(0, bisect_left(starts, token.i) - _MOST_MET) : bisect_left(starts, token.i)]:
            person = self._people.at[start]
            if not wanted.isdisjoint(person.offices):
                found.append(person.codes)
        return united(found)

    def _is_of_government(self, token: Token, *, definite: bool) -> bool:
        """Whether a noun speaks of a government's organ: "the ministry", "government officials", "authorities"."""
        if any(c.lower_ in OF_GOVERNMENT for c in token.children if c.dep_ in ("compound", "amod")):
            return True
        foreign_office = token.lower_ == "office" and any(c.lower_ == "foreign" for c in token.children)
        if token.lower_ not in ORGANS and not foreign_office:
            return False
        if definite or token.text[0].isupper():
            return True
        return token.tag_ == "NNS" and not any(c.dep_ in _OWNED or c.dep_ in ("prep", "nummod") for c in token.children)


def _is_restricted(token: Token) -> bool:
    """Whether words beside a plural pick out some of many: "the poorest countries", "the members of the board"."""
    return any(
        c.dep_ in ("amod", "compound", "relcl", "acl") or (c.dep_ == "prep" and c.lower_ == "of")
        for c in token.children
    )
