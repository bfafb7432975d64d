"""When somebody was last here, kept by their own browser: what came in since is new to them.

A visit is a stretch of looking in with no pause of an hour in it. What is new does not change while it lasts, however
often the page is loaded.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from fastapi import Request, Response

COOKIE = "legation-visit"
_PAUSE = timedelta(hours=1)
_FIRST = timedelta(days=7)  # of somebody who was never here
_KEPT = 366 * 24 * 3600  # seconds


class Visit(NamedTuple):
    """The present visit."""

    since: datetime  # UTC: the end of the visit before
    now: datetime  # UTC


def visit(request: Request, now: datetime | None = None) -> Visit:
    """Tell the visit that a request belongs to from what the browser kept; a cookie that makes no sense is none."""
    now = now or datetime.now(UTC)
    before = _kept(request.cookies.get(COOKIE, ""))
    if before is None or not before.since <= before.now <= now:
        return Visit(now - _FIRST, now)
    return Visit(before.now if now - before.now > _PAUSE else before.since, now)


def _kept(cookie: str) -> Visit | None:
    now, _, since = cookie.partition("~")
    try:
        times = datetime.fromisoformat(since), datetime.fromisoformat(now)
    except ValueError:
        return None
    return Visit(*times) if all(time.tzinfo is not None for time in times) else None


def remember(answer: Response, present: Visit, *, secure: bool) -> None:
    """Have the browser keep the visit."""
    times = (time.isoformat(timespec="seconds") for time in (present.now, present.since))
    answer.set_cookie(COOKIE, "~".join(times), max_age=_KEPT, httponly=True, samesite="lax", secure=secure)
