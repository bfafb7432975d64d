"""The gate: what is read, and what is passed over before tagger and parser are paid for."""

import pytest

from legation.reading.gate import contexts, seen, trained_gate
from legation.reading.parties import find_parties

DEED = (
    "Kenya has agreed to deliver 40 buses to Uganda by June, Foreign Minister Grace Wanjiru said in Kampala on Monday."
)
CHAFF = "The choir sang in the old church and the children ate bread with honey."


@pytest.mark.parametrize(
    "text",
    [
        DEED,
        f"{CHAFF}\n\n{DEED}",
        "Ugandan President Paul Okello met Kenyan President Daniel Otieno in Nairobi on Monday.",
        "Kenya condemned the attack on the embassy of Uganda.",
    ],
)
def test_what_crosses_a_border_passes(text: str) -> None:
    assert trained_gate().stretches(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        CHAFF,
        "The Kenyan parliament approved the budget. Kenyan ministers promised roads.",
        "Kenya beat Uganda 2-1 in Kampala. Okello scored in the last minute, and the crowd sang.",
    ],
)
def test_a_text_of_nobody_of_one_state_or_of_sport_does_not_pass(text: str) -> None:
    assert trained_gate().stretches(text) == []


def test_paragraphs_that_say_nothing_are_left_out() -> None:
    text = "\n\n".join([DEED, *[CHAFF] * 12, DEED])
    places = trained_gate().stretches(text)
    read = "".join(text[start:end] for start, end in places)
    assert read.count(DEED) == 2
    assert read.count(CHAFF) < 12
    assert places == sorted(places)


def test_of_each_paragraph_the_gate_sees_words_numbers_and_the_sort_of_names() -> None:
    (part,) = seen(DEED, find_parties(DEED))
    assert {"~state", "#", "deliver", "agreed to", "~parties 2"} <= part.marks
    assert part.parties == {"KEN", "UGA"}
    assert "kenya" not in part.marks


def test_a_text_without_paragraphs_has_no_contexts() -> None:
    assert contexts([], []) == []
