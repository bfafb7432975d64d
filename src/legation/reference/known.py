"""Persons known beforehand, with the state they acted for and when: loading of `people.toml`."""

import tomllib
from functools import cache
from importlib.resources import files

_MARGIN = 6  # years before and after those in which a person was named so


@cache
def _table() -> tuple[dict[str, tuple[str, int, int]], dict[str, list[str]]]:
    raw = tomllib.loads(files(__package__).joinpath("people.toml").read_text("utf-8"))
    persons = {name.casefold(): (str(code), int(first), int(last)) for name, (code, first, last) in raw.items()}
    surnames: dict[str, list[str]] = {}
    for name in persons:
        surnames.setdefault(name.split()[-1], []).append(name)
    return persons, surnames


def person_codes(name: str, year: int | None) -> tuple[str, ...]:
    """The code for which a person acted in about a year; a surname alone only where it is that of one person then."""
    persons, surnames = _table()
    key = name.casefold()
    names = [key] if key in persons else surnames.get(key, []) if " " not in key else []
    found = {persons[n][0] for n in names if year is None or persons[n][1] - _MARGIN <= year <= persons[n][2] + _MARGIN}
    return tuple(found) if len(found) == 1 else ()
