"""A figure over time, as documents reported it."""

from collections.abc import Callable, Iterable
from typing import Any

from legation.briefing.topics import Series
from legation.briefing.wording import measured, testimony, when
from legation.days import days
from legation.nouns import Change, Figure, Mention
from legation.web.charts.axes import HREF, KEY, NUMBER, SAY, TIME, sized, span, ways
from legation.web.charts.chart import Chart, Column, Row

# A level, a rise and a share are not of one line. A fall is a rise below nothing.
_WHAT: dict[Change, str] = {"level": "level", "increase": "change", "decrease": "change", "share": "share"}
_SHAPES = {"level": "circle", "change": "triangle-up", "share": "square"}
_COLOURS = {"level": "var(--figure-line)", "change": "var(--commitment-line)", "share": "var(--position-line)"}
_COLUMNS = (
    Column(name="when", label="Of", kind="date"),
    Column(name="value", label="Value", kind="number"),
    Column(name="unit", label="Unit"),
    Column(name="what", label="Level, change or share"),
    Column(name="word", label="On the word of"),
    Column(name="at", shown=False),
    Column(name="say", shown=False),
)


def figures(series: Iterable[Series], sentence: Callable[[Mention], str]) -> tuple[Chart, ...]:
    """Draw each series that has at least two values with a date, one chart for each.

    `sentence` gives the address of the words that a mention rests on.
    """
    charts = []
    for one in series:
        dated = [mention for mention in one.mentions if days(_when(mention)) is not None]
        rows = tuple(_row(mention, mention.entry, sentence) for mention in dated if isinstance(mention.entry, Figure))
        if len(rows) > 1:
            charts.append(_chart(one, rows))
    return tuple(charts)


def _chart(series: Series, rows: tuple[Row, ...]) -> Chart:
    of = f" ({', '.join(series.of)})" if series.of else ""
    said = {row.cells[3] for row in rows}
    return Chart(
        title=f"{series.what[:1].upper()}{series.what[1:]}{of}, {series.unit}",
        description="Each mark is a value that a document reports, at the time that it is of.",
        columns=_COLUMNS,
        rows=rows,
        spec=_spec([what for what in _SHAPES if what in said]),
    )


def _row(mention: Mention, figure: Figure, sentence: Callable[[Mention], str]) -> Row:
    at = span(_when(mention))[1]
    value = -figure.value if figure.change == "decrease" else figure.value
    say = f"{measured(figure)}, {when(_when(mention))}: {testimony(mention)}"
    cells = (_when(mention), value, figure.unit, _WHAT[figure.change], testimony(mention), at, say)
    return Row(cells=cells, href=sentence(mention))


def _when(mention: Mention) -> str | None:
    return mention.entry.date or mention.reported


def _spec(said: list[str]) -> dict[str, Any]:
    key = KEY if len(said) > 1 else None
    return sized(190) | {
        "encoding": {
            "x": TIME | {"field": "at"},
            "y": NUMBER | {"field": "value"},
            "color": {"field": "what", "scale": ways(said, _COLOURS), "legend": key},
        },
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 1.5, "opacity": 0.6}},
            {
                "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
                "encoding": {
                    "shape": {"field": "what", "scale": ways(said, _SHAPES), "legend": key},
                    "href": HREF,
                    "tooltip": SAY,
                },
            },
        ],
    }
