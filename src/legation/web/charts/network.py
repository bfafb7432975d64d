"""Parties by their meetings and undertakings, drawn as nodes and links."""

from collections.abc import Callable, Sequence
from math import pi, sqrt
from typing import Any

from legation.amounts import digits, how_many
from legation.briefing.network import Network
from legation.briefing.wording import parties, party
from legation.ledger.record import Between, Dealt
from legation.web.charts.axes import HREF, SAY, sized
from legation.web.charts.chart import Chart, Column, Row
from legation.web.charts.spread import spread

_SMALLEST, _GROWS = 60, 440  # area of a node in square pixels: of one with nothing, and what the largest has more
_COLUMNS = (
    Column(name="pair", label="Parties"),
    Column(name="meetings", label="Reports of meetings", kind="number"),
    Column(name="undertakings", label="Reports of undertakings", kind="number"),
    Column(name="number", kind="number", shown=False),
    *(Column(name=name, kind="number", shown=False) for name in ("x", "y", "x2", "y2")),
    Column(name="say", shown=False),
)

_WIDTH_OF_A_NAME = 24  # pixels of the width of a drawing for each name in it: on a phone, a dozen


def network(found: Network, dossier: Callable[[Sequence[str]], str]) -> Chart | None:
    """Draw parties, the names of those that have most, and a link between two for what they have with each other.

    None where nobody has anything. `dossier` gives the address of the dossier of some parties: where a link, or a
    party, leads.
    """
    if not found.links:
        return None
    links = sorted(found.links, key=lambda link: (-_number(link), link.parties))
    nodes = sorted(found.parties, key=lambda node: (-_number(node), node.party))
    places = spread(tuple(node.party for node in nodes), tuple((*link.parties, _number(link)) for link in links))
    most = max(_number(node) for node in nodes) or 1
    return Chart(
        title="Who deals with whom",
        description="Each line joins two parties; the more reports of what they have with each other, the wider. "
        "Point at a mark for its name.",
        columns=_COLUMNS,
        rows=tuple(_row(link, places, dossier) for link in links),
        spec=_spec([_drawn(node, rank, most, places[node.party], dossier) for rank, node in enumerate(nodes)]),
    )


def _number(one: Dealt | Between) -> int:
    return one.meetings + one.undertakings


def _told(one: Dealt | Between) -> str:
    reports = how_many(one.meetings + one.undertakings, "report")
    return f"{reports}, {digits(one.meetings)} of meetings, {digits(one.undertakings)} of undertakings"


def _row(link: Between, places: dict[str, tuple[float, float]], dossier: Callable[[Sequence[str]], str]) -> Row:
    pair = parties(link.parties)
    ends = (*places[link.parties[0]], *places[link.parties[1]])
    cells = (pair, link.meetings, link.undertakings, _number(link), *ends, f"{pair}: {_told(link)}")
    return Row(cells=cells, href=dossier(link.parties))


def _drawn(
    node: Dealt, rank: int, most: int, place: tuple[float, float], dossier: Callable[[Sequence[str]], str]
) -> dict[str, Any]:
    name = party(node.party)
    size = _SMALLEST + _GROWS * _number(node) / most
    told = {"name": name, "say": f"{name}: {_told(node)}", "href": dossier((node.party,))}
    return told | {
        "rank": rank,
        "x": place[0],
        "y": place[1],
        "size": round(size),
        "below": round(9 + sqrt(size / pi), 1),
    }


def _place(name: str, padding: int) -> dict[str, Any]:
    scale = {"domain": [0, 1], "nice": False, "zero": False, "padding": padding}
    return {"field": name, "type": "quantitative", "axis": None, "scale": scale}


def _spec(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    at = {"x": _place("x", 48), "y": _place("y", 26)}  # pixels: room for names
    ends = at | {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
    name = {"type": "text", "dy": {"expr": "datum.below"}, "limit": 110, "fontWeight": 600}
    wide = {"field": "number", "type": "quantitative", "legend": None, "scale": {"type": "sqrt", "range": [1, 9]}}
    shown = {"condition": {"test": f"datum.rank * {_WIDTH_OF_A_NAME} < width", "field": "name"}, "value": ""}
    data = {"values": nodes}
    return sized(440) | {
        "layer": [
            {
                "mark": {"type": "rule", "color": "var(--soft)", "opacity": 0.6},
                "encoding": ends | {"strokeWidth": wide},
            },
            {  # what one points at: a thin line would be hard to hit
                "mark": {"type": "rule", "color": "var(--soft)", "opacity": 0, "strokeWidth": 16},
                "encoding": ends | {"href": HREF, "tooltip": SAY},
            },
            {
                "data": data,
                "mark": {"type": "circle", "color": "var(--meeting-line)", "opacity": 1},
                "encoding": at
                | {"size": {"field": "size", "type": "quantitative", "scale": None}, "href": HREF, "tooltip": SAY},
            },
            {  # a rim of paper around each name, so that it can be read across a link
                "data": data,
                "mark": name | {"stroke": "var(--paper)", "strokeWidth": 4, "color": "var(--paper)"},
                "encoding": at | {"text": shown},
            },
            {
                "data": data,
                "mark": name | {"color": "var(--ink)"},
                "encoding": at | {"text": shown, "href": HREF, "tooltip": SAY},
            },
        ],
    }
