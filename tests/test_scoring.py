"""The scorer that the floor in test_samples.py rests on."""

from legation.nouns import Commitment, Evidence, Figure, Stage
from scoring import Tally, agree, agree_strictly, tally, total


def commitment(start: int, end: int, *, stage: Stage = "offered", by: tuple[str, ...] = ("NOR",)) -> Commitment:
    return Commitment(
        id="e000000000000",
        evidence=(Evidence(start=start, end=end, quote="x" * (end - start)),),
        trigger="x",
        by=by,
        stage=stage,
        what="x",
        area=(),
    )


def figure(start: int, end: int) -> Figure:
    quote = Evidence(start=start, end=end, quote="x" * (end - start))
    return Figure(
        id="e000000000000", evidence=(quote,), trigger="x", what="x", value=1, unit="dose", change="level"
    )  # fmt: skip


def test_quotes_that_share_half_of_the_shorter_one_agree() -> None:
    assert agree(commitment(0, 100), commitment(90, 110))
    assert not agree(commitment(0, 100), commitment(91, 111))


def test_quotes_that_only_touch_do_not_agree() -> None:
    assert not agree(commitment(0, 10), commitment(10, 20))


def test_entries_of_two_kinds_never_agree() -> None:
    assert not agree(commitment(0, 10), figure(0, 10))


def test_a_second_annotated_quote_may_be_the_one_that_was_read() -> None:
    twice = commitment(0, 10).model_copy(
        update={"evidence": tuple(Evidence(start=s, end=s + 10, quote="x" * 10) for s in (0, 50))}
    )
    assert agree(twice, commitment(50, 60))
    assert not agree(commitment(50, 60), twice)


def test_another_stage_agrees_but_not_strictly() -> None:
    assert agree(commitment(0, 10), commitment(0, 10, stage="pledged"))
    assert not agree_strictly(commitment(0, 10), commitment(0, 10, stage="pledged"))
    assert agree_strictly(commitment(0, 10, by=("NOR", "VNM")), commitment(0, 10, by=("VNM", "NOR")))


def test_one_long_quote_is_paired_with_one_annotated_entry_only() -> None:
    assert tally([commitment(0, 10), commitment(10, 20)], [commitment(0, 20)]).agreed == 1


def test_the_pairing_gives_way_so_that_more_entries_find_a_partner() -> None:
    annotated = [commitment(0, 20), commitment(0, 10)]
    read = [commitment(0, 10), commitment(10, 20)]
    assert tally(annotated, read).agreed == 2


def test_inventing_entries_costs_as_much_as_missing_them() -> None:
    assert Tally(annotated=4, read=8, agreed=4).f1 == Tally(annotated=8, read=4, agreed=4).f1 == 2 / 3


def test_saying_nothing_where_there_is_nothing_is_right() -> None:
    assert tally([], []).f1 == 1.0
    assert tally([], [figure(0, 10)]).f1 == 0.0


def test_documents_add_up_by_entries_not_by_averages() -> None:
    assert total([Tally(1, 1, 1), Tally(9, 9, 0)]).f1 == 0.1
