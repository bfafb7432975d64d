"""Due dates and how a matter stands against them."""

from datetime import date

import pytest

from legation.ledger.folding.timing import in_force, slipped, timing
from legation.nouns import Milestone, Stage, Timing
from strategies import in_order, told

TODAY = date(2021, 6, 1)


def test_every_due_date_is_given_with_its_slip_in_days_from_the_one_before() -> None:
    history = in_order(
        told(due="2017-12", doc="c", reported="2015-10-17"),
        told(due="2020", doc="b", reported="2018-02-01"),
        told(due="2020-06-30", doc="a", reported="2019-01-01"),
    )
    assert [(due.due, due.slip_days) for due in slipped(history)] == [
        ("2017-12", None), ("2020", 1096), ("2020-06-30", -184)
    ]  # fmt: skip


def test_due_dates_come_in_the_order_in_which_they_were_reported_not_in_that_of_events() -> None:
    history = in_order(
        told(due="2023", doc="new", reported="2021-01-01", date="2014-05-01"),
        told(due="2017", doc="old", reported="2015-01-01"),
    )
    assert [due.due for due in slipped(history)] == ["2017", "2023"]


def test_a_due_date_that_is_only_repeated_is_given_once_with_its_first_sentence() -> None:
    first = told(due="2023", doc="a", reported="2020-01-01")
    again = told(due="2023", doc="b", reported="2020-02-01")
    assert [due.mention for due in slipped(in_order(first, again))] == [first]


def test_a_due_date_that_comes_back_is_a_slip_again() -> None:
    dues = ["2023", "2024", "2023"]
    history = in_order(*(told(due=due, doc=f"{n}", reported=f"202{n}-01-01") for n, due in enumerate(dues)))
    assert [due.slip_days for due in slipped(history)] == [None, 366, -366]


def test_a_vaguer_word_for_the_date_in_force_is_no_slip_and_a_later_year_is() -> None:
    history = in_order(
        told(due="2023-06", doc="a", reported="2020-01-01"),
        told(due="2023", doc="b", reported="2021-01-01"),
        told(due="2024", doc="c", reported="2022-01-01"),
    )
    assert [(due.due, due.slip_days) for due in slipped(history)] == [("2023-06", None), ("2024", 550)]


def test_a_date_that_had_passed_when_it_was_reported_stands_where_it_was_in_force() -> None:
    history = in_order(
        told(due="2017", doc="a", reported="2015-10-17"),
        told(due="2024", doc="b", reported="2021-01-01", start=0),
        told(due="2020", doc="b", reported="2021-01-01", start=50),
    )
    dues = slipped(history)
    assert [(due.due, due.slip_days) for due in dues] == [("2017", None), ("2020", 1096), ("2024", 1461)]
    assert in_force(dues, "signed") == dues[-1]


def test_a_date_for_the_signature_is_no_slip_of_one_for_the_work() -> None:
    history = in_order(
        told("agreed", what="sign the contract on the ferry", due="2020-02-15", doc="a", reported="2020-01-01"),
        told("agreed", what="build the ferry", due="2023", doc="a", reported="2020-01-01", start=50),
        told("agreed", what="start construction of the ferry", due="2021", doc="b", reported="2020-02-01"),
        told("agreed", what="signing of the contract on the ferry", due="2020-03-15", doc="c", reported="2020-03-01"),
    )
    dues = slipped(history)
    assert [(due.milestone, due.due, due.slip_days) for due in dues] == [
        ("signature", "2020-02-15", None),
        ("completion", "2023", None),
        ("start", "2021", None),
        ("signature", "2020-03-15", 29),
    ]
    counting: list[tuple[Stage, Milestone]] = [
        ("agreed", "signature"), ("signed", "start"), ("underway", "completion"), ("done", "completion"),
    ]  # fmt: skip
    for reached, milestone in counting:
        due = in_force(dues, reached)
        assert due is not None
        assert due.milestone == milestone


def test_a_date_for_a_second_paper_is_no_slip_of_the_first_that_was_signed() -> None:
    history = in_order(
        told("sought", what="sign the contract", due="2015-07", doc="a", reported="2015-07-01"),
        told("signed", what="the contract", doc="b", reported="2015-10-17"),
        told("agreed", what="sign a protocol to it", due="2022-02", doc="c", reported="2021-11-26"),
        told("agreed", what="sign the protocol", due="2022-03", doc="d", reported="2022-01-26"),
    )
    assert [due.slip_days for due in slipped(history)] == [None, None, 31]


def test_a_date_for_a_step_on_the_way_is_no_slip_of_the_whole_nor_of_another_step() -> None:
    history = in_order(
        told("agreed", what="an appraisal team", due="2020-02", doc="a", reported="2020-01-01"),
        told("agreed", what="feasibility study", due="2020-06", doc="a", reported="2020-01-01", start=50),
        told("agreed", what="build the ferry", due="2023", doc="b", reported="2020-02-01"),
        told("agreed", what="the study of the route", due="2020-12", doc="c", reported="2020-03-01"),
        told("agreed", what="trains on the ferry", due="2024", doc="d", reported="2020-04-01"),
    )
    dues = slipped(history)
    assert [(due.milestone, due.slip_days) for due in dues] == [
        ("step", None), ("step", None), ("completion", None), ("step", 184), ("completion", 366)
    ]  # fmt: skip
    assert in_force(dues, "agreed") == dues[-1]
    assert in_force(dues[:2], "agreed") == dues[1]


def test_what_was_only_to_be_signed_by_a_day_is_not_late_when_it_is_done() -> None:
    dues = slipped(in_order(told("agreed", what="sign the contract", due="2020-02-15")))
    assert in_force(dues, "signed") is None


def test_what_is_no_date_is_no_due_date() -> None:
    assert slipped(in_order(told(due="soon"))) == ()


@pytest.mark.parametrize(
    ("due", "stage", "done_on", "expected"),
    [
        (None, "pledged", None, "undated"),
        ("2021-05-31", "pledged", None, "overdue"),
        ("2021-06-01", "pledged", None, "due soon"),
        ("2021-08-30", "pledged", None, "due soon"),
        ("2021-08-31", "pledged", None, "not due"),
        ("2021", "signed", None, "not due"),
        ("2020", "stalled", None, "overdue"),
        ("2021-05", "done", date(2021, 5, 31), "met"),
        ("2021-05", "done", date(2021, 6, 1), "met late"),
        ("2021-05", "done", None, "met"),
        ("2020", "dropped", None, "undated"),
        (None, "done", date(2021, 5, 31), "undated"),
    ],
)
def test_a_matter_stands_against_the_last_day_of_its_due_date(
    due: str | None, stage: Stage, done_on: date | None, expected: Timing
) -> None:
    assert timing(due, stage, done_on, TODAY) == expected
