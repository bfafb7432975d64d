"""Stories in lines of JSON, in CSV and in Parquet."""

import datetime as dt
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import BrokenFile, EmptyDocument, QueryError
from legation.intake.columns import Columns, parse_columns
from legation.intake.piece import Damaged, Piece
from legation.intake.text import is_blank
from opening import damage, documents, only, opened

STORY = "Norway offered two ferries to Iceland.\n\nIceland said that it would answer by May."


def line(**row: object) -> bytes:
    return json.dumps(row).encode() + b"\n"


def parquet(table: pa.Table) -> bytes:
    packed = io.BytesIO()
    pq.write_table(table, packed)
    return packed.getvalue()


def test_a_line_of_json_is_a_story_by_the_names_that_corpora_use() -> None:
    found = only(
        line(maintext=STORY, title="Ferries", date_publish="2021-05-06 10:30:00", source_domain="ruv.example",
             url="https://ruv.example/1", id=17, authors=["Ida Holm", "Per Vik"]),
        "wire.jsonl",
    )  # fmt: skip
    assert found == Piece(
        STORY.encode(), "17", title="Ferries", date="2021-05-06", source="ruv.example", author="Ida Holm, Per Vik",
        url="https://ruv.example/1", media="text/plain", origin="wire.jsonl, line 1",
    )  # fmt: skip


def test_the_same_story_is_the_same_bytes_in_a_table_and_by_itself() -> None:
    table = pa.table({"text": [STORY]})
    csv = f'text\n"{STORY}"\n'.encode()
    assert (
        {only(line(text=STORY), "a.jsonl").raw, only(csv, "a.csv").raw, only(parquet(table), "a.parquet").raw}
        == {only(STORY.encode(), "a.txt").raw}
    )  # fmt: skip


@pytest.mark.parametrize(
    "raw",
    [
        b'[{"text": "One."}, {"text": "Two.", "title": "B"}]',
        b'{"status": "ok", "tags": ["a"], "articles": [{"text": "One."}, {"text": "Two.", "title": "B"}]}',
        b'\xef\xbb\xbf{"text": "One."}\n{"text": "Two.", "title": "B"}\n',
    ],
)
def test_a_file_of_json_gives_its_stories_whichever_way_they_stand_in_it(raw: bytes) -> None:
    assert opened(raw, "wire.json") == [
        Piece(b"One.", "wire-1", media="text/plain", origin="wire.json, story 1"),
        Piece(b"Two.", "wire-2", title="B", media="text/plain", origin="wire.json, story 2"),
    ]


def test_a_file_of_json_may_be_one_story() -> None:
    assert only(json.dumps({"content": STORY, "id": 5}).encode(), "one.json").raw == STORY.encode()


def test_a_member_that_is_no_story_costs_itself_and_one_that_is_broken_what_follows() -> None:
    raw = b'[{"text": "One."}, null, 17, {"text": "Two."}, {"text": }, {"text": "Three."}]'
    found = opened(raw, "wire.json")
    assert [type(each) for each in found] == [Piece, Damaged, Damaged, Piece, Damaged]
    assert [each.origin for each in found] == [f"wire.json, story {number}" for number in range(1, 6)]
    assert "story 5: not JSON" in damage(raw, "wire.json")[-1]
    assert "after it is not read" in damage(raw, "wire.json")[-1]
    assert "has no end" in damage(b'[{"text": "One."},', "wire.json")[0]


@pytest.mark.parametrize("raw", [b"17", b'{"name": "x", "version": 2}', b'{"doc": "x", "entries": [{"by": []}]}', b"{"])
def test_json_of_something_else_is_refused(raw: bytes) -> None:
    with pytest.raises(BrokenFile):
        opened(raw, "settings.json")


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: not is_blank(text))),
    st.sampled_from([None, 1, 4]),
    st.booleans(),
)
def test_no_story_of_an_array_is_lost_wherever_what_is_read_at_once_ends(
    texts: list[str], indent: int | None, escaped: bool
) -> None:
    raw = json.dumps([{"text": text} for text in texts], indent=indent, ensure_ascii=escaped).encode()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("legation.intake.formats.jsonfile._READ", 7)
        found = documents(raw, "a.json")
    assert [each.raw for each in found] == [only(line(text=text), "a.jsonl").raw for text in texts]


def test_a_line_that_is_broken_costs_itself_and_is_named_by_its_number() -> None:
    raw = b"".join([line(text="One."), b'{"text": \n', b"\n", b"[1, 2]\n", line(body=None), line(text="Two.")])
    found = opened(raw, "wire.jsonl")
    assert [type(each) for each in found] == [Piece, Damaged, Damaged, Damaged, Piece]
    assert [each.origin for each in found] == [f"wire.jsonl, line {number}" for number in (1, 2, 4, 5, 6)]
    assert "not JSON" in damage(raw, "wire.jsonl")[0]


def test_a_line_that_is_too_long_is_passed_over_and_the_next_one_is_read() -> None:
    raw = line(text="a" * 5_000) + line(text="Two.")
    assert [each.raw for each in opened(raw, "wire.jsonl", most=1_000) if isinstance(each, Piece)] == [b"Two."]
    assert "longer than" in damage(raw, "wire.jsonl", most=1_000)[0]


def test_half_a_surrogate_pair_becomes_a_replacement_character() -> None:
    assert only(b'{"text": "Oslo \\ud83d waits \\ud83d\\ude00."}', "a.jsonl").raw == "Oslo \ufffd waits 😀.".encode()


def test_a_line_that_is_not_in_utf_8_is_not_guessed_at() -> None:
    assert "not in UTF-8" in damage('{"text": "Tórshavn waits."}\n'.encode("cp1252"), "a.jsonl")[0]


def test_columns_that_were_given_outrank_those_that_are_guessed() -> None:
    row = line(text="A teaser.", korpus=STORY, dag="6 May 2021", date="2020-01-01")
    found = only(row, "a.jsonl", columns=parse_columns("text=korpus, date=Dag"))
    assert (found.raw, found.date) == (STORY.encode(), "2021-05-06")


@pytest.mark.parametrize("written", ["korpus", "text=", "words=korpus", "=korpus"])
def test_columns_that_cannot_be_understood_are_refused(written: str) -> None:
    with pytest.raises(QueryError, match="--columns"):
        parse_columns(written)


def test_no_columns_are_all_guessed() -> None:
    assert parse_columns(None) == parse_columns("") == Columns()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_table_is_read_by_the_separator_of_its_head(separator: str) -> None:
    head = separator.join(["Published At", "Headline", "Body"])
    row = separator.join(["04.03.2021", "Ferries", '"Norway said ""yes"", and\nwaits; or | not."'])
    found = only(f"\ufeff{head}\n{row}\n".encode(), "a.csv")
    assert (found.raw, found.date, found.title) == (
        b'Norway said "yes", and\nwaits; or | not.',
        "2021-03-04",
        "Ferries",
    )


def test_a_row_with_more_cells_than_the_head_is_not_cut_short_in_silence() -> None:
    assert damage(b"id,text\n1,Norway waits, and Iceland too\n", "a.csv") == [
        "a.csv, line 2: 3 cells where the head has 2; what holds a ',' has to stand in quotation marks"
    ]
    assert only(b"id,text\n1,Norway waits,,\n", "a.csv").raw == b"Norway waits"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_table_is_read_in_the_encoding_that_it_is_in(encoding: str) -> None:
    story = "Iceland’s minister said that Tórshavn would get “two ferries” by the summer, as he had promised."
    assert only(f'id,text\n1,"{story}"\n'.encode(encoding), "a.csv").raw.decode() == story


def test_a_row_goes_by_the_line_on_which_it_begins() -> None:
    found = documents(b'text\n"One\nand more"\n\nTwo\n', "a.csv")
    assert [each.origin for each in found] == ["a.csv, line 2", "a.csv, line 5"]


def test_an_open_quotation_mark_costs_its_row_at_most() -> None:
    raw = b'id,text\n1,One\n2,"Two\n' + b"a" * 300 + b"\n3,Three\n"
    found = opened(raw, "a.csv", most=200)
    assert next(each.raw for each in found if isinstance(each, Piece)) == b"One"
    assert any("longer than" in reason or "quotation mark" in reason for reason in damage(raw, "a.csv", most=200))


@pytest.mark.parametrize(
    ("name", "raw"), [("a.csv", b"foo,bar\n1,2\n"), ("a.parquet", parquet(pa.table({"foo": ["x"], "bar": ["y"]})))]
)
def test_a_table_without_a_known_text_names_its_columns_and_the_remedy(name: str, raw: bytes) -> None:
    with pytest.raises(BrokenFile, match="among foo, bar; name the one with the text with --columns text=NAME"):
        opened(raw, name)


def test_an_empty_table_is_refused() -> None:
    with pytest.raises(EmptyDocument):
        opened(b"\n", "a.csv")


def test_rows_of_parquet_are_read_and_one_without_text_costs_itself() -> None:
    day = pa.array([dt.datetime(2021, 5, 6, 23, 30, tzinfo=dt.UTC), None, None], pa.timestamp("ns", tz="UTC"))
    links = ["https://a.example/1", "", ""]
    raw = parquet(pa.table({"Text": ["One.", None, "Three."], "Published": day, "link": links}))
    first, second, third = opened(raw, "a.parquet")
    assert isinstance(first, Piece)
    assert isinstance(third, Piece)
    assert (first.raw, first.date, first.url) == (b"One.", "2021-05-06", "https://a.example/1")
    assert (third.raw, third.date, third.origin) == (b"Three.", None, "a.parquet, row 3")
    assert isinstance(second, Damaged)


def test_a_time_finer_than_python_knows_is_a_day_all_the_same() -> None:
    raw = parquet(pa.table({"text": ["One."], "date": pa.array([1_620_343_800_000_000_001], pa.timestamp("ns"))}))
    assert only(raw, "a.parquet").date == "2021-05-06"


def test_a_damaged_parquet_file_is_refused() -> None:
    with pytest.raises(BrokenFile, match="damaged"):
        opened(parquet(pa.table({"text": ["One."]}))[:-20], "a.parquet")


STORIES = st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: not is_blank(text))


@given(st.lists(STORIES))
def test_every_text_of_a_line_of_json_comes_back_as_it_was(texts: list[str]) -> None:
    raw = b"".join(line(text=text) for text in texts)
    assert [each.raw.decode() for each in documents(raw, "a.jsonl")] == texts
