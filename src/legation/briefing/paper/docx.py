"""A brief as DOCX on A4 (WordprocessingML, ECMA-376), with footnotes that the word processor numbers itself.

The parts of the package are templates of ours: no library at hand writes footnotes, and without its clock and its
stock of styles the same brief is the same bytes. A footnote that is cited again is a field that points to its number.
"""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from legation.briefing.paper.nouns import Brief
from legation.briefing.paper.templates import environment
from legation.briefing.wording import when

_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_rels.xml",
    "docProps/core.xml": "core.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/numbering.xml": "numbering.xml",
    "word/footnotes.xml": "footnotes.xml",
    "word/footer.xml": "footer.xml",
}
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP file can tell


def docx(brief: Brief) -> bytes:
    """Write a brief as DOCX."""
    package = BytesIO()
    with ZipFile(package, "w") as parts:
        for place, template in _PARTS.items():
            part = ZipInfo(place, _EPOCH)
            part.compress_type = ZIP_DEFLATED
            written = environment().get_template(f"docx/{template}").render(brief=brief, spoken=when(brief.day))
            parts.writestr(part, written.encode())
    return package.getvalue()
