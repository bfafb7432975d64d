"""What people have chosen."""

import pytest

from legation.ledger import Ledger
from legation.ledger.keeping.preferences import OFFICE


def test_nothing_is_chosen_until_somebody_does(ledger: Ledger) -> None:
    assert ledger.preferences.get("Mara", "us") is None
    assert not ledger.preferences.fetching


def test_a_later_choice_takes_the_place_of_the_earlier(ledger: Ledger) -> None:
    ledger.preferences.set("Mara", "us", "NOR")
    ledger.preferences.set("Mara", "us", "NOR+EST")
    assert ledger.preferences.get("Mara", "us") == "NOR+EST"
    ledger.preferences.set("Mara", "us", None)
    assert ledger.preferences.get("Mara", "us") is None


def test_one_persons_choice_is_not_anothers(ledger: Ledger) -> None:
    ledger.preferences.set("Mara", "us", "NOR")
    ledger.preferences.set("Iván", "us", "EST")
    assert ledger.preferences.get("Mara", "us") == "NOR"
    assert ledger.preferences.get("Iván", "us") == "EST"


def test_fetching_is_switched_on_for_the_whole_office_and_off_again(ledger: Ledger) -> None:
    ledger.preferences.set(OFFICE, "fetching", "on")
    assert ledger.preferences.fetching
    ledger.preferences.set(OFFICE, "fetching", "off")
    assert not ledger.preferences.fetching


@pytest.mark.parametrize(("who", "value"), [("Mara", "on"), (OFFICE, "perhaps"), (OFFICE, "ON")])
def test_fetching_is_not_switched_by_one_person_nor_half(ledger: Ledger, who: str, value: str) -> None:
    with pytest.raises(ValueError, match="fetching is on or off"):
        ledger.preferences.set(who, "fetching", value)
    assert not ledger.preferences.fetching
