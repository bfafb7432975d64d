"""What is to be watched, out of a file of TOML that a person wrote; each mistake in it is told with its line.

[[feed]]                    [[page]]                    [[folder]]
url = "https://..."         url = "https://..."         path = "inbox"
every = "15m"               every = "6h"                every = "1m"
pages = true                source = "Foreign Ministry"
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple, get_args

from legation.errors import AddressRefused, PlanRefused
from legation.ledger.keeping.watched import Kind

KINDS: tuple[Kind, ...] = get_args(Kind)
_KEYS: Mapping[Kind, tuple[str, ...]] = {
    "feed": ("url", "every", "source", "pages"),
    "page": ("url", "every", "source"),
    "folder": ("path", "every", "source"),
}
_USUAL: Mapping[Kind, timedelta] = {
    "feed": timedelta(minutes=30),
    "page": timedelta(hours=6),
    "folder": timedelta(minutes=1),
}
_LEAST: Mapping[Kind, timedelta] = {
    "feed": timedelta(minutes=1),
    "page": timedelta(minutes=1),
    "folder": timedelta(seconds=1),
}
_MOST = timedelta(days=30)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_LONGEST = 200  # characters of a source


class Spot(NamedTuple):
    """One thing that is watched."""

    kind: Kind
    place: str  # URL, or path of a folder from the root
    every: timedelta
    source: str | None = None  # agency or paper, for documents that do not tell theirs
    pages: bool = False  # of a feed: whether the page of each item is fetched, in place of the item's own text


def read_plan(raw: bytes, name: str, home: Path, judged: Callable[[str], object]) -> tuple[Spot, ...]:
    """What a file says is to be watched. `home` is where relative paths begin; `judged` raises for a URL that is none.

    Raises PlanRefused, with a sentence for each mistake.
    """
    try:
        text = raw.decode("utf-8-sig")
        told = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise PlanRefused(f"{name}: not UTF-8 (broken at byte {error.start}); save it again as UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PlanRefused(f"{name}: not TOML ({error}); docs/watching.md shows how it is written") from error
    lines = _Lines(name, text)
    wrong = [
        f"{lines.of(key)}: there is nothing called {key!r} to watch; there are [[feed]], [[page]] and [[folder]]"
        for key in told
        if key not in KINDS
    ]
    spots: list[Spot] = []
    for kind in KINDS:
        given = told.get(kind, [])
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            wrong.append(f"{lines.of(kind)}: {kind} stands in double brackets, once for each: [[{kind}]]")
            continue
        for number, one in enumerate(given):
            mistakes = [f"{lines.of(kind, number, key)}: {why}" for key, why in _mistakes(kind, one, judged)]
            wrong += mistakes
            if mistakes:
                continue
            spot = _spot(kind, one, home)
            if any(spot.place == before.place for before in spots):
                wrong.append(f"{lines.of(kind, number)}: {spot.place} is watched already; say it once")
            spots.append(spot)
    if not spots and not wrong:
        wrong.append(f"{name}: there is nothing in it to watch; begin with [[feed]] or [[folder]]")
    if wrong:
        raise PlanRefused(*wrong)
    return tuple(spots)


def _mistakes(kind: Kind, given: Mapping[str, Any], judged: Callable[[str], object]) -> Iterator[tuple[str, str]]:
    """Keys that something is wrong with, and what."""
    keys = _KEYS[kind]
    for key in given:
        if key not in keys:
            yield key, f"{key!r} is nothing that can be said of a {kind}; there are {', '.join(keys)}"
    place = given.get(keys[0])
    if not isinstance(place, str) or not place.strip() or "\0" in place:
        yield keys[0], f'a {kind} needs its {keys[0]}: {keys[0]} = "..."'
    elif keys[0] == "url":
        try:
            judged(place)
        except AddressRefused as refused:
            yield "url", str(refused)
    every = given.get("every")
    if every is not None and not _LEAST[kind] <= (_duration(every) or timedelta()) <= _MOST:
        least = f"{_LEAST[kind].total_seconds():g}s"
        yield "every", f"every = {every!r}: write how often as 90s, 15m, 2h or 1d, from {least} to {_MOST.days}d"
    source = given.get("source")
    if source is not None and not (isinstance(source, str) and 0 < len(source.strip()) <= _LONGEST):
        yield "source", f"source = {str(source)[:40]!r}: write the name of an agency or paper, in quotes"
    if not isinstance(given.get("pages", False), bool):
        yield "pages", f"pages = {str(given['pages'])[:40]!r}: write true or false, without quotes"


def _spot(kind: Kind, given: Mapping[str, Any], home: Path) -> Spot:
    place, every, source = str(given[_KEYS[kind][0]]), given.get("every"), given.get("source")
    return Spot(
        kind=kind,
        place=str((home / Path(place).expanduser()).absolute()) if kind == "folder" else place.strip(),
        every=(_duration(every) if every is not None else None) or _USUAL[kind],
        source=source.strip() if source else None,
        pages=given.get("pages", False),
    )


def _duration(written: object) -> timedelta | None:
    found = re.fullmatch(r"\s*([0-9]{1,6})\s*([smhd])\s*", written) if isinstance(written, str) else None
    return timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else None


class _Lines:
    """Where in the file something stands, as far as it is written in the usual way."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._tables: dict[str, list[int]] = {}
        self._keys: dict[tuple[int, str], int] = {}
        table = 0
        for number, line in enumerate(text.splitlines(), start=1):
            if header := re.match(r"""\s*\[\[?\s*["']?([\w-]+)["']?\s*\]""", line):
                table = number
                self._tables.setdefault(header[1], []).append(number)
            elif key := re.match(r"""\s*["']?([\w-]+)["']?\s*=""", line):
                self._keys.setdefault((table, key[1]), number)

    def of(self, kind: str, number: int = 0, key: str | None = None) -> str:
        """Say where the how many-th table of a kind stands, or a key in it."""
        tables = self._tables.get(kind, [])
        table = tables[number] if number < len(tables) else 0
        line = self._keys.get((table, key or kind)) or table or self._keys.get((0, kind))
        return f"{self._name}, line {line}" if line else self._name
