"""Whether and where the words of a text name a party."""

import re
from collections.abc import Iterable
from functools import cache

from legation.reference.parties import gazetteer, party_name


@cache
def _names(code: str) -> re.Pattern[str]:
    names = {name for name, named in gazetteer().items() if named.code == code and named.form != "company"}
    longest_first = sorted({party_name(code), code, *names}, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in longest_first)})(?!\w)")


def is_named(code: str, text: str) -> bool:
    """Whether a party is named in a text, by any name but those of its companies."""
    return _names(code).search(text) is not None


def in_order_of_naming(codes: Iterable[str], text: str) -> tuple[str, ...]:
    """Parties in the order in which a text first names them; those that it does not name are left out."""
    places = {code: found.start() for code in set(codes) if (found := _names(code).search(text))}
    return tuple(sorted(places, key=lambda code: (places[code], code)))
