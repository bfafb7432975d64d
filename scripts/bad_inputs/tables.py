"""Tables of stories with rows that are none."""

import gzip
import io
import json

import pyarrow as pa
from pyarrow import parquet as stored

from bad_inputs.story import STORY

_ROW = json.dumps({"id": "good", "title": "Norway pledges", "date": "2026-03-02", "text": STORY})


def lines(*rows: str) -> bytes:
    """Make lines of JSON, the good one last."""
    return "\n".join((*rows, _ROW, "")).encode()


def parquet(*, rows: int = 1, text: str = STORY) -> bytes:
    """Make a Parquet file of one story, over and over."""
    packed = io.BytesIO()
    stored.write_table(pa.table({"id": ["a"] * rows, "text": [text] * rows}), packed, compression="zstd")
    return packed.getvalue()


def lying_footer() -> bytes:
    """Make a Parquet file whose footer is said to be larger than the file."""
    raw = bytearray(parquet())
    raw[-8:-4] = b"\xff\xff\xff\x7f"
    return bytes(raw)


def packed_rows() -> bytes:
    """Make a Parquet file in which a text of 1 MB, told once, stands 60 times."""
    return parquet(rows=60, text=STORY + " " * 1_000_000)


def _without_text() -> bytes:
    packed = io.BytesIO()
    stored.write_table(pa.table({"a": [1], "b": [b"\xff"]}), packed)
    return packed.getvalue()


INPUTS = {
    "refused": {
        "no-text-column.csv": lambda: b"a,b\n1,2\n",
        "settings.json": lambda: b'{"name": "x", "steps": [1, 2]}',
        "deep.json": lambda: b'{"a": ' * 500_000,
        "endless.json": lambda: b'{"text": "' + b"a" * 100_000_000,
        "one-endless-quote.csv": lambda: b'id,text\n1,"' + b"a\n" * 11_000_000,
        "garbage.parquet": lambda: b"PAR1" + bytes(range(256)) * 20 + b"PAR1",
        "lying-footer.parquet": lying_footer,
        "cut-off.parquet": lambda: parquet()[:-5],
        "no-text-column.parquet": _without_text,
    },
    "kept": {
        "line-of-100-MB.jsonl": lambda: lines('{"text": "' + "a" * 100_000_000 + '"}'),
        "deep.jsonl": lambda: lines("[" * 1_000_000, '{"text": ' + '{"a": ' * 500_000),
        "numbers.jsonl": lambda: lines(
            '{"id": ' + "9" * 100_000 + ', "text": 7}', '{"text": NaN, "id": Infinity}', "1e999"
        ),
        "nothing-of-the-kind.jsonl": lambda: lines(
            "", "null", "[]", "not json", '"text"', '{"text": null}', "{}", "\x00"
        ),
        "broken-off.json": f'[{_ROW}, null, 17, {{"text": "'.encode,
        "long-number.json": f"[{_ROW}, {'9' * 100_000}]".encode,
        "surrogates.jsonl": lambda: lines('{"text": "' + STORY.replace("\n", " ") + ' \\ud800 and \\udfff."}'),
        "names.jsonl": lambda: lines(
            json.dumps(
                {"id": "../../etc/passwd", "title": "=1+1", "url": "javascript:alert(1)", "text": STORY + " A."}
            ),
            json.dumps({"id": "<script>", "date": "99999-99-99", "source": ["a", {"b": 1}], "text": STORY + " B."}),
            json.dumps({"id": {"a": 1}, "date": 10**30, "title": None, "text": STORY + " C."}),
        ),
        "broken-utf-8.jsonl": lambda: b'{"text": "\xff\xfe"}\n' + lines(),
        "formulas.csv": f'id,title,date,text\n=1+1,"@SUM(1)",2026-03-02,"{STORY}"\n'.encode,
        "ragged.csv": f'id,title,text\n1\n1,2,3,4,5,6\n"a,"b"\n7,t,"{STORY}"\n'.encode,
        "nuls.csv": f'id,text\n1,"a\x00b"\n2,"{STORY}"\n'.encode,
    },
    "either": {
        "very-many-columns.csv": lambda: (
            ",".join(f"c{n}" for n in range(200_000)).encode() + b",text\n" + b"," * 200_000
        ),
        "same-columns.csv": f'text,text,text\n"{STORY}","b","c"\n'.encode,
        "cut-off.jsonl.gz": lambda: gzip.compress(lines() * 200)[:-40],
        "bomb.jsonl.gz": lambda: gzip.compress(b'{"text": "' + b"a" * 300_000_000),
        "packed-rows.parquet": packed_rows,
    },
}
"""By what is to become of them."""
