"""Tables as CSV: safe in a spreadsheet, described by a Data Package, and the same after a round trip."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from export_hostile import TEXT, hostile
from export_sources import lines, recorded, selection, written
from legation.exports import csvtables, jsonl
from legation.exports.cells import plain_text, safe_text
from legation.exports.datapackage import MOST_SOURCES
from legation.exports.rows import rows
from legation.exports.tables import TABLES, Type
from legation.ledger.review.decisions import ENTRY
from legation.nouns import Entry, Mention
from strategies import measured, reports, stance, told

# What a spreadsheet calculates, at the beginning of a cell (OWASP, CSV Injection), white space or not.
CALCULATED = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")
FIELD_TYPES = {"string", "integer", "number", "boolean", "date", "datetime", "list"}  # of Data Package 2 that are used


def table(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode(), newline="")))


def package(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_bytes())
    return found


def check(folder: Path) -> None:
    """Whether a folder is a Data Package by the rules of the standard: names, paths, types, constraints and keys."""
    described = package(folder)
    assert described["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert re.fullmatch(r"[-a-z0-9._/]+", described["name"])
    assert datetime.fromisoformat(described["created"]).utcoffset() is not None
    assert all(source["title"] for source in described.get("sources", [{"title": "one"}]))
    found: dict[str, list[dict[str, str]]] = {}
    for resource in described["resources"]:
        raw = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(raw)
        assert resource["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}"
        assert raw.count(b"\n") == len(re.findall(rb"\r\n", raw)) + raw.count(b"\n") - raw.count(b"\r\n")
        found[resource["name"]] = cells = table(raw)
        fields = resource["schema"]["fields"]
        assert raw.split(b"\r\n")[0].decode() == ",".join(f'"{field["name"]}"' for field in fields)
        for row in cells:
            for field in fields:
                check_cell(row[field["name"]], field)
        key = [tuple(row[column] for column in resource["schema"]["primaryKey"]) for row in cells]
        assert len(set(key)) == len(key)
    for resource in described["resources"]:
        for key_ in resource["schema"].get("foreignKeys", []):
            (column,), to = key_["fields"], key_["reference"]
            there = {row[to["fields"][0]] for row in found[to["resource"]]}
            assert {row[column] for row in found[resource["name"]]} <= there


def check_cell(cell: str, field: Mapping[str, Any]) -> None:
    assert field["type"] in FIELD_TYPES
    assert cell or not field.get("constraints", {}).get("required")
    if not cell:
        return
    match field["type"]:
        case "integer":
            assert re.fullmatch("-?[0-9]+", cell)
        case "number":
            float(cell)
        case "boolean":
            assert cell in {"true", "false"}
        case "date":
            date.fromisoformat(cell)
        case "datetime":
            assert datetime.fromisoformat(cell).utcoffset() is not None
        case _:
            assert not CALCULATED.match(cell)
            assert cell in field.get("constraints", {}).get("enum", [cell])


def read_back(folder: Path) -> list[Entry]:
    """Entries out of the tables, as one who has read the description would."""
    places, amounts = (table((folder / f"{name}.csv").read_bytes()) for name in ("evidence", "quantities"))
    found = []
    for row in table((folder / "entries.csv").read_bytes()):
        told_ = {name: plain_text(cell) for name, cell in row.items() if cell}
        of = {name: told_[name] for name in told_ if name in _fields(row["kind"])}
        lists: dict[str, Any] = {
            name: tuple(of[name].split(";"))
            for name in of
            if name in {"by", "to", "actors", "people", "area", "awaits", "objects", "speaker_for"}
        }
        evidence = [
            {"start": one["start"], "end": one["end"], "quote": plain_text(one["quote"])}
            for one in places
            if one["entry"] == row["id"]
        ]
        counted = [
            {"value": number(one["value"]), "unit": plain_text(one["unit"]), "additional": one["additional"]}
            for one in amounts
            if one["entry"] == row["id"]
        ]
        whole = of | lists | {"kind": row["kind"], "evidence": evidence}
        if row["kind"] == "commitment":
            whole["quantities"] = counted
        if row["kind"] == "meeting" and "location" in told_:
            whole["place"] = told_["location"]
        if "value" in of:
            whole["value"] = number(of["value"])
        found.append(ENTRY.validate_python(whole))
    return found


def _fields(kind: str) -> set[str]:
    (model,) = (one for one in get_args(get_args(Entry)[0]) if one.model_fields["kind"].default == kind)
    return set(model.model_fields)


def number(cell: str) -> int | float:
    return int(cell) if re.fullmatch("-?[0-9]+", cell) else float(cell)


def entries_of(mentions: Iterable[Mention]) -> list[Entry]:
    return [mention.entry for mention in mentions]


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n＝＠ ab\u200b\ufeff")))
@example("=1")
@example("'=1")
@example("''' \t=1")
@example(" \u3000＝1")
@example("'tis")
def test_a_text_is_never_calculated_and_is_itself_again_when_read(text: str) -> None:
    cell = safe_text(text)
    assert not CALCULATED.match(cell)
    assert plain_text(cell) == text


@given(st.text())
def test_a_cell_is_valid_unicode_of_the_length_of_its_text_but_for_an_apostrophe(text: str) -> None:
    cell = safe_text(text)
    cell.encode()
    assert "\0" not in cell
    assert len(cell) - len(text) == cell.startswith("'") - text.startswith("'") or cell.startswith("''")


@given(reports())
def test_entries_read_back_from_the_tables_are_the_very_entries(told_: list[tuple[Mention, ...]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        chosen = selection(*(recorded(*mentions) for mentions in told_))
        csvtables.write_tables(chosen, folder)
        check(folder)
        assert read_back(folder) == entries_of(mention for mentions in told_ for mention in mentions)


def test_hostile_words_break_no_table_and_are_read_back_but_for_what_is_said_of_them(tmp_path: Path) -> None:
    chosen = hostile(texts=True)
    counts = csvtables.write_tables(chosen, tmp_path)
    assert counts == {"document": 1, "entry": 3, "matter": 1, "step": 1}
    check(tmp_path)
    (document,) = table((tmp_path / "documents.csv").read_bytes())
    assert plain_text(document["text"]) == TEXT.replace("\0", "\ufffd")
    assert plain_text(document["name"]) == "\ufffd-half ; =1+1"
    first, meeting, _ = read_back(tmp_path)
    assert first.evidence == next(chosen.documents()).stated[0].mention.entry.evidence
    assert meeting.evidence[0].quote == "\ufffd\x1b[31m \u202eNarva\u202c \U000e0041"
    (row, *_) = table((tmp_path / "entries.csv").read_bytes())
    assert row["by"] == "'=A；B;NOR"
    assert row["reviewed_by"] == "'@Eve"


def test_numbers_are_not_quoted(tmp_path: Path) -> None:
    csvtables.write_tables(hostile(), tmp_path)
    assert b',-5,"\'=boat","false"\r\n' in (tmp_path / "quantities.csv").read_bytes()
    assert b',2.5e+22,"USD","true"\r\n' in (tmp_path / "quantities.csv").read_bytes()


def test_entries_alone_are_those_of_the_tables(tmp_path: Path) -> None:
    chosen = hostile()
    csvtables.write_tables(chosen, tmp_path)
    alone, counts = written(csvtables.write, chosen)
    assert alone == (tmp_path / "entries.csv").read_bytes()
    assert counts == {"entry": 3}


def test_nothing_is_a_package_of_empty_tables(tmp_path: Path) -> None:
    assert set(csvtables.write_tables(selection(), tmp_path).values()) == {0}
    check(tmp_path)
    assert "sources" not in package(tmp_path)
    assert all(len((tmp_path / one["path"]).read_bytes().splitlines()) == 1 for one in package(tmp_path)["resources"])


def test_the_package_says_what_was_asked_for_and_whose_words_are_in_it(tmp_path: Path) -> None:
    report = recorded(told("signed", doc="a", reported="2020-01-01"), source="Fjord News")
    chosen = selection(report, as_of="2024")._replace(parties=("NOR",))
    csvtables.write_tables(chosen, tmp_path)
    assert package(tmp_path)["selection"] == {"parties": ["NOR"], "as_of": "2024"}
    assert package(tmp_path)["sources"] == [{"title": "Fjord News"}]


def test_sources_without_end_are_not_all_held(tmp_path: Path) -> None:
    mention = stance(by=["NOR"], to=["EST"], doc="a", reported="2020-01-01")
    many = [
        recorded(mention.model_copy(update={"document": f"sha256:{n:064x}"}), source=f"paper {n}")
        for n in range(MOST_SOURCES + 9)
    ]
    csvtables.write_tables(selection(*many), tmp_path)
    assert len(package(tmp_path)["sources"]) == MOST_SOURCES + 1


def test_every_row_fills_columns_that_are_there() -> None:
    columns = {table_.name: {column.name for column in table_.columns} for table_ in TABLES}
    for name, row in rows(hostile()):
        assert set(row) - {"entry", "text", "id"} <= columns[name], name


@pytest.mark.parametrize(
    "mention", [told("pledged", doc="a"), measured(5, "km", doc="a")], ids=["commitment", "figure"]
)
def test_every_field_of_an_entry_has_a_column(mention: Mention) -> None:
    columns = {column.name for table_ in TABLES for column in table_.columns}
    assert set(type(mention.entry).model_fields) - {"place"} <= columns
    assert {column.type for table_ in TABLES for column in table_.columns} == set(get_args(Type))


def test_a_line_of_json_and_a_row_tell_the_same_entry() -> None:
    (line, *_), (row, *_) = lines(jsonl.write, hostile()), table(written(csvtables.write, hostile())[0])
    assert line["entry"]["id"] == row["id"]
    assert line["review"]["state"] == row["review"]


def test_a_number_without_end_is_written_as_the_standard_has_it() -> None:
    (row,) = table(written(csvtables.write, selection(recorded(measured(float("-inf"), "km", doc="a"))))[0])
    assert row["value"] == "-INF"
