"""`legation brief`: what it prints and writes, and how it says no."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import is_zipfile

import pytest

from cable import fill
from legation.cli.app import run
from legation.ledger import Ledger


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    with Ledger.open("cable.db", create=True) as opened:
        fill(opened)
    monkeypatch.setenv("LEGATION_LEDGER", "cable.db")
    return tmp_path


@pytest.mark.usefixtures("ledger")
def test_without_a_file_it_prints_markdown(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["brief", "norway", "EST", "--since", "2020", "--as-of", "2024-06-01"]) == 0
    out = capfd.readouterr().out
    assert out.startswith("# State of play: Norway and Estonia\n\n**As of:** 1 June 2024")
    assert "## Moved since 2020" in out
    assert "[^1]: “" in out
    assert all(line.isprintable() for line in out.splitlines())


def test_the_ending_of_the_file_says_the_format(ledger: Path) -> None:
    for name in ("brief.docx", "brief.PDF", "brief.html", "brief.md"):
        assert run(["brief", "NOR", "EST", "--as-of", "2024", "-o", name]) == 0
    assert is_zipfile(ledger / "brief.docx")
    assert (ledger / "brief.PDF").read_bytes().startswith(b"%PDF")
    assert (ledger / "brief.html").read_text("utf-8").startswith("<!doctype html>")
    assert (ledger / "brief.md").read_text("utf-8").startswith("# State of play")


def test_a_file_of_that_name_is_replaced_only_once_the_new_one_is_made(ledger: Path) -> None:
    old = ledger / "brief.md"
    old.write_text("old", "utf-8")
    assert run(["brief", "NOR", "EST", "--since", "soon", "-o", "brief.md"]) == 2
    assert old.read_text("utf-8") == "old"
    assert run(["brief", "NOR", "EST", "-o", "brief.md"]) == 0
    assert old.read_text("utf-8").startswith("# State of play")


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["NOR", "EST", "-o", "brief.odt"], 2, "brief.odt: a brief is written as .docx, .pdf, .html or .md"),
        (["NOR", "EST", "-o", ""], 2, "a brief is written as"),
        (["NOR"], 2, "a brief is of two parties or more"),
        (["NOR", "norway"], 2, "a brief is of two parties or more"),
        (["NOR", "EST", "--since", "soon"], 2, "--since soon: no date"),
        (["NOR", "EST", "--since", "2022", "--as-of", "2021"], 2, "--since 2022 is later than the day of the brief"),
        (["NOR", "EST", "--as-of", "never"], 2, "'never' is no date"),
        (["NOR", "EST", "--as-of", "2018"], 2, "the ledger holds nothing on Norway and Estonia as of 2018-12-31"),
        (["NOR", "Atlantis"], 2, "no party is called 'Atlantis'"),
        (
            ["NOR", "EST", "-o", "no/such/brief.md"],
            1,
            "no/such/brief.md: cannot be written (no such file or directory)",
        ),
    ],
)
def test_what_cannot_be_briefed_is_refused_in_one_sentence(
    arguments: list[str], code: int, sentence: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["brief", *arguments]) == code
    told = capfd.readouterr()
    assert told.out == ""
    assert told.err.startswith("legation: ")
    assert sentence in told.err
    assert told.err.count("\n") == 1


@pytest.mark.parametrize("ending", ["docx", "pdf", "html", "md"])
def test_another_run_writes_the_same_bytes(ledger: Path, ending: str) -> None:
    written = []
    for seed in ("1", "2"):
        name = f"{seed}.{ending}"
        asked = ["brief", "NOR", "EST", "--since", "2020", "--as-of", "2024-06-01", "-o", name]
        environment = os.environ | {"PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": seed, "TZ": f"UTC{seed}"}
        subprocess.run([sys.executable, "-m", "legation", *asked], cwd=ledger, env=environment, check=True)
        written.append((ledger / name).read_bytes())
    assert written[0] == written[1]
