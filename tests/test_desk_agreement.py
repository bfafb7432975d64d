"""How far reviewers agree, and what each has decided."""

import json
import math
from collections.abc import Hashable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from legation.cli.app import run
from legation.ledger import Ledger
from legation.ledger.review.agreement import IN_COMMON, alpha, kappa, last_words, measured
from legation.ledger.review.decisions import Decision, made, subject_of
from strategies import add_spelt_out, told

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
MENTIONS = [
    told("offered", f"ferry number {n}", objects=[f"Ferry {n}"], doc=f"report {n}", reported=f"2020-05-0{n + 1}")
    for n in range(6)
]
ENTRIES = [mention.entry.id for mention in MENTIONS]
words = st.sampled_from("abc")
pairs = st.lists(st.tuples(words, words), min_size=1)


def test_kappa_is_that_of_a_table_reckoned_by_hand() -> None:
    # Both yes 20, both no 15, 5 and 10 apart: 0.70 agree, 0.25/0.50 * 0.30/0.50 + 0.50 * 0.40 = 0.50 would by chance.
    said = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(said) == pytest.approx(0.4)


def test_alpha_is_that_of_the_example_that_its_author_reckons() -> None:
    # Krippendorff (2011), section C: four people, twelve units, some of it missing.
    said = (
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    )
    units = [[one for one in unit if one != "."] for unit in zip(*(line.split() for line in said), strict=True)]
    assert alpha(units) == pytest.approx(0.743, abs=0.0005)


@given(pairs)
def test_who_says_the_same_agrees_wholly_unless_there_is_but_one_thing_to_say(said: list[tuple[str, str]]) -> None:
    same = [(one, one) for one, _ in said]
    wholly = 1.0 if len(set(same)) > 1 else None
    assert kappa(same) == wholly
    assert alpha(same) == wholly


@given(pairs)
def test_neither_measure_minds_who_is_named_first_or_what_things_are_called(said: list[tuple[str, str]]) -> None:
    turned = [(other.upper(), one.upper()) for one, other in said]
    for here, there in ((kappa(said), kappa(turned)), (alpha(said), alpha(turned))):
        assert (here is None) == (there is None)
        assert math.isclose(here or 0, there or 0, abs_tol=1e-12)
        assert (here or 0) <= 1


@given(pairs, st.integers(0, 100))
def test_one_more_disagreement_never_makes_two_people_agree_wholly(said: list[tuple[str, str]], which: int) -> None:
    same: list[Sequence[Hashable]] = [(one, one) for one, _ in said]
    same[which % len(same)] = ("a", "b")
    found = alpha(same)
    assume(found is not None)
    assert found is not None
    assert found < 1


def decision(verb: str, by: str, minute: int, *before: Decision, stage: str = "offered") -> Decision:
    entry = MENTIONS[0].entry.model_copy(update={"stage": stage})
    return made(
        verb,  # type: ignore[arg-type]
        subject_of(MENTIONS[0].document, MENTIONS[0].entry),
        by=by,
        at=NOON + timedelta(minutes=minute),
        entry=entry if verb in {"accept", "correct"} else None,
        supersedes=(each.id for each in before),
    )


class TestLastWords:
    def test_of_each_person_the_last_word_counts_even_where_another_set_it_aside(self) -> None:
        first = decision("accept", "Anna", 0)
        second = decision("reject", "Anna", 1, first)
        third = decision("accept", "Bo", 2, second)
        assert last_words([first, second, third]) == {"Anna": "reject", "Bo": "accept"}

    def test_what_was_taken_back_was_never_said(self) -> None:
        first = decision("accept", "Anna", 0)
        second = decision("reject", "Bo", 1, first)
        assert last_words([first, second, decision("undo", "Cleo", 2, second)]) == {"Anna": "accept"}

    def test_who_accepts_a_correction_agrees_with_it_and_who_corrects_otherwise_does_not(self) -> None:
        anna = decision("correct", "Anna", 0, stage="agreed")
        bo = decision("accept", "Bo", 1, anna, stage="agreed")
        cleo = decision("correct", "Cleo", 2, bo, stage="signed")
        assert last_words([anna, bo, cleo]) == {"Anna": "correct", "Bo": "correct", "Cleo": "correct 2"}


def test_two_people_are_measured_once_they_share_enough_topics() -> None:
    topics = [{"Anna": "accept", "Bo": "accept"}] * (IN_COMMON - 1)
    assert measured(topics).pairs == ()
    (pair,) = measured([*topics, {"Anna": "reject", "Bo": "accept", "Cleo": "accept"}]).pairs
    assert pair[:4] == ("Anna", "Bo", IN_COMMON, IN_COMMON - 1)
    assert pair.kappa == 0.0


def filled(ledger: Ledger) -> Ledger:
    """Six entries on which Anna and Bo decide: they differ on the last."""
    add_spelt_out(ledger, *MENTIONS)
    for minute, entry in enumerate(ENTRIES):
        at = NOON + timedelta(minutes=minute)
        ledger.decide("accept" if minute % 2 else "reject", entry, by="Anna", at=at)
        ledger.decide("accept" if minute % 2 and minute < 5 else "reject", entry, by="Bo", at=at + timedelta(days=1))
    ledger.decide("unsure", *ENTRIES[:2], by="Anna", at=NOON)
    return ledger


class TestLedger:
    def test_agreement_is_measured_over_entries_and_over_links_apart(self, ledger: Ledger) -> None:
        found = filled(ledger).agreement()
        assert (found.entries.topics, found.entries.agreeing, found.links.topics) == (6, 5, 0)
        assert found.links.alpha is found.links.share is None
        (pair,) = found.entries.pairs
        # 5 of 6 agree; by chance 3/6 * 2/6 + 3/6 * 4/6 = 1/2.
        assert (pair.one, pair.other, pair.topics, pair.agreeing) == ("Anna", "Bo", 6, 5)
        assert pair.kappa == pytest.approx(2 / 3)
        # Coincidences that differ: 2 of 12; by chance 2 * 5 * 7 of 12 * 11.
        assert found.entries.alpha == pytest.approx(1 - (2 / 12) / (70 / 132))

    def test_a_tally_counts_what_is_in_force_since_then(self, ledger: Ledger) -> None:
        filled(ledger)
        assert ledger.tally("Anna") == {"unsure": 1}
        assert ledger.tally("Bo") == {"reject": 4, "accept": 2}
        assert ledger.tally("Bo", since=NOON + timedelta(days=1, minutes=4)) == {"reject": 2}
        last = ledger.decide("correct", ENTRIES[5], changes={"stage": "agreed"}, by="Bo")
        assert ledger.tally("Bo")["correct"] == 1
        ledger.undo(last.id, by="Anna")
        assert ledger.tally("Bo") == {"reject": 4, "accept": 2}
        assert ledger.tally("Anna") == {"unsure": 1}
        assert ledger.tally("Cleo") == {}


def test_the_command_tells_of_it_in_words_and_as_json(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    place = str(tmp_path / "l.db")
    with Ledger.open(place, create=True) as ledger:
        filled(ledger)
    assert run(["decisions", "agreement", "--ledger", place]) == 0
    out = capfd.readouterr().out
    assert "on entries: 6 topics decided by two or more, 83% with one voice; alpha 0.69" in out
    assert "on what is one matter: nothing was decided by two people" in out
    assert "Anna and Bo, on entries" in out
    assert run(["decisions", "agreement", "--json", "--ledger", place]) == 0
    found = json.loads(capfd.readouterr().out)
    assert found["entries"]["pairs"][0]["kappa"] == pytest.approx(2 / 3)
    assert found["links"] == {"topics": 0, "agreeing": 0, "alpha": None, "share": None, "pairs": []}
