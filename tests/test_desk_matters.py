"""Matters that an editor makes one, or takes apart."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cable
from legation.errors import DecisionRefused, QueryError
from legation.ledger import Ledger
from legation.ledger.keeping.opening import open_database
from legation.ledger.linking.linking import linked
from legation.ledger.upkeep import checking
from legation.nouns import Mention
from strategies import add, add_spelt_out, reports, spelt_out, told
from test_decisions import Act, act, acts, flat, matters_in, rulings_in

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
FERRY = [
    told("signed", "the Gulf Ferry line", objects=["Gulf Ferry"], doc=f"report {month}", reported=f"2020-0{month}-01")
    for month in (5, 6, 7)
]
CABLE = told(
    "pledged", "a cable to the islands", by=["SWE"], to=["ISL"], area=["energy"], doc="august", reported="2020-08-01"
)
ONE, OTHER, THIRD, APART = (mention.entry.id for mention in (*FERRY, CABLE))


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """A matter of three commitments, and another of one."""
    add_spelt_out(ledger, *FERRY, CABLE)
    assert matters_in(ledger) == {frozenset({ONE, OTHER, THIRD}), frozenset({APART})}
    return ledger


def ids(ledger: Ledger, *entries: str) -> list[str]:
    return [ledger.matter(entry).id for entry in entries]


def take_back(ledger: Ledger, decisions: Iterable[object]) -> None:
    for decision in reversed(list(decisions)):
        ledger.undo(decision.id, by="Bo")  # type: ignore[attr-defined]


class TestMerging:
    def test_two_matters_become_one_by_one_decision_between_their_first_mentions(self, filled: Ledger) -> None:
        before = filled.matters()
        (decision,) = filled.merge(ids(filled, APART, THIRD), by="Anna", why="one project", at=NOON)
        assert (decision.verb, decision.why, decision.by) == ("same", "one project", "Anna")
        assert {decision.subject.entry, decision.other.entry if decision.other else None} == {ONE, APART}
        assert len(filled.matters()) == 1
        filled.undo(decision.id, by="Anna")
        assert filled.matters() == before

    def test_what_is_one_already_or_alone_is_refused_and_nothing_kept(self, filled: Ledger) -> None:
        (both,) = set(ids(filled, ONE, THIRD))
        with pytest.raises(DecisionRefused, match="one matter already"):
            filled.merge([both, f"m{OTHER[1:]}"], by="Anna")
        with pytest.raises(DecisionRefused, match="name two or more"):
            filled.merge([both, both], by="Anna")
        with pytest.raises(QueryError, match="no matter is called 'm000000000000'"):
            filled.merge([both, "m000000000000"], by="Anna")
        with pytest.raises(DecisionRefused, match="nobody is named"):
            filled.merge(ids(filled, ONE, APART), by=" ")
        assert filled.decisions() == ()

    def test_a_merge_goes_over_what_was_ruled_different_and_its_undoing_brings_that_back(self, filled: Ledger) -> None:
        filled.split(ids(filled, ONE)[0], [OTHER], by="Anna")
        before = filled.matters(), filled.conflicts()
        made = filled.merge(ids(filled, ONE, OTHER, APART), by="Bo")
        assert len(filled.matters()) == 1
        take_back(filled, made)
        assert (filled.matters(), filled.conflicts()) == before


class TestSplitting:
    def test_what_is_taken_out_is_a_matter_of_its_own_and_the_rest_stays_one(self, filled: Ledger) -> None:
        before = filled.matters()
        made = filled.split(ids(filled, ONE)[0], [OTHER], by="Anna", at=NOON)
        assert matters_in(filled) == {frozenset({ONE, THIRD}), frozenset({OTHER}), frozenset({APART})}
        take_back(filled, made)
        assert filled.matters() == before

    def test_the_first_mention_can_be_taken_out_and_the_old_id_leads_to_it(self, filled: Ledger) -> None:
        (was,) = set(ids(filled, ONE))
        filled.split(was, [ONE], by="Anna")
        assert matters_in(filled) == {frozenset({OTHER, THIRD}), frozenset({ONE}), frozenset({APART})}
        assert ids(filled, was) == ids(filled, ONE)

    def test_what_cannot_be_taken_out_is_refused_in_a_sentence(self, filled: Ledger) -> None:
        (matter,) = set(ids(filled, ONE))
        for entries, said in (
            ([], "none of"), ([ONE, OTHER, THIRD], "all of"), ([APART], f"{APART} is not of {matter}"),
        ):  # fmt: skip
            with pytest.raises(DecisionRefused, match=said):
                filled.split(matter, entries, by="Anna")
        filled.split(matter, [THIRD], by="Anna")
        with pytest.raises(DecisionRefused, match="is not of"):
            filled.split(matter, [THIRD], by="Anna")

    def test_what_a_reviewer_had_ruled_one_is_taken_apart_all_the_same(self, filled: Ledger) -> None:
        filled.merge(ids(filled, ONE, APART), by="Anna")
        filled.split(ids(filled, ONE)[0], [APART], by="Bo")
        assert matters_in(filled) == {frozenset({ONE, OTHER, THIRD}), frozenset({APART})}
        assert filled.conflicts() == ()


def test_the_matters_of_the_cable_are_merged_taken_apart_and_as_they_were_again(ledger: Ledger) -> None:
    cable.fill(ledger)
    before = ledger.matters()
    made = ledger.merge([matter.id for matter in before], by="Anna")
    (whole,) = ledger.matters()
    entries = [step.mention.entry.id for step in whole.history]
    made += ledger.split(whole.id, entries[1::2], by="Bo")
    assert matters_in(ledger) == {frozenset(entries[::2]), frozenset(entries[1::2])}
    take_back(ledger, made)
    assert ledger.matters() == before


Documents = list[tuple[Mention, ...]]


@settings(max_examples=25)
@given(documents=reports(most=6), doing=acts, chosen=st.lists(st.integers(0, 30), min_size=2, max_size=4))
def test_whatever_was_decided_before_matters_are_one_once_they_are_merged(
    documents: Documents, doing: list[Act], chosen: list[int]
) -> None:
    with TemporaryDirectory() as folder, Ledger.open(path := Path(folder) / "l.db", create=True) as ledger:
        add(ledger, *(spelt_out(*mentions) for mentions in documents))
        act(ledger, flat(documents), doing, "Anna")
        before = ledger.matters()
        named = [before[number % len(before)].id for number in chosen] if before else []
        if len(set(named)) < 2:
            return
        own = {step.mention.entry.id for matter in before if matter.id in named for step in matter.history}
        made = ledger.merge(named, by="Bo")
        assert any(own <= matter for matter in matters_in(ledger))
        assert_sound(ledger, path)
        take_back(ledger, made)
        assert ledger.matters() == before


@settings(max_examples=25)
@given(documents=reports(most=6), doing=acts, chosen=st.integers(0, 30), out=st.sets(st.integers(0, 8), min_size=1))
def test_whatever_was_decided_before_a_matter_is_two_once_it_is_split(
    documents: Documents, doing: list[Act], chosen: int, out: set[int]
) -> None:
    with TemporaryDirectory() as folder, Ledger.open(path := Path(folder) / "l.db", create=True) as ledger:
        add(ledger, *(spelt_out(*mentions) for mentions in documents))
        act(ledger, flat(documents), doing, "Anna")
        before = ledger.matters()
        if not before:
            return
        matter = before[chosen % len(before)]
        entries = [step.mention.entry.id for step in matter.history]
        taken = {entries[number % len(entries)] for number in out}
        left = set(entries) - taken
        if not left:
            return
        made = ledger.split(matter.id, taken, by="Bo")
        matters = matters_in(ledger)
        assert any(taken <= one and not left & one for one in matters)
        assert any(left <= one and not taken & one for one in matters)
        assert_sound(ledger, path)
        take_back(ledger, made)
        assert ledger.matters() == before


def assert_sound(ledger: Ledger, path: Path) -> None:
    groups = linked(ledger.mentions(), rulings_in(ledger))
    assert matters_in(ledger) == {frozenset(u.entry.id for u in group) for group in groups}
    database = open_database(path, create=False)
    assert [finding for finding in checking.check(database, lambda *_: None).findings if finding.mends] == []
    database.close()
