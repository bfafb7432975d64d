"""Lines of JSON read back into what they were."""

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given

from export_hostile import TEXT, hostile
from export_sources import lines, recorded, selection, written
from legation.exports import jsonl
from legation.ledger.excerpt import Review
from legation.nouns import Document, Matter, Mention
from strategies import measured, reports, told


def objects(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_bytes().splitlines()]


def mention_of(line: dict[str, Any]) -> Mention:
    return Mention.model_validate({name: line[name] for name in Mention.model_fields})


@given(reports())
def test_entries_read_back_into_the_very_mentions(told_: list[tuple[Mention, ...]]) -> None:
    chosen = selection(*(recorded(*mentions) for mentions in told_))
    found = [mention_of(line) for line in lines(jsonl.write, chosen)]
    assert found == [stated.mention for document in chosen.documents() for stated in document.stated]


def test_documents_and_matters_read_back_into_themselves(tmp_path: Path) -> None:
    chosen = hostile(texts=True)
    assert jsonl.write_tables(chosen, tmp_path) == {"document": 1, "entry": 3, "matter": 1}
    (document,) = objects(tmp_path / "documents.jsonl")
    (given_,) = chosen.documents()
    assert Document.model_validate({name: document[name] for name in Document.model_fields}) == given_.document
    assert document["text"] == TEXT
    (matter,) = objects(tmp_path / "matters.jsonl")
    assert [Matter.model_validate(matter)] == list(chosen.matters())


def test_texts_are_left_out_unless_they_are_asked_for(tmp_path: Path) -> None:
    jsonl.write_tables(hostile(), tmp_path)
    assert "text" not in objects(tmp_path / "documents.jsonl")[0]


def test_hostile_words_stay_on_their_line_and_steer_no_terminal() -> None:
    raw, _ = written(jsonl.write, hostile())
    assert raw.count(b"\n") == 3
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029]", raw.decode())


def test_what_people_decided_is_on_the_line() -> None:
    first, second, _ = lines(jsonl.write, hostile())
    assert Review(**first["review"]) == next(hostile().documents()).stated[0].review
    assert second["review"] == {"state": "unreviewed", "by": None, "at": None, "why": None, "decision": None}


def test_keys_come_in_one_order() -> None:
    with TemporaryDirectory() as name:
        jsonl.write_tables(selection(recorded(told("signed", doc="a")), recorded(told("offered", doc="b"))), Path(name))
        one, other = objects(Path(name) / "entries.jsonl")
    assert list(one) == list(other) == [*Mention.model_fields, "review"]
    assert list(one["entry"]) == list(other["entry"])


def test_nothing_is_no_line(tmp_path: Path) -> None:
    assert written(jsonl.write, selection()) == (b"", {"entry": 0})
    jsonl.write_tables(selection(), tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        "documents.jsonl": b"",
        "entries.jsonl": b"",
        "matters.jsonl": b"",
    }


def test_a_number_without_end_makes_no_line_invalid() -> None:
    raw, _ = written(jsonl.write, selection(recorded(measured(float("inf"), "km", doc="a"))))
    line = json.loads(raw, parse_constant=pytest.fail)
    assert line["entry"]["value"] is None
