"""Bytes → text, exactly as received: nothing is normalised, no newline is changed, a byte order mark stays.

A mark stays because offsets count code points of the text as given, and others who open the file as UTF-8 see it too.
"""

import codecs
import re
import unicodedata

from legation.errors import EmptyDocument, NotText

_MARKS = (  # the four-byte marks first: a UTF-32 mark begins with a UTF-16 one
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FORMATS = (
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"{\\rtf", "an RTF file"),
    (b"SQLite format 3\x00", "a SQLite database"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_INK = re.compile("[^\ufeff \t\r\n\v\f\x00\u00a0]")
_HALVES = re.compile("[\ud800-\udfff]")
_ENOUGH_TO_JUDGE = 100_000  # characters in which to look for signs that the bytes were no text
_PUNCTUATION_1252 = frozenset("‘’“”‚„–—…•€£¥§©®°·«»¿¡½¼¾²³\u00a0\u00ad´`†‡‰™")


def decode(raw: bytes, label: str) -> str:
    """Text of a document: by its byte order mark, else as UTF-8, else as Windows-1252 where that is plausible.

    A stray NUL or control character is kept. Raises EmptyDocument, or NotText for what is binary or in an encoding
    that cannot be told; `label` names the document in the message.
    """
    for signature, kind in _FORMATS:
        if raw.startswith(signature):
            raise NotText(f"{label}: {kind}, which is not read; save it as text or PDF first")
    text = _decoded(raw, label)
    if is_blank(text):
        raise EmptyDocument(f"{label}: empty, there is no text in it")
    if _looks_binary(text[:_ENOUGH_TO_JUDGE]):
        raise NotText(f"{label}: binary data, not text; save it as plain text in UTF-8 first")
    return text


def is_blank(text: str) -> bool:
    """Whether there is nothing to read in a text."""
    return _INK.search(text) is None


def legible(text: str) -> str:
    """Text without halves of surrogate pairs, which no encoding has: each is U+FFFD."""
    return _HALVES.sub("\ufffd", text)


def _decoded(raw: bytes, label: str) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError as error:
                raise NotText(
                    f"{label}: marked as {encoding.upper()} but broken at byte {error.start}; save it again as UTF-8"
                ) from error
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        broken_at = error.start
    text = _as_windows_1252(raw)
    if text is None:
        raise NotText(
            f"{label}: neither UTF-8 (broken at byte {broken_at}) nor plausible Windows-1252; save it again as UTF-8"
        )
    return text


def _as_windows_1252(raw: bytes) -> str | None:
    """Decode as Windows-1252, or None where that would be a guess.

    Plausible is what a Western text looks like: at most 15 in 100 characters beyond ASCII, each of them a letter or the
    punctuation of print, and no run of bytes that would be well-formed UTF-8 (a UTF-8 text with one broken byte must
    not turn into mojibake from end to end).
    """
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return None
    beyond = [character for character in text if character > "\x7f"]
    if len(beyond) * 100 > len(text) * 15:
        return None
    if any(
        character not in _PUNCTUATION_1252 and not unicodedata.category(character).startswith("L")
        for character in beyond
    ):
        return None
    salvaged = raw.decode("utf-8", "ignore")
    if any(character > "\x7f" for character in salvaged):
        return None
    return text


def _looks_binary(text: str) -> bool:
    """Whether control characters are too many for a text: three in ten, or over eight and over one in a hundred."""
    controls = len(_CONTROLS.findall(text))
    return controls * 10 > len(text) * 3 or (controls > 8 and controls * 100 > len(text))
