"""`legation reference`: figures listed and added, in this process."""

import io
import json
import sys
from pathlib import Path

import pytest

from legation.cli.app import run
from legation.ledger import Ledger

HEAD = "place,code,what,measure,year,value,unit,source"
STEEL = "Norway,NOR,steel,production,2020,600000,tonne,own count"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEGATION_LEDGER", raising=False)
    return tmp_path


def table(*lines: str) -> str:
    Path("steel.csv").write_text("\n".join((HEAD, *lines)), "utf-8")
    return "steel.csv"


def test_the_figures_that_are_shipped_are_listed_without_any_ledger(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["reference", "list", "russia", "--what", "wheat", "--measure", "production"]) == 0
    (heading, line) = capsys.readouterr().out.splitlines()
    assert heading.split() == ["Code", "Place", "What", "Measure", "Year", "Value", "Unit", "Source"]
    for said in ("RUS", "Russia", "wheat", "production", "2019", "74,453,000", "tonne", "UN FAO"):
        assert said in line
    assert not Path("legation.db").exists()


def test_figures_are_listed_as_json_one_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["reference", "list", "world", "--json"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {line["code"] for line in told} == {"WLD"}
    assert {"place", "code", "what", "measure", "year", "value", "unit", "source", "through"} == set(told[0])


def test_what_nobody_measures_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["reference", "list", "--what", "unobtainium"]) == 0
    assert capsys.readouterr().out == "No figures.\n"


def test_a_party_that_is_not_known_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["reference", "list", "ruritania"]) == 2
    assert "no party is called 'ruritania'" in capsys.readouterr().err


def test_figures_are_added_to_the_ledger_on_somebodys_word_and_listed_from_then_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["reference", "add", table(STEEL), "--ledger", "s.db", "--by", "Kari"]) == 0
    assert capsys.readouterr().out == "1 figure added, 0 known already, 0 refused\n"
    assert run(["reference", "list", "norway", "--what", "steel", "--ledger", "s.db"]) == 0
    assert "600,000  tonne  own count" in capsys.readouterr().out
    with Ledger.open("s.db") as book:
        assert [datum.what for datum in book.series()] == ["steel"]


def test_figures_that_are_known_are_not_added_again(capsys: pytest.CaptureFixture[str]) -> None:
    run(["reference", "add", table(STEEL, STEEL), "--by", "Kari"])
    capsys.readouterr()
    assert run(["reference", "add", table(STEEL, STEEL), "--by", "Kari"]) == 0
    assert capsys.readouterr().out.startswith("0 figures added")
    with Ledger.open("legation.db") as book:
        assert len(book.series()) == 1


def test_each_bad_line_is_refused_in_a_sentence_and_the_others_are_added(capsys: pytest.CaptureFixture[str]) -> None:
    bad = (STEEL.replace("600000", "lots"), STEEL.replace("NOR", "").replace("Norway", "Nowhere"))
    assert run(["reference", "add", table(bad[0], STEEL, bad[1]), "--by", "Kari"]) == 1
    told = capsys.readouterr()
    assert told.err.splitlines() == [
        "legation: steel.csv, line 2: value 'lots' is no number; write digits alone, such as 74453000",
        "legation: steel.csv, line 4: 'Nowhere' is no party that is known; give its code, such as RUS",
    ]
    assert "1 figure added, 0 known already, 2 refused" in told.out


def test_a_table_comes_from_standard_input_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(f"{HEAD}\n{STEEL}".encode()))
    monkeypatch.setattr(sys, "stdin", stream)
    assert run(["reference", "add", "-", "--by", "Kari"]) == 0
    assert "1 figure added" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"\xff\xfe\x00", "steel.csv, line 1: not UTF-8"),
        (b"a,b\n1,2", "steel.csv, line 1: no column"),
        (b"", "steel.csv, line 1: no column"),
    ],
)
def test_what_is_no_such_table_is_refused_in_one_sentence_and_makes_no_ledger(
    raw: bytes, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("steel.csv").write_bytes(raw)
    assert run(["reference", "add", "steel.csv", "--by", "Kari"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"legation: {sentence}")
    assert not Path("legation.db").exists()


def test_a_table_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["reference", "add", "nowhere.csv", "--by", "Kari"]) == 1
    assert "nowhere.csv: no such file" in capsys.readouterr().err


def test_an_added_figure_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    run(["reference", "add", table(STEEL.replace("own count", "own\x1b[31m [red]\u202ecount")), "--by", "Kari"])
    capsys.readouterr()
    run(["reference", "list", "norway", "--what", "steel"])
    told = capsys.readouterr().out
    assert "own⟦U+001B⟧[31m [red]⟦U+202E⟧count" in told
