"""Bulk runs from end to end, each in a process of its own: any input, any engine, stopped at any moment."""

import gzip
import json
import os
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bench.crawl import made_up, pages
from bucket import bucket
from bulky import ran, started
from legation.bulk.result import Failed, Kept, part_names, read_part

LINES = 600  # more than a part
GERMAN = "Der Minister sagte, dass er mit der Regierung nicht einverstanden ist und dass es so ist."


def story(number: int, opening: str = "") -> str:
    return (
        json.dumps({"id": f"s{number}", "text": f"{opening}Word{number} of the story.", "title": f"T{number}"}) + "\n"
    )


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of every kind, some of them broken, with what no reader can read."""
    folder = tmp_path_factory.mktemp("corpus")
    twice = story(3)
    (folder / "a.jsonl").write_text("".join(map(story, range(20))) + twice + "not json\n" + story(70, "FAULTY "))
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(story(80).encode()))
    packed = [gzip.compress(one) for one in pages(made_up(5))]
    (folder / "c.warc.gz").write_bytes(b"".join(packed))
    (folder / "d.warc.gz").write_bytes(b"".join(packed)[:-40])  # breaks off within the last record
    (folder / "e[1].warc").write_bytes(next(pages(made_up(1))))  # a name that Daft takes for a pattern
    (folder / "f.jsonl").write_bytes(b'{"text": "caf\xe9"}\n{"text": "One of them."}\n')  # no UTF-8 in its first line
    (folder / "g.csv").write_text(f'id,body,day\n007,"Seven, in\ntwo lines.",2021-04-08\n8,"{GERMAN}",\n')
    table = {"Article Text": ["Nine of them.", None], "published": pa.array([0, None], pa.timestamp("ns"))}
    pq.write_table(pa.table(table), folder / "h.parquet")
    (folder / "i.jsonl").touch()
    return folder


@pytest.fixture(scope="module")
def local(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The result of reading it here."""
    out = tmp_path_factory.mktemp("local") / "out.parquet"
    ran(out, corpus)
    return out


def of(out: Path) -> list[Kept | Failed]:
    return sorted((one for name in part_names(out) for one in read_part(out, name)), key=repr)


def named(out: Path) -> Iterator[tuple[str, Kept]]:
    return ((Path((one.origin or "").split(", ")[0]).name, one) for one in of(out) if isinstance(one, Kept))


def test_every_document_of_every_file_is_a_row_once(local: Path) -> None:
    counts = Counter(file for file, _ in named(local))
    assert counts == {
        "a.jsonl": 20, "b.jsonl.gz": 1, "c.warc.gz": 5, "d.warc.gz": 4, "e[1].warc": 1, "f.jsonl": 1, "g.csv": 1,
        "h.parquet": 1,
    }  # fmt: skip


def test_what_cannot_be_read_is_a_row_with_its_reason(local: Path) -> None:
    failures = Counter(one.failure for one in of(local) if isinstance(one, Failed))
    # a line that is not JSON and a record that is cut short; a row without text
    assert failures == {"BrokenFile": 2, "EmptyDocument": 1, "ForeignLanguage": 1, "NotText": 1, "ReaderFault": 1}
    assert all(one.reason for one in of(local) if isinstance(one, Failed))


def test_cells_of_a_table_are_what_they_were_written_as(local: Path) -> None:
    told = {file: one.document for file, one in named(local)}
    assert (told["g.csv"].name, told["g.csv"].date, told["g.csv"].text) == (
        "007",
        "2021-04-08",
        "Seven, in\ntwo lines.",
    )
    assert (told["h.parquet"].date, told["h.parquet"].text) == ("1970-01-01", "Nine of them.")
    assert told["a.jsonl"].title is not None


def test_documents_and_entries_are_tables_that_join(local: Path) -> None:
    documents, entries = (pq.read_table(local / inside) for inside in ("documents", "entries"))
    assert sum(documents["entries"].to_pylist()) == len(entries) == 34
    assert set(entries["document"].to_pylist()) <= set(documents["id"].to_pylist())


def test_ray_gives_the_same_rows(corpus: Path, local: Path, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    some = {"a.jsonl", "c.warc.gz", "d.warc.gz"}  # each kind of file has workers of its own started
    ran(tmp_path / "out.parquet", *(corpus / name for name in sorted(some)), engine="ray")
    files = [Path((one.origin or "").split(", ")[0]).name for one in of(local)]
    assert of(tmp_path / "out.parquet") == [one for one, file in zip(of(local), files, strict=True) if file in some]


def test_a_killed_run_goes_on_to_the_same_rows(tmp_path: Path) -> None:
    lines = [story(number, "LATE " if number > LINES - 50 else "") for number in range(LINES)]
    (tmp_path / "many.jsonl").write_text("".join(lines))
    whole, killed = tmp_path / "whole.parquet", tmp_path / "killed.parquet"
    ran(whole, tmp_path / "many.jsonl")
    process = started(killed, tmp_path / "many.jsonl", reader="stuck")
    assert process.stderr is not None
    for line in process.stderr:  # until a part is there
        what, documents, _ = line.split()
        if what == "reading" and 0 < int(documents) < LINES:
            os.killpg(process.pid, signal.SIGKILL)
            break
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    before = {path: path.stat().st_mtime_ns for path in (killed / "documents").glob("*.parquet")}
    assert before
    ran(killed, tmp_path / "many.jsonl", reader="naming")
    assert of(killed) == of(whole)
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_document_that_ends_its_reader_costs_itself(tmp_path: Path) -> None:
    lines = [story(number, "DEADLY " if number == 30 else "") for number in range(60)]
    (tmp_path / "deadly.jsonl").write_text("".join(lines))
    out = tmp_path / "out.parquet"
    assert ran(out, tmp_path / "deadly.jsonl") == {"documents": 60, "failures": 1, "entries": 59}
    (lost,) = (one for one in of(out) if isinstance(one, Failed))
    assert lost.failure == "ReaderLost"
    assert lost.raw is not None
    assert b"DEADLY" in lost.raw


def test_a_folder_in_s3_is_read_and_what_breaks_off_there_is_a_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holds = {"news/a.jsonl": story(1).encode(), "news/b.warc.gz": gzip.compress(b"WARC/1.0")[:-9], "news/c.txt": b"x"}
    with bucket(holds) as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        ran(tmp_path / "out.parquet", "s3://press/news/")
    failed, kept = sorted(of(tmp_path / "out.parquet"), key=lambda one: isinstance(one, Kept))
    assert isinstance(kept, Kept)
    assert (kept.document.name, (kept.origin or "").split(",")[0]) == ("s1", "s3://press/news/a.jsonl")
    assert isinstance(failed, Failed)
    assert failed.reason.startswith("s3://press/news/b.warc.gz: cannot be read")
