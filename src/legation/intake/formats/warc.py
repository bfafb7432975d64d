"""A WARC, packed or not: each page, PDF or plain text that a crawler got is a document.

The day in a record is that of the crawl, and says nothing of when a document was published: it is not used.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from legation.errors import BrokenFile
from legation.intake.formats import HEAD, format_of
from legation.intake.formats.parts import damaged, documents_of
from legation.intake.formats.response import Response, response_of
from legation.intake.piece import Damaged, Given, Piece

_TYPES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_DOCUMENTS = frozenset({"webpage", "pdf", "docx"})
_BEGINNINGS = (b"WARC/1.", b"\x1f\x8b\x08")  # of a record; of one that is packed by itself
_NEXT = b"\r\n\r\nWARC/1."  # within a record: its length is wrong, and this is where the next one begins
_STRIDE = 1_000_000  # bytes searched at once for the next record
_PATIENCE = 1_000  # places in a row that look like a record and are none, before the rest is given up


def pieces(given: Given) -> Iterator[Piece | Damaged]:
    """Give the documents of the records, in order; what is damaged costs its record, wherever the next can be found."""
    number = fruitless = 0
    start: int | None = 0
    while start is not None:
        given.stream.seek(start)
        failed, last, astray = "", start, b""
        try:
            for record in ArchiveIterator(given.stream, record_types=_TYPES, parse_http=False):
                number, fruitless, last = number + 1, 0, record.stream_pos
                url = record.headers.get("WARC-Target-URI") or ""
                label = f"{given.name}, record {number:,}" + (f" ({url[:300]})" if url else "")
                declared = record.content_length
                block = record.reader.read(min(declared, 2 * given.most) + 1)
                before, astray, _ = block.partition(_NEXT)
                if astray or len(block) >= min(declared, 2 * given.most):
                    yield from _documents(given, record, before, label, url)
                else:
                    failed = f"{label}: cut short; get the file anew"
                if astray or failed:
                    break
        except OSError as error:
            failed = f"{given.name}: damaged after record {number:,} ({str(error)[:100]}); get it anew"
        if not failed and not astray:
            return
        if failed and fruitless == 0:
            yield damaged(BrokenFile(failed), f"{given.name}, record {number:,}", f"{given.stem}-{number}")
        fruitless += 1
        start = _next(given.stream, last + 1) if fruitless < _PATIENCE else None


def _documents(given: Given, record: WarcRecord, block: bytes, label: str, url: str) -> Iterator[Piece | Damaged]:
    media = record.headers.get("Content-Type") or ""
    if record.record_type == WarcRecordType.response:
        if not media.lower().startswith("application/http"):
            return
        found = response_of(block, given.most)
    else:
        found = Response(200, media or None, block)
    if found.status == 200 and _is_document(found, url):
        yield from documents_of(
            given, found.body, label, _called(url) or given.stem, media=found.media, url=url or None
        )


def _is_document(found: Response, url: str) -> bool:
    if not found.body.strip() or url.endswith("/robots.txt"):
        return False
    declared = (found.media or "").partition(";")[0].strip().lower()
    form = format_of(found.body[:HEAD], "", found.media)
    return form.module in _DOCUMENTS if form is not None else declared == "text/plain"


def _called(url: str) -> str | None:
    """Last piece of the path of a URL without its ending, else its host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return PurePosixPath(unquote(parts.path).rstrip("/")).stem or parts.hostname


def _next(stream: BinaryIO, start: int) -> int | None:
    """Place from `start` on at which a record may begin; None where there is none any more."""
    stream.seek(start)
    before = b""
    while chunk := stream.read(_STRIDE):
        searched = before + chunk
        found = [at for mark in _BEGINNINGS if (at := searched.find(mark)) >= 0]
        if found:
            return start - len(before) + min(found)
        start += len(chunk)
        before = searched[-8:]
    return None
