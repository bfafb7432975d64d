"""Pieces of a specification that several charts have in common."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from legation.days import days

# Large numbers by their words; d3 would write a billion as 1G.
_NUMBERS = (
    "abs(datum.value) >= 1e12 ? format(datum.value / 1e12, ',~r') + ' trillion' : "
    "abs(datum.value) >= 1e9 ? format(datum.value / 1e9, ',~r') + ' billion' : "
    "abs(datum.value) >= 1e6 ? format(datum.value / 1e6, ',~r') + ' million' : format(datum.value, ',~r')"
)
# Days have no hours and no time zone: Vega reads them as of UTC, and has to write them so.
TIME: dict[str, Any] = {
    "type": "temporal",
    "scale": {"type": "utc", "padding": 12},  # pixels: no mark is cut in half at an edge
    "axis": {"title": None, "grid": True, "labelOverlap": True, "tickCount": {"expr": "max(2, width / 90)"}},
}
NUMBER: dict[str, Any] = {
    "type": "quantitative",
    "axis": {"title": None, "labelExpr": _NUMBERS, "tickCount": 4},
}
KEY: dict[str, Any] = {"title": None, "orient": "bottom", "columns": 3, "symbolOpacity": 1}
HREF: dict[str, Any] = {"field": "href"}
SAY: dict[str, Any] = {"field": "say", "type": "nominal"}  # the column with what is told of a row that is pointed at


def sized(height: int) -> dict[str, Any]:
    """As wide as the page lets it be; the height in pixels."""
    return {"width": "container", "height": height, "autosize": {"type": "fit-x", "contains": "padding"}}


def ways(domain: Iterable[str], found: dict[str, str]) -> dict[str, list[str]]:
    """Give the scale that draws each of the values in its own way."""
    told = list(domain)
    return {"domain": told, "range": [found[one] for one in told]}


def span(edtf: str | None) -> tuple[str | None, str | None, str | None]:
    """First, middle and last day that a date can mean, for the drawing; None for what is no date."""
    meant = days(edtf)
    if meant is None:
        return None, None, None
    middle = meant.first + timedelta(days=(meant.last - meant.first).days // 2)
    return meant.first.isoformat(), middle.isoformat(), meant.last.isoformat()
