"""What pages ask of the desk: what a reviewer had seen, what readers missed, what comes next, what became of each."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cable
from legation.cli.app import run
from legation.errors import DecisionRefused, Overtaken, QueryError
from legation.ledger import Ledger
from legation.ledger.keeping.opening import open_database
from legation.ledger.review.consequence import consequence, urgency
from legation.ledger.review.correcting import LONGEST, added
from legation.ledger.review.decisions import Decision, made, subject_of
from legation.ledger.upkeep import checking
from legation.nouns import Commitment, Document, Entry, Evidence, Mention, Quantity
from legation.reading.register import identity as identity_of_entry
from strategies import add_spelt_out, measured, spelt_out, stance, told

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
FERRY = told("offered", "the Gulf Ferry line", objects=["Gulf Ferry"], doc="may", reported="2020-05-01")
LATER = told("signed", "the Gulf Ferry line", objects=["Gulf Ferry"], doc="june", reported="2020-06-01")
RECORD = cable.record()[:4]
SIGNED, VISIT = (document for document, _ in RECORD[:2])
MISSED = "put its cost at 1.2 billion dollars"
HARBOUR = {"by": ["NOR"], "stage": "sought", "what": "a cheaper cable", "area": ["energy"], "objects": ["Frost Cable"]}


def span(document: Document, quote: str) -> tuple[int, int]:
    start = document.text.index(quote)
    return start, start + len(quote)


def in_force(ledger: Ledger, entry: str) -> Entry | None:
    return next((each.entry for each in ledger.mentions() if each.entry.id == entry), None)


def sound(place: str) -> bool:
    database = open_database(place, create=False)
    found = checking.check(database, lambda *_: None).findings
    database.close()
    return found == ()


class TestBeingTold:
    def test_the_second_of_two_who_saw_the_same_is_told_and_nothing_of_theirs_is_kept(self, ledger: Ledger) -> None:
        add_spelt_out(ledger, FERRY)
        entry = FERRY.entry.id
        seen = ledger.question(entry).knew
        first = ledger.decide("reject", entry, by="Bo", knew=seen, at=NOON)
        with pytest.raises(Overtaken, match=r"meanwhile Bo rejected it on 2024-05-01 at 12:00 UTC: nothing") as told_so:
            ledger.decide("accept", entry, by="Anna", knew=seen)
        assert told_so.value.decisions == (first,)
        assert ledger.decisions() == (first,)
        second = ledger.decide("accept", entry, by="Anna", knew=ledger.question(entry).knew)
        assert second.supersedes == (first.id,)

    def test_of_several_who_decide_at_once_one_is_kept_and_all_others_are_told(
        self, ledger: Ledger, place: str
    ) -> None:
        add_spelt_out(ledger, FERRY)
        seen = ledger.question(FERRY.entry.id).knew
        ready = Barrier(4)

        def decide(by: str) -> str:
            with Ledger.open(place) as own:
                ready.wait()
                try:
                    return own.decide("reject", FERRY.entry.id, by=by, knew=seen).by
                except Overtaken as overtaken:
                    return f"after {overtaken.decisions[0].by}"

        with ThreadPoolExecutor(4) as people:
            said = list(people.map(decide, ("Anna", "Bo", "Cleo", "Dag")))
        (kept,) = ledger.decisions()
        assert sorted(said) == sorted([kept.by, *[f"after {kept.by}"] * 3])

    def test_all_that_was_decided_meanwhile_is_told_in_order_undos_too(self, ledger: Ledger) -> None:
        add_spelt_out(ledger, FERRY)
        seen = ledger.decide("accept", FERRY.entry.id, by="Anna", at=NOON)
        bo = ledger.decide("reject", FERRY.entry.id, by="Bo", at=NOON + timedelta(minutes=1))
        cleo = ledger.undo(bo.id, by="Cleo", at=NOON + timedelta(minutes=2))
        with pytest.raises(Overtaken, match=r"Bo rejected it .* and Cleo took a decision back") as told_so:
            ledger.decide("reject", FERRY.entry.id, by="Anna", knew=[seen.id])
        assert told_so.value.decisions == (bo, cleo)
        ledger.decide("reject", FERRY.entry.id, by="Anna", knew=[bo.id, cleo.id])

    def test_who_does_not_say_what_they_saw_is_not_held_up(self, ledger: Ledger) -> None:
        add_spelt_out(ledger, FERRY)
        ledger.decide("reject", FERRY.entry.id, by="Bo")
        ledger.decide("accept", FERRY.entry.id, by="Anna")

    def test_of_two_entries_the_second_is_told_whichever_way_round_they_are_named(self, ledger: Ledger) -> None:
        add_spelt_out(ledger, FERRY, LATER)
        seen = ledger.question(FERRY.entry.id, LATER.entry.id).knew
        ledger.decide("different", LATER.entry.id, FERRY.entry.id, by="Bo", knew=seen)
        with pytest.raises(Overtaken, match="Bo ruled them different matters"):
            ledger.decide("same", FERRY.entry.id, LATER.entry.id, by="Anna", knew=seen)

    def test_a_question_of_the_queue_knows_what_was_taken_back(self, ledger: Ledger) -> None:
        add_spelt_out(ledger, FERRY)
        undo = ledger.undo(ledger.decide("reject", FERRY.entry.id, by="Bo").id, by="Bo")
        (question,) = ledger.queue(doubts=["entry"])
        assert question.knew == (undo.id,)
        ledger.decide("accept", FERRY.entry.id, by="Anna", knew=question.knew)


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """What is told of the cable, less the text that says no trigger."""
    for document, entries in RECORD:
        ledger.add(document, entries, reader="hand/1", raw=document.text.encode())
    return ledger


def add_missed(ledger: Ledger, *, by: str = "Anna", **fields: Any) -> Decision:
    return ledger.add_entry(VISIT.id, "commitment", *span(VISIT, MISSED), HARBOUR | fields, by=by, at=NOON)


class TestAdding:
    def test_what_is_added_is_in_force_under_the_id_that_a_reader_would_give_it(
        self, filled: Ledger, place: str
    ) -> None:
        start, end = span(VISIT, MISSED)
        decision = filled.add_entry(VISIT.id, "commitment", start - 1, end, HARBOUR, by="Anna", why="missed")
        entry = in_force(filled, decision.subject.entry)
        assert isinstance(entry, Commitment)
        assert entry.evidence == (Evidence(start=start, end=end, quote=MISSED),)
        assert entry.id == identity_of_entry(VISIT.id, entry)
        assert (entry.trigger, entry.confidence, entry.by) == (MISSED, None, ("NOR",))
        assert (decision.verb, decision.why) == ("add", "missed")
        assert entry.id not in {question.key[0] for question in filled.queue(doubts=["entry"])}
        assert sound(place)

    def test_it_is_linked_like_any_other_and_found_by_its_words(self, filled: Ledger) -> None:
        entry = add_missed(filled).subject.entry
        assert entry in {step.mention.entry.id for step in filled.matter(cable.key("visit", 2)).history}
        assert entry in {hit.mention.entry.id for hit in filled.search("cheaper").entries}

    def test_it_can_be_corrected_accepted_rejected_and_taken_back(self, filled: Ledger) -> None:
        before = filled.matters(), filled.mentions()
        decision = add_missed(filled)
        entry = decision.subject.entry
        filled.decide("correct", entry, changes={"stage": "pledged"}, by="Bo")
        now = in_force(filled, entry)
        assert isinstance(now, Commitment)
        assert now.stage == "pledged"
        filled.decide("reject", entry, by="Bo")
        assert in_force(filled, entry) is None
        filled.decide("accept", entry, by="Anna")
        assert in_force(filled, entry) == now
        for each in reversed(filled.decisions()):
            filled.undo(each.id, by="Bo")
        assert (filled.matters(), filled.mentions()) == before
        again = add_missed(filled, by="Cleo")
        assert again.subject == decision.subject

    def test_the_id_of_what_was_added_and_taken_back_leads_on(self, filled: Ledger, place: str) -> None:
        decision = add_missed(filled)
        matter = filled.matter(decision.subject.entry).id
        filled.undo(decision.id, by="Anna")
        assert filled.matter(decision.subject.entry).id == matter
        assert sound(place)

    def test_it_survives_any_reading_and_is_not_told_of_as_no_longer_proposed(self, filled: Ledger, place: str) -> None:
        entry = add_missed(filled).subject.entry
        filled.decide("correct", entry, changes={"stage": "pledged"}, by="Anna")
        reread = filled.reread(VISIT.id, [], reader="hand/2")
        assert reread is not None
        assert reread.unproposed == ()
        assert filled.document(VISIT.id).entries == (in_force(filled, entry),)
        assert sound(place)

    def test_a_reader_that_finds_it_in_mostly_the_same_words_adds_no_second_one(self, filled: Ledger) -> None:
        stands = in_force(filled, add_missed(filled).subject.entry)
        assert isinstance(stands, Commitment)
        nearly, whole = f"and {MISSED}", f"the Frost Cable would be finished by the end of 2024, and {MISSED}"
        reading = [
            stands.model_copy(update={"id": cable.key("anew", n), "evidence": cable.evidence(VISIT.text, quote)})
            for n, quote in enumerate((nearly, whole))
        ]
        filled.reread(VISIT.id, reading, reader="hand/2")
        assert set(filled.document(VISIT.id).entries) == {stands, reading[1]}

    def test_a_part_of_what_is_in_force_can_be_added_beside_it_and_corrected_takes_nothing_away(
        self, filled: Ledger
    ) -> None:
        whole = in_force(filled, cable.key("signed", 1))
        fields = HARBOUR | {"by": ["EST"]}
        part = filled.add_entry(SIGNED.id, "commitment", *span(SIGNED, "Estonia signed"), fields, by="Anna")
        filled.decide("correct", part.subject.entry, changes={"stage": "signed"}, by="Anna")
        assert in_force(filled, cable.key("signed", 1)) == whole
        assert in_force(filled, part.subject.entry) is not None

    def test_what_is_there_already_is_refused(self, filled: Ledger) -> None:
        said = f"mostly these words, {cable.key('visit', 2)}: correct it"
        with pytest.raises(DecisionRefused, match=said):
            filled.add_entry(
                VISIT.id, "commitment", *span(VISIT, "the Frost Cable would be finished by the end"), HARBOUR, by="Anna"
            )
        decision = add_missed(filled)
        for _ in range(2):  # in force, then rejected
            with pytest.raises(DecisionRefused, match=f"in these words, {decision.subject.entry}: correct it"):
                add_missed(filled, by="Bo")
            filled.decide("reject", decision.subject.entry, by="Cleo")

    def test_what_a_reader_proposed_and_a_reviewer_rejected_is_not_added_but_accepted(self, ledger: Ledger) -> None:
        (report,) = (spelt_out(FERRY),)
        own = FERRY.entry.model_copy(update={"id": identity_of_entry(FERRY.document, FERRY.entry)})
        ledger.add(report.document, [own], reader="hand/1", raw=report.raw)
        ledger.decide("reject", own.id, by="Anna")
        with pytest.raises(DecisionRefused, match="or accept it"):
            ledger.add_entry(FERRY.document, "commitment", 0, len("the Gulf Ferry line"), HARBOUR, by="Bo")

    @pytest.mark.parametrize(
        ("kind", "start", "end", "fields", "said"),
        [
            ("commitment", 5, 5, HARBOUR, "mark some words"),
            ("commitment", -3, 5, HARBOUR, "mark some words"),
            ("commitment", 5, 10**6, HARBOUR, "mark some words"),
            ("commitment", 20, 21, HARBOUR, "nothing but space"),
            ("commitment", 0, 20, HARBOUR | {"by": []}, "by is empty"),
            ("commitment", 0, 20, HARBOUR | {"stage": "promised"}, "stage: input should be"),
            ("commitment", 0, 20, HARBOUR | {"due": "soon"}, "due 'soon' is no date"),
            ("commitment", 0, 20, HARBOUR | {"trigger": "nowhere"}, "trigger 'nowhere' is not in the quote"),
            ("commitment", 0, 20, HARBOUR | {"id": "e000000000000"}, "has no 'id' to give"),
            ("commitment", 0, 20, HARBOUR | {"evidence": []}, "has no 'evidence' to give"),
            ("meeting", 0, 20, HARBOUR, "a meeting has no 'area' to give"),
            ("meeting", 0, 20, {"actors": ["NOR"]}, "form: field required"),
            ("figure", 0, 20, {"what": "x", "value": float("inf"), "unit": "t", "change": "level"}, "without end"),
            ("rumour", 0, 20, {}, "'rumour' is no kind of entry"),
        ],
    )
    def test_what_is_no_entry_is_refused_in_a_sentence(
        self, kind: Any, start: int, end: int, fields: dict[str, Any], said: str
    ) -> None:
        text = "Norway and Estonia \n\n signed at last."
        document = Document(id="sha256:" + "0" * 64, name="a", text=text)
        with pytest.raises(DecisionRefused, match=said):
            added(document, kind, start, end, fields)

    def test_a_quote_has_a_length_that_a_person_can_read(self) -> None:
        document = Document(id="sha256:" + "0" * 64, name="a", text="a" * (LONGEST + 1) + " ")
        assert added(document, "commitment", 1, LONGEST + 2, HARBOUR).evidence[0].end == LONGEST + 1
        with pytest.raises(DecisionRefused, match="2,001 characters are no quote"):
            added(document, "commitment", 0, LONGEST + 2, HARBOUR)

    def test_an_unknown_document_or_nobody_adds_nothing(self, filled: Ledger) -> None:
        with pytest.raises(QueryError, match="no document has the id '2021-visit'"):
            filled.add_entry("2021-visit", "commitment", 0, 5, HARBOUR, by="Anna")
        with pytest.raises(DecisionRefused, match="nobody is named"):
            add_missed(filled, by=" ")
        assert filled.decisions() == ()

    def test_additions_are_exchanged_and_two_that_differ_are_in_conflict(self, filled: Ledger, tmp_path: Path) -> None:
        with Ledger.open(tmp_path / "bo.db", create=True) as bo:
            add_missed(cable.fill(filled))
            assert bo.take_over(line.encode() for line in filled.exported()).new == 1
            cable.fill(bo)
            assert bo.mentions() == filled.mentions()
            bo.undo(bo.decisions()[0].id, by="Bo")
            add_missed(bo, by="Bo", stage="dropped")
            with Ledger.open(tmp_path / "cleo.db", create=True) as cleo:
                cable.fill(cleo)
                add_missed(cleo, by="Cleo", stage="signed")
                taken = bo.take_over(line.encode() for line in cleo.exported())
        assert [[one.verb for one in conflict.decisions] for conflict in taken.conflicts] == [["add", "add"]]

    @pytest.mark.parametrize("change", ["entry", "place"])
    def test_an_addition_that_is_not_under_its_own_id_and_place_is_refused(self, change: str, filled: Ledger) -> None:
        decision = add_missed(filled)
        stands = decision.stands_as
        assert stands is not None
        if change == "entry":
            stands = stands.model_copy(update={"id": cable.key("visit", 1)})
            subject = subject_of(VISIT.id, stands)
        else:
            subject = decision.subject.model_copy(update={"start": 0})
        with pytest.raises(ValueError, match="does not stand where, or under the id"):
            made("add", subject, by="Eve", at=NOON, entry=stands)

    def test_a_verb_that_is_not_known_here_is_refused_in_a_sentence(self, filled: Ledger) -> None:
        add_missed(filled)
        (line,) = filled.exported()
        (refused,) = filled.take_over([line.replace('"verb":"add"', '"verb":"amend"').encode()]).refused
        assert str(refused).startswith("line 1: this is no decision (verb: input should be 'accept'")

    def test_log_and_list_tell_of_it(self, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        place = str(tmp_path / "l.db")
        with Ledger.open(place, create=True) as ledger:
            decision = add_missed(cable.fill(ledger))
        for command in (["log", decision.subject.entry], ["decisions", "list"]):
            assert run([*command, "--ledger", place]) == 0
            assert f"{decision.subject.entry} added: sought · Norway: a cheaper cable" in capfd.readouterr().out
        assert run(["log", decision.subject.entry, "--json", "--ledger", place]) == 0
        events = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
        assert [event["verb"] for event in events if event["event"] == "decided"] == ["add"]


class TestSheet:
    def test_a_document_is_laid_out_with_what_became_of_each_entry_in_order_of_place(
        self, filled: Ledger, tmp_path: Path
    ) -> None:
        entries = [cable.key("visit", number) for number in range(1, 8)]
        with Ledger.open(tmp_path / "bo.db", create=True) as bo:
            cable.fill(bo).decide("reject", entries[3], by="Bo")
            filled.decide("accept", entries[3], by="Anna")
            filled.take_over(line.encode() for line in bo.exported())
        accept = filled.decide("accept", entries[0], by="Anna", why="so it says")
        filled.decide("correct", entries[1], changes={"stage": "signed"}, by="Anna")
        reject = filled.decide("reject", entries[4], by="Bo")
        undo = filled.undo(filled.decide("reject", entries[5], by="Bo").id, by="Bo")
        extra = add_missed(filled)
        sheet = filled.on_document("2021-visit")
        assert sheet.kept == filled.document("2021-visit")
        assert [(one.entry.id, one.state) for one in sheet.judged] == [
            (entries[0], "accepted"),
            (entries[1], "corrected"),
            *sorted([(entries[2], "proposed"), (extra.subject.entry, "added")]),
            (entries[3], "in conflict"),
            (entries[4], "rejected"),
            (entries[5], "proposed"),
            (entries[6], "proposed"),
        ]
        of = {one.entry.id: one for one in sheet.judged}
        assert (of[entries[0]].decision, of[entries[0]].knew) == (accept, (accept.id,))
        assert of[entries[3]].decision is None
        assert [decision.by for decision in of[entries[3]].decisions] in (["Anna", "Bo"], ["Bo", "Anna"])
        assert of[entries[4]].decision == reject
        assert (of[entries[5]].decision, of[entries[5]].knew) == (None, (undo.id,))
        for one in sheet.judged:
            filled.decide("accept", one.entry.id, by="Cleo", knew=one.knew)
        assert {one.state for one in filled.on_document("2021-visit").judged} == {"accepted"}

    def test_what_was_rejected_is_shown_even_where_no_reading_proposes_it_any_more(self, filled: Ledger) -> None:
        filled.decide("reject", cable.key("visit", 5), by="Bo")
        extra = add_missed(filled)
        filled.decide("reject", extra.subject.entry, by="Bo")
        filled.reread(VISIT.id, [], reader="hand/2")
        found = {one.entry.id: one.state for one in filled.on_document("2021-visit").judged}
        assert found == {cable.key("visit", 5): "rejected", extra.subject.entry: "rejected"}

    def test_a_document_that_was_not_known_by_then_is_not_laid_out(self, filled: Ledger) -> None:
        with pytest.raises(QueryError, match="no document is called"):
            filled.on_document("2021-visit", as_of="2020")


def doubtful(mention: Mention, confidence: float | None) -> Mention:
    return mention.model_copy(update={"entry": mention.entry.model_copy(update={"confidence": confidence})})


class TestNext:
    def test_it_goes_through_a_document_and_on_to_the_next_and_round(self, ledger: Ledger) -> None:
        one = [
            doubtful(told(what=what, doc="a", start=50 * place, reported="2020-01-01"), confidence)
            for place, (what, confidence) in enumerate((("lend tugs", 0.9), ("sell rails", 0.1)))
        ]
        other = doubtful(told(what="clear mines", doc="b", reported="2020-02-01"), 0.5)
        last = doubtful(told(what="survey reefs", doc="c", reported="2019-02-01"), 0.7)
        for mentions in (one, [other], [last]):
            report = spelt_out(*mentions)
            ledger.add(report.document, report.entries, reader="hand/1", raw=report.raw)
        seen: list[tuple[str, str]] = []
        while len(seen) < 5:
            found = ledger.next_undecided(seen[-1] if seen else None)
            assert found is not None
            seen.append((found.document, found.entry.id))
        order = [one[0], one[1], other, last, one[0]]
        assert seen == [(mention.document, mention.entry.id) for mention in order]

    def test_what_is_decided_is_passed_over_until_nothing_is_left(self, filled: Ledger) -> None:
        after: tuple[str, str] | None = None
        seen: list[str] = []
        while (found := filled.next_undecided(after)) is not None:
            after = (found.document, found.entry.id)
            seen.append(found.entry.id)
            filled.decide("reject" if len(seen) % 2 else "accept", found.entry.id, by="Anna")
        assert len(seen) == len(set(seen)) == sum(len(entries) for _, entries in RECORD)
        assert after is not None
        assert filled.next_undecided((after[0], "e000000000000")) is None

    def test_it_keeps_to_parties_kinds_and_areas(self, filled: Ledger) -> None:
        found = filled.next_undecided((VISIT.id, cable.key("visit", 1)), kinds=["position"])
        assert found is not None
        assert found.entry.id == cable.key("visit", 5)
        found = filled.next_undecided(areas=["security"], parties=["NOR", "EST"])
        assert found is not None
        assert isinstance(found.entry, Commitment)
        assert "security" in found.entry.area
        assert filled.next_undecided(parties=["NOR", "SWE"]) is None
        with pytest.raises(QueryError, match="no document has the id"):
            filled.next_undecided(("sha256:0", "e000000000000"))


def test_where_the_latest_are_all_decided_on_what_waits_is_looked_for_further_back(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("legation.ledger.review.undecided._FURTHER", (1, 2, 4))
    later = [told(what=f"lend {n} tugs", doc=f"report {n}", reported=f"2020-02-0{n}") for n in (1, 2, 3)]
    early = told(what="sell rails", doc="early", reported="2020-01-01")
    add_spelt_out(ledger, early, *later)
    for mention in later:
        ledger.decide("accept", mention.entry.id, by="Anna")
    assert [question.key for question in ledger.queue(doubts=["entry"])] == [(early.entry.id,)]
    assert ledger.next_undecided((later[0].document, later[0].entry.id)) == early


chances = st.floats(0, 1)


class TestUrgency:
    @given(chances, chances, st.floats(0, 10), st.floats(0, 10))
    def test_the_less_sure_and_the_more_consequential_is_never_asked_later(
        self, one: float, other: float, light: float, heavy: float
    ) -> None:
        sure, unsure = max(one, other), min(one, other)
        light, heavy = min(light, heavy), max(light, heavy)
        assert urgency(unsure, light) >= urgency(sure, light)
        assert urgency(one, heavy) >= urgency(one, light)
        assert urgency(None, heavy) == 0

    @pytest.mark.parametrize(
        ("less", "more"),
        [
            (told("offered"), told("signed")),
            (told("discussed"), told("dropped")),
            (told("pledged"), told("pledged", quantities=[Quantity(value=3, unit="bus")])),
            (told("pledged"), told("pledged", due="2021")),
            (told(to=["FIN"]), told(to=["EST"])),
            (told(to=["a bank"]), told(to=["EST"])),
            (measured(3, "tonne"), measured(3, "EUR")),
            (stance(by=["EST"], to=[], doc="a", reported=None), stance(by=["EST"], to=["SWE"], doc="a", reported=None)),
        ],
    )
    def test_what_ends_something_counts_something_or_is_between_states_weighs_more(
        self, less: Mention, more: Mention
    ) -> None:
        assert consequence(less.entry) < consequence(more.entry)
        assert consequence(less.entry) < consequence(less.entry, alone=True)

    def test_of_entries_as_doubtful_the_more_consequential_comes_first(self, ledger: Ledger) -> None:
        offered = doubtful(told("offered", "lend tugs", doc="a", reported="2020-03-01"), 0.5)
        signed = doubtful(told("signed", "sell rails", doc="b", reported="2020-01-01"), 0.5)
        surer = doubtful(told("signed", "clear mines", doc="c", reported="2020-02-01"), 0.9)
        add_spelt_out(ledger, offered, signed, surer)
        found = [question.key[0] for question in ledger.queue(doubts=["entry"])]
        assert found == [mention.entry.id for mention in (signed, offered, surer)]

    def test_what_alone_takes_its_matter_so_far_comes_before_what_others_say_as_well(self, ledger: Ledger) -> None:
        twice = [
            doubtful(told("signed", "the Gulf Ferry line", objects=["Gulf Ferry"], doc=doc, reported=day), 0.5)
            for doc, day in (("may", "2020-05-01"), ("june", "2020-06-01"))
        ]
        alone = doubtful(told("signed", "sell rails", by=["SWE"], area=["trade"], doc="b", reported="2019-01-01"), 0.5)
        add_spelt_out(ledger, *twice, alone)
        assert len(ledger.matters()) == 2
        assert next(question.key[0] for question in ledger.queue(doubts=["entry"])) == alone.entry.id


def test_links_near_a_matter_are_told_the_likeliest_first_and_no_more_once_ruled_on(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("legation.ledger.linking.linking._SURE", 1.1)
    monkeypatch.setattr("legation.ledger.linking.linking._PLAUSIBLE", 0.05)
    third = told("underway", "a line of ferries", objects=["Gulf Ferry"], doc="july", reported="2020-07-01")
    add_spelt_out(ledger, FERRY, LATER, third)
    assert len(ledger.matters()) == 3
    for mention in (FERRY, LATER, third):
        near = ledger.near(ledger.matter(mention.entry.id).id)
        assert len(near) == 2
        assert all(mention.entry.id in question.key and question.doubt == "link" for question in near)
        assert [question.chance or 0 for question in near] == sorted((q.chance or 0 for q in near), reverse=True)
    first = ledger.near(FERRY.entry.id)[0]
    ledger.decide("different", *first.key, by="Anna", knew=first.knew)
    assert first.key not in {question.key for question in ledger.near(FERRY.entry.id)}
    with pytest.raises(QueryError, match="no matter is called"):
        ledger.near("m000000000000")
