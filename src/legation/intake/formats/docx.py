"""A Word document: paragraphs, cells of tables and footnotes, read out of its XML.

What was struck out with changes tracked is left out, and what was put in is there, as on paper. Of what the document
refers to outside nothing is fetched, and no entity is expanded. The day in it is that on which the file was made, not
published, and is not used.
"""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from legation.errors import BrokenFile, LimitReached
from legation.intake.formats import archive
from legation.intake.formats.unpacked import DAMAGE
from legation.intake.piece import Damaged, Given, Piece
from legation.intake.text import is_blank

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_CORE = {"dc": "http://purl.org/dc/elements/1.1/"}
_TIMES = 5  # so many times the limit for a document its XML may be: markup around every word
_SKIPPED = frozenset(
    f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "tblPr", "sectPr", "instrText", "delText", "trackDel")
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_OTHERS = {"xl/workbook.xml": "a spreadsheet", "ppt/presentation.xml": "a presentation"}


def pieces(given: Given) -> Iterator[Piece | Damaged]:
    """Give the text of a document. Raises BrokenFile, LimitReached; what is a plain archive is opened as one."""
    raw = given.whole()
    try:
        packed = zipfile.ZipFile(io.BytesIO(raw))
    except (*DAMAGE, OSError) as error:
        raise BrokenFile(f"{given.name}: a Word document that is damaged or locked; save it anew") from error
    names = frozenset(packed.namelist())
    if "word/document.xml" not in names:
        kind = next((kind for part, kind in _OTHERS.items() if part in names), None)
        if kind is not None or "[Content_Types].xml" in names:
            raise BrokenFile(f"{given.name}: {kind or 'no Word document'}, which is not read; save it as text or PDF")
        yield from archive.pieces(given._replace(stream=io.BytesIO(raw)))
        return
    left = _TIMES * given.most
    parts: dict[str, etree._Element] = {}
    for name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "docProps/core.xml"):
        if name in names:
            part = _unpacked(packed, name, left, given)
            left -= len(part)
            try:
                parts[name] = _parsed(part)
            except etree.XMLSyntaxError as error:
                if name == "word/document.xml":
                    raise BrokenFile(f"{given.name}: a Word document that is damaged ({error.msg}); save it") from error
    blocks = list(_blocks(parts["word/document.xml"]))
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        if name in parts:
            blocks += _blocks(parts[name])
    text = "\n\n".join(block for block in blocks if block.strip())
    if is_blank(text):
        raise BrokenFile(
            f"{given.name}: a Word document without text; if it holds pictures, run text recognition first"
        )
    core = parts.get("docProps/core.xml")
    title, author = (
        (core.findtext(f"dc:{name}", None, _CORE) or "").strip() or None if core is not None else None
        for name in ("title", "creator")
    )
    yield Piece(
        raw, given.stem, text, title, author=author, url=given.url,
        media="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )  # fmt: skip


def _unpacked(packed: zipfile.ZipFile, name: str, most: int, given: Given) -> bytes:
    """Part of the file; how large it is said to be is believed only where that is too large already."""
    bomb = LimitReached(f"{given.name}: over {most / 1e6:,.0f} MB when unpacked, and is not read")
    if packed.getinfo(name).file_size > most:
        raise bomb
    try:
        with packed.open(name) as stream:
            part = stream.read(most + 1)
    except (*DAMAGE, OSError) as error:
        raise BrokenFile(f"{given.name}: a Word document that is damaged or locked; save it anew") from error
    if len(part) > most:
        raise bomb
    return part


def _parsed(part: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    root = etree.fromstring(part.replace(_STRICT.encode(), _W[1:-1].encode()), parser)
    if root.getroottree().docinfo.doctype:
        raise etree.XMLSyntaxError("declares entities", 0, 0, 0)
    return root


def _blocks(root: etree._Element) -> Iterator[str]:
    """Paragraphs, and tables: a row a line, with a tab between cells. Without recursion, however deep it is nested."""
    words: list[str] = []  # of the paragraph that is open, or of the row
    table: list[str] = []  # rows so far
    rows = skipped = cells = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if tag in _SKIPPED:
            skipped += 1 if event == "start" else -1
        elif skipped or not isinstance(tag, str):
            continue
        elif event == "start":
            if tag == f"{_W}t" and element.text:
                words.append(element.text)
            elif tag in {f"{_W}tab", f"{_W}ptab"}:
                words.append("\t")
            elif tag in {f"{_W}br", f"{_W}cr"}:
                words.append("\n")
            elif tag == f"{_W}noBreakHyphen":
                words.append("\u2011")
            elif tag == f"{_W}tr":
                rows, cells = rows + 1, 0
            elif tag == f"{_W}tc":
                if cells:
                    words.append("\t")
                cells += 1
        elif tag == f"{_W}p":
            if rows:
                words.append(" ")
            else:
                yield "".join(words).strip()
                words = []
        elif tag == f"{_W}tr":
            rows -= 1
            if not rows:
                table.append("\t".join(cell.strip() for cell in "".join(words).split("\t")))
                words = []
        elif tag == f"{_W}tbl" and not rows:
            yield "\n".join(table).strip()
            table = []
    yield "".join(words).strip()
