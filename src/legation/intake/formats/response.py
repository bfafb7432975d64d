"""An HTTP response as a crawler kept it: status, declared type, and the body as it was before it was packed to be sent.

Crawlers differ: some keep a body as it was sent, some unpack it and leave the head as it was. So what does not unpack
as declared is taken as it is.
"""

import io
import zlib
from typing import NamedTuple

from fastwarc.stream_io import BrotliReader, ZstdReader

_HEAD = 64_000  # bytes in which a head has to end


class Response(NamedTuple):
    """What came for one request."""

    status: int  # 0 where the first line is none of HTTP
    media: str | None  # as declared, with its parameters
    body: bytes


def response_of(block: bytes, most: int) -> Response:
    """Response in a record; of its body at most one byte more than `most`. Pure; never raises."""
    head, body = _parted(block)
    lines = head.decode("latin-1").splitlines() or [""]
    first = lines[0].split(None, 2)
    status = int(first[1]) if len(first) > 1 and first[0].startswith("HTTP/") and first[1].isdecimal() else 0
    told: dict[str, str] = {}
    for line in lines[1:]:
        key, parted, value = line.partition(":")
        if parted:
            told.setdefault(key.strip().lower(), value.strip())
    if told.get("transfer-encoding", "").lower() == "chunked":
        body = _whole(body)
    for encoding in reversed(told.get("content-encoding", "").lower().split(",")):
        body = _unpacked(body, encoding.strip(), most)
    return Response(status, told.get("content-type"), body[: most + 1])


def _parted(block: bytes) -> tuple[bytes, bytes]:
    for mark in (b"\r\n\r\n", b"\n\n"):
        at = block.find(mark, 0, _HEAD)
        if at >= 0:
            return block[:at], block[at + len(mark) :]
    return block[:_HEAD], b""


def _whole(body: bytes) -> bytes:
    """Body out of its chunks, as far as they come; as it is, where the first is none."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\n", at, at + 100)
        size = body[at:end].split(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            return b"".join(parts) if parts else body
        if length <= 0:
            return b"".join(parts)
        parts.append(body[end + 1 : end + 1 + length])
        at = end + 1 + length
        at += 2 if body[at : at + 2] == b"\r\n" else 1


def _unpacked(body: bytes, encoding: str, most: int) -> bytes:
    try:
        if encoding in {"gzip", "x-gzip", "deflate"}:
            return _inflated(body, most)
        if encoding == "br":
            return BrotliReader(io.BytesIO(body)).read(most + 1)
        if encoding == "zstd":
            return ZstdReader(io.BytesIO(body)).read(most + 1)
    except (OSError, zlib.error, ValueError):
        return body
    return body


def _inflated(body: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(body, most + 1)  # with a head of gzip or zlib
    except zlib.error:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(body, most + 1)
