"""Messages whose parts are nested, broken, or named as paths."""

import base64

from bad_inputs.archives import nested
from bad_inputs.story import STORY

_HEAD = (
    "From: Desk <desk@example.org>\nDate: Mon, 2 Mar 2026 10:00:00 +0200\nSubject: Norway pledges\nMIME-Version: 1.0\n"
)


def message(body: str = STORY, head: str = "") -> bytes:
    """Make a message."""
    return f"{_HEAD}{head}\n{body}\n".encode("utf-8", "surrogateescape")


def parts(*inside: str, depth: int = 0) -> str:
    """Make the header and body of a message of several parts."""
    mark = f"mark{depth}"
    joined = "".join(f"--{mark}\n{part}\n" for part in inside)
    return f'Content-Type: multipart/mixed; boundary="{mark}"\n\n{joined}--{mark}--\n'


def deep(depth: int = 2_000) -> bytes:
    """Make parts in parts in parts."""
    inside = f"Content-Type: text/plain\n\n{STORY}"
    for level in range(depth):
        inside = parts(inside, depth=level)
    return (_HEAD + inside).encode()


def forwarded(depth: int = 300) -> bytes:
    """Make a message in a message in a message."""
    inside = message().decode()
    for _ in range(depth):
        inside = f"{_HEAD}Content-Type: message/rfc822\n\n{inside}"
    return inside.encode()


def attached(name: str, raw: bytes, media: str) -> bytes:
    """Make a message with an attachment."""
    text = f"Content-Type: text/plain; charset=utf-8\n\n{STORY}"
    disposition = f'Content-Disposition: attachment; filename="{name}"'
    packed = base64.encodebytes(raw).decode()
    file = f"Content-Type: {media}\n{disposition}\nContent-Transfer-Encoding: base64\n\n{packed}"
    return (_HEAD + parts(text, file)).encode()


def mailbox(*raw: bytes) -> bytes:
    """Make a mailbox of messages."""
    return b"\n".join(b"From ida@example.org Thu May  6 23:30:00 2021\n" + each for each in raw)


INPUTS = {
    "refused": {"no-body.eml": lambda: message(""), "headers-only.eml": lambda: b"From: a@example.org\nSubject: x\n"},
    "kept": {
        "path.eml": lambda: attached("../../../tmp/legation-escaped.txt", b"Norway. " * 40, "text/plain"),
        "endless-line.mbox": lambda: mailbox(b"Subject: x\n\n" + b"a" * 30_000_000 + b"\n", b"\n", message()),
        "nest-attached.eml": lambda: attached("nest.zip", nested(), "application/zip"),
        "charset.eml": lambda: message(head="Content-Type: text/plain; charset=x-no-such\n"),
        "scripted.eml": lambda: message(head="X-Other: =?utf-8?q?=00=0a=1b[31m?=\n").replace(
            b"Norway pledges", b"=?utf-8?q?=3Cscript=3E=0D=0ABcc=3A_a=40example.org?=", 1
        ),
        "bad-date.eml": lambda: message().replace(b"Mon, 2 Mar 2026 10:00:00 +0200", b"99 Foo 99999 99:99:99 +9999"),
    },
    "either": {
        "deep.eml": deep,
        "forwarded.eml": forwarded,
        "broken-base64.eml": lambda: message("====not base64 at all====", "Content-Transfer-Encoding: base64\n"),
        "endless-header.eml": lambda: message(head="X-Long: " + "a" * 10_000_000 + "\n"),
        "many-headers.eml": lambda: message(head="X-A: b\n" * 200_000),
        "no-end-of-parts.eml": (
            _HEAD + parts(f"Content-Type: text/plain\n\n{STORY}").rpartition("--mark0--")[0]
        ).encode,
    },
}
"""By what is to become of them."""
