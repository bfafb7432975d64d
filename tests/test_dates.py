"""Dates in a text, seen from the day of its document."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.reading.dates import find_dates

FRIDAY = date(1987, 3, 20)


def found(text: str, today: date | None = FRIDAY, *, future: bool = False) -> list[tuple[str, str]]:
    return [(when.edtf, when.role) for when in find_dates(text, today, future=future)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("on 6 April 2021", "2021-04-06"),
        ("on April 6, 2021", "2021-04-06"),
        ("on the 6th of April, 2021", "2021-04-06"),
        ("on Apr. 6, 2021", "2021-04-06"),
        ("on 2021-04-06", "2021-04-06"),
        ("on 06.04.2021", "2021-04-06"),
        ("on 25/04/2021", "2021-04-25"),
        ("from 28 - 30 October 2011", "2011-10-28/2011-10-30"),
        ("on 14-15 June 2019", "2019-06-14/2019-06-15"),
        ("on April 6-7, 2021", "2021-04-06/2021-04-07"),
        ("on May 25 and 26, 2021", "2021-05-25/2021-05-26"),
        ("in July 2019", "2019-07"),
        ("in 2019", "2019"),
        ("the 1975 loan", "1975"),
        ("in the 1990s", "1990/1999"),
        ("between 2019 and 2021", "2019/2021"),
        ("in 2028-29, exports", "2028/2029"),
        ("in the first five months of 1986", "1986-01/1986-05"),
        ("in the third quarter of 1986", "1986-07/1986-09"),
        ("at the end of 1986", "1986-12-31"),
    ],
)
def test_a_date_written_out_needs_no_day_to_count_from(text: str, edtf: str) -> None:
    assert found(text, None) == [(edtf, "date")]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("on Wednesday", "1987-03-18"),
        ("on Friday", "1987-03-20"),
        ("last Friday", "1987-03-13"),
        ("next Wednesday", "1987-03-25"),
        ("Monday or Tuesday of next week", "1987-03-23/1987-03-24"),
        ("yesterday", "1987-03-19"),
        ("tomorrow", "1987-03-21"),
        ("last week", "1987-03-09/1987-03-15"),
        ("this year", "1987"),
        ("next month", "1987-04"),
        ("earlier this month", "1987-03"),
        ("three years ago", "1984"),
        ("two weeks ago", "1987-03"),
        ("last December", "1986-12"),
        ("in February", "1987-02"),
        ("on April 6", "1987-04-06"),
        ("last weekend", "1987-03-14/1987-03-15"),
        ("in the first half of this year", "1987-01/1987-06"),
        ("from June 20 through September 25", "1987-06-20/1987-09-25"),
        ("May/June shipment", "1987-05/1987-06"),
        ("between February and September of this year", "1987-02/1987-09"),
        ("last autumn", "1986"),
    ],
)
def test_relative_dates_are_counted_from_the_day_of_the_document(text: str, edtf: str) -> None:
    assert found(text) == [(edtf, "date")]
    assert found(text, None) == []


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("within two years", "1989"),
        ("in the next 60 days", "1987-05-19"),
        ("over the next 12 months", "1988-03"),
        ("in as soon as six months", "1987-09"),
        ("in two weeks' time", "1987-04-03"),
        ("within 60 days of 28 May 2021", "2021-07-27"),
        ("by the end of 2027", "2027"),
        ("by the end of this year", "1987-12-31"),
        ("by the end of the month", "1987-03-31"),
        ("for the rest of 1987", "1987-12-31"),
        ("before 15 February", "1988-02-15"),
        ("by 2023", "2023"),
        ("by July next year", "1988-07"),
        ("by mid-April", "1987-04-15"),
        ("no later than July", "1987-07"),
        ("until Saturday", "1987-03-21"),
    ],
)
def test_a_due_date_is_the_day_by_which_something_is_to_be_done(text: str, edtf: str) -> None:
    assert found(text) == [(edtf, "due")]


def test_a_span_counted_from_something_undated_is_not_counted_from_today() -> None:
    assert found("within a month of the accord") == []


@pytest.mark.parametrize(
    "text",
    [
        "May I ask",
        "they march",
        "Resolution 1701",
        "2000 troops",
        "$1987",
        "1,987 tonnes",
        "on 06/04/2021",
        "on 31 February 2021",
        "in two years",
        "G-7",
    ],
)
def test_what_is_no_date_or_cannot_be_told_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_plan_puts_a_weekday_and_a_month_ahead() -> None:
    assert found("on Wednesday", future=True) == [("1987-03-25", "date")]
    assert found("in February", future=True) == [("1988-02", "date")]
    assert found("The two will meet in May") == [("1987-05", "date")]
    assert found("The two met in May") == [("1986-05", "date")]
    assert found("The two met in May and in June") == [("1986-05", "date"), ("1986-06", "date")]


def test_past_is_told_from_the_day_of_the_document() -> None:
    text = "in 1985, this year, on 20 March 1987 and by 1990"
    assert [when.past for when in find_dates(text, FRIDAY)] == [True, None, None, False]
    assert [when.past for when in find_dates("in 1985", None)] == [None]


def test_the_span_takes_in_the_words_that_belong_to_the_date() -> None:
    text = "It is to be done by the end of 2027."
    assert [text[when.start : when.end] for when in find_dates(text, FRIDAY)] == ["by the end of 2027"]
    assert [when.end for when in find_dates("It ends on 1 May.", FRIDAY)] == [len("It ends on 1 May")]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)), st.dates(min_value=date(1900, 1, 1)))
def test_a_full_date_is_read_back_on_any_day(day: date, today: date) -> None:
    for written in (f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}", day.isoformat()):
        assert found(f"on {written}", today) == [(day.isoformat(), "date")]


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)),
    st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
)
def test_a_weekday_is_the_last_one_up_to_the_day_and_the_next_one_for_a_plan(today: date, weekday: str) -> None:
    last, coming = (date.fromisoformat(found(f"on {weekday}", today, future=future)[0][0]) for future in (False, True))
    assert f"{last:%A}" == f"{coming:%A}" == weekday
    assert today - timedelta(days=6) <= last <= today <= coming <= today + timedelta(days=6)


_PIECES = [
    "by",
    "the end of",
    "May",
    "6",
    "2021",
    "within",
    "two",
    "years",
    "of",
    "Monday",
    "last",
    "week",
    "and",
    "from",
    "to",
    "/",
    ",",
    "this",
]


@given(
    st.text(max_size=200) | st.lists(st.sampled_from(_PIECES), max_size=20).map(" ".join),
    st.dates() | st.none(),
    st.booleans(),
)
def test_no_text_makes_it_fail_and_spans_lie_in_it_without_overlap(text: str, today: date | None, future: bool) -> None:
    reached = 0
    for when in find_dates(text, today, future=future):
        assert reached <= when.start < when.end <= len(text)
        reached = when.end


@given(st.lists(st.sampled_from(_PIECES), max_size=20))
def test_a_paragraph_put_before_only_shifts_what_is_found(pieces: list[str]) -> None:
    text, before = " ".join(pieces), "Nothing was said.\n\n"
    shifted = [
        when._replace(start=when.start + len(before), end=when.end + len(before)) for when in find_dates(text, FRIDAY)
    ]
    assert find_dates(before + text, FRIDAY) == shifted


@pytest.mark.parametrize("piece", ["9", "(", "May ", "9 ", "by ", "1987 ", "the end of ", "within a ", "6-"])
def test_long_runs_of_one_piece_are_read_to_their_end(piece: str) -> None:
    find_dates(piece * 10_000, FRIDAY)
