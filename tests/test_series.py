"""Reference series: what is shipped, and what may be added."""

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import SeriesError
from legation.nouns import Datum
from legation.reference.series import COLUMNS, WORLD, Series, data_in, read_lines, shipped
from legation.reference.yardsticks import in_unit_of_series, is_stock, out_of_unit_of_series, thing_in

SHARED = Path(__file__).parents[2] / "shared/reference/series.csv"
HEAD = ",".join(COLUMNS)
GOOD = "Norway,NOR,steel,production,2020,600000,tonne,own count,notebook"


def read(*lines: str) -> list[tuple[int, Datum | SeriesError]]:
    return list(read_lines("\n".join(lines)))


def wrong(line: str) -> str:
    (found,) = read(HEAD, line)
    assert isinstance(found[1], SeriesError)
    return str(found[1])


def test_every_line_that_is_shipped_has_a_party_a_year_and_a_source() -> None:
    assert 300 < len(shipped().data) < 1000
    for datum in shipped().data:
        assert datum.code
        assert 1950 <= datum.year <= 2024
        assert datum.source
        assert datum.through


@pytest.mark.skipif(not SHARED.exists(), reason="the table that the series were carried over from is not here")
def test_every_line_that_is_shipped_is_one_of_those_it_was_carried_over_from() -> None:
    with SHARED.open(encoding="utf-8", newline="") as file:
        known = {
            (row["place"], row["measure"], int(row["year"]), float(row["value"]), row["unit"], row["source"])
            for row in csv.DictReader(file)
        }
    ours = {(one.place, one.measure, one.year, float(one.value), one.unit, one.source) for one in shipped().data}
    assert ours <= known


def test_the_figures_on_russian_wheat_are_those_of_the_fao() -> None:
    harvest = shipped().nearest("RUS", "wheat", "production", 2021)
    exports = shipped().nearest("RUS", "wheat", "exports", 2021)
    assert harvest is not None
    assert exports is not None
    assert (harvest.value, exports.value, harvest.year) == (74_453_000, 32_669_000, 2019)


def test_a_line_is_read_as_it_is_written() -> None:
    assert read(HEAD, GOOD) == [
        (
            2,
            Datum(
                place="Norway", code="NOR", what="steel", measure="production", year=2020, value=600_000, unit="tonne",
                source="own count", through="notebook",
            ),
        )
    ]  # fmt: skip


def test_the_code_of_a_place_that_is_known_may_be_left_out_and_columns_may_come_in_any_order() -> None:
    ((_, datum),) = read("source,unit,value,year,measure,what,place", "own count,tonne,6.5,2020,exports,steel,World")
    assert isinstance(datum, Datum)
    assert (datum.code, datum.value, datum.through) == (WORLD, 6.5, "")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (GOOD.replace("NOR", "").replace("Norway", "Ruritania"), "line 2: 'Ruritania' is no party that is known"),
        (GOOD.replace("2020", "soon"), "line 2: year 'soon' is no year"),
        (GOOD.replace("2020", "2020.5"), "line 2: year '2020.5' is no year"),
        (GOOD.replace("600000", "lots"), "line 2: value 'lots' is no number"),
        (GOOD.replace("600000", "nan"), "line 2: value 'nan' is no number"),
        (GOOD.replace("600000", "-1"), "line 2: value '-1' is no number"),
        (GOOD.replace("600000", ""), "line 2: value is empty"),
        (GOOD.replace("own count", ""), "line 2: source is empty"),
        ("Norway,NOR", "line 2: what is empty"),
        (GOOD.replace("steel", "s" * 301), "line 2: what has more than 300 characters"),
    ],
)
def test_a_bad_line_is_refused_in_one_sentence_with_its_number(line: str, sentence: str) -> None:
    assert wrong(line).startswith(f"the table, {sentence}")


def test_good_lines_beside_bad_ones_are_read_and_blank_ones_passed_over() -> None:
    found = read(HEAD, GOOD, "", "Norway,NOR", GOOD)
    assert [(number, isinstance(each, Datum)) for number, each in found] == [(2, True), (4, False), (5, True)]


@pytest.mark.parametrize("text", ["", "a,b\n1,2", "place,code\nNorway,NOR"])
def test_a_table_without_the_columns_is_refused(text: str) -> None:
    with pytest.raises(SeriesError, match="line 1: no column"):
        data_in(text)


def test_what_is_no_csv_is_refused() -> None:
    with pytest.raises(SeriesError, match="no CSV"):
        data_in(f'{HEAD}\n"Norway"x,NOR')


@given(st.text())
def test_whatever_is_given_is_read_or_refused(text: str) -> None:
    try:
        for number, found in read_lines(f"{HEAD}\n{text}"):
            assert number > 1
            assert isinstance(found, Datum | SeriesError)
    except SeriesError:
        pass


def datum(year: int, value: float) -> Datum:
    return Datum(
        place="Norway", code="NOR", what="steel", measure="exports", year=year, value=value, unit="tonne", source="s"
    )


def nearest(data: Iterable[Datum], year: int) -> tuple[int, float]:
    found = Series(data).nearest("NOR", "steel", "exports", year)
    assert found is not None
    return found.year, found.value


def test_the_nearest_year_is_given_and_of_two_the_figure_that_rules_out_less() -> None:
    data = [datum(2010, 1), datum(2020, 2), datum(2012, 7)]
    assert nearest(data, 2023) == (2020, 2)
    assert nearest(data, 2011) == (2012, 7)
    assert nearest(reversed(data), 2011) == (2012, 7)
    assert Series(data).nearest("NOR", "steel", "imports", 2011) is None


def test_what_was_added_stands_beside_what_is_shipped() -> None:
    both = shipped().with_more([datum(2020, 2)])
    assert both.nearest("NOR", "steel", "exports", 2020) == datum(2020, 2)
    assert both.data[:-1] == shipped().data
    assert "steel" in both.goods() - shipped().goods()


@pytest.mark.parametrize(
    ("value", "unit", "thing", "twh"),
    [
        (1e9, "cubic metre", "natural gas", 10),
        (1e9, "cubic metre per year", "natural gas", 10),
        (1e6, "tonne", "crude oil", 11.63),
        (7.33e6, "barrel", "crude oil", 11.63),
        (7.33e6 / 365, "barrel per day", "crude oil", 11.63),
        (1e6, "tonne", "natural gas", 13.6),
        (35.315e9, "cubic foot", "natural gas", 10),
    ],
)
def test_units_of_fuels_are_converted_as_the_sources_say(value: float, unit: str, thing: str, twh: float) -> None:
    assert in_unit_of_series(value, unit, thing, "TWh") == pytest.approx(twh, rel=1e-3)


def test_a_unit_that_measures_something_else_is_not_converted() -> None:
    assert in_unit_of_series(1, "barrel", "wheat", "tonne") is None
    assert out_of_unit_of_series(1, "kilometre", "crude oil", "TWh") is None
    assert in_unit_of_series(2, "kilogram", "wheat", "tonne") == pytest.approx(0.002)


@given(st.floats(1e-3, 1e15), st.sampled_from(["cubic metre", "cubic foot", "tonne", "TWh", "kWh"]))
def test_a_conversion_and_back_loses_nothing(value: float, unit: str) -> None:
    converted = in_unit_of_series(value, unit, "natural gas", "TWh")
    assert converted is not None
    assert out_of_unit_of_series(converted, unit, "natural gas", "TWh") == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        (" tonnes of wheat and barley", "wheat"),
        (" tonnes of corn", "maize"),
        (" tonnes of crude", "crude oil"),
        (" tonnes of sunflower oil", "sunflower oil"),
        (" tonnes of palm oil", None),
        (" of tear gas", None),
        (" tonnes of buckwheat", None),
        ("", None),
    ],
)
def test_what_an_amount_is_of_is_told_by_the_first_name_of_a_thing(text: str, thing: str | None) -> None:
    assert thing_in(text, shipped().goods()) == thing


def test_reserves_and_sums_over_many_years_are_no_flow() -> None:
    assert is_stock("proven reserves of gas")
    assert is_stock("shipped since 1970")
    assert not is_stock("shipped in 1970")
