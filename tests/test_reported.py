"""Days on which something of some parties became known."""

from collections.abc import Collection, Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable import BOTH, fill
from legation.ledger import Ledger


@pytest.fixture(scope="module")
def filled(shared_place: str) -> Iterator[Ledger]:
    with Ledger.open(shared_place, create=True) as opened:
        fill(opened)
        yield opened


def days(ledger: Ledger, parties: Collection[str]) -> list[str]:
    known = (kept.document.date or kept.added.date().isoformat() for kept in ledger.documents(parties=parties))
    return sorted(set(known))


@pytest.mark.parametrize("parties", [(), BOTH, ("NOR",)])
def test_around_any_date_are_the_nearest_days_of_reports(filled: Ledger, parties: tuple[str, ...]) -> None:
    every = days(filled, parties)

    @given(st.dates(date(2018, 1, 1), date(2027, 1, 1)))
    def hold(day: date) -> None:
        asked = day.isoformat()
        found = filled.reported(parties, as_of=asked)
        assert found.before == max((one for one in every if one < asked), default=None)
        assert found.after == min((one for one in every if one > asked), default=None)
        assert (found.first, found.last) == (every[0], every[-1])

    hold()


def test_without_a_date_the_day_before_the_last_is_the_one_before(filled: Ledger) -> None:
    every = days(filled, BOTH)
    found = filled.reported(BOTH)
    assert (found.before, found.after) == (every[-2], None)


def test_of_parties_that_nobody_speaks_of_there_is_no_day(filled: Ledger) -> None:
    found = filled.reported(("FJI",))
    assert (found.first, found.last, found.before, found.after) == (None, None, None, None)
