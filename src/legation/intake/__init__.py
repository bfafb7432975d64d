"""Bytes → `Document`: files, folders and standard input, decoded exactly as received, with what their head tells.

One bad document does not end a run: `take_in` yields it as `Refused`, with an error that says what was wrong with it.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from legation.errors import ForeignLanguage, InputError
from legation.intake.files import LIMIT, Place, expand, fetch
from legation.intake.header import read_header
from legation.intake.language import language_name, language_of
from legation.intake.text import decode
from legation.nouns import Document

__all__ = ["LIMIT", "Place", "Received", "Refused", "locate", "receive", "take_in"]


@dataclass(frozen=True)
class Received:
    """A document and the bytes that it came as."""

    document: Document
    raw: bytes


@dataclass(frozen=True)
class Refused:
    """A document that could not be taken in, and why."""

    error: InputError


def locate(arguments: Iterable[str]) -> tuple[Place | Refused, ...]:
    """Places of the documents that arguments stand for (`-`, files, folders), in order; nothing is read yet."""
    found: list[Place | Refused] = []
    for argument in arguments:
        try:
            found.extend(expand(argument))
        except InputError as error:
            found.append(Refused(error))
    return tuple(found)


def take_in(
    places: Iterable[Place | Refused], *, date: str | None = None, source: str | None = None
) -> Iterator[Received | Refused]:
    """Documents of places, one at a time. `date` and `source` fill in what a document does not tell of itself."""
    for place in places:
        if isinstance(place, Refused):
            yield place
            continue
        try:
            yield receive(fetch(place), name=place.name, label=place.label, date=date, source=source)
        except InputError as error:
            yield Refused(error)


def receive(
    raw: bytes, *, name: str, label: str | None = None, date: str | None = None, source: str | None = None
) -> Received:
    """Document of some bytes; `label` is what messages call it (default: its name).

    Raises EmptyDocument, NotText, or ForeignLanguage for a text that is not English.
    """
    label = label or name
    text = decode(raw, label)
    language = language_of(text)
    if language != "en":
        raise ForeignLanguage(f"{label}: in {language_name(language)}; only English is read so far")
    header = read_header(text)
    document = Document(
        id=f"sha256:{hashlib.sha256(raw).hexdigest()}",
        name=name,
        text=text,
        date=header.date or date,
        source=header.source or source,
        dateline=header.dateline,
        language=language,
    )
    return Received(document, raw)
