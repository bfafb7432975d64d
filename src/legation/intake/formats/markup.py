"""Text of a piece of HTML that is no page of its own: the content of a feed's entry, the body of a message."""

import re

from lxml import etree, html

_HIDDEN = frozenset({"script", "style", "noscript", "template", "head", "title", "iframe", "object", "svg"})
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """
        address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer form h1 h2
        h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul
        """,
    )
)
_SPACES = re.compile(r"[ \t\r\n\f]+")


def text_of(markup: str) -> str:
    """Text as a browser would show it, with an empty line between paragraphs; scripts and styles are left out.

    Markup that is broken is read as far as it goes; text without markup comes back as it is, on one line.
    """
    if "<" not in markup and "&" not in markup:
        return _SPACES.sub(" ", markup).strip()
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    blocks: list[list[str]] = [[]]
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else "script"
        if tag in _BLOCKS:
            blocks.append([])
        if event == "start":
            hidden += tag in _HIDDEN
            if tag == "br":
                blocks[-1].append("\n")
            elif tag in {"td", "th"} and blocks[-1]:
                blocks[-1].append("\t")
            if element.text and not hidden:
                blocks[-1].append(_SPACES.sub(" ", element.text))
        else:
            hidden -= tag in _HIDDEN
            if element.tail and not hidden:
                blocks[-1].append(_SPACES.sub(" ", element.tail))
    texts = (_tidy("".join(block)) for block in blocks)
    return "\n\n".join(text for text in texts if text)


def _tidy(block: str) -> str:
    return "\n".join(re.sub(" {2,}", " ", line).strip(" ") for line in block.split("\n")).strip()
