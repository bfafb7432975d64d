"""A reviewer's sitting: what is asked, what a key does, and how it looks."""

import io
import json
import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest

from legation.briefing.context import in_context
from legation.briefing.fields import understood, written
from legation.cli.app import run
from legation.errors import DecisionRefused, QueryError
from legation.ledger import Ledger
from legation.ledger.review.correcting import corrected, fields_of
from legation.nouns import Commitment, Entry, Evidence, Mention, Quantity
from strategies import add_spelt_out, measured, spelt_out, stance, told

FERRY = told("offered", "the Gulf Ferry line", objects=["Gulf Ferry"], doc="may", reported="2020-05-01")
LATER = told("signed", "the Gulf Ferry line", objects=["Gulf Ferry"], doc="june", reported="2020-06-01")
CABLE = told(
    "pledged", "a cable to the islands", by=["SWE"], to=["ISL"], area=["energy"], doc="july", reported="2020-07-01"
)


def unsure(mention: Mention, confidence: float | None) -> Mention:
    return mention.model_copy(update={"entry": mention.entry.model_copy(update={"confidence": confidence})})


def asked(ledger: Ledger, **wanted: object) -> list[tuple[str, ...]]:
    return [question.key for question in ledger.queue(**wanted)]  # type: ignore[arg-type]


class TestQueue:
    def test_entries_come_with_the_least_sure_first_and_those_of_no_known_chance_last(self, ledger: Ledger) -> None:
        add_spelt_out(ledger, FERRY, unsure(LATER, 0.9), unsure(CABLE, 0.4))
        assert asked(ledger, doubts=["entry"]) == [(m.entry.id,) for m in (CABLE, LATER, FERRY)]

    def test_what_is_decided_is_not_asked_again_until_it_is_undone(self, ledger: Ledger) -> None:
        add_spelt_out(ledger, FERRY, CABLE)
        decision = ledger.decide("accept", FERRY.entry.id, by="Anna")
        assert asked(ledger) == [(CABLE.entry.id,)]
        ledger.undo(decision.id, by="Anna")
        assert set(asked(ledger)) == {(CABLE.entry.id,), (FERRY.entry.id,)}

    def test_questions_are_chosen_by_party_kind_and_area(self, ledger: Ledger) -> None:
        position = stance(by=["EST"], to=["SWE"], doc="stance", reported="2020-01-01")
        add_spelt_out(ledger, FERRY, CABLE, position)
        assert set(asked(ledger, parties=["SWE"])) == {(CABLE.entry.id,), (position.entry.id,)}
        assert asked(ledger, parties=["SWE", "ISL"]) == [(CABLE.entry.id,)]
        assert asked(ledger, kinds=["position"]) == [(position.entry.id,)]
        assert asked(ledger, areas=["energy"]) == [(CABLE.entry.id,)]
        assert len(asked(ledger, most=2)) == 2

    def test_a_conflict_is_asked_first_with_what_each_decided(self, ledger: Ledger, tmp_path: Path) -> None:
        add_spelt_out(ledger, FERRY)
        with Ledger.open(tmp_path / "bo.db", create=True) as bo:
            add_spelt_out(bo, FERRY)
            bo.decide("reject", FERRY.entry.id, by="Bo")
            ledger.decide("accept", FERRY.entry.id, by="Anna")
            ledger.take_over(line.encode() for line in bo.exported())
        (question,) = ledger.queue()
        assert question.doubt == "conflict"
        assert sorted((decision.by, decision.verb) for decision in question.decisions) == [
            ("Anna", "accept"), ("Bo", "reject")
        ]  # fmt: skip

    def test_what_may_be_one_matter_is_asked_with_reasons_and_no_more_once_it_is_ruled_on(
        self, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("legation.ledger.linking.linking._SURE", 1.1)
        monkeypatch.setattr("legation.ledger.linking.linking._PLAUSIBLE", 0.1)
        add_spelt_out(ledger, FERRY, LATER, CABLE)
        (question,) = ledger.queue(doubts=["link"])
        assert question.key == (FERRY.entry.id, LATER.entry.id)
        assert question.chance is not None
        assert question.reasons
        assert asked(ledger, doubts=["link"], parties=["FIN"]) == [question.key]
        assert asked(ledger, doubts=["link"], areas=["energy"]) == []
        assert asked(ledger, doubts=["link"], kinds=["figure"]) == []
        for verb in ("unsure", "different", "same"):
            decision = ledger.decide(verb, *question.key, by="Anna")
            assert asked(ledger, doubts=["link"]) == []
            ledger.undo(decision.id, by="Anna")
            assert asked(ledger, doubts=["link"]) == [question.key]

    def test_two_entries_can_be_asked_about_by_name(self, ledger: Ledger) -> None:
        add_spelt_out(ledger, FERRY, LATER)
        question = ledger.question(LATER.entry.id, FERRY.entry.id)
        assert (question.doubt, question.key) == ("link", (FERRY.entry.id, LATER.entry.id))
        with pytest.raises(QueryError, match="no entry is called"):
            ledger.question("e000000000000")


class TestFields:
    @pytest.mark.parametrize(
        "mention", [FERRY, measured(3.5, "EUR"), stance(by=["EST"], to=[], doc="a", reported=None)]
    )
    def test_what_is_written_is_understood_as_it_was(self, mention: Mention) -> None:
        entry = mention.entry.model_copy(
            update={"date": "2021", "speaker": "Kask", "objects": ("a; b",) and ("a", "b")}
        )
        for field in fields_of(entry):
            text = written(entry, field)
            changes = {field: understood(entry, field, text or "-")}
            with pytest.raises(DecisionRefused, match="nothing is changed"):
                corrected(entry, changes, spelt_out(mention).document.text)

    def test_amounts_and_parties_are_written_in_words(self) -> None:
        entry = commitment(
            told(quantities=[Quantity(value=2.5e9, unit="USD"), Quantity(value=3, unit="bus", additional=True)])
        )
        assert written(entry, "quantities") == "2500000000.0 USD; 3 bus more"
        assert understood(entry, "quantities", "1,500 cubic metre; 7 bus more") == [
            {"value": 1500, "unit": "cubic metre", "additional": False}, {"value": 7, "unit": "bus", "additional": True}
        ]  # fmt: skip
        assert understood(entry, "by", "Russia, pak; Acme, Inc.") == ["RUS", "PAK", "Acme, Inc."]
        with pytest.raises(DecisionRefused, match="'many' is no amount"):
            understood(entry, "quantities", "many")


def commitment(mention: Mention) -> Entry:
    assert isinstance(mention.entry, Commitment)
    return mention.entry


class TestContext:
    def test_a_quote_is_shown_in_its_paragraph(self) -> None:
        text = "Title\n\nFirst words. They will\nlend buses, he said. Last.\n\nNext."
        start = text.index("They")
        place = Evidence(start=start, end=text.index(", he"), quote="They will\nlend buses")
        assert in_context(text, place) == ("First words. ", "They will lend buses", ", he said. Last.")

    def test_of_a_long_paragraph_only_the_words_around_are_shown(self) -> None:
        text = "one two three " * 50 + "HERE" + " four five six" * 50
        place = Evidence(start=700, end=704, quote="HERE")
        before, quote, after = in_context(text, place, around=20)
        assert (before, quote, after) == ("… one two three ", "HERE", " four five six …")

    def test_a_quote_that_is_the_whole_text_has_nothing_around(self) -> None:
        assert in_context("HERE", Evidence(start=0, end=4, quote="HERE")) == ("", "HERE", "")


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A ledger with three entries, the default of the folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEGATION_LEDGER", raising=False)
    with Ledger.open("legation.db", create=True) as ledger:
        add_spelt_out(ledger, unsure(FERRY, 0.1), unsure(LATER, 0.7), unsure(CABLE, 0.8))
    return "legation.db"


def review(monkeypatch: pytest.MonkeyPatch, keys: str, *arguments: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(keys))
    return run(["review", "--by", "Anna", *arguments])


def decided(book: str) -> list[tuple[str, str, str | None]]:
    with Ledger.open(book) as ledger:
        return [(decision.verb, decision.subject.entry, decision.why) for decision in ledger.decisions()]


class TestSitting:
    def test_one_key_decides_and_each_decision_is_kept_at_once(
        self, book: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        assert review(monkeypatch, "a\ns\nr\n") == 0
        assert decided(book) == [("accept", FERRY.entry.id, None), ("reject", CABLE.entry.id, None)]
        out = capfd.readouterr().out
        assert "‹the Gulf Ferry line›" in out
        assert out.endswith("nothing waits\n1 accepted, 1 rejected, 1 skipped by Anna (legation.db)\n")

    def test_the_last_decision_is_taken_back_and_asked_again(
        self, book: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        assert review(monkeypatch, "z\nr\nz\na\nq\n") == 0
        assert [verb for verb, _, _ in decided(book)] == ["reject", "undo", "accept"]
        out = capfd.readouterr().out
        assert "nothing to undo in this sitting" in out
        assert out.endswith("1 accepted by Anna (legation.db)\n")

    def test_a_reason_goes_with_the_next_decision_only(self, book: str, monkeypatch: pytest.MonkeyPatch) -> None:
        review(monkeypatch, "w\nnobody said so\nr\na\n")
        assert [why for _, _, why in decided(book)] == ["nobody said so", None]

    def test_an_entry_is_corrected_field_by_field_and_what_cannot_be_is_asked_again(
        self, book: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        keys = ["c", "", "", "promised", ".", "c", "Estonia, FIN", "-", "agreed", "", "", "lots", "3 bus", ".", "q"]
        assert review(monkeypatch, "\n".join(keys)) == 0
        out = capfd.readouterr().out
        assert "not kept: stage: input should be 'sought'" in out
        assert "'lots' is no amount" in out
        with Ledger.open(book) as ledger:
            entry = ledger.mentions()[0].entry
        assert isinstance(entry, Commitment)
        assert (entry.by, entry.to, entry.stage, entry.what) == (("EST", "FIN"), (), "agreed", "the Gulf Ferry line")
        assert entry.quantities == (Quantity(value=3, unit="bus"),)

    def test_the_end_of_the_input_in_a_correction_corrects_nothing(
        self, book: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert review(monkeypatch, "c\nSWE\n") == 0
        assert decided(book) == []

    def test_two_entries_named_are_ruled_on(self, book: str, monkeypatch: pytest.MonkeyPatch) -> None:
        assert review(monkeypatch, "a\ny\n", CABLE.entry.id, FERRY.entry.id) == 0
        with Ledger.open(book) as ledger:
            assert len(ledger.matters()) == 1

    def test_a_conflict_is_settled_as_one_of_those_decided_who_are_in_it(
        self, book: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        with Ledger.open(book) as ledger, Ledger.open(tmp_path / "bo.db", create=True) as bo:
            add_spelt_out(bo, FERRY)
            ledger.decide("reject", FERRY.entry.id, by="Anna")
            bo.decide("correct", FERRY.entry.id, changes={"stage": "agreed"}, by="Bo")
            ledger.take_over(line.encode() for line in bo.exported())
        assert review(monkeypatch, "2\nq\n") == 0
        with Ledger.open(book) as ledger:
            assert ledger.conflicts() == ()
            assert next(m.entry.stage for m in ledger.mentions() if isinstance(m.entry, Commitment)) == "agreed"

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--kind", "promise"], "--kind promise: there is none"),
            (["--area", "sports"], "--area sports: there is none"),
            (["nosuch"], "no party is called 'nosuch'"),
            (["russia", "e000000000000"], "name parties, or one entry, or two"),
            (["e000000000000"], "no entry is called"),
        ],
    )
    @pytest.mark.usefixtures("book")
    def test_wrong_usage_is_one_sentence(
        self, arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        assert review(monkeypatch, "", *arguments) == 2
        assert said in capfd.readouterr().err

    def test_no_control_sequence_of_a_document_reaches_the_terminal(
        self, book: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        hostile = told("offered", "\x1b]0;x\x07 \u202ebuses\x9b31m", doc="h\x1b", objects=["\u2066x"], speaker="\x1bK")
        with Ledger.open(book) as ledger:
            add_spelt_out(ledger, hostile)
        assert review(monkeypatch, "s\ns\ns\nc\n" + "\n" * 20 + "q\n") == 0
        out = capfd.readouterr().out
        assert "buses" in out
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2066]", out)

    def test_at_a_terminal_a_key_needs_no_enter_and_an_arrow_is_no_answer(self, book: str) -> None:
        keyboard, screen = pty.openpty()
        command = [sys.executable, "-m", "legation", "review", "--by", "Anna", "--ledger", book]
        with subprocess.Popen(
            command, stdin=screen, stdout=screen, stderr=screen, env=os.environ | {"TERM": "xterm"}
        ) as going:
            os.close(screen)
            shown = b""
            try:
                for key in (b"\x1b[A", b"r", b"q"):
                    shown += until_asked(keyboard)
                    os.write(keyboard, key)
                going.wait(timeout=60)
            finally:
                going.kill()
        os.close(keyboard)
        assert going.returncode == 0
        assert [verb for verb, _, _ in decided(book)] == ["reject"]
        assert b"a accept the entry as it is" in shown


def until_asked(keyboard: int) -> bytes:
    """What is shown up to the next question's end."""
    shown = b""
    while not shown.rstrip().endswith(b"q quit:"):
        assert select.select([keyboard], [], [], 60)[0], shown
        shown += os.read(keyboard, 4096)
    return shown


class TestDecisionsCommand:
    def test_what_one_exports_another_imports_and_both_are_listed(
        self, book: str, capfd: pytest.CaptureFixture[str]
    ) -> None:
        with Ledger.open(book) as ledger, Ledger.open("bo.db", create=True) as bo:
            add_spelt_out(bo, FERRY)
            ledger.decide("reject", FERRY.entry.id, by="Anna", why="a slip")
            bo.decide("accept", FERRY.entry.id, by="Bo")
        assert run(["decisions", "export", "-o", "anna.jsonl"]) == 0
        assert capfd.readouterr().out == "1 decision written to anna.jsonl\n"
        assert run(["decisions", "export"]) == 0
        assert capfd.readouterr().out == Path("anna.jsonl").read_text()
        Path("more.jsonl").write_text(Path("anna.jsonl").read_text() + "{}\n")
        assert run(["decisions", "import", "more.jsonl", "--ledger", "bo.db"]) == 1
        told = capfd.readouterr()
        assert told.err.startswith("legation: more.jsonl: line 2: this is no decision")
        assert f"conflict on {FERRY.entry.id}: neither has effect until somebody decides anew" in told.out
        assert "1 decision added; 0 known already; 1 refused; 1 conflict, which `legation review` settles" in told.out
        assert run(["decisions", "list", "--conflicts", "--json", "--ledger", "bo.db"]) == 0
        states = {line["by"]: line["state"] for line in map(json.loads, capfd.readouterr().out.splitlines())}
        assert states == {"Anna": "in conflict", "Bo": "in conflict"}
        assert run(["decisions", "list"]) == 0
        assert re.fullmatch(rf"d\w+ {FERRY.entry.id} rejected — Anna, .* UTC: a slip\n", capfd.readouterr().out)

    @pytest.mark.usefixtures("book")
    def test_a_file_that_is_not_there_is_told(self, capfd: pytest.CaptureFixture[str]) -> None:
        assert run(["decisions", "import", "nosuch.jsonl"]) == 1
        assert capfd.readouterr().err == "legation: nosuch.jsonl cannot be read: No such file or directory\n"
        assert run(["decisions", "export", "-o", "no/such.jsonl"]) == 1
        assert "no/such.jsonl cannot be written" in capfd.readouterr().err
