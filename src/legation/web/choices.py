"""What a search can be narrowed to: each a link that adds or takes away a filter, with how many entries there are."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from legation.briefing.wording import party
from legation.ledger.folding.stages import STAGES
from legation.ledger.search.facets import Facets
from legation.web.filter import AREAS, KINDS, Filter
from legation.web.links import Links


class Choice(NamedTuple):
    """One value of a filter."""

    name: str
    entries: int | None  # how many there are with it; None where it is not counted, being of all that is found
    chosen: bool
    address: str  # of the search with it or, where it is chosen, without it


class Choices(NamedTuple):
    """The values of one filter."""

    title: str
    choices: tuple[Choice, ...]


def choices(asked: Filter, facets: Facets, path: str) -> tuple[Choices, ...]:
    """Every filter that has anything to choose, or to take away."""
    found = (
        Choices("Kind", tuple(_several(asked, "kinds", KINDS, facets.kinds, path))),
        Choices("Stage", tuple(_several(asked, "stages", STAGES, facets.stages, path))),
        Choices("Area", tuple(_several(asked, "areas", AREAS, facets.areas, path))),
        Choices("Party", tuple(_parties(asked, facets.parties, path))),
        Choices("Year", tuple(_years(asked, facets.years, path))),
    )
    return tuple(each for each in found if each.choices)


def _several(asked: Filter, field: str, order: Iterable[str], counts: Mapping[Any, int], path: str) -> Iterator[Choice]:
    """Values of which one has to fit: those chosen first, then those that most have."""
    now: tuple[str, ...] = getattr(asked, field)
    for value in [*now, *(value for value in counts if value not in now)]:
        wanted = set(now) ^ {value}
        # In their own order, so that the same filter has the same address.
        address = Links(asked).changed(path, **{field: tuple(one for one in order if one in wanted)})
        yield Choice(value, counts.get(value, 0), value in now, address)


def _parties(asked: Filter, counts: Mapping[str, int], path: str) -> Iterator[Choice]:
    for code in asked.parties:
        left = tuple(one for one in asked.parties if one != code)
        yield Choice(party(code), None, True, Links(asked).changed(path, parties=left))
    for code, count in counts.items():
        yield Choice(party(code), count, False, Links(asked).changed(path, parties=(*asked.parties, code)))


def _years(asked: Filter, counts: Mapping[int, int], path: str) -> Iterator[Choice]:
    bounded = asked.since is not None or asked.until is not None
    if bounded and not (asked.since == asked.until and asked.since is not None and asked.since.isdecimal()):
        name = f"{asked.since or '…'} – {asked.until or '…'}"
        yield Choice(name, None, True, Links(asked).changed(path, since=None, until=None))
    for year, count in counts.items():
        chosen = asked.since == asked.until == str(year)
        bound = None if chosen else str(year)
        yield Choice(str(year), count, chosen, Links(asked).changed(path, since=bound, until=bound))
