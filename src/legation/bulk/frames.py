"""Files → frames of Daft with two columns: the file that a row comes from, and the row. Read as a stream."""

from collections.abc import Sequence
from typing import NamedTuple

import daft
from daft import DataFrame, DataType, col
from daft.functions import to_struct

from legation.bulk.inputs import Input, Kind
from legation.bulk.records import HOLDS_DOCUMENTS, WARC_COLUMNS
from legation.intake.columns import Columns

PATH, ROW = "path", "row"
_CHUNK = 64  # rows that a reader hands on at a time


class Files(NamedTuple):
    """Files that one frame reads."""

    kind: Kind
    paths: tuple[str, ...]
    columns: tuple[str, ...] = ()  # of tables, those that are read


class Unreadable(NamedTuple):
    """A file that Daft cannot read to its end, or in which it finds nothing."""

    input: Input
    reason: str


def frame(files: Files) -> DataFrame:
    """Frame of some files."""
    read = _source(files)
    if files.kind == "lines":
        return read.select(col(PATH), col("text").alias(ROW))
    if files.kind == "warc":
        columns = [col(name) for name in WARC_COLUMNS]
        return read.where(col("WARC-Type").is_in(list(HOLDS_DOCUMENTS))).select(
            col(PATH), to_struct(*columns).alias(ROW)
        )
    return read.select(col(PATH), to_struct(*[col(name) for name in files.columns]).alias(ROW))


def _source(files: Files) -> DataFrame:
    paths = list(files.paths)
    if files.kind == "lines":
        return daft.read_text(paths, file_path_column=PATH, _chunk_size=_CHUNK)
    if files.kind == "warc":
        return daft.read_warc(paths, file_path_column=PATH)
    if files.kind == "parquet":
        return daft.read_parquet(paths, file_path_column=PATH, _chunk_size=_CHUNK)
    return daft.read_csv(
        paths,
        infer_schema=False,
        schema=dict.fromkeys(_head(paths[0]), DataType.string()),
        delimiter=_separator(paths[0]),
        file_path_column=PATH,
        _chunk_size=_CHUNK,
    )


def sorted_out(found: Sequence[Input], columns: Columns) -> tuple[dict[Files, int], list[Unreadable]]:
    """Files to be read together with their number of rows, and those that Daft cannot read.

    Every file is read to its end for that, at a small part of what reading its documents costs.
    """
    together: dict[tuple[Kind, tuple[str, ...], object], list[Input]] = {}
    bad: list[Unreadable] = []
    for one in found:
        try:
            together.setdefault(_alike(one, columns), []).append(one)
        except Exception as error:  # noqa: BLE001 - Daft's errors are of many kinds
            bad.append(Unreadable(one, _short(error)))
    counted: dict[Files, int] = {}
    for (kind, wanted, _), alike in together.items():
        rows = _counted(kind, wanted, alike, bad)
        good = tuple(one.path for one in alike if one.path in rows)
        if good:
            counted[Files(kind, good, wanted)] = sum(rows.values())
    return counted, bad


def _alike(one: Input, columns: Columns) -> tuple[Kind, tuple[str, ...], object]:
    """What files have in common that are read together."""
    if one.kind in {"warc", "lines"}:
        return one.kind, (), None
    if one.kind == "csv":
        names = _head(one.path)
        return one.kind, _wanted(names, columns), (tuple(names), _separator(one.path))
    schema = daft.read_parquet(one.path).schema()
    wanted = _wanted(schema.column_names(), columns)
    return one.kind, wanted, tuple(str(schema[name].dtype) for name in wanted)


def _wanted(names: list[str], columns: Columns) -> tuple[str, ...]:
    among = columns.among(names)
    if among.text is None:
        raise ValueError("no column with the text is known")
    return tuple(dict.fromkeys(name for name in among if name is not None))


def _counted(kind: Kind, wanted: tuple[str, ...], alike: Sequence[Input], bad: list[Unreadable]) -> dict[str, int]:
    """Rows of each file; what cannot be read is found by halves."""
    by_path = {one.path: one for one in alike}
    what = "warc_content" if kind == "warc" else "text" if kind == "lines" else wanted[0]
    try:
        read = _source(Files(kind, tuple(by_path), wanted))
        if kind == "warc":
            read = read.where(col("WARC-Type").is_in(list(HOLDS_DOCUMENTS)))
        told = read.select(col(PATH), col(what).is_null().alias("void")).groupby(PATH).agg(col("void").count())
        found = told.to_pydict()
    except Exception as error:  # noqa: BLE001 - Daft's errors are of many kinds
        if len(alike) == 1:
            bad.append(Unreadable(alike[0], _short(error)))
            return {}
        middle = len(alike) // 2
        return _counted(kind, wanted, alike[:middle], bad) | _counted(kind, wanted, alike[middle:], bad)
    rows = {path.removeprefix("file://"): rows for path, rows in zip(found[PATH], found["void"], strict=True)}
    bad += [Unreadable(one, "nothing in it") for path, one in by_path.items() if not rows.get(path)]
    return {path: count for path, count in rows.items() if count}


def _head(path: str) -> list[str]:
    return daft.read_csv(path, delimiter=_separator(path)).column_names


def _separator(path: str) -> str:
    return "\t" if path.lower().endswith(".tsv") else ","


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
