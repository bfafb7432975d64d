"""Of any text whatever, a reading quotes exact words, is the same each time, and comes to an end."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.nouns import Entry
from legation.reading.reader import reader_names
from wire import document, reader

few = settings(max_examples=25)

WORDS = (
    "Kenya", "Uganda", "Kenyan", "the Kenyan minister", "Grace Wanjiru", "President", "Mr", "he", "the two sides", "it",
    "said", "said that", "told", "according to", "met", "visited", "will deliver", "delivered", "was delivered by",
    "agreed to", "welcomed", "should", "to", "with", "and", "of", "40 buses", "12 per cent", "$3 billion", "60 more",
    "the Rift Valley Pipeline", "(", ")", "the project", "on Monday", "by 2030", "talks", "a visit", "trade", "rose",
)  # fmt: skip
MARKS = (
    ".", ",", ":", ";", "“", "”", '"', "'", "’", "—", "-", "…", "\n", "\n\n", "\r\n", "\r", "\t", "\x00", "\ufeff",
    "\u202e", "\u2066", "\u200b", "\u0301", "😀", "👩‍👩‍👧", "é", "中", "İ", "ﬁ", "•", "\u2028", "\xa0",
)  # fmt: skip
HEADER = " date 2024-05-14 Ag LGN\n"


def text_of(parts: list[tuple[str, str]], start: str) -> str:
    return start + "".join(word + mark for word, mark in parts)


# a sentence of the trade more often than not, so that there is something to quote, and marks of every kind between
spoken = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from((" ", " ", *MARKS))), max_size=30)
SENTENCE = "Kenya delivered 40 buses to Uganda."
STARTS = ("", HEADER + SENTENCE, f"NAIROBI: {SENTENCE} ", f"“{SENTENCE} ", "Kenya and Uganda met in Nairobi, where ")
told = st.builds(text_of, spoken, st.sampled_from(STARTS))
texts = st.one_of(told, st.text(max_size=60))
readers = st.sampled_from(reader_names())


def read(text: str, by: str = "rules") -> tuple[Entry, ...]:
    return reader(by).read(document(text))


@few
@given(texts, readers)
def test_every_quote_is_the_text_at_its_place_and_holds_its_trigger(text: str, by: str) -> None:
    for entry in read(text, by):
        assert entry.trigger
        assert entry.trigger in entry.evidence[0].quote
        for evidence in entry.evidence:
            assert text[evidence.start : evidence.end] == evidence.quote
            assert evidence.quote.strip()


@few
@given(texts, readers)
def test_the_same_text_is_read_the_same_way_twice(text: str, by: str) -> None:
    assert read(text, by) == read(text, by)


@few
@given(texts, readers)
def test_every_entry_of_a_text_has_an_id_of_its_own(text: str, by: str) -> None:
    ids = [entry.id for entry in read(text, by)]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"e[0-9a-f]{12}", key) for key in ids)


@few
@given(texts, readers)
def test_entries_come_in_order_of_their_place(text: str, by: str) -> None:
    starts = [entry.evidence[0].start for entry in read(text, by)]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    "before",
    ["😀😀 ", "👩‍👩‍👧\n\n", "\ufeff", "\u202eabc\u202c ", "\u2066\u2069 ", "\r\n\r\n", "\x00\n\n", "“\n\n", "»«—\n\n"],
    ids=["emoji", "joined emoji", "byte order mark", "override", "isolate", "crlf", "nul", "mark", "marks"],
)  # fmt: skip
def test_what_stands_before_a_sentence_moves_its_place_by_code_points_only(before: str) -> None:
    (entry,) = read(before + SENTENCE)
    evidence = entry.evidence[0]
    assert evidence.quote.endswith("Kenya delivered 40 buses to Uganda")
    assert evidence.end == len(before + SENTENCE) - 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00",
        ".",
        "“",
        ")",
        "\ud800",
        '"' * 1_000,
        "“" * 1_000,
        "(" * 500 + ")" * 500,
        "said " * 2_000,
        "Kenya said " * 1_000,
        "“Kenya said so.” " * 40,
        "Kenya and " * 1_000,
        "the minister of " * 100,
        "Mr " * 500,
        "😀" * 400,
        "1,000 more " * 500,
        "x" * 100_000,
        "Kenya" * 20_000,
        "1" * 100_000,
        "-" * 100_000,
        " " * 100_000,
        "\n" * 100_000,
        "\x00" * 100_000,
        "\u202e\u0301" * 20_000,
    ],
    ids=lambda text: f"{text[:12]!a} x {len(text)}",
)
def test_the_strangest_text_is_read_to_its_end_and_says_nothing(text: str) -> None:
    assert read(text) == ()
