"""WARCs whose records lie about themselves."""

import gzip

from bad_inputs.pages import article
from bad_inputs.story import STORY


def record(payload: bytes, *, length: int | str | None = None, kind: str = "response", extra: str = "") -> bytes:
    """Make a record."""
    said = len(payload) if length is None else length
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://wire.example/1\r\n"
        "WARC-Date: 2026-03-02T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n{extra}"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {said}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def response(body: bytes, head: str = "", *, length: int | None = None) -> bytes:
    """Make an answer over HTTP."""
    said = len(body) if length is None else length
    return f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {said}\r\n{head}\r\n".encode() + body


GOOD = record(response(article()))

INPUTS = {
    "refused": {
        "not-really.warc": lambda: b"WARC/1.0 and nothing more",
        "garbage.warc.gz": lambda: gzip.compress(bytes(range(256)) * 50),
    },
    "kept": {
        "wrong-length-of-answer.warc": lambda: record(response(article(), length=7)) + GOOD,
        "too-long-an-answer.warc": lambda: record(response(article(), length=10**12)) + GOOD,
        "chunks-of-nonsense.warc": lambda: GOOD + record(response(article(), "Transfer-Encoding: chunked\r\n")),
        "packed-as-said-otherwise.warc": lambda: GOOD + record(response(article(), "Content-Encoding: gzip\r\n")),
        "address-of-script.warc": lambda: GOOD.replace(b"http://wire.example/1", b"javascript:alert(1)"),
        "cut-off.warc.gz": lambda: gzip.compress(GOOD) + gzip.compress(GOOD)[:-300],
        "another-status.warc": lambda: GOOD + record(response(article()).replace(b"200 OK", b"999 Odd")),
    },
    "either": {
        "wrong-length-of-record.warc": lambda: record(response(article()), length=10) + GOOD,
        "negative-length.warc": lambda: record(response(article()), length=-5) + GOOD,
        "length-of-nonsense.warc": lambda: record(response(article()), length="many") + GOOD,
        "beyond-the-end.warc": lambda: GOOD + record(response(article()), length=10**15),
        "bomb-in-answer.warc": lambda: (
            GOOD + record(response(gzip.compress(bytes(300_000_000)), "Content-Encoding: gzip\r\n"))
        ),
        "endless-header.warc": lambda: (
            GOOD + record(response(STORY.encode()), extra="X-Long: " + "a" * 10_000_000 + "\r\n")
        ),
    },
}
"""By what is to become of them."""
