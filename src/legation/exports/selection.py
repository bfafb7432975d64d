"""What is exported: documents with their entries in force, and matters, as one asked for them."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from legation import __version__
from legation.ledger.excerpt import Recorded
from legation.ledger.narrow import WHOLE, Narrow
from legation.nouns import Matter

Progress = Callable[[str, int, int], None]  # what is being done, how much of it is, of how much; 0: nobody knows


class Source(Protocol):
    """Where it comes from: `ledger.excerpt`, or values in a test."""

    @property
    def size(self) -> int:
        """How many documents there are."""

    def documents(self) -> Iterator[Recorded]:
        """Documents in the order in which they became known."""

    def matters(self) -> Iterator[Matter]:
        """Matters, those last reported on first."""


class Settings(NamedTuple):
    """What some formats have to be told beyond what the ledger holds."""

    texts: bool = False  # whether tables of documents hold their texts
    reporting_org: str | None = None  # IATI: identifier of the organisation that reports
    reporting_name: str | None = None  # IATI: its name
    base_url: str | None = None  # address under which this ledger can be visited: https://ledger.example.org


def _nothing(what: str, done: int, total: int) -> None:
    """Tell nobody."""


class Selection(NamedTuple):
    """What is exported, and by what it was asked for. May be walked more than once."""

    source: Source
    at: datetime  # when it is written, UTC
    parties: tuple[str, ...] = ()
    narrow: Narrow = WHOLE
    as_of: str | None = None
    matter: str | None = None  # id of the one that it is of
    settings: Settings = Settings()
    tell: Progress = _nothing

    @property
    def software(self) -> str:
        """Name and version of the program that writes it."""
        return f"Legation {__version__}"

    @property
    def asked(self) -> dict[str, Any]:
        """What it was asked for by, as plain values; what leaves nothing out is not in it."""
        asked = {"parties": self.parties, **self.narrow._asdict(), "as_of": self.as_of, "matter": self.matter}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asked.items() if value}

    def documents(self) -> Iterator[Recorded]:
        """Walk documents in the order in which they became known, with those of their entries that are left."""
        for done, recorded in enumerate(self.source.documents()):
            self.tell("documents", done, self.source.size)
            yield recorded

    def matters(self) -> Iterator[Matter]:
        """Walk matters, those last reported on first, with all of their history."""
        for done, matter in enumerate(self.source.matters()):
            self.tell("matters", done, 0)
            yield matter
