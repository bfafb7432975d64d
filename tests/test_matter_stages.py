"""The fold of a history into a stage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.ledger.folding.stages import PATH, Word, fold, furthest
from legation.nouns import Stage
from strategies import stages

TALK: tuple[Stage, ...] = ("sought", "offered", "discussed", "pledged")
sides = st.frozensets(st.sampled_from(["EST", "FIN"]), max_size=2)
words = st.builds(Word, stages, sides)


def course(*said: Stage) -> list[Stage]:
    return [point.stage for point in fold(Word(stage) for stage in said)]


def after(*said: Stage) -> Stage:
    return course(*said)[-1]


@pytest.mark.parametrize("talk", [*TALK, "agreed"])
def test_a_signed_deal_is_not_undone_by_talk(talk: Stage) -> None:
    assert after("signed", talk) == "signed"


def test_a_matter_moves_forward_along_the_path() -> None:
    assert course(*PATH) == list(PATH)


@pytest.mark.parametrize("end", ["stalled", "dropped"])
@pytest.mark.parametrize("stage", PATH)
def test_a_declared_suspension_or_withdrawal_takes_effect_wherever_it_comes(stage: Stage, end: Stage) -> None:
    assert after(stage, end) == end


@pytest.mark.parametrize("talk", TALK)
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


def test_who_refused_and_then_pledges_it_revives_it_and_others_who_reaffirm_it_do_not() -> None:
    refused = (Word("sought", frozenset({"DEU"})), Word("dropped", frozenset({"DEU"})))
    assert fold([*refused, Word("pledged", frozenset({"DEU"}))])[-1].stage == "pledged"
    assert fold([*refused, Word("pledged", frozenset({"FRA"}))])[-1].stage == "dropped"
    assert fold([*refused, Word("pledged", frozenset({"DEU", "FRA"}))])[-1].stage == "dropped"
    assert fold([*refused, Word("sought", frozenset({"DEU"}))])[-1].stage == "dropped"


@pytest.mark.parametrize("end", ["stalled", "dropped"])
def test_what_only_recalls_what_was_revives_nothing(end: Stage) -> None:
    assert fold([Word("signed"), Word(end), Word("underway", revives=False)])[-1].stage == end
    assert fold([Word("signed"), Word("underway", revives=False)])[-1].stage == "underway"


@given(st.lists(words, min_size=1))
def test_each_entry_leaves_the_stage_moves_it_forward_or_is_one_that_takes_effect(said: list[Word]) -> None:
    points = fold(said)
    assert len(points) == len(said)
    for was, word, now in zip(points, said[1:], points[1:], strict=False):
        if word.stage in {"stalled", "dropped"}:
            assert now.stage == word.stage
        elif was.stage in PATH:
            assert now.stage == furthest(was.stage, word.stage)
        else:
            assert now.stage == was.stage or word.stage in {"pledged", "agreed", "signed", "underway", "done"}


@given(st.lists(words, min_size=1), st.lists(words))
def test_what_comes_later_does_not_change_what_was(before: list[Word], more: list[Word]) -> None:
    assert fold([*before, *more])[: len(before)] == fold(before)


@given(st.lists(words, min_size=1), st.lists(st.sampled_from(TALK)))
def test_more_talk_never_lowers_a_stage_and_never_ends_or_holds_up_a_matter(
    said: list[Word], talk: list[Stage]
) -> None:
    stage = fold(said)[-1].stage
    later = fold([*said, *(Word(each) for each in talk)])[-1].stage
    assert later == stage if stage not in PATH else PATH.index(later) >= PATH.index(stage)


@given(st.lists(words, min_size=1))
def test_what_is_said_twice_in_a_row_changes_nothing(said: list[Word]) -> None:
    assert fold(each for word in said for each in (word, word))[1::2] == fold(said)


@given(st.lists(words, min_size=1))
def test_what_stands_on_the_path_is_what_it_had_furthest_reached(said: list[Word]) -> None:
    for point in fold(said):
        assert point.stage == point.reached or point.stage in {"stalled", "dropped"}


@given(st.lists(st.sampled_from(PATH), min_size=1))
def test_on_the_path_the_order_of_reports_of_one_day_does_not_matter(said: list[Stage]) -> None:
    assert after(*said) == after(*reversed(said)) == after(*sorted(said))
