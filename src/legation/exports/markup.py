"""Text and addresses of documents, fit for files that others read: XML 1.0, and links."""

import re
from urllib.parse import urlsplit

# All but the characters of https://www.w3.org/TR/xml/#charsets: a lone surrogate is none either.
_NONE_OF_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x1f\x7f\ud800-\udfff]+")


class Fit:
    """Replaces characters that XML cannot hold by U+FFFD, and counts them in `replaced`."""

    def __init__(self) -> None:
        self.replaced = 0

    def __call__(self, text: str) -> str:
        """Give a text as it can stand in XML."""
        fit, count = _NONE_OF_XML.subn("\ufffd", text)
        self.replaced += count
        return fit


def is_address(url: str) -> bool:
    """Whether an address is one of the web that can stand in a file for others."""
    try:
        return _ADDRESS.fullmatch(url) is not None and bool(urlsplit(url).hostname)
    except ValueError:  # brackets that hold no address of IPv6
        return False
