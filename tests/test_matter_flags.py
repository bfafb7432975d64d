"""Contradictions between sources."""

import pytest
from hypothesis import given

from legation.ledger.folding.contradictions import contradictions, contradictions_of_figures
from legation.ledger.folding.flags import flags, flags_of_figures
from legation.nouns import Flag, Mention, Quantity, Stage
from legation.reference.series import shipped
from strategies import in_order, measured, reports, told

BILLION = 1_000_000_000


def cost(billions: float) -> list[Quantity]:
    return [Quantity(value=billions * BILLION, unit="USD")]


def gas(billions: float) -> list[Quantity]:
    return [Quantity(value=billions * BILLION, unit="cubic metre")]


def found(*mentions: Mention) -> tuple[Flag, ...]:
    return contradictions(in_order(*mentions), ())


def test_documents_that_differ_on_the_cost_are_quoted_beside_each_other() -> None:
    (flag,) = contradictions(
        in_order(
            told("signed", "lay the cable", quote="lay the cable for 2 billion dollars", quantities=cost(2), doc="a"),
            told("agreed", "the cable", quantities=cost(2.5), doc="b", reported="2021-07-15", source="ERR"),
        ),
        [measured(3 * BILLION, "USD", what="cost of the cable", doc="c", reported=None)],
    )
    assert flag.kind == "contradicted"
    assert "2,000,000,000 USD (“lay the cable for 2 billion dollars”, a, 1 January 2020)" in flag.text
    assert "2,500,000,000 USD (“the cable”, ERR, 15 July 2021)" in flag.text
    assert "3,000,000,000 USD (“cost of the cable 3000000000 USD”, c)" in flag.text
    assert len(flag.mentions) == 3


def test_the_cost_of_a_part_does_not_contradict_that_of_the_whole() -> None:
    whole, part = told("signed", quantities=cost(10.3), doc="a"), told("agreed", quantities=cost(0.111), doc="b")
    assert found(whole, part) == ()


def test_one_document_that_gives_two_numbers_does_not_contradict_itself() -> None:
    assert found(told("signed", quantities=cost(2), start=0), told("signed", quantities=cost(3), start=50)) == ()


def test_documents_that_agree_are_not_flagged() -> None:
    assert found(told(quantities=cost(2), doc="a"), told(quantities=cost(2), doc="b")) == ()


def test_all_but_the_same_amount_counts_one_thing_and_both_are_quoted() -> None:
    (flag,) = found(
        told("signed", quote="a line for 12.4 billion cubic metres", quantities=gas(12.4), doc="a"),
        told("underway", quote="its 12.3 billion cubic metres", quantities=gas(12.3), doc="b", reported="2022-05-01"),
    )
    assert "12,300,000,000 cubic metre (“its 12.3 billion cubic metres”, b, 1 May 2022)" in flag.text
    assert "12,400,000,000 cubic metre (“a line for 12.4 billion cubic metres”, a, 1 January 2020)" in flag.text


@pytest.mark.parametrize("other", [12.4, 12, 20])
def test_a_rounded_number_and_another_amount_contradict_nothing(other: float) -> None:
    assert found(told("signed", quantities=gas(12.4), doc="a"), told(quantities=gas(other), doc="b")) == ()


def test_a_number_that_is_only_near_by_its_own_words_contradicts_nothing() -> None:
    exact = told("signed", quote="a line for 12.4 billion cubic metres", quantities=gas(12.4), doc="a")
    about = told("signed", quote="a line for over 12.3 billion cubic metres", quantities=gas(12.3), doc="b")
    assert found(exact, about) == ()


def test_deliveries_and_loans_differ_without_contradiction() -> None:
    boats = [told("done", quantities=[Quantity(value=n, unit="boat")], doc=f"{n}") for n in (40, 41)]
    loans = [told("signed", f"a loan of {n} dollars", quantities=cost(n), doc=f"{n}") for n in (4, 5)]
    assert found(*boats, *loans) == ()


def test_what_was_handed_over_on_one_day_is_one_delivery_of_which_sources_can_differ() -> None:
    boats = [
        told("done", quantities=[Quantity(value=n, unit="boat")], doc=f"{n}", date=f"2020-01-{day}", reported="2020-02")
        for n, day in ((40, "05"), (60, "05"), (70, "25"))
    ]
    (flag,) = found(*boats)
    assert flag.text.startswith("Sources differ: 40 boat (")
    assert flag.mentions == tuple(boats[:2])


def test_figures_of_different_things_in_one_unit_are_not_compared() -> None:
    figures = [measured(1100, "kilometre", what="length", doc="a"), measured(90, "kilometre", what="detour", doc="b")]
    assert contradictions(in_order(told()), figures) == ()


def test_figures_of_one_thing_that_differ_are_flagged_and_growth_is_not() -> None:
    figures = [measured(n, "bcm", what="annual capacity", doc=f"{n}") for n in (12, 16)]
    growth = measured(4, "bcm", what="annual capacity", doc="growth", change="increase")
    (flag,) = contradictions(in_order(told()), [*figures, growth])
    assert len(flag.mentions) == 2


def test_a_size_that_an_undertaking_names_is_held_against_the_figure_for_it() -> None:
    figure = measured(16 * BILLION, "cubic metre", what="annual capacity", doc="a")
    capacity = told("agreed", quote="a line with a capacity of 12.4 billion", quantities=gas(12.4), doc="b")
    volume = told("agreed", quote="a tank with a volume of 12.4 billion", quantities=gas(12.4), doc="b")
    (flag,) = contradictions(in_order(capacity), [figure])
    assert flag.mentions == (capacity, figure)
    assert contradictions(in_order(volume), [figure]) == ()


def test_done_by_one_source_and_dropped_by_another_at_one_time_is_flagged() -> None:
    done, dropped = told("done", doc="a", reported="2020-01-03"), told("dropped", doc="b", reported="2020-01-05")
    (flag,) = found(done, dropped)
    assert flag.mentions == (done, dropped)
    assert "done (“lend icebreakers" in flag.text
    much_later = told("dropped", doc="b", reported="2020-03-05")
    assert found(done, much_later) == ()


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("underway", "stalled", True),
        ("agreed", "dropped", True),
        ("signed", "dropped", True),
        ("signed", "stalled", False),
        ("pledged", "dropped", False),
    ],
)
def test_sources_differ_on_a_stage_where_one_excludes_the_other_on_the_same_day(
    one: Stage, other: Stage, differ: bool
) -> None:
    first = told(one, doc="a", reported="2020-01-03", date="2020-01-02")
    second = told(other, doc="b", reported="2020-01-03", date="2020-01-02")
    assert bool(found(first, second)) == differ
    assert found(first, told(other, doc="b", reported="2020-01-03")) == ()


def test_two_reports_on_the_trade_of_one_year_are_held_against_each_other_without_any_matter() -> None:
    figures = [
        _trade("Estonian exports to Finland came to 550 million in 2019", 550, doc="a"),
        _trade("Estonian exports to Finland were 610 million in 2019", 610, doc="b"),
        _trade("Finnish exports to Estonia were 900 million in 2019", 900, doc="c"),
    ]
    (flag,) = contradictions_of_figures(figures)
    assert [mention.doc for mention in flag.mentions] == ["a", "b"]
    assert flags_of_figures([told(), *figures], shipped()) == (flag,)


def _trade(quote: str, value: float, *, doc: str) -> Mention:
    mention = measured(value * 1e6, "EUR", what="exports", doc=doc)
    evidence = mention.entry.evidence[0].model_copy(update={"quote": quote})
    entry = mention.entry.model_copy(update={"date": "2019", "evidence": (evidence,)})
    return mention.model_copy(update={"entry": entry})


@given(reports())
def test_flags_do_not_depend_on_the_order_of_arrival_and_quote_each_of_their_mentions(
    documents: list[tuple[Mention, ...]],
) -> None:
    history = in_order(*(mention for document in documents for mention in document))
    flagged = flags(history, (), shipped())
    assert {flag.kind for flag in flags(tuple(reversed(history)), (), shipped())} == {flag.kind for flag in flagged}
    for flag in flagged:
        assert all(mention.entry.evidence[0].quote in flag.text for mention in flag.mentions)
        assert len({mention.document for mention in flag.mentions}) > 1
