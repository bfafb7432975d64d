"""The calendar: meetings of a month, and of a day, held, planned and cancelled."""

from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from legation.briefing.calendar import Day, Month, calendar
from legation.briefing.icalendar import icalendar
from legation.days import end_of
from legation.errors import QueryError
from legation.web.access import Reader
from legation.web.answers import as_json
from legation.web.filter import Filter, Filtered
from legation.web.links import Links
from legation.web.office import Office
from legation.web.rendering import page
from legation.web.sheet import WEEKDAYS, beside, on_day, sheet, weekday

_ON_A_DAY = 6  # meetings shown of a day of a month; the day's own page has all
_VAGUE = 40  # meetings shown of those whose day is not known
_PATH = "/calendar"
_MONTH = len("2021-04")
Written = Annotated[str, Path(max_length=20)]


def routes(office: Office) -> APIRouter:
    """Build the routes of the calendar."""
    router = APIRouter()

    def laid(written: str, asked: Filter) -> Month:
        return calendar(office.ledger, written, parties=asked.parties, narrow=asked.narrow, as_of=asked.as_of)

    def shown(request: Request, asked: Filter, written: str, here: str) -> Response:
        found = laid(written, asked)
        return page(
            request,
            "calendar.html",
            Links(asked),
            here,
            found=found,
            weekdays=WEEKDAYS,
            sheet=sheet(found, _ON_A_DAY, _now(asked)),
            now=_now(asked).isoformat(),
            most=_VAGUE,
        )

    @router.get("/calendar.json")
    def this_month_json(asked: Filtered, _: Reader) -> Response:
        return as_json(laid(_now(asked).isoformat()[:_MONTH], asked))

    @router.get("/calendar")
    def this_month(request: Request, asked: Filtered, _: Reader) -> Response:
        return shown(request, asked, _now(asked).isoformat()[:_MONTH], _PATH)

    @router.get("/calendar/{written}.json")
    def calendar_json(written: Written, asked: Filtered, _: Reader) -> Response:
        if _is_day(written):
            return as_json(_day(laid(written[:_MONTH], asked), written))
        return as_json(laid(written, asked))

    @router.get("/calendar/{written}.ics")
    def calendar_ics(request: Request, written: Written, asked: Filtered, _: Reader) -> Response:
        base = str(request.base_url).rstrip("/")  # the guard let no other host through
        events = icalendar(laid(written, asked), lambda mention: base + Links().sentence(mention))
        kept = {"Content-Disposition": f'attachment; filename="meetings-{written}.ics"'}  # a month: digits and a hyphen
        return Response(events, media_type="text/calendar; charset=utf-8", headers=kept)

    @router.get("/calendar/{written}")
    def calendar_page(request: Request, written: Written, asked: Filtered, _: Reader) -> Response:
        if not _is_day(written):
            return shown(request, asked, written, f"{_PATH}/{written}")
        month = laid(written[:_MONTH], asked)
        return page(
            request,
            "day.html",
            Links(asked),
            f"{_PATH}/{written}",
            day=written,
            weekday=weekday(written),
            month=month.month,
            met=on_day(_day(month, written), _now(asked)),
            beside=beside(month.days, written),
            now=_now(asked).isoformat(),
        )

    return router


def _now(asked: Filter) -> date:
    """Day from which one looks: today (UTC), or the last one that is known of."""
    return datetime.now(UTC).date() if asked.as_of is None else end_of(asked.as_of)


def _is_day(written: str) -> bool:
    """Whether it is a day rather than a month. Raises QueryError for what looks like a day that there is not."""
    if len(written) <= _MONTH:
        return False
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        raise QueryError(f"{written!r} is no day: write it such as 2021-04-08, or a month such as 2021-04") from None


def _day(month: Month, written: str) -> Day:
    return next(day for day in month.days if day.date == written)
