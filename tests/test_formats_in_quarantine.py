"""Every format, opened where it is opened for users: in a process with little memory that may not write a file."""

import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bad_inputs.archives import docx
from bad_inputs.messages import message
from bad_inputs.pdfs import page, stream, written
from bad_inputs.warcs import record, response
from legation.intake import Received, Refused, locate, take_in, unpack
from legation.intake.columns import Columns
from legation.intake.quarantine import Quarantine

STORY = "Norway offered two ferries to Iceland on Monday, and Iceland said that it would answer by the summer."
FEED = f"<rss version='2.0'><channel><item><description>{STORY}</description></item></channel></rss>"
PAGE = "<html><head><title>x</title></head><body><article>" + f"<p>{STORY}</p>" * 4 + "</article></body></html>"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def parquet() -> bytes:
    made = io.BytesIO()
    pq.write_table(pa.table({"text": [STORY], "date": ["2021-05-06"]}), made, compression="zstd")
    return made.getvalue()


def archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("story.txt", STORY)
    return made.getvalue()


FORMATS = {
    "a.pdf": page(stream(written(STORY))),
    "a.docx": docx(
        f"<w:document {WORD}><w:body><w:p><w:r><w:t>{STORY}</w:t></w:r></w:p></w:body></w:document>".encode()
    ),
    "a.warc.gz": gzip.compress(record(response(STORY.encode()).replace(b"text/html", b"text/plain"))),
    "a.txt.gz": gzip.compress(STORY.encode()),
    "a.zip": archive(),
    "a.parquet": parquet(),
    "a.rss": FEED.encode(),
    "a.html": PAGE.encode(),
    "a.eml": message(STORY),
    "a.mbox": b"From ida@mfa.example Thu May  6 23:30:00 2021\n" + message(STORY),
    "a.jsonl": f'{{"text": "{STORY}"}}\n'.encode(),
    "a.json": f'[{{"text": "{STORY}"}}]'.encode(),
    "a.csv": f'text\n"{STORY}"\n'.encode(),
}


@pytest.fixture(scope="module")
def ward() -> Iterator[Quarantine]:
    with Quarantine() as opened:
        yield opened


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_of_each_format_is_taken_in(name: str, ward: Quarantine, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(FORMATS[name])
    (received,) = take_in(locate([str(tmp_path / name)]), quarantine=ward)
    assert isinstance(received, Received)
    assert STORY in " ".join(received.document.text.split())
    assert (received.origin or "").startswith(str(tmp_path / name))


def test_columns_that_a_person_names_are_known_in_the_ward(ward: Quarantine) -> None:
    raw = f'korpus,dag\n"{STORY}",2021-05-06\n'.encode()
    (received,) = unpack(raw, name="a.csv", quarantine=ward, columns=Columns(text="korpus", date="dag"))
    assert isinstance(received, Received)
    assert received.document.date == "2021-05-06"


def test_what_holds_no_document_is_refused_and_not_passed_over(ward: Quarantine) -> None:
    (refused,) = unpack(b"text\n", name="a.csv", quarantine=ward)
    assert isinstance(refused, Refused)
    assert "no document in it" in str(refused.error)


def test_only_an_address_of_the_web_is_kept_as_one(ward: Quarantine) -> None:
    rows = [
        f'{{"text": "{STORY} {n}", "url": "{url}"}}'
        for n, url in enumerate(("javascript:alert(1)", "https://a.example/1"))
    ]
    received = list(unpack("\n".join(rows).encode(), name="a.jsonl", quarantine=ward))
    assert [each.document.url for each in received if isinstance(each, Received)] == [None, "https://a.example/1"]


def test_what_is_told_beside_the_text_is_one_short_line(ward: Quarantine) -> None:
    row = f'{{"text": "{STORY}", "title": "Two\\nlines\\ud800 {"a" * 1_000_000}", "id": "\\n"}}'
    (received,) = unpack(row.encode(), name="wire.jsonl", quarantine=ward)
    assert isinstance(received, Received)
    assert (received.document.title or "").startswith("Two lines\ufffd aaa")
    assert len(received.document.title or "") <= 2_000
    assert received.document.name == "wire-1"
