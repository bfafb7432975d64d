"""Reasons for kinship: a person reads names of parties, whatever codes the ledger compares."""

import pytest

from legation.briefing.reasons import reason


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("The same parties: EST, NOR.", "The same parties: Estonia, Norway."),
        ("Parties in common: NOR.", "Parties in common: Norway."),
        ("Of different pairs: EST, NOR here, FIN there.", "Of different pairs: Estonia, Norway here, Finland there."),
        ("No party in common.", "No party in common."),
        ("Both speak of: NOR, cable.", "Both speak of: NOR, cable."),
        ("The same parties: the league\u202e, NOR.", "The same parties: the league⟦U+202E⟧, Norway."),
    ],
)
def test_codes_of_parties_are_read_as_names_and_nothing_else_is(given: str, read: str) -> None:
    assert reason(given) == read
