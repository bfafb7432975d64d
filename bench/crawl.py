"""Synthetic WARCs: pages as newspapers have them around any text, packed record by record."""

from __future__ import annotations

import gzip
import json
import uuid
from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice
from pathlib import Path

from bench.generator import documents
from legation.nouns import Document

_HOST = "https://gazette.example"
_MENU = "".join(f'<li><a href="/section/{name}">{name}</a></li>' for name in ("world", "trade", "energy", "opinion"))
_MORE = "".join(f'<li><a href="/{number}.html">More to read, number {number}</a></li>' for number in range(40))


def page(document: Document) -> bytes:
    """Web page of a document: its text between a menu, a list of other pages and a footer."""
    title = escape(f"Report {document.name}")
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in document.text.split("\n") if part.strip())
    told = json.dumps({"@type": "NewsArticle", "datePublished": document.date, "headline": title})
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<script type="application/ld+json">{told}</script></head><body><nav><ul>{_MENU}</ul></nav>'
        f"<article><h1>{title}</h1>{paragraphs}</article><aside><ul>{_MORE}</ul></aside>"
        "<footer>All of it is made up.</footer></body></html>"
    ).encode()


def record(number: int, body: bytes) -> bytes:
    """Response to a request for a page, as a record of a WARC."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(body)
    lines = (
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Record-ID: <urn:uuid:{uuid.UUID(int=number)}>",
        "WARC-Date: 2026-11-27T00:00:00Z",
        f"WARC-Target-URI: {_HOST}/{number}.html",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(head) + len(body)}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + head + body + b"\r\n\r\n"


def pages(of: Iterable[Document]) -> Iterator[bytes]:
    """Records with a page each."""
    return (record(number, page(document)) for number, document in enumerate(of))


def made_up(count: int, *, seed: int = 6) -> Iterator[Document]:
    """Make documents that tell of much, in prose that means nothing."""
    return (made.document for made in islice(documents(seed), count))


def write(path: Path, records: Iterable[bytes]) -> Path:
    """Write a WARC, packed."""
    with path.open("wb") as file:
        for one in records:
            file.write(gzip.compress(one, 5))
    return path
