"""The day on which a page was published: as it declares, else as it shows, else as its address or its words tell.

The day is that of the place where it was written: of a moment with an offset, the day as it stands there. What was
modified, crawled or printed is another day.
"""

import re
from collections.abc import Iterable
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from htmldate import find_date
from lxml import html

from legation.intake.calendar import DATE, day_of
from legation.intake.formats.webpage.blocks import Block
from legation.intake.formats.webpage.declared import Declared
from legation.intake.header import read_header

_META = (
    *("article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished"),
    *("publish_date", "publish-date", "publishdate", "published_time", "publication_date", "publicationdate"),
    *("parsely-pub-date", "sailthru.date", "pubdate", "pub_date", "pdate", "ptime", "dc.date.issued"),
    *("dcterms.issued", "dcterms.created", "dcterms.date", "dc.date.created", "dc.date", "date.issued", "date.created"),
    *("date.available", "cxenseparse:recs:publishtime", "citation_publication_date", "citation_date", "datecreated"),
    *("article.published", "dcsext.articlefirstpublished", "shareaholic:article_published_time", "displaydate"),
    *("release_date", "rbpubdate", "bt:pubdate", "originalpublicationdate", "published", "created", "date"),
)
_EARLIEST, _LATEST = "1990-01-01", "2099-12-31"  # not today: what a page says must not depend on when it is read
_ISO = re.compile(r"\\?[\"']?\s*(\d{4})-(\d{2})-(\d{2})(?!\d)")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6}|T\d.*)?")
_IN_ADDRESS = (
    re.compile(r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?![\d])"),
    re.compile(r"/((?:19|20)\d{2})/[A-Za-z_-]{1,30}/(\d{2})/(\d{2})/"),
    re.compile(r"[/_-]((?:19|20)\d{2})-?([01]\d)-?([0-3]\d)(?=[/_.-]|$)"),
)
_ENDS = 8  # words of a line that closes a statement with its place and day
_OTHER = re.compile(r"updated|modified|accessed|retrieved|copyright|©", re.IGNORECASE)


def date_of(
    told: Declared,
    tree: html.HtmlElement,
    *,
    before: list[Block],
    body: list[Block],
    url: str | None,
    title: str | None,
) -> str | None:
    """Day of publication, YYYY-MM-DD; None where nothing tells.

    `before` are blocks above the article, nearest last, and `body` those of it.
    """
    said = [node.get("datePublished") for nodes in (told.articles, told.pages) for node in nodes]
    said += [told.meta[name] for name in _META if name in told.meta]
    return (
        _first(said)
        or _first(_marked(tree))
        or _in_address(url)
        or _shown(before, title)
        or read_header("\n\n".join(block.text for block in body[:10])).date
        or _closing(body)
        or _searched(tree, url)
    )


def written_day(value: object) -> str | None:
    """Day of a date as machines write it, YYYY-MM-DD; None for what is none."""
    if not isinstance(value, str | int):
        return None
    text = str(value).strip()[:80]
    found = _ISO.match(text) or _PACKED.fullmatch(text)
    if found:
        return _checked(day_of("-".join(found.groups())))
    written = DATE.search(text)
    if written and (day := _checked(day_of(written[0]))):
        return day
    try:
        return _checked(parsedate_to_datetime(text).date().isoformat())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _checked(day: str | None) -> str | None:
    return day if day and _EARLIEST <= day <= _LATEST else None


def _first(values: Iterable[object]) -> str | None:
    return next((day for value in values if (day := written_day(value))), None)


def _marked(tree: html.HtmlElement) -> Iterable[str]:
    """Times that the page marks up as those of publication; then the one time of it, where it has one only."""
    for element in tree.iter():
        if element.get("itemprop", "").lower() == "datepublished" or (
            element.tag == "time" and "pubdate" in element.attrib
        ):
            yield element.get("datetime") or element.get("content") or element.text_content()
    times = [element for element in tree.iter("time", "abbr") if element.get("datetime") or element.tag == "time"]
    heading = next(iter(tree.iter("h1")), None)
    for element in times:
        if element.get("itemprop", "").lower() == "datemodified" or _OTHER.search(element.get("class", "")):
            continue
        if len(times) == 1 or (heading is not None and _near(heading, element)):
            yield element.get("datetime") or element.text_content()


def _near(heading: html.HtmlElement, element: html.HtmlElement) -> bool:
    """Whether an element stands in the same part of the page as its heading."""
    above = heading.getparent()
    for _ in range(3):
        if above is None or above.tag == "body":
            return False
        if any(each is above for each in element.iterancestors()):
            return sum(1 for _ in above.iter("time")) <= 2
        above = above.getparent()
    return False


def _in_address(url: str | None) -> str | None:
    path = urlsplit(url).path if url else ""
    for form in _IN_ADDRESS:
        for found in form.finditer(path):
            if day := _checked(day_of("-".join(found.groups()))):
                return day
    return None


def _shown(before: list[Block], title: str | None) -> str | None:
    """Date of a line above the article, nearest first; else the one in its title."""
    lines = [block for block in before[-20:][::-1] if not block.caption and block.links < 0.5 and block.words <= 30]
    for most in (_ENDS, 30):  # a line of a date and little else, sooner than one in which something happened on it
        for block in lines:
            written = DATE.search(block.text) if block.words <= most else None
            if written is None or _OTHER.search(block.text[: written.start()]):
                continue
            if day := _checked(day_of(written[0])):
                return day
    written = DATE.search(title or "")
    return _checked(day_of(written[0])) if written else None


def _closing(body: list[Block]) -> str | None:
    """Date of a line below a statement: "Minsk, 6 December 2021"."""
    for block in body[-3:][::-1]:
        for line in block.text.splitlines()[::-1]:
            written = DATE.search(line)
            if written and len(line.split()) <= _ENDS and (day := _checked(day_of(written[0]))):
                return day
    return None


def _searched(tree: html.HtmlElement, url: str | None) -> str | None:
    try:
        return find_date(tree, original_date=True, extensive_search=True, url=url, min_date=_EARLIEST, max_date=_LATEST)
    except (ValueError, TypeError):
        return None
