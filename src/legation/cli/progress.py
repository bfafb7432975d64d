"""How far a long run has come, for a person who watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show on standard error, while it lasts and where that is a terminal, what is being done and how much of it is.

    On one that cannot take back what it shows, nothing: an empty line would stay, amid what others print by then.
    """
    console = Console(stderr=True)
    if not sys.stderr.isatty() or console.is_dumb_terminal:
        yield _nothing
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=None)

        def tell(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total)

        yield tell


def _nothing(what: str, done: int, total: int) -> None:
    """Tell nobody."""
