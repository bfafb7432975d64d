"""EDTF dates as days and in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.days import days, end_of, in_words
from legation.errors import QueryError


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2021-04-07", date(2021, 4, 7), date(2021, 4, 7)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2019-06-14/2019-06-15", date(2019, 6, 14), date(2019, 6, 15)),
        ("2019/2021-03", date(2019, 1, 1), date(2021, 3, 31)),
    ],
)
def test_a_date_spans_the_days_it_can_mean(edtf: str, first: date, last: date) -> None:
    assert days(edtf) == (first, last)


@pytest.mark.parametrize(
    "text", [None, "", "soon", "2021-13", "2021-02-30", "0000", "2021/", "/2021", "2021/2020", "٢٠٢١"]
)
def test_what_is_no_date_spans_nothing(text: str | None) -> None:
    assert days(text) is None


def test_an_as_of_date_ends_with_its_last_day() -> None:
    assert end_of("2021-02") == date(2021, 2, 28)


@pytest.mark.parametrize("text", ["yesterday", "2021-02-30", "2020/2021", ""])
def test_a_bad_as_of_date_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(QueryError, match="is no date: write a day, a month or a year"):
        end_of(text)


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2021-04-07", "7 April 2021"),
        ("2017-12", "December 2017"),
        ("2023", "2023"),
        ("2019-06-14/2019-06-15", "14 June 2019 – 15 June 2019"),
        ("soon", "soon"),
    ],
)
def test_dates_are_put_in_words(edtf: str, words: str) -> None:
    assert in_words(edtf) == words


@given(st.text())
def test_any_text_may_stand_where_a_date_should(text: str) -> None:
    span = days(text)
    assert span is None or span.first <= span.last
    assert isinstance(in_words(text), str)
