"""What a result was made from: kept beside it, so that a run goes on only with what it began with."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError

from legation.bulk.desk import Terms
from legation.bulk.inputs import Input
from legation.bulk.result import DOCUMENTS, ENTRIES, MANIFEST
from legation.bulk.schema import VERSION
from legation.errors import ResultRefused
from legation.intake.columns import Columns

_LOCK = ".lock"


class Manifest(BaseModel):
    """What a run reads, and how."""

    model_config = ConfigDict(frozen=True)

    version: str = VERSION  # of the schemas
    reader: str  # name and version
    inputs: tuple[tuple[str, int], ...]  # paths and bytes
    columns: dict[str, str | None]
    date: str | None
    source: str | None
    finished: bool = False

    @classmethod
    def of(cls, found: Iterable[Input], terms: Terms, reader: str) -> Self:
        """Manifest of a run that begins."""
        return cls(
            reader=reader,
            inputs=tuple((one.path, one.size) for one in found),
            columns=terms.columns._asdict(),
            date=terms.date,
            source=terms.source,
        )

    def begin(self, folder: Path) -> "Manifest":
        """Manifest of the folder: this one where it is new, else its own. Raises ResultRefused where that differs."""
        kept = _kept(folder)
        if kept is None:
            if folder.exists() and any(child.name != _LOCK for child in folder.iterdir()):
                raise ResultRefused(f"{folder}: there is something in it that no bulk run made; name another folder")
            for inside in (DOCUMENTS, ENTRIES):
                (folder / inside).mkdir(parents=True, exist_ok=True)
            self.write(folder)
            return self
        for what in ("version", "reader", "inputs", "columns", "date", "source"):
            if getattr(kept, what) != getattr(self, what):
                raise ResultRefused(
                    f"{folder}: was begun with {_differing(what, kept, self)}; name another folder with -o to begin"
                    " anew"
                )
        return kept

    def write(self, folder: Path) -> None:
        """Keep it beside what it is of."""
        unfinished = folder / f".{MANIFEST}"
        unfinished.write_text(self.model_dump_json(indent=1) + "\n", "utf-8")
        unfinished.replace(folder / MANIFEST)


def _kept(folder: Path) -> Manifest | None:
    try:
        return Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        return None
    except (ValidationError, OSError) as error:
        raise ResultRefused(f"{folder / MANIFEST}: cannot be read; name another folder with -o") from error


def _differing(what: str, kept: Manifest, asked: Manifest) -> str:
    if what == "inputs":
        return (
            f"other inputs ({len(kept.inputs):,} files, or of other sizes, where there are {len(asked.inputs):,} now)"
        )
    if what == "columns":
        named = {role: name for role, name in kept.columns.items() if name} or "columns that are guessed"
        return f"other columns ({Columns(**kept.columns) and named})"
    return f"another {what} ({getattr(kept, what)}, and now {getattr(asked, what)})"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other runs from the folder while this one lasts. Raises ResultRefused."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise ResultRefused(f"{folder}: cannot be written ({(error.strerror or str(error)).lower()})") from error
    try:
        try:
            import fcntl  # noqa: PLC0415 - not on Windows
        except ImportError:  # pragma: no cover
            pass
        else:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ResultRefused(f"{folder}: another run is writing to it; wait for it, or end it") from None
            except OSError:  # a file system without locks
                pass
        yield
    finally:
        os.close(descriptor)
