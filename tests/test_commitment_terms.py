"""The terms of a commitment: what, how much, by when, with whom, and who is waited for."""

import pytest

from wire import commitments, only


def test_the_thing_undertaken_is_told_in_the_words_of_the_text() -> None:
    assert only(commitments("Brazil and Angola agreed on the supply of tractors.")).what == "supply of tractors"
    assert only(commitments("Brazil refused to repair the dam in Angola.")).what == "repair the dam in Angola"


def test_the_area_follows_from_what_is_undertaken() -> None:
    assert "agriculture" in only(commitments("Brazil and Angola discussed cooperation in agriculture.")).area
    assert "health" in only(commitments("Brazil will send 4,000 vaccine doses to Angola.")).area


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("Brazil has delivered 300 tractors to Angola.", 300, "tractor"),
        ("Brazil pledged 20 million dollars to Angola.", 20_000_000, "USD"),
        ("Brazil exported 40,000 tonnes of soya to Angola.", 40_000, "tonne"),
        pytest.param(
            "Brazil offered Angola 300 tractors.",
            300,
            "tractor",
        ),
    ],
)
def test_a_quantity_belongs_to_its_undertaking(sentence: str, value: int, unit: str) -> None:
    quantity = only(list(only(commitments(sentence)).quantities))
    assert (quantity.value, quantity.unit, quantity.additional) == (value, unit, False)


@pytest.mark.parametrize(
    "ending",
    [
        "intends to supply 150,000 more doses",
        "promised to send 150,000 more",
        "will send 150,000 more",
        "will send another 150,000 doses",
    ],
)
def test_what_comes_on_top_is_kept_apart_and_has_the_unit_of_what_came_before(ending: str) -> None:
    first, second = commitments(f"Brazil delivered 50,000 doses to Angola and {ending}.")
    assert (first.stage, [(q.value, q.unit, q.additional) for q in first.quantities]) == (
        "done",
        [(50_000, "dose", False)],
    )
    assert second.stage in ("offered", "pledged")
    assert [(q.value, q.unit, q.additional) for q in second.quantities] == [(150_000, "dose", True)]
    assert second.by == ("BRA",)


def test_where_a_text_is_about_two_parties_the_other_one_is_the_counterpart() -> None:
    lead = "Brazil and Angola are old partners. Brazil and Angola share a language. Brazil and Angola trade in sugar. "
    assert commitments(lead + "Brazil will send 300 tractors.")[-1].to == ("AGO",)


def test_where_a_text_is_about_many_parties_no_counterpart_is_guessed() -> None:
    lead = "Brazil, Angola, Ghana and Kenya are old partners. Brazil, Angola, Ghana and Kenya trade in sugar. "
    assert commitments(lead + "Brazil will send 300 tractors.")[-1].to == ()


def test_a_date_ahead_is_when_it_is_due_and_a_date_behind_when_it_was() -> None:
    assert only(commitments("Brazil will repair the dam in Angola by 2030.")).due == "2030"
    delivered = only(commitments("Brazil delivered 300 tractors to Angola on Monday."))
    assert (delivered.date, delivered.due) == ("2024-05-13", None)


def test_the_one_who_is_waited_for_is_noted() -> None:
    awaited = only(commitments("Brazil offered tractors to Angola and was awaiting response from Luanda."))
    assert (awaited.stage, awaited.awaits) == ("offered", ("AGO",))
