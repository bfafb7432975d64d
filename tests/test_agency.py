"""Who acts and towards whom: each rule with a sentence that it fires on and one that it must not fire on."""

import pytest

from legation.nouns import Stage
from legation.reading.filling import Roles, ruled_roles
from legation.reading.proposals import labelled, proposal_at
from wire import page


def roles(before: str, clause: str, stage: Stage) -> Roles:
    """What the rules make of a clause behind some other text, where its stage is known."""
    text = before + clause + "."
    laid_out = page(text)
    made = proposal_at(laid_out, "commitment", len(before), len(text) - 1)
    assert made is not None
    by, to = ruled_roles(laid_out, labelled(made, stage))
    return tuple(sorted(by)), tuple(sorted(to))


BANKS = "Kenya has asked its foreign commercial banks for talks. The banks are to meet in May. "


@pytest.mark.parametrize(
    ("clause", "stage", "by", "to"),
    [
        ("Kenya suspended interest payments on its debt", "stalled", ("KEN",), ("foreign commercial banks",)),
        ("Kenya is seeking a new loan of 40 mln dlrs", "sought", ("foreign commercial banks",), ("KEN",)),
        ("Kenya agreed to repay principal by May", "agreed", ("KEN",), ("foreign commercial banks",)),
        ("Kenya suspended exports of tea", "stalled", ("KEN",), ()),
    ],
)
def test_a_debtor_without_a_named_other_side_faces_the_creditors_of_the_text(
    clause: str, stage: Stage, by: tuple[str, ...], to: tuple[str, ...]
) -> None:
    assert roles(BANKS, clause, stage) == (by, to)


@pytest.mark.parametrize(
    ("clause", "actors"),
    [
        ("Kenya began talks on a rescheduling of its debt", ("KEN", "foreign commercial banks")),
        ("Kenya began talks on fisheries with Uganda", ("KEN", "UGA")),
    ],
)
def test_talks_of_a_debtor_on_its_debt_are_with_its_creditors(clause: str, actors: tuple[str, ...]) -> None:
    text = BANKS + clause + "."
    laid_out = page(text)
    made = proposal_at(laid_out, "meeting", len(BANKS), len(text) - 1)
    assert made is not None
    assert tuple(sorted(ruled_roles(laid_out, labelled(made, "talks"))[0])) == actors


@pytest.mark.parametrize(
    ("clause", "actors"),
    [
        ("The dollar rose to 146 yen", ("JPN", "USA")),
        ("The dollar was quoted at 1.42 Swiss francs", ("CHE", "USA")),
        ("Kenya lent 3 million dollars", ("KEN",)),
    ],
)
def test_a_rate_of_exchange_is_about_both_whose_money_it_is(clause: str, actors: tuple[str, ...]) -> None:
    laid_out = page("Kenya sells tea. " + clause + ".")
    made = proposal_at(laid_out, "figure", 17, 17 + len(clause))
    assert made is not None
    assert tuple(sorted(ruled_roles(laid_out, made)[0])) == actors


def test_central_banks_are_nobodys_creditors() -> None:
    before = "Central banks were in the market. The central banks sold dollars. "
    assert roles(before, "Kenya suspended interest payments on its debt", "stalled") == (("KEN",), ())


@pytest.mark.parametrize(
    ("clause", "stage", "by", "to"),
    [
        ("Angola agreed to buy 300 tractors from Brazil", "agreed", "BRA", "AGO"),
        ("Angola plans to buy 300 tractors from Brazil", "offered", "BRA", "AGO"),
        ("Angola is to receive 300 tractors from Brazil", "agreed", "BRA", "AGO"),
        ("Angola agreed to send 300 tractors to Brazil", "agreed", "AGO", "BRA"),
        ("Angola plans to buy shares in Brazil", "offered", "AGO", "BRA"),
    ],
)
def test_who_delivers_acts_and_who_receives_is_the_other_whoever_is_the_subject(
    clause: str, stage: Stage, by: str, to: str
) -> None:
    assert roles("", clause, stage) == ((by,), (to,))


def test_what_is_hoped_of_another_is_for_that_other_to_do() -> None:
    assert roles("The Angolan president hoped that ", "Brazil will open its market", "sought") == (("BRA",), ("AGO",))


def test_what_is_hoped_for_from_another_is_not_for_oneself_to_do() -> None:
    assert roles("", "Angola hopes for 300 tractors from Brazil", "sought") == (("BRA",), ("AGO",))


PAIR = "Angola and Brazil held talks. Angola and Brazil trade much. Brazil sells tractors to Angola. "


@pytest.mark.parametrize(
    ("clause", "by"),
    [
        ("The Angolan-Brazilian accord on fisheries was signed in May", ("AGO", "BRA")),
        ("An agreement between Angola and Brazil was signed in May", ("AGO", "BRA")),
        ("Angola's agreement on fisheries was signed in May", ("AGO", "BRA")),
        ("The president of Angola signed an order on fisheries", ("AGO",)),
    ],
)
def test_a_paper_is_of_both_unless_one_can_sign_it_alone(clause: str, by: tuple[str, ...]) -> None:
    assert roles(PAIR, clause, "signed")[0] == by


def test_a_body_agrees_with_itself() -> None:
    before = "The European Union and Angola trade much. Angola sells oil to the European Union. "
    assert roles(before, "The European Union agreed to cut emissions", "agreed") == (("EU",), ())


@pytest.mark.parametrize(
    ("clause", "to"),
    [
        ("Kenya will lower the debt burden of developing countries", ("developing countries",)),
        ("Kenya will lower the debt burden of farmers", ()),
        ("Kenya will bridge differences between poor countries", ()),
    ],
)
def test_a_party_without_a_code_receives_where_it_is_spelt_out(clause: str, to: tuple[str, ...]) -> None:
    assert roles("", clause, "pledged") == (("KEN",), to)


@pytest.mark.parametrize(
    ("clause", "to"),
    [
        ("Many banks will lower their rating of the country", ("UGA",)),
        ("Many banks will lower their rating of the harbour", ()),
    ],
)
def test_a_state_that_is_only_described_receives_too(clause: str, to: tuple[str, ...]) -> None:
    assert roles("Uganda held a vote. ", clause, "pledged") == (("Many banks",), to)


@pytest.mark.parametrize(
    ("clause", "by", "to"),
    [
        ("Angola was offered 300 Brazilian tractors", ("BRA",), ("AGO",)),
        ("Brazilian tractors were delivered to Angola", ("BRA",), ("AGO",)),
    ],
)
def test_the_subject_of_a_passive_receives_where_its_verb_is_one_of_giving(
    clause: str, by: tuple[str, ...], to: tuple[str, ...]
) -> None:
    assert roles("", clause, "offered") == (by, to)
