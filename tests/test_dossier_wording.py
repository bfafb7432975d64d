"""Words for values: amounts, whose word it is, and text that cannot hide anything."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.amounts import number
from legation.briefing import wording
from legation.briefing.visible import one_line, visible
from legation.nouns import Balance, Evidence, Mention, Position


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (50_000, "dose", "50,000 doses"),
        (1, "dose", "1 dose"),
        (2_500_000_000, "USD", "USD 2.5 billion"),
        (46, "percent", "46 percent"),
        (12_400_000_000, "cubic metre per year", "12.4 billion cubic metres per year"),
        (74_453_000, "tonne", "74.453 million tonnes"),
        (1_234_567, "person", "1,234,567 people"),
        (1_100.0, "MW", "1,100 MW"),
        (3, "country", "3 countries"),
        (20, "aircraft", "20 aircraft"),
        (7, "", "7"),
        (float("inf"), "USD", "USD inf"),
    ],
)
def test_an_amount_reads_as_a_person_would_write_it(value: float, unit: str, words: str) -> None:
    assert wording.amount(value, unit) == words


@given(st.integers(-(10**15), 10**15))
def test_a_number_in_words_loses_no_digit(value: int) -> None:
    digits, _, scale = number(value).replace(",", "").partition(" ")
    power = {"": 1, "million": 10**6, "billion": 10**9, "trillion": 10**12}[scale]
    assert round(float(digits) * power) == value


def test_a_balance_names_its_unit_once() -> None:
    assert wording.balanced(Balance(unit="dose", promised=200_000, delivered=50_000)) == "50,000 of 200,000 doses"
    assert wording.balanced(Balance(unit="USD", promised=2_000_000, delivered=5)) == "USD 5 of 2 million"


def test_whose_word_it_is_names_the_speaker_and_whom_they_speak_for() -> None:
    entry = Position(
        id="e1",
        evidence=(Evidence(start=0, end=1, quote="x"),),
        trigger="x",
        speaker="Kari Lund",
        speaker_for=("NOR",),
        by=("NOR",),
        toward="x",
        polarity="urges",
    )
    mention = Mention(document="d", doc="d", reported="2021-10-05", source="Baltic Wire", entry=entry)
    assert wording.testimony(mention) == "Kari Lund (Norway), Baltic Wire, 5 October 2021"
    silent = mention.model_copy(update={"entry": entry.model_copy(update={"speaker": None})})
    assert wording.testimony(silent) == "reported by Baltic Wire, 5 October 2021"


def test_parties_are_named_in_a_row() -> None:
    assert wording.parties(("CHN", "RUS", "PAK")) == "China, Russia and Pakistan"
    assert wording.parties(("Taliban",)) == "Taliban"
    assert wording.parties(()) == ""


def test_bidi_control_and_zero_width_characters_are_seen() -> None:
    assert visible("a\u202eb\u200bc\x1b[31m\x00\ufeff") == "a⟦U+202E⟧b⟦U+200B⟧c⟦U+001B⟧[31m⟦U+0000⟧⟦U+FEFF⟧"


def test_ordinary_text_of_any_script_stays_as_it_is() -> None:
    text = "Élan\u00a0– Владимир Путин, شاہ محمود, 😀\n\tnext"
    assert visible(text) == text


@given(st.text())
def test_no_text_gets_a_control_or_format_character_through(text: str) -> None:
    allowed = {"\n", "\t"}
    assert not [c for c in visible(text) if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"} and c not in allowed]
    assert "\n" not in one_line(text)
    assert "\t" not in one_line(text)
