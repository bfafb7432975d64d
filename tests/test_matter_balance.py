"""Promised against delivered."""

from hypothesis import given

from legation.ledger.balance import balances
from legation.nouns import Balance, Mention, Quantity
from strategies import in_order, reports, told


def of(value: float, unit: str = "boat", *, more: bool = False) -> list[Quantity]:
    return [Quantity(value=value, unit=unit, additional=more)]


def balance(*mentions: Mention) -> tuple[Balance, ...]:
    return balances(in_order(*mentions))


def test_more_comes_on_top_of_what_was_delivered_even_where_the_text_names_it_first() -> None:
    assert balance(
        told("offered", quantities=of(150_000, "dose", more=True), start=0),
        told("done", quantities=of(50_000, "dose"), start=50),
    ) == (Balance(unit="dose", promised=200_000, delivered=50_000),)


def test_a_repeated_promise_is_not_a_second_one() -> None:
    boats = [told("pledged", quantities=of(40), doc=doc) for doc in ("a", "b", "c")]
    assert balance(*boats) == (Balance(unit="boat", promised=40, delivered=0),)


def test_a_repeated_promise_of_more_is_not_a_second_one() -> None:
    boats = [told("pledged", quantities=of(40, more=True), doc=doc) for doc in ("a", "b")]
    assert balance(told("pledged", quantities=of(10), reported="2019-01-01", doc="0"), *boats) == (
        Balance(unit="boat", promised=50, delivered=0),
    )


def test_a_delivery_told_twice_is_one_delivery() -> None:
    assert balance(told("done", quantities=of(40), doc="a"), told("done", quantities=of(40), doc="b")) == (
        Balance(unit="boat", promised=40, delivered=40),
    )


def test_another_delivery_of_the_same_number_on_a_later_day_is_a_second_one() -> None:
    first = told("done", quantities=of(40), doc="a", date="2020-01-01")
    second = told("done", quantities=of(40, more=True), doc="b", reported="2020-03-02", date="2020-03-01")
    told_again = told("done", quantities=of(40, more=True), doc="c", reported="2020-03-03", date="2020-03-01")
    assert balance(first, second, told_again) == (Balance(unit="boat", promised=80, delivered=80),)


def test_a_delivery_counts_towards_the_promise_made_before_it() -> None:
    assert balance(
        told("pledged", quantities=of(200), doc="a", reported="2020-01-01"),
        told("done", quantities=of(60), doc="b", reported="2020-02-01"),
        told("done", quantities=of(90), doc="c", reported="2020-03-01"),
    ) == (Balance(unit="boat", promised=200, delivered=150),)


def test_what_is_asked_for_or_refused_is_no_promise() -> None:
    for stage in ("sought", "discussed", "dropped", "stalled"):
        assert balance(told(stage, quantities=of(40))) == ()


def test_what_a_thing_costs_is_no_promise_but_a_loan_is() -> None:
    assert balance(told("signed", "construction of the bridge", quantities=of(2e9, "USD"))) == ()
    assert balance(told("signed", "a loan for the bridge", quantities=of(2e9, "USD"))) == (
        Balance(unit="USD", promised=2e9, delivered=0),
    )


def test_sizes_rates_and_shares_are_no_promises() -> None:
    for unit in ("kilometre", "percent", "barrel per day", "megawatt", "year"):
        assert balance(told("signed", quantities=of(40, unit))) == ()


@given(reports())
def test_no_more_is_ever_delivered_than_was_promised(documents: list[tuple[Mention, ...]]) -> None:
    for each in balance(*(mention for document in documents for mention in document)):
        assert 0 <= each.delivered <= each.promised


@given(reports())
def test_a_balance_does_not_depend_on_the_order_of_arrival(documents: list[tuple[Mention, ...]]) -> None:
    mentions = [mention for document in documents for mention in document]
    assert balance(*mentions) == balance(*reversed(mentions))
