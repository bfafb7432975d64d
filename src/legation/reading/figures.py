"""Figures: measured quantities that the document reports as fact."""

from collections.abc import Mapping
from itertools import groupby

from legation.nouns import Change, Figure
from legation.reading.cast import Codes
from legation.reading.clauses import subject
from legation.reading.figurecues import PageCues
from legation.reading.figuremodel import chance, change
from legation.reading.numbers import Number, numbers, thing, verb_over
from legation.reading.objects import Objects
from legation.reading.page import Page
from legation.reading.proposal import Proposal
from legation.reading.times import event_date
from legation.reading.wording import name_of, words_of
from legation.reference.verbs import LIGHT, MEASURES, MEASURING, MOVES, MOVES_DOWN, MOVES_UP, POSITION_VERBS

FIGURE = 0.25
"""The chance from which a number is a figure by its cues alone; set by cross-validation on gold/train."""

_LEAST = 0.05  # chance under which a number is not looked at again
_BESIDE = 2  # numbers on either side that may stand between a number and the edge of its clause
_FAR = 8  # tokens between "growth" and "by"
_TELLING = MEASURING | MOVES_UP | MOVES_DOWN | {"be"}
_BOTH = {"bilateral", "mutual", "two-way"}
_ISSUERS = {"dollar": "USA", "yen": "JPN", "mark": "DEU", "sterling": "GBR", "franc": "CHE"}


def figures(page: Page, objects: Objects, taken: Mapping[int, str]) -> list[tuple[Figure, Proposal]]:
    """The numbers of a page that may be figures, the unlikely ones too; `confidence` is the chance of each by its cues.

    `taken`: tokens of undertakings that rules find, with their stage: numbers there are mostly theirs.
    """
    found = []
    around = PageCues(page, taken)
    for _, group in groupby(numbers(page), key=lambda n: n.root.sent.start):
        together = list(group)
        for n, number in enumerate(together):
            cues = around.of(number)
            sure = chance(cues.words)
            if number.root.i not in taken and is_plain(page, number):
                sure = max(sure, FIGURE)
            if sure >= _LEAST:
                tokens = words_of(page, number, together[max(0, n - _BESIDE) : n] + together[n + 1 : n + 1 + _BESIDE])
                verb = verb_over(number)
                anchor = verb if verb is not None and tokens[0].i <= verb.i <= tokens[-1].i else number.root
                made = Proposal("figure", anchor, tokens, (anchor.i, anchor.i + 1), change(cues.words, cues.change))
                found.append((_filled(page, objects, made, number, sure), made))
    return found


def _filled(page: Page, objects: Objects, made: Proposal, number: Number, sure: float) -> Figure:
    quantity = number.quantity
    direction: Change = made.label  # type: ignore[assignment]
    speaker, speaker_for = _voucher(page, number)
    return Figure(
        id="",
        evidence=(page.quote(made.tokens),),
        trigger=page.words(*made.trigger),
        speaker=speaker,
        speaker_for=speaker_for,
        date=event_date(page, made),
        confidence=round(sure, 3),
        objects=objects.of(made.tokens) or objects.of(list(number.root.sent)),
        actors=tuple(sorted(about(page, made))),
        what=name_of(page, number),
        value=quantity.value,
        unit=quantity.unit,
        change=direction,
    )


def is_plain(page: Page, number: Number) -> bool:
    """Whether a number is told of the measure of a party by a word for measuring: "Kenya's exports fell 3 per cent"."""
    noun, verb = thing(number), verb_over(number)
    if noun is None or number.counted:
        return False
    words = [t for t in page.doc[noun.left_edge.i : noun.right_edge.i + 1] if not number.first <= t.i < number.behind]
    by = number.first > 0 and page.doc[number.first - 1].lower_ == "by"
    told = verb is not None and verb.lemma_.lower() in _TELLING
    moved = by and any(t.lemma_.lower() in MOVES for t in page.doc[max(0, number.first - _FAR) : number.first])
    return (told or moved) and any(t.lemma_.lower() in MEASURES for t in words) and bool(page.named(words))


def about(page: Page, made: Proposal) -> Codes:
    """Whom a figure is about, by rule: who is named in its words, else in its sentence, else the text's main party."""
    if any(t.lower_ in _BOTH for t in made.tokens) and (pair := page.cast.pair(made.anchor.i)):
        return pair
    rate = _rate(made)
    if rate:
        return rate
    own = next((c for t in made.tokens for c in t.children if c.dep_ == "poss" and page.cast.codes(c)), None)
    return page.named(made.tokens) or page.cast.codes(own) or page.named(list(made.anchor.sent)) or page.main[:1]


def _rate(made: Proposal) -> Codes:
    """Whose the two currencies of a rate of exchange are: "the dollar rose to 146 yen"; empty where it is none."""
    words = [t for t in made.tokens if t.tag_ not in ("VB", "VBD", "VBP", "VBZ", "VBN")]
    lemmas = [t.lemma_.lower() for t in words]
    if "dollar" not in lemmas or ("franc" in lemmas and "swiss" not in lemmas):
        return ()
    codes = tuple(dict.fromkeys(_ISSUERS[lemma] for lemma in lemmas if lemma in _ISSUERS))
    return codes if len(codes) == 2 else ()


def _voucher(page: Page, number: Number) -> tuple[str | None, Codes]:
    """On whose word a number stands: the source of its statement, else the one whose stance names it."""
    speaker, codes = page.cast.speaker(number.root.i)
    if speaker is None:
        stance = next((t for t in number.root.ancestors if t.lemma_.lower() in POSITION_VERBS.keys() | LIGHT), None)
        holder = subject(stance) if stance is not None and stance.pos_ == "VERB" else None
        if holder is not None and page.cast.person(holder) is not None:
            return page.cast.named(holder), page.cast.codes(holder)
    return speaker, codes
