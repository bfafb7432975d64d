"""Contradictions between sources."""

from legation.ledger.contradictions import contradictions as flags
from legation.nouns import Quantity
from strategies import in_order, measured, told

BILLION = 1_000_000_000


def cost(billions: float) -> list[Quantity]:
    return [Quantity(value=billions * BILLION, unit="USD")]


def test_documents_that_differ_on_the_cost_are_quoted_beside_each_other() -> None:
    (flag,) = flags(
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


def test_one_document_that_gives_two_numbers_does_not_contradict_itself() -> None:
    history = in_order(told("signed", quantities=cost(2), start=0), told("signed", quantities=cost(3), start=50))
    assert flags(history, ()) == ()


def test_documents_that_agree_are_not_flagged() -> None:
    assert flags(in_order(told(quantities=cost(2), doc="a"), told(quantities=cost(2), doc="b")), ()) == ()


def test_deliveries_and_loans_differ_without_contradiction() -> None:
    boats = [told("done", quantities=[Quantity(value=n, unit="boat")], doc=f"{n}") for n in (40, 50)]
    loans = [told("signed", f"a loan of {n} dollars", quantities=cost(n), doc=f"{n}") for n in (4, 5)]
    assert flags(in_order(*boats, *loans), ()) == ()


def test_figures_of_different_things_in_one_unit_are_not_compared() -> None:
    figures = [measured(1100, "kilometre", what="length", doc="a"), measured(90, "kilometre", what="detour", doc="b")]
    assert flags(in_order(told()), figures) == ()


def test_figures_of_one_thing_that_differ_are_flagged_and_growth_is_not() -> None:
    figures = [measured(n, "bcm", what="annual capacity", doc=f"{n}") for n in (12, 16)]
    growth = measured(4, "bcm", what="annual capacity", doc="growth", change="increase")
    (flag,) = flags(in_order(told()), [*figures, growth])
    assert len(flag.mentions) == 2


def test_done_by_one_source_and_dropped_by_another_at_one_time_is_flagged() -> None:
    done, dropped = told("done", doc="a", reported="2020-01-03"), told("dropped", doc="b", reported="2020-01-05")
    (flag,) = flags(in_order(done, dropped), ())
    assert flag.mentions == (done, dropped)
    much_later = told("dropped", doc="b", reported="2020-03-05")
    assert flags(in_order(done, much_later), ()) == ()
