"""Parties as a person types them → codes."""

from collections.abc import Sequence
from difflib import get_close_matches

from legation.errors import QueryError
from legation.ledger import Ledger
from legation.reference.parties import gazetteer, party_code, party_name


def codes_of(names: Sequence[str], ledger: Ledger) -> tuple[str, ...]:
    """Codes of parties given by code or name in any case, without repeats.

    A party without a code is known by the name that the ledger has for it. Raises QueryError, with what comes close,
    for one that neither the gazetteer nor the ledger knows.
    """
    return tuple(dict.fromkeys(party_code(name) or _in_ledger(name, ledger) for name in names))


def _in_ledger(name: str, ledger: Ledger) -> str:
    kept = {party.casefold(): party for party in ledger.parties()}
    asked = name.strip().casefold()
    if asked in kept:
        return kept[asked]
    known = {written.casefold(): named.code for written, named in gazetteer().items()} | kept
    close = dict.fromkeys(party_name(known[match]) for match in get_close_matches(asked, known, n=5, cutoff=0.75))
    hint = f"did you mean {' or '.join(close)}?" if close else "give a code such as RUS, or a name such as Pakistan"
    raise QueryError(f"no party is called {name!r}; {hint}")
