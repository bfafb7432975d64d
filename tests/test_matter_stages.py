"""The fold of a history into a stage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.ledger.stages import PATH, fold, furthest
from legation.nouns import Stage
from strategies import stages


def after(*said: Stage) -> Stage:
    return fold(said)[-1]


@pytest.mark.parametrize("talk", ["sought", "offered", "discussed", "pledged", "agreed"])
def test_a_signed_deal_is_not_undone_by_talk(talk: Stage) -> None:
    assert after("signed", talk) == "signed"


def test_a_matter_moves_forward_along_the_path() -> None:
    assert fold(PATH) == PATH


def test_a_signed_deal_can_be_suspended() -> None:
    assert after("signed", "stalled") == "stalled"


@pytest.mark.parametrize("talk", ["sought", "offered", "discussed", "pledged"])
@pytest.mark.parametrize("end", ["stalled", "dropped"])
def test_talk_does_not_revive_what_is_held_up_or_dropped(end: Stage, talk: Stage) -> None:
    assert after("signed", end, talk) == end


def test_what_was_held_up_is_revived_at_the_furthest_it_had_reached() -> None:
    assert after("signed", "stalled", "agreed") == "signed"
    assert after("agreed", "stalled", "underway") == "underway"


def test_what_was_dropped_has_to_be_signed_anew() -> None:
    assert after("signed", "dropped", "agreed") == "agreed"
    assert after("signed", "dropped", "agreed", "stalled", "agreed") == "agreed"


def test_a_dropped_matter_is_not_merely_held_up_but_may_be() -> None:
    assert after("underway", "stalled", "dropped") == "dropped"


@given(st.lists(stages, min_size=1))
def test_each_entry_leaves_the_stage_moves_it_forward_or_is_one_that_takes_effect(said: list[Stage]) -> None:
    course = fold(said)
    assert len(course) == len(said)
    for was, stage, now in zip(course, said[1:], course[1:], strict=False):
        if stage in {"stalled", "dropped"}:
            assert now == stage
        elif was in PATH:
            assert now == furthest(was, stage)
        else:
            assert now == was or stage in {"agreed", "signed", "underway", "done"}


@given(st.lists(stages, min_size=1), st.lists(stages))
def test_what_comes_later_does_not_change_what_was(before: list[Stage], more: list[Stage]) -> None:
    assert fold([*before, *more])[: len(before)] == fold(before)
