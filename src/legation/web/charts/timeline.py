"""Meetings, and the steps by which matters moved, over time."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from legation.briefing.encounters import Encounter
from legation.briefing.wording import headline, when
from legation.ledger.folding.stages import STAGES
from legation.nouns import Matter, Mention
from legation.web.charts.axes import HREF, KEY, SAY, TIME, sized, span, ways
from legation.web.charts.chart import Chart, Column, Row

_MEETING = "meeting"
_OFF = {"stalled": "held up", "dropped": "called off"}
# What happened, by which it is told apart without colour as well.
_SHAPES = {
    "held": "circle", "planned": "triangle-up", "cancelled": "cross", "moved on": "square", "held up": "diamond",
    "called off": "triangle-down",
}  # fmt: skip
_COLOURS = {
    "held": "var(--meeting-line)", "planned": "var(--meeting-line)", "cancelled": "var(--off)",
    "moved on": "var(--good)", "held up": "var(--off)", "called off": "var(--late)",
}  # fmt: skip
_COLUMNS = (
    Column(name="what", label="What"),
    Column(name="when", label="When", kind="date"),
    Column(name="lane", label="Meeting or stage"),
    Column(name="how", label="How it went"),
    *(Column(name=name, shown=False) for name in ("first", "at", "last", "say")),
)


class _Event(NamedTuple):
    what: str
    when: str | None  # EDTF
    lane: str
    how: str
    mention: Mention


def timeline(
    matters: Iterable[Matter], meetings: Iterable[Encounter], sentence: Callable[[Mention], str]
) -> Chart | None:
    """Draw when who met and when which matter moved to which stage; None where nothing did.

    `sentence` gives the address of the words that a mention rests on.
    """
    events = sorted([*_met(meetings), *_moved(matters)], key=lambda one: (one.when or "9999", one.lane, one.what))
    if not events:
        return None
    lanes = [lane for lane in (_MEETING, *STAGES) if any(event.lane == lane for event in events)]
    told = [how for how in _SHAPES if any(event.how == how for event in events)]
    return Chart(
        title="Meetings and stages over time",
        description="Each mark is a meeting, or a matter that moved to a stage; a line through it is how exactly "
        "its date is known.",
        columns=_COLUMNS,
        rows=tuple(_row(event, sentence) for event in events),
        spec=_spec(lanes, told),
        zoom="at",
    )


def _met(meetings: Iterable[Encounter]) -> Iterable[_Event]:
    for one in meetings:
        latest = one.mentions[-1]
        yield _Event(headline(latest.entry), one.date, _MEETING, one.status, latest)


def _moved(matters: Iterable[Matter]) -> Iterable[_Event]:
    for matter in matters:
        for step in matter.history:
            if step.moved:
                how = _OFF.get(step.matter_stage, "moved on")
                yield _Event(matter.title, step.date or step.reported, step.matter_stage, how, step.mention)


def _row(event: _Event, sentence: Callable[[Mention], str]) -> Row:
    told = f"{event.lane}, {event.how}" if event.lane == _MEETING else event.lane
    say = f"{event.what} – {told}, {when(event.when)}"
    cells = (event.what, event.when, event.lane, event.how, *span(event.when), say)
    return Row(cells=cells, href=sentence(event.mention))


def _spec(lanes: list[str], told: list[str]) -> dict[str, Any]:
    lane = {"field": "lane", "type": "nominal", "scale": {"domain": lanes}, "axis": {"title": None, "grid": True}}
    return sized(30 * len(lanes)) | {
        "encoding": {"y": lane, "color": {"field": "how", "scale": ways(told, _COLOURS), "legend": KEY}},
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.45, "clip": True},
                "encoding": {"x": TIME | {"field": "first"}, "x2": {"field": "last"}},
            },
            {
                "params": [{"name": "zoom", "bind": "scales", "select": {
                    "type": "interval", "encodings": ["x"], "zoom": "wheel![event.ctrlKey || event.metaKey]",
                }}],
                "mark": {"type": "point", "filled": True, "size": 130, "opacity": 0.85, "clip": True},
                "encoding": {
                    "x": TIME | {"field": "at"},
                    "shape": {"field": "how", "scale": ways(told, _SHAPES), "legend": KEY},
                    "href": HREF,
                    "tooltip": SAY,
                },
            },
        ],
    }  # fmt: skip
