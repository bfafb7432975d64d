"""How long is waited: until what is watched is looked at again, and for a server that asks for it."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

DAY = timedelta(days=1)
_UNTOLD = timedelta(minutes=10)  # a server that is overloaded, and does not say for how long


def _sleep(seconds: float) -> None:
    time.sleep(seconds)


class Clock(NamedTuple):
    """The time, and waiting. Tests put their own in place."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], None] = _sleep


def after_failures(every: timedelta, times: int) -> timedelta:
    """How long is waited after so many failures in a row: twice as long each time, up to a day."""
    return min(every * (1 << min(times, 20)), max(DAY, every))


def asked_for(written: str | None, now: datetime) -> timedelta:
    """What a Retry-After asks for, in seconds or as a date (RFC 9110, 10.2.3), up to a day; ten minutes for none."""
    told = (written or "").strip()
    if told.isascii() and told.isdecimal():
        return min(timedelta(seconds=min(int(told[:9]), 10**6)), DAY)
    try:
        until = parsedate_to_datetime(told)
        until = until.replace(tzinfo=UTC) if until.tzinfo is None else until
    except (ValueError, OverflowError):
        return _UNTOLD
    return max(min(until - now, DAY), timedelta())
