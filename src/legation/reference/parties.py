"""States, bodies, companies and other parties under their codes: loading of the gazetteer's tables."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, NamedTuple

NameForm = Literal["state", "demonym", "capital", "seat", "body", "organ", "company", "party"]

_STATE_FORMS: tuple[tuple[str, NameForm], ...] = (
    ("names", "state"),
    ("demonyms", "demonym"),
    ("capitals", "capital"),
    ("seats", "seat"),
)


class Named(NamedTuple):
    """What a name stands for."""

    code: str
    form: NameForm


class _Tables(NamedTuple):
    titles: dict[str, str]  # code → its name
    names: dict[str, Named]  # name as it is written → what it stands for
    known: dict[str, str]  # name or code, casefolded → code


def _load(name: str) -> dict[str, dict[str, object]]:
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


@cache
def _tables() -> _Tables:
    titles: dict[str, str] = {}
    names: dict[str, Named] = {}
    codes: list[str] = []
    for code, entry in _load("states.toml").items():
        titles[code] = str(entry["name"])
        codes.append(code)
        names.setdefault(titles[code], Named(code, "state"))
        for field, form in _STATE_FORMS:
            for name in _strings(entry.get(field)):
                names.setdefault(name, Named(code, form))
    for code, entry in _load("bodies.toml").items():
        titles.setdefault(code, str(entry["name"]))
        own = [titles[code], *_strings(entry.get("names"))]
        if not entry.get("quiet"):
            own.append(code)
        for name in own:
            names.setdefault(name, Named(code, "body"))
        for name in _strings(entry.get("organs")):
            names.setdefault(name, Named(code, "organ"))
        codes.append(code)
    organisations = _load("organisations.toml")
    for code, companies in organisations["states"].items():
        for name in _strings(companies):
            names.setdefault(name, Named(code, "company"))
    for code, aliases in organisations["parties"].items():
        titles.setdefault(code, code)
        codes.append(code)
        for name in _strings(aliases):
            names.setdefault(name, Named(code, "party"))
    known: dict[str, str] = {}
    for code in codes:  # a code is never outbid by a name
        known.setdefault(code.casefold(), code)
    for name, named in names.items():
        known.setdefault(name.casefold(), named.code)
    return _Tables(titles, names, known)


def party_code(name: str) -> str | None:
    """Find the code of a party, from its code or any of its names in any case; None where it is not known."""
    asked = " ".join(name.split()).casefold()
    known = _tables().known
    return known.get(asked) or known.get(asked.removeprefix("the "))


def party_meant(typed: str) -> str:
    """Code of a party by what somebody typed; what no table knows is a name, and stands for itself."""
    return party_code(typed) or typed


def party_name(code: str) -> str:
    """Give the name of a party as a person reads it; the code itself where it is not known."""
    return _tables().titles.get(code, code)


def gazetteer() -> Mapping[str, Named]:
    """Give every name of every party, as it is written, with its code and in which form it names it."""
    return MappingProxyType(_tables().names)


@cache
def lookalikes() -> tuple[str, ...]:
    """Give phrases that hold the name of a party and name something else: "Indian Ocean"."""
    return tuple(phrase for phrases in _load("lookalikes.toml")["phrases"].values() for phrase in _strings(phrases))


@cache
def given_names() -> frozenset[str]:
    """Give names of parties that are also names of persons: "Jordan"."""
    return frozenset(_strings(_load("lookalikes.toml")["persons"]["given"]))


@cache
def never_given() -> frozenset[str]:
    """Give capitalised words that are no given name of a person: "In", "Prince"."""
    return frozenset(_strings(_load("lookalikes.toml")["persons"]["never_given"]))


def is_state(code: str) -> bool:
    """Whether a code is that of a state."""
    return code in _states()


@cache
def _states() -> frozenset[str]:
    return frozenset(_load("states.toml"))
