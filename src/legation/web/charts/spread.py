"""Places for the nodes of a network, so that those with much between them stand together.

Springs along the links and repulsion between all, cooled down step by step (Fruchterman and Reingold, "Graph Drawing
by Force-directed Placement", 1991), from a circle on which what is linked follows each other. Nothing is left to
chance: the same network is always drawn the same.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import cos, pi, sin, sqrt

_STEPS = 50
_REACH = 0.12  # how far a node may go in the first step, of the width of the drawing
_PULL = 0.6  # towards the middle, so that what hangs on nothing does not drift away

_EVEN = 0.6  # how far the places are brought to equal distances in the end


@lru_cache(maxsize=64)
def spread(nodes: tuple[str, ...], links: tuple[tuple[str, str, int], ...]) -> dict[str, tuple[float, float]]:
    """Give each node its place, from 0 to 1 across and up; the weight of a link (a, b, weight) draws the two together.

    The work grows with the square of the nodes: 40 take some 50 ms, so the latest networks are remembered. Raises
    KeyError for a link of what is no node.
    """
    count = len(nodes)
    if count < 2:
        return dict.fromkeys(nodes, (0.5, 0.5))
    number = {node: place for place, node in enumerate(nodes)}
    springs = [(number[a], number[b], weight) for a, b, weight in links if a != b]
    most = max((weight for _, _, weight in springs), default=1) or 1
    turn = _round(count, springs)
    xs = [0.5 + 0.4 * cos(2 * pi * place / count) for place in turn]
    ys = [0.5 + 0.4 * sin(2 * pi * place / count) for place in turn]
    apart = sqrt(1 / count)  # the distance at which a spring and the repulsion of two are even
    for step in range(_STEPS):
        dx = [_PULL * (0.5 - x) for x in xs]
        dy = [_PULL * (0.5 - y) for y in ys]
        for a in range(count):
            ax, ay = xs[a], ys[a]
            for b in range(a + 1, count):
                x, y = ax - xs[b], ay - ys[b]
                push = apart * apart / (x * x + y * y + 1e-6)
                dx[a] += x * push
                dy[a] += y * push
                dx[b] -= x * push
                dy[b] -= y * push
        for a, b, weight in springs:
            x, y = xs[a] - xs[b], ys[a] - ys[b]
            pull = sqrt(x * x + y * y) / apart * (0.3 + 0.7 * weight / most)
            dx[a] -= x * pull
            dy[a] -= y * pull
            dx[b] += x * pull
            dy[b] += y * pull
        reach = _REACH * (1 - step / _STEPS)
        for a in range(count):
            far = sqrt(dx[a] * dx[a] + dy[a] * dy[a])
            if far > reach:
                dx[a] *= reach / far
                dy[a] *= reach / far
            xs[a] += dx[a]
            ys[a] += dy[a]
    return dict(zip(nodes, zip(_whole(xs), _whole(ys), strict=True), strict=True))


def _round(count: int, springs: Sequence[tuple[int, int, int]]) -> list[int]:
    """Give each node its place on the circle: after one node comes that to which its strongest link leads."""
    beside: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for a, b, weight in springs:
        beside[a].append((weight, -b))
        beside[b].append((weight, -a))
    turn: dict[int, int] = {}
    waiting = list(reversed(range(count)))
    while waiting:
        node = waiting.pop()
        if node not in turn:
            turn[node] = len(turn)
            waiting += [-other for _, other in sorted(beside[node])]
    return [turn[node] for node in range(count)]


def _whole(places: Sequence[float]) -> list[float]:
    """Stretch places over the whole of 0 to 1, and thin out where they crowd: halfway to equal distances.

    Rounded: the last digits of a cosine are not the same everywhere.
    """
    low, high = min(places), max(places)
    width = max(high - low, 1e-9)
    in_order = sorted(range(len(places)), key=lambda one: (round(places[one], 6), one))
    rank = {place: number for number, place in enumerate(in_order)}
    even = [rank[place] / (len(places) - 1) for place in range(len(places))]
    return [
        round((1 - _EVEN) * (place - low) / width + _EVEN * level, 3) for place, level in zip(places, even, strict=True)
    ]
