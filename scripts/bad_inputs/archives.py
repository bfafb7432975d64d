"""Archives and packed files: bombs, nests, and names that would be paths."""

import gzip
import io
import struct
import zipfile
import zlib

from bad_inputs.story import STORY

_TEXT = STORY.encode()


def _zip(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, raw in members:
            archive.writestr(zipfile.ZipInfo(name), raw, method)
    return packed.getvalue()


def _zeros(megabytes: int) -> bytes:
    return bytes(megabytes * 1_000_000)


def nested(depth: int = 40) -> bytes:
    """Make an archive in an archive in an archive."""
    raw = _zip(("story.txt", _TEXT))
    for _ in range(depth):
        raw = _zip(("inner.zip", raw), method=zipfile.ZIP_STORED)
    return raw


def wide_nest() -> bytes:
    """Make archives of archives whose members multiply: 16 to the power of 4, were they all opened."""
    raw = _zip(("story.txt", _TEXT))
    for _ in range(4):
        raw = _zip(*((f"{number}.zip", raw) for number in range(16)))
    return raw


def overlapping(members: int = 2_000) -> bytes:
    """Make an archive whose directory names one packed stretch again and again (Fifield 2019, A better zip bomb)."""
    one = _zip(("story.txt", _zeros(10)))
    start = one.rindex(b"PK\x01\x02")
    entry = one[start : one.rindex(b"PK\x05\x06")]
    directory = b"".join(
        entry[:28] + struct.pack("<H", 9) + entry[30:46] + f"{number:05}.txt".encode() for number in range(members)
    )
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, members, members, len(directory), start, 0)
    return one[:start] + directory + end


def lying_about_sizes() -> bytes:
    """Make an archive that declares a bomb to be of ten bytes."""
    raw = bytearray(_zip(("story.txt", _zeros(200))))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = raw.index(mark)
        raw[at + offset : at + offset + 4] = struct.pack("<I", 10)
    return bytes(raw)


def paths() -> bytes:
    """Make an archive whose members are named as paths that must never be written to, or read."""
    return _zip(
        ("../../../tmp/legation-escaped.txt", _TEXT),
        ("/etc/cron.d/legation.txt", _TEXT + b"\n\nA second copy.\n"),
        ("C:\\Windows\\legation.txt", _TEXT + b"\n\nA third copy.\n"),
        ("..\\..\\legation.txt", _TEXT + b"\n\nA fourth copy.\n"),
        ("a" * 5_000 + ".txt", _TEXT + b"\n\nA fifth copy.\n"),
        ("\x1b[31mred.txt", _TEXT + b"\n\nA sixth copy.\n"),
    )


def links() -> bytes:
    """Make an archive with a symbolic link to a file of this machine."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("passwd.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("story.txt", _TEXT)
    return packed.getvalue()


def locked() -> bytes:
    """Make an archive that says that its member is encrypted."""
    raw = bytearray(_zip(("story.txt", _TEXT)))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + offset] |= 1
    return bytes(raw)


def wrong_checksum() -> bytes:
    """Make an archive with a damaged member beside a good one."""
    raw = bytearray(_zip(("bad.txt", _TEXT), ("good.txt", _TEXT + b"\n\nGood.\n"), method=zipfile.ZIP_STORED))
    raw[raw.index(b"CHISINAU")] = ord("K")
    return bytes(raw)


def docx(document: bytes, **others: bytes) -> bytes:
    """Make what calls itself a Word document."""
    types = (
        b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        b' Target="word/document.xml"/></Relationships>'
    )
    return _zip(
        ("[Content_Types].xml", types),
        ("_rels/.rels", relations),
        ("word/document.xml", document),
        *((f"word/{name}", raw) for name, raw in others.items()),
    )


_WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'


def _paragraphs(inside: bytes) -> bytes:
    return _WORD + b"<w:p><w:r><w:t>" + inside + b"</w:t></w:r></w:p></w:body></w:document>"


def laughs() -> bytes:
    """Make a document of entities that multiply."""
    entities = b"".join(
        b'<!ENTITY e%d "%s">' % (number, b"&e%d;" % (number - 1) * 10 if number else b"ha") for number in range(12)
    )
    return docx(b'<?xml version="1.0"?><!DOCTYPE d [' + entities + b"]>" + _paragraphs(b"&e11;"))


def outside() -> bytes:
    """Make a document that wants a file of this machine in it."""
    entity = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return docx(entity + _paragraphs(_TEXT.replace(b"\n\n", b" ") + b" &x;"))


INPUTS = {
    "refused": {
        "bomb.zip": lambda: _zip(("story.txt", _zeros(200))),
        "lying.zip": lying_about_sizes,
        "locked.zip": locked,
        "not-really.zip": lambda: b"PK\x03\x04 and nothing more",
        "empty.zip": _zip,
        "nested.zip": nested,
        "overlapping.zip": overlapping,
        "bomb.txt.gz": lambda: gzip.compress(_zeros(300)),
        "bomb-in-bomb.txt.gz": lambda: gzip.compress(gzip.compress(_zeros(300))),
        "truncated.txt.gz": lambda: gzip.compress(_TEXT * 50)[:-60],
        "garbage.gz": lambda: b"\x1f\x8b\x08" + bytes(range(256)) * 10,
        "bomb.docx": lambda: docx(_paragraphs(b" " * 230_000_000)),
        "laughs.docx": laughs,
        "no-document.docx": lambda: _zip(("word/other.xml", b"<a/>"), ("[Content_Types].xml", b"<Types/>")),
        "deep.docx": lambda: docx(_WORD + b"<w:p>" * 200_000),
    },
    "kept": {"paths.zip": paths, "links.zip": links, "wrong-checksum.zip": wrong_checksum},
    "either": {
        "wide-nest.zip": wide_nest,
        "outside.docx": outside,
        "many-empty.zip": lambda: _zip(*((f"{number}.txt", b"") for number in range(300))),
        "trailing.txt.gz": lambda: gzip.compress(_TEXT) + b"garbage after the end",
        "raw-deflate.zip": lambda: b"PK\x03\x04" + zlib.compress(_TEXT),
    },
}
"""By what is to become of them."""
