"""What the arguments of a bulk run stand for: files of a few formats, here or in S3, in one order."""

import glob
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from legation.errors import QueryError, UnreadablePath

Kind = Literal["warc", "lines", "parquet", "csv"]
ENDINGS: dict[str, Kind] = {
    ".warc": "warc", ".warc.gz": "warc",
    ".jsonl": "lines", ".jsonl.gz": "lines", ".ndjson": "lines", ".ndjson.gz": "lines",
    ".parquet": "parquet",
    ".csv": "csv", ".tsv": "csv",
}  # fmt: skip
KINDS: tuple[Kind, ...] = ("warc", "lines", "parquet", "csv")
_READ = "WARC, JSONL, Parquet and CSV (.warc .warc.gz .jsonl .ndjson .parquet .csv .tsv) are read in bulk"
_REMOTE = "s3://"


class Input(NamedTuple):
    """A file to be read."""

    path: str  # absolute, or s3://
    size: int  # bytes
    kind: Kind

    @property
    def is_here(self) -> bool:
        """Whether it lies in a file system of this machine."""
        return not self.path.startswith(_REMOTE)


def inputs(arguments: Sequence[str]) -> tuple[Input, ...]:
    """Files that arguments stand for, each once, in order of their paths: a file, a folder's, or those of a pattern.

    Raises UnreadablePath where there is nothing, and QueryError for what is not read in bulk.
    """
    found: dict[str, Input] = {}
    for argument in arguments:
        for path, size in _in_s3(argument) if argument.startswith(_REMOTE) else _here(argument):
            if size:
                found[path] = Input(path, size, kind_of(path))
    if not found:
        raise UnreadablePath(f"{', '.join(arguments)}: nothing in it")
    return tuple(found[path] for path in sorted(found))


def kind_of(path: str) -> Kind:
    """Format of a file, by its name. Raises QueryError for one that is not read in bulk."""
    kind = _named(path)
    if kind is None:
        raise QueryError(f"{path}: {_READ}; for other files there is legation add")
    return kind


def _here(argument: str) -> Iterable[tuple[str, int]]:
    path = Path(argument)
    try:
        if path.is_dir():
            inside = [child for child in path.iterdir() if _named(child.name) and not child.name.startswith(".")]
            if not inside:
                raise UnreadablePath(f"{argument}: this folder holds nothing that is read in bulk; {_READ}")
        elif path.exists():
            inside = [path]
        elif "://" in argument:
            raise QueryError(f"{argument}: only files of this machine and s3:// are read; fetch it first")
        else:
            matched = glob.glob(argument, recursive=True)  # noqa: PTH207 - a whole path is a pattern here
            inside = [Path(one) for one in matched if Path(one).is_file()]
            if not inside:
                raise UnreadablePath(f"{argument}: no such file or folder")
        return [(os.path.realpath(child), child.stat().st_size) for child in inside]
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise UnreadablePath(f"{argument}: cannot be read ({error})") from error


def _in_s3(argument: str) -> Iterable[tuple[str, int]]:
    import daft  # noqa: PLC0415 - takes a moment, and only this needs it

    pattern = f"{argument}*" if argument.endswith("/") else argument
    try:
        listed = daft.from_glob_path(pattern).to_pydict()
    except Exception as error:
        raise UnreadablePath(f"{argument}: cannot be listed ({' '.join(str(error).split())[:300]})") from error
    pairs = zip(listed["path"], listed["size"], strict=True)
    return [(path, size or 0) for path, size in pairs if pattern == argument or _named(path)]


def _named(path: str) -> Kind | None:
    lower = path.lower()
    return next((kind for ending, kind in ENDINGS.items() if lower.endswith(ending)), None)
