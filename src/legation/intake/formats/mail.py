"""A message as mail programs keep it (RFC 5322): its body is a document, and so is each attachment that can be read."""

import email
import email.policy
import io
from collections.abc import Iterator
from contextlib import suppress
from email.message import Message
from email.utils import parseaddr
from pathlib import PureWindowsPath

from legation.errors import BrokenFile, InputError
from legation.intake.calendar import published_day
from legation.intake.formats import HEAD, format_of, webpage
from legation.intake.formats.markup import text_of
from legation.intake.formats.parts import damaged, documents_of
from legation.intake.piece import Damaged, Given, Piece
from legation.intake.text import decode, is_blank

_PARTS = 1_000


def pieces(given: Given) -> Iterator[Piece | Damaged]:
    """Give the body, and then the documents in the attachments. Raises BrokenFile for what is no message."""
    raw = given.whole()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    if not any(_header(message, name) for name in ("From", "Date", "Subject")):
        raise BrokenFile(f"{given.name}: no message: it has neither a sender nor a date nor a subject on top")
    plain, markup, attachments = _parts(message)
    text = ""
    try:
        text = _plain(plain, given.name) if plain is not None else _shown(markup, given) if markup is not None else ""
    except InputError as error:
        yield damaged(error, given.name, given.stem, raw=raw, media="message/rfc822")
    if not is_blank(text):
        yield Piece(
            raw, given.stem, text, _header(message, "Subject"), published_day(_header(message, "Date")),
            _sender(message), url=given.url, media="message/rfc822",
        )  # fmt: skip
    for number, part in enumerate(attachments, start=1):
        yield from _attached(part, number, given)


def _header(message: Message, name: str) -> str | None:
    try:
        return " ".join(str(message[name] or "").split()) or None
    except Exception:  # noqa: BLE001 - the standard library fails in many ways on headers that are broken
        return None


def _sender(message: Message) -> str | None:
    """Whom a message is from, by name, else the domain."""
    name, address = parseaddr(_header(message, "From") or "")
    return name.strip() or address.rpartition("@")[2] or None


def _parts(message: Message) -> tuple[Message | None, Message | None, list[Message]]:
    """Part that is the body as plain text, and as HTML, and the attachments that could be read."""
    plain = markup = None
    attachments: list[Message] = []
    waiting = [message]
    for _ in range(_PARTS):
        if not waiting:
            break
        part = waiting.pop()
        kind, inside = part.get_content_type(), part.get_payload()
        if part.is_multipart() and kind != "message/rfc822":
            waiting += (
                [each for each in reversed(inside) if isinstance(each, Message)] if isinstance(inside, list) else []
            )
            continue
        if kind.startswith("multipart/"):  # without the boundary by which its parts could be told
            kind = "text/plain"
        attached = part.get_content_disposition() == "attachment" or _file_name(part)
        if not attached and kind == "text/plain":
            plain = plain or part
        elif not attached and kind == "text/html":
            markup = markup or part
        else:
            attachments.append(part)
    return plain, markup, attachments


def _file_name(part: Message) -> str:
    try:
        return PureWindowsPath(part.get_filename() or "").name
    except Exception:  # noqa: BLE001 - as for headers
        return ""


def _bytes(part: Message) -> bytes:
    """Content of a part, as far as its encoding can be undone."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _plain(part: Message, label: str) -> str:
    """Text of a part. Its encoding is the declared one only where the bytes do not tell another. Raises NotText."""
    raw = _bytes(part)
    declared = (part.get_content_charset() or "").lower()
    wide = raw.isascii() and declared not in {"", "utf-8", "us-ascii"}  # such as ISO-2022-JP
    with suppress(UnicodeDecodeError, LookupError):
        return raw.decode(declared if wide else "utf-8")
    with suppress(UnicodeDecodeError, LookupError):
        if declared not in {"", "utf-8", "us-ascii", "iso-8859-1", "latin-1"}:
            return raw.decode(declared)
    return decode(raw, label) if raw.strip() else ""


def _shown(part: Message, given: Given) -> str:
    markup = _plain(part, given.name)
    page = io.BytesIO(markup.encode("utf-8", "replace"))
    with suppress(InputError):
        for found in webpage.pieces(given._replace(stream=page, media="text/html; charset=utf-8")):
            if isinstance(found, Piece) and found.text:
                return found.text
    return text_of(markup)


def _attached(part: Message, number: int, given: Given) -> Iterator[Piece | Damaged]:
    """Documents in an attachment, if it is of a format that is read."""
    name, media = _file_name(part), part.get_content_type()
    label = f"{given.name}, attachment {number}" + (f": {name}" if name else "")
    inside = part.get_payload()
    if media == "message/rfc822" and isinstance(inside, list) and inside and isinstance(inside[0], Message):
        raw = inside[0].as_bytes()
    else:
        raw = _bytes(part)
    if format_of(raw[:HEAD], name, media) is not None or media == "text/plain":
        called = PureWindowsPath(name).stem or f"{given.stem}-{number}"
        yield from documents_of(given, raw, label, called, media=media)
