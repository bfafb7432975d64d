"""`legation read --explain`: what a person sees, and the JSON."""

import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from legation.cli.app import run
from legation.reading.explanation import Explanation
from test_cli import STORY, OneRule
from test_dossier_views import TextFile

SAMPLE = Path(__file__).parent.parent / "samples" / "2015-07-03-hopes-for-ufa.txt"
HOSTILE = "Kenya promised Uganda 40 \x1b]0;owned\x07 \u202ebuses\u2066 with [bold]seats[/bold] on Monday.\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "a.txt"
    place.write_text("NAIROBI: Kenya promised Uganda 40 buses by 2030, Kenyan Foreign Minister Grace Wanjiru said.\n")
    return place


def test_an_explanation_reads_like_this_in_a_pipe(
    capfd: pytest.CaptureFixture[str], snapshot: SnapshotAssertion
) -> None:
    assert run(["read", str(SAMPLE), "--explain", "--reader", "rules"]) == 0
    assert capfd.readouterr().out == snapshot.use_extension(TextFile)


@pytest.mark.parametrize("reader", ["rules", "rules+tagger"])
def test_a_block_under_each_entry_fits_80_columns_and_has_no_colour_in_a_pipe(
    reader: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert run(["read", str(SAMPLE.parent), "--explain", "--reader", reader]) == 0
    out = capfd.readouterr().out
    assert "\x1b" not in out
    assert max(len(line) for line in out.splitlines()) <= 80
    assert "  proposed  " in out
    assert ("the tagger" in out) == (reader == "rules+tagger")


def test_as_json_each_entry_has_its_explanation_and_is_else_as_without(
    file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["read", str(file), "--json"]) == run(["read", str(file), "--json", "--explain"]) == 0
    plain, explained = (json.loads(line) for line in capfd.readouterr().out.splitlines())
    assert explained["entries"]
    for entry in explained["entries"]:
        why = Explanation.model_validate(entry.pop("explanation"))
        assert why.proposed
        assert {one.field for one in why.grounds} >= {"by", "stage"}
    assert explained == plain


def test_the_words_are_told_with_their_places(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(file), "--explain", "--reader", "rules"]) == 0
    out = " ".join(capfd.readouterr().out.split())
    assert "stage pledged: “promised” at 15; by rule, from the verb “promised”" in out
    assert "by Kenya: “Kenyan” at" in out or "by “Kenya” at 9" in out
    assert "“by 2030” at 40" in out
    assert "date none: " in out


def test_no_control_sequence_of_a_document_reaches_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(HOSTILE, "utf-8")
    assert run(["read", str(tmp_path), "--explain", "--reader", "rules"]) == 0
    out = capfd.readouterr().out
    assert "proposed" in out
    assert "[bold]" in out
    assert not set("\x1b\x07\u202e\u2066") & set(out)


def test_a_document_without_entries_says_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("The weather was fine in Oslo on Monday.")
    assert run(["read", str(tmp_path), "--explain"]) == 0
    assert "nothing on the record" in capfd.readouterr().out


def test_a_reader_that_cannot_explain_is_refused_by_name(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("legation.cli.documents.open_reader", lambda _: OneRule())
    (tmp_path / "a.txt").write_text(STORY, "utf-8")
    assert run(["read", str(tmp_path), "--explain"]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err == "legation: the reader onerule/1 cannot explain its entries; rules+tagger and rules can\n"
