"""What the ledger costs when it is large: ``python -m bench.ledger``.

Builds synthetic ledgers (see `generator`) in a file of SQLite and on a PostgreSQL server, and measures on them what
people wait for. Each time is the median, and the 95th percentile, of many, warm; beside it stands how many times as
long as the plain SQL query beneath it takes, so that machines can be compared. The file is kept in the folder given and
used again. The server is the embedded one, started for the occasion, or another with --postgres.
"""

from __future__ import annotations

import argparse
import importlib
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection, bindparam, func, select

from bench.generator import FIRST, PER_DAY, READER, STATES, Made, documents
from legation.briefing.calendar import calendar
from legation.briefing.dossier import dossier
from legation.briefing.network import network
from legation.briefing.today import today, waiting
from legation.ledger import Ledger
from legation.ledger.keeping import views
from legation.ledger.keeping.opening import open_database
from legation.ledger.keeping.order import entry_id, ground
from legation.ledger.keeping.schema import documents as kept
from legation.ledger.keeping.schema import grounds, lines, readings, shown
from legation.ledger.keeping.views import ALWAYS
from legation.ledger.narrow import Narrow
from legation.ledger.record import Read
from legation.ledger.search import indexing
from legation.ledger.search.fulltext import LINES, Wanted
from legation.ledger.search.query import parsed
from legation.ledger.search.searching import MOST_RANKED
from legation.web.rooms.dossier import LATEST

TURNS = 20
MATTERS = 60
WARM = 100  # documents added before
ADDED = 100
ADDING = 0.010  # seconds
LATE = 10
PAIR = (STATES[1], STATES[0])
SEARCHES = {
    "two words": "gas pipeline",
    "a phrase": '"container port"',
    "without": 'refinery loan -"gas pipeline"',
    "one or other": "vaccine OR frigate OR satellite",
    "a beginning": "harv*",
    "everywhere": "the",
}


class Timed(NamedTuple):
    """How long one thing took, in seconds, beside what is asked of its median."""

    what: str
    times: Sequence[float]
    asked: float | None = None
    beneath: float | None = None  # seconds of the plain query

    @property
    def median(self) -> float:
        """Median of the times."""
        return statistics.median(self.times)


def built(place: str, count: int) -> Ledger:
    """Open the ledger of the first so many documents; what it lacks is added."""
    ledger = Ledger.open(place, create=True)
    have = ledger.counts().documents
    began = time.monotonic()
    made = (_read(each) for each in islice(documents(), have, max(count, have)))
    for number, _ in enumerate(ledger.add_all(made), have + 1):
        if number % 5000 == 0:
            print(f"{number:,} documents after {time.monotonic() - began:.0f} s", flush=True)
    return ledger


def _read(made: Made) -> Read:
    return Read(made.document, made.entries, READER, made.raw)


def measured(place: str, count: int) -> Iterator[Timed]:
    """Measure a ledger of so many documents, which gains some by it."""
    with built(place, count) as ledger:
        database = open_database(place, create=False)
        with database.transaction("read") as connection:
            yield from _dossiers(ledger, connection, count)
            yield from _matters(ledger, connection)
            yield from _searches(ledger, connection)
            yield from _pages(ledger, count)
        database.close()
        have = ledger.counts().documents
        coming = islice(documents(), have, have + WARM + ADDED + LATE)
        for made in islice(coming, WARM):
            _added(ledger, made)
        yield Timed("add a document", [_added(ledger, made) for made in islice(coming, ADDED)], ADDING)
        early = FIRST + timedelta(days=have // PER_DAY // 3)
        yield Timed("add one that comes late", [_added(ledger, _dated(made, early.isoformat())) for made in coming])


def _added(ledger: Ledger, made: Made) -> float:
    began = time.perf_counter()
    ledger.add(made.document, made.entries, reader=READER, raw=made.raw)
    return time.perf_counter() - began


def _dated(made: Made, day: str) -> Made:
    return made._replace(document=made.document.model_copy(update={"date": day}))


def _times(thing: Callable[..., object], *given: object, turns: int = TURNS, **named: Any) -> list[float]:
    thing(*given, **named)
    found = []
    for _ in range(turns):
        began = time.perf_counter()
        thing(*given, **named)
        found.append(time.perf_counter() - began)
    return found


def _dossiers(ledger: Ledger, connection: Connection, count: int) -> Iterator[Timed]:
    of_pair = (
        select(grounds.c.ord).where(grounds.c.ground == ground(PAIR)).distinct().order_by(grounds.c.ord.desc())
    ).limit(LATEST)
    plain = (
        select(kept.c.raw, readings.c.entries, shown.c.facts)
        .join(shown, shown.c.document_id == kept.c.id)
        .join(readings, readings.c.id == shown.c.reading_id)
        .where(shown.c.ord.in_(of_pair))
    )
    beneath = statistics.median(_times(lambda: connection.execute(plain).all()))
    mid = (FIRST + timedelta(days=count // PER_DAY // 2)).isoformat()
    whole = _times(lambda: dossier(ledger, PAIR, latest=LATEST))
    yield Timed("dossier of the busiest pair", whole, 0.150, beneath)
    yield Timed("the same as of half-time", _times(lambda: dossier(ledger, PAIR, mid, latest=LATEST)), None, beneath)


def _matters(ledger: Ledger, connection: Connection) -> Iterator[Timed]:
    every = connection.execute(select(lines.c.entry, lines.c.pile).where(lines.c.pile.is_not(None))).all()
    some = Random(7).sample(every, MATTERS)  # by mention: what a reader comes upon
    plain = (
        select(kept.c.raw, readings.c.entries)
        .join(shown, shown.c.document_id == kept.c.id)
        .join(readings, readings.c.id == shown.c.reading_id)
        .where(shown.c.number.in_(select(lines.c.number).where(lines.c.pile == bindparam("of"))))
    )
    beneath = [_times(lambda of: connection.execute(plain, {"of": of}).all(), row.pile, turns=1)[0] for row in some]
    times = [_times(ledger.matter, entry_id(row.entry), turns=1)[0] for row in some]
    yield Timed("a matter", times, 0.030, statistics.median(beneath))


def _searches(ledger: Ledger, connection: Connection) -> Iterator[Timed]:
    last = ledger.mentions(kind="figure", latest=1)[0].entry.objects[0]
    for what, typed in {"a name": " ".join(last.split()[:2]), **SEARCHES}.items():
        plain = Wanted(parsed(typed), (), 0, ALWAYS)
        beneath = _times(indexing.index(connection).any, connection, LINES, plain, MOST_RANKED)
        yield Timed(f"search: {what}", _times(ledger.search, typed), 0.100, statistics.median(beneath))
    half = FIRST + timedelta(days=ledger.counts().documents // PER_DAY // 2)
    filtered: dict[str, dict[str, Any]] = {
        "with filters": {"parties": PAIR, "kinds": ["commitment"], "areas": ["energy"]},
        "as of half-time": {"as_of": half.isoformat()},
        "since half-time": {"since": half.isoformat()},
    }
    for what, filters in filtered.items():
        yield Timed(f"search: {what}", _times(ledger.search, "gas pipeline OR airport", **filters), 0.100)


def _pages(ledger: Ledger, count: int) -> Iterator[Timed]:
    """What the pages ask for that look at all of the ledger, and how long it takes the first time."""
    last = FIRST + timedelta(days=(ledger.counts().documents - 1) // PER_DAY)
    half = (FIRST + timedelta(days=count // PER_DAY // 2)).isoformat()
    year = Narrow(since=(last - timedelta(days=365)).isoformat(), until=last.isoformat())
    listed = ledger.catalogue(latest=1)[0]
    since = ledger.document(listed.id).added - timedelta(seconds=1)
    us = (PAIR[0],)
    asked: dict[str, Callable[[], object]] = {
        "today": lambda: today(ledger, us=us, since=since, day=last),
        "today as of half-time": lambda: today(ledger, us=us, since=since, day=last, as_of=half),
        "today of the busiest pair": lambda: today(ledger, us=us, since=since, day=last, parties=PAIR),
        "what waits for review": lambda: waiting(ledger),
        "network of a year": lambda: network(ledger, narrow=year),
        "network of a year, by area": lambda: network(ledger, narrow=year._replace(areas=("energy",))),
        "network of all time": lambda: network(ledger),
        "calendar": lambda: calendar(ledger, last.isoformat()[:7]),
        "calendar as of half-time": lambda: calendar(ledger, half[:7], as_of=half),
        "pairs": ledger.pairs,
        "pairs as of half-time": lambda: ledger.pairs(as_of=half),
        "counts": ledger.counts,
        "counts as of half-time": lambda: ledger.counts(as_of=half),
    }
    for what, thing in asked.items():
        began = time.perf_counter()
        thing()
        yield Timed(f"{what}, first", [time.perf_counter() - began])
        yield Timed(what, _times(thing), 0.120)
    yield Timed("moment", _times(ledger.moment), 0.001)
    narrowed = {
        "area": Narrow(areas=("energy",)),
        "stage": Narrow(stages=("stalled",)),
        "a common word": Narrow(words="the"),
        "two words": Narrow(words="gas pipeline"),
        "a year long ago": Narrow(since=str(FIRST.year + 2), until=str(FIRST.year + 2)),
    }
    for what, narrow in narrowed.items():
        yield Timed(f"matters by {what}", _times(partial(ledger.matters, latest=40, narrow=narrow)), 0.120)
        yield Timed(f"documents by {what}", _times(partial(ledger.catalogue, latest=40, narrow=narrow)), 0.120)
        yield Timed(f"dossier by {what}", _times(partial(dossier, ledger, PAIR, latest=LATEST, narrow=narrow)), 0.150)


def weighed(place: str) -> tuple[int, int]:
    """Bytes that a ledger takes, and those of its texts, reckoned from some of them."""
    database = open_database(place, create=False)
    with database.transaction("read") as connection:
        some = views.texts(connection, connection.execute(select(shown.c.number).limit(500)).scalars())
        total = connection.execute(select(func.count()).select_from(shown)).scalar_one()
        texts = round(statistics.mean(len(text.encode()) for text in some.values()) * total)
        if connection.dialect.name == "sqlite":
            taken = Path(place).stat().st_size
        else:
            taken = connection.execute(select(func.pg_database_size(func.current_database()))).scalar_one()
    database.close()
    return taken, texts


def shown_in(console: Console, what: str, found: Sequence[Timed], weight: tuple[int, int]) -> None:
    """Print what was measured."""
    table = Table(what, "median", "95 %", "asked", "× plain SQL", "", title_justify="left")
    for one in found:
        slow = sorted(one.times)[int(len(one.times) * 0.95)]
        table.add_row(
            one.what,
            f"{1000 * one.median:.1f} ms",
            f"{1000 * slow:.1f} ms",
            "" if one.asked is None else f"{1000 * one.asked:.0f} ms",
            "" if one.beneath is None else f"{one.median / one.beneath:.1f}",
            "" if one.asked is None else "holds" if one.median < one.asked else "does not hold",
        )
    taken, texts = weight
    times = taken / texts
    table.add_row("room against the text", f"{times:.2f}", "", "3.00", "", "holds" if times <= 3 else "does not hold")
    console.print(table)


def main() -> None:
    """Build, measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.ledger", description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[10_000, 100_000], help="sizes to build")
    parser.add_argument("--folder", type=Path, default=Path("out/ledgers"), help="where files are kept for reruns")
    parser.add_argument("--postgres", metavar="URL", help="an empty database; else a server is started, if it can be")
    parser.add_argument("--only", choices=["sqlite", "postgresql"], help="measure on one of the two")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    console = Console()
    adding: dict[str, list[float]] = {}
    with ExitStack() as stack:
        places = {} if args.only == "postgresql" else {"SQLite": str(args.folder / "{}.db")}
        if args.only != "sqlite":
            places["PostgreSQL"] = args.postgres or _server(stack)
        for count in args.documents:
            for name, pattern in places.items():
                place = pattern.format(count)
                found = list(measured(place, count))
                shown_in(console, f"{name}, {count:,} documents", found, weighed(place))
                adding.setdefault(name, []).append(next(one.median for one in found if one.asked == ADDING))
    for name, medians in adding.items():
        if len(medians) > 1:
            grown = medians[-1] / medians[0]
            console.print(f"{name}: adding grows {grown:.2f} times from the first size to the last (asked: under 1.5)")


def _server(stack: ExitStack) -> str:
    """Address of an empty database on a server of the tests' kind: each size goes on from the one before."""
    server = stack.enter_context(importlib.import_module("tests.postgresql").running())
    return str(server.new_ledger())


if __name__ == "__main__":
    main()
