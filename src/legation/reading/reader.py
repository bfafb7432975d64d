"""The protocol behind which readers plug in, by name."""

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from legation.errors import QueryError
from legation.nouns import Document, Entry

if TYPE_CHECKING:
    from legation.reading.explanation import Explanation


class Reader(Protocol):
    """Turns a document into entries: same document, same entries, same order; never raises on any text."""

    @property
    def name(self) -> str:
        """Name and version, such as `rules/1`: stored beside each entry."""

    def read(self, document: Document) -> tuple[Entry, ...]:
        """Entries of a document, in order of their place in the text."""


@runtime_checkable
class Explainer(Reader, Protocol):
    """A reader that can say why."""

    def explained(self, document: Document) -> "tuple[tuple[Entry, Explanation], ...]":
        """The entries that `read` gives, in the same order and under the same ids, each with what it rests on."""


def explainer(reader: Reader) -> Explainer:
    """The reader, as one that explains. Raises QueryError where it cannot."""
    if isinstance(reader, Explainer):
        return reader
    raise QueryError(f"the reader {reader.name} cannot explain its entries; {' and '.join(reader_names())} can")


def reader_names() -> tuple[str, ...]:
    """Names by which `open_reader` knows a reader, the default first."""
    return ("rules+tagger", "rules")


def open_reader(name: str = "rules+tagger") -> Reader:
    """Load a reader by name (about a second: models load here, once). Raises QueryError for an unknown name."""
    if name == "rules+tagger":
        from legation.reading.tagged import TaggedReader  # noqa: PLC0415 - so is the model

        return TaggedReader()
    if name == "rules":
        from legation.reading.rules import RulesReader  # noqa: PLC0415 - spaCy is loaded only when something is read

        return RulesReader()
    raise QueryError(f"no reader is called {name!r}; there are: {', '.join(reader_names())}")
