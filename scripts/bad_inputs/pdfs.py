"""PDFs: bombs, loops, locks, and one that would run what it carries."""

import textwrap
import zlib

from bad_inputs.story import STORY


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """Make a PDF of objects, numbered from 1, with its table of offsets."""
    made, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, inside in enumerate(objects, 1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, inside)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    made += b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(made)


def stream(inside: bytes, extra: bytes = b"") -> bytes:
    """Make a stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(inside), extra, inside)


_TREE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
    b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
)
_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


def written(text: str = STORY) -> bytes:
    """Make the operators that show lines of a text."""
    lines = "".join(f"({part}) Tj T* " for line in text.split("\n") for part in textwrap.wrap(line, 90) or [""])
    return f"BT /F1 10 Tf 14 TL 40 740 Td {lines} ET".encode("latin-1", "replace")


def page(contents: bytes, *, catalog: bytes = _CATALOG, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """Make a PDF of one page."""
    return pdf(catalog, _TREE, _PAGE, contents, trailer=trailer)


def bomb() -> bytes:
    """Make a page whose contents unpack to 300 MB, packed twice."""
    packed = zlib.compress(zlib.compress(b" " * 300_000_000, 1), 9)
    return page(stream(packed, b"/Filter [/FlateDecode /FlateDecode]"))


def locked() -> bytes:
    """Make a PDF that no password opens."""
    lock = b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <%s> /U <%s> >>" % (b"41" * 32, b"42" * 32)
    identity = b"/Root 1 0 R /Encrypt 5 0 R /ID [<%s> <%s>]" % (b"43" * 16, b"43" * 16)
    return pdf(_CATALOG, _TREE, _PAGE, stream(written()), lock, trailer=identity)


_ACTIVE = (
    b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1/'\\)) >>"
    b" /AA << /WC << /S /Launch /F (/bin/sh) >> >> /URI << /Base (http://127.0.0.1/) >> >>"
)

_FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>"

INPUTS = {
    "refused": {
        "no-text.pdf": lambda: page(stream(b"0 0 m 100 100 l S")),
        "locked.pdf": locked,
        "not-really.pdf": lambda: b"%PDF-1.7\nand nothing more",
        "no-pages.pdf": lambda: pdf(_CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"),
        "tree-in-a-loop.pdf": lambda: pdf(_CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>"),
    },
    "kept": {
        "active.pdf": lambda: page(stream(written()), catalog=_ACTIVE),
        "title-of-formula.pdf": lambda: pdf(
            _CATALOG, _TREE, _PAGE, stream(written()), b"<< /Title (=cmd|' /C calc'!A0) /CreationDate (D:99999999) >>",
            trailer=b"/Root 1 0 R /Info 5 0 R",
        ),
    },
    "either": {
        "bomb.pdf": bomb,
        "no-table.pdf": lambda: page(stream(written())).partition(b"xref\n")[0],
        "deep.pdf": lambda: page(stream(b"[" * 500_000)),
        "deep-objects.pdf": lambda: pdf(_CATALOG, _TREE, _PAGE, b"[" * 200_000 + b"]" * 200_000),
        "form-in-itself.pdf": lambda: pdf(
            _CATALOG, _TREE, _PAGE.replace(b"/Font <<", b"/XObject << /X 5 0 R >> /Font <<"), stream(b"/X Do"),
            stream(b"/X Do /X Do", _FORM),
        ),
        "very-many-pages.pdf": lambda: pdf(
            _CATALOG, b"<< /Type /Pages /Kids [%s] /Count 100000 >>" % (b"3 0 R " * 100_000), _PAGE, stream(written())
        ),
        "cut-off.pdf": lambda: page(stream(written()))[:-700],
    },
}  # fmt: skip
"""By what is to become of them."""
