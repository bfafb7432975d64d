"""Figures that the reference series rule out, and those that they do not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.ledger.folding.plausibility import GROWTH, TIMES, implausible
from legation.nouns import Commitment, Datum, Evidence, Figure, Flag, Mention, Quantity
from legation.reference.series import Series, shipped
from strategies import hex_of, mentioned, told


def figure(
    quote: str,
    value: float,
    unit: str,
    *,
    actors: tuple[str, ...],
    what: str = "trade",
    date: str | None = None,
    reported: str | None = "2021-04-08",
) -> Mention:
    entry = Figure(
        id="e" + hex_of(quote)[:12],
        evidence=(Evidence(start=0, end=len(quote), quote=quote),),
        trigger=quote.split(maxsplit=1)[0],
        actors=actors,
        what=what,
        value=value,
        unit=unit,
        change="level",
        date=date,
    )
    return mentioned(entry, doc="a", reported=reported)


def flagged(mention: Mention, series: Series | None = None) -> Flag | None:
    flags = implausible([mention], series or shipped())
    assert len(flags) < 2
    return flags[0] if flags else None


WHEAT = "bilateral trade grew mainly by the sale of over 200 million tonnes of wheat to Pakistan"


def test_more_wheat_than_a_country_harvests_is_flagged_with_the_arithmetic_and_the_source() -> None:
    flag = flagged(figure(WHEAT, 200_000_000, "tonne", actors=("PAK", "RUS")))
    assert flag is not None
    assert flag.kind == "implausible"
    assert flag.text == (
        "200 million tonnes of wheat is 2.7 times what Russia harvested in 2019: 74,453,000 tonnes (UN FAO, through "
        "Our World in Data); it is 6.1 times what Russia exported in 2019: 32,669,000 tonnes (UN FAO, through Our "
        "World in Data)."
    )
    assert [(datum.place, datum.measure, datum.value) for datum in flag.against] == [
        ("Russia", "production", 74_453_000), ("Russia", "exports", 32_669_000)
    ]  # fmt: skip


def test_a_flag_corrects_nothing() -> None:
    mention = figure(WHEAT, 200_000_000, "tonne", actors=("PAK", "RUS"))
    flag = flagged(mention)
    assert flag is not None
    assert flag.mentions == (mention,)


def test_as_much_as_a_country_can_sell_is_not_flagged() -> None:
    quote = "bilateral trade grew by the sale of over 200,000 tonnes of wheat to Pakistan"
    assert flagged(figure(quote, 200_000, "tonne", actors=("PAK", "RUS"))) is None


def test_a_promise_is_held_against_what_its_parties_harvest_as_a_figure_is() -> None:
    promise = told(
        "pledged",
        "supply of wheat",
        quote="Ukraine would supply Egypt with 300 million tonnes of wheat",
        by=["UKR"],
        to=["EGY"],
        quantities=[Quantity(value=300_000_000, unit="tonne")],
    )
    flag = flagged(promise)
    assert flag is not None
    assert "300 million tonnes of wheat is 11 times what Ukraine harvested in 2019: 28,370,000 tonnes" in flag.text


@pytest.mark.parametrize(("over", "is_flagged"), [("", True), (" over 20 years", False), (" over two years", True)])
def test_a_sum_over_years_is_held_against_as_many_harvests(over: str, is_flagged: bool) -> None:
    promise = told(
        "pledged",
        "supply of wheat",
        quote=f"Ukraine would supply Egypt with 300 million tonnes of wheat{over}",
        by=["UKR"],
        to=["EGY"],
        quantities=[Quantity(value=300_000_000, unit="tonne")],
    )
    assert (flagged(promise) is not None) == is_flagged


def test_where_a_harvest_is_not_on_file_what_is_used_and_exported_bounds_it() -> None:
    flag = flagged(figure("Argentina harvested 900 million tonnes of maize", 9e8, "tonne", actors=("ARG",)))
    assert flag is not None
    assert "what Argentina used at home and exported together in 2019" in flag.text
    assert re.search(r": [\d,]+ \+ [\d,]+ tonnes \(UN FAO food balances", flag.text)


@pytest.mark.parametrize(
    ("quote", "value", "unit", "said"),
    [
        ("Russia produced 9,000 billion cubic metres of natural gas", 9e12, "cubic metre", "638 billion cubic metres"),
        ("Russia pumps 90 million barrels of crude oil a day", 9e7, "barrel per day", "3.84 billion barrels"),
        ("Russia mined 9 billion tonnes of coal", 9e9, "tonne", "742 million tonnes"),
    ],
)
def test_fuels_are_converted_to_the_unit_that_was_reported(quote: str, value: float, unit: str, said: str) -> None:
    flag = flagged(figure(quote, value, unit, actors=("RUS",), what="output"))
    assert flag is not None
    assert "what Russia produced in 2020" in flag.text
    assert f"TWh, or some {said} (BP" in flag.text


@pytest.mark.parametrize(
    ("quote", "value", "unit"),
    [
        ("Russia produced 700 billion cubic metres of natural gas", 7e11, "cubic metre"),
        ("Russia pumps 10 million barrels of crude oil a day", 1e7, "barrel per day"),
        ("Russia mined 440 million tonnes of coal", 4.4e8, "tonne"),
        ("Russia holds reserves of 47,000 billion cubic metres of natural gas", 4.7e13, "cubic metre"),
        ("Russia has shipped 9 billion tonnes of coal since 1970", 9e9, "tonne"),
        ("Russia bought 500 million tonnes of palm oil", 5e8, "tonne"),
        ("Russia cut greenhouse gas by 9 billion tonnes", 9e9, "tonne"),
        ("the world harvests 770 million tonnes of wheat, said Russia", 7.7e8, "tonne"),
    ],
)
def test_outputs_stocks_and_other_goods_are_let_be(quote: str, value: float, unit: str) -> None:
    assert flagged(figure(quote, value, unit, actors=("RUS",), what="amount")) is None


def test_who_is_not_on_file_is_held_against_the_world_alone() -> None:
    quote = "the two harvested {} million tonnes of wheat"
    assert flagged(figure(quote.format(900), 9e8, "tonne", actors=("Hanse", "RUS"))) is None
    flag = flagged(figure(quote.format(9000), 9e9, "tonne", actors=("Hanse", "RUS")))
    assert flag is not None
    assert "what the world used in 2019: 722,802,000 tonnes" in flag.text


def test_the_further_the_year_the_more_is_let_be() -> None:
    quote = "Russia harvested 300 million tonnes of wheat"
    assert flagged(figure(quote, 3e8, "tonne", actors=("RUS",), date="2020")) is not None
    assert flagged(figure(quote, 3e8, "tonne", actors=("RUS",), date="1987")) is None


@pytest.mark.parametrize(
    ("quote", "value", "unit", "actors", "said"),
    [
        ("90 million refugees left Estonia", 9e7, "refugee", ("EST",), "times as many as lived in Estonia in 2024"),
        ("Estonia's GDP came to 900 billion dollars", 9e11, "USD", ("EST",), "the gross domestic product of Estonia"),
        ("Poland's defence budget of 900 billion dollars", 9e11, "USD", ("POL",), "spent on its forces in 2020"),
        ("trade of Finland and Estonia is 9 trillion dollars", 9e12, "USD", ("EST", "FIN"), "in 2023 together"),
    ],
)
def test_people_products_forces_and_trade_are_held_against_the_size_of_states(
    quote: str, value: float, unit: str, actors: tuple[str, ...], said: str
) -> None:
    flag = flagged(figure(quote, value, unit, actors=actors, what=quote, reported="2024-01-01"))
    assert flag is not None
    assert said in flag.text


@pytest.mark.parametrize(
    ("quote", "value", "unit", "actors"),
    [
        ("90,000 refugees came to Estonia", 9e4, "refugee", ("EST",)),
        ("Ukraine's defence budget of 65 billion dollars", 6.5e10, "USD", ("UKR",)),
        ("defence spending rose to 2.46 trillion dollars", 2.46e12, "USD", ("EST",)),
        ("trade of Finland and Estonia is 9 billion dollars", 9e9, "USD", ("EST", "FIN")),
        ("the GDP of Estonia and of the Hanse is 9 trillion dollars", 9e12, "USD", ("EST", "Hanse")),
    ],
)
def test_what_states_can_come_to_is_let_be(quote: str, value: float, unit: str, actors: tuple[str, ...]) -> None:
    assert flagged(figure(quote, value, unit, actors=actors, what=quote, reported="2024-01-01")) is None


def steel(value: float, year: int = 2020) -> Series:
    return Series(
        [
            Datum(
                place="Norway", code="NOR", what="steel", measure="production", year=year, value=value, unit="tonne",
                source="own count",
            )
        ]
    )  # fmt: skip


def test_a_series_that_someone_added_is_held_against_in_the_same_way() -> None:
    mention = figure("Norway made 9 million tonnes of steel", 9e6, "tonne", actors=("NOR",))
    assert flagged(mention) is None
    flag = flagged(mention, steel(600_000))
    assert flag is not None
    assert flag.text == (
        "9 million tonnes of steel is 15 times what Norway produced in 2020: 600,000 tonnes (own count)."
    )


@given(st.integers(1, 10**9), st.integers(1, 10**9), st.integers(1960, 2060))
def test_what_is_within_the_factor_is_never_flagged_and_what_is_beyond_it_always(
    value: int, known: int, year: int
) -> None:
    mention = figure(f"Norway made {value} tonnes of steel", value, "tonne", actors=("NOR",), date=str(year))
    allowed = known * TIMES * GROWTH ** abs(year - 2020)
    assert (flagged(mention, steel(known)) is not None) == (value / known > allowed / known)


def test_every_amount_of_one_entry_is_looked_at() -> None:
    entry = told(
        "pledged",
        quote="Russia promised 900 million tonnes of wheat and 800 million tonnes of barley",
        by=["RUS"],
        to=[],
        quantities=[Quantity(value=9e8, unit="tonne"), Quantity(value=8e8, unit="tonne")],
    )
    assert isinstance(entry.entry, Commitment)
    assert len(implausible([entry, entry], shipped())) == 2
