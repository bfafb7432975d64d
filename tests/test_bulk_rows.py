"""What a bulk result holds, as values and as files: no Daft."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bench.crawl import page, record
from bench.generator import documents
from legation.bulk.desk import SAID, Desk, Terms
from legation.bulk.parts import ROWS, rows_done, tidy, write_part
from legation.bulk.records import Record, record_of
from legation.bulk.result import Failed, Kept, part_names, read_part
from legation.bulk.schema import DOCUMENTS, ENTRIES, document_of, document_row, entries_of, entry_rows, raw_of
from legation.errors import LimitReached, UnreadablePath
from legation.intake import Received, Refused, receive
from legation.nouns import Commitment, Document, Entry, Evidence, Figure, Meeting, Position, Quantity

RAW = "OSLO: Norway pledged Iceland two ferries — «at once».\r\n".encode()
COMMON: dict[str, Any] = {"evidence": (Evidence(start=6, end=20, quote="Norway pledged"),), "trigger": "pledged"}


def every_kind() -> tuple[Entry, ...]:
    return (
        Commitment(
            id="e000000000001", **COMMON, by=("NOR",), to=("ISL",), stage="pledged", what="two ferries",
            area=("transport",), due="2027-03", awaits=("ISL",), objects=("ferries",), confidence=0.75,
            quantities=(Quantity(value=2, unit="ferry"), Quantity(value=2.5e9, unit="USD", additional=True)),
        ),
        Meeting(id="e000000000002", **COMMON, actors=("NOR", "ISL"), people=("Kari Lund",), form="visit",
                status="planned", place="Oslo"),
        Figure(id="e000000000003", **COMMON, actors=("NOR",), what="cod", value=10**17 + 1, unit="tonne",
               change="level"),
        Position(id="e000000000004", **COMMON, by=("NOR",), toward="the ferries", polarity="positive",
                 speaker="Kari Lund", speaker_for=("NOR",), date="2026-11"),
    )  # fmt: skip


class Found:
    """A reader that enters every kind of entry, or ends in a bug."""

    name = "found/1"

    def read(self, document: Document) -> tuple[Entry, ...]:
        if "BUG" in document.text:
            raise ValueError("as asked")
        return every_kind()


def rows(*lines: str, path: str = "/corpus/stories.jsonl", fields: str = "text") -> pa.StructArray:
    desk = Desk(Terms(opening=lambda _: Found()))
    try:
        told = [json.dumps({fields: line, "id": str(number)}) for number, line in enumerate(lines)]
        return pa.array([row for line in told for row in desk.rows_of(record_of("lines", path, line))], ROWS)
    finally:
        desk.close()


def folder(where: Path) -> Path:
    for inside in ("documents", "entries"):
        (where / inside).mkdir(parents=True)
    return where


def kept(where: Path) -> list[Kept | Failed]:
    return [one for name in part_names(where) for one in read_part(where, name)]


def test_a_document_and_its_entries_come_back_out_of_arrow_as_they_went_in() -> None:
    received = receive(RAW, name="ferries", date="2026-11-27", source="NTB")
    row = document_row(received, row="ab", nth=0, reader="found/1", entries=4)
    back = pa.Table.from_pylist([row], schema=DOCUMENTS).to_pylist()[0]
    assert document_of(back) == received.document
    assert raw_of(back) == RAW
    said = entry_rows(received.document.id, every_kind(), row="ab", nth=0)
    assert entries_of(reversed(pa.Table.from_pylist(said, schema=ENTRIES).to_pylist())) == every_kind()


def test_every_field_of_an_entry_is_a_column() -> None:
    fields = {name for entry in every_kind() for name in type(entry).model_fields}
    assert fields - {"place"} | {"location"} <= set(ENTRIES.names)


def test_the_place_of_a_meeting_is_not_its_place_among_the_entries() -> None:
    said = pa.Table.from_pylist(entry_rows("sha256:0", every_kind(), row="ab", nth=0), schema=ENTRIES)
    assert said["place"].to_pylist() == [0, 1, 2, 3]
    assert said["location"].to_pylist() == [None, "Oslo", None, None]


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbfOSLO: Norway.", b"OSLO: caf\xe9 in Norway."])
def test_bytes_are_kept_where_they_are_not_the_text_in_utf_8(raw: bytes) -> None:
    row = document_row(receive(raw, name="bytes"), row="ab", nth=0, reader="found/1", entries=0)
    assert raw_of(row) == raw


def test_a_row_is_known_by_its_file_and_content_alone() -> None:
    line = '{"text": "Norway."}'
    assert record_of("lines", "/a.jsonl", line) == record_of("lines", "/a.jsonl", line)
    assert record_of("lines", "/a.jsonl", line).row != record_of("lines", "/b.jsonl", line).row
    assert record_of("lines", "/a.jsonl", line).row != record_of("lines", "/a.jsonl", line + " ").row


def warc_row(raw: bytes, **more: object) -> dict[str, object]:
    """Columns of a record, as Daft gives them."""
    _, _, block = raw.partition(b"\r\n\r\n")
    return {
        "WARC-Record-ID": "00000000-0000-0000-0000-000000000007",
        "WARC-Target-URI": "https://gazette.example/7.html",
        "WARC-Type": "response",
        "WARC-Date": dt.datetime(2026, 11, 27, tzinfo=dt.UTC),
        "WARC-Identified-Payload-Type": None,
        "warc_headers": '{"Content-Type":"application/http; msgtype=response"}',
        "warc_content": block.removesuffix(b"\r\n\r\n"),
    } | more


def opened(record: Record) -> list[dict[str, object]]:
    desk = Desk(Terms(opening=lambda _: Found()))
    try:
        return desk.rows_of(record)
    finally:
        desk.close()


def test_a_record_put_together_again_is_the_page_that_it_was() -> None:
    body = page(next(documents()).document)
    (row,) = opened(record_of("warc", "/crawl.warc.gz", warc_row(record(7, body))))
    assert row["raw"] == body
    assert (row["media"], row["url"], row["date"]) == ("text/html", "https://gazette.example/7.html", "1990-01-01")
    assert str(row["origin"]).endswith(" (https://gazette.example/7.html)")
    assert "record 1" not in str(row["origin"])


def test_a_header_of_a_record_cannot_end_its_line() -> None:
    more = {"WARC-Target-URI": "https://gazette.example/\r\nContent-Length: 1", "warc_headers": '{"X\\r\\nY": "a\\nb"}'}
    row = warc_row(record(7, b"<html>"), **more)
    head, _, _ = record_of("warc", "/a.warc", row).raw.partition(b"\r\n\r\n")
    names = [line.partition(b":")[0] for line in head.split(b"\r\n")]
    assert names.count(b"Content-Length") == 1
    assert b"X Y" in names


def test_what_is_wrong_with_a_row_is_said_of_the_row_and_not_of_a_line() -> None:
    table = rows("Der Minister sagte, dass er mit der Regierung nicht einverstanden ist und dass es so ist.")
    (row,) = table.to_pylist()
    assert row["failure"] == "ForeignLanguage"
    assert row["reason"].startswith(f"/corpus/stories.jsonl, row {row['row'][:12]}: in German")
    assert raw_of(row) is not None


def test_a_bug_costs_one_row_and_names_it() -> None:
    fine, broken = rows("Norway pledged Iceland two ferries.", "A BUG it is.").to_pylist()
    assert (fine["failure"], fine["entries"], len(fine[SAID])) == (None, 4, 4)
    assert (broken["failure"], broken["entries"], broken[SAID]) == ("ReaderFault", 0, [])
    assert broken["reason"].startswith("1: a bug in Legation")


def test_a_part_reads_back_with_each_document_under_its_own_entries(tmp_path: Path) -> None:
    where = folder(tmp_path / "out")
    write_part(where, rows("Norway pledged.", "A BUG.", "Norway pledged Iceland more."))
    first, failed, second = kept(where)
    assert isinstance(first, Kept)
    assert isinstance(failed, Failed)
    assert isinstance(second, Kept)
    assert (first.document.text, second.document.text) == ("Norway pledged.", "Norway pledged Iceland more.")
    assert first.entries == second.entries == every_kind()
    assert failed.name == "1"


def test_a_part_is_called_by_what_is_in_it_in_whatever_order(tmp_path: Path) -> None:
    one, other = rows("Norway pledged.", "Iceland took it."), folder(tmp_path / "out")
    write_part(other, one)
    write_part(other, one.take(pa.array([1, 0])))
    assert len(part_names(other)) == 1


def test_a_row_that_stands_in_two_parts_or_twice_in_one_stands_once_when_it_is_tidied(tmp_path: Path) -> None:
    where = folder(tmp_path / "out")
    three = rows("Norway pledged.", "Iceland took it.", "Sweden looked on.")
    write_part(where, three.take(pa.array([0, 1, 1])))
    write_part(where, three.take(pa.array([1, 2])))
    write_part(where, three.take(pa.array([2])))
    tidy(where)
    assert sorted(one.document.text for one in kept(where) if isinstance(one, Kept)) == [
        "Iceland took it.", "Norway pledged.", "Sweden looked on.",
    ]  # fmt: skip
    assert all(isinstance(one, Kept) and len(one.entries) == 4 for one in kept(where))
    assert len(pq.read_table(where / "entries")) == 12


def test_what_a_killed_run_left_is_read_by_nobody_and_removed(tmp_path: Path) -> None:
    where = folder(tmp_path / "out")
    write_part(where, rows("Norway pledged."))
    (name,) = part_names(where)
    (where / "documents" / ".half.77.parquet").write_bytes(b"PAR1")
    (where / "entries" / "orphan.parquet").write_bytes((where / "entries" / f"{name}.parquet").read_bytes())
    assert part_names(where) == [name]
    assert len(rows_done(where)) == 1
    tidy(where)
    assert {path.name for path in where.glob("*/*")} == {f"{name}.parquet"}


def test_a_folder_that_is_no_result_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePath, match="no result of legation bulk"):
        part_names(tmp_path)


def test_a_refusal_keeps_its_bytes_for_another_try() -> None:
    desk = Desk(Terms(opening=lambda _: Found()))
    refused = Refused(LimitReached("a.pdf: too much"), "a", b"%PDF", "application/pdf", "a.zip, a.pdf")
    (row,) = desk.rows("ab", [refused])
    assert (row["failure"], row["raw"], row["media"], row["origin"]) == (
        "LimitReached", b"%PDF", "application/pdf", "a.zip, a.pdf",
    )  # fmt: skip
    assert isinstance(receive(RAW, name="x"), Received)
