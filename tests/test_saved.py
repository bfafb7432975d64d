"""Searches that people keep."""

from datetime import UTC, datetime, timedelta

import pytest

from legation.errors import QueryError
from legation.ledger import Ledger
from legation.ledger.keeping.saved import MOST

DAY = datetime(2026, 11, 27, 9, tzinfo=UTC)


def test_what_was_kept_last_comes_first(ledger: Ledger) -> None:
    ledger.saved.keep("Mara", "Cables", "q=cable", at=DAY)
    ledger.saved.keep("Mara", "Boats", "q=boat", at=DAY + timedelta(hours=1))
    assert [(each.title, each.query, each.made) for each in ledger.saved.of("Mara")] == [
        ("Boats", "q=boat", DAY + timedelta(hours=1)),
        ("Cables", "q=cable", DAY),
    ]


def test_the_same_search_is_kept_once_and_under_its_first_title(ledger: Ledger) -> None:
    first = ledger.saved.keep("Mara", "Cables", "q=cable")
    assert ledger.saved.keep("Mara", "Others", "q=cable") == first
    assert [each.title for each in ledger.saved.of("Mara")] == ["Cables"]
    assert ledger.saved.keep("Iván", "Cables", "q=cable") != first


def test_nobody_renames_or_removes_what_another_person_keeps(ledger: Ledger) -> None:
    number = ledger.saved.keep("Mara", "Cables", "q=cable")
    with pytest.raises(QueryError, match=f"Iván keeps no search number {number}"):
        ledger.saved.rename("Iván", number, "Mine")
    with pytest.raises(QueryError, match="keeps no search"):
        ledger.saved.remove("Iván", number)
    assert ledger.saved.of("Iván") == ()
    assert [each.title for each in ledger.saved.of("Mara")] == ["Cables"]


def test_a_search_gets_another_title_and_goes(ledger: Ledger) -> None:
    number = ledger.saved.keep("Mara", "Cables", "q=cable")
    ledger.saved.rename("Mara", number, "  Cables \n in the north ")
    assert [each.title for each in ledger.saved.of("Mara")] == ["Cables in the north"]
    ledger.saved.remove("Mara", number)
    assert ledger.saved.of("Mara") == ()
    with pytest.raises(QueryError, match="keeps no search"):
        ledger.saved.remove("Mara", number)


def test_a_title_has_words_and_not_too_many(ledger: Ledger) -> None:
    with pytest.raises(QueryError, match="needs a title"):
        ledger.saved.keep("Mara", " \n ", "q=cable")
    number = ledger.saved.keep("Mara", "x" * 1000, "q=cable")
    with pytest.raises(QueryError, match="needs a title"):
        ledger.saved.rename("Mara", number, "")
    assert [len(each.title) for each in ledger.saved.of("Mara")] == [200]


def test_a_person_keeps_no_more_than_a_page_of_searches(ledger: Ledger) -> None:
    for number in range(MOST):
        ledger.saved.keep("Mara", "One more", f"q=word{number}")
    with pytest.raises(QueryError, match="remove one first"):
        ledger.saved.keep("Mara", "One too many", "q=cable")
    ledger.saved.keep("Iván", "Another's", "q=cable")
    assert len(ledger.saved.of("Mara")) == MOST
