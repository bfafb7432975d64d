"""Verdicts that a person signs on the truth of what an entry says."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from legation.cli.app import run
from legation.errors import DecisionRefused, QueryError
from legation.ledger import Ledger
from legation.ledger.keeping.opening import open_database
from legation.ledger.review.decisions import Decision, made, subject_of, verdicts
from legation.ledger.upkeep import checking
from legation.web import create_app
from strategies import Report, spelt_out, told

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
DONE = told("done", "the Gulf Ferry line", objects=["Gulf Ferry"], doc="may", reported="2020-05-01")
OTHER = told("pledged", "a cable to the islands", by=["SWE"], to=["ISL"], doc="july", reported="2020-07-01")


def add(ledger: Ledger, of: Iterable[Report]) -> None:
    for each in of:
        ledger.add(each.document, each.entries, reader="hand/1", raw=each.raw)


@pytest.fixture
def another_ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(str(tmp_path / "another.db"), create=True) as opened:
        yield opened


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    add(ledger, map(spelt_out, (DONE, OTHER)))
    return ledger


def rated(ledger: Ledger, rating: str, by: str = "Anna", hours: int = 0) -> Decision:
    why = "The ferry was seen in dock."
    return ledger.rate(DONE.entry.id, rating, by=by, why=why, at=NOON + timedelta(hours=hours))  # type: ignore[arg-type]


def ids(ledger: Ledger) -> list[str]:
    return [mention.entry.id for mention in ledger.mentions()]


class TestWhatAVerdictDoes:
    def test_an_entry_called_false_stays_in_force_and_in_its_matter(self, filled: Ledger) -> None:
        before, matters = ids(filled), filled.matters()
        rated(filled, "false")
        assert (ids(filled), filled.matters()) == (before, matters)
        assert filled.on_document("may").judged[0].state == "proposed"

    def test_a_verdict_leaves_the_entry_to_be_reviewed(self, filled: Ledger) -> None:
        before = [question.key for question in filled.queue()]
        rated(filled, "false")
        assert [question.key for question in filled.queue()] == before

    def test_an_entry_that_was_accepted_and_rated_can_be_rejected(self, filled: Ledger) -> None:
        filled.decide("accept", DONE.entry.id, by="Bo", at=NOON)
        rated(filled, "true", hours=1)
        question = filled.question(DONE.entry.id)
        filled.decide("reject", DONE.entry.id, by="Bo", at=NOON + timedelta(hours=2), knew=question.knew)
        assert DONE.entry.id not in ids(filled)
        assert filled.conflicts() == ()

    def test_rejecting_after_rating_decides_on_the_entry_and_not_on_its_truth(self, filled: Ledger) -> None:
        rated(filled, "true")
        rejected = filled.decide("reject", DONE.entry.id, by="Bo", at=NOON + timedelta(hours=2))
        assert not rejected.subject.truth
        assert rejected.supersedes == ()
        assert DONE.entry.id not in ids(filled)

    def test_the_later_verdict_sets_aside_the_earlier_and_undone_brings_it_back(self, filled: Ledger) -> None:
        first, second = rated(filled, "false"), rated(filled, "half true", by="Bo", hours=1)
        assert filled.verdict(DONE.entry.id) == second
        filled.undo(second.id, by="Bo", at=NOON + timedelta(hours=2))
        assert filled.verdict(DONE.entry.id) == first

    def test_verdicts_given_apart_that_differ_have_no_effect(self) -> None:
        subject = subject_of(DONE.document, DONE.entry).model_copy(update={"truth": True})
        anna = made("rate", subject, by="Anna", at=NOON, rating="false", why="it never sailed")
        bo = made("rate", subject, by="Bo", at=NOON, rating="true", why="it sailed")
        assert verdicts([anna]) == {DONE.entry.id: anna}
        assert verdicts([anna, bo]) == {}
        agrees = made("rate", subject, by="Bo", at=NOON, rating="false", why="the dock is full")
        assert verdicts([anna, agrees])[DONE.entry.id] in {anna, agrees}

    def test_the_sheet_and_the_log_show_it(self, filled: Ledger) -> None:
        decision = rated(filled, "false")
        assert filled.on_document("may").judged[0].verdict == decision
        assert decision in [getattr(event, "decision", None) for event in filled.history(DONE.entry.id).events]
        assert [one.decision for one in filled.log(by="Anna").decided] == [decision]

    def test_agreement_of_reviewers_does_not_count_verdicts(self, filled: Ledger) -> None:
        rated(filled, "false")
        filled.decide("accept", DONE.entry.id, by="Bo", at=NOON)
        assert filled.agreement().entries.topics == 0


class TestWhatIsRefused:
    def test_a_verdict_without_grounds(self, filled: Ledger) -> None:
        with pytest.raises(DecisionRefused, match="grounds"):
            filled.rate(DONE.entry.id, "false", by="Anna", why="  ")

    def test_a_rating_that_is_not_on_the_scale(self, filled: Ledger) -> None:
        with pytest.raises(DecisionRefused, match="pants on fire"):
            rated(filled, "pants on fire")

    def test_a_verdict_on_what_is_rejected(self, filled: Ledger) -> None:
        filled.decide("reject", DONE.entry.id, by="Bo", at=NOON)
        with pytest.raises(DecisionRefused, match="not in force"):
            rated(filled, "false")

    def test_a_verdict_on_what_no_document_says(self, filled: Ledger) -> None:
        with pytest.raises(QueryError):
            filled.rate("e000000000000", "false", by="Anna", why="nobody said so")

    def test_a_rating_that_is_brought_along_about_an_entry_and_not_its_truth(self) -> None:
        with pytest.raises(ValueError, match="not about an entry"):
            made("rate", subject_of(DONE.document, DONE.entry), by="A", at=NOON, rating="false", why="so")

    def test_a_rejection_that_is_brought_along_with_a_rating(self) -> None:
        with pytest.raises(ValueError, match="with a rating"):
            made("reject", subject_of(DONE.document, DONE.entry), by="A", at=NOON, rating="false", why="so")


class TestHowItTravels:
    def test_verdicts_go_along_with_decisions_and_take_effect_elsewhere(
        self, filled: Ledger, another_ledger: Ledger
    ) -> None:
        rated(filled, "mostly false")
        lines = [line.encode() for line in filled.exported()]
        taken = another_ledger.take_over(lines)
        assert (taken.new, taken.refused, taken.conflicts) == (1, (), ())
        add(another_ledger, map(spelt_out, (DONE, OTHER)))
        assert another_ledger.verdict(DONE.entry.id) == filled.verdict(DONE.entry.id)
        assert ids(another_ledger) == ids(filled)
        assert list(another_ledger.exported()) == [line.decode() for line in lines]

    def test_a_line_whose_rating_was_changed_is_refused(self, filled: Ledger) -> None:
        rated(filled, "false")
        (line,) = filled.exported()
        taken = filled.take_over([line.replace('"false"', '"true"').encode()])
        assert taken.new == 0
        assert len(taken.refused) == 1

    def test_a_ledger_with_verdicts_passes_its_check(self, tmp_path: Path) -> None:
        with Ledger.open(str(tmp_path / "checked.db"), create=True) as ledger:
            add(ledger, map(spelt_out, (DONE, OTHER)))
            rated(ledger, "false")
        database = open_database(str(tmp_path / "checked.db"), create=False)
        findings = checking.check(database, lambda *_: None).findings
        assert [one for one in findings if one.mends or one.where.startswith("decision")] == []
        database.close()


class TestCommand:
    @pytest.fixture
    def place(self, tmp_path: Path) -> str:
        path = str(tmp_path / "rated.db")
        with Ledger.open(path, create=True) as ledger:
            add(ledger, map(spelt_out, (DONE, OTHER)))
        return path

    def test_it_signs_shows_and_takes_back(self, place: str, capsys: pytest.CaptureFixture[str]) -> None:
        entry = DONE.entry.id
        signing = ["--by", "Anna", "--why", "Seen in dock.", "--ledger", place]
        assert run(["rate", entry, "Mostly False", *signing]) == 0
        assert f"{entry} rated mostly false — Anna, " in capsys.readouterr().out
        assert run(["decisions", "list", "--ledger", place]) == 0
        assert "rated mostly false" in capsys.readouterr().out
        assert run(["rate", entry, "none", *signing]) == 0
        assert " undid d" in capsys.readouterr().out
        assert run(["rate", entry, "none", *signing]) == 2
        assert "no verdict" in capsys.readouterr().err

    def test_what_is_no_rating_names_those_there_are(self, place: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["rate", DONE.entry.id, "rubbish", "--why", "so", "--by", "Anna", "--ledger", place]) == 2
        assert "half true" in capsys.readouterr().err

    def test_grounds_have_to_be_given(self, place: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["rate", DONE.entry.id, "false", "--by", "Anna", "--ledger", place]) == 2
        assert "--why" in capsys.readouterr().err


def test_the_page_of_a_document_shows_a_verdict_as_text(tmp_path: Path) -> None:
    path = tmp_path / "shown.db"
    with Ledger.open(path, create=True) as ledger:
        add(ledger, map(spelt_out, (DONE, OTHER)))
        decision = ledger.rate(DONE.entry.id, "false", by="<b>Anna</b>", why="<script>alert(1)</script>", at=NOON)
    with TestClient(create_app(path), base_url="http://127.0.0.1:8765", follow_redirects=False) as client:
        page = client.get("/document/may").text
        assert "rated false" in page
        assert "&lt;b&gt;Anna&lt;/b&gt;" in page
        assert "<script>alert" not in page
        assert client.get("/document/may.json").json()["judged"][0]["verdict"]["rating"] == "false"
        assert client.get(f"/document/may?decided={decision.id}").status_code == 200
        assert "rated false" in client.get("/log").text
