"""Tables as Parquet: typed, nested, and exact."""

import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given

from export_hostile import TEXT, hostile
from export_sources import recorded, selection, written
from legation.bulk.schema import ENTRIES as BULK_ENTRIES
from legation.exports import parquet
from legation.exports.tables import ENTRIES
from legation.ledger.review.decisions import ENTRY
from legation.nouns import Mention
from strategies import reports, told


def table(raw: bytes) -> Any:
    return pq.read_table(io.BytesIO(raw))


@given(reports())
def test_entries_read_back_from_their_json_are_the_very_entries(told_: list[tuple[Mention, ...]]) -> None:
    chosen = selection(*(recorded(*mentions) for mentions in told_))
    raw, counts = written(parquet.write, chosen)
    found = [ENTRY.validate_json(whole) for whole in table(raw).column("json").to_pylist()]
    assert found == [mention.entry for mentions in told_ for mention in mentions]
    assert counts == {"entry": len(found)}


def test_hostile_words_are_in_their_columns_as_they_are(tmp_path: Path) -> None:
    chosen = hostile(texts=True)
    assert parquet.write_tables(chosen, tmp_path) == {"document": 1, "entry": 3, "matter": 1, "step": 1}
    (document,) = pq.read_table(tmp_path / "documents.parquet").to_pylist()
    assert (document["text"], document["name"]) == (TEXT, "\ufffd-half ; =1+1")
    assert document["date"] == date(2024, 2, 29)
    first, meeting, position = pq.read_table(tmp_path / "entries.parquet").to_pylist()
    given_ = next(chosen.documents()).stated[0].mention.entry
    assert first["evidence"] == [place.model_dump() for place in given_.evidence]
    assert first["by"] == ["=A;B", "NOR"]
    assert first["quantities"] == [
        {"value": -5.0, "unit": "=boat", "additional": False},
        {"value": 2.5e22, "unit": "USD", "additional": True},
    ]
    assert first["reviewed_at"] == datetime(2024, 5, 1, 12, 0, 0, 1, tzinfo=UTC)
    assert meeting["quote"] == meeting["evidence"][0]["quote"] == "\x00\x1b[31m \u202eNarva\u202c \U000e0041"
    assert (meeting["by"], position["actors"], position["confidence"]) == (None, None, 0.25)


def test_columns_that_a_bulk_result_has_as_well_have_its_types() -> None:
    ours, theirs = parquet.schema_of(ENTRIES), BULK_ENTRIES
    assert set(theirs.names) - set(ours.names) == {"row", "nth", "place"}
    assert [
        name for name in ours.names if name in theirs.names and ours.field(name).type != theirs.field(name).type
    ] == []


def test_rows_are_written_a_group_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_ROWS", 2)
    mentions = [told("signed", f"line {n}", doc=f"d{n}") for n in range(5)]
    raw, _ = written(parquet.write, selection(*map(recorded, mentions)))
    assert [pq.ParquetFile(io.BytesIO(raw)).metadata.row_group(group).num_rows for group in range(3)] == [2, 2, 1]


def test_long_texts_are_not_held_until_there_are_many(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(parquet, "_LARGE", 10)
    chosen = selection(*(recorded(told("signed", doc=f"d{n}"), text="x" * 6) for n in range(4)), texts=True)
    parquet.write_tables(chosen, tmp_path)
    assert pq.ParquetFile(tmp_path / "documents.parquet").metadata.num_row_groups == 2


def test_a_stream_that_cannot_go_back_takes_it() -> None:
    class Pipe(io.RawIOBase):
        raw = b""

        def writable(self) -> bool:
            return True

        def write(self, some: Any) -> int:
            self.raw += bytes(some)
            return len(some)

        def tell(self) -> int:
            raise OSError("Illegal seek")

    pipe = Pipe()
    parquet.write(hostile(), pipe)  # type: ignore[arg-type]  # as much of a stream as it needs
    assert table(pipe.raw).num_rows == 3


def test_nothing_is_a_file_with_every_column(tmp_path: Path) -> None:
    raw, _ = written(parquet.write, selection())
    assert table(raw).num_rows == 0
    assert table(raw).schema.equals(parquet.schema_of(ENTRIES))
    parquet.write_tables(selection(), tmp_path)
    assert all(pq.read_table(file).num_rows == 0 for file in tmp_path.iterdir())


def test_a_column_says_what_is_in_it() -> None:
    assert all(field.metadata[b"says"] for field in parquet.schema_of(ENTRIES))
    assert parquet.schema_of(ENTRIES).field("quote").type == pa.string()
