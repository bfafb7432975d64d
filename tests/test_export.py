"""`legation export`: where it goes, whole or not at all, and what is said of it."""

import csv
import io
import json
import os
import re
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow.parquet as pq
import pytest

from cable import BOTH, fill, key
from export_hostile import hostile
from legation import exports
from legation.cli.app import run
from legation.cli.terminal import output_stream
from legation.errors import LegationError, QueryError
from legation.exports import FORMATS, format_called, jsonl, writer
from legation.exports.placing import export, write_zip
from legation.exports.selection import Selection
from legation.ledger import Ledger

TABLES = {"documents", "entries", "evidence", "quantities", "matters", "steps"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small record in a ledger."""
    path = tmp_path_factory.mktemp("filled") / "legation.db"
    with Ledger.open(path, create=True) as ledger:
        fill(ledger)
    return path


@pytest.fixture
def cable(tmp_path: Path, filled: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with that ledger; the work is done there."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEGATION_LEDGER", raising=False)
    shutil.copy(filled, tmp_path / "legation.db")
    return tmp_path


def left(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()} - {"legation.db", "legation.db-wal", "legation.db-shm"}


def rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8"), newline="")))


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_is_written_to_a_file_and_to_standard_output_alike(
    format_: str, cable: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    options = ["--base-url", "https://a.example", "--reporting-org", "XM-EX-1", "--reporting-name", "Example"]
    name = f"out{FORMATS[format_].ending}"
    assert run(["export", "--format", format_, *options, "-o", name]) == 0
    capfdbinary.readouterr()
    assert run(["export", "--format", format_, *options]) == 0
    printed = capfdbinary.readouterr().out
    assert printed
    if format_ == "parquet":  # tells when it was written
        assert pq.read_table(io.BytesIO(printed)) == pq.read_table(cable / name)
    else:
        said = {"webannotation": b'"generated"', "iati": b"generated-datetime"}.get(format_)
        same = (cable / name).read_bytes().splitlines() == printed.splitlines()
        assert same or (said is not None and said in printed)
    assert left(cable) == {name} | ({"datapackage.json"} if format_ == "csv" else set())


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_makes_a_file_of_nothing_and_says_so(
    format_: str, cable: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", "--format", format_, "--since", "2030", "-o", "out"]) == 0
    assert (cable / "out").is_file()
    told = capfd.readouterr()
    assert told.out == ""
    assert told.err == "legation: nothing in the ledger is so; what was written is empty\n"


def test_a_folder_takes_all_tables_and_keeps_what_else_is_in_it(cable: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "--format", "csv", "-o", "out/"]) == 0
    assert capfd.readouterr().out == "5 documents, 18 entries, 4 matters, 8 steps written to out/\n"
    assert left(cable / "out") == {f"{name}.csv" for name in TABLES} | {"datapackage.json"}
    (cable / "out" / "mine.txt").write_text("mine")
    assert run(["export", "--format", "csv", "--until", "2019", "-o", "out"]) == 0
    assert (cable / "out" / "mine.txt").read_text() == "mine"
    assert len(rows(cable / "out" / "documents.csv")) == 1
    assert left(cable) == {"out"}


@pytest.mark.parametrize(("format_", "names"), [("csv", TABLES), ("parquet", {"documents", "entries", "matters"})])
def test_a_zip_takes_all_tables(format_: str, names: set[str], cable: Path) -> None:
    assert run(["export", "--format", format_, "-o", "OUT.ZIP"]) == 0
    with zipfile.ZipFile(cable / "OUT.ZIP") as archive:
        assert archive.testzip() is None
        assert {f"{name}.{format_}" for name in names} <= set(archive.namelist())
        assert {info.external_attr >> 16 for info in archive.infolist()} == {0o644}


def test_a_zip_of_one_moment_is_the_same_each_time() -> None:
    one, other = io.BytesIO(), io.BytesIO()
    write_zip(hostile(), FORMATS["csv"], one)
    write_zip(hostile(), FORMATS["csv"], other)
    assert one.getvalue() == other.getvalue()


def test_entries_alone_get_their_description_beside_them(cable: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "estonia", "--format", "csv", "--kind", "position", "-o", "stances.csv"]) == 0
    assert capfd.readouterr().out == "3 entries written to stances.csv\n"
    described = json.loads((cable / "datapackage.json").read_bytes())
    assert [resource["path"] for resource in described["resources"]] == ["stances.csv"]
    assert described["selection"] == {"parties": ["EST"], "kinds": ["position"]}


def test_a_description_of_other_data_is_not_replaced(cable: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (cable / "datapackage.json").write_text('{"name": "herring"}')
    for place in ("entries.csv", "."):
        assert run(["export", "--format", "csv", "-o", place]) == 2
        assert "datapackage.json describes other data and stays as it is" in capfd.readouterr().err
    assert left(cable) == {"datapackage.json"}


@pytest.mark.parametrize("place", ["out.jsonl", "out/", "out.zip"])
def test_what_is_interrupted_leaves_all_as_it_was(
    place: str, cable: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    assert run(["export", "--format", "jsonl", "-o", place]) == 0
    before = {file: file.read_bytes() for file in cable.rglob("*.*") if file.is_file() and "db" not in file.suffix}
    monkeypatch.setattr(jsonl, "json_line", interrupted)
    assert run(["export", "--format", "jsonl", "-o", place]) == 130
    capfd.readouterr()
    assert {file: file.read_bytes() for file in before} == before
    assert left(cable) == {place.strip("/")}


def test_a_link_stays_a_link(cable: Path) -> None:
    (cable / "real").write_text("before")
    (cable / "link.jsonl").symlink_to(cable / "real")
    assert run(["export", "--format", "jsonl", "-o", "link.jsonl"]) == 0
    assert (cable / "link.jsonl").is_symlink()
    assert (cable / "real").read_bytes().count(b"\n") == 18


def test_the_file_may_be_read_by_whom_other_files_may(cable: Path) -> None:
    (cable / "other").touch()
    assert run(["export", "--format", "jsonl", "-o", "out.jsonl"]) == 0
    assert run(["export", "--format", "jsonl", "-o", "out/"]) == 0
    assert (cable / "out.jsonl").stat().st_mode == (cable / "other").stat().st_mode
    assert (cable / "out").stat().st_mode & 0o777 == 0o777 & ~_mask()


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_device_is_written_and_not_replaced(cable: Path) -> None:
    assert run(["export", "--format", "parquet", "-o", "/dev/null"]) == 0
    assert not Path("/dev/null").is_file()
    assert left(cable) == set()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "xlsx"], "--format xlsx: there is none; there are csv, jsonl, parquet"),
        (["--format", "iati", "-o", "./"], "./: iati is one file; name it, such as ledger.xml"),
        (["--format", "plover", "-o", "out.zip"], "out.zip: plover is one file; name it, such as ledger.jsonl"),
        (["--format", "csv", "--area", "fish"], "--area fish: there is none"),
        (["--format", "csv", "--since", "soon"], "'soon' is no date"),
        (["--format", "csv", "atlantis"], "no party is called 'atlantis'"),
        (["--format", "csv", "--matter", "m000000000000"], "no matter is called 'm000000000000'"),
        (["--format", "csv", "--matter", "m0", "norway"], "--matter goes with no parties and no other filter"),
        ([], "--format"),
    ],
)
def test_what_cannot_be_asked_for_is_told_in_a_sentence(
    arguments: list[str], said: str, cable: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", *arguments]) == 2
    told = capfd.readouterr()
    assert told.out == ""
    assert said in told.err
    assert told.err.count("\n") == 1
    assert left(cable) == set()


@pytest.mark.usefixtures("cable")
def test_a_place_that_cannot_be_written_is_told_in_a_sentence(capfd: pytest.CaptureFixture[str]) -> None:
    for place in ("none/out.jsonl", "none/deeper/", "legation.db/out.csv"):
        assert run(["export", "--format", "jsonl", "-o", place]) == 1
        assert capfd.readouterr().err.startswith(f"legation: {place.rstrip('/')}")


def test_a_full_disk_is_told_in_a_sentence(cable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(jsonl, "json_line", full)
    with pytest.raises(LegationError, match=r"out: cannot be written \(no space left on device\)"):
        export(hostile(), FORMATS["jsonl"], "out")
    assert left(cable) == set()


def test_filters_leave_out_what_does_not_fit(cable: Path) -> None:
    assert run(["export", "norway", "--format", "jsonl", "--words", "boats", "--stage", "done", "-o", "out/"]) == 0
    lines = [json.loads(line) for line in (cable / "out" / "entries.jsonl").read_bytes().splitlines()]
    assert [line["entry"]["id"] for line in lines] == [key("visit", 4)]


def test_one_matter_is_exported_with_what_it_is_made_of(cable: Path) -> None:
    matter = f"m{key('signed', 4)[1:]}"
    assert run(["export", "--format", "csv", "--matter", matter, "-o", "out/"]) == 0
    assert [row["id"] for row in rows(cable / "out" / "matters.csv")] == [matter]
    assert [row["entry"] for row in rows(cable / "out" / "steps.csv")] == [
        row["id"] for row in rows(cable / "out" / "entries.csv")
    ]


def test_what_became_known_later_is_in_no_table_as_of_a_day(cable: Path) -> None:
    assert run(["export", "--format", "csv", "--as-of", "2019", "--texts", "-o", "out/"]) == 0
    for file in (cable / "out").glob("*.csv"):
        assert "2021" not in file.read_text("utf-8"), file.name


def at_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)


def test_parquet_is_not_thrown_at_a_terminal(
    cable: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    at_terminal(monkeypatch)
    assert run(["export", "--format", "parquet"]) == 2
    assert "parquet is nothing for a terminal: name a file with -o, such as ledger.parquet" in capfd.readouterr().err
    assert left(cable) == set()


def test_words_of_a_document_steer_no_terminal(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    at_terminal(monkeypatch)
    raw = "a\x1b[31m é\u202e\n".encode()
    with output_stream() as to:
        for byte in raw:
            to.write(bytes([byte]))
            to.flush()
    assert capfdbinary.readouterr().out == "a\\x1b[31m é\\u202e\n".encode()


def test_progress_is_told_of_documents_and_matters(cable: Path) -> None:
    told: list[tuple[str, int, int]] = []
    with Ledger.open(cable / "legation.db") as ledger, ledger.excerpt(BOTH) as excerpt:
        selection = Selection(excerpt, hostile().at, tell=lambda *each: told.append(each))
        export(selection, FORMATS["jsonl"], "out/")
    assert told[0] == ("documents", 0, 5)
    assert ("matters", 3, 0) in told


def test_the_names_of_formats_are_taken_in_any_case() -> None:
    assert format_called("CSV") is FORMATS["csv"]
    with pytest.raises(QueryError):
        format_called("")


@pytest.mark.parametrize("of", FORMATS.values(), ids=lambda of: of.name)
def test_every_format_has_its_writers(of: exports.Format) -> None:
    found: Callable[[Selection, BinaryIO], Any] = writer(of)
    assert found.__doc__
    assert not of.tables or exports.tables_writer(of).__doc__


def test_the_help_has_an_example_and_says_what_every_option_is(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "--help"]) == 0
    out = capfd.readouterr().out
    assert "Example: legation export" in out
    options = re.findall(r"^  (?:-o, )?(--[a-z-]+(?: [A-Z|-]+)?)(.*(?:\n {15,}.*)*)", out, re.MULTILINE)
    assert {option.split()[0] for option, _ in options} >= {"--format", "--output", "--matter", "--as-of", "--texts"}
    assert [option for option, says in options if not says.strip()] == []
    assert all(name in out for name in FORMATS)
