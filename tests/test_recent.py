"""Answers remembered while what they were found in stays as it was."""

import time
from collections.abc import Callable

import pytest

from legation.ledger.keeping.recent import Recent


def counting() -> tuple[list[int], Callable[[], int]]:
    found: list[int] = []

    def find() -> int:
        found.append(len(found))
        return found[-1]

    return found, find


def test_what_was_found_at_the_same_moment_is_not_looked_for_again() -> None:
    found, find = counting()
    recent: Recent[int] = Recent(2)
    assert [recent.answer("a", "1", find), recent.answer("a", "1", find)] == [0, 0]
    assert recent.answer("a", "2", find) == 1
    assert found == [0, 1]


def test_the_answer_that_was_not_asked_for_longest_is_forgotten() -> None:
    _, find = counting()
    recent: Recent[int] = Recent(2)
    for asked in ("a", "b", "a", "c"):
        recent.answer(asked, "1", find)
    assert recent.answer("a", "1", find) == 0
    assert recent.answer("b", "1", find) == 3


@pytest.mark.parametrize(("took", "later", "again"), [(1.0, 29.0, False), (1.0, 31.0, True), (0.01, 0.1, True)])
def test_an_answer_that_took_long_is_good_for_a_while_whatever_changed(
    monkeypatch: pytest.MonkeyPatch, *, took: float, later: float, again: bool
) -> None:
    spent, now = iter([0.0, took, took, took]), [0.0]
    monkeypatch.setattr(time, "thread_time", lambda: next(spent))
    monkeypatch.setattr("legation.ledger.keeping.recent._LONG", 0.1)
    _, find = counting()
    recent: Recent[int] = Recent(2, patience=30, clock=lambda: now[0])
    assert recent.answer("a", "1", find) == 0
    now[0] = later
    assert recent.answer("a", "2", find) == int(again)


def test_without_patience_an_answer_is_of_its_moment_however_long_it_took(monkeypatch: pytest.MonkeyPatch) -> None:
    spent = iter([0.0, 9.0, 9.0, 9.0])
    monkeypatch.setattr(time, "thread_time", lambda: next(spent))
    monkeypatch.setattr("legation.ledger.keeping.recent._LONG", 0.1)
    _, find = counting()
    recent: Recent[int] = Recent(2)
    assert [recent.answer("a", "1", find), recent.answer("a", "2", find)] == [0, 1]
