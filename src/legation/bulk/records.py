"""A row as Daft reads it → bytes that intake opens as it would open them in a file of their own. Pure.

A record of a WARC is put together again and opened as the WARC that it is, a row of a table becomes a line of JSON: so
what a document turns into does not depend on how it came.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from legation.bulk.inputs import Kind

JSONL, WARC = "application/jsonl", "application/warc"
WARC_COLUMNS = (
    *("WARC-Record-ID", "WARC-Target-URI", "WARC-Type", "WARC-Date", "WARC-Identified-Payload-Type"),
    *("warc_headers", "warc_content"),
)
HOLDS_DOCUMENTS = ("response", "resource", "conversion")
"""Types of records of a WARC that may be documents."""


class Record(NamedTuple):
    """What a row holds, and by what it is known."""

    row: str  # 32 hex digits, the same whenever and wherever it is read
    raw: bytes
    media: str
    label: str  # for messages


def record_of(kind: Kind, path: str, row: Any) -> Record:
    """Record of a row of a file: a line, or the columns of a WARC or a table."""
    raw = _warc(row) if kind == "warc" else (row if kind == "lines" else json.dumps(row, default=_plain)).encode()
    digest = hashlib.blake2b(raw, digest_size=16, key=hashlib.sha256(path.encode("utf-8", "replace")).digest())
    known = digest.hexdigest()
    return Record(known, raw, WARC if kind == "warc" else JSONL, f"{path}, row {known[:12]}")


def _warc(row: Mapping[str, Any]) -> bytes:
    content: bytes = row["warc_content"] or b""
    day: dt.datetime | None = row["WARC-Date"]
    told = {
        "WARC-Type": row["WARC-Type"],
        "WARC-Record-ID": f"<urn:uuid:{row['WARC-Record-ID']}>",
        "WARC-Date": day and f"{day:%Y-%m-%dT%H:%M:%SZ}",
        "WARC-Target-URI": row["WARC-Target-URI"],
        "WARC-Identified-Payload-Type": row["WARC-Identified-Payload-Type"],
    } | _others(row["warc_headers"])
    lines = ["WARC/1.0", *(f"{name}: {_line(value)}" for name, value in told.items() if value)]
    head = "\r\n".join([*lines, f"Content-Length: {len(content)}"]).encode("utf-8", "replace")
    return b"%b\r\n\r\n%b\r\n\r\n" % (head, content)


def _others(headers: str | None) -> dict[str, Any]:
    found = json.loads(headers or "{}")
    return {_line(name): value for name, value in found.items() if name.lower() != "content-length"}


def _line(value: object) -> str:
    return " ".join(str(value).split())


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if isinstance(value, dt.date) else str(value)
