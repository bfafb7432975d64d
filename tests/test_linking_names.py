"""Names of things made comparable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.ledger.linking.names import names_in, names_of


def same(one: str, other: str) -> bool:
    return any(name.same_thing(known) for name in names_of([one]) for known in names_of([other]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("North-South gas pipeline", "the North–South Gas Pipeline project"),
        ("North-South gas pipeline", "North South pipeline between Karachi and Lahore"),
        ("Aurora cable", "North Light (Aurora) cable"),
        ("North Light cable", "North Light (Aurora) cable"),
        ("Sputnik V", "the Sputnik V vaccine"),
        ("Arabian Monsoon", "the Arabian Monsoon maritime drill"),
        ("Arabian Monsoon exercises", "Arabian Monsoon naval drill"),
        ("Finland’s Gulf Ferry", "Finland's Gulf Ferry"),
    ],
)
def test_two_spellings_of_one_name_are_of_one_thing(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gulf Ferry", "Gulf Ferry II"),
        ("Blue Stream pipeline", "Turk Stream pipeline"),
        ("North-South gas pipeline", "North-South highway"),
        ("North-South gas pipeline", "North-South gas field"),
        ("Article 5 protocol", "Article 6 protocol"),
        ("North-South pipeline", "East-West pipeline"),
    ],
)
def test_lookalike_names_are_of_different_things(one: str, other: str) -> None:
    assert not same(one, other)


def test_a_name_of_common_words_does_not_single_its_thing_out() -> None:
    assert not any(name.proper for name in names_of(["the gas pipeline", "the vaccine", "a new bridge"]))
    assert all(name.proper for name in names_of(["North-South pipeline", "Sputnik V"]))


@pytest.mark.parametrize(
    ("phrase", "other"),
    [
        ("early work on the North-South gas pipeline in Sindh", "North-South pipeline"),
        ("produce Sputnik V locally", "Sputnik V vaccine"),
    ],
)
def test_a_name_is_found_in_what_is_undertaken(phrase: str, other: str) -> None:
    assert any(name.same_thing(known) for name in names_in(phrase) for known in names_of([other]))


def test_a_longer_name_is_not_taken_for_a_shorter_one() -> None:
    assert not any(
        name.same_thing(known) for name in names_in("build Nord Stream 2") for known in names_of(["Nord Stream"])
    )


@given(st.lists(st.text(max_size=40), max_size=4))
def test_any_text_may_be_a_name(objects: list[str]) -> None:
    for name in names_of(objects):
        assert name.same_thing(name)
