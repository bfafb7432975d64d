"""The bytes of a page to its text and its tree: encodings declared wrongly, markup that was never right.

Nothing is fetched, no entity of a DTD is expanded, no script is run: a parser of HTML knows nothing of these.
"""

import codecs
import re

from lxml import etree, html

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_IN_MEDIA = re.compile(r"charset\s*=\s*[\"']?([\w:.-]+)", re.IGNORECASE)
_IN_PAGE = re.compile(rb"<meta\b[^>]*?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_IN_XML = re.compile(rb"\s*<\?xml\b[^>]*?encoding\s*=\s*[\"']([\w:.-]+)", re.IGNORECASE)
_LOOKED_AT = 20_000  # bytes in which a page declares its encoding; browsers look at 1,024, real pages are later
_LATIN = frozenset(("ascii", "iso8859-1", "cp1252", "latin-1", "iso8859-15"))
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]+")
_NOT_PARSED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>", re.IGNORECASE)
_NESTING = re.compile(
    r"</?(?:div|span|font|center|table|tbody|tr|td|section|b|i|em|strong|big|small|a)\b[^>]*>", re.IGNORECASE
)
_BLOATED = re.compile(r"<(\w+)\s[^<>]{20000,}>")  # the parser compares each attribute with all before it
_DEEP = 1_900  # the parser gives up at 2,048


def decoded(raw: bytes, media: str | None = None) -> str:
    """Text of a page, by its byte order mark, else as UTF-8 where it is that, else as it or its media type declares.

    UTF-8 outranks what is declared, since no other text happens to be well-formed in it; so does Windows-1252 a
    declaration of UTF-8 that the bytes do not keep. Never raises: what cannot be told is U+FFFD.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    if raw[:2] == b"<\x00" or raw[:2] == b"\x00<":
        return raw.decode("utf-16-le" if raw[0] else "utf-16-be", "replace")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return text if "\x1b" not in text else _as_declared(raw, media) or text  # ISO-2022 is ASCII with escapes
    whole = sum(len(found) for found in _MULTIBYTE.findall(raw))
    broken = sum(len(found) for found in _HIGH.findall(raw)) - whole
    if whole > 10 * broken:  # a few bytes were cut or pasted in
        return raw.decode("utf-8", "replace")
    return _as_declared(raw, media) or raw.decode("cp1252", "replace")


def _as_declared(raw: bytes, media: str | None) -> str | None:
    head = raw[:_LOOKED_AT]
    names = [found[1] for found in [_IN_MEDIA.search(media or "")] if found]
    names += [found[1].decode("ascii", "ignore") for found in (_IN_PAGE.search(head), _IN_XML.match(head)) if found]
    for name in names:
        try:
            encoding = codecs.lookup(name)
            if not encoding._is_text_encoding or encoding.name in ("utf-8", *_LATIN):  # noqa: SLF001 - as open() does
                continue
            text = raw.decode(name, "replace")
        except (LookupError, UnicodeError):
            continue
        if text.count("\ufffd") * 100 <= len(text):
            return text
    return None


def is_binary(text: str) -> bool:
    """Whether control characters are too many for a page that somebody wrote."""
    return len(_NOT_PARSED.findall(text)) * 20 > len(text)


def tree_of(text: str) -> html.HtmlElement | None:
    """Tree of a page, without comments; None where there is no element in it."""
    text = _BLOATED.sub(r"<\1>", _DECLARATION.sub("", _NOT_PARSED.sub("", text)))
    tree = _parsed(text)
    if tree is not None and _depth(tree) > _DEEP:
        flat = _parsed(_NESTING.sub("<br>", text))  # what lies deeper than that, the parser has dropped
        return flat if flat is not None else tree
    return tree


def _parsed(text: str) -> html.HtmlElement | None:
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, recover=True, huge_tree=True
    )
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return tree if isinstance(tree.tag, str) else None


def _depth(tree: html.HtmlElement) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
