"""Formats in which documents come, one module each: what they are known by here, how they are opened there.

Nothing of them is imported until a document asks for it, and then in quarantine only.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from typing import NamedTuple

from legation.intake.piece import Damaged, Given, Opener, Piece

HEAD = 4096
"""Bytes at the beginning by which a format is told."""


class Format(NamedTuple):
    """A format that is read: its module has `pieces`, an `Opener`."""

    name: str  # for messages: "a web page"
    module: str
    endings: tuple[str, ...]  # of file names, lower case
    media: tuple[str, ...]  # media types
    begins: re.Pattern[bytes] | None = None  # how its bytes begin; None: only name or media type tell
    holds_many: bool = False  # whether it is read as a stream, of whatever size
    sought: bool = True  # whether a folder is searched for it; else it is taken where it is named


_SPACE = rb"(?:\xef\xbb\xbf)?[\s\x00]*"
_PAGE = rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta)\b"
_FEED = rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<\?[^>]*>\s*|<!DOCTYPE[^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b"

FORMATS = (
    Format("a PDF", "pdf", (".pdf",), ("application/pdf",), re.compile(rb".{0,1000}?%PDF-", re.DOTALL)),
    Format(
        "a Word document",
        "docx",
        (".docx",),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
        re.compile(rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|_rels/|docProps/|word/)", re.DOTALL),
    ),
    Format("a WARC", "warc", (".warc", ".warc.gz"), ("application/warc",), re.compile(rb"WARC/\d"), holds_many=True),
    Format(
        "a gzip file", "gzipped", (".gz",), ("application/gzip", "application/x-gzip"), re.compile(rb"\x1f\x8b"), True
    ),
    Format("a ZIP archive", "archive", (".zip",), ("application/zip",), re.compile(rb"PK\x03\x04|PK\x05\x06"), True),
    Format("a Parquet file", "parquet", (".parquet",), ("application/vnd.apache.parquet",), re.compile(rb"PAR1"), True),
    Format(
        "a feed",
        "feed",
        (".rss", ".atom", ".rdf"),
        ("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
        re.compile(_SPACE + _FEED, re.IGNORECASE | re.DOTALL),
        holds_many=True,
    ),
    Format(
        "a web page",
        "webpage",
        (".html", ".htm", ".xhtml"),
        ("text/html", "application/xhtml+xml"),
        re.compile(_SPACE + _PAGE, re.IGNORECASE | re.DOTALL),
    ),
    Format("a message", "mail", (".eml",), ("message/rfc822",)),
    Format("a mailbox", "mailbox", (".mbox",), ("application/mbox",), holds_many=True),
    Format(
        "stories in lines of JSON",
        "jsonl",
        (".jsonl", ".ndjson"),
        ("application/jsonl", "application/x-ndjson", "application/jsonlines"),
        holds_many=True,
    ),
    Format("stories in JSON", "jsonfile", (".json",), ("application/json", "application/feed+json"), None, True, False),
    Format("a table of stories", "csvtable", (".csv", ".tsv"), ("text/csv", "text/tab-separated-values"), None, True),
)
_WRAPPED = frozenset({("gzipped", "warc"), ("archive", "docx")})  # what it looks like, and what its name says
PLAIN_ENDINGS = (".txt", ".text")
ENDINGS = (*PLAIN_ENDINGS, *(ending for each in FORMATS for ending in each.endings))
"""Endings of the files that are read."""
SOUGHT = (*PLAIN_ENDINGS, *(ending for each in FORMATS if each.sought for ending in each.endings))
"""Those of the files of a folder that are taken in: JSON beside documents mostly tells of them, or of a program."""


def format_of(head: bytes, name: str, media: str | None = None) -> Format | None:
    """Which format bytes are of, by how they begin, else by their name, else by the declared type; None: plain text.

    What bytes begin with outranks what is said of them: anybody can name a file. But a gzip file called `.warc.gz` is
    a WARC, and a ZIP archive called `.docx` a Word document.
    """
    name, declared = name.lower(), (media or "").partition(";")[0].strip().lower()
    begun = next((each for each in FORMATS if each.begins and each.begins.match(head)), None)
    named = next((each for each in FORMATS if name.endswith(each.endings)), None)
    if begun is not None:
        return named if named is not None and (begun.module, named.module) in _WRAPPED else begun
    if named is not None and named.begins is None:
        return named
    if name.endswith(PLAIN_ENDINGS):
        return None
    return named or next((each for each in FORMATS if declared in each.media), None)


def pieces(given: Given) -> Iterator[Piece | Damaged]:
    """Documents in some bytes, of whatever format they are; to be called in quarantine only."""
    head = given.stream.read(HEAD)
    given.stream.seek(0)
    yield from pieces_as(format_of(head, given.name, given.media), given)


def pieces_as(found: Format | None, given: Given) -> Iterator[Piece | Damaged]:
    """Documents in some bytes that are of this format, or plain text; to be called in quarantine only."""
    if found is None:
        yield Piece(given.whole(), given.stem, url=given.url, media="text/plain")
        return
    opener: Opener = import_module(f"legation.intake.formats.{found.module}").pieces
    yield from opener(given)
