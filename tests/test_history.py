"""The history of a line: everything that was put on record of it, in the order in which it was."""

import json
from pathlib import Path

import pytest

from legation.briefing.history import rows
from legation.cli.app import run
from legation.errors import QueryError
from legation.ledger import Ledger
from legation.ledger.review.history import Decided, Laid, Merged, Published, Read
from strategies import add_spelt_out, spelt_out, told

FERRY = told("offered", "the Gulf Ferry line", objects=["Gulf Ferry"], doc="may", reported="2020-05-01", source="BNS")
LATER = told("signed", "the Gulf Ferry line", objects=["Gulf Ferry"], doc="june", reported="2020-06-01")
CABLE = told(
    "pledged", "a cable to the islands", by=["SWE"], to=["ISL"], area=["energy"], doc="july", reported="2020-07-01"
)


def words(ledger: Ledger, key: str) -> list[str]:
    return [row.what for row in rows(ledger.history(key))]


def test_of_an_entry_each_reading_and_each_decision_is_told_with_what_became_of_it(ledger: Ledger) -> None:
    add_spelt_out(ledger, FERRY)
    entry = FERRY.entry.id
    ledger.publish(
        spelt_out(FERRY).document.model_copy(update={"name": "reprint", "source": "STT", "date": "2020-05-02"})
    )
    ledger.reread(FERRY.document, [FERRY.entry.model_copy(update={"stage": "agreed"})], reader="hand/2")
    rejected = ledger.decide("reject", entry, by="Anna", why="a slip")
    accepted = ledger.decide("accept", entry, by="Bo")
    undo = ledger.undo(accepted.id, by="Bo")
    ledger.reread(FERRY.document, [], reader="hand/3")
    assert words(ledger, entry) == [
        "added: may (BNS, 1 May 2020)",
        "read: proposed",
        "published elsewhere: reprint (STT, 2 May 2020)",
        "read: changed",
        f"{rejected.id} {entry} rejected",
        f"{accepted.id} {entry} accepted [undone]",
        f"{undo.id} {entry} undid {accepted.id}",
        "read: no longer proposed",
    ]
    found = list(rows(ledger.history(entry)))
    assert found[3].more == ("stage offered → agreed",)
    assert (found[4].who, found[4].more) == ("Anna", ("why: a slip",))
    assert ledger.history(rejected.id) == ledger.history(entry)


def test_decisions_that_contradict_each_other_are_named(ledger: Ledger, tmp_path: Path) -> None:
    add_spelt_out(ledger, FERRY)
    with Ledger.open(tmp_path / "bo.db", create=True) as bo:
        add_spelt_out(bo, FERRY)
        bo.decide("reject", FERRY.entry.id, by="Bo")
        ledger.decide("accept", FERRY.entry.id, by="Anna")
        ledger.take_over(line.encode() for line in bo.exported())
    states = [event.state for event in ledger.history(FERRY.entry.id).events if isinstance(event, Decided)]
    assert states == ["in conflict", "in conflict"]


def test_of_a_matter_it_is_told_how_each_entry_came_to_it_and_what_was_ruled(ledger: Ledger) -> None:
    add_spelt_out(ledger, FERRY, LATER, CABLE)
    ruling = ledger.decide("same", CABLE.entry.id, FERRY.entry.id, by="Anna")
    (matter,) = ledger.matters()
    history = ledger.history(matter.id)
    assert (history.of, history.id) == ("matter", matter.id)
    laid = [event for event in history.events if isinstance(event, Laid)]
    assert [(each.entry, each.day, each.to) for each in laid] == [
        (FERRY.entry.id, "2020-05-01", None),
        (LATER.entry.id, "2020-06-01", FERRY.entry.id),
        (CABLE.entry.id, "2020-07-01", None),
    ]
    assert laid[1].chance is not None
    assert laid[1].reasons
    assert laid[2].ruled == (ruling.id,)
    assert [event.decision for event in history.events if isinstance(event, Decided)] == [ruling]


def test_matters_that_turned_out_to_be_one_are_told(ledger: Ledger) -> None:
    add_spelt_out(ledger, FERRY, CABLE, LATER)
    ledger.decide("same", FERRY.entry.id, CABLE.entry.id, by="Anna")
    cable = f"m{CABLE.entry.id[1:]}"
    add_spelt_out(ledger, bridge := told("agreed", "a bridge", by=["SWE"], doc="august", reported="2020-08-01"))
    ledger.decide("different", bridge.entry.id, CABLE.entry.id, by="Anna")
    history = ledger.history(cable)
    assert history.id == f"m{FERRY.entry.id[1:]}"
    other = told("agreed", "a dam", by=["CHE"], to=["AUT"], doc="april", reported="2020-04-01")
    add_spelt_out(ledger, other)
    ledger.decide("same", other.entry.id, LATER.entry.id, by="Anna")
    merged = [event for event in ledger.history(cable).events if isinstance(event, Merged)]
    assert [(each.matter, each.into, each.day) for each in merged] == [
        (f"m{FERRY.entry.id[1:]}", f"m{other.entry.id[1:]}", "2020-06-01")
    ]


def test_of_a_document_each_reading_is_told_with_what_it_changed(ledger: Ledger) -> None:
    add_spelt_out(ledger, FERRY)
    ledger.reread(FERRY.document, [], reader="hand/2")
    ledger.decide("accept", FERRY.entry.id, by="Anna")
    added, first, second, decision = ledger.history("may").events
    assert isinstance(added, Published)
    assert isinstance(first, Read)
    assert isinstance(second, Read)
    assert (first.entries, first.differences) == (1, ())
    assert [one.what for one in second.differences] == ["gone"]
    assert isinstance(decision, Decided)
    assert ledger.history(FERRY.document) == ledger.history("may")


@pytest.mark.parametrize("key", ["", "nowhere", "e000000000000", "m000000000000", "d000000000000", "000000000000"])
def test_what_is_not_there_is_told_in_a_sentence(key: str, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db", create=True) as ledger:
        add_spelt_out(ledger, FERRY)
        with pytest.raises(QueryError, match="nothing is called"):
            ledger.history(key)


def test_the_command_shows_it_as_a_table_and_as_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEGATION_LEDGER", raising=False)
    hostile = told(what="buses\x1b[31m", doc="a\u202eb", reported="2020-01-01", source="\x1b]0;x\x07")
    with Ledger.open("legation.db", create=True) as ledger:
        add_spelt_out(ledger, hostile)
        ledger.decide("correct", hostile.entry.id, changes={"stage": "agreed"}, by="A\x1bnna", why="\u202ewhy")
    assert run(["log", hostile.entry.id]) == 0
    out = capfd.readouterr().out
    assert out.startswith(f"entry {hostile.entry.id}\n")
    assert "corrected to: agreed · Finland → Estonia: buses" in out
    assert not any(not character.isprintable() and character != "\n" for character in out)
    assert run(["log", hostile.entry.id, "--json"]) == 0
    events = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [event["event"] for event in events] == ["published", "read", "decided", "laid"]
    assert (events[2]["by"], events[2]["state"]) == ("A\x1bnna", "in force")
    assert run(["log", "nosuch"]) == 2
