"""How far a run of hours has come, how fast it goes and how long it takes yet: a bar, or a line now and then."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import TextColumn

from legation.cli.progress import bar
from legation.cli.terminal import complain

_EVERY = 60.0  # seconds between two lines
Tell = Callable[[str, int, int], None]


class Pace:
    """Things done a second, counted from the first look: what a run found done already took it no time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()
        self._before: int | None = None

    def told(self, done: int, total: int) -> str:
        """Rate and time left, as far as they can be told: `41.3 a second, 1 h 05 min left`."""
        if self._before is None or done < self._before:
            self._before, self._began = done, self._clock()
        passed, gained = self._clock() - self._began, done - self._before
        if passed <= 0 or not gained:
            return ""
        rate = gained / passed
        left = f", {lasting((total - done) / rate)} left" if total > done else ""
        return f"{rate:,.1f} a second{left}"


def lasting(seconds: float) -> str:
    """How long something lasts, in two units at most: `50 s`, `12 min`, `1 h 05 min`, `3 d 4 h`."""
    whole = round(seconds)
    if whole < 90:
        return f"{whole} s"
    minutes = round(whole / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02} min" if hours < 48 else f"{hours // 24} d {hours % 24} h"


@contextmanager
def pace(things: str) -> Iterator[Tell]:
    """Tell on standard error, while it lasts, what is being done, how much of it is, and how fast it goes."""
    kept = Pace()
    shown = bar(TextColumn("{task.fields[rate]}"))
    if shown is not None:
        with shown:
            task = shown.add_task("", total=None, rate="")

            def show(what: str, done: int, total: int) -> None:
                shown.update(task, description=what, completed=done, total=total or None, rate=kept.told(done, total))

            yield show
        return
    told = [time.monotonic()]

    def say(what: str, done: int, total: int) -> None:
        rate = kept.told(done, total)
        if time.monotonic() - told[0] >= _EVERY:
            told[0] = time.monotonic()
            complain(f"{what}: {line(things, done, total, rate)}")

    yield say


def line(things: str, done: int, total: int, rate: str) -> str:
    """How far it has come, in a line: `1,024 of 2,000 documents, 41.3 a second, 24 s left`."""
    of_all = f" of {total:,}" if total else ""
    return ", ".join(filter(None, (f"{done:,}{of_all} {things}", rate)))
