"""Meetings of a month, day by day."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cable import BOTH, fill
from legation.briefing.calendar import Month, calendar
from legation.briefing.encounters import Encounter, encounters
from legation.days import days
from legation.errors import QueryError
from legation.ledger import Ledger
from legation.ledger.narrow import Narrow
from legation.nouns import Evidence, Form, Meeting, Mention, Status
from strategies import add, hex_of, mentioned, report

DATES = (
    "2021-04-03", "2021-04-30", "2021-03-31/2021-04-02", "2021-04", "2021-05", "2021", "2020-12/2021-04", "2019/2022",
    "2021-05-12", "2022-01-01", None,
)  # fmt: skip


def met(
    date: str | None,
    *,
    doc: str,
    actors: Sequence[str] = ("EST", "FIN"),
    form: Form = "talks",
    status: Status = "held",
    reported: str = "2021-06-01",
    people: Sequence[str] = (),
) -> Mention:
    """A mention of a meeting."""
    entry = Meeting(
        id="e" + hex_of(doc, "met")[:12],
        evidence=(Evidence(start=0, end=4, quote="Some"),),
        trigger="Some",
        date=date,
        actors=tuple(actors),
        form=form,
        status=status,
        people=tuple(people),
    )
    return mentioned(entry, doc=doc, reported=reported)


def filled(ledger: Ledger, *dates: str | None) -> Ledger:
    add(ledger, *(report(met(date, doc=f"{place}")) for place, date in enumerate(dates)))
    return ledger


def on(month: Month, day: str) -> list[str | None]:
    (found,) = (one for one in month.days if one.date == day)
    return [meeting.date for meeting in found.meetings]


def shown(month: Month) -> set[Encounter]:
    return {*month.some_day, *month.some_month, *(one for day in month.days for one in day.meetings)}


def test_a_meeting_stands_on_each_of_its_days_and_a_vague_one_apart(ledger: Ledger) -> None:
    month = calendar(filled(ledger, "2021-04-03", "2021-04-29/2021-05-02", "2021-04", "2021"), "2021-04")
    assert len(month.days) == 30
    assert on(month, "2021-04-03") == ["2021-04-03"]
    assert on(month, "2021-04-30") == on(month, "2021-04-29") == ["2021-04-29/2021-05-02"]
    assert [one.date for one in month.some_day] == ["2021-04"]
    assert [one.date for one in month.some_month] == ["2021"]


def test_a_vague_word_for_a_meeting_of_another_month_is_none_of_this_one(ledger: Ledger) -> None:
    filled(ledger, "2021-05-12", "2021")
    assert shown(calendar(ledger, "2021-04")) == set()
    (visit,) = shown(calendar(ledger, "2021-05"))
    assert len(visit.mentions) == 2


def test_what_is_dated_to_several_years_is_on_no_calendar(ledger: Ledger) -> None:
    filled(ledger, "2019/2022", None)
    month = calendar(ledger, "2021-04")
    assert (shown(month), month.months) == (set(), {})


def test_months_are_counted_by_the_reports_of_what_begins_in_them(ledger: Ledger) -> None:
    month = calendar(filled(ledger, "2021-04-03", "2021-04-30/2021-05-02", "2022-01-01"), "2021-04")
    assert month.months == {"2021-04": 2, "2022-01": 1}


def test_a_calendar_as_of_a_day_has_no_meeting_that_was_told_of_later(ledger: Ledger) -> None:
    fill(ledger)
    assert [one.status for one in shown(calendar(ledger, "2022-03", as_of="2021-10-05"))] == ["planned"]
    before = calendar(ledger, "2021-10", as_of="2021-10-04")
    assert (shown(before), before.months) == (set(), {})


def test_a_calendar_is_of_the_parties_and_narrowed(ledger: Ledger) -> None:
    fill(ledger)
    assert len(shown(calendar(ledger, "2021-10", parties=BOTH))) == 1
    assert shown(calendar(ledger, "2021-10", parties=("FIN",))) == set()
    assert shown(calendar(ledger, "2021-10", narrow=Narrow(areas=("energy",)))) == set()
    assert shown(calendar(ledger, "2021-10", narrow=Narrow(kinds=("commitment",)))) == set()
    assert shown(calendar(ledger, "2021-10", narrow=Narrow(since="2022"))) == set()
    (visit,) = shown(calendar(ledger, "2021-10", narrow=Narrow(words="Jaan Tamm")))
    assert [mention.doc for mention in visit.mentions] == ["2021-visit"]


@pytest.mark.parametrize("month", ["2021", "2021-13", "2021-04-01", "April", ""])
def test_what_is_no_month_is_told_in_a_sentence(ledger: Ledger, month: str) -> None:
    with pytest.raises(QueryError, match="is no month"):
        calendar(ledger, month)


@settings(max_examples=40)
@given(
    told=st.lists(
        st.tuples(
            st.sampled_from(DATES), st.sampled_from([("EST", "FIN"), ("EST", "SWE")]), st.sampled_from(["Kask", "Lind"])
        ),
        max_size=7,
    ),
    parties=st.sampled_from([(), ("EST",), ("EST", "FIN")]),
)
def test_a_month_has_the_meetings_that_touch_it_of_all_there_are(
    told: list[tuple[str | None, tuple[str, str], str]], parties: tuple[str, ...]
) -> None:
    mentions = [met(date, doc=f"{n}", actors=actors, people=[who]) for n, (date, actors, who) in enumerate(told)]
    every = encounters(
        one
        for one in mentions
        if isinstance(one.entry, Meeting) and set(parties) <= set(one.entry.actors)
        if one.entry.date != "2019/2022"
    )
    april = days("2021-04")
    assert april is not None
    wanted = {one for one in every if (meant := days(one.date)) is not None and meant.overlaps(april)}
    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "l.db", create=True) as ledger:
        add(ledger, *(report(mention) for mention in mentions))
        assert shown(calendar(ledger, "2021-04", parties=parties)) == wanted
