"""`legation statements`: who says what, as JSON and as a table, and how it fails."""

import json
from pathlib import Path
from typing import Any

import pytest

from legation.cli.app import run

STORY = (
    "OSLO: 🇳🇴 “The buses are late,” Kari Lund said.\r\n\r\n"
    "Jon Mori said Lund had told him that [bold]fifty[/bold] were on their way.\r\n"
)


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_bytes(STORY.encode())
    return "story.txt"


def written(capfd: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert run(["statements", *arguments, "--json"]) == 0
    return [json.loads(line) for line in capfd.readouterr().out.splitlines()]


def test_as_json_each_statement_has_its_spans_and_its_speaker(story: str, capfd: pytest.CaptureFixture[str]) -> None:
    (told,) = written(capfd, story)
    assert list(told) == ["doc", "statements"]
    assert told["doc"] == "story"
    first = told["statements"][0]
    assert list(first) == ["content", "source", "cue", "speaker", "nested"]
    words = {key: [STORY[start:end] for start, end in first[key]] for key in ("content", "source", "cue")}
    assert words == {"content": ["“The buses are late,”"], "source": ["Kari Lund"], "cue": ["said"]}
    assert first["speaker"] == "Kari Lund"


def test_as_json_a_source_within_a_source_is_nested(story: str, capfd: pytest.CaptureFixture[str]) -> None:
    (told,) = written(capfd, story)
    outer = told["statements"][-1]
    assert outer["speaker"] == "Jon Mori"
    (inner,) = outer["nested"]
    assert inner["speaker"] == "Kari Lund"
    assert inner["nested"] == []


def test_each_document_is_one_line(story: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "silent.txt").write_text("OSLO: The bridge was closed.\n", "utf-8")
    told = written(capfd, story, "silent.txt")
    assert [one["doc"] for one in told] == ["story", "silent"]
    assert told[1]["statements"] == []


def test_reading_twice_gives_identical_bytes(story: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert written(capfd, story) == written(capfd, story)


def test_the_table_shows_who_said_what_and_markup_as_it_is(story: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["statements", story]) == 0
    shown = capfd.readouterr().out
    for words in ("Who", "Kari Lund", "“The buses are late,”", "Jon Mori", "› Kari Lund", "[bold]fifty[/bold]"):
        assert words in shown


def test_a_control_sequence_does_not_reach_the_terminal(
    story: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / story).write_text("OSLO: Kari Lund said the \x1b[31mbuses\x1b[0m were late.\n", "utf-8")
    assert run(["statements", story]) == 0
    shown = capfd.readouterr().out
    assert "\x1b[31m" not in shown
    assert "Kari Lund" in shown


def test_where_nobody_speaks_the_table_says_so(story: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / story).write_text("OSLO: The bridge was closed.\n", "utf-8")
    assert run(["statements", story]) == 0
    assert "nobody is quoted or reported" in capfd.readouterr().out


def test_help_has_an_example(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["statements", "--help"]) == 0
    shown = capfd.readouterr().out
    assert "Example: legation statements story.txt" in shown
    assert "who says what" in shown


@pytest.mark.parametrize(
    ("name", "content"),
    [("missing.txt", None), ("binary.txt", bytes(range(256)) * 8), ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")],
)
def test_what_cannot_be_read_is_named_in_one_sentence_and_the_others_are_read(
    story: str, tmp_path: Path, name: str, content: bytes | None, capfd: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert run(["statements", name, story, "--json"]) == 1
    told = capfd.readouterr()
    assert [json.loads(line)["doc"] for line in told.out.splitlines()] == ["story"]
    assert name.split(".", maxsplit=1)[0] in told.err
    assert told.err.count("\n") == 1
    assert "Traceback" not in told.err


def test_a_bug_that_one_document_brings_out_does_not_cost_the_others(
    story: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from legation.reading import statements

    read = statements.told

    def breaks_down(page: Any) -> Any:
        if "BREAK DOWN" in page.document.text:
            raise ZeroDivisionError("as asked")
        return read(page)

    monkeypatch.setattr(statements, "told", breaks_down)
    (tmp_path / "bad.txt").write_text("OSLO: BREAK DOWN, Kari Lund said.\n", "utf-8")
    assert run(["statements", "bad.txt", story, "--json"]) == 1
    told = capfd.readouterr()
    assert [json.loads(line)["doc"] for line in told.out.splitlines()] == ["story"]
    assert "bad" in told.err
    assert "Traceback" not in told.err
