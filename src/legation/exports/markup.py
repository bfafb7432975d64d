"""Text of documents made fit for XML 1.0."""

import re

# All but the characters of https://www.w3.org/TR/xml/#charsets: a lone surrogate is none either.
_NONE_OF_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Fit:
    """Replaces characters that XML cannot hold by U+FFFD, and counts them in `replaced`."""

    def __init__(self) -> None:
        self.replaced = 0

    def __call__(self, text: str) -> str:
        """Give a text as it can stand in XML."""
        fit, count = _NONE_OF_XML.subn("\ufffd", text)
        self.replaced += count
        return fit
