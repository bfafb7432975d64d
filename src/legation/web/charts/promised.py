"""Promised against delivered, by unit and matter."""

from collections.abc import Callable, Iterable
from typing import Any

from legation.briefing.grounds import balance_grounds
from legation.briefing.wording import balanced
from legation.nouns import Balance, Matter, Mention
from legation.web.charts.axes import HREF, SAY, sized
from legation.web.charts.chart import Chart, Column, Row

_COLUMNS = (
    Column(name="matter", label="Matter"),
    Column(name="unit", label="Unit"),
    Column(name="promised", label="Promised", kind="number"),
    Column(name="delivered", label="Delivered", kind="number"),
    Column(name="share", label="Delivered, percent", kind="number"),
    *(Column(name=name, kind="number", shown=False) for name in ("line", "none", "whole")),
    Column(name="say", shown=False),
)
# Vega-Lite can draw from one field to another, not from a number to a field.
_NONE = {
    "field": "none",
    "type": "quantitative",
    "scale": {"domain": [0, 100]},
    "axis": {"title": "percent of what was promised", "values": [0, 25, 50, 75, 100], "grid": False},
}
_LINE = {"field": "line", "type": "ordinal", "axis": None}
_BAR = {"type": "bar", "height": 14}
_SPEC: dict[str, Any] = {
    "encoding": {"y": _LINE, "href": HREF, "tooltip": SAY},
    "layer": [
        {
            "mark": _BAR | {"fill": "var(--sheet)", "stroke": "var(--soft)"},
            "encoding": {"x": _NONE, "x2": {"field": "whole"}},
        },
        {"mark": _BAR | {"fill": "var(--good)"}, "encoding": {"x": _NONE, "x2": {"field": "share"}}},
        {
            "mark": {"type": "text", "align": "left", "limit": {"expr": "width"}},
            "encoding": {"x": {"value": 0}, "y": _LINE | {"bandPosition": 0.12}, "text": {"field": "say"}},
        },
    ],
}


def promised(matters: Iterable[Matter], sentence: Callable[[Mention], str]) -> Chart | None:
    """Draw how much of what was promised was delivered, a bar for each unit of each matter; None where nothing was.

    Units cannot share a scale, so each bar is a share of its own promise and says the amounts. By unit, then by what
    was promised, most first. `sentence` gives the address of the words that a mention rests on.
    """
    found = [(matter, balance) for matter in matters for balance in matter.balance]
    if not found:
        return None
    found.sort(key=lambda one: (one[1].unit, -one[1].promised, one[0].title, one[0].id))
    return Chart(
        title="Promised and delivered",
        description="Each bar is what one matter promised in one unit; the filled part of it was delivered.",
        columns=_COLUMNS,
        rows=tuple(_row(line, matter, balance, sentence) for line, (matter, balance) in enumerate(found)),
        spec=sized(50 * len(found)) | _SPEC,
    )


def _row(line: int, matter: Matter, balance: Balance, sentence: Callable[[Mention], str]) -> Row:
    share = min(100.0, round(100 * balance.delivered / balance.promised, 1))
    say = f"{matter.title}: {balanced(balance)}"
    cells = (matter.title, balance.unit, balance.promised, balance.delivered, share, line, 0, 100, say)
    return Row(cells=cells, href=sentence(balance_grounds(matter, balance.unit)[-1]))
