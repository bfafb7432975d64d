"""One document admitted to a ledger: read unless that reader has read it, and kept with its place of publication."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from legation.intake import Received, Refused, is_url
from legation.ledger import Ledger
from legation.ledger.keeping.failures import Failure
from legation.nouns import Document, Entry


class Named(Protocol):
    """A reader, as far as it has a name."""

    @property
    def name(self) -> str:
        """Name and version."""


class Admitted(NamedTuple):
    """What became of a document."""

    entries: int
    new: bool  # whether it had not been kept with this reader before


def admit(
    ledger: Ledger, received: Received, reader: Named, read: Callable[[Document], tuple[Entry, ...] | None]
) -> Admitted | None:
    """Admit a document; None where `read` gives None, and then nothing of it is kept. Earlier failures are struck off.

    A document is its content: where its bytes are kept, the text that was had out of them then is read, whatever a
    newer opener makes of them, so that every quote stands where it stood.
    """
    document = received.document
    entries = ledger.has(document.id, reader.name)
    if entries is not None:
        ledger.publish(document)
        ledger.arrivals.mend(document.id, document.name, received.origin)
        return Admitted(entries, new=False)
    kept = ledger.kept_text(document.id)
    if kept is not None and kept != document.text:
        document = document.model_copy(update={"text": kept})
    found = read(document)
    if found is None:
        return None
    added = ledger.add(document, found, reader=reader.name, raw=received.raw)
    ledger.arrivals.mend(document.id, document.name, received.origin)
    return Admitted(added.entries, added.new)


def failure_of(found: Received | Refused, reason: str | None = None) -> Failure:
    """Failure of a document, to be noted; the reason is that of the refusal, unless another is given."""
    if isinstance(found, Refused):
        origin = found.origin or ""
        return Failure(
            name=found.name or origin or "unnamed",
            reason=reason or str(found.error),
            raw=found.raw,
            url=origin if found.raw is None and is_url(origin) else None,
            media=found.media,
            origin=found.origin,
        )
    document = found.document
    return Failure(
        name=document.name,
        reason=reason or "it could not be read",
        raw=found.raw,
        url=document.url,
        media=found.media,
        origin=found.origin,
        title=document.title,
        date=document.date,
        source=document.source,
    )
