"""How far a long run has come, for a person who watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn


def bar(*more: ProgressColumn) -> Progress | None:
    """Make a bar for standard error, with more columns; none where that is no terminal on which it can be taken back.

    On a dumb one an empty line would stay of it, amid what others print by then.
    """
    console = Console(file=sys.stderr)
    if not sys.stderr.isatty() or console.is_dumb_terminal:
        return None
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), *more)
    return Progress(*columns, console=console, transient=True, redirect_stdout=False)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show as a `bar`, while it lasts, what is being done and how much of it is."""
    shown = bar()
    if shown is None:
        yield _nothing
        return
    with shown:
        task = shown.add_task("", total=None)

        def tell(what: str, done: int, total: int) -> None:
            shown.update(task, description=what, completed=done, total=total)

        yield tell


def _nothing(what: str, done: int, total: int) -> None:
    """Tell nobody."""
