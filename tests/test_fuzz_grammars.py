"""Every grammar, given texts that look like what it reads and are not: an answer that holds, or an error of ours.

The inputs are the same at each run, so many of each: what they find is found by everybody.
"""

import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.days import days, end_of, in_words
from legation.errors import AddressRefused, DecisionRefused, LegationError, QueryError, SeriesError
from legation.intake.calendar import day_of, published_day
from legation.intake.fetching import target_of
from legation.intake.header import read_header
from legation.intake.language import language_of
from legation.intake.text import decode
from legation.ledger.review.exchange import read as read_decisions
from legation.ledger.search.query import parsed
from legation.ledger.search.stems import words_of
from legation.reading.dates import find_dates
from legation.reading.numerals import find_numerals
from legation.reading.quantities import find_quantities
from legation.reference.series import read_lines
from legation.web.filter import filter_of

INPUTS = 400
_SAME = settings(max_examples=INPUTS, derandomize=True, database=None)
_PIECES = re.split(
    r"\|",
    "date 2021-04-08 Ag APP|date|Date:|Source:|ISLAMABAD/RAWALPINDI:|GENEVA, March 20 (Reuter) -|--|—|(|)|/|:"
    "|2021-04-08"
    "|8 April 2021|April 8, 2021|31 February|29 Feb 2023|99/99/9999|0000-00-00|on Wednesday|next week|within|days of"
    "|by the end of|early|mid-|2019/2020|from|to|between|and|quarter|half|century|B.C.|12:30|+05:00|Z|20210408T2330Z"
    "|1|12|1,100|1.100|1 100|2.5|billion|million|crore|lakh|dozen|half a|one third|per cent|%|$|€|US$|Rs|tonnes|km|"
    "cubic|metres|a year|more|another|about|-|–|½|²|٣|१|Ⅷ|①|1e999|∞|9999999999999999999999|http://|https://|user:pw@"
    "|127.0.0.1|[::ffff:7f00:1]|2130706433|0x7f.1|:80|:99999|%00|%zz|xn--|..|\\|@|?|#|é.example|example.org|AND|OR|NOT|\"|'|*|-gas"
    "|party:|kind:|since:|\u202e|\u2066|\u200b|\ufeff|\u0301|\U000e0041|\x00|\r\n|\n|\n\n|\t| |  |,|;|.|“|”|İ|ß|ﬁ|中",
)
TEXTS = st.lists(st.sampled_from(_PIECES) | st.text(max_size=4), max_size=25).map("".join) | st.text(max_size=200)
BYTES = st.binary(max_size=200) | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass"))


@_SAME
@given(TEXTS)
def test_dates_stand_in_order_in_the_text_and_are_days(text: str) -> None:
    for today in (None, date(2021, 4, 8), date(1800, 1, 1), date(2199, 12, 31)):
        reached = 0
        for found in find_dates(text, today):
            assert reached <= found.start < found.end <= len(text)
            assert days(found.edtf) is not None
            reached = found.end


@_SAME
@given(TEXTS)
def test_quantities_and_numerals_stand_in_order_in_the_text_and_are_finite(text: str) -> None:
    reached = 0
    for found in find_quantities(text):
        assert reached <= found.start < found.end <= len(text)
        assert abs(found.value) < float("inf")
        assert found.unit
        reached = found.end
    for numeral in find_numerals(text):
        assert text[numeral.start : numeral.end].strip()


@_SAME
@given(TEXTS)
def test_a_header_says_nothing_that_the_text_does_not(text: str) -> None:
    header = read_header(text)
    assert header.date is None or date.fromisoformat(header.date)
    for told in (header.source, header.dateline):
        assert told is None or told in text


@_SAME
@given(TEXTS | st.integers() | st.floats() | st.none() | st.booleans() | st.lists(st.integers()))
def test_a_day_that_is_told_is_a_day_of_the_calendar_or_none(told: object) -> None:
    found = published_day(told)
    assert found is None or re.fullmatch(r"\d{4}-\d\d-\d\d", found)
    assert found is None or date.fromisoformat(found)
    if isinstance(told, str):
        assert (written := day_of(told)) is None or date.fromisoformat(written)


@_SAME
@given(BYTES)
def test_bytes_are_a_text_or_refused_in_a_sentence(raw: bytes) -> None:
    try:
        text = decode(raw, "a")
    except LegationError as error:
        told = str(error)
        assert told.startswith("a: ")
    else:
        text.encode()
        assert re.fullmatch("[a-z]{2}", language_of(text))


@_SAME
@given(TEXTS)
def test_an_address_leads_to_a_host_by_http_or_is_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"https://example.org/{text}"):
        try:
            target = target_of(url)
        except AddressRefused:
            continue
        assert target.port in {80, 443}
        assert target.host.isascii()
        assert not set(target.host) & set(" /\\@#?\r\n\x00")
        assert target.path.startswith("/")
        assert target.path.isascii()
        assert not re.search(r"[\x00-\x20\x7f]", target.path)


@_SAME
@given(TEXTS)
def test_a_search_asks_a_database_for_letters_and_digits_or_is_refused(text: str) -> None:
    try:
        query = parsed(text)
    except QueryError:
        assert not words_of(text) or "-" in text
        return
    assert all(word.isalnum() for term in (*query.terms, *query.without) for word in (*term.words, *term.begins))


@_SAME
@given(TEXTS)
def test_a_date_that_is_typed_is_a_date_or_no_date(text: str) -> None:
    in_words(text)
    if days(text) is None:
        with pytest.raises(QueryError):
            end_of(text)


@_SAME
@given(
    st.lists(st.tuples(st.sampled_from(["party", "parties", "area", "since", "until", "as_of", "q", "kind"]), TEXTS))
)
def test_a_filter_in_an_address_is_one_or_an_error_of_ours(items: list[tuple[str, str]]) -> None:
    try:
        found = filter_of(items)
    except LegationError:
        return
    assert not re.search(r"[\x00-\x20<>\"]", found.query())


@_SAME
@given(st.lists(BYTES, max_size=5))
def test_lines_that_are_no_decisions_are_refused_one_by_one(lines: list[bytes]) -> None:
    assert all(isinstance(each, DecisionRefused) for each in read_decisions(lines))


@_SAME
@given(TEXTS)
def test_lines_that_are_no_reference_figures_are_refused_one_by_one(text: str) -> None:
    table = f"place,code,what,measure,year,value,unit,source\n{text}"
    try:
        found = list(read_lines(table))
    except SeriesError:
        return
    assert all(isinstance(each, SeriesError) for _, each in found)


MUTATIONS: dict[str, Callable[[str], object]] = {
    "dates": lambda text: find_dates(text, date(2021, 4, 8)),
    "quantities": find_quantities,
    "header": read_header,
    "query": lambda text: parsed(f"{text} gas"),
}


@pytest.mark.parametrize("grammar", MUTATIONS)
@pytest.mark.parametrize(
    "piece", ["(", "1,", "9", "on ", "$1 ", "billion ", "- ", "“", "and ", "A/", "by the end of ", "\n"]
)
def test_a_piece_that_goes_on_and_on_is_read_to_the_end(grammar: str, piece: str) -> None:
    MUTATIONS[grammar](piece * 3_000)
