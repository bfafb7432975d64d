"""The samples: what the reader makes of them, and that they are what they say they are."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from legation.intake import receive
from legation.nouns import Document, Entry
from legation.reading.reader import Reader, open_reader
from scoring import Agreement, Tally, agree, agree_strictly, annotated_entries, tally, total

SAMPLES = Path(__file__).parent.parent / "samples"
REPORTS = sorted(SAMPLES.glob("*.txt"))
ANNOTATED = sorted((SAMPLES / "annotated").glob("*.txt"))
EVERY_TEXT = [*REPORTS, *ANNOTATED]


def name(path: Path) -> str:
    return path.stem


def document(path: Path) -> Document:
    return receive(path.read_bytes(), name=path.stem).document


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


@pytest.fixture(scope="module")
def readings(reader: Reader) -> Mapping[Path, tuple[Entry, ...]]:
    return {path: reader.read(document(path)) for path in EVERY_TEXT}


def scored(readings: Mapping[Path, tuple[Entry, ...]], agreement: Agreement) -> Tally:
    return total(
        [
            tally(annotated_entries(path.with_suffix(".json"), path.read_text("utf-8")), readings[path], agreement)
            for path in ANNOTATED
        ]
    )


@pytest.mark.parametrize("path", EVERY_TEXT, ids=name)
def test_every_quote_stands_word_for_word_at_its_place(path: Path, readings: Mapping[Path, tuple[Entry, ...]]) -> None:
    text = path.read_text("utf-8")
    for entry in readings[path]:
        assert entry.trigger in entry.evidence[0].quote
        for evidence in entry.evidence:
            assert text[evidence.start : evidence.end] == evidence.quote


@pytest.mark.parametrize("path", REPORTS, ids=name)
def test_every_report_puts_something_on_the_record(path: Path, readings: Mapping[Path, tuple[Entry, ...]]) -> None:
    assert readings[path]


def test_reading_twice_in_two_processes_gives_identical_bytes() -> None:
    # Two hash seeds: an order that hangs on a set of strings would differ between them.
    outputs = [
        subprocess.run(
            [sys.executable, "-m", "legation", "read", "--json", *map(str, EVERY_TEXT)],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1]
    assert len(outputs[0].splitlines()) == len(EVERY_TEXT)


def test_what_annotators_see_in_the_annotated_texts_is_mostly_found(
    readings: Mapping[Path, tuple[Entry, ...]],
) -> None:
    assert scored(readings, agree).f1 >= 0.60


def test_who_does_what_is_mostly_right_in_the_annotated_texts(readings: Mapping[Path, tuple[Entry, ...]]) -> None:
    assert scored(readings, agree_strictly).f1 >= 0.45


@pytest.mark.parametrize("path", ANNOTATED, ids=name)
def test_annotations_quote_their_text(path: Path) -> None:
    entries = annotated_entries(path.with_suffix(".json"), path.read_text("utf-8"))
    assert all(entry.trigger in entry.evidence[0].quote for entry in entries)


def test_home_affairs_put_nothing_on_the_record(readings: Mapping[Path, tuple[Entry, ...]]) -> None:
    domestic = [path for path in ANNOTATED if not json.loads(path.with_suffix(".json").read_text("utf-8"))["entries"]]
    assert len(domestic) == 2
    assert {path.stem: readings[path] for path in domestic} == {path.stem: () for path in domestic}


@pytest.mark.parametrize("path", REPORTS, ids=name)
def test_a_report_names_its_date_and_its_invented_agency(path: Path) -> None:
    taken = document(path)
    assert taken.date == path.stem[:10]
    assert taken.source == "LGN"


def test_every_report_has_its_sources_named() -> None:
    listed = re.findall(r"^\| `([^`]+\.txt)` \| \S", (SAMPLES / "SOURCES.md").read_text("utf-8"), re.MULTILINE)
    assert listed == [path.name for path in REPORTS]
