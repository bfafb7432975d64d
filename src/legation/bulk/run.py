"""A bulk run from end to end: what is to be read is found, spread over workers, watched, and brought to a tidy end.

What Daft cannot read to its end (a WARC that breaks off, lines that are no UTF-8, names with brackets) is read here, by
the way that `legation add` takes, one document after the other.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import daft

from legation.bulk.desk import Desk, Terms
from legation.bulk.frames import PATH, ROW, Files, Unreadable, frame, sorted_out
from legation.bulk.inputs import Input, inputs
from legation.bulk.manifest import Manifest, alone
from legation.bulk.marks import forget, judge
from legation.bulk.parts import counted, rows_done, tidy, write_part
from legation.bulk.result import part_names
from legation.bulk.sink import COLUMN, PART, Parts
from legation.bulk.worker import Worker, as_arrow
from legation.errors import BrokenFile, EngineLost, ResultRefused
from legation.intake import Place, Received, Refused, take_in

_LOOK = 0.5  # seconds between two looks at how far it has come
_TRIES = 2  # in a row, without anything gained


class Counts(NamedTuple):
    """How much there is in a result."""

    documents: int = 0  # failures among them
    failures: int = 0
    entries: int = 0

    def __add__(self, other: object) -> "Counts":
        """Both together."""
        if not isinstance(other, Counts):
            return NotImplemented
        return Counts(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


Watch = Callable[[str, Counts, int], None]
"""Told what is being done, what there is in the result, and how many documents are expected in all (0: not known)."""


def run(arguments: Sequence[str], folder: Path, terms: Terms, *, workers: int, local: bool, watch: Watch) -> Counts:
    """Read what arguments stand for into a folder, within an `engine`; what is there already is not read again.

    Raises UnreadablePath and QueryError for what cannot be read in bulk, ResultRefused where the folder is of another
    run or cannot be written, and EngineLost where the engine gives up. Interrupted, it goes on when it is called again.
    """
    found = inputs(arguments)
    asked = Manifest.of(found, terms, terms.opening(terms.reader).name)
    with alone(folder):
        begun = asked.begin(folder)
        if not begun.finished:
            tidy(folder)
            _Run(folder, terms, workers, local=local, watch=watch).read(found)
            tidy(folder)
            forget(folder)
            begun.model_copy(update={"finished": True}).write(folder)
        return _Tally(folder).look()


class _Run:
    def __init__(self, folder: Path, terms: Terms, workers: int, *, local: bool, watch: Watch) -> None:
        self._folder = folder
        self._terms = terms
        self._workers = workers
        self._local = local
        self._watch = watch
        self._tally = _Tally(folder)

    def read(self, found: Sequence[Input]) -> None:
        """Read all that is not read yet."""
        together: dict[Files, int] = {}
        bad: list[Unreadable] = []

        def count() -> None:
            counted, unreadable = sorted_out(found, self._terms.columns)
            together.update(counted)
            bad.extend(unreadable)

        self._watch("counting", self._tally.look(), 0)
        _watched(count, lambda: None)
        total = sum(together.values()) + len(bad)

        def look() -> None:
            counts = self._tally.look()
            self._watch("reading", counts, max(total, counts.documents))

        for files in together:
            self._persist(files, look)
        for one in bad:
            _watched(partial(_by_hand, one, self._folder, self._terms), look)
        look()

    def _persist(self, files: Files, look: Callable[[], None]) -> None:
        """Read files; where a worker ends, go on without what ended it, as long as that leads anywhere."""
        fruitless, before = 0, self._tally.look()
        while True:
            forget(self._folder)
            try:
                _watched(partial(self._spread, files), look)
            except EngineLost:
                guilty = judge(self._folder, self._terms)
                now = self._tally.look()
                fruitless = 0 if guilty or now != before else fruitless + 1
                if fruitless == _TRIES:
                    raise
                before = now
            else:
                return

    def _spread(self, files: Files) -> None:
        """Have Daft read files and write what is in them."""
        at_work = daft.cls(Worker, max_concurrency=self._workers, use_process=True if self._local else None)
        worker = at_work(files.kind, str(self._folder), self._terms)
        rows = frame(files).select(worker.read(daft.col(PATH), daft.col(ROW)).alias(COLUMN)).explode(COLUMN)
        parts = rows.where(daft.col(COLUMN).not_null()).into_batches(PART)
        with daft.execution_config_ctx(maintain_order=False):  # else a worker waits for those that have longer texts
            parts.write_sink(Parts(str(self._folder)))


def _by_hand(one: Unreadable, folder: Path, terms: Terms) -> None:
    """Read a file that Daft cannot read."""
    desk, done = Desk(terms), rows_done(folder)
    try:
        rows = _rows_by_hand(one, desk, terms, done)
        while batch := list(islice(rows, PART)):
            write_part(folder, as_arrow([batch]).flatten())
    finally:
        desk.close()


def _rows_by_hand(one: Unreadable, desk: Desk, terms: Terms, done: frozenset[str]) -> Iterator[dict[str, Any]]:
    path = one.input.path
    found: Iterator[Received | Refused]
    if one.input.is_here:
        found = take_in([Place(Path(path))], date=terms.date, source=terms.source, columns=terms.columns)
    else:
        error = BrokenFile(f"{path}: cannot be read ({one.reason}); fetch it, and read it from there")
        found = iter([Refused(error, Path(path).stem, origin=path)])
    for number, each in enumerate(found):
        row = blake2b(f"{number} of {path}".encode("utf-8", "replace"), digest_size=16).hexdigest()
        if row not in done:
            yield from desk.rows(row, [each])


class _Tally:
    """What there is in the parts of a folder, each looked at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, Counts] = {}

    def look(self) -> Counts:
        """How much there is by now."""
        for name in part_names(self._folder):
            if name not in self._known:
                self._known[name] = Counts(*counted(self._folder, name))
        return sum(self._known.values(), Counts())


def _watched(work: Callable[[], object], look: Callable[[], None]) -> None:
    """Do some work in a thread of its own, so that Ctrl-C is heard at once, and look at it now and then."""
    failed: list[BaseException] = []

    def attempt() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - it is raised again below
            failed.append(error)

    thread = threading.Thread(target=attempt, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(_LOOK)
        look()
    if failed:
        raise _told(failed[0]) from failed[0]


def _told(error: BaseException) -> BaseException:
    """Give an error of the engine in a sentence."""
    said = " ".join(str(error).split())
    if "while writing to the result" in said:
        return ResultRefused(f"the result cannot be written ({said[-200:]}); the same command goes on once it can")
    ours = type(error).__module__.partition(".")[0]
    if ours in {"daft", "ray"} or "DaftError" in said or isinstance(error, RuntimeError):
        return EngineLost(f"the engine gave up ({type(error).__name__}: {said[-300:]}); the same command goes on")
    if isinstance(error, OSError):
        return ResultRefused(f"the result cannot be written ({(error.strerror or str(error)).lower()})")
    return error
