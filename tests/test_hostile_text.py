"""Texts made to be slow or to break a reader: read to the end, exactly, with work in proportion to their length."""

from functools import cache
from itertools import pairwise

import pytest
from spacy.tokens import Doc

from hostile import RECIPES, Calls
from legation.nouns import Entry
from legation.reading.page import Page
from legation.reading.parse import parse
from legation.reading.reader import reader_names
from legation.reading.statements import Told, told
from legation.reading.tagged import trained_tagger
from wire import document, entries, reader

SHORT = 1_000
# longer than a sentence may be: within one, work may grow with its square
LENGTH = 3_200
TIMES = 4
# what a text of four times the length may cost at most, by calls; the square would be sixteen
MOST = 6
# those in which one looks four sentences back: the shorter text has to have them
LOOKING_BACK = ("he told she told", "they, without a stop")
FOUR_SENTENCES = 9_600

# those that parser and rules have work with, one of a kind
LABORIOUS = (
    "quotes never closed", "quotes and who said them", "quotes over paragraphs", "parentheses nested in a sentence",
    "acronyms", "he told she told", "voices all different", "talks on talks", "will deliver, without a stop",
    "they, without a stop", "titles after many persons", "things by name", "the two countries", "one person",
    "persons", "states in a list", "U.S.", "glued thousands", "prices in a currency of many states",
    "figures all different", "on Monday", "line ends of every kind", "paragraphs of one word", "headline",
)  # fmt: skip

# each leads back to the one before it: as long a chain as there are sentences, or words in one
CHAINS = {
    "country": "Kenya met Uganda. " + "The country agreed to help Uganda. " * 300,
    "government": "Kenya met Uganda. " + "The government sent 40 buses to the country. " * 300,
    "country of nobody": "The country agreed to send 40 buses. " * 60,
    "list": "Kenya met " + "EU, " * 700,
    "owners": "Kenya met Uganda. The " + "minister's " * 250 + " agreed to help Uganda.",
    "offices": "Kenya met Uganda. The " + "minister of the " * 180 + "government agreed to help Uganda.",
    "sources": "Kenya met Uganda. " + "I said that " * 240 + "I will help Uganda.",
    "speakers": "Kenya met Uganda. “" + "We said: “" * 250 + "We will help Uganda.",
    "persons": "Kenya met Uganda. " + "He said the minister said he would help Uganda. " * 200,
}


@cache
def _parsed(text: str) -> Doc:
    return parse(text)


def work(text: str) -> int:
    """How many calls it takes to read a text, entries and statements, once it is parsed."""
    _parsed(text)
    with Calls() as calls:
        reader().read(document(text))
        told(Page(document(text)))
    return calls.number


def assert_exact(text: str, found: tuple[Entry, ...]) -> None:
    for entry in found:
        assert entry.trigger in entry.evidence[0].quote
        for place in entry.evidence:
            assert text[place.start : place.end] == place.quote != ""


def assert_within(text: str, found: tuple[Told, ...]) -> None:
    for statement in found:
        for spans in (statement.content, statement.source, statement.cue):
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert all(before[1] <= behind[0] for before, behind in pairwise(spans))
        assert_within(text, statement.nested)


@pytest.mark.parametrize("name", RECIPES)
def test_every_reader_comes_to_the_end_of_a_hostile_text_and_quotes_it_exactly(name: str) -> None:
    text = RECIPES[name](SHORT)
    for by in reader_names():
        assert_exact(text, reader(by).read(document(text)))


@pytest.mark.parametrize("name", LABORIOUS)
def test_work_grows_with_the_length_of_a_text_and_not_with_its_square(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("legation.reading.page.parse", lambda text, _stretches=None: _parsed(text))
    length = FOUR_SENTENCES if name in LOOKING_BACK else LENGTH
    short, long = (work(RECIPES[name](n)) for n in (length, TIMES * length))
    assert long <= MOST * short


def test_the_count_of_calls_would_tell_work_that_grows_with_the_square() -> None:
    def squared(n: int) -> int:
        with Calls() as calls:
            for _ in range(n):
                for i in range(n):
                    abs(i)
        return calls.number

    assert squared(4 * 50) > MOST * squared(50)


@pytest.mark.parametrize("name", CHAINS)
def test_a_chain_of_references_as_long_as_the_text_is_followed_within_bounds(name: str) -> None:
    text = CHAINS[name]
    assert_exact(text, entries(text))
    assert_within(text, told(Page(document(text))))


def test_who_is_meant_at_the_end_of_a_long_chain_is_the_one_at_its_beginning() -> None:
    last = entries(CHAINS["country"])[-1]
    assert last.kind == "commitment"
    assert (last.by, last.to) == (("KEN",), ("UGA",))


def test_the_tagger_looks_at_each_part_of_a_text_once(monkeypatch: pytest.MonkeyPatch) -> None:
    tagger = trained_tagger()
    looked = 0
    encoded = tagger._encoded

    def counted(*window: object) -> object:
        nonlocal looked
        looked += 1
        return encoded(*window)  # type: ignore[arg-type]

    monkeypatch.setattr(tagger, "_encoded", counted)
    numbers = []
    for n in (2_000, 8_000):
        looked = 0
        tagger.tag(RECIPES["will deliver, without a stop"](n))
        numbers.append(looked)
    assert 0 < numbers[0] <= numbers[1] <= 4 * numbers[0] + 2
