"""The commands, run in this process with a reader of one rule: `X offered Y` is on the record."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from legation.cli.app import run
from legation.nouns import Commitment, Document, Entry, Evidence, Quantity

STORY = " date 2021-05-06 Ag NTB\n\nOSLO: Kari Lund said Norway offered 200 [bold]buses[/bold] to Iceland.\n"


class OneRule:
    """Reads each `Norway offered ...` up to the full stop, and breaks down where the text says so."""

    name = "onerule/1"
    readings = 0

    def read(self, document: Document) -> tuple[Entry, ...]:
        self.readings += 1
        if "BREAK DOWN" in document.text:
            raise ZeroDivisionError("as asked")
        return tuple(
            Commitment(
                id=f"e{found.start():012x}",
                evidence=(Evidence(start=found.start(), end=found.end(), quote=found[0]),),
                trigger="offered",
                speaker="Kari Lund",
                speaker_for=("NOR",),
                by=("NOR",),
                to=("ISL",),
                stage="offered",
                what=found[1],
                area=("transport",),
                quantities=(Quantity(value=200, unit="bus"),),
            )
            for found in re.finditer(r"Norway offered ([^.]*)", document.text)
        )


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> OneRule:
    one = OneRule()
    monkeypatch.setattr("legation.cli.documents.open_reader", lambda _: one)
    return one


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEGATION_LEDGER", raising=False)
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    return "story.txt"


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.usefixtures("reader")
def test_read_as_json_gives_one_object_a_line_with_the_keys_in_their_order(
    story: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["read", story, "--json"]) == 0
    (told,) = lines(capfd.readouterr().out)
    assert list(told) == ["doc", "id", "date", "source", "dateline", "language", "title", "url", "reader", "entries"]
    assert (told["doc"], told["date"], told["source"], told["dateline"]) == ("story", "2021-05-06", "NTB", "OSLO")
    assert (told["language"], told["reader"]) == ("en", "onerule/1")
    (entry,) = told["entries"]
    (evidence,) = entry["evidence"]
    assert STORY[evidence["start"] : evidence["end"]] == evidence["quote"]
    assert entry["id"].startswith("e")


@pytest.mark.usefixtures("reader")
def test_offsets_count_code_points_of_the_whole_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    raw = "\ufeff🇳🇴 \r\nNorway offered 200 buses.\r\n".encode()
    (tmp_path / "a.txt").write_bytes(raw)
    assert run(["read", str(tmp_path), "--json"]) == 0
    (told,) = lines(capfd.readouterr().out)
    (evidence,) = told["entries"][0]["evidence"]
    assert raw.decode()[evidence["start"] : evidence["end"]] == "Norway offered 200 buses"


@pytest.mark.usefixtures("reader")
def test_reading_twice_gives_identical_bytes(story: str, capfd: pytest.CaptureFixture[str]) -> None:
    for arguments in (["read", story, "--json"], ["read", story]):
        assert run(arguments) == run(arguments) == 0
        out = capfd.readouterr().out
        assert out[: len(out) // 2] == out[len(out) // 2 :] != ""


@pytest.mark.usefixtures("reader")
def test_a_person_sees_the_whole_quote_with_its_trigger_marked_and_its_speaker(
    story: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["read", story]) == 0
    out = capfd.readouterr().out
    assert "“Norway ‹offered› 200 [bold]buses[/bold] to Iceland” — Kari Lund (Norway)" in out
    assert "offered · Norway → Iceland: 200 [bold]buses[/bold] to Iceland · 200 buses · transport" in out
    assert "\x1b" not in out


@pytest.mark.usefixtures("reader")
def test_in_a_pipe_an_entry_is_one_line_however_long(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    long = "a ferry " * 100 + "to Iceland"
    (tmp_path / "a.txt").write_text(f"Norway offered {long}.")
    assert run(["read", str(tmp_path)]) == 0
    assert any(f"“Norway ‹offered› {long}”" in line for line in capfd.readouterr().out.splitlines())


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_no_control_sequence_of_a_document_reaches_the_terminal(
    options: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    hostile = "\x1b]0;owned\x07 \x9b31m \u202edesrever\u2066 zero\u200bwidth \x7f\r200 buses"
    (tmp_path / "a.txt").write_text(f"Norway offered {hostile}.", "utf-8")
    assert run(["read", str(tmp_path), *options]) == 0
    out = capfd.readouterr().out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202e\u2066]", out)
    if options:
        assert lines(out)[0]["entries"][0]["evidence"][0]["quote"] == f"Norway offered {hostile}"


@pytest.mark.usefixtures("reader")
def test_a_document_without_entries_says_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("The weather was fine in Oslo on Monday.")
    assert run(["read", str(tmp_path)]) == 0
    assert "nothing on the record" in capfd.readouterr().out


@pytest.mark.usefixtures("reader")
def test_a_bug_in_reading_one_document_costs_only_that_one(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("BREAK DOWN")
    (tmp_path / "b.txt").write_text("Norway offered buses.")
    assert run(["read", str(tmp_path), "--json"]) == 1
    out, err = capfd.readouterr()
    assert [told["doc"] for told in lines(out)] == ["b"]
    assert err.startswith("legation: a: a bug in Legation")
    assert "please report it" in err
    assert "Traceback" not in err


@pytest.mark.usefixtures("reader")
def test_the_traceback_of_a_bug_is_shown_to_who_asks_for_it(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEGATION_DEBUG", "1")
    (tmp_path / "a.txt").write_text("BREAK DOWN")
    assert run(["read", str(tmp_path)]) == 1
    assert "ZeroDivisionError: as asked" in capfd.readouterr().err


def test_adding_twice_changes_nothing_says_so_and_reads_nothing_again(
    story: str, reader: OneRule, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["add", story]) == 0
    assert capfd.readouterr().out == "story: 1 entry\n1 document added with 1 entry (legation.db)\n"
    before = json_of(capfd, "matters", "--entries")
    assert run(["add", story]) == 0
    again = capfd.readouterr().out
    assert again.startswith("story: 1 entry, already kept\n0 documents added with 0 entries; 1 already kept")
    assert json_of(capfd, "matters", "--entries") == before
    assert reader.readings == 1


def json_of(capfd: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert run([*arguments, "--json"]) == 0
    return lines(capfd.readouterr().out)


@pytest.mark.usefixtures("reader")
def test_the_ledger_is_the_option_else_the_environment_else_the_default(
    story: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LEGATION_LEDGER", "env.db")
    assert run(["add", story]) == run(["add", story, "--ledger", "option.db"]) == 0
    monkeypatch.delenv("LEGATION_LEDGER")
    assert run(["add", story]) == 0
    assert sorted(path.name for path in tmp_path.glob("*.db")) == ["env.db", "legation.db", "option.db"]
    told = json_of(capfd_cleared(capfd), "add", story)
    assert [(one["doc"], one["new"], one["entries"]) for one in told] == [("story", False, 1)]


def capfd_cleared(capfd: pytest.CaptureFixture[str]) -> pytest.CaptureFixture[str]:
    capfd.readouterr()
    return capfd


@pytest.mark.usefixtures("reader")
def test_matters_as_json_have_the_keys_in_their_order_and_entries_when_asked(
    story: str, capfd: pytest.CaptureFixture[str]
) -> None:
    run(["add", story])
    capfd.readouterr()
    (matter,) = json_of(capfd, "matters")
    keys = list(matter)
    assert " ".join(keys) == (
        "id title aliases parties areas stage standing next_move due slipped balance flags history"
    )
    (matter,) = json_of(capfd, "matters", "norway", "ISL", "--entries")
    assert list(matter) == [*keys, "entries"]
    (entry,) = matter["entries"]
    assert (entry["doc"], entry["kind"]) == ("story", "commitment")
    assert set(entry["evidence"][0]) == {"start", "end", "quote"}


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("parties", [["norway", "iceland"], ["NOR", "isl"], ["the Norway", "Norwegian", "Icelandic"]])
def test_parties_are_known_by_code_and_by_name_in_any_case(
    parties: list[str], story: str, capfd: pytest.CaptureFixture[str]
) -> None:
    run(["add", story])
    capfd.readouterr()
    (dossier,) = json_of(capfd, "dossier", *parties)
    assert sorted(dossier["parties"]) == ["ISL", "NOR"]


@pytest.mark.usefixtures("reader")
def test_a_matter_and_a_dossier_show_the_words_they_rest_on(story: str, capfd: pytest.CaptureFixture[str]) -> None:
    run(["add", story])
    capfd.readouterr()
    (matter,) = json_of(capfd, "matters")
    assert run(["matter", str(matter["id"])]) == 0
    assert "Norway offered 200 [bold]buses[/bold] to Iceland" in " ".join(capfd.readouterr().out.split())
    for arguments in (["dossier", "norway", "iceland"], ["matters"]):
        assert run(arguments) == 0
        assert str(matter["id"]) in capfd.readouterr().out


@pytest.mark.usefixtures("reader")
def test_as_of_shows_what_the_record_said_by_then(story: str, capfd: pytest.CaptureFixture[str]) -> None:
    run(["add", story])
    capfd.readouterr()
    assert json_of(capfd, "matters", "--as-of", "2021-05-05") == []
    assert len(json_of(capfd, "matters", "--as-of", "2021-05")) == 1


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["matters", "norwya"], "no party is called 'norwya'; did you mean Norway?"),
        (["matters", "qqqq"], "no party is called 'qqqq'; give a code such as RUS"),
        (["matters", "--as-of", "soon"], "soon"),
        (["matter", "m000000000abc"], "no matter is called 'm000000000abc'"),
        (["dossier", "norway", "NOR"], "a dossier is of two parties or more"),
        (["matters", "--entries"], "--entries goes with --json"),
        (["read", "story.txt", "--date", "6.5.2021"], "--date 6.5.2021: no day of the calendar"),
        (["read"], "Missing argument"),
        (["read", "story.txt", "--nosuch"], "No such option: --nosuch"),
        (["nosuch"], "No such command 'nosuch'"),
        (["serve", "--port", "0"], "--port"),
        (["serve", "--host", "192.0.2.7"], "add --shared, so that they sign in"),
        (["serve", "--host", "desk.example"], "add --shared, so that they sign in"),
        (["serve", "--shared"], "nobody could sign in: make an account first"),
        (["serve", "--token", "secret"], "--token: of fewer than 20 characters"),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_code_2(
    arguments: list[str], said: str, story: str, capfd: pytest.CaptureFixture[str]
) -> None:
    run(["add", story])
    capfd.readouterr()
    assert run(arguments) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith("legation: ")
    assert said in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("raw", [b"no ledger at all", b"", b"SQLite format 3\x00 and rubbish"])
@pytest.mark.parametrize("command", [["matters"], ["matter", "m0"], ["dossier", "NOR", "ISL"], ["serve"], ["add"]])
def test_a_ledger_that_is_no_ledger_gets_one_sentence_and_stays_as_it_is(
    raw: bytes, command: list[str], story: str, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("thesis.db").write_bytes(raw)
    assert run([*command, *[story] * (command == ["add"]), "--ledger", "thesis.db"]) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert re.fullmatch(r"legation: .*thesis\.db.*\n", err)
    assert Path("thesis.db").read_bytes() == raw


def test_a_ledger_that_is_not_there_is_not_made_by_asking(story: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["matters", "--ledger", "none.db"]) == 1
    assert "none.db" in capfd.readouterr().err
    assert [path.name for path in Path().iterdir()] == [story]


def test_an_unknown_reader_is_wrong_usage(story: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["read", story, "--reader", "crystal-ball"]) == 2
    assert "no reader is called 'crystal-ball'" in capfd.readouterr().err


def test_ctrl_c_says_one_sentence(
    story: str, reader: OneRule, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(document: Document) -> tuple[Entry, ...]:
        raise KeyboardInterrupt(document.name)

    monkeypatch.setattr(reader, "read", interrupted)
    assert run(["add", story]) == 130
    assert capfd.readouterr().err == "legation: stopped; what was already kept stays kept\n"


def test_a_bare_legation_shows_its_help(capfd: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    out = capfd.readouterr().out
    assert all(command in out for command in ("read", "add", "matters", "matter", "dossier", "serve"))


@pytest.mark.parametrize("command", ["read", "add", "matters", "matter", "dossier", "serve"])
def test_each_help_has_an_example_and_says_what_every_option_is(
    command: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run([command, "--help"]) == 0
    out = capfd.readouterr().out
    assert f"Example: legation {command}" in out
    for option in re.findall(r"^  (--[a-z-]+(?: [A-Z|-]+)?)(.*(?:\n {15,}.*)*)", out, re.MULTILINE):
        assert option[1].strip(), f"{option[0]} has no help"


@pytest.mark.parametrize("group", ["ledger", "decisions", "reference"])
def test_a_group_of_commands_alone_tells_what_is_in_it(group: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run([group]) == 0
    told = capfd.readouterr()
    assert told.out.startswith(f"Usage: legation {group} ")
    assert told.err == ""
