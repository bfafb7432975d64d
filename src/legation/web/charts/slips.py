"""Due dates of a matter in a row: when each was given, and how far it moved."""

from collections.abc import Callable
from typing import Any

from legation.briefing.wording import of_what, slip, when
from legation.nouns import Due, Matter, Mention
from legation.web.charts.axes import HREF, SAY, TIME, sized, span
from legation.web.charts.chart import Chart, Column, Row

_COLUMNS = (
    Column(name="due", label="Due", kind="date"),
    Column(name="milestone", label="What was due"),
    Column(name="days", label="Later by days", kind="number"),
    Column(name="reported", label="Reported", kind="date"),
    Column(name="source", label="By"),
    Column(name="line", kind="number", shown=False),
    *(Column(name=name, shown=False) for name in ("told", "at", "say")),
)
_LINE = {"field": "line", "type": "ordinal", "axis": None}
_TIME = TIME | {"axis": TIME["axis"] | {"grid": False}}  # it would run through the words
_SPEC: dict[str, Any] = {
    "encoding": {"y": _LINE | {"bandPosition": 0.7}, "href": HREF, "tooltip": SAY},
    "layer": [
        {
            "mark": {"type": "rule", "strokeWidth": 3, "color": "var(--soft)"},
            "encoding": {"x": _TIME | {"field": "told"}, "x2": {"field": "at"}},
        },
        {
            "mark": {
                "type": "point", "shape": "stroke", "angle": 90, "size": 160, "strokeWidth": 3, "color": "var(--soft)",
            },
            "encoding": {"x": _TIME | {"field": "told"}},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 130, "opacity": 1},
            "encoding": {
                "x": _TIME | {"field": "at"},
                "shape": {"condition": {"test": "datum.days > 0", "value": "triangle-right"}, "value": "circle"},
                "color": {"condition": {"test": "datum.days > 0", "value": "var(--late)"}, "value": "var(--good)"},
            },
        },
        {
            "mark": {"type": "text", "align": "left", "limit": {"expr": "width"}},
            "encoding": {"x": {"value": 0}, "y": _LINE | {"bandPosition": 0.28}, "text": {"field": "say"}},
        },
    ],
}  # fmt: skip


def slips(matter: Matter, sentence: Callable[[Mention], str]) -> Chart | None:
    """Draw every due date that a matter was given, in the order of the ledger; None where there are fewer than two.

    `sentence` gives the address of the words that a mention rests on.
    """
    if len(matter.slipped) < 2:
        return None
    return Chart(
        title="Every due date given",
        description="Each line runs from the day on which a date was reported to the date itself; "
        "an arrow is a date that is later than the one before it.",
        columns=_COLUMNS,
        rows=tuple(_row(line, due, sentence) for line, due in enumerate(matter.slipped)),
        spec=sized(44 * len(matter.slipped)) | _SPEC,
    )


def _row(line: int, due: Due, sentence: Callable[[Mention], str]) -> Row:
    mention = due.mention
    told, at = span(mention.reported)[0], span(due.due)[2]
    what = f" ({of_what(due)})" if of_what(due) else ""
    moved = f", {slip(due)}" if slip(due) else ""
    say = f"{when(due.due)}{what}{moved}"
    if mention.reported:
        say += f"; said {when(mention.reported)}"
    cells = (due.due, due.milestone, due.slip_days, mention.reported, mention.source, line, told, at, say)
    return Row(cells=cells, href=sentence(mention))
