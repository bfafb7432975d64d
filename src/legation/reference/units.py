"""Currencies, measures and magnitudes by the words for them: loading of `units.toml`."""

import tomllib
from importlib.resources import files
from typing import NamedTuple


class Unit(NamedTuple):
    """What a word for a unit stands for."""

    name: str  # as it goes on the record: ISO 4217, "percent", "tonne"
    factor: int  # how many of `name` the word holds: 1_000_000_000 for "bcm"
    money: bool


_TABLE = tomllib.loads(files(__package__).joinpath("units.toml").read_text("utf-8"))

MAGNITUDES: dict[str, int] = dict(_TABLE["magnitudes"])
SYMBOLS: dict[str, str] = dict(_TABLE["symbols"])  # before the number, case as it is
UNITS: dict[str, Unit] = {  # words, lower case
    **{
        word: Unit(name, _TABLE["scaled"].get(word, 1), money=False)
        for name, words in _TABLE["measures"].items()
        for word in words
    },
    **{word: Unit(code, 1, money=True) for code, words in _TABLE["currencies"].items() for word in words},
}

HOMOGRAPHS: frozenset[str] = frozenset(_TABLE["homographs"])  # units that are everyday words as well
SHARED: dict[str, dict[str, str]] = {  # word → state → code of its currency
    form: codes for word, codes in _TABLE["shared"].items() for form in (word, word + "s")
}
CURRENCIES: frozenset[str] = frozenset(  # codes of every currency that a word or a sign stands for
    {*_TABLE["currencies"], *SYMBOLS.values(), *(code for codes in SHARED.values() for code in codes.values())}
)
MEASURED: frozenset[str] = frozenset(_TABLE["measures"])  # names of units that are no money: "percent", "tonne"
