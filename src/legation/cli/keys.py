"""What a person answers: one key at a terminal, one line at a time where the input is no terminal."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from select import select

from legation.cli.terminal import prompt, say

END = ""  # the input is at its end
_ESCAPE, _END_OF_INPUT = b"\x1b", b"\x04"


def key(asked: str) -> str:
    """Ask, and give the key that is pressed; without a terminal the next line of the input. `END` at its end."""
    if not sys.stdin.isatty():
        prompt(f"{asked} ")
        written = next((line.strip() for line in iter(sys.stdin.readline, "") if line.strip()), END)
        say(written)
        return written
    with _key_by_key() as keyboard:
        prompt(f"{asked} ")
        pressed = os.read(keyboard, 1)
        if pressed == _ESCAPE:  # an arrow is a whole sequence, and no letter of it is an answer
            while select([keyboard], [], [], 0)[0] and os.read(keyboard, 16):
                pass
    answer = END if pressed in {b"", _END_OF_INPUT} else pressed.decode("ascii", "replace")
    say(answer if answer.isprintable() else "")
    return answer


def line(asked: str) -> str | None:
    """Ask, and give the line that is written; None at the end of the input."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        with suppress(ImportError):
            import readline  # noqa: F401 - by being there it lets a person edit the line
        with suppress(EOFError):
            return input("".join(c if c.isprintable() else "?" for c in f"{asked} "))
        say("")
        return None
    prompt(f"{asked} ")
    written = sys.stdin.readline()
    say(written.rstrip("\n"))
    return written.rstrip("\n") if written else None


@contextmanager
def _key_by_key() -> Iterator[int]:
    """Let each key through at once, as long as it lasts; Ctrl-C still interrupts."""
    import termios
    import tty

    keyboard = sys.stdin.fileno()
    before = termios.tcgetattr(keyboard)
    try:
        tty.setcbreak(keyboard, termios.TCSADRAIN)  # what was typed ahead is not lost
        yield keyboard
    finally:
        termios.tcsetattr(keyboard, termios.TCSADRAIN, before)
