"""Names that a text introduces itself."""

import pytest

from wire import page


def companies(text: str) -> dict[str, str]:
    """Names read as companies, with their codes."""
    made = page(text)
    return {text[n.start : n.end]: n.code for n in made.parties.values() if n.form == "company"}


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Indian conglomerate Zandini signed. Zandini paid.", "Zandini", "IND"),
        ("The Swedish telecoms equipment maker Ostrelco signed.", "Ostrelco", "SWE"),
        ("Japan's Kagaku Denko Ltd signed.", "Kagaku Denko Ltd", "JPN"),
        ("Talks with Brockleby Plc of the U.K. went on.", "Brockleby Plc", "GBR"),
        ("Singapore-based Atomi Financial signed.", "Atomi Financial", "SGP"),
        ("Corveta, the French export credit agency, signed.", "Corveta", "FRA"),
    ],
)
def test_a_company_is_of_the_state_with_which_it_is_introduced(text: str, name: str, code: str) -> None:
    assert companies(text)[name] == code


@pytest.mark.parametrize(
    "text",
    [
        "Kenya's Foreign Ministry spoke. Ministry officials left.",
        "Kenya's Rose Akello signed.",
        "The Kenyan minister met a company. Zandini signed.",
        "In Kenya, Zandini signed.",
    ],
)
def test_what_merely_stands_beside_a_state_is_no_company_of_it(text: str) -> None:
    assert companies(text) == {}


def test_a_company_is_known_again_by_its_first_word_unless_that_is_a_common_one() -> None:
    text = (
        "Indian steelmaker Zandini Metals and Indian lender National Paisa Bank met. Zandini and National Parks signed."
    )
    assert companies(text) == {"Zandini Metals": "IND", "Zandini": "IND", "National Paisa Bank": "IND"}


def test_an_acronym_in_brackets_stands_for_the_name_before_it() -> None:
    text = "The International Sugar Organization (ISO) met. A day later ISO spoke."
    assert {text[n.start : n.end] for n in page(text).parties.values()} == {"International Sugar Organization", "ISO"}


@pytest.mark.parametrize("text", ["ISO spoke.", "The United Nations (on Monday) met. ISO spoke.", "Gazprom (ISO) met."])
def test_an_acronym_that_was_not_introduced_or_does_not_fit_the_name_is_none(text: str) -> None:
    assert "ISO" not in {text[n.start : n.end] for n in page(text).parties.values()}


def test_an_acronym_means_in_a_text_what_that_text_says() -> None:
    made = page("The Islamic Development Bank (IDB) lent money. The IDB will lend more.")
    assert {name.code for name in made.parties.values()} == {"IsDB"}
