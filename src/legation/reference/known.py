"""Persons known beforehand, with whom they acted for and when: loading of `leaders.toml` and `people.toml`."""

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_NAMED_SO = 6  # years before and after those in which documents of `people.toml` named a person so
_IN_OFFICE = 1  # years before and after those of an office in which its holder is still spoken of so


class _Term(NamedTuple):
    code: str
    first: int
    last: int

    def holds(self, year: int | None) -> bool:
        return year is None or self.first <= year <= self.last


class _Tables(NamedTuple):
    leaders: dict[str, list[_Term]]  # name as `_key` gives it → terms in office
    named: dict[str, _Term]  # the same for those whom documents named with their state
    surnames: dict[str, list[str]]  # last word of a name → names in `named`
    single: dict[str, list[_Term]]  # leaders known by one word, as it is written


@cache
def _tables() -> _Tables:
    folder = files(__package__)
    leaders: dict[str, list[_Term]] = {}
    single: dict[str, list[_Term]] = {}
    for code, persons in tomllib.loads(folder.joinpath("leaders.toml").read_text("utf-8")).items():
        for name, (first, last) in persons.items():
            term = _Term(code, first - _IN_OFFICE, last + _IN_OFFICE)
            leaders.setdefault(_key(name), []).append(term)
            if " " not in name:
                single.setdefault(name, []).append(term)
    raw = tomllib.loads(folder.joinpath("people.toml").read_text("utf-8"))
    named = {
        _key(name): _Term(str(code), first - _NAMED_SO, last + _NAMED_SO) for name, (code, first, last) in raw.items()
    }
    surnames: dict[str, list[str]] = {}
    for name in named:
        surnames.setdefault(name.split()[-1], []).append(name)
    return _Tables(leaders, named, surnames, single)


def _key(name: str) -> str:
    """A name in the form in which it is looked up: lower case, without accents, hyphens, initials and "Jr."."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = plain.casefold().replace("-", " ").replace("’", "'").replace(",", " ").split()
    kept = [w for w in words if w not in ("jr", "jr.") and not (len(w) == 2 and w[1] == ".")]
    return " ".join(kept if len(kept) > 1 else words)


def person_codes(name: str, year: int | None) -> tuple[str, ...]:
    """The code for which a person acted in about a year; a surname alone only where it is that of one person then.

    Where two offices overlap, the one held in that year is meant; where that leaves two, none.
    """
    tables, key = _tables(), _key(name)
    terms = [term for term in tables.leaders.get(key, ()) if term.holds(year)]
    if not terms:
        names = [key] if key in tables.named else tables.surnames.get(key, []) if " " not in key else []
        terms = [tables.named[n] for n in names if tables.named[n].holds(year)]
    found = {term.code for term in terms}
    if len(found) > 1 and year is not None:
        found = {term.code for term in terms if term.first + _IN_OFFICE <= year <= term.last - _IN_OFFICE}
    return tuple(found) if len(found) == 1 else ()


@cache
def household_names(year: int | None) -> frozenset[str]:
    """Names of one word, as they are written, that in a year by themselves name a person: "Gorbachev"."""
    return frozenset(n for n, terms in _tables().single.items() if any(t.holds(year) for t in terms))
