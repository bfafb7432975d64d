"""Commitments: who acts, and how far it has come."""

import pytest

from wire import commitments, only


@pytest.mark.parametrize(
    ("does", "stage"),
    [
        ("has delivered 300 tractors to Angola", "done"),
        ("delivered 300 tractors to Angola last week", "done"),
        ("is delivering 300 tractors to Angola", "underway"),
        ("began delivering tractors to Angola", "underway"),
        ("continues to supply tractors to Angola", "underway"),
        ("will deliver 300 tractors to Angola", "pledged"),
        ("would deliver 300 tractors to Angola", "pledged"),
        ("promised to deliver 300 tractors to Angola", "pledged"),
        ("decided to deliver 300 tractors to Angola", "pledged"),
        ("pledged 20 million dollars to Angola", "pledged"),
        ("assured Angola of its support", "pledged"),
        ("reaffirmed its commitment to deliver tractors to Angola", "pledged"),
        ("is ready to deliver 300 tractors to Angola", "offered"),
        ("expressed readiness to host Angolan engineers", "offered"),
        ("plans to deliver 300 tractors to Angola", "offered"),
        ("intends to deliver 300 tractors to Angola", "offered"),
        ("considered delivering tractors to Angola", "offered"),
        ("wants to build a port with Angola", "offered"),
        ("may deliver 300 tractors to Angola", "offered"),
        ("can deliver 300 tractors to Angola", "offered"),
        ("threatened to expel the Angolan ambassador", "offered"),
        ("imposed tariffs on Angolan sugar", "done"),
        ("has approved a loan of 20 million dollars to Angola", "signed"),
        ("suspended the delivery of tractors to Angola", "stalled"),
        ("has failed to deliver the tractors to Angola", "stalled"),
        ("refused to deliver 300 tractors to Angola", "dropped"),
        ("cancelled the delivery of 300 tractors to Angola", "dropped"),
        ("rejected a proposal by Angola to build a port", "dropped"),
    ],
)
def test_tense_mood_and_verb_tell_how_far_one_party_has_come(does: str, stage: str) -> None:
    commitment = only(commitments(f"Brazil {does}."))
    assert (commitment.by, commitment.to, commitment.stage) == (("BRA",), ("AGO",), stage)


@pytest.mark.parametrize(
    ("does", "stage"),
    [
        ("asked Brazil to deliver 300 tractors", "sought"),
        ("requested 300 tractors from Brazil", "sought"),
        ("reiterated its request to Brazil for a loan", "sought"),
        ("wants Brazil to build a port", "sought"),
        ("looked forward to Brazilian cooperation in fisheries", "sought"),
        ("bought 300 tractors from Brazil", "done"),
        ("received 300 tractors from Brazil", "done"),
        ("will receive 300 tractors from Brazil", "pledged"),
    ],
)
def test_what_the_subject_asks_for_or_gets_is_for_the_other_to_carry_out(does: str, stage: str) -> None:
    commitment = only(commitments(f"Angola {does}."))
    assert (commitment.by, commitment.to, commitment.stage) == (("BRA",), ("AGO",), stage)


@pytest.mark.parametrize(
    ("do", "stage"),
    [
        ("discussed the supply of tractors", "discussed"),
        ("discussed cooperation in agriculture", "discussed"),
        ("held talks on the supply of tractors", "discussed"),
        ("are negotiating a trade agreement", "discussed"),
        ("agreed on the supply of tractors", "agreed"),
        ("reached an agreement on the supply of tractors", "agreed"),
        ("pledged to open a port", "agreed"),
        ("will sign an agreement on fisheries in May", "agreed"),
        ("signed an agreement on the supply of tractors", "signed"),
        ("ratified the treaty on fisheries", "signed"),
        ("are building a railway", "underway"),
    ],
)
def test_what_two_do_together_is_of_both_and_towards_nobody(do: str, stage: str) -> None:
    commitment = only(commitments(f"Brazil and Angola {do}."))
    assert (set(commitment.by), commitment.to, commitment.stage) == ({"BRA", "AGO"}, (), stage)


@pytest.mark.xfail(strict=True, reason="verbs open to another one keep `pledged` where several parties decide")
def test_what_two_decide_together_is_agreed() -> None:
    assert only(commitments("Brazil and Angola decided jointly to build a port.")).stage == "agreed"


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("300 tractors were delivered to Angola by Brazil.", "done"),
        ("A loan of 20 million dollars was granted to Angola by Brazil.", "signed"),
        ("300 tractors will be delivered to Angola by Brazil.", "pledged"),
    ],
)
def test_in_the_passive_the_one_behind_by_acts(sentence: str, stage: str) -> None:
    commitment = only(commitments(sentence))
    assert (commitment.by, commitment.to, commitment.stage) == (("BRA",), ("AGO",), stage)


def test_who_was_asked_is_who_would_have_to_act() -> None:
    commitment = only(commitments("Brazil was asked to deliver 300 tractors to Angola."))
    assert (commitment.by, commitment.stage) == (("BRA",), "sought")


@pytest.mark.parametrize(
    "sentence",
    [
        "Brazil and Angola discussed the situation in the region.",
        "Brazil and Angola discussed issues of common interest.",
        "Brazil and Angola exchanged views on the situation in the region.",
        "Brazil delivers.",
        "Brazil did not deliver the tractors to Angola.",
        "Brazil will be the neighbour of Angola.",
        "The cabinet in Brasilia approved the budget.",
        "The minister resigned.",
        "Brazil and Angola have been friends for 60 years.",
    ],
)
def test_topics_states_of_being_and_home_affairs_are_no_commitments(sentence: str) -> None:
    assert commitments(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    ["Brazil has not delivered the tractors to Angola.", "Brazil never delivered the tractors to Angola."],
)
def test_what_was_not_delivered_is_not_done(sentence: str) -> None:
    assert [c.stage for c in commitments(sentence) if c.stage == "done"] == []


def test_what_will_not_be_delivered_is_dropped() -> None:
    assert only(commitments("Brazil will not deliver tractors to Angola.")).stage == "dropped"


def test_an_agreement_not_signed_yet_is_not_signed() -> None:
    commitment = only(commitments("Brazil and Angola have not signed the agreement on tractors."))
    assert commitment.stage != "signed"


def test_to_conclude_a_speech_is_to_conclude_no_treaty() -> None:
    text = "“Brazil will send 300 tractors to Angola. The road is long,” Brazilian minister Joao Lima concluded."
    assert [c.stage for c in commitments(text)] == ["pledged"]


def test_an_invitation_is_offered_by_the_host() -> None:
    found = [
        (c.by, c.to, c.stage) for c in commitments("Brazil invited Angolan President Joao Lima to visit Brasilia.")
    ]
    assert found == [(("BRA",), ("AGO",), "offered")]


def test_two_stages_in_one_sentence_are_two_undertakings() -> None:
    found = commitments("Brazil, which has supplied grain to Angola, will send medicine.")
    assert sorted(c.stage for c in found) == ["done", "pledged"]
