"""What each worker is at, so that a record which brings a worker down costs itself and nothing else.

A worker leaves a record here before it reads it. When the engine reports that a worker ended, each of these records is
read once more in a process apart; one that ends that process as well, or keeps it too long, is set down, and the run
goes on without it. So an innocent record that was being read beside it is not lost.
"""

import json
import multiprocessing
import os
import shutil
import uuid
from pathlib import Path

from legation.bulk.desk import Desk, Terms
from legation.bulk.records import Record

PATIENCE = 1800
"""Seconds that one record may take; the largest document that is taken in takes some 200."""
_AT, _SET_DOWN = ".at", ".set-down"


class Mark:
    """Where one worker says what it is at."""

    def __init__(self, folder: Path) -> None:
        (folder / _AT).mkdir(exist_ok=True)
        self._path = folder / _AT / uuid.uuid4().hex

    def at(self, record: Record) -> None:
        """Leave a record."""
        told = json.dumps({"row": record.row, "media": record.media, "label": record.label}).encode()
        self._path.write_bytes(told + b"\n" + record.raw)

    def done(self) -> None:
        """Say that nothing is being read."""
        self._path.write_bytes(b"")


def set_down(folder: Path) -> frozenset[str]:
    """Rows that brought a worker down, and are not read."""
    try:
        return frozenset((folder / _SET_DOWN).read_text("ascii").split())
    except FileNotFoundError:
        return frozenset()


def judge(folder: Path, terms: Terms, patience: float = PATIENCE) -> int:
    """Try apart what workers were at when one of them ended; how many records were set down."""
    guilty = [record.row for record in _marked(folder) if not _survived(record, terms, patience)]
    if guilty:
        with (folder / _SET_DOWN).open("a", encoding="ascii") as file:
            file.writelines(f"{row}\n" for row in guilty)
            file.flush()
            os.fsync(file.fileno())
    return len(guilty)


def forget(folder: Path) -> None:
    """Remove what workers were at."""
    shutil.rmtree(folder / _AT, ignore_errors=True)


def _marked(folder: Path) -> list[Record]:
    found = {}
    for path in sorted((folder / _AT).glob("*")):
        head, parted, raw = path.read_bytes().partition(b"\n")
        if parted:
            told = json.loads(head)
            found[told["row"]] = Record(told["row"], raw, told["media"], told["label"])
    return list(found.values())


def _survived(record: Record, terms: Terms, patience: float) -> bool:
    process = multiprocessing.get_context("spawn").Process(target=_attempt, args=(record, terms), daemon=True)
    process.start()
    process.join(patience)
    alive = process.is_alive()
    if alive:
        process.kill()
        process.join()
    return not alive and process.exitcode == 0


def _attempt(record: Record, terms: Terms) -> None:
    desk = Desk(terms)
    try:
        desk.rows_of(record)
    finally:
        desk.close()
