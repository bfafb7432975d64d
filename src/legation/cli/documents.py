"""One pass over the documents that a command was given: progress for a person, one sentence for each that failed."""

import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from legation.cli.progress import bar
from legation.cli.terminal import complain, complain_of_bug
from legation.intake import Place, Received, Refused, is_url, locate, take_in
from legation.intake.columns import GUESSED, Columns
from legation.nouns import Document, Entry
from legation.reading import Reader, explainer, open_reader

if TYPE_CHECKING:
    from rich.progress import Progress

    from legation.intake.fetching import Fetched
    from legation.reading.explanation import Explanation
    from legation.reading.statements import Told

T = TypeVar("T")


class Documents:
    """Documents of `arguments` in order; those that fail are complained of, counted in `failed`, and passed over."""

    def __init__(
        self,
        arguments: list[str],
        reader: str,
        *,
        date: str | None,
        source: str | None,
        columns: Columns = GUESSED,
        fetching: "Callable[[str], Fetched] | None" = None,
        refused: Callable[[Refused], None] = lambda _: None,
    ) -> None:
        """Where `fetching` is given, URLs are fetched with it; `refused` is told of each that cannot be taken in."""
        self._places = locate(arguments)
        self._fetching = fetching
        self._refused = refused
        self._reader_name = reader
        self._date = date
        self._source = source
        self._columns = columns
        self._reader: Reader | None = None
        self.failed = 0
        self.fault: str | None = None  # the last bug that a document brought out, a sentence

    def __iter__(self) -> Iterator[Received]:
        with self._progress() as progress:
            task = progress.add_task("reading", total=len(self._places)) if progress else None
            found = take_in(
                self._places, date=self._date, source=self._source, columns=self._columns, fetching=self._fetching
            )
            for one in found:
                received = one._replace(origin=_located(one.origin))
                if isinstance(received, Refused):
                    complain(_sentence(received))
                    self.failed += 1
                    self._refused(received)
                else:
                    yield received
                if progress and task is not None:
                    progress.advance(task)

    @property
    def reader(self) -> Reader:
        """The reader, loaded when it is first needed. Raises QueryError for an unknown name."""
        self._reader = self._reader or open_reader(self._reader_name)
        return self._reader

    def entries_of(self, document: Document) -> tuple[Entry, ...] | None:
        """Entries of a document; None, with a sentence for the person, where a bug kept it from being read."""
        reader = self.reader
        return self._guarded(document, reader.read)

    def explained_of(self, document: Document) -> "tuple[tuple[Entry, Explanation | None], ...] | None":
        """Entries with what they rest on; None as `entries_of`. Raises QueryError where the reader cannot explain."""
        reader = explainer(self.reader)
        return self._guarded(document, reader.explained)

    def statements_of(self, document: Document) -> "tuple[Told, ...] | None":
        """Statements of a document; None, with a sentence for the person, where a bug kept it from being read."""
        from legation.reading.page import Page
        from legation.reading.statements import told

        return self._guarded(document, lambda document: told(Page(document)))

    def _guarded(self, document: Document, read: Callable[[Document], T]) -> T | None:
        try:
            return read(document)
        except Exception as error:  # noqa: BLE001 - a bug that one document brings out must not cost the others
            self.fault = complain_of_bug(error, f"{document.name}: ")
            self.failed += 1
            return None

    def _progress(self) -> "Progress | nullcontext[None]":
        if len(self._places) < 2 or sys.stdout.isatty():
            return nullcontext()  # where the output itself is in sight, it shows how far the run has come
        return bar() or nullcontext()


def _sentence(refused: Refused) -> str:
    """Say why, and where from: what is called by its file elsewhere has its URL before it."""
    origin, sentence = refused.origin or "", str(refused.error)
    return f"{origin}: {sentence}" if is_url(origin) and origin not in sentence else sentence


def _located(origin: str | None) -> str | None:
    """Where a document came from, as it is called from any folder; None for standard input, which is no place."""
    if origin == Place(None).label:
        return None
    return origin if origin is None or is_url(origin) else str(Path(origin).absolute())
