"""How markup tells what is what: tables of elements and of the names that sites give to their parts."""

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files

from lxml import html

_TABLE = tomllib.loads((files(__package__) / "markup.toml").read_text("utf-8"))
BLOCKS = frozenset(_TABLE["blocks"].split())
"""Elements that begin and end a line."""
LINES = frozenset(_TABLE["lines"].split())
"""Elements that hold a paragraph or less."""
UNSEEN = frozenset(_TABLE["unseen"].split())
"""Elements that nobody reads."""
OUTSIDE = frozenset(("nav", "footer"))
"""Elements that no article stands in."""
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_ASIDE, _CAPTION = (
    {key: frozenset(words.split()) for key, words in _TABLE[kind].items()} for kind in ("aside", "caption")
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_MOST = 20  # names of one element that are looked at
_LONGEST = 80  # characters of a name that are looked at


def is_aside(element: html.HtmlElement, *, named: bool) -> bool:
    """Whether an element stands beside what a page is about; by its name only where `named`."""
    if element.tag in _ASIDE["elements"] or element.get("role", "").lower() in _ASIDE["roles"]:
        return True
    return named and any(name in _ASIDE["names"] for name in _names(element))


def is_caption(element: html.HtmlElement, *, named: bool) -> bool:
    """Whether an element tells of a picture or a film; by its name only where `named`."""
    return element.tag in _CAPTION["elements"] or (named and any(name in _CAPTION["names"] for name in _names(element)))


def _names(element: html.HtmlElement) -> Iterator[str]:
    for name in f"{element.get('class', '')} {element.get('id', '')}".split()[:_MOST]:
        yield name[:_LONGEST].lower().replace("-", "").replace("_", "")
        yield from (part.lower() for part in _WORD.findall(name[:_LONGEST]))
