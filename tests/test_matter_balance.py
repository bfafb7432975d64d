"""Promised against delivered."""

import pytest
from hypothesis import given

from legation.ledger.folding.balance import balances
from legation.nouns import Balance, Mention, Quantity
from strategies import in_order, reports, told

FIRST, SECOND, THIRD = ("2020-01-01", "2020-02-01", "2020-03-01")


def of(value: float, unit: str = "boat", *, more: bool = False) -> list[Quantity]:
    return [Quantity(value=value, unit=unit, additional=more)]


def balance(*mentions: Mention) -> Balance:
    (only,) = balances(in_order(*mentions))
    return only


def sums(*mentions: Mention) -> dict[str, tuple[float, float]]:
    """Promised and delivered, by unit."""
    return {each.unit: (each.promised, each.delivered) for each in balances(in_order(*mentions))}


def test_more_comes_on_top_of_what_was_delivered_even_where_the_text_names_it_first() -> None:
    assert sums(
        told("offered", quantities=of(150_000, "dose", more=True), start=0),
        told("done", quantities=of(50_000, "dose"), start=50),
    ) == {"dose": (200_000, 50_000)}


def test_a_repeated_promise_is_not_a_second_one() -> None:
    assert sums(*(told("pledged", quantities=of(40), doc=doc) for doc in ("a", "b", "c"))) == {"boat": (40, 0)}


def test_a_repeated_promise_of_more_is_not_a_second_one() -> None:
    boats = [told("pledged", quantities=of(40, more=True), doc=doc) for doc in ("a", "b")]
    assert sums(told("pledged", quantities=of(10), reported="2019-01-01", doc="0"), *boats) == {"boat": (50, 0)}


@pytest.mark.parametrize(("by", "to"), [("EST", "FIN"), ("FIN", "EST")])
def test_a_promise_that_the_other_side_restates_is_not_a_second_one(by: str, to: str) -> None:
    promise = told("pledged", quantities=of(40), by=["FIN"], to=["EST"], doc="a", reported=FIRST)
    restated = told("signed", quantities=of(40), by=[by], to=[to], speaker_for=["EST"], doc="b", reported=SECOND)
    larger = told("signed", quantities=of(50), by=[by], to=[to], speaker_for=["EST"], doc="b", reported=SECOND)
    assert sums(promise, restated) == {"boat": (40, 0)}
    assert sums(promise, larger) == {"boat": (50, 0)}


def test_what_two_donors_promise_side_by_side_adds_up() -> None:
    assert sums(
        told("pledged", quantities=of(14), by=["DEU"], to=["EST"], doc="a"),
        told("pledged", quantities=of(31), by=["USA"], to=["EST"], doc="b"),
        told("done", quantities=of(31), by=["USA"], to=["EST"], doc="c", reported=SECOND),
    ) == {"boat": (45, 31)}


def test_a_promise_that_was_raised_counts_at_its_new_number_and_one_that_was_cut_too() -> None:
    promise = told("pledged", quantities=of(200), doc="a", reported=FIRST)
    raised = told("pledged", quantities=of(500), doc="b", reported=SECOND)
    cut = told("agreed", quantities=of(120), quote="the order was cut to 120 boats", doc="c", reported=THIRD)
    part = told("agreed", quantities=of(120), quote="120 boats for the north", doc="c", reported=THIRD)
    assert sums(promise, raised) == {"boat": (500, 0)}
    assert sums(promise, raised, cut) == {"boat": (120, 0)}
    assert sums(promise, raised, part) == {"boat": (500, 0)}


def test_a_delivery_told_twice_is_one_delivery() -> None:
    assert sums(told("done", quantities=of(40), doc="a"), told("done", quantities=of(40), doc="b")) == {
        "boat": (40, 40)
    }


def test_another_delivery_of_the_same_number_on_a_later_day_is_a_second_one() -> None:
    first = told("done", quantities=of(40), doc="a", date="2020-01-01")
    second = told("done", quantities=of(40, more=True), doc="b", reported="2020-03-02", date="2020-03-01")
    told_again = told("done", quantities=of(40, more=True), doc="c", reported="2020-03-03", date="2020-03-01")
    assert sums(first, second, told_again) == {"boat": (80, 80)}


@pytest.mark.parametrize(
    ("date", "delivered"), [("2020-01-03", 40), (None, 40), ("2020-01", 40), ("2020-04-15", 80), ("2020-04", 40)]
)
def test_the_same_number_was_delivered_twice_only_at_times_that_the_sources_tell_apart(
    date: str | None, delivered: int
) -> None:
    first = told("done", quantities=of(40), doc="a", reported="2020-01-02", date="2020-01-01")
    again = told("done", quantities=of(40), doc="b", reported="2020-05-02", date=date)
    assert balance(first, again).delivered == delivered


def test_a_delivery_counts_towards_the_promise_made_before_it() -> None:
    assert sums(
        told("pledged", quantities=of(200), doc="a", reported=FIRST),
        told("done", quantities=of(60), doc="b", reported=SECOND),
        told("done", quantities=of(90), doc="c", reported=THIRD),
    ) == {"boat": (200, 150)}


@pytest.mark.parametrize(
    "quote",
    [
        "it has delivered 90 boats so far",
        "a total of 90 boats were delivered",
        "90 boats have been delivered to date",
        "it has delivered 90 of the promised 200 boats",
        "it has already delivered 90 boats",
        "the lots of spring and summer add up to 90 boats",
    ],
)
def test_a_total_to_date_holds_what_was_delivered_before_it(quote: str) -> None:
    assert sums(
        told("done", quantities=of(60), doc="a", reported=FIRST),
        told("done", quantities=of(90), quote=quote, doc="b", reported=SECOND),
        told("done", quantities=of(5), doc="c", reported=THIRD),
    ) == {"boat": (95, 95)}


def test_what_one_clause_says_is_still_to_come_is_not_delivered() -> None:
    both = [*of(50_000, "dose"), *of(150_000, "dose", more=True)]
    quote = "it had provided 50,000 doses and intended to supply 150,000 more doses"
    assert sums(told("done", quantities=both, quote=quote)) == {"dose": (200_000, 50_000)}
    quote = "it delivered 50,000 doses in May and 150,000 more in June"
    assert sums(told("done", quantities=both, quote=quote)) == {"dose": (200_000, 200_000)}


@pytest.mark.parametrize(
    ("stage", "why"),
    [("sought", "asked for"), ("discussed", "talked about"), ("dropped", "called off"), ("stalled", "held up")],
)
def test_what_is_asked_for_or_refused_is_no_promise(stage: str, why: str) -> None:
    said = told(stage, quantities=of(40), doc="b")  # type: ignore[arg-type]
    assert sums(said) == {}
    (line,) = [line for line in balance(told(quantities=of(9), doc="a"), said).counted if line.mention == said]
    assert (line.side, line.adds) == (None, 0)
    assert why in line.why


def test_what_a_thing_costs_is_no_promise_but_a_loan_is() -> None:
    assert sums(told("signed", "construction of the bridge", quantities=of(2e9, "USD"))) == {}
    assert sums(told("signed", "a loan for the bridge", quantities=of(2e9, "USD"))) == {"USD": (2e9, 0)}


def test_money_in_two_currencies_is_not_summed() -> None:
    loan = [*of(2e9, "USD"), *of(14e9, "CNY")]
    assert sums(told("signed", "a loan for the bridge", quantities=loan)) == {"USD": (2e9, 0), "CNY": (14e9, 0)}


def test_sizes_and_shares_are_no_promises() -> None:
    for unit in ("kilometre", "percent", "barrel per day", "megawatt", "year"):
        assert sums(told("signed", quantities=of(40, unit))) == {}


@pytest.mark.parametrize(
    "quote",
    [
        "it will buy 1.2 million tonnes of gas a year",
        "it will buy 1.2 million tonnes per annum",
        "it will buy 1.2 million tonnes of liquefied gas annually",
        "annual deliveries of 1.2 million tonnes",
        "1.2 million tonnes of liquefied petroleum gas of first grade a month",
    ],
)
def test_a_rate_is_no_total(quote: str) -> None:
    assert sums(told("signed", quantities=of(1_200_000, "tonne"), quote=quote)) == {}


def test_what_was_promised_a_year_ago_is_no_rate_and_a_price_is_no_sum() -> None:
    loan = told("signed", "a loan", quantities=of(6e7, "USD"), quote="lent it 60 million dollars a year ago")
    price = told("signed", "pay", quantities=of(4.2, "USD"), quote="is to pay 4.20 dollars per million BTU", doc="b")
    assert sums(loan, price) == {"USD": (6e7, 0)}


def test_every_amount_in_the_unit_is_listed_with_what_was_made_of_it() -> None:
    found = balance(
        told("sought", quantities=of(300), doc="0", reported="2019-01-01"),
        told("pledged", quantities=of(200), doc="a", reported=FIRST),
        told("pledged", quantities=of(200), doc="b", reported=SECOND),
        told("done", quantities=of(60), doc="c", reported=THIRD),
    )
    assert [(line.mention.doc, line.side, line.adds, line.why) for line in found.counted] == [
        ("0", None, 0, "asked for, not promised"),
        ("a", "promised", 200, "pledged"),
        ("b", "promised", 0, "the same promise again"),
        ("c", "delivered", 60, "delivered"),
    ]


@given(reports())
def test_no_more_is_ever_delivered_than_was_promised(documents: list[tuple[Mention, ...]]) -> None:
    for each in balances(in_order(*(mention for document in documents for mention in document))):
        assert 0 <= each.delivered <= each.promised


@given(reports())
def test_the_lines_of_a_balance_add_up_to_it(documents: list[tuple[Mention, ...]]) -> None:
    for each in balances(in_order(*(mention for document in documents for mention in document))):
        assert each.delivered == sum(line.adds for line in each.counted if line.side == "delivered")
        assert each.promised >= sum(line.adds for line in each.counted if line.side == "promised")
        assert all(line.adds == 0 for line in each.counted if line.side is None)


@given(reports())
def test_telling_everything_again_in_another_paper_on_the_same_day_adds_nothing(
    documents: list[tuple[Mention, ...]],
) -> None:
    mentions = [mention for document in documents for mention in document]
    again = [mention.model_copy(update={"document": mention.document + "again"}) for mention in mentions]
    assert sums(*mentions, *again) == sums(*mentions)


@given(reports())
def test_a_balance_does_not_depend_on_the_order_of_arrival(documents: list[tuple[Mention, ...]]) -> None:
    mentions = [mention for document in documents for mention in document]
    assert balances(in_order(*mentions)) == balances(in_order(*reversed(mentions)))


@pytest.mark.parametrize(
    ("trigger", "delivered"),
    [
        ("has released", 21), ("were released", 21), ("handed", 21), ("had already sent", 21), ("is releasing", 0),
        ("began", 0), ("has started", 0), ("continues to supply", 0), ("has continued", 0), ("will release", 0),
    ],
)  # fmt: skip
def test_of_what_is_under_way_the_part_that_is_told_of_as_past_was_delivered(trigger: str, delivered: int) -> None:
    part = told("underway", quantities=of(21), quote=f"{trigger} 21 boats", doc="b")
    entry = part.entry.model_copy(update={"trigger": trigger})
    assert sums(part.model_copy(update={"entry": entry})) == {"boat": (21, delivered)}
