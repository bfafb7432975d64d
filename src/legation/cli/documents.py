"""One pass over the documents that a command was given: progress for a person, one sentence for each that failed."""

import sys
from collections.abc import Iterator
from contextlib import nullcontext

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from legation.cli.terminal import complain
from legation.errors import InputError
from legation.intake import Received, Refused, locate, take_in


class Documents:
    """Documents of `arguments` in order; those that fail are complained of, counted in `failed`, and passed over."""

    def __init__(self, arguments: list[str], *, date: str | None, source: str | None) -> None:
        self._places = locate(arguments)
        self._date = date
        self._source = source
        self.failed = 0

    def __iter__(self) -> Iterator[Received]:
        with self._progress() as progress:
            task = progress.add_task("reading", total=len(self._places)) if progress else None
            for received in take_in(self._places, date=self._date, source=self._source):
                if isinstance(received, Refused):
                    self.fail(received.error)
                else:
                    yield received
                if progress and task is not None:
                    progress.advance(task)

    def fail(self, error: InputError) -> None:
        """Say what was wrong with a document; the run goes on."""
        complain(str(error))
        self.failed += 1

    def _progress(self) -> "Progress | nullcontext[None]":
        if len(self._places) < 2 or not sys.stderr.isatty():
            return nullcontext()
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        return Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
