"""What reaches standard output and standard error, on a terminal and in a pipe alike.

Text of a document is never a control sequence, never markup, and cannot turn the line around: every character that a
terminal would act on is shown as a mark.
"""

import json
import os
import re
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

CLOSED_PIPE = 141  # what a shell reports for a program whose reader went away: 128 + SIGPIPE

_UNWRAPPED = 1_000_000  # columns: in a pipe a row is a line, so that grep finds a quote whole
_NEWLINE = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_ACTED_ON = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_IN_JSON = re.compile(f"{_ACTED_ON.pattern}|[\u2028\u2029\ud800-\udfff]")


def visible(text: str) -> str:
    """Text on one line, with a mark for each character that a terminal would act on: `␛`, `⏎`, `⟨U+202E⟩`."""
    return _ACTED_ON.sub(lambda found: _mark(found[0]), _NEWLINE.sub("⏎", text).replace("\t", " "))


def _mark(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)  # Unicode's pictures of control characters
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"


def write_json(value: object) -> None:
    """Write a value as one line of JSON in UTF-8, whatever the locale; what a terminal would act on is escaped."""
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    escaped = _IN_JSON.sub(lambda found: "".join(f"\\u{unit:04x}" for unit in _utf16(found[0])), line)
    sys.stdout.flush()
    _write(escaped.encode() + b"\n")


def _utf16(character: str) -> list[int]:
    raw = character.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(raw[place : place + 2], "big") for place in range(0, len(raw), 2)]


def say(sentence: str) -> None:
    """Write a line of plain text to standard output."""
    _write(f"{visible(sentence)}\n".encode(sys.stdout.encoding or "utf-8", "replace"))


def show(renderable: "RenderableType", *, wrap_in_pipe: bool = True) -> None:
    """Print a table or view: at the terminal's width there, without colours in a pipe.

    With `wrap_in_pipe` false a row of a table is one line in a pipe, however long.
    """
    from rich.console import Console

    if sys.stdout.isatty():
        text = _rendered(Console(highlight=False, emoji=False), renderable)
    else:
        width = None if wrap_in_pipe else _UNWRAPPED
        text = _rendered(Console(highlight=False, emoji=False, width=width, color_system=None), renderable)
        text = "".join(f"{line.rstrip()}\n" for line in text.splitlines())
    _write(text.encode(sys.stdout.encoding or "utf-8", "replace"))


def _rendered(console: "Console", renderable: "RenderableType") -> str:
    with console.capture() as captured:
        console.print(renderable)
    return captured.get()


def complain(sentence: str) -> None:
    """Write one sentence to standard error, with the name of the program before it."""
    with suppress(OSError):  # when nobody is there to read it, the exit code still tells
        print(f"legation: {visible(sentence)}", file=sys.stderr, flush=True)  # noqa: T201 - this is where it is done


def finish() -> None:
    """Write out what is still held back; quietly ends the program where nobody reads it any more."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _silence()
        raise


def _write(raw: bytes) -> None:
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _silence()
        raise typer.Exit(CLOSED_PIPE) from None


def _silence() -> None:
    """Send what is left to nowhere, so that Python's own flush at exit has nothing to complain of."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
