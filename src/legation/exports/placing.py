"""Where an export goes: a file, a folder of tables, a ZIP of them, or a stream. Whole, or not at all.

What is written is made beside its place and put there in the end, so that nobody meets half a file, and whatever stops
it leaves what was there before.
"""

import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from legation.errors import LegationError, QueryError
from legation.exports import Counts, Format, tables_writer, writer
from legation.exports.datapackage import FILE, NAME
from legation.exports.selection import Selection

_ZIP = ".zip"
_PIECE = 1 << 20


def export(selection: Selection, of: Format, place: str) -> Counts:
    """Write a selection to a place: a folder, or a name that ends in `/` or `.zip`, takes the tables of a format.

    Says how many were written of what. Raises QueryError for a place that the format does not go to, LegationError
    where it cannot be written.
    """
    path = Path(place)
    try:
        if place.endswith(("/", os.sep)) or path.is_dir():
            return _into_folder(selection, _with_tables(of, place), path)
        if path.suffix.lower() == _ZIP:
            of = _with_tables(of, place)
            with _beside(path) as draft, draft.open("wb") as to:
                return write_zip(selection, of, to)
        return _into_file(selection, of, path)
    except OSError as error:
        raise LegationError(f"{place}: cannot be written ({(error.strerror or str(error)).lower()})") from error


def write_zip(selection: Selection, of: Format, to: BinaryIO) -> Counts:
    """Write the tables of a format as a ZIP."""
    with tempfile.TemporaryDirectory(prefix="legation-") as name:
        folder = Path(name)
        counts = tables_writer(of)(selection, folder)
        with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(folder.iterdir()):
                # Of the time of the export and readable to all, wherever and however it is unpacked.
                about = zipfile.ZipInfo(file.name, selection.at.timetuple()[:6])
                about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                about.file_size = file.stat().st_size
                with file.open("rb") as source, archive.open(about, "w") as target:
                    while piece := source.read(_PIECE):
                        target.write(piece)
    return counts


def _with_tables(of: Format, place: str) -> Format:
    if not of.tables:
        raise QueryError(f"{place}: {of.name} is one file; name it, such as ledger{of.ending}")
    return of


def _into_file(selection: Selection, of: Format, path: Path) -> Counts:
    if path.exists() and not path.is_file():  # a pipe, a device: nothing can be put in its place
        with path.open("wb") as to:
            return writer(of)(selection, to)
    if of.name != "csv":
        with _beside(path) as draft, draft.open("wb") as to:
            return writer(of)(selection, to)
    from legation.exports.csvtables import write_with_package  # noqa: PLC0415 - formats are loaded as they are needed

    _check_is_ours(path.parent)
    with _beside(path) as draft:
        with draft.open("wb") as to:
            counts, descriptor = write_with_package(selection, to, path.name)
        with _beside(path.parent / FILE) as described:
            described.write_bytes(descriptor)
    return counts


def _into_folder(selection: Selection, of: Format, folder: Path) -> Counts:
    _check_is_ours(folder)
    with tempfile.TemporaryDirectory(dir=_parent(folder), prefix=f".{folder.name}-") as name:
        draft = Path(name) / "tables"
        draft.mkdir()
        counts = tables_writer(of)(selection, draft)
        folder.mkdir(exist_ok=True)
        for file in sorted(draft.iterdir()):
            file.replace(folder / file.name)
    return counts


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Path of a draft, put in the place of a file in the end; of a link, in that of the file that it leads to."""
    with tempfile.TemporaryDirectory(dir=_parent(path), prefix=f".{path.name[:100]}-") as folder:
        draft = Path(folder) / "draft"
        yield draft
        draft.replace(path.resolve())


def _parent(path: Path) -> Path:
    parent = path.resolve().parent
    if not parent.is_dir():
        raise LegationError(f"{path}: there is no folder {parent}; make it first, or name another place")
    return parent


def _check_is_ours(folder: Path) -> None:
    """Raise QueryError where the folder holds a description of other data, which must not be lost."""
    described = folder / FILE
    if not described.exists():
        return
    try:
        if json.loads(described.read_bytes()).get("name") == NAME:
            return
    except (ValueError, AttributeError):
        pass
    raise QueryError(f"{described} describes other data and stays as it is: export to another folder")
