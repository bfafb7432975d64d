"""Names of parties in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.reading.parties import find_parties


def named(text: str) -> list[tuple[str, str]]:
    return [(text[name.start : name.end], name.code) for name in find_parties(text)]


def forms(text: str) -> list[str]:
    return [name.form for name in find_parties(text)]


def test_states_demonyms_capitals_and_seats_lead_to_the_state_they_act_for() -> None:
    text = "Norway and the Dutch minister heard from Islamabad and the Kremlin."
    assert named(text) == [("Norway", "NOR"), ("Dutch", "NLD"), ("Islamabad", "PAK"), ("Kremlin", "RUS")]
    assert forms(text) == ["state", "demonym", "capital", "seat"]


def test_bodies_their_organs_companies_and_movements_are_told_apart() -> None:
    text = "The SCO, the European Commission, Gazprom and the Taliban sent envoys."
    assert named(text) == [("SCO", "SCO"), ("European Commission", "EU"), ("Gazprom", "RUS"), ("Taliban", "Taliban")]
    assert forms(text) == ["body", "organ", "company", "party"]


def test_a_possessive_ends_before_its_mark() -> None:
    assert named("Russia's gas and Turkey’s ports") == [("Russia", "RUS"), ("Turkey", "TUR")]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a US-led force", ["USA"]),
        ("Pak-Russia ties", ["PAK", "RUS"]),
        ("a Franco-German plan", ["FRA", "DEU"]),
        ("Sino-Soviet talks", ["CHN", "SUN"]),
        ("the Indo-Pacific", []),
    ],
)
def test_compounds_give_each_of_their_parties(text: str, codes: list[str]) -> None:
    assert [name.code for name in find_parties(text)] == codes


@pytest.mark.parametrize(
    "text", ["it told us who eats turkey", "they polish china", "what Who said", "a chad and a guinea"]
)
def test_everyday_words_are_no_parties(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "the English Channel", "the Indian Ocean", "American football", "the South China Sea", "Latin American debt",
        "the Washington Post", "New South Wales", "the Paris Agreement",
    ],
)  # fmt: skip
def test_a_longer_name_of_something_else_holds_no_party(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("American Express paid", "USA"), ("Rafidain Bank owes", "IRQ"), ("in the West Bank", "PSE"),
        ("Mitsui & Co bought", "JPN"), ("Bank of Ceylon lends", "LKA"), ("aid for Gaza and", "PSE"),
        ("across the Taiwan Strait", "TWN"), ("the Europeans say", "EU"), ("loans of Brookfield", "CAN"),
    ],
)  # fmt: skip
def test_a_company_or_territory_is_of_the_state_that_it_belongs_to(text: str, code: str) -> None:
    assert [name.code for name in find_parties(text)] == [code]


@pytest.mark.parametrize("text", ["the gold vale", "a red shell", "an elf", "a roche", "santos", "the fed cattle"])
def test_companies_that_are_everyday_words_count_only_as_they_are_written(text: str) -> None:
    assert named(text) == []


def test_a_currency_is_no_party_and_a_market_is_not_a_mark() -> None:
    assert named("40 million Swiss francs and the U.S. dollar") == []
    assert named("the German market") == [("German", "DEU")]


def test_a_family_name_is_no_state_where_a_first_name_stands_before_it() -> None:
    assert named("an aide, Hamish Jordan, left") == []
    assert named("the King of Jordan, In Jordan and Prince Hassan") == [("Jordan", "JOR"), ("Jordan", "JOR")]


def test_headlines_in_capitals_name_their_parties() -> None:
    assert named("TURKEY AND SOUTH KOREA SIGN, U.S. SAYS") == [
        ("TURKEY", "TUR"),
        ("SOUTH KOREA", "KOR"),
        ("U.S.", "USA"),
    ]


def test_a_name_may_be_broken_over_two_lines() -> None:
    assert named("Saudi\n  Arabia and the Gulf\nCooperation Council") == [
        ("Saudi\n  Arabia", "SAU"),
        ("Gulf\nCooperation Council", "GCC"),
    ]


def test_the_longest_name_wins() -> None:
    assert named("the Democratic Republic of the Congo") == [("Democratic Republic of the Congo", "COD")]
    assert named("East Germany and West Germany, North Korea") == [
        ("East Germany", "DDR"),
        ("West Germany", "DEU"),
        ("North Korea", "PRK"),
    ]


def test_an_amount_with_its_sign_does_not_name_the_state() -> None:
    assert named("paid US$5 million") == []


@given(st.text(max_size=300))
def test_no_text_makes_it_fail_and_names_do_not_overlap(text: str) -> None:
    reached = 0
    for name in find_parties(text):
        assert reached <= name.start < name.end <= len(text)
        reached = name.end


@given(
    st.lists(
        st.sampled_from(["Russia", "the U.S.", "met", "Pakistanis,", "in Doha.", "EU", "-", "\n", "Jordan", "'s"]),
        max_size=30,
    )
)
def test_a_paragraph_put_before_only_shifts_what_is_found(words: list[str]) -> None:
    text, before = " ".join(words), "Nothing was said.\n\n"
    shifted = [name._replace(start=name.start + len(before), end=name.end + len(before)) for name in find_parties(text)]
    assert find_parties(before + text) == shifted
