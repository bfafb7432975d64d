"""Documents read again by another reader: what changes, what stays, and where ids lead."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from legation.cli.app import run
from legation.errors import QueryError
from legation.ledger import Ledger
from legation.ledger.review.differences import differences
from legation.nouns import Commitment, Document, Entry, Evidence, Quantity
from strategies import add_spelt_out, measured, told

FERRY = told("offered", "the Gulf Ferry line", objects=["Gulf Ferry"], doc="may", reported="2020-05-01")
LATER = told("signed", "the Gulf Ferry line", objects=["Gulf Ferry"], doc="june", reported="2020-06-01")


def changed(entry: Entry, **fields: Any) -> Entry:
    return entry.model_copy(update=fields)


class TestDifferences:
    def test_an_entry_in_other_words_is_another_entry(self) -> None:
        longer = told("offered", "the Gulf Ferry line again", doc="may").entry
        assert [(one.what, one.entry) for one in differences([FERRY.entry], [longer])] in (
            [("gone", FERRY.entry), ("new", longer)],
            [("new", longer), ("gone", FERRY.entry)],
        )

    def test_an_entry_in_the_same_words_is_changed_by_its_fields(self) -> None:
        (found,) = differences([FERRY.entry], [changed(FERRY.entry, stage="signed", due="2021")])
        assert (found.what, found.fields) == ("changed", (("stage", "offered", "signed"), ("due", None, "2021")))

    def test_confidence_and_the_order_of_parties_change_nothing(self) -> None:
        two = changed(FERRY.entry, by=("EST", "FIN"))
        assert differences([two], [changed(two, by=("FIN", "EST"), confidence=0.5)]) == ()

    def test_two_entries_in_the_same_words_are_told_apart_by_their_order(self) -> None:
        twin = changed(FERRY.entry, id="e000000000001", stage="sought")
        assert differences([FERRY.entry, twin], [FERRY.entry, twin]) == ()
        assert [one.what for one in differences([FERRY.entry, twin], [FERRY.entry])] == ["gone"]


class TestRereading:
    def test_only_what_another_reader_read_last_waits(self, ledger: Ledger) -> None:
        add_spelt_out(ledger, FERRY)
        add_spelt_out(ledger, LATER, reader="hand/2")
        assert ledger.outdated("hand/2") == (FERRY.document,)
        assert ledger.outdated("hand/3") == (FERRY.document, LATER.document)
        assert ledger.outdated("hand/3", documents=[LATER.document]) == (LATER.document,)
        assert ledger.outdated("hand/3", parties=["FIN", "EST"]) == (FERRY.document, LATER.document)
        assert ledger.outdated("hand/3", parties=["SWE"]) == ()

    def test_a_reader_can_have_the_last_word_again(self, ledger: Ledger) -> None:
        add_spelt_out(ledger, FERRY)
        assert ledger.reread(FERRY.document, [], reader="hand/2") is not None
        assert ledger.mentions() == ()
        again = ledger.reread(FERRY.document, [FERRY.entry], reader="hand/1")
        assert again is not None
        assert (again.was, [one.what for one in again.differences]) == ("hand/2", ["new"])
        assert ledger.mentions() == (FERRY,)
        assert ledger.reread(FERRY.document, [], reader="hand/1") is None
        assert ledger.mentions() == (FERRY,)

    def test_what_was_accepted_or_corrected_stands_where_it_is_no_longer_proposed_and_is_listed(
        self, ledger: Ledger
    ) -> None:
        add_spelt_out(ledger, FERRY, LATER)
        ledger.decide("accept", FERRY.entry.id, by="Anna")
        ledger.decide("correct", LATER.entry.id, changes={"stage": "agreed"}, by="Anna")
        for mention in (FERRY, LATER):
            found = ledger.reread(mention.document, [], reader="hand/2")
            assert found is not None
            assert [decision.subject.entry for decision in found.unproposed] == [mention.entry.id]
        assert [mention.entry for mention in ledger.mentions()] == [FERRY.entry, changed(LATER.entry, stage="agreed")]

    def test_what_was_rejected_stays_away_when_it_is_proposed_again(self, ledger: Ledger) -> None:
        add_spelt_out(ledger, FERRY)
        ledger.decide("reject", FERRY.entry.id, by="Anna")
        found = ledger.reread(FERRY.document, [changed(FERRY.entry, stage="signed")], reader="hand/2")
        assert found is not None
        assert found.unproposed == ()
        assert ledger.mentions() == ()

    def test_what_was_accepted_stands_as_it_was_accepted_however_it_is_read_now(self, ledger: Ledger) -> None:
        add_spelt_out(ledger, FERRY)
        ledger.decide("accept", FERRY.entry.id, by="Anna")
        ledger.reread(FERRY.document, [changed(FERRY.entry, stage="dropped")], reader="hand/2")
        assert ledger.mentions() == (FERRY,)

    def test_what_was_accepted_takes_the_place_of_what_is_read_of_mostly_the_same_words(self, ledger: Ledger) -> None:
        add_spelt_out(ledger, FERRY)
        ledger.decide("accept", FERRY.entry.id, by="Anna")
        shorter = changed(told("signed", "the Gulf Ferry", doc="may").entry, id="e00000000000f")
        figure = measured(3, "EUR", doc="may").entry
        ledger.reread(FERRY.document, [shorter, figure], reader="hand/2")
        assert [mention.entry for mention in ledger.mentions()] == [FERRY.entry, figure]

    def test_a_ruling_on_an_entry_no_longer_proposed_is_listed_and_has_effect_when_it_is_again(
        self, ledger: Ledger
    ) -> None:
        add_spelt_out(ledger, FERRY, LATER)
        ruling = ledger.decide("different", FERRY.entry.id, LATER.entry.id, by="Anna")
        found = ledger.reread(FERRY.document, [], reader="hand/2")
        assert found is not None
        assert found.unproposed == (ruling,)
        ledger.reread(FERRY.document, [FERRY.entry], reader="hand/3")
        assert len(ledger.matters()) == 2

    def test_the_id_of_a_matter_leads_on_when_its_first_mention_is_read_in_other_words(self, ledger: Ledger) -> None:
        add_spelt_out(ledger, FERRY, LATER)
        (before,) = ledger.matters()
        shorter = changed(
            FERRY.entry, id="e00000000000f", evidence=(Evidence(start=4, end=19, quote="Gulf Ferry line"),)
        )
        ledger.reread(FERRY.document, [shorter], reader="hand/2")
        (after,) = ledger.matters()
        assert after.id != before.id
        assert ledger.matter(before.id) == after

    def test_the_id_of_a_matter_leads_on_when_its_first_mention_is_gone_or_rejected(self, ledger: Ledger) -> None:
        add_spelt_out(ledger, FERRY, LATER)
        (before,) = ledger.matters()
        decision = ledger.decide("reject", FERRY.entry.id, by="Anna")
        (after,) = ledger.matters()
        assert after.id != before.id
        assert ledger.matter(before.id) == after
        ledger.undo(decision.id, by="Anna")
        assert ledger.matter(before.id) == before
        ledger.reread(FERRY.document, [], reader="hand/2")
        assert ledger.matter(before.id) == after
        with pytest.raises(QueryError, match="no matter is called"):
            ledger.matter(before.id, as_of="2020-05")


class Reads:
    """Reads each `Norway <verb> ...` up to the full stop."""

    def __init__(self, name: str, verb: str, stage: str = "offered") -> None:
        self.name = name
        self._verb = verb
        self._stage = stage

    def read(self, document: Document) -> tuple[Entry, ...]:
        if "BREAK DOWN" in document.text and self.name != "one/1":
            raise ZeroDivisionError("as asked")
        return tuple(
            Commitment(
                id=f"e{found.start():012x}",
                evidence=(Evidence(start=found.start(), end=found.end(), quote=found[0]),),
                trigger=found[1],
                by=("NOR",),
                to=("ISL",),
                stage=self._stage,  # type: ignore[arg-type]
                what=found[2],
                area=("transport",),
                quantities=(Quantity(value=200, unit="bus"),),
            )
            for found in re.finditer(rf"Norway ({self._verb}) ([^.]*)", document.text)
        )


@pytest.fixture
def stories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two stories in a ledger, read by the first reader."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEGATION_LEDGER", raising=False)
    Path("a.txt").write_text("OSLO: Norway offered buses. Norway sold trams.", "utf-8")
    Path("b.txt").write_text("OSLO: Nothing new. BREAK DOWN", "utf-8")
    use(monkeypatch, Reads("one/1", "offered"))
    assert run(["add", "a.txt", "b.txt", "--date", "2021-05-06"]) == 0


def use(monkeypatch: pytest.MonkeyPatch, reader: Reads) -> None:
    monkeypatch.setattr("legation.cli.documents.open_reader", lambda _: reader)


@pytest.mark.usefixtures("stories")
class TestCommand:
    def test_with_nothing_to_do_it_says_so(self, capfd: pytest.CaptureFixture[str]) -> None:
        capfd.readouterr()
        assert run(["reread"]) == 0
        assert capfd.readouterr().out == "nothing to do: one/1 has read every document last (legation.db)\n"

    def test_it_lists_what_changed_goes_on_where_it_failed_and_is_done_the_next_time(
        self, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with Ledger.open("legation.db") as ledger:
            (mention,) = ledger.mentions()
            ledger.decide("accept", mention.entry.id, by="Anna")
        use(monkeypatch, Reads("two/1", "sold", "signed"))
        capfd.readouterr()
        assert run(["reread"]) == 1
        told = capfd.readouterr()
        assert told.err.startswith("legation: b: a bug in Legation")
        assert told.out.splitlines()[0] == "a: 1 new, 1 gone"
        assert "no longer proposed, decision kept and in force: e000000000006 accepted — Anna, " in told.out
        assert told.out.splitlines()[-1] == (
            "1 document read again by two/1; entries: 1 new, 1 gone, 0 changed; 1 decided on and no longer proposed; "
            "1 could not be read (legation.db)"
        )
        use(monkeypatch, Reads("one/1", "offered", "signed"))
        assert run(["reread", "--json", "a"]) == 0
        (line,) = map(json.loads, capfd.readouterr().out.splitlines())
        assert (line["doc"], line["was"], line["reader"]) == ("a", "two/1", "one/1")
        assert [one["what"] for one in line["differences"]] == ["new", "gone"]
        assert line["unproposed"] == []

    @pytest.mark.parametrize(("which", "said"), [("nosuch", "no party is called 'nosuch'"), ("norwya", "mean Norway?")])
    def test_what_is_neither_a_party_nor_a_document_is_told(
        self, which: str, said: str, capfd: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["reread", which]) == 2
        assert said in capfd.readouterr().err
