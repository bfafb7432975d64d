"""What a page says of itself to machines: JSON-LD, OpenGraph and `<meta>`. Read before anything is taken out of it."""

import json
import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import Any, NamedTuple

from lxml import html

_MOST = 5_000  # nodes of JSON-LD that are looked at
_LONGEST = 2_000_000  # characters of one script
_WRAPPED = re.compile(
    r"^\s*(?:/\*|//)?\s*(?:<!\[CDATA\[|<!--)?\s*(?:\*/)?|(?:/\*|//)?\s*(?:\]\]>|-->)?\s*(?:\*/)?\s*;?\s*$"
)
_MARKUP = re.compile(r"<[^>]{0,500}>")
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h\d)\b[^>]{0,100}>", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f]")

Node = dict[str, Any]


class Declared(NamedTuple):
    """What a page declares, as it does: nothing of it is believed without a look."""

    articles: tuple[Node, ...]  # nodes of JSON-LD that are articles, the likeliest first
    pages: tuple[Node, ...]  # nodes of JSON-LD that are pages
    by_id: dict[str, Node]
    meta: dict[str, str]  # by name, property or itemprop, in lower case; the first of each
    title: str | None  # of its head
    canonical: str | None

    def first(self, *names: str) -> str | None:
        """Content of the first of some `<meta>` that is there."""
        return next((self.meta[name] for name in names if name in self.meta), None)

    @property
    def body(self) -> str | None:
        """`articleBody` as text: markup in it makes lines and no more."""
        for node in self.articles:
            said = node.get("articleBody")
            if isinstance(said, str) and said.strip():
                return unescape(_MARKUP.sub("", _BREAK.sub("\n\n", unescape(said)))).strip()
        return None


def declared(tree: html.HtmlElement) -> Declared:
    """Read what a page declares. Never raises: what is broken is as if it were not there."""
    nodes = list(islice((node for script in _scripts(tree) for node in _nodes(script)), _MOST))
    by_id: dict[str, Node] = {}
    for node in nodes:
        if isinstance(node.get("@id"), str) and len(node) > len(by_id.get(node["@id"], ())):
            by_id[node["@id"]] = node
    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        said = " ".join(element.get("content", "").split())
        for key in ("property", "name", "itemprop"):
            if said and element.get(key):
                meta.setdefault(element.get(key).strip().lower(), said)
    title = next((" ".join(found.text_content().split()) for found in tree.iter("title")), None)
    link = next((found.get("href") for found in tree.iter("link") if found.get("rel", "").lower() == "canonical"), None)
    articles = sorted((node for node in nodes if _is_article(node)), key=lambda node: -_weight(node))
    pages = [node for node in nodes if _kinds(node) & {"WebPage", "ItemPage"}]
    return Declared(tuple(articles), tuple(pages), by_id, meta, title or None, link)


def text_of(value: object) -> str | None:
    """A name or a title of JSON-LD as a line of text."""
    if isinstance(value, list):
        return next((text for each in value if (text := text_of(each))), None)
    if not isinstance(value, str):
        return None
    return " ".join(_MARKUP.sub("", unescape(unescape(value))).split()) or None


def names_of(value: object, by_id: dict[str, Node]) -> list[str]:
    """Names of persons or bodies of JSON-LD, however they are written there."""
    if isinstance(value, list):
        return [name for each in value[:20] for name in names_of(each, by_id)]
    if isinstance(value, dict):
        value = value if "name" in value else by_id.get(str(value.get("@id")), value)
        value = value.get("name")
    name = text_of(value)
    return [name] if name and not name.startswith(("http://", "https://", "@")) else []


def _scripts(tree: html.HtmlElement) -> Iterator[str]:
    for script in tree.iter("script"):
        if "ld+json" in script.get("type", "").lower() and script.text and len(script.text) <= _LONGEST:
            yield script.text


def _nodes(script: str) -> Iterator[Node]:
    told = _WRAPPED.sub("", script)
    for attempt in (told, unescape(told), _CONTROL.sub(" ", told)):
        try:
            pending = deque([json.loads(attempt, strict=False)])
        except (ValueError, RecursionError):
            continue
        while pending:
            value = pending.popleft()
            if isinstance(value, dict):
                yield value
                pending += [each for each in value.values() if isinstance(each, dict | list)]
            elif isinstance(value, list):
                pending += [each for each in value if isinstance(each, dict | list)]
        return


def _kinds(node: Node) -> set[str]:
    kinds = node.get("@type")
    return {str(kind).rpartition("/")[2] for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _is_article(node: Node) -> bool:
    return any(kind.endswith(("Article", "BlogPosting", "Report", "LiveBlogPosting")) for kind in _kinds(node))


def _weight(node: Node) -> int:
    """How much a node says of an article: those of other articles are often no more than a headline."""
    return sum(
        key in node for key in ("headline", "datePublished", "articleBody", "author", "publisher", "mainEntityOfPage")
    )
