"""The filter: read from the fields of a query and written back, so that a view is one address."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import QueryError
from legation.ledger.folding.stages import STAGES
from legation.web.filter import AREAS, KINDS, Filter, filter_of

some = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=20)
dates = st.none() | st.dates().map(lambda day: day.isoformat())


def ordered(choices: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(choices)).map(lambda chosen: tuple(c for c in choices if c in chosen))


filters = st.builds(
    Filter,
    parties=st.lists(some.filter(lambda name: not name.isascii()), unique=True, max_size=5).map(tuple),
    areas=ordered(AREAS),
    stages=ordered(STAGES),
    kinds=ordered(KINDS),
    since=dates,
    until=dates,
    text=st.lists(some, max_size=4).map(" ".join),
    as_of=dates,
)


@given(filters)
def test_a_filter_comes_back_from_its_address(kept: Filter) -> None:
    assert filter_of(parse_qsl(kept.query())) == kept


@given(filters)
def test_equal_filters_have_one_address_whatever_the_order_of_the_fields(kept: Filter) -> None:
    fields = parse_qsl(kept.query())
    parties = [field for field in fields if field[0] == "party"]
    others = [field for field in fields if field[0] != "party"]
    assert filter_of([*others[::-1], *parties]).query() == kept.query()


def test_names_of_parties_become_their_codes() -> None:
    assert filter_of([("party", "pakistan"), ("party", " Russia "), ("party", "")]).parties == ("PAK", "RUS")


def test_what_is_no_field_of_the_filter_is_ignored() -> None:
    assert filter_of([("done", "d0"), ("page", "2")]) == Filter()


@pytest.mark.parametrize(
    ("field", "value"),
    [("area", "sea"), ("stage", "nearly"), ("kind", "rumour"), ("since", "soon"), ("as_of", "2021/2022")],
)
def test_what_cannot_be_is_refused_with_what_there_is(field: str, value: str) -> None:
    with pytest.raises(QueryError, match=r"there are|write a day"):
        filter_of([(field, value)])


def test_a_view_of_an_earlier_day_leaves_nothing_out_that_was_known() -> None:
    assert not Filter(as_of="2020").narrows
    assert Filter(areas=("energy",)).narrows
