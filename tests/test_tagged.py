"""The default reader: rules and a trained tagger, each the other's second witness."""

import pytest

from legation.nouns import Document, Entry
from legation.reading import open_reader, reader_names
from legation.reading.labels import label
from legation.reading.reader import Reader

STORY = (
    "NAIROBI, May 3: Brazil has promised Kenya 300 tractors by the end of 2026, Kenyan Agriculture Minister Grace "
    "Wekesa said on Tuesday.\n\nShe met Brazilian Foreign Minister Joao Lima in Nairobi. Kenya welcomed the offer."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def _read(reader: Reader, text: str) -> tuple[Entry, ...]:
    return reader.read(Document(id="sha256:0", name="story", text=text, date="2025-05-04"))


def test_the_default_reader_is_the_first_name_and_says_so(reader: Reader) -> None:
    assert reader_names()[0] == "rules+tagger"
    assert reader.name.startswith("rules+tagger/")


def test_entries_carry_the_chance_that_a_person_would_enter_them_too(reader: Reader) -> None:
    chances = [entry.confidence for entry in _read(reader, STORY)]
    assert chances
    assert all(chance is None or 0 < chance <= 1 for chance in chances)
    assert any(chance is not None and chance > 0.5 for chance in chances)


def test_a_promise_with_number_and_date_is_read_with_who_and_how_much(reader: Reader) -> None:
    promises = [e for e in _read(reader, STORY) if e.kind == "commitment" and e.quantities]
    assert [(e.by, e.to, e.stage, e.quantities[0].value) for e in promises] == [(("BRA",), ("KEN",), "pledged", 300)]


def test_no_place_is_entered_twice_in_one_kind(reader: Reader) -> None:
    places = [(e.kind, e.evidence[0].start, e.evidence[0].end) for e in _read(reader, STORY)]
    assert len(places) == len(set(places))


def test_home_affairs_of_one_state_put_nothing_on_the_record(reader: Reader) -> None:
    text = "NAIROBI: Kenya's parliament agreed on a new tax on Monday. The minister promised 200 schools by 2027."
    assert _read(reader, text) == ()


def test_an_empty_text_has_no_entries(reader: Reader) -> None:
    assert _read(reader, " \n ") == ()


def test_the_heads_of_the_tagger_decide_where_the_cues_say_nothing() -> None:
    assert label("polarity", [], {"negative": 0.98, "positive": 0.01}) == "negative"
    assert label("polarity", [], {"negative": 0.01, "positive": 0.98}) == "positive"


def test_cues_outweigh_an_undecided_head() -> None:
    even = dict.fromkeys(("positive", "negative", "concerned", "urges"), 0.25)
    assert label("polarity", ["anchor condemn", "near stance negative", "rule negative"], even) == "negative"
