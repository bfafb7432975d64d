"""Reasons for kinship as a person reads them: parties by name, where the ledger, which knows none, has their codes."""

from legation.briefing.visible import one_line
from legation.briefing.wording import party

_OF_PARTIES = ("The same parties", "Parties in common")
_OF_PAIRS = "Of different pairs"


def reason(given: str) -> str:
    """Put a reason that the ledger gives into words for a person, such as `The same parties: Pakistan, Russia`."""
    about, colon, rest = given.removesuffix(".").partition(": ")
    if colon and about in _OF_PARTIES:
        return f"{about}: {_named(rest)}."
    if colon and about == _OF_PAIRS:
        here, _, there = rest.removesuffix(" there").partition(" here, ")
        return f"{about}: {_named(here)} here, {_named(there)} there."
    return one_line(given)


def _named(codes: str) -> str:
    return ", ".join(party(code) for code in codes.split(", "))
