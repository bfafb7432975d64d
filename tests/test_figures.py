"""Figures: measured quantities, told as fact."""

import pytest

from wire import commitments, entries, figures, only


@pytest.mark.parametrize(
    ("sentence", "value", "unit", "change"),
    [
        ("Trade between Kenya and Uganda stood at 3 billion dollars in 2023.", 3_000_000_000, "USD", "level"),
        ("Kenyan exports to Uganda totalled 2 billion dollars.", 2_000_000_000, "USD", "level"),
        ("The railway between Kenya and Uganda cost 2 billion dollars.", 2_000_000_000, "USD", "level"),
        ("Kenya's exports to Uganda grew to 3 billion dollars.", 3_000_000_000, "USD", "level"),
        ("Some 40 soldiers were killed in clashes between Kenyan and Ugandan forces.", 40, "soldier", "level"),
        ("Trade between Kenya and Uganda rose by 12 per cent.", 12, "percent", "increase"),
        ("The growth of trade between Kenya and Uganda by 12 per cent was welcome.", 12, "percent", "increase"),
        ("Trade between Kenya and Uganda fell by 12 per cent.", 12, "percent", "decrease"),
        ("Kenyan prices fell 3 percent in Uganda.", 3, "percent", "decrease"),
        ("Kenya's exports to Uganda fell 3 percent.", 3, "percent", "decrease"),
        ("Kenya accounts for 30 per cent of Uganda's imports.", 30, "percent", "share"),
        ("Uganda's share of Kenyan exports is 10 percent.", 10, "percent", "share"),
    ],
)
def test_a_measure_has_value_unit_and_change(sentence: str, value: int, unit: str, change: str) -> None:
    figure = only(figures(sentence))
    assert (figure.value, figure.unit, figure.change) == (value, unit, change)
    assert figure.actors == ("KEN", "UGA")


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya and Uganda signed the treaty in 1999.",
        "Kenya and Uganda have been friends for 60 years.",
        "The 63-year-old Kenyan minister arrived in Uganda.",
        "The Kenyan minister, 54, visited Uganda.",
        "Kenya and Uganda held the third round of talks.",
        "Kenya and Uganda met on 4 May at 10.30 am.",
        "Kenya is a neighbour of Uganda.",
    ],
)
def test_years_ages_ordinals_and_hours_are_no_figures(sentence: str) -> None:
    assert figures(sentence) == []


def test_a_quantity_of_an_undertaking_is_no_figure_besides() -> None:
    sentence = "Kenya exported 40,000 tonnes of tea to Uganda."
    assert [q.value for q in only(commitments(sentence)).quantities] == [40_000]
    assert figures(sentence) == []


def test_what_is_measured_is_told_in_the_words_of_the_text() -> None:
    assert only(figures("Kenyan exports to Uganda totalled 2 billion dollars.")).what == "Kenyan exports to Uganda"


def test_a_figure_stands_on_the_word_of_its_source() -> None:
    sentence = "Kenyan minister Grace Wanjiru said trade between Kenya and Uganda had grown by 8 per cent."
    figure = only(figures(sentence))
    assert (figure.speaker, figure.value, figure.change) == ("Grace Wanjiru", 8, "increase")


@pytest.mark.parametrize(
    "grew", ["rose by 12 per cent to 3 billion dollars", "rose from 2 billion dollars to 3 billion dollars"]
)
def test_two_numbers_in_one_clause_are_two_figures(grew: str) -> None:
    assert len(figures(f"Trade between Kenya and Uganda {grew}.")) == 2


def test_no_entry_quotes_the_same_place_twice() -> None:
    for entry in entries("Trade between Kenya and Uganda rose by 12 per cent to 3 billion dollars."):
        assert len(set(entry.evidence)) == len(entry.evidence)
