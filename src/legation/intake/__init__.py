"""Bytes → `Document`: files, folders, standard input and what was fetched, with what their head and format tell.

Plain text is decoded here, exactly as received; any other format is opened in quarantine. One bad document does not end
a run: it is given as `Refused`, with an error that says what was wrong with it.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from legation.errors import AddressRefused, EmptyDocument, ForeignLanguage, InputError
from legation.intake.addresses import web_address
from legation.intake.columns import GUESSED, Columns
from legation.intake.files import LIMIT, Place, beginning, expand, fetch
from legation.intake.formats import HEAD, format_of
from legation.intake.header import read_header
from legation.intake.language import language_name, language_of
from legation.intake.piece import Damaged, Piece
from legation.intake.quarantine import Quarantine
from legation.intake.quarantine.quarantine import error_of
from legation.intake.text import decode, is_blank
from legation.nouns import Document

if TYPE_CHECKING:
    from legation.intake.fetching import Fetched

__all__ = [
    "LIMIT", "Address", "Place", "Received", "Refused", "is_url", "locate", "receive", "received_of", "take_in",
    "unpack", "unpack_fetched",
]  # fmt: skip


class Address(NamedTuple):
    """Where documents are to be fetched from."""

    url: str


class Received(NamedTuple):
    """A document and the bytes that it came as."""

    document: Document
    raw: bytes
    media: str | None = None  # media type of the bytes
    origin: str | None = None  # where it came from, for a person


class Refused(NamedTuple):
    """A document that could not be taken in, and why; with its bytes, where it can be tried again by itself."""

    error: InputError
    name: str | None = None
    raw: bytes | None = None
    media: str | None = None
    origin: str | None = None
    whole: bool = False  # whether this is all that was given, or what is left of it, and no document among others


def is_url(written: str) -> bool:
    """Whether somebody means a URL by this, and not a path."""
    return written.lower().startswith(("http://", "https://"))


def locate(arguments: Iterable[str]) -> tuple[Place | Address | Refused, ...]:
    """Places of the documents that arguments stand for (`-`, files, folders, URLs), in order; nothing is read yet."""
    found: list[Place | Address | Refused] = []
    for argument in arguments:
        if is_url(argument):
            found.append(Address(argument))
            continue
        try:
            found.extend(expand(argument))
        except InputError as error:
            found.append(Refused(error, origin=argument))
    return tuple(found)


def take_in(
    places: Iterable[Place | Address | Refused],
    *,
    date: str | None = None,
    source: str | None = None,
    columns: Columns = GUESSED,
    quarantine: Quarantine | None = None,
    fetching: "Callable[[str], Fetched] | None" = None,
) -> Iterator[Received | Refused]:
    """Documents of places, one at a time. `date` and `source` fill in what a document does not tell of itself.

    `columns` are those of tables of stories. Without `fetching`, URLs are refused.
    """
    with Quarantine() if quarantine is None else nullcontext(quarantine) as ward:
        for place in places:
            if isinstance(place, Refused):
                yield place
                continue
            if isinstance(place, Address):
                try:
                    fetched = (fetching or _never)(place.url)
                except InputError as error:
                    yield Refused(error, place.url, origin=place.url)
                else:
                    yield from unpack_fetched(fetched, place.url, ward, date=date, source=source)
                continue
            try:
                head = beginning(place, HEAD) if place.path is not None else b""
                found = format_of(head, place.file_name)
                given: bytes | Path
                if found is not None and found.holds_many and place.path is not None:
                    given = place.path  # as a stream, whatever its size
                else:
                    given = fetch(place)
            except InputError as error:
                yield Refused(error, name=place.name, origin=place.label)
                continue
            yield from unpack(
                given,
                name=place.file_name,
                label=place.label,
                date=date,
                source=source,
                columns=columns,
                quarantine=ward,
            )


def unpack(
    given: bytes | Path,
    *,
    name: str,
    quarantine: Quarantine,
    label: str | None = None,
    media: str | None = None,
    url: str | None = None,
    title: str | None = None,
    date: str | None = None,
    source: str | None = None,
    columns: Columns = GUESSED,
) -> Iterator[Received | Refused]:
    """Documents in some bytes, or in a file: one, or as many as an archive, a feed or a table of stories holds.

    `name` is that of the file, with its ending; `label` is what messages call it. `date`, `source` and `title` fill in
    what a document does not tell of itself. Never raises InputError: what cannot be had is `Refused`.
    """
    label = label or name
    if not label.lower().endswith(PurePath(name).suffix.lower()):
        label = f"{label}, {name}"  # the ending is a hint of the format
    if isinstance(given, bytes) and format_of(given[:HEAD], name, media) is None:
        plain = Piece(given, PurePath(name).stem, title=title, url=url, media="text/plain", origin=label)
        yield _received(plain, label, date, source)
        return
    empty = True
    try:
        for found in quarantine.pieces(given, name=label, media=media, url=url, columns=columns):
            empty = False
            if isinstance(found, Damaged):
                yield Refused(error_of(found), found.name, found.raw, found.media, found.origin or label)
            else:
                filled = found._replace(title=found.title or title, url=found.url or url, origin=found.origin or label)
                yield _received(filled, filled.origin or label, date, source)
    except InputError as error:
        yield Refused(error, PurePath(name).stem, _kept(given), media, label, whole=True)
    else:
        if empty:
            yield Refused(EmptyDocument(f"{label}: there is no document in it"), PurePath(name).stem, origin=label)


def unpack_fetched(
    fetched: "Fetched",
    asked: str,
    quarantine: Quarantine,
    *,
    title: str | None = None,
    date: str | None = None,
    source: str | None = None,
) -> Iterator[Received | Refused]:
    """Documents in what was fetched, as `unpack` gives them; they come from the URL that was asked for."""
    for one in unpack(
        fetched.raw,
        name=fetched.name,
        media=fetched.content_type,
        url=fetched.url,
        title=title,
        date=date,
        source=source,
        quarantine=quarantine,
    ):
        yield one._replace(origin=asked if one.origin in {None, fetched.name} else f"{asked}: {one.origin}")


def _never(url: str) -> "Fetched":
    raise AddressRefused(f"{url}: nothing is fetched here; save the page and name its file, or use `legation add`")


def receive(
    raw: bytes, *, name: str, label: str | None = None, date: str | None = None, source: str | None = None
) -> Received:
    """Document of a plain text; `label` is what messages call it (default: its name).

    Raises EmptyDocument, NotText, or ForeignLanguage for a text that is not English.
    """
    return _document(Piece(raw, name, media="text/plain", origin=label), label or name, date, source)


def _kept(given: bytes | Path) -> bytes | None:
    """Bytes to be tried again; None for a file of more than one document may have."""
    try:
        return given if isinstance(given, bytes) else fetch(Place(given))
    except InputError:
        return None


def received_of(piece: Piece, *, date: str | None = None, source: str | None = None) -> Received | Refused:
    """Document of a piece that was opened in quarantine; `date` and `source` fill in what it does not tell."""
    return _received(piece, piece.origin or piece.name, date, source)


def _received(piece: Piece, label: str, date: str | None, source: str | None) -> Received | Refused:
    try:
        return _document(piece, label, date, source)
    except InputError as error:
        return Refused(error, piece.name, piece.raw, piece.media, piece.origin)


def _document(piece: Piece, label: str, date: str | None, source: str | None) -> Received:
    text = decode(piece.raw, label) if piece.text is None else piece.text
    if is_blank(text):
        raise EmptyDocument(f"{label}: empty, there is no text in it")
    language = language_of(text)
    if language != "en":
        raise ForeignLanguage(f"{label}: in {language_name(language)}; only English is read so far")
    header = read_header(text)
    document = Document(
        id=f"sha256:{hashlib.sha256(piece.raw).hexdigest()}",
        name=piece.name,
        text=text,
        date=piece.date or header.date or date,
        source=piece.source or header.source or source,
        dateline=header.dateline,
        language=language,
        title=piece.title,
        url=web_address(piece.url),
    )
    return Received(document, piece.raw, piece.media, piece.origin)
