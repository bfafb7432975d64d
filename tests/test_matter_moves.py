"""Whose move it is."""

import pytest

from legation.ledger.folding.moves import next_move
from legation.ledger.folding.stages import Word, fold
from legation.nouns import Mention, Move, Stage
from strategies import in_order, told

PARTIES = ("EST", "FIN")


def move(*mentions: Mention) -> Move | None:
    history = in_order(*mentions)
    course = [point.stage for point in fold(Word(u.entry.stage, frozenset(u.entry.by)) for u in history)]
    return next_move(history, course, PARTIES)


@pytest.mark.parametrize(
    ("stage", "parties"),
    [
        ("sought", ("FIN",)),
        ("offered", ("EST",)),
        ("discussed", PARTIES),
        ("pledged", ("FIN",)),
        ("agreed", PARTIES),
        ("signed", ("FIN",)),
        ("underway", ("FIN",)),
        ("stalled", ("FIN",)),
    ],
)
def test_the_stage_says_whose_move_it_is(stage: Stage, parties: tuple[str, ...]) -> None:
    made = move(told(stage, by=["FIN"], to=["EST"]))
    assert made is not None
    assert made.parties == parties


@pytest.mark.parametrize("stage", ["done", "dropped"])
def test_nobody_has_to_move_once_it_is_over(stage: Stage) -> None:
    assert move(told(stage, awaits=["EST"])) is None


def test_whom_the_document_waits_for_has_to_move() -> None:
    made = move(told("signed", by=["FIN"], awaits=["EST"], reported="2021-04-08"))
    assert made == Move(parties=("EST",), reason="The report of 8 April 2021 says that it waits for them.")


def test_waiting_ends_when_the_matter_moves_on() -> None:
    made = move(told("offered", awaits=["EST"]), told("signed", by=["FIN"], start=9, date="2020-05-02"))
    assert made == Move(
        parties=("FIN",), reason="It was signed on 2 May 2020; the party that undertook it is to carry it out."
    )


def test_talk_after_a_signature_does_not_change_whose_move_it_is() -> None:
    made = move(told("signed", by=["FIN"]), told("discussed", by=PARTIES, to=(), start=9))
    assert made is not None
    assert made.parties == ("FIN",)


def test_an_offer_to_nobody_named_waits_for_the_other_party() -> None:
    made = move(told("offered", by=["FIN"], to=()))
    assert made is not None
    assert made.parties == ("EST",)


def test_a_request_to_nobody_named_waits_for_the_parties() -> None:
    made = move(told("sought", by=[], to=()))
    assert made is not None
    assert made.parties == PARTIES


def test_the_reason_reads_as_a_sentence_whatever_the_date() -> None:
    for date, words in (
        ("2020-05-02", "on 2 May 2020"),
        ("2020-05", "in May 2020"),
        ("2020-05-02/2020-05-04", "in the days of 2 May 2020 – 4 May 2020"),
        (None, ", as reported on 1 January 2020"),
    ):
        made = move(told("signed", date=date))
        assert made is not None
        assert words in made.reason


def test_what_a_report_waited_for_is_answered_by_a_later_signature() -> None:
    waiting = told("pledged", "sign the protocol", reported="2021-04-08", awaits=["EST"])
    signed = told("signed", "the protocol", by=("EST", "FIN"), to=(), doc="later", reported="2021-05-28")
    begun = told("underway", "the works", doc="before", reported="2021-01-05")
    stages: list[Stage] = ["underway", "underway", "underway"]
    move = next_move(in_order(begun, waiting, signed), stages, ("EST", "FIN"))
    assert move is not None
    assert "waits" not in move.reason
    still = next_move(in_order(begun, waiting), stages[:2], ("EST", "FIN"))
    assert still is not None
    assert still.parties == ("EST",)
