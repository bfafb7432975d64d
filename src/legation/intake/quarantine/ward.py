"""The process in which documents are opened: `python -m legation.intake.quarantine.ward MEMORY MOST`.

It is given bytes, or a file by its descriptor's path, and gives back the documents in them, one frame each. It may take
so much memory and no more, writes no file, starts no process and speaks to no network: what a document makes a library
do beyond reading it is refused. Where it ends, whoever waits outside starts another.
"""

import io
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, BinaryIO

from legation.errors import InputError, LimitReached
from legation.intake.columns import Columns
from legation.intake.formats import pieces
from legation.intake.piece import Damaged, Given, Piece
from legation.intake.quarantine.frames import Garbled, receive, send
from legation.intake.text import legible

_REFUSED = frozenset(
    (
        *("os.chmod", "os.chown", "os.exec", "os.fork", "os.forkpty", "os.kill", "os.link", "os.mkdir", "os.rename"),
        *("os.posix_spawn", "os.remove", "os.rmdir", "os.spawn", "os.startfile", "os.symlink", "os.system"),
        *("os.truncate", "pty.spawn", "subprocess.Popen", "webbrowser.open"),
        *("socket.bind", "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"),
        *("ftplib.connect", "http.client.connect", "smtplib.connect", "urllib.Request"),
    )
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_LONGEST = 2_000  # characters of a title, a name, an address or a reason
_IN_VAIN = 1_000
_INPUT = 4_000_000_000  # bytes that may be handed over; the side outside has capped them before


def main() -> None:
    """Open what is asked for until nobody asks any more."""
    memory, most = (int(argument) for argument in sys.argv[1:3])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the side outside, which ends this process
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as says:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints is no answer
        _confine(memory)
        send(says, {"ready": True})
        attend(sys.stdin.buffer, says, most)


def attend(hears: IO[bytes], says: IO[bytes], most: int) -> None:
    """Answer every request: a frame for each document, and one for the end."""
    while True:
        try:
            told, parts = receive(hears, _INPUT)
        except Garbled:
            return
        try:
            with _stream(told, parts) as stream:
                columns = Columns(*told["columns"])
                enter = _Entrance(says, told["passed"])
                given = Given(stream, told["name"], told["media"], told["url"], columns=columns, most=most, enter=enter)
                for found in _worth_it(pieces(given), given.name):
                    _give(says, found, most)
            send(says, {"end": True})
        except MemoryError:
            os._exit(1)  # what is left of this process is not to be relied on
        except InputError as error:
            send(says, {"end": True, "error": type(error).__name__, "reason": _line(str(error))})
        except Exception as error:  # noqa: BLE001 - libraries fail in their own ways on what is broken
            reason = f"{told['name']}: cannot be opened ({type(error).__name__}: {_short(error)})"
            send(says, {"end": True, "error": "BrokenFile", "reason": reason})


class _Entrance:
    """Says which part of a container is opened next, and has those passed over that were opened before."""

    def __init__(self, says: IO[bytes], passed: int) -> None:
        self._says = says
        self._passed = passed
        self._number = 0

    def __call__(self, label: str, called: str) -> bool:
        self._number += 1
        if self._number <= self._passed:
            return False
        told = {"part": self._number, "label": _line(label) or "a part", "called": _line(called) or "document"}
        send(self._says, told)
        return True


def _worth_it(found: Iterator[Piece | Damaged], name: str) -> Iterator[Piece | Damaged]:
    """What is found, until too many in a row are damaged. Raises LimitReached."""
    in_vain = 0
    for each in found:
        yield each
        in_vain = in_vain + 1 if isinstance(each, Damaged) else 0
        if in_vain == _IN_VAIN:
            raise LimitReached(f"{name}: {in_vain:,} documents in a row could not be had, and the rest was not tried")


def _stream(told: dict[str, Any], parts: list[bytes]) -> BinaryIO:
    return Path(told["path"]).open("rb") if told.get("path") else io.BytesIO(parts[0])


def _give(says: IO[bytes], found: Piece | Damaged, most: int) -> None:
    if isinstance(found, Damaged):
        raw = found.raw if found.raw is not None and len(found.raw) <= most else None
        told = _lines(found._replace(raw=None)._asdict())
        send(says, {"damaged": told, "has_raw": raw is not None}, raw or b"")
        return
    text = None if found.text is None else legible(found.text).encode()
    if max(len(found.raw), len(text or b"")) > most:
        reason = f"{found.origin or found.name}: larger than {most / 1e6:g} MB when opened, and is not read"
        told = _lines(Damaged("TooLarge", reason, found.name, None, found.media, found.origin)._asdict())
        send(says, {"damaged": told, "has_raw": False}, b"")
        return
    told = _lines(found._replace(raw=b"", text=None)._asdict())
    del told["raw"]
    send(says, {"piece": told, "has_text": text is not None}, found.raw, text or b"")


def _lines(told: dict[str, Any]) -> dict[str, Any]:
    """What is told beside the text: each one line of valid Unicode, and short, whatever the document says."""
    lines = {key: _line(value) if isinstance(value, str) else value for key, value in told.items()}
    return lines | {"name": lines["name"] or "document"}


def _line(value: str) -> str | None:
    return " ".join(legible(value[: 4 * _LONGEST]).split())[:_LONGEST] or None


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _confine(memory: int) -> None:
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:  # pragma: no cover - there, the time is bounded and the memory is not
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _REFUSED:
        raise PermissionError(f"a document may not have {event} done")
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
        raise PermissionError("a document may not have a file written")


if __name__ == "__main__":
    main()
