"""What reaches standard output and standard error, on a terminal and in a pipe alike.

Text of a document never reaches a terminal as a control sequence, and cannot turn a line around: in JSON and in
sentences it is escaped here, in tables `briefing.visible` shows it as marks.
"""

import codecs
import io
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

import typer

from legation import __version__
from legation.errors import LegationError
from legation.jsonline import json_line

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer
    from rich.console import Console, RenderableType

CLOSED_PIPE = 141  # what a shell reports for a program whose reader went away: 128 + SIGPIPE

_UNWRAPPED = 1_000_000  # columns: in a pipe a row is a line, so that grep finds a quote whole


def write_json(value: object) -> None:
    """Write a value as one line of JSON in UTF-8, whatever the locale; what a terminal would act on is escaped."""
    sys.stdout.flush()
    _write(json_line(value))


def say(sentence: str) -> None:
    """Write a line of plain text to standard output."""
    _write(f"{_escaped(sentence)}\n".encode(sys.stdout.encoding or "utf-8", "replace"))


def prompt(words: str) -> None:
    """Write what a person is to answer, and stay on its line."""
    _write(_escaped(words).encode(sys.stdout.encoding or "utf-8", "replace"))


def show(renderable: "RenderableType", *, wrap_in_pipe: bool = True) -> None:
    """Print a table or view: at the terminal's width there, without colours in a pipe.

    With `wrap_in_pipe` false a row of a table is one line in a pipe, however long.
    """
    from rich.console import Console

    if sys.stdout.isatty():
        text = _rendered(Console(highlight=False, emoji=False), renderable)
    else:
        width = None if wrap_in_pipe else _UNWRAPPED
        rendered = _rendered(Console(highlight=False, emoji=False, width=width, color_system=None), renderable)
        lines = [line.rstrip() for line in rendered.splitlines()]
        text = "".join(f"{line}\n" for line in lines if wrap_in_pipe or line)
    _write(text.encode(sys.stdout.encoding or "utf-8", "replace"))


def _rendered(console: "Console", renderable: "RenderableType") -> str:
    with console.capture() as captured:
        console.print(renderable)
    return captured.get()


def complain(sentence: str) -> None:
    """Write one sentence to standard error, with the name of the program before it."""
    with suppress(OSError):  # when nobody is there to read it, the exit code still tells
        print(f"legation: {_escaped(sentence)}", file=sys.stderr, flush=True)  # noqa: T201 - this is where it is done


def complain_of_bug(error: Exception, where: str = "") -> str:
    """Say that a bug was met and how to report it; with LEGATION_DEBUG set, show the traceback as well.

    Gives back what it was.
    """
    if os.environ.get("LEGATION_DEBUG"):
        traceback.print_exception(error)
    met = f"{where}a bug in Legation {__version__} ({type(error).__name__}: {error})"
    complain(f"{met}; please report it to whoever gave you Legation, with the text and what LEGATION_DEBUG=1 shows")
    return met


def _escaped(sentence: str) -> str:
    """Escape as in Python what does not print, such as a control sequence in a file name."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in sentence)


@contextmanager
def output_stream() -> Iterator[BinaryIO]:
    """Give standard output as a stream of bytes; of text in UTF-8, at a terminal, what it would act on is escaped."""
    with io.BufferedWriter(_Output(sys.stdout.isatty()), 1 << 16) as stream:
        yield stream


class _Output(io.RawIOBase):
    def __init__(self, at_terminal: bool) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace") if at_terminal else None

    def writable(self) -> bool:
        return True

    def write(self, some: "Buffer") -> int:
        raw = bytes(some)
        if self._decoder is None:
            _write(raw)
        else:
            text = self._decoder.decode(raw)
            _write("\n".join(map(_escaped, text.split("\n"))).encode(sys.stdout.encoding or "utf-8", "replace"))
        return len(raw)


def finish() -> None:
    """Write out what is still held back."""
    _write(b"")


def _write(raw: bytes) -> None:
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _silence()
        raise typer.Exit(CLOSED_PIPE) from None
    except OSError as error:
        _silence()
        raise LegationError(f"the output cannot be written ({(error.strerror or str(error)).lower()})") from error


def _silence() -> None:
    """Send what is left to nowhere, so that Python's own flush at exit has nothing to complain of."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
