"""Positions: who takes which stance on what."""

import pytest

from wire import entries, only, positions


@pytest.mark.parametrize(
    ("takes", "polarity", "toward"),
    [
        ("welcomed the ceasefire in Sudan", "positive", "the ceasefire in Sudan"),
        ("supported the ceasefire in Sudan", "positive", "the ceasefire in Sudan"),
        ("appreciated the efforts of Sudan", "positive", "the efforts of Sudan"),
        ("thanked Sudan for the loan", "positive", None),
        ("expressed satisfaction over the growth of trade with Sudan", "positive", "the growth of trade with Sudan"),
        ("condemned the attack on the Sudanese embassy", "negative", "the attack on the Sudanese embassy"),
        ("opposed the embargo on Sudan", "negative", "the embargo on Sudan"),
        ("did not support the embargo on Sudan", "negative", "the embargo on Sudan"),
        ("accused Sudan of shelling its border", "negative", None),
        ("disliked the embargo on Sudan", "negative", "the embargo on Sudan"),
        ("expressed reservations about the embargo on Sudan", "negative", "the embargo on Sudan"),
        ("preferred the ceasefire in Sudan", "positive", "the ceasefire in Sudan"),
        ("voiced regret over the embargo on Sudan", "negative", "the embargo on Sudan"),
        ("expressed concern over the fighting in Sudan", "concerned", "the fighting in Sudan"),
        ("is concerned about the fighting in Sudan", "concerned", "the fighting in Sudan"),
        ("fears the fighting in Sudan", "concerned", "the fighting in Sudan"),
        ("called for peace in Sudan", "urges", None),
        ("stressed the importance of peace in Sudan", "urges", None),
        ("urged Sudan to stop the fighting", "urges", None),
        ("called on Sudan to stop the fighting", "urges", None),
    ],
)
def test_a_stance_has_a_holder_a_polarity_and_an_object(takes: str, polarity: str, toward: str | None) -> None:
    position = only(positions(f"Kenya {takes}."))
    assert (position.by, position.to, position.polarity) == (("KEN",), ("SDN",), polarity)
    assert toward is None or position.toward == toward


def test_in_the_passive_the_one_behind_by_holds_the_stance() -> None:
    position = only(positions("The embargo on Sudan was condemned by Kenya."))
    assert (position.by, position.to, position.polarity) == (("KEN",), ("SDN",), "negative")


def test_what_others_should_do_is_the_stance_of_the_one_who_says_so() -> None:
    position = only(positions("Sudan should stop the fighting, Kenyan minister Grace Wanjiru said."))
    assert (position.by, position.to, position.polarity) == (("KEN",), ("SDN",), "urges")
    assert position.speaker == "Grace Wanjiru"


def test_two_holders_share_one_stance() -> None:
    assert set(only(positions("Kenya and Uganda welcomed the ceasefire in Sudan.")).by) == {"KEN", "UGA"}


def test_a_coordinated_stance_has_the_holder_of_the_first() -> None:
    welcomed, feared = positions("Kenya welcomed the ceasefire in Sudan and criticised the embargo on Sudan.")
    assert (welcomed.by, welcomed.polarity, feared.by, feared.polarity) == (("KEN",), "positive", ("KEN",), "negative")


@pytest.mark.parametrize(
    "sentence",
    [
        "The embargo on Sudan was condemned.",
        "Critics welcomed the ceasefire in Sudan.",
        "The talks between Kenya and Sudan were cordial.",
        "Kenya called Sudan a neighbour.",
        "Kenya pressed the button in Sudan.",
        "The minister praised the budget.",
    ],
)
def test_no_holder_no_object_or_nothing_abroad_is_no_stance(sentence: str) -> None:
    assert positions(sentence) == []


def test_what_was_stressed_is_told_in_a_clause_of_its_own() -> None:
    found = entries("Kenya stressed that Uganda had delivered 40 trucks to Sudan.")
    assert [entry.kind for entry in found] == ["commitment"]


def test_support_as_an_aim_is_no_stance() -> None:
    assert positions("Kenya sent 40 trucks to Sudan to support the harvest.") == []
