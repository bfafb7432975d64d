"""Parties by their meetings and undertakings, drawn as nodes and links."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from legation.amounts import how_many
from legation.briefing.wording import parties, party
from legation.web.charts.axes import HREF, SAY, sized
from legation.web.charts.chart import Chart, Column, Row
from legation.web.charts.spread import spread

_COLUMNS = (
    Column(name="pair", label="Parties"),
    Column(name="meetings", label="Meetings", kind="number"),
    Column(name="undertakings", label="Undertakings", kind="number"),
    Column(name="number", kind="number", shown=False),
    *(Column(name=name, kind="number", shown=False) for name in ("x", "y", "x2", "y2")),
    Column(name="say", shown=False),
)


class Node(NamedTuple):
    """A party with what it has with anyone."""

    party: str  # its code
    meetings: int
    undertakings: int


class Link(NamedTuple):
    """Two parties with what is between them."""

    parties: tuple[str, str]
    meetings: int
    undertakings: int


def network(nodes: Sequence[Node], links: Iterable[Link], dossier: Callable[[Sequence[str]], str]) -> Chart | None:
    """Draw parties, and a link between two for what they have with each other; None where nobody has anything.

    `dossier` gives the address of the dossier of some parties: where a link, or a party, leads. Raises KeyError for a
    link with a party that is not among the nodes.
    """
    between = sorted(links, key=lambda link: (-_number(link), link.parties))
    if not between:
        return None
    places = spread([node.party for node in nodes], {link.parties: _number(link) for link in between})
    return Chart(
        title="Who deals with whom",
        description="Each line joins two parties; the more meetings and undertakings they have, the wider it is.",
        columns=_COLUMNS,
        rows=tuple(_row(link, places, dossier) for link in between),
        spec=_spec([_drawn(node, places[node.party], dossier) for node in nodes]),
    )


def _number(one: Node | Link) -> int:
    return one.meetings + one.undertakings


def _told(one: Node | Link) -> str:
    return f"{how_many(one.meetings, 'meeting')}, {how_many(one.undertakings, 'undertaking')}"


def _row(link: Link, places: dict[str, tuple[float, float]], dossier: Callable[[Sequence[str]], str]) -> Row:
    pair = parties(link.parties)
    ends = (*places[link.parties[0]], *places[link.parties[1]])
    cells = (pair, link.meetings, link.undertakings, _number(link), *ends, f"{pair}: {_told(link)}")
    return Row(cells=cells, href=dossier(link.parties))


def _drawn(node: Node, place: tuple[float, float], dossier: Callable[[Sequence[str]], str]) -> dict[str, Any]:
    name = party(node.party)
    x, y = place
    number, say = _number(node), f"{name}: {_told(node)}"
    return {"name": name, "x": x, "y": y, "number": number, "say": say, "href": dossier((node.party,))}


def _place(name: str) -> dict[str, Any]:
    return {"field": name, "type": "quantitative", "axis": None, "scale": {"domain": [-0.08, 1.08], "nice": False}}


def _spec(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    ends = {"x": _place("x"), "y": _place("y"), "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    at = {"x": _place("x"), "y": _place("y")}
    name = {"type": "text", "dy": 15, "limit": 110, "fontWeight": 600}
    wide = {"field": "number", "type": "quantitative", "legend": None, "scale": {"type": "sqrt", "range": [1, 9]}}
    large = {"field": "number", "type": "quantitative", "legend": None, "scale": {"type": "linear", "range": [60, 500]}}
    data = {"values": nodes}
    return sized(440) | {
        "resolve": {"scale": {"size": "independent"}},
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
                "encoding": at | {"size": large, "href": HREF, "tooltip": SAY},
            },
            {  # a rim of paper around each name, so that it can be read across a link
                "data": data,
                "mark": name | {"stroke": "var(--paper)", "strokeWidth": 4, "color": "var(--paper)"},
                "encoding": at | {"text": {"field": "name"}},
            },
            {
                "data": data,
                "mark": name | {"color": "var(--ink)"},
                "encoding": at | {"text": {"field": "name"}, "href": HREF, "tooltip": SAY},
            },
        ],
    }
