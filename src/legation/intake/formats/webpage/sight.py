"""What of a page meets the eye: all else is taken out of its tree before anything is read from it."""

import re

from lxml import html

from legation.intake.formats.webpage.markup import UNSEEN

_HIDING = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*(?:\.0*)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*0*(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)|content-visibility\s*:\s*hidden"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01]|clip-path\s*:\s*inset\(\s*(?:50|100)%"
    r"|(?:left|top|text-indent)\s*:\s*-\d{4,})",
    re.IGNORECASE,
)
_FOR_EARS = re.compile(
    r"(?:^|[\s_-])(?:visually-?hidden|sr-only|screen-?reader(?:-text|-only)?|a11y-hidden|assistive-text|offscreen)(?![a-z])",
    re.IGNORECASE,
)
INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")
"""Characters that show nothing, or change the order in which others show: marks of direction, tags, soft hyphens."""


def keep_what_shows(tree: html.HtmlElement) -> None:
    """Take out of a tree what no reader of the page sees: scripts, forms, and what is hidden by attribute or style.

    A style sheet is not looked at: what it hides stays. The page as a whole stays too, since pages hide themselves
    until their script has run.
    """
    everything = len(tree.text_content())
    for element in list(tree.iter()):
        parent = element.getparent()
        if parent is None or element.tag == "body":
            continue
        unseen = element.tag in UNSEEN or "hidden" in element.attrib or _HIDING.search(element.get("style", ""))
        if unseen or (_is_for_ears(element) and not _is_the_page(element, everything)):
            element.drop_tree()


def _is_for_ears(element: html.HtmlElement) -> bool:
    """Whether only screen readers tell it, or all but they."""
    hidden = element.get("aria-hidden", "").strip().lower() == "true"
    return hidden or _FOR_EARS.search(element.get("class", "")) is not None


def _is_the_page(element: html.HtmlElement, everything: int) -> bool:
    """Whether it is hidden from screen readers only while something lies over it."""
    return len(element.text_content()) * 2 > everything
