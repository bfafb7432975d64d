"""What stands in a cell of a CSV file, so that no spreadsheet takes the text of a document for a formula.

A text that a spreadsheet might calculate, whatever the file says, gets an apostrophe before it, and so does one that
begins with apostrophes before such a text: each text is written in one way only, and `plain_text` gives it back.
Numbers are not quoted: -5 stays -5. After OWASP, "CSV Injection"; full-width signs, which some programs take for the
usual ones, and signs after white space count as well.
"""

import re

_WRITTEN = "=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20"  # the last four are full-width
_FORMULA = re.compile(f"'*[\\s\ufeff\u200b]*[{_WRITTEN}]")
_QUOTED = re.compile(f"'+[\\s\ufeff\u200b]*[{_WRITTEN}]")
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
_INSTEAD = "\ufffd"


def safe_text(text: str) -> str:
    """Text as it stands in a cell.

    A NUL, at which many programs take a text to end, and half of a surrogate pair, which UTF-8 has not, become U+FFFD:
    one code point for one, so that offsets still fit.
    """
    text = _UNWRITABLE.sub(_INSTEAD, text)
    return f"'{text}" if _FORMULA.match(text) else text


def plain_text(cell: str) -> str:
    """Text of a cell that `safe_text` wrote."""
    return cell[1:] if _QUOTED.match(cell) else cell
