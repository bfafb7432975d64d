"""The tables of what is known beforehand."""

import tomllib
from importlib.resources import files

import countrynames
import pytest
from babel import Locale

from legation.reference.alpha2 import alpha2
from legation.reference.parties import gazetteer, given_names, lookalikes, party_code, party_name
from legation.reference.units import MAGNITUDES, SHARED, SYMBOLS, UNITS

LEADERS = tomllib.loads(files("legation.reference").joinpath("leaders.toml").read_text("utf-8"))
STATES = tomllib.loads(files("legation.reference").joinpath("states.toml").read_text("utf-8"))
BODIES = tomllib.loads(files("legation.reference").joinpath("bodies.toml").read_text("utf-8"))
# withdrawn by ISO or assigned by users: no register of today's states knows them, or it leads them to a successor
WITHDRAWN = {"SUN", "YUG", "CSK", "DDR", "YMD", "SCG", "ANT", "XKX"}
# what CLDR lists beside states: dependencies without a foreign policy of their own, bases, aggregates
NO_STATES = {
    "AC", "AI", "AS", "AX", "AQ", "BL", "BQ", "BV", "CC", "CP", "CQ", "CX", "DG", "EA", "EH", "EU", "EZ", "GF",
    "GG", "GP", "GS", "HM", "IC", "IM", "IO", "JE", "MF", "MP", "MQ", "MS", "NF", "PM", "PN", "QO", "RE", "SH",
    "SJ", "SX", "TA", "TC", "TF", "TK", "UM", "UN", "VI", "WF", "XA", "XB", "YT", "ZZ",
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(set(STATES) - WITHDRAWN))
def test_names_of_states_agree_with_the_register(code: str) -> None:
    assert countrynames.to_code_3(STATES[code]["name"]) == code


@pytest.mark.parametrize("code", sorted(set(STATES) - WITHDRAWN))
def test_a_state_has_its_own_two_letter_code(code: str) -> None:
    assert countrynames.to_code(STATES[code]["name"]) == alpha2(code)


@pytest.mark.parametrize("code", ["SUN", "UN", "Gazprom"])
def test_what_is_no_state_of_today_has_no_two_letter_code(code: str) -> None:
    assert alpha2(code) is None


def test_every_state_of_cldr_is_there() -> None:
    names = {code: name for code, name in Locale("en").territories.items() if code.isalpha() and code not in NO_STATES}
    missing = {countrynames.to_code_3(name): name for name in names.values()}
    assert {code: name for code, name in missing.items() if code not in STATES} == {}


@pytest.mark.parametrize(
    "code",
    [
        "UN", "EU", "SCO", "ASEAN", "NATO", "OPEC", "IMF", "WB", "ADB", "AU", "GCC", "IAEA", "WHO", "WTO", "OIC",
        "BRICS", "G7", "G20", "GATT", "OECD", "EC", "CIS", "EAEU", "ICC", "ICRC", "SAARC", "AIIB", "UNHCR", "WFP",
    ],
)  # fmt: skip
def test_bodies_are_known_by_the_codes_that_the_record_uses(code: str) -> None:
    assert code in BODIES
    assert party_code(code) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Russia", "RUS"), ("russia", "RUS"), ("RUS", "RUS"), ("rus", "RUS"), ("the Netherlands", "NLD"),
        ("the  U.S.", "USA"), ("West Germany", "DEU"), ("Kosovo", "XKX"), ("Soviet Union", "SUN"),
        ("Shanghai Cooperation Organization", "SCO"),
        ("opec+", "OPEC+"), ("hamas", "Hamas"), ("Eurasia", None), ("", None),
    ],
)  # fmt: skip
def test_a_party_is_found_by_code_or_name_in_any_case(name: str, code: str | None) -> None:
    assert party_code(name) == code


def test_every_code_is_its_own_party_and_no_name_outbids_it() -> None:
    for code in (*STATES, *BODIES):
        assert party_code(code) == code


def test_a_party_is_shown_by_its_name_and_an_unknown_one_by_its_code() -> None:
    assert [party_name(code) for code in ("RUS", "SCO", "Hamas", "commercial banks")] == [
        "Russia", "Shanghai Cooperation Organisation", "Hamas", "commercial banks",
    ]  # fmt: skip


def test_some_hundred_and_twenty_bodies_and_two_hundred_states_are_known() -> None:
    assert len(BODIES) >= 120
    assert len(STATES) >= 200


def test_no_lookalike_hides_a_name_that_the_gazetteer_lists() -> None:
    assert set(lookalikes()) & set(gazetteer()) == set()
    assert given_names() <= set(gazetteer())


def test_currencies_have_codes_that_cldr_knows() -> None:
    known = set(Locale("en").currencies)
    codes = {unit.name for unit in UNITS.values() if unit.money} | set(SYMBOLS.values())
    codes |= {code for group in SHARED.values() for code in group.values()}
    assert codes - known == set()


def test_shared_currencies_name_states_that_are_known() -> None:
    assert {state for group in SHARED.values() for state in group} - set(STATES) == set()


def test_magnitudes_and_units_are_lower_case_and_positive() -> None:
    assert all(word == word.lower() for word in (*MAGNITUDES, *UNITS))
    assert all(factor > 1 for factor in MAGNITUDES.values())
    assert all(unit.factor >= 1 for unit in UNITS.values())


def test_leaders_act_for_parties_that_are_known_and_their_years_are_in_order() -> None:
    assert {code for code in LEADERS if party_code(code) != code} == set()
    assert [name for persons in LEADERS.values() for name, (first, last) in persons.items() if first > last] == []
    assert len({name for persons in LEADERS.values() for name in persons}) >= 2000
