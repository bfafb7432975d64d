"""The side outside of a quarantine: hands bytes over, takes documents back, and ends what takes too long."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from legation import errors
from legation.errors import BrokenFile, InputError, LimitReached
from legation.intake.columns import GUESSED, Columns
from legation.intake.piece import Damaged, Piece
from legation.intake.quarantine.frames import Garbled, receive, send
from legation.intake.quarantine.limits import USUAL, Limits
from legation.intake.quarantine.watchdog import Watchdog

_MODULE = "legation.intake.quarantine.ward"
_STARTING = 60.0  # seconds that the process may take to start on a busy machine
_FALLS = 20  # parts of one container that may bring the process down


class _Fallen(LimitReached):
    """The process ended before its answer did."""


@dataclass
class _At:
    """Where in what it was given a process is."""

    label: str
    part: int | None = None  # of a container, from 1 on
    called: str = ""


class Quarantine:
    """Opens documents in a process of its own, started when it is first needed. A context manager; for one thread."""

    def __init__(self, limits: Limits = USUAL, *, module: str = _MODULE) -> None:
        self._limits = limits
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None
        self._watchdog: Watchdog | None = None
        self._opened = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process; the next document starts another."""
        process, self._process = self._process, None
        self._opened = 0
        if self._watchdog is not None:
            self._watchdog.dismiss()
        if process is not None:
            process.kill()
            for stream in (process.stdin, process.stdout):
                with suppress(OSError):
                    if stream is not None:
                        stream.close()
            process.wait()

    def pieces(
        self,
        given: bytes | Path,
        *,
        name: str,
        media: str | None = None,
        url: str | None = None,
        columns: Columns = GUESSED,
    ) -> Iterator[Piece | Damaged]:
        """Documents in some bytes or in a file, in order; `name` has its ending, and is what messages call it.

        Raises BrokenFile or another InputError where not even the first can be had, and LimitReached where opening
        took too much: the documents that came before stand. Of a container, the part that took too much is Damaged, and
        a fresh process goes on after it.
        """
        told: dict[str, Any] = {"name": name, "media": media, "url": url, "columns": columns, "passed": 0}
        for _ in range(_FALLS):
            at = _At(name)
            try:
                yield from self._documents(given, told, at)
            except _Fallen as fallen:
                if at.part is None:
                    raise LimitReached(str(fallen)) from None
                told["passed"] = at.part
                yield Damaged("LimitReached", str(fallen), at.called, origin=at.label)
            else:
                return
        raise LimitReached(f"{name}: {_FALLS} parts of it took too much, and the rest was not tried")

    def _documents(self, given: bytes | Path, told: dict[str, Any], at: "_At") -> Iterator[Piece | Damaged]:
        """Documents, as long as the process lasts; `at` tells where it is."""
        if self._opened >= self._limits.documents:
            self.close()
        self._opened += 1
        process = self._ready(at.label)
        path = os.path.realpath(given) if isinstance(given, Path) else None
        finished = False
        try:
            with suppress(BrokenPipeError):  # that it has ended shows when it is heard
                assert process.stdin is not None  # noqa: S101 - for mypy
                send(process.stdin, told | {"path": path}, given if isinstance(given, bytes) else b"")
            while True:
                answer, parts = self._heard(process, at.label, self._limits.seconds)
                if "end" in answer:
                    finished = True
                    break
                if "part" in answer:
                    at.part, at.label, at.called = int(answer["part"]), str(answer["label"]), str(answer["called"])
                    continue
                yield _damaged(answer, parts) if "damaged" in answer else _piece(answer, parts)
        finally:
            if not finished:  # broken off from inside or outside: what it says next would be of this document
                self.close()
        if "error" in answer:
            raise _error(answer["error"])(str(answer["reason"]))

    def _ready(self, name: str) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            # -P: what lies in the folder that the program was started from is no module of ours.
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-P", "-m", self._module, str(self._limits.memory), str(self._limits.most)],
                # Arrow's own memory pools reserve a gigabyte of the address space beforehand.
                env=os.environ | {"ARROW_DEFAULT_MEMORY_POOL": "system"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=None if os.environ.get("LEGATION_DEBUG") else subprocess.DEVNULL,
            )
            self._watchdog = Watchdog(self._process)
            self._heard(self._process, name, max(self._limits.seconds, _STARTING))
        return self._process

    def _heard(self, process: subprocess.Popen[bytes], name: str, seconds: float) -> tuple[dict[str, Any], list[bytes]]:
        watchdog = self._watchdog
        assert process.stdout is not None  # noqa: S101 - for mypy
        assert watchdog is not None  # noqa: S101 - for mypy
        try:
            with watchdog.waiting(seconds):
                return receive(process.stdout, 2 * self._limits.most)
        except (Garbled, OSError):
            self.close()
            if watchdog.has_ended_it:
                raise _Fallen(f"{name}: opening it took longer than {seconds:g} s, and was given up") from None
            raise _Fallen(
                f"{name}: opening it took more than {self._limits.memory / 1e9:g} GB of memory, or brought the"
                " program that opens it down"
            ) from None


def _piece(answer: dict[str, Any], parts: list[bytes]) -> Piece:
    raw, text = parts
    return Piece(raw=raw, **(answer["piece"] | {"text": text.decode("utf-8") if answer["has_text"] else None}))


def _damaged(answer: dict[str, Any], parts: list[bytes]) -> Damaged:
    return Damaged(**(answer["damaged"] | {"raw": parts[0] if answer["has_raw"] else None}))


def _error(name: str) -> type[InputError]:
    found = getattr(errors, name, BrokenFile)
    return found if isinstance(found, type) and issubclass(found, InputError) else BrokenFile


def error_of(damaged: Damaged) -> InputError:
    """Give back the error that kept a document from being had."""
    return _error(damaged.error)(damaged.reason)
