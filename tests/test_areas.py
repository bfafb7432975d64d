"""Areas of undertakings by their words."""

import json
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.nouns import Area
from legation.reading.areas import areas_of

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "train"


@pytest.mark.parametrize(
    ("phrase", "area"),
    [
        ("a pipeline for natural gas", "energy"),
        ("lower tariffs on shoes", "trade"),
        ("a loan to the central bank", "finance"),
        ("a railway to the port", "transport"),
        ("a steel factory", "industry"),
        ("the sale of wheat", "agriculture"),
        ("a satellite", "technology"),
        ("50,000 doses of the vaccine", "health"),
        ("scholarships for students", "education"),
        ("a museum of shared heritage", "culture"),
        ("joint naval exercises", "defence"),
        ("fighting terrorism", "security"),
        ("opening an embassy", "diplomacy"),
        ("relief for refugees", "humanitarian"),
        ("lower emissions of carbon", "environment"),
        ("visas for workers", "migration"),
        ("the extradition of a banker", "justice"),
    ],
)
def test_each_area_has_words_that_tell_it(phrase: str, area: str) -> None:
    assert areas_of(phrase)[0] == area


def test_every_area_has_a_word_list() -> None:
    from legation.reference.areas import STRONG, WEAK

    assert set(STRONG) == set(WEAK) == set(get_args(Area))


def test_a_whole_word_stem_does_not_match_inside_a_longer_word() -> None:
    assert "agriculture" not in areas_of("a teacher")  # "tea." is a whole word


def test_a_strong_word_outranks_a_weak_one() -> None:
    assert areas_of("purchase of electricity")[0] == "energy"


def test_a_phrase_that_says_little_is_placed_by_its_context() -> None:
    assert areas_of("the understanding", context="Gas and oil flow. A refinery opens.") == ("energy",)
    assert areas_of("a vaccine", context="Gas and oil flow. A refinery opens.") == ("health",)


def test_words_that_tell_nothing_give_no_area() -> None:
    assert areas_of("it and the others") == ()


@given(st.text(max_size=200), st.integers(min_value=1, max_value=5))
def test_areas_are_few_distinct_and_the_same_every_time(phrase: str, limit: int) -> None:
    areas = areas_of(phrase, limit)
    assert len(areas) == len(set(areas)) <= limit
    assert areas == areas_of(phrase, limit)


@pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated documents are not here")
def test_most_annotated_undertakings_share_an_area_with_what_is_told() -> None:
    hit = asked = 0
    for path in sorted(GOLD.glob("*.json")):
        text = path.with_suffix(".txt").read_text("utf-8")
        for entry in json.loads(path.read_text("utf-8"))["entries"]:
            if entry["kind"] == "commitment":
                asked += 1
                hit += bool(set(areas_of(entry["what"], context=text)) & set(entry["area"]))
    assert hit / asked > 0.9
