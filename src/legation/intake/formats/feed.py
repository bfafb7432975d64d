"""A feed, RSS or Atom: each entry that has text of its own is a document, and what it links to is its address."""

import io
from collections.abc import Iterator
from typing import Any

import feedparser

from legation.errors import BrokenFile
from legation.intake.calendar import published_day
from legation.intake.formats.markup import text_of
from legation.intake.piece import Given, Piece

_DATES = ("published", "updated", "created")
"""What an entry may tell of its day, in this order; of a change only where it tells nothing of its first day."""


def pieces(given: Given) -> Iterator[Piece]:
    """Give a document for each entry, in the order of the feed, called by its id.

    An entry that is no more than a title and a link has the text "", and no bytes. Raises BrokenFile where no feed is
    to be found in the bytes.
    """
    # As a stream: a string would be taken for a URL or a path.
    headers = {"content-location": given.url} if given.url else {}
    feed = feedparser.parse(io.BytesIO(given.whole()), response_headers=headers)
    if not feed.get("version"):
        raise BrokenFile(f"{given.name}: not a feed that can be read; neither RSS nor Atom is found in it")
    source = _plain(feed.feed, "title")
    for number, entry in enumerate(feed.entries, start=1):
        text = _text(entry)
        title = _plain(entry, "title")
        yield Piece(
            text.encode("utf-8", "replace"),
            entry.get("id") or entry.get("link") or title or f"{given.stem}-{number}",
            text,
            title,
            next((day for key in _DATES if (day := published_day(entry.get(key)))), None),
            _plain(entry.get("source") or {}, "title") or source,
            entry.get("author"),
            entry.get("link"),
            "text/plain",
            f"{given.name}, entry {number}",
        )


def _text(entry: Any) -> str:
    """Longest of what an entry has for its text: many have an excerpt and the whole."""
    parts = [*entry.get("content", ()), *([entry["summary_detail"]] if entry.get("summary_detail") else ())]
    return max((_shown(part) for part in parts), key=len, default="")


def _plain(of: Any, key: str) -> str | None:
    detail = of.get(f"{key}_detail")
    return (_shown(detail) if detail else of.get(key)) or None


def _shown(part: Any) -> str:
    value = str(part.get("value") or "")
    return value.strip() if part.get("type") == "text/plain" else text_of(value)
