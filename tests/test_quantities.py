"""Numbers with their units in a text."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.reading.numerals import find_numerals
from legation.reading.quantities import find_quantities

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "train"


def found(text: str) -> list[tuple[int | float, str]]:
    return [(quantity.value, quantity.unit) for quantity in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("sent 50,000 doses", 50_000, "dose"),
        ("a loan of 1.5 billion dlrs", 1_500_000_000, "USD"),
        ("a 100 mln dlr loan", 100_000_000, "USD"),
        ("US$2bn in aid", 2_000_000_000, "USD"),
        ("€20m for ports", 20_000_000, "EUR"),
        ("Rs 50 crore", 500_000_000, "INR"),
        ("50 crore rupees", 500_000_000, "INR"),
        ("1 lakh crore rupees", 1_000_000_000_000, "INR"),
        ("a loan of Renminbi Yuan 1 billion", 1_000_000_000, "CNY"),
        ("36 billion European Currency Units", 36_000_000_000, "XEU"),
        ("half a million tonnes", 500_000, "tonne"),
        ("one and a half billion dollars", 1_500_000_000, "USD"),
        ("half a percentage point", 0.5, "percentage point"),
        ("3-1/2 pct", 3.5, "percent"),
        ("46 per cent", 46, "percent"),
        ("one third of its exports", 33.3, "percent"),
        ("two-thirds of the budget", 66.7, "percent"),
        ("12.4 billion cubic metres a year", 12_400_000_000, "cubic metre"),
        ("12.4 bcm a year", 12_400_000_000, "cubic metre"),
        ("120,000 barrels per day", 120_000, "barrel per day"),
        ("a 1,100-kilometre pipeline", 1_100, "kilometre"),
        ("1,100 km of pipe", 1_100, "kilometre"),
        ("a 40MW plant", 40, "MW"),
        ("a dozen frigates", 12, "frigate"),
        ("two hundred and fifty soldiers", 250, "soldier"),
        ("5m doses", 5_000_000, "dose"),
        ("40 mw of power", 40, "MW"),
        ("18 dlrs a barrel", 18, "USD"),
    ],
)
def test_numbers_and_units_are_read_in_every_usual_spelling(text: str, value: float, unit: str) -> None:
    assert found(text) == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("28,500 U.S. troops stationed there", "troop"),
        ("50,000 of the doses", "dose"),
        ("12 Russian-made combat aircraft", "aircraft"),
        ("90 Israelis", "Israeli"),
        ("six Navy (PLAN) vessels", "vessel"),
        ("seven factories", "factory"),
        ("eight passenger coaches", "coach"),
        ("a 22-tanker fleet", "tanker"),
        ("14 killed", "person"),
    ],
)
def test_a_bare_number_counts_the_noun_it_stands_before(text: str, noun: str) -> None:
    assert [unit for _, unit in found(text)] == [noun]


@pytest.mark.parametrize(
    "text",
    [
        "in 2019", "2024 exports", "on April 6", "6 April talks", "at 10:30", "the G-7", "the Group of 10",
        "Article 5", "Resolution 1701", "Boeing 737 jets", "a two-day visit", "three years", "60 days",
        "a 43-year-old", "a six-nation bloc", "the two sides", "the second half of this year", "a third round",
        "the 1987-88 farm prices", "14 countries", "several ships", "1990s songs",
    ],
)  # fmt: skip
def test_years_dates_durations_names_and_mere_counts_are_no_quantities(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("2 to 2.5 billion dollars", 2_000_000_000, "USD"),
        ("$5-6 billion", 5_000_000_000, "USD"),
        ("between 10 and 12 pct", 10, "percent"),
        ("10%-15% levies", 10, "percent"),
        ("25 million tonnes to 30 million tonnes", 25_000_000, "tonne"),
    ],
)
def test_a_range_is_one_quantity_its_lower_bound(text: str, value: float, unit: str) -> None:
    assert found(text) == [(value, unit)]


def test_a_change_from_one_level_to_another_is_two_quantities() -> None:
    assert found("rose from 25 to 35 pct") == [(25, "percent"), (35, "percent")]


def test_more_doses_come_on_top_of_the_first() -> None:
    additional = [
        q.additional
        for q in find_quantities("50,000 doses, 150,000 more doses, another 20 aircraft, a further 3 mln tonnes")
    ]
    assert additional == [False, True, True, True]


def test_bounds_are_told_by_the_words_around() -> None:
    text = "over 200 million tonnes, up to 30 pct, about 9 mln dlrs, 40 km, 50 doses or more"
    assert [q.bound for q in find_quantities(text)] == ["at least", "at most", "about", "exact", "at least"]


def test_dinars_and_rupees_are_those_of_the_state_named_before_them() -> None:
    assert found("Jordan owes 902 mln dinars.") == [(902_000_000, "JOD")]
    assert found("Pakistan set aside 50 crore rupees.") == [(500_000_000, "PKR")]


def test_a_conversion_into_another_currency_is_not_said_twice() -> None:
    assert found("an aid package of €109 billion (around $112 billion)") == [(109_000_000_000, "EUR")]


def test_a_bare_magnitude_takes_up_the_unit_before_it_in_its_paragraph() -> None:
    assert found("a ceiling of 16.6 mln bpd now and 18.3 mln later")[1] == (18_300_000, "barrel per day")
    assert len(found("a ceiling of 16.6 mln bpd.\n\nAbout 18.3 mln in spring")) == 1


@pytest.mark.parametrize("text", ["the five won medals", "three real estate deals", "the two try again"])
def test_an_everyday_word_is_no_currency_behind_a_small_number(text: str) -> None:
    assert {"KRW", "BRL", "TRY"}.isdisjoint(unit for _, unit in found(text))
    assert found("2 million won") == [(2_000_000, "KRW")]


def test_a_year_before_an_amount_is_not_its_number() -> None:
    assert found("By 2035 Rs 1 lakh crore") == [(1_000_000_000_000, "INR")]


def test_the_span_covers_sign_number_and_unit() -> None:
    text = "It paid US$2.5 billion for 30 aircraft."
    assert [text[q.start : q.end] for q in find_quantities(text)] == ["US$2.5 billion", "30 aircraft"]


@given(st.text(alphabet="0123456789.,/-½ $€%aonehdrlmkb\n'", max_size=200) | st.text(max_size=200))
def test_no_text_makes_it_fail_and_spans_hold_their_number(text: str) -> None:
    reached = 0
    for quantity in find_quantities(text):
        assert reached <= quantity.start < quantity.end <= len(text)
        assert find_numerals(text[quantity.start : quantity.end]) or any(
            c.isdigit() for c in text[quantity.start : quantity.end]
        )
        reached = quantity.end


@given(st.integers(min_value=2, max_value=10**12))
def test_figures_with_commas_are_read_back(number: int) -> None:
    assert found(f"It sold {number:,} tonnes.") == [(number, "tonne")]


@given(
    st.lists(
        st.sampled_from(
            ["50,000", "doses", "2.5", "billion", "dlrs", "to", "from", "about", ".", "a", "half", "%", "more", "$"]
        ),
        max_size=25,
    )
)
def test_a_paragraph_put_before_only_shifts_what_is_found(words: list[str]) -> None:
    text, before = " ".join(words), "Nothing was said.\n\n"
    shifted = [q._replace(start=q.start + len(before), end=q.end + len(before)) for q in find_quantities(text)]
    assert find_quantities(before + text) == shifted


@pytest.mark.parametrize("piece", ["9", "(", "9,", "one ", "9 ", "a ", "9/", "$", "million ", "half a "])
def test_long_runs_of_one_piece_are_read_to_their_end(piece: str) -> None:
    find_quantities(piece * 20_000)


@pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated documents are not here")
def test_most_annotated_figures_are_found_in_their_evidence() -> None:
    hit = asked = 0
    for path in sorted(GOLD.glob("*.json")):
        text = path.with_suffix(".txt").read_text("utf-8")
        for entry in json.loads(path.read_text("utf-8"))["entries"]:
            start = text.find(entry["evidence"][0])
            if entry["kind"] == "figure" and start >= 0:
                end = start + len(entry["evidence"][0])
                values = [q.value for q in find_quantities(text[max(0, start - 300) : end + 40]) if q.value is not None]
                asked += 1
                hit += any(abs(value - entry["value"]) <= 1e-6 * max(1, abs(entry["value"])) for value in values)
    assert hit / asked > 0.85
