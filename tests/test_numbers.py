"""Numbers in parsed text: what each measures, the words that state it, and which way it goes."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from legation.reading.directions import ruled_change
from legation.reading.figurecues import PageCues
from legation.reading.figures import figures as found
from legation.reading.numbers import Number, numbers
from legation.reading.objects import Objects
from legation.reading.page import Page
from legation.reading.wording import name_of, words_of
from wire import document, page

PARTS = (
    "Kenya", "Uganda", "exports", "deficit", "rose", "fell", "by", "to", "of", "in", "and", "from", "with", "the", "a",
    "$3 billion", "40 per cent", "12 tonnes", "one million", "two", "half of", "7", "1/2", "buses", "per day", "said",
)  # fmt: skip
MARKS = (" ", " ", " ", "", "\n", ".", ",", '"', "“", "(", ")", "İ", "ﬁ", "😀", "\x00", "\u202e", "-")


def first(sentence: str) -> tuple[Page, Number]:
    """The first number of a sentence, on its page."""
    laid_out = page(sentence)
    return laid_out, numbers(laid_out)[0]


@settings(max_examples=60, deadline=None)
@example([("Kenya", " "), ("Kenya", " "), ("Uganda", " "), ("Kenya", "İ"), ("Uganda", " "), ("1/2", " "),
          ("12 tonnes", "“"), ("rose", " "), ("half of", " ")])  # fmt: skip
@given(st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from(MARKS)), max_size=14))
def test_whatever_surrounds_a_number_its_words_hold_it(parts: list[tuple[str, str]]) -> None:
    laid_out = page("".join(word + mark for word, mark in parts))
    for number in numbers(laid_out):
        tokens = words_of(laid_out, number, [])
        assert tokens[0].i <= number.first < number.behind <= tokens[-1].i + 1
        assert name_of(laid_out, number).strip()
    for entry, _ in found(laid_out, Objects(laid_out.doc, laid_out.parties, laid_out.people), {}):
        assert entry.what.strip()


def test_a_number_in_a_word_that_lower_case_makes_longer_is_read() -> None:
    assert numbers(page('Kenyaİ$3 billion"Uganda ')) is not None


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("Kenyan exports to Uganda totalled 2 billion dollars.", "Kenyan exports to Uganda"),
        ("Kenya has a 5 billion dollar trade deficit with Uganda.", "trade deficit with Uganda"),
        ("Kenya burnt 40 pct of its tea.", "tea"),
        ("Some 40 soldiers were killed in Uganda.", "soldiers"),
        ("Tea accounts for 40 per cent of Kenyan exports.", "Tea"),
        ("Kenya fears a 12 per cent drop in exports.", "exports"),
        ("Output reached an average of 12 million barrels.", "Output"),
        ("Output is expected to reach 12 million barrels.", "Output"),
        ("Kenya cut its debt by 3 billion dollars.", "debt"),
        ("Kenya lent Uganda 2 million dollars in aid.", "aid"),
        ("Tea prices fell 3 per cent in Uganda.", "Tea prices"),
        ("Kenya owes 3 billion dollars.", "owes"),
    ],
)
def test_the_thing_measured_is_named_without_number_and_article(sentence: str, what: str) -> None:
    assert name_of(*first(sentence)).removeprefix("its ") == what


@pytest.mark.parametrize(
    ("sentence", "change"),
    [
        ("Kenya voiced joy over the growth of mutual trade by 46 per cent.", "increase"),
        ("Kenya spoke of growth, and set its debt by 46 per cent notes.", "level"),
        ("Trade rose by 12 per cent.", "increase"),
        ("Trade fell 12 per cent.", "decrease"),
        ("Kenya cut its debt by 3 billion dollars.", "decrease"),
        ("A 12 per cent drop in trade hurt Kenya.", "decrease"),
        ("Trade was 12 per cent higher.", "increase"),
        ("Trade fell to 12 million dollars.", "level"),
        ("Trade stood at 12 million dollars.", "level"),
        ("Kenya takes 12 per cent of the coffee.", "share"),
        ("Kenya holds a 12 per cent stake in the bank.", "share"),
        ("Coffee accounts for 12 per cent.", "share"),
        ("Kenya charges 12 per cent on coffee.", "level"),
        ("Trade went up by about 12 per cent.", "increase"),
        ("Profits will be reduced by some 12 million dollars.", "decrease"),
        ("Trade grew to about 12 million dollars.", "level"),
        ("Economic growth will reach 12 per cent.", "increase"),
        ("The growth of trees takes 12 tonnes of rain.", "level"),
        ("Uganda's share of trade dropped by 12 per cent.", "decrease"),
        ("Uganda's share of trade dropped to 12 per cent.", "share"),
        ("Kenya is a 12 per cent shareholder of the bank.", "share"),
        ("A 12 per cent slide in prices hurt Kenya.", "decrease"),
        ("Kenya pumps 12 million barrels less than Uganda.", "decrease"),
        ("Kenya pumps 12 million barrels.", "level"),
    ],
)
def test_a_number_is_a_level_a_rise_a_fall_or_a_share(sentence: str, change: str) -> None:
    assert ruled_change(*first(sentence)) == change


@pytest.mark.parametrize(
    ("sentence", "changes"),
    [
        ("Kenya takes 30 per cent of the coffee, up from 20 per cent in 2010.", ["share", "share"]),
        ("Prices rose by 3 per cent this year and 2 per cent in 2010.", ["increase", "increase"]),
        ("Kenya takes 30 per cent of the coffee at 12 dollars.", ["share", "level"]),
        ("Prices rose from 3 per cent to 4 per cent.", ["level", "level"]),
    ],
)
def test_a_percentage_beside_another_is_told_by_it(sentence: str, changes: list[str]) -> None:
    laid_out = page(sentence)
    around = PageCues(laid_out, {})
    assert [around.of(number).change for number in numbers(laid_out)] == changes


@pytest.mark.parametrize("text", ["7 " * 4_000, "7%" * 3_000, "1,1" * 3_000, "$" * 9_000, "5 per cent " * 2_000])
def test_a_run_of_numbers_is_read_to_its_end(text: str) -> None:
    laid_out = Page(document(text))
    assert all(
        entry.value for entry, _ in found(laid_out, Objects(laid_out.doc, laid_out.parties, laid_out.people), {})
    )
