"""What is new, as a feed that programs follow: values, and how they are written as Atom (RFC 4287).

Ids are made from what a thing is, never from where it is served: a reader that follows a feed knows an entry again,
whatever the address. Everything is text: what stands in a document is never markup, and characters that XML 1.0
cannot hold stand as visible marks.
"""

import uuid
from datetime import UTC, datetime
from typing import NamedTuple
from xml.etree import ElementTree as ET

from legation.briefing.visible import one_line, visible

MOST = 50  # items of a feed
_ATOM = "http://www.w3.org/2005/Atom"
_OURS = uuid.UUID("5a3f3c1e-6a2b-5d0e-9a5d-7f0d7b0c1a11")  # all ids are made within it: never to be changed
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Item(NamedTuple):
    """One thing that is new."""

    of: str  # what it is: the same for as long as it is the same
    title: str
    text: str
    author: str  # on whose word
    kind: str
    published: str | None  # day on which its document was, YYYY-MM-DD
    updated: datetime  # UTC, when it came on record as it stands
    address: str  # of its sentence


class Feed(NamedTuple):
    """What is new of one thing, the newest first."""

    of: str  # as of an item
    title: str
    address: str  # of the feed
    page: str  # address of the page that it follows
    items: tuple[Item, ...]

    @property
    def updated(self) -> datetime:
        """When the newest of it came on record; the beginning of 1970 where there is none."""
        return max((item.updated for item in self.items), default=_EPOCH)


def atom(feed: Feed) -> bytes:
    """Write a feed as Atom, in UTF-8; equal feeds give equal bytes."""
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _add(root, "id", _urn(feed.of))
    _add(root, "title", one_line(feed.title), type="text")
    _add(root, "updated", _instant(feed.updated))
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    _add(root, "generator", "Legation")
    _author(root, "Legation")
    for item in feed.items:
        entry = ET.SubElement(root, "entry")
        _add(entry, "id", _urn(item.of))
        _add(entry, "title", one_line(item.title), type="text")
        _add(entry, "updated", _instant(item.updated))
        if item.published:
            _add(entry, "published", f"{item.published}T00:00:00Z")
        _add(entry, "link", rel="alternate", type="text/html", href=item.address)
        _author(entry, one_line(item.author))
        _add(entry, "category", term=item.kind)
        _add(entry, "content", visible(item.text), type="text")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = text


def _author(parent: ET.Element, name: str) -> None:
    _add(ET.SubElement(parent, "author"), "name", name)


def _urn(of: str) -> str:
    return uuid.uuid5(_OURS, of).urn


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
