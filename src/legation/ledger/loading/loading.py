"""A bulk result loaded: drafts made by other processes, kept by this one, some stacks in a transaction.

Whenever it is stopped, what is kept is whole, and loading again adds the rest.
"""

import gc
import multiprocessing
import os
import pickle
import signal
import tempfile
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from legation.errors import ResultRefused
from legation.ledger.keeping.database import Database
from legation.ledger.keeping.together import keep_together
from legation.ledger.loading.arranging import Watch, stacked
from legation.ledger.loading.drafting import Barred, Drafted, drafted

_KEPT = 4  # stacks that are kept in one transaction
_FEW = 8  # stacks, of which each is kept by itself, so that none waits for another
_AHEAD = 6  # stacks that each process has before it
_OWN = 2  # stacks that this process drafts itself, rather than wait, before it keeps one
_HELD = 16  # stacks for each process that are drafted or on their way, until they are kept
_SELDOM = (10_000_000, 50, 100)  # allocations, and rounds, after which Python looks for garbage in cycles


class Loaded(NamedTuple):
    """What came of it."""

    documents: int  # that the ledger did not have with this reader
    entries: int  # of these
    known: int  # documents of which nothing was new
    barred: Sequence[Barred]  # documents that were not taken
    failures: Mapping[str, int]  # documents that the run could not read, by the name of the error


def load(database: Database, folder: Path, watch: Watch, *, workers: int | None = None) -> Loaded:
    """Take the result in a folder into a ledger; `workers` are the processes that draft, 0 for none.

    A document that does not hold together (its quotes are not in its text, say) is barred, the others are loaded.
    Raises UnreadablePath where the folder is no result of `legation bulk`, ResultRefused where its files cannot be
    read, LedgerError where the ledger cannot be written.
    """
    with _tidying_seldom(), tempfile.TemporaryDirectory(prefix="legation-load-") as beside:
        found = stacked(folder, Path(beside), watch)
        documents = entries = known = 0
        barred: list[Barred] = []
        drafts_of = _drafted(found.stacks, _workers(workers, len(found.stacks)))
        for done in _gathered(drafts_of, min(max(len(found.stacks) // _FEW, 1), _KEPT)):
            drafts = [one for one in done if not isinstance(one, Barred)]
            barred += [one for one in done if isinstance(one, Barred)]
            with database.transaction("write") as connection:
                added = keep_together(connection, drafts)
            documents += sum(one.new for one in added)
            entries += sum(one.entries for one in added if one.new)
            known += sum(not one.new for one in added)
            watch("loading", documents + known + len(barred), found.documents)
    return Loaded(documents, entries, known, barred, found.failures)


def _gathered(stacks: Iterator[list[Drafted]], kept: int) -> Iterator[list[Drafted]]:
    """Some stacks at a time: SQLite writes a page of an index once in a transaction, however often it changes there."""
    while some := list(chain.from_iterable(islice(stacks, kept))):
        yield some


def _workers(asked: int | None, stacks: int) -> int:
    if asked is not None:
        return asked
    return min(max((os.cpu_count() or 1) - 1, 1), stacks) if stacks > 1 else 0


def _drafted(stacks: Sequence[Path], workers: int) -> Iterator[list[Drafted]]:
    """Drafts of each stack, in order, made ahead of being asked for."""
    if not workers or not stacks:
        yield from (drafted(stack, _today()) for stack in stacks)
        return
    context = multiprocessing.get_context("spawn")  # whoever loads may have threads
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)
    begun, waiting = stacks[0], deque(stacks[1:])
    coming: deque[Future[Path] | list[Drafted]] = deque()
    ahead = min(max(len(stacks) // _FEW, 1) + 1, _AHEAD) * workers

    def send() -> None:
        before_them = sum(isinstance(each, Future) and not each.done() for each in coming)
        while waiting and before_them < ahead and len(coming) < _HELD * workers:
            coming.append(pool.submit(_put_down, waiting.popleft(), _today()))
            before_them += 1

    try:
        send()
        yield drafted(begun, _today())  # while the others are still getting ready
        while waiting or coming:
            send()
            first = coming[0]
            if waiting and not _at_hand(first) and sum(isinstance(each, list) for each in coming) < _OWN:
                coming.append(drafted(waiting.popleft(), _today()))  # rather than wait for the others
                continue
            coming.popleft()
            yield first if isinstance(first, list) else _picked_up(first.result())
    except BrokenProcessPool as error:
        raise ResultRefused(
            "a process that prepares documents for the ledger ended before its time, perhaps for want of memory; "
            "what was loaded is kept, the same command goes on"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _at_hand(one: Future[Path] | list[Drafted]) -> bool:
    return isinstance(one, list) or one.done()


def _put_down(stack: Path, today: str) -> Path:
    """Draft a stack into a file beside it: through a pipe, a process waits for one that has other things to do."""
    path = stack.with_suffix(".drafts")
    path.write_bytes(pickle.dumps(drafted(stack, today), pickle.HIGHEST_PROTOCOL))
    return path


def _picked_up(path: Path) -> list[Drafted]:
    found: list[Drafted] = pickle.loads(path.read_bytes())  # noqa: S301 - of our own, in a folder that is ours alone
    path.unlink()
    return found


def _begin() -> None:
    """Leave Ctrl-C to the process that loads, which ends this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*_SELDOM)


@contextmanager
def _tidying_seldom() -> Iterator[None]:
    """Have Python look for cycles less often: each look passes over a stack's drafts, which have none.

    It would take as long as a quarter of all else.
    """
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
