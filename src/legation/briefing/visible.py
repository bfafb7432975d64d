"""Untrusted text made safe to look at: no character of a document may hide, steer a terminal or flip a page."""

import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n?|\n")


def visible(text: str) -> str:
    """Text with each control, bidi and zero-width character replaced by a visible mark; line ends become line feeds.

    The mark is the character's number: `⟦U+202E⟧`. Tabs and line ends stay.
    """
    text = _LINE_ENDS.sub("\n", text)
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def one_line(text: str) -> str:
    """`visible` text on one line, runs of white space drawn together: for quotes, names and titles in tables."""
    return " ".join(visible(text).split())


def _shown(character: str) -> str:
    if character.isprintable() or character in "\n\t":
        return character
    # Spaces other than U+0020 are not "printable" to Python but are harmless; everything else left is a control or
    # format character, a line separator, a surrogate or unassigned, and could hide or reorder what is around it.
    return character if unicodedata.category(character) == "Zs" else f"⟦U+{ord(character):04X}⟧"
