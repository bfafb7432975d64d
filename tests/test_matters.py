"""Matters as a whole: derived from mentions, the same from any order, and as of any date."""

from datetime import date
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.days import end_of
from legation.ledger.folding.matters import matters_of
from legation.nouns import Matter, Mention, Quantity
from strategies import days, measured, reports, stance, told

TODAY = date(2021, 6, 1)
CABLE = ("Aurora cable",)


def matter(*mentions: Mention) -> Matter:
    (only,) = matters_of(mentions, TODAY)
    return only


def test_a_matter_is_known_by_the_digits_of_the_mention_reported_first() -> None:
    later = told("signed", objects=CABLE, doc="b", reported="2020-02-01", date="2012-01-01")
    first = told("offered", objects=CABLE, doc="a", reported="2020-01-01")
    assert matter(later, first).id == "m" + first.entry.id[1:]


def test_a_history_runs_in_order_of_event_not_of_report() -> None:
    signed = told("signed", objects=CABLE, doc="b", reported="2021-01-01", date="2015-10-16")
    talk = told("discussed", objects=CABLE, doc="a", reported="2020-01-01")
    found = matter(talk, signed)
    assert [step.mention for step in found.history] == [signed, talk]
    assert [(step.moved, step.matter_stage) for step in found.history] == [(True, "signed"), (False, "signed")]


def test_this_year_in_a_report_of_april_means_by_april() -> None:
    this_year = told("offered", objects=CABLE, doc="a", reported="2021-04-08", date="2021")
    in_may = told("stalled", objects=CABLE, doc="b", reported="2021-05-01", date="2021-05-01")
    assert [step.mention for step in matter(in_may, this_year).history] == [this_year, in_may]


def test_what_cannot_be_dated_does_not_override_what_can() -> None:
    undated = told("dropped", objects=CABLE, doc="a", reported=None)
    assert matter(told("signed", objects=CABLE, doc="b"), undated).stage == "signed"


def test_the_contract_that_a_report_says_is_suspended_does_not_make_it_go_on() -> None:
    suspended = told("stalled", objects=CABLE, quote="suspended the cable contract", start=0)
    contract = told("signed", objects=CABLE, quote="the contract that both had signed", start=60)
    assert matter(suspended, contract).stage == matter(contract, suspended).stage == "stalled"


def test_what_was_suspended_and_is_resumed_on_the_day_of_the_report_goes_on() -> None:
    resumed = told("underway", objects=CABLE, quote="resumed the laying of the cable", start=0)
    suspended = told("stalled", objects=CABLE, quote="it was suspended", start=60)
    assert matter(suspended, resumed).stage == "underway"


def test_a_report_that_goes_over_what_was_done_before_a_suspension_does_not_lift_it_for_a_line() -> None:
    first = told("stalled", objects=CABLE, doc="a", reported="2020-01-01")
    done_before = told("underway", objects=CABLE, quote="100 km have been laid", doc="b", reported="2020-01-09")
    still = told("stalled", objects=CABLE, quote="no work before May", doc="b", reported="2020-01-09", start=60)
    assert [step.matter_stage for step in matter(first, done_before, still).history] == ["stalled"] * 3


def test_a_suspension_that_had_been_before_does_not_hold_up_what_is_signed_that_day() -> None:
    past = told("stalled", objects=CABLE, what="had been suspended", start=60)
    entry = past.entry.model_copy(update={"trigger": "had been suspended"})
    assert matter(told("signed", objects=CABLE), past.model_copy(update={"entry": entry})).stage == "signed"


def test_of_two_papers_of_one_day_the_one_that_says_suspended_is_heard() -> None:
    for first, second in (("a", "b"), ("b", "a")):
        signed = told("signed", objects=CABLE, doc=first, date="2020-01-01")
        suspended = told("stalled", objects=CABLE, doc=second, date="2020-01-01")
        assert matter(signed, suspended).stage == "stalled"


def test_a_delivery_with_more_to_come_is_under_way_until_it_has_come() -> None:
    part = told("done", objects=CABLE, quantities=[Quantity(value=50, unit="drum")], doc="a", reported="2020-01-01")
    more = told(
        "offered", objects=CABLE, quantities=[Quantity(value=150, unit="drum", additional=True)], doc="a", start=99
    )
    rest = told("done", objects=CABLE, quantities=[Quantity(value=150, unit="drum")], doc="b", reported="2020-05-01")
    assert matter(part).stage == "done"
    assert matter(part, more).stage == "underway"
    assert matter(part, more, rest).stage == "done"


def test_a_matter_done_after_its_due_date_was_met_late() -> None:
    found = matter(
        told("signed", objects=CABLE, due="2020-03", doc="a", reported="2020-01-01"),
        told("done", objects=CABLE, doc="b", reported="2020-07-01", date="2020-06"),
    )
    assert (found.timing, found.next_move) == ("met late", None)


def test_a_matter_carries_the_figures_of_its_object_between_its_parties() -> None:
    own = measured(2, "USD", objects=CABLE, doc="a")
    others = [
        measured(3, "USD", objects=["Boreal cable"], doc="b"),
        measured(4, "USD", objects=CABLE, actors=["NOR", "DNK"], doc="c"),
        measured(5, "USD", objects=["the cable"], doc="d"),
    ]
    assert matter(told("signed", objects=CABLE), own, *others).figures == (own,)


def test_the_stage_rests_on_all_who_put_it_there() -> None:
    found = matter(
        told("offered", objects=CABLE, speaker="Kask", speaker_for=["EST"], doc="a"),
        told("offered", objects=CABLE, speaker="Niemi", speaker_for=["FIN"], doc="b"),
    )
    assert [step.standing for step in found.history] == ["one side", "one side"]
    assert found.standing == "both sides"


def test_what_is_under_way_by_its_balance_rests_on_who_says_that_part_is_done() -> None:
    part = [Quantity(value=50, unit="drum")]
    more = [Quantity(value=150, unit="drum", additional=True)]
    found = matter(
        told("done", objects=CABLE, quantities=part, speaker="Niemi", speaker_for=["FIN"], start=0),
        told("offered", objects=CABLE, quantities=more, start=60),
    )
    assert (found.stage, found.standing) == ("underway", "one side")


def test_silence_is_counted_to_the_last_document_on_the_same_parties() -> None:
    later = stance(by=["EST"], to=["FIN"], doc="later", reported="2020-09-01")
    assert matter(told("signed", objects=CABLE), later).silence.last == "2020-09-01"


def test_no_mentions_are_no_matters() -> None:
    assert matters_of((), TODAY) == ()


@given(reports(), st.randoms(use_true_random=False))
def test_matters_do_not_depend_on_the_order_of_arrival(documents: list[tuple[Mention, ...]], random: Random) -> None:
    mentions = [mention for document in documents for mention in document]
    assert matters_of(random.sample(mentions, len(mentions)), TODAY) == matters_of(mentions, TODAY)


@given(reports())
def test_every_commitment_is_in_the_history_of_one_matter_with_its_evidence(
    documents: list[tuple[Mention, ...]],
) -> None:
    mentions = [mention for document in documents for mention in document]
    told_of = [step.mention for matter in matters_of(mentions, TODAY) for step in matter.history]
    assert sorted(told_of, key=repr) == sorted(mentions, key=repr)


@given(reports())
def test_a_stage_moves_exactly_where_its_history_says_so(documents: list[tuple[Mention, ...]]) -> None:
    for found in matters_of([mention for document in documents for mention in document], TODAY):
        course = [None, *(step.matter_stage for step in found.history)]
        assert [step.moved for step in found.history] == [a != b for a, b in pairwise(course)]
        assert found.stage == course[-1]
        assert (found.next_move is None) == (found.stage in {"done", "dropped"})
        milestones = [due.milestone for due in found.slipped]
        for place, due in enumerate(found.slipped):
            assert due.milestone == "step" or (due.slip_days is None) == (due.milestone not in milestones[:place])
        assert found.due is None or found.due in found.slipped


@pytest.mark.parametrize("as_of", ["2019", "2019-06", "2019-06-15"])
def test_due_dates_are_held_against_the_day_given(as_of: str) -> None:
    pledge = told("pledged", due="2019-12-31", reported="2018-01-01")
    (found,) = matters_of([pledge], end_of(as_of))
    assert found.timing == ("due soon" if as_of == "2019" else "not due")


@given(reports(), days)
def test_what_is_reported_later_adds_no_line_to_what_was_known(documents: list[tuple[Mention, ...]], day: str) -> None:
    mentions = [mention for document in documents for mention in document]
    known = [mention for mention in mentions if mention.reported is not None and mention.reported <= day]
    for found in matters_of(known, date.fromisoformat(day)):
        assert all(step.reported is not None and step.reported <= day for step in found.history)
        assert found.silence.last is None or found.silence.last <= day
