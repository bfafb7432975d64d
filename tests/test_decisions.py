"""What reviewers decide: what is in force of it, and what it does to the ledger."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.errors import DecisionRefused, QueryError
from legation.ledger import Ledger
from legation.ledger.keeping.opening import open_database
from legation.ledger.linking.linking import Ruling, linked
from legation.ledger.review.correcting import corrected
from legation.ledger.review.decisions import (
    Decision,
    OnEntry,
    OnTwo,
    heads,
    made,
    settled,
    standing,
    states,
    subject_of,
)
from legation.ledger.review.exchange import written
from legation.ledger.upkeep import checking
from legation.nouns import Commitment, Entry, Mention
from strategies import Report, days, measured, reports, spelt_out, stance, told

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
OFFER = told("offered", "the Gulf Ferry line", objects=["Gulf Ferry"], doc="may", reported="2020-05-01")
SIGNED = told("signed", "the Gulf Ferry line", objects=["Gulf Ferry"], doc="june", reported="2020-06-01")
CABLE = told(
    "pledged", "a cable to the islands", by=["SWE"], to=["ISL"], area=["energy"], doc="july", reported="2020-07-01"
)


def add(ledger: Ledger, of: Iterable[Report], reader: str = "hand/1") -> None:
    for each in of:
        ledger.add(each.document, each.entries, reader=reader, raw=each.raw)


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """Two commitments of one matter and one of another."""
    add(ledger, map(spelt_out, (OFFER, SIGNED, CABLE)))
    assert matters_in(ledger) == {frozenset({id_of(OFFER), id_of(SIGNED)}), frozenset({id_of(CABLE)})}
    return ledger


def id_of(mention: Mention) -> str:
    return mention.entry.id


def matters_in(ledger: Ledger) -> set[frozenset[str]]:
    return {frozenset(step.mention.entry.id for step in matter.history) for matter in ledger.matters()}


def in_force(ledger: Ledger, mention: Mention) -> Entry | None:
    return next((each.entry for each in ledger.mentions() if each.entry.id == id_of(mention)), None)


def on_offer(verb: OnEntry, *before: Decision, by: str = "Anna", entry: Entry | None = None) -> Decision:
    subject = subject_of(OFFER.document, OFFER.entry)
    entry = (entry or OFFER.entry) if verb != "reject" else None
    return made(verb, subject, by=by, at=NOON, entry=entry, supersedes=(d.id for d in before))


def undoing(*decisions: Decision, by: str = "Anna") -> Decision:
    return made("undo", *decisions[0].topic, by=by, at=NOON, supersedes=(d.id for d in decisions))


class TestWhatIsInForce:
    def test_a_later_decision_sets_aside_what_its_maker_knew_of(self) -> None:
        first = on_offer("reject")
        second = on_offer("accept", first)
        assert heads([second, first]) == (second,)
        assert states([first, second]) == {first.id: "set aside", second.id: "in force"}

    def test_an_undo_brings_back_what_the_undone_decision_had_set_aside(self) -> None:
        first = on_offer("reject")
        second = on_offer("accept", first)
        undo = undoing(second)
        assert heads([first, second, undo]) == (first,)
        assert heads([first, second, undo, undoing(undo)]) == (second,)

    def test_who_decides_after_an_undo_sets_aside_all_that_was_before(self) -> None:
        first = on_offer("reject")
        second = on_offer("accept", first)
        undo = undoing(second)
        third = on_offer("reject", undo, by="Bo")
        assert heads([first, second, undo, third]) == (third,)

    def test_what_two_people_decided_apart_is_in_conflict_only_if_it_differs(self) -> None:
        anna, bo = on_offer("reject", by="Anna"), on_offer("reject", by="Bo")
        assert settled(heads([anna, bo])) is not None
        assert settled(heads([anna, on_offer("accept", by="Bo")])) is None

    def test_accepting_and_correcting_to_the_same_entry_are_no_conflict_however_sure_the_reader_was(self) -> None:
        surer = OFFER.entry.model_copy(update={"confidence": 0.9})
        assert settled((on_offer("accept", entry=surer), on_offer("correct"))) is not None
        signed = OFFER.entry.model_copy(update={"stage": "signed"})
        assert settled((on_offer("accept"), on_offer("correct", entry=signed))) is None

    def test_what_another_topic_names_is_not_set_aside(self) -> None:
        reject = on_offer("reject")
        elsewhere = made("reject", subject_of(CABLE.document, CABLE.entry), by="Bo", at=NOON, supersedes=[reject.id])
        assert standing([reject, elsewhere])[reject.topic] == (reject,)

    def test_thousands_of_undos_of_undos_are_judged(self) -> None:
        chain = [on_offer("reject")]
        for _ in range(2_000):
            chain.append(undoing(chain[-1]))
        assert heads(chain) == (chain[0],)
        assert heads(chain[:-1]) == ()

    def test_a_decision_is_known_by_what_it_says(self) -> None:
        assert on_offer("reject").id == on_offer("reject").id
        assert on_offer("reject").id != on_offer("reject", by="Bo").id

    def test_of_two_entries_it_does_not_matter_which_is_named_first(self) -> None:
        one, other = subject_of(OFFER.document, OFFER.entry), subject_of(CABLE.document, CABLE.entry)
        assert made("same", one, other, by="Anna", at=NOON) == made("same", other, one, by="Anna", at=NOON)

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"by": " "}, "nobody is named"),
            ({"made": "2024-05-01T12:00:00+02:00"}, "not in UTC"),
            ({"made": "2024-05-01T12:00:00"}, "not in UTC"),
            ({"verb": "same"}, "not about one entry"),
            ({"verb": "accept"}, "comes without an entry"),
            ({"verb": "undo"}, "undoes nothing"),
            ({"entry": {"kind": "commitment"}}, "Field required"),
        ],
    )
    def test_what_makes_no_sense_is_no_decision(self, fields: dict[str, Any], said: str) -> None:
        with pytest.raises(ValueError, match=said):
            Decision.model_validate(on_offer("reject").model_dump() | fields)


class TestDecidingOnEntries:
    def test_a_rejected_entry_is_gone_from_every_view_and_comes_back_when_that_is_undone(self, filled: Ledger) -> None:
        before = filled.matters(), filled.mentions()
        decision = filled.decide("reject", id_of(OFFER), by="Anna", why="nobody said so")
        assert in_force(filled, OFFER) is None
        assert matters_in(filled) == {frozenset({id_of(SIGNED)}), frozenset({id_of(CABLE)})}
        assert filled.mentions(parties=["FIN"]) == (SIGNED,)
        filled.undo(decision.id, by="Bo")
        assert (filled.matters(), filled.mentions()) == before

    def test_a_corrected_entry_stands_as_corrected_under_its_id(self, filled: Ledger) -> None:
        filled.decide("correct", id_of(OFFER), changes={"stage": "pledged", "by": ["EST"], "to": []}, by="Anna")
        entry = in_force(filled, OFFER)
        assert isinstance(entry, Commitment)
        assert (entry.stage, entry.by, entry.what) == ("pledged", ("EST",), "the Gulf Ferry line")
        assert filled.mentions(parties=["EST"])[0].entry == entry

    def test_a_corrected_quote_is_found_in_the_text_and_decisions_stay_attached_to_the_place_that_was_read(
        self, filled: Ledger
    ) -> None:
        filled.decide("correct", id_of(OFFER), changes={"evidence": ["Gulf Ferry"], "trigger": "Gulf"}, by="Anna")
        entry = in_force(filled, OFFER)
        assert entry is not None
        assert (entry.evidence[0].start, entry.evidence[0].quote) == (4, "Gulf Ferry")
        again = filled.decide("reject", id_of(OFFER), by="Bo")
        assert again.subject == subject_of(OFFER.document, OFFER.entry)
        assert in_force(filled, OFFER) is None

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"stage": "promised"}, "stage: input should be 'sought'"),
            ({"id": "e000000000000"}, "'id' of a commitment cannot be corrected; what can be: by, to, stage"),
            ({"kind": "meeting"}, "'kind' of a commitment cannot be corrected"),
            ({"value": 3}, "'value' of a commitment cannot be corrected"),
            ({"by": []}, "by is empty"),
            ({"by": ["FIN", " "]}, "by has an empty name in it"),
            ({"area": []}, "area is empty"),
            ({"what": "  "}, "what is empty"),
            ({"due": "next year"}, "due 'next year' is no date"),
            ({"date": "2021-02-30"}, "date '2021-02-30' is no date"),
            ({"quantities": [{"value": float("nan"), "unit": "bus"}]}, "quantities has a number without end"),
            ({"evidence": ["the Gulf ferry line"]}, "the text does not say 'the Gulf ferry line'"),
            ({"evidence": [""]}, "the text does not say ''"),
            ({"evidence": []}, "evidence: tuple should have at least 1 item"),
            ({"evidence": [{"start": 1, "end": 19, "quote": "the Gulf Ferry lin"}]}, "does not say .* there"),
            ({"evidence": [{"start": -19, "end": 0, "quote": ""}], "trigger": ""}, "does not say '' there"),
            ({"trigger": "offered"}, "the trigger 'offered' is not in the quote"),
            ({"trigger": ""}, "there is no trigger"),
            ({"stage": "offered"}, "nothing is changed"),
            ({}, "nothing is changed"),
        ],
    )
    def test_a_correction_that_cannot_stand_is_refused_in_a_sentence(self, changes: dict[str, Any], said: str) -> None:
        with pytest.raises(DecisionRefused, match=said):
            corrected(OFFER.entry, changes, spelt_out(OFFER).document.text)

    def test_what_is_refused_changes_nothing(self, filled: Ledger) -> None:
        with pytest.raises(DecisionRefused, match="by is empty"):
            filled.decide("correct", id_of(OFFER), changes={"by": []}, by="Anna")
        assert (in_force(filled, OFFER), filled.decisions()) == (OFFER.entry, ())

    def test_a_figure_and_a_position_can_be_corrected_too(self, ledger: Ledger) -> None:
        figure = measured(3, "EUR", doc="sums")
        position = stance(by=["EST"], to=["SWE"], doc="sums", reported="2020-01-01")
        add(ledger, [spelt_out(figure, position)])
        ledger.decide("correct", id_of(figure), changes={"value": 4.5, "actors": []}, by="Anna")
        ledger.decide("correct", id_of(position), changes={"polarity": "urges"}, by="Anna")
        corrected = {mention.entry.kind: mention.entry.model_dump() for mention in ledger.mentions()}
        assert (corrected["figure"]["value"], corrected["position"]["polarity"]) == (4.5, "urges")
        assert ledger.mentions(parties=["FIN"]) == ()

    @pytest.mark.parametrize(
        ("verb", "other", "more", "said"),
        [
            ("accept", CABLE, {}, "decided of one entry"),
            ("same", None, {}, "decided of two entries"),
            ("same", OFFER, {}, "are one entry"),
            ("accept", None, {"by": " "}, "nobody is named"),
            ("accept", None, {"changes": {"stage": "done"}}, "changed by 'correct'"),
            ("correct", None, {}, "changed by 'correct'"),
            ("undo", None, {}, "is no decision"),
        ],
    )
    def test_what_is_no_decision_is_refused(
        self, verb: Any, other: Mention | None, more: dict[str, Any], said: str, filled: Ledger
    ) -> None:
        with pytest.raises(DecisionRefused, match=said):
            filled.decide(verb, id_of(OFFER), id_of(other) if other else None, **({"by": "Anna"} | more))

    def test_an_unknown_entry_is_told_in_a_sentence(self, filled: Ledger) -> None:
        for entry in ("e000000000000", "", "e", "may", "x" + id_of(OFFER)[1:], "m" + id_of(OFFER)[1:]):
            with pytest.raises(QueryError, match="no entry is called"):
                filled.decide("accept", entry, by="Anna")

    def test_only_what_is_in_force_can_be_undone(self, filled: Ledger) -> None:
        first = filled.decide("reject", id_of(OFFER), by="Anna")
        second = filled.decide("accept", id_of(OFFER), by="Anna")
        with pytest.raises(DecisionRefused, match="is set aside already"):
            filled.undo(first.id, by="Anna")
        filled.undo(second.id, by="Anna")
        with pytest.raises(DecisionRefused, match="is undone already"):
            filled.undo(second.id, by="Anna")
        with pytest.raises(QueryError, match="no decision is called 'd0'"):
            filled.undo("d0", by="Anna")

    def test_a_rejected_entry_can_be_decided_on_again(self, filled: Ledger) -> None:
        filled.decide("reject", id_of(OFFER), by="Anna")
        filled.decide("accept", id_of(OFFER), by="Bo")
        assert in_force(filled, OFFER) == OFFER.entry


class TestDecidingOnTwo:
    def test_what_is_the_same_is_one_matter_and_two_again_when_that_is_undone(self, filled: Ledger) -> None:
        before = filled.matters()
        decision = filled.decide("same", id_of(CABLE), id_of(OFFER), by="Anna")
        assert matters_in(filled) == {frozenset({id_of(OFFER), id_of(SIGNED), id_of(CABLE)})}
        filled.undo(decision.id, by="Anna")
        assert filled.matters() == before

    def test_what_is_different_is_two_matters_whatever_it_has_in_common(self, filled: Ledger) -> None:
        filled.decide("different", id_of(OFFER), id_of(SIGNED), by="Anna")
        assert matters_in(filled) == {frozenset({id_of(each)}) for each in (OFFER, SIGNED, CABLE)}

    def test_a_conflict_has_no_effect_until_somebody_decides_with_both_in_sight(self, filled: Ledger) -> None:
        subjects = [subject_of(each.document, each.entry) for each in (OFFER, CABLE)]
        theirs = [made("same", *subjects, by="Anna", at=NOON), made("unsure", *subjects, by="Bo", at=NOON)]
        before = filled.matters()
        taken = filled.take_over(line.encode() for line in lines_of(theirs))
        assert [set(conflict.decisions) for conflict in taken.conflicts] == [set(theirs)]
        assert filled.conflicts() == taken.conflicts
        assert filled.matters() == before
        filled.decide("same", id_of(OFFER), id_of(CABLE), by="Cleo")
        assert filled.conflicts() == ()
        assert len(filled.matters()) == 1

    def test_only_commitments_are_of_matters(self, ledger: Ledger) -> None:
        position = stance(by=["EST"], to=["SWE"], doc="sums", reported="2020-01-01")
        add(ledger, [spelt_out(position), spelt_out(OFFER)])
        with pytest.raises(DecisionRefused, match="not both commitments"):
            ledger.decide("same", id_of(position), id_of(OFFER), by="Anna")


def lines_of(decisions: Iterable[Decision]) -> list[str]:
    return list(written(decisions))


class TestExchange:
    def test_the_same_decisions_are_the_same_bytes_wherever_they_come_from(
        self, filled: Ledger, tmp_path: Path
    ) -> None:
        filled.decide("reject", id_of(OFFER), by="Anna", why="a \u202eslip\0")
        filled.decide("same", id_of(CABLE), id_of(SIGNED), by="Anna")
        exported = list(filled.exported())
        assert all(line.isascii() and line.isprintable() for line in exported)
        with Ledger.open(tmp_path / "other.db", create=True) as other:
            assert other.take_over(line.encode() for line in reversed(exported))[:2] == (2, 0)
            assert list(other.exported()) == exported
            assert other.take_over(line.encode() for line in exported)[:2] == (0, 2)

    def test_decisions_on_documents_yet_to_come_take_effect_when_they_do(self, filled: Ledger, tmp_path: Path) -> None:
        filled.decide("correct", id_of(OFFER), changes={"stage": "pledged"}, by="Anna")
        filled.decide("reject", id_of(SIGNED), by="Anna")
        filled.decide("same", id_of(OFFER), id_of(CABLE), by="Anna")
        with Ledger.open(tmp_path / "other.db", create=True) as other:
            other.take_over(line.encode() for line in filled.exported())
            add(other, map(spelt_out, (CABLE, SIGNED, OFFER)))
            assert (other.matters(), other.mentions()) == (filled.matters(), filled.mentions())

    def test_bad_lines_are_refused_each_in_a_sentence_and_cost_no_other(self, filled: Ledger, tmp_path: Path) -> None:
        filled.decide("reject", id_of(OFFER), by="Anna")
        filled.decide("accept", id_of(CABLE), by="Anna")
        good, other_one = filled.exported()
        bad = [
            b"{", b"\xff\xfe", b"[" * 100_000, b"7", b'{"id": "d1"}', good.replace("Anna", "Anne").encode(),
            good.replace('"Anna"', '"Anna","why":null').encode(), good.replace('"by"', '"verb":"reject","by"').encode(),
        ]  # fmt: skip
        with Ledger.open(tmp_path / "other.db", create=True) as other:
            taken = other.take_over([good.encode(), *bad, b"", other_one.encode()])
        assert taken.new == 2
        said = [str(refused) for refused in taken.refused]
        assert [line.partition(":")[0] for line in said] == [f"line {n}" for n in range(2, 2 + len(bad))]
        assert "the line was changed after it was written" in said[5]

    def test_an_entry_that_quotes_what_the_text_does_not_say_is_refused_and_never_shown(
        self, filled: Ledger, tmp_path: Path
    ) -> None:
        (place,) = OFFER.entry.evidence
        lie = OFFER.entry.model_copy(update={"evidence": (place.model_copy(update={"quote": "the Gulf Ferry LINE"}),)})
        (line,) = lines_of([made("accept", subject_of(OFFER.document, OFFER.entry), by="Eve", at=NOON, entry=lie)])
        (refused,) = filled.take_over([line.encode()]).refused
        assert str(refused) == "line 1: it quotes what the document does not say"
        with Ledger.open(tmp_path / "other.db", create=True) as other:
            other.take_over([line.encode()])
            add(other, [spelt_out(OFFER)])
            assert other.mentions() == (OFFER,)


class Act(NamedTuple):
    """Something that a reviewer does, by numbers that stand for entries and decisions as many as there are."""

    verb: OnEntry | OnTwo | str
    one: int
    other: int
    stage: str


acts = st.lists(
    st.builds(
        Act,
        st.sampled_from((*get_args(OnEntry), *get_args(OnTwo), "undo")),
        st.integers(0, 30),
        st.integers(0, 30),
        st.sampled_from(("offered", "signed", "dropped")),
    ),
    max_size=8,
)


def act(ledger: Ledger, mentions: Sequence[Mention], doing: Iterable[Act], by: str) -> None:
    """Let a reviewer do these things; what is refused is left undone."""
    for minute, (verb, one, other, stage) in enumerate(doing):
        at = NOON + timedelta(minutes=minute)
        entry, second = (id_of(mentions[n % len(mentions)]) for n in (one, other))
        try:
            if verb == "undo":
                if made_so_far := ledger.decisions():
                    ledger.undo(made_so_far[one % len(made_so_far)].id, by=by, at=at)
            elif verb in get_args(OnTwo):
                ledger.decide(verb, entry, second, by=by, at=at)  # type: ignore[arg-type]
            else:
                changes = {"stage": stage} if verb == "correct" else None
                ledger.decide(verb, entry, by=by, changes=changes, at=at)  # type: ignore[arg-type]
        except (DecisionRefused, QueryError):
            pass


def flat(documents: Iterable[Sequence[Mention]]) -> list[Mention]:
    return [mention for mentions in documents for mention in mentions]


def rulings_in(ledger: Ledger) -> list[Ruling]:
    found = (settled(heads) for heads in standing(d for d in ledger.decisions() if d.other).values())
    return [Ruling(one.subject.entry, one.other.entry, one.verb) for one in found if one and one.other]  # type: ignore[arg-type]


Documents = list[tuple[Mention, ...]]


@settings(max_examples=12)
@given(documents=reports(most=5), doing=acts)
def test_matters_are_those_of_the_pure_derivation_with_the_same_decisions(
    documents: Documents, doing: list[Act]
) -> None:
    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "l.db", create=True) as ledger:
        add(ledger, (spelt_out(*mentions) for mentions in documents))
        act(ledger, flat(documents), doing, "Anna")
        groups = linked(ledger.mentions(), rulings_in(ledger))
        assert matters_in(ledger) == {frozenset(u.entry.id for u in group) for group in groups}


@settings(max_examples=12)
@given(documents=reports(most=4), doing=acts, last=acts.filter(bool))
def test_an_undo_restores_exactly_what_was(documents: Documents, doing: list[Act], last: list[Act]) -> None:
    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "l.db", create=True) as ledger:
        add(ledger, (spelt_out(*mentions) for mentions in documents))
        act(ledger, flat(documents), doing, "Anna")
        before, kept = (ledger.matters(), ledger.mentions(), ledger.conflicts()), set(ledger.decisions())
        act(ledger, flat(documents), [last[0]], "Bo")
        for fresh in set(ledger.decisions()) - kept:
            ledger.undo(fresh.id, by="Bo")
        assert (ledger.matters(), ledger.mentions(), ledger.conflicts()) == before


@settings(max_examples=12)
@given(documents=reports(most=4), common=acts, annas=acts, bos=acts)
def test_two_who_work_apart_come_to_the_same_ledger_whoever_merges(
    documents: Documents, common: list[Act], annas: list[Act], bos: list[Act]
) -> None:
    every = [spelt_out(*mentions) for mentions in documents]
    with (
        TemporaryDirectory() as folder,
        Ledger.open(Path(folder) / "anna.db", create=True) as anna,
        Ledger.open(Path(folder) / "bo.db", create=True) as bo,
    ):
        add(anna, every)
        add(bo, reversed(every))
        act(anna, flat(documents), common, "Anna")
        bo.take_over(line.encode() for line in anna.exported())
        act(anna, flat(documents), annas, "Anna")
        act(bo, flat(documents), bos, "Bo")
        of_anna, of_bo = list(anna.exported()), list(bo.exported())
        anna.take_over(line.encode() for line in of_bo)
        bo.take_over(line.encode() for line in of_anna)
        assert list(anna.exported()) == list(bo.exported())
        assert (anna.matters(), anna.mentions(), anna.conflicts()) == (bo.matters(), bo.mentions(), bo.conflicts())


@settings(max_examples=12)
@given(documents=reports(most=5), doing=acts, day=days)
def test_a_view_as_of_a_day_is_that_of_a_ledger_of_the_earlier_documents_with_the_same_decisions(
    documents: Documents, doing: list[Act], day: str
) -> None:
    with (
        TemporaryDirectory() as folder,
        Ledger.open(Path(folder) / "all.db", create=True) as everything,
        Ledger.open(Path(folder) / "then.db", create=True) as then,
    ):
        add(everything, (spelt_out(*mentions) for mentions in documents))
        act(everything, flat(documents), doing, "Anna")
        then.take_over(line.encode() for line in everything.exported())
        add(then, (spelt_out(*mentions) for mentions in documents if (mentions[0].reported or "") <= day))
        assert everything.matters(as_of=day) == then.matters(as_of=day)
        assert everything.mentions(as_of=day) == then.mentions(as_of=day)


@settings(max_examples=12)
@given(documents=reports(most=4), others=reports(most=4), doing=acts)
def test_decisions_survive_any_reading(documents: Documents, others: Documents, doing: list[Act]) -> None:
    with TemporaryDirectory() as folder, Ledger.open(path := Path(folder) / "l.db", create=True) as ledger:
        whole = [spelt_out(*mentions) for mentions in documents]
        add(ledger, whole)
        act(ledger, flat(documents), doing, "Anna")
        before = ledger.decisions(), standing(ledger.decisions())
        for old, new in zip(whole, others, strict=False):
            ledger.reread(old.document.id, [mention.entry for mention in new], reader="hand/2")
        assert (ledger.decisions(), standing(ledger.decisions())) == before
        now = {mention.entry.id: mention.entry for mention in ledger.mentions()}
        for (subject, other), found in before[1].items():
            decision = settled(found)
            if other is None and decision is not None:
                assert now.get(subject.entry) == decision.stands_as
        groups = linked(ledger.mentions(), rulings_in(ledger))
        assert matters_in(ledger) == {frozenset(u.entry.id for u in group) for group in groups}
        database = open_database(path, create=False)
        assert [finding for finding in checking.check(database, lambda *_: None).findings if finding.mends] == []
        database.close()
