"""`legation bulk` as a command: the same as reading one by one, and each refusal a sentence."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from bulky import SOURCES
from legation.bulk.desk import Terms
from legation.bulk.engine import checked_engine, engine
from legation.bulk.inputs import inputs, kind_of
from legation.bulk.manifest import Manifest, alone
from legation.bulk.result import Kept, part_names, read_part
from legation.errors import EngineLost, LegationError, QueryError, ResultRefused, UnreadablePath
from legation.intake.columns import Columns

SAMPLES = Path(__file__).parents[1] / "samples"
STORIES = sorted(SAMPLES.glob("2021-0*.txt"))[:4]


def command(*arguments: str | Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "legation", *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCES)}, start_new_session=True,
    )  # fmt: skip


def told(*arguments: str | Path) -> list[dict[str, Any]]:
    said, complaint = (process := command(*arguments)).communicate(timeout=300)
    assert process.returncode == 0, complaint
    assert complaint == ""
    return [json.loads(line) for line in said.splitlines()]


def test_what_is_read_in_bulk_is_what_is_read_one_by_one(tmp_path: Path) -> None:
    corpus, out = tmp_path / "stories.jsonl", tmp_path / "out.parquet"
    stories = [{"id": path.stem, "text": path.read_text("utf-8")} for path in STORIES]
    corpus.write_text("".join(json.dumps(story) + "\n" for story in stories))
    (summary,) = told("bulk", corpus, "-o", out, "--reader", "rules", "--json")
    one_by_one = told("read", *STORIES, "--reader", "rules", "--json")
    found = [one for name in part_names(out) for one in read_part(out, name)]
    assert summary["documents"] == len(found) == len(STORIES)
    assert summary["entries"] == sum(len(one["entries"]) for one in one_by_one) > 0
    for one in one_by_one:
        (kept,) = (kept for kept in found if isinstance(kept, Kept) and kept.document.name == one["doc"])
        assert [entry.model_dump(mode="json") for entry in kept.entries] == one["entries"]
        fields = ("id", "date", "source", "dateline", "language")
        assert {name: getattr(kept.document, name) for name in fields} == {name: one[name] for name in fields}
        assert kept.reader == one["reader"]
    again = told("bulk", corpus, "-o", out, "--reader", "rules", "--json")
    assert again == [summary]
    quotes = pq.read_table(out / "entries")["evidence"].to_pylist()
    texts = {kept.document.text for kept in found if isinstance(kept, Kept)}
    assert all(
        any(text[each["start"] : each["end"]] == each["quote"] for text in texts) for one in quotes for each in one
    )


def test_ctrl_c_says_what_is_kept_and_that_it_goes_on(tmp_path: Path) -> None:
    (tmp_path / "long.jsonl").write_text("".join(json.dumps({"text": f"{n}. " * 9}) + "\n" for n in range(5_000)))
    process = command("bulk", tmp_path / "long.jsonl", "-o", tmp_path / "out", "--reader", "rules")
    while not (tmp_path / "out" / "manifest.json").exists() and process.poll() is None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
    os.killpg(process.pid, signal.SIGINT)
    said, complaint = process.communicate(timeout=120)
    assert (process.returncode, said) == (130, "")
    assert complaint == "legation: stopped; 0 documents are kept, the same command goes on\n"


def test_a_run_goes_on_only_with_what_it_began_with(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{}\n")
    out, terms = tmp_path / "out", Terms()
    begun = Manifest.of(inputs([str(tmp_path / "a.jsonl")]), terms, "rules/3").begin(out)
    assert Manifest.of(inputs([str(tmp_path)]), terms, "rules/3").begin(out) == begun
    (tmp_path / "b.jsonl").write_text("{}\n")
    others = [
        (inputs([str(tmp_path / "a.jsonl")]), terms, "rules/4", r"another reader \(rules/3, and now rules/4\)"),
        (inputs([str(tmp_path)]), terms, "rules/3", r"other inputs \(1 files"),
        (inputs([str(tmp_path / "a.jsonl")]), Terms(columns=Columns(text="body")), "rules/3", "other columns"),
        (inputs([str(tmp_path / "a.jsonl")]), Terms(date="2021-04-08"), "rules/3", "another date"),
    ]
    for found, asked, reader, said in others:
        with pytest.raises(ResultRefused, match=said):
            Manifest.of(found, asked, reader).begin(out)


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").touch()
    with pytest.raises(ResultRefused, match="no bulk run made"):
        Manifest.of((), Terms(), "rules/3").begin(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_two_runs_do_not_write_to_one_folder(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(ResultRefused, match="another run"), alone(tmp_path):
        pass
    with alone(tmp_path):
        pass


def test_a_damaged_manifest_is_no_new_beginning(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(ResultRefused, match="cannot be read"):
        Manifest.of((), Terms(), "rules/3").begin(tmp_path)


@pytest.mark.parametrize(
    ("written", "error", "said"),
    [
        ("nowhere.jsonl", UnreadablePath, "no such file"),
        ("none-*.jsonl", UnreadablePath, "no such file"),
        ("https://example.org/a.jsonl", QueryError, "only files of this machine and s3://"),
        ("letter.pdf", QueryError, "legation add"),
        ("empty", UnreadablePath, "holds nothing"),
        ("zero.jsonl", UnreadablePath, "nothing in it"),
    ],
)
def test_what_cannot_be_read_in_bulk_is_said_before_anything_is_read(
    written: str, error: type[LegationError], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("letter.pdf").write_bytes(b"%PDF-")
    Path("zero.jsonl").touch()
    Path("empty").mkdir()
    with pytest.raises(error, match=said):
        inputs([written])


def test_inputs_are_each_there_once_and_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b.warc.gz", "a.jsonl", "c.txt", ".hidden.jsonl"):
        Path(name).write_text("x")
    found = inputs([".", "*.warc.gz", "a.jsonl"])
    assert [(Path(one.path).name, one.kind, one.size) for one in found] == [
        ("a.jsonl", "lines", 1),
        ("b.warc.gz", "warc", 1),
    ]
    assert all(Path(one.path).is_absolute() for one in found)


def test_a_kind_is_told_by_the_whole_ending() -> None:
    assert [kind_of(name) for name in ("A.WARC.GZ", "x.ndjson.gz", "x.tsv")] == ["warc", "lines", "csv"]
    with pytest.raises(QueryError, match="read in bulk"):
        kind_of("x.gz")


@pytest.mark.parametrize("written", ["spark", "ray://", "ray:6379", ""])
def test_an_engine_that_there_is_not_is_refused(written: str) -> None:
    with pytest.raises(QueryError, match=f"--engine {written}: there is none"):
        checked_engine(written)


@pytest.mark.parametrize(("name", "missing"), [("local", "daft"), ("ray", "ray")])
def test_without_the_extra_one_sentence_says_what_to_install(
    name: str, missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    if missing == "ray":
        monkeypatch.setitem(sys.modules, "daft", object())
    for variable in ("OMP_NUM_THREADS", "PYTHONSAFEPATH"):
        monkeypatch.setenv(variable, os.environ.get(variable, ""))  # given back afterwards
    with pytest.raises(EngineLost, match=r"pip install 'legation\[bulk\]'"), engine(name):
        pass
