"""A PDF: its text page by page, as `typeset` puts it together, and the title that it gives itself.

The day in it is that on which the file was made, which may be years after what it holds was published, or a day
before: it is not used. What the text tells counts, else what a person says.
"""

import ctypes
import re
from collections.abc import Iterator
from contextlib import suppress

import pypdfium2 as pdfium
import pypdfium2.raw as raw_pdfium

from legation.errors import BrokenFile, LimitReached
from legation.intake.formats.typeset import FAR, Line, Page, prose_of
from legation.intake.piece import Given, Piece
from legation.intake.text import is_blank

_PAGES = 3_000
_HYPHENS = frozenset({0x2, 0xFFFE})  # what PDFium gives for the hyphen of a parted word
_ENDS = frozenset({0xA, 0xD, 0xB, 0xC, 0x2028, 0x2029})
_CATALOGUE = re.compile(rb"(\d{1,9})\s+(\d{1,5})\s+obj\b(?:(?!endobj)[^\x00]){0,2000}?/Type\s*/Catalog\b")
_LIGATURES = str.maketrans(  # one shape for several letters
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\uf0b7": "•"}
)
_NO_TITLE = re.compile(
    r"microsoft word|untitled|\bunknown\b|^\W*$|^\d+$|\.(?:docx?|pdf|indd|rtf|tmp|p65|pages)$", re.IGNORECASE
)


def pieces(given: Given) -> Iterator[Piece]:
    """Give the text of a PDF. Raises BrokenFile for one that is locked, damaged or has none, and LimitReached."""
    raw = given.whole()
    document = _opened(raw, given.name)
    try:
        if len(document) > _PAGES:
            raise LimitReached(f"{given.name}: over {_PAGES:,} pages; split it into its documents")
        text = prose_of(_pages(document, given)).translate(_LIGATURES)
        told = document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()
    if is_blank(text):
        raise BrokenFile(f"{given.name}: holds pictures of pages and no text; run it through text recognition first")
    title = told.get("Title", "").strip()
    yield Piece(
        raw, given.stem, text, None if _NO_TITLE.search(title) else title, author=told.get("Author"), url=given.url,
        media="application/pdf",
    )  # fmt: skip


def _opened(raw: bytes, label: str) -> pdfium.PdfDocument:
    """Document in the bytes; one that lost its end is opened by its catalogue, which tells of the pages there are."""
    try:
        return pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise BrokenFile(f"{label}: a PDF locked with a password; save it without one first") from error
        failed = error
    catalogues = _CATALOGUE.findall(raw)
    with suppress(pdfium.PdfiumError):
        if catalogues:
            return pdfium.PdfDocument(raw + b"\ntrailer\n<< /Root %s %s R >>\nstartxref\n0\n%%%%EOF\n" % catalogues[-1])
    raise BrokenFile(f"{label}: a PDF that is damaged or cut short; get it anew") from failed


def _pages(document: pdfium.PdfDocument, given: Given) -> Iterator[Page]:
    letters = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            continue  # a page that is damaged costs itself
        try:
            text = page.get_textpage()
            try:
                letters += raw_pdfium.FPDFText_CountChars(text)
                if letters > given.most:
                    raise LimitReached(f"{given.name}: over {given.most / 1e6:g} million letters; split it")
                yield list(_lines(text))
            finally:
                text.close()
        finally:
            page.close()


def _lines(page: pdfium.PdfTextPage) -> Iterator[Line]:
    codes: list[tuple[int, int]] = []  # place on the page, and code
    for place in range(raw_pdfium.FPDFText_CountChars(page)):
        code = raw_pdfium.FPDFText_GetUnicode(page, place)
        if code in _ENDS or code in _HYPHENS:
            yield from _line(page, codes, parted=code in _HYPHENS)
            codes = []
        elif code:
            codes.append((place, code))
    yield from _line(page, codes, parted=False)


def _line(page: pdfium.PdfTextPage, codes: list[tuple[int, int]], *, parted: bool) -> Iterator[Line]:
    inked = [place for place, code in codes if code not in {0x20, 0x9, 0xA0}]
    if not inked:
        return
    left, _, bottom, top = _box(page, inked[0])
    _, right, *_ = _box(page, inked[-1])
    size = max(top - bottom, 1.0)
    units = "".join(
        "\t" if code == 0x20 and _is_far(page, place, size) else chr(code)
        for place, code in codes
        if inked[0] <= place <= inked[-1]
    )
    text = units.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()
    if text[-1:] in {"-", "\u00ad", "\u2010"} and text[-2:-1].isalpha():
        text, parted = text[:-1], True
    yield Line(text, left, right, bottom, size, parted)


def _is_far(page: pdfium.PdfTextPage, space: int, size: float) -> bool:
    """Whether the letters beside a space stand far apart."""
    return _box(page, space + 1)[0] - _box(page, space - 1)[1] > FAR * size


def _box(page: pdfium.PdfTextPage, place: int) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of a letter with the room that its font gives it, in points."""
    box = raw_pdfium.FS_RECTF()
    raw_pdfium.FPDFText_GetLooseCharBox(page, place, ctypes.byref(box))
    return box.left, box.right, box.bottom, box.top
