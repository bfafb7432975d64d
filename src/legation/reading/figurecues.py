"""The cues around a number that tell whether it is a figure: what the model of figures reads."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from spacy.tokens import Token

from legation.nouns import Change
from legation.reading.clauses import SUBJECTS, direct_object, is_negated, modal
from legation.reading.directions import ruled_change
from legation.reading.numbers import NOUNS, Number, above, thing, verb_over
from legation.reading.page import Page
from legation.reading.quantities import FoundQuantity
from legation.reference.counts import LOWERING, MARKETS, RAISING
from legation.reference.units import CURRENCIES, MEASURED
from legation.reference.verbs import (
    COMMITMENT_NOUNS,
    COMMITMENT_VERBS,
    MEASURES,
    MEASURING,
    MOVES,
    MOVES_DOWN,
    MOVES_UP,
    VALUING,
)

_NEAR = 3  # tokens on either side whose place matters
_AROUND = 7  # tokens on either side that are looked at at all
_SHORT = 60  # words of a text that is too short to be a sort of report
_PLAIN = ("PUNCT", "SPACE")


class Cues(NamedTuple):
    """What tells whether a number is a figure: short strings, and which way it goes by rule."""

    words: list[str]
    change: Change


class _Sentence:
    """What a sentence tells about each of its numbers."""

    def __init__(self, page: Page, tokens: list[Token], taken: Mapping[int, str]) -> None:
        self.start, self.end = tokens[0].i, tokens[-1].i + 1
        self.named = min(len(page.named(tokens)), 3)
        self.taken = any(t.i in taken for t in tokens)
        self.told: list[tuple[Number, Change]] = []


class PageCues:
    """What a page as a whole tells about its numbers: a market report has many, and few of them are about states."""

    def __init__(self, page: Page, taken: Mapping[int, str]) -> None:
        """`taken`: token → stage of the undertaking that a rule finds in it."""
        self.page = page
        self.taken = taken
        self._seen: set[tuple[float, str]] = set()
        self._sentence: _Sentence | None = None
        words = sum(1 for t in page.doc if t.is_alpha)
        codes = Counter(n.code for n in {n.start: n for n in page.parties.values()}.values() if n.form != "company")
        markets = sum(1 for t in page.doc if t.lower_ in MARKETS)
        named = sum(codes.values())
        self.cues: list[str] = []
        if words >= _SHORT:
            self.cues = [
                f"page numbers {_level(1000 * len(page.quantities) / words, (10, 20, 35, 60, 90))}",
                f"page names {_level(1000 * named / words, (5, 15, 30, 50, 80))}",
                f"page codes {_level(len(codes), (1, 2, 3, 5, 8))}",
                f"page markets {_level(1000 * markets / words, (1, 5, 12, 25, 45))}",
                f"page undertakings {_level(100 * len(taken) / words, (1, 10, 25, 50))}",
                f"page bilateral {page.bilateral}",
            ]

    def of(self, number: Number) -> Cues:
        """Cues of a number; numbers have to be asked for in order of place."""
        quantity = number.quantity
        sentence = self._sentence
        if sentence is None or number.root.i >= sentence.end:
            sentence = self._sentence = _Sentence(self.page, list(number.root.sent), self.taken)
        change = ruled_change(self.page, number, sentence.told)
        sentence.told.append((number, change))
        found = set(_cues(self.page, number, sentence, change))
        found.update(self.cues)
        said = (quantity.value, quantity.unit)
        if said in self._seen:
            found.add("again")
        self._seen.add(said)
        stage = self.taken.get(number.root.i)
        found.add(f"undertaking {stage}")
        if stage is None and sentence.taken:
            found.add("undertaking beside")
        return Cues(sorted(found), change)


def _level(value: float, bounds: tuple[int, ...]) -> int:
    return sum(value >= bound for bound in bounds)


def _sort(quantity: FoundQuantity) -> str:
    if quantity.unit in CURRENCIES:
        return "money"
    if quantity.unit in ("percent", "percentage point", "basis point"):
        return "percent"
    return "measure" if quantity.unit in MEASURED else "count"


def _cues(page: Page, number: Number, sentence: _Sentence, change: Change) -> Iterator[str]:
    doc, quantity, root = page.doc, number.quantity, number.root
    sort = _sort(quantity)
    yield f"sort {sort}"
    yield f"unit {quantity.unit.lower()}"
    yield f"bound {quantity.bound}"
    if quantity.additional:
        yield "additional"
    size = len(str(int(abs(quantity.value))))
    yield f"size {sort} {min(size, 12) // 2}"
    before = [t for t in doc[max(sentence.start, number.first - _AROUND) : number.first] if t.pos_ not in _PLAIN]
    after = [t for t in doc[number.behind : min(sentence.end, number.behind + _AROUND)] if t.pos_ not in _PLAIN]
    for n, t in enumerate(reversed(before)):
        yield f"before {t.lemma_.lower()}" if n < _NEAR else f"far before {t.lemma_.lower()}"
        if n == 0:
            yield f"at {t.lower_}"
            yield f"at {t.lower_} {sort}"
    for n, t in enumerate(after):
        yield f"after {t.lemma_.lower()}" if n < _NEAR else f"far after {t.lemma_.lower()}"
        if n == 0:
            yield f"next {t.lower_}"
            yield f"next {t.lower_} {sort}"
    for near, words in (("near", [*before[-_NEAR:], *after[:_NEAR]]), ("far", [*before[:-_NEAR], *after[_NEAR:]])):
        lemmas = {t.lemma_.lower() for t in words}
        yield from (f"{near} {name}" for name in _classes(lemmas))
    yield from _above(page, number, sort)
    yield from _measured(page, number, sort)
    yield f"rule {change}"
    yield f"rule {change} {sort}"
    yield f"parties {sentence.named}"
    yield f"parties {sentence.named} {sort}"
    yield f"told by {'a source' if page.cast.statement(root.i) is not None else 'the text'}"
    place = (quantity.start - page.body) / max(1, len(page.document.text) - page.body)
    yield f"place {int(5 * place)}"


def _classes(lemmas: set[str]) -> Iterator[str]:
    for name, table in (
        ("measure", MEASURES),
        ("measuring", MEASURING | VALUING),
        ("moves up", MOVES_UP | RAISING | {w for w, way in MOVES.items() if way == "up"}),
        ("moves down", MOVES_DOWN | LOWERING | {w for w, way in MOVES.items() if way == "down"}),
        ("undertaking", COMMITMENT_VERBS.keys() | COMMITMENT_NOUNS.keys()),
        ("market", MARKETS),
    ):
        if lemmas & table:
            yield name


def _measured(page: Page, number: Number, sort: str) -> Iterator[str]:
    """Whether the thing measured is a measure of a party, as "Kenya's exports to Uganda" is, and how it is told."""
    noun = thing(number)
    if noun is None:
        yield "measures nothing"
        return
    inside = range(number.first, number.behind)
    words = [t for t in page.doc[noun.left_edge.i : noun.right_edge.i + 1] if t.i not in inside]
    parties = f"{min(len(page.named(words)), 2)} parties"
    yield f"thing {noun.lemma_.lower()}"
    yield f"thing of {parties}"
    yield f"thing of {parties} {sort}"
    if any(t.lemma_.lower() in MEASURES for t in words):
        verb = verb_over(number)
        told = next(iter(_classes({verb.lemma_.lower()})), "other") if verb is not None else "none"
        yield f"measure of {parties}"
        yield f"measure of {parties} {sort}"
        yield f"measure {told}"
        yield f"measure of {parties} {told}"


def _above(page: Page, number: Number, sort: str) -> Iterator[str]:
    """What stands over a number: the noun that it measures, the verb of its clause with its subject and its mood."""
    verb = verb_over(number)
    noun = next((t for t in above(number) if t.pos_ in NOUNS), None)
    if noun is not None:
        yield f"noun {noun.lemma_.lower()}"
        yield f"noun {noun.lemma_.lower()} {number.root.dep_}"
        if any(child.dep_ == "poss" and child.i in page.parties for child in noun.children):
            yield "noun of a party"
    if verb is None:
        yield "no verb"
        return
    lemma = verb.lemma_.lower()
    yield f"verb {lemma}"
    yield f"verb {lemma} {sort}"
    yield f"mood {modal(verb)} {verb.tag_}"
    yield f"verb as {verb.dep_}"
    if is_negated(verb):
        yield "negated"
    yield from (f"verb is {name}" for name in _classes({lemma}))
    doer = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if doer is not None:
        yield f"subject {doer.lemma_.lower()}"
        if doer.i in page.parties:
            yield "subject a party"
        yield from (f"subject {name}" for name in _classes({t.lemma_.lower() for t in doer.subtree}))
    done_to = direct_object(verb)
    if done_to is not None:
        yield f"object {done_to.lemma_.lower()}"
