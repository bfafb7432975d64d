"""Entries as Web Annotations: by the rules of the model, and their selectors find the words."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given

from export_hostile import TEXT, hostile
from export_sources import lines, recorded, selection, written
from legation.exports import webannotation
from legation.ledger.excerpt import Review
from legation.ledger.review.decisions import ENTRY
from legation.nouns import Mention
from strategies import reports, spelt_out, told

IRI = re.compile(r"(https?://|urn:[a-z0-9]+:)[^\s<>\"{}|\\^`]+")
UTC_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying",
    "linking", "moderating", "questioning", "replying", "tagging",
}  # fmt: skip  # https://www.w3.org/TR/annotation-model/#motivation-and-purpose


def check(annotation: dict[str, Any]) -> None:
    """Whether it keeps what the Web Annotation Data Model says an annotation MUST, and the SHOULDs that matter here."""
    assert annotation["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert annotation["type"] == "Annotation"
    assert IRI.fullmatch(annotation["id"])
    assert IRI.fullmatch(annotation.get("canonical", annotation["id"]))
    assert annotation["motivation"] in MOTIVATIONS
    for name in ("created", "modified", "generated"):
        assert UTC_TIME.fullmatch(annotation.get(name, "2024-01-01T00:00:00Z"))
    for agent in [*listed(annotation["creator"]), annotation["generator"]]:
        check_agent(agent)
    assert annotation["body"]
    for body in annotation["body"]:
        assert body["type"] == "TextualBody"
        assert isinstance(body["value"], str)
        assert body["purpose"] in MOTIVATIONS
        assert UTC_TIME.fullmatch(body.get("created", "2024-01-01T00:00:00Z"))
        for agent in listed(body.get("creator", [])):
            check_agent(agent)
    assert annotation["target"]
    for target in annotation["target"]:
        assert target["type"] == "SpecificResource"
        assert IRI.fullmatch(target["source"])
        assert listed(target["selector"])
        for selector in listed(target["selector"]):
            check_selector(selector)


def check_agent(agent: dict[str, Any]) -> None:
    assert agent["type"] in {"Person", "Organization", "Software"}
    assert isinstance(agent["name"], str)


def check_selector(selector: dict[str, Any]) -> None:
    if selector["type"] == "TextQuoteSelector":
        assert selector.keys() == {"type", "exact", "prefix", "suffix"}
        assert all(isinstance(value, str) for value in selector.values())
        assert selector["exact"]
    else:
        assert selector["type"] == "TextPositionSelector"
        assert 0 <= selector["start"] < selector["end"]


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def selectors(annotation: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    for target in annotation["target"]:
        yield from (one for one in listed(target["selector"]) if one["type"] == kind)


@given(reports())
def test_each_entry_is_an_annotation_whose_body_reads_back_into_it(told_: list[tuple[Mention, ...]]) -> None:
    found = lines(webannotation.write, selection(*(recorded(*mentions) for mentions in told_)))
    for annotation in found:
        check(annotation)
    whole = [body["value"] for one in found for body in one["body"] if body["format"] == "application/json"]
    assert [ENTRY.validate_json(one) for one in whole] == [one.entry for mentions in told_ for one in mentions]


def test_positions_count_code_points_and_quotes_tell_them_from_the_same_words_elsewhere() -> None:
    found = lines(webannotation.write, hostile())
    for annotation in found:
        check(annotation)
        for place, quote in zip(
            selectors(annotation, "TextPositionSelector"), selectors(annotation, "TextQuoteSelector"), strict=True
        ):
            assert TEXT[place["start"] : place["end"]] == quote["exact"]
            assert TEXT[: place["start"]].endswith(quote["prefix"])
            assert TEXT[place["end"] :].startswith(quote["suffix"])
            assert max(len(quote["prefix"]), len(quote["suffix"])) <= 32


def test_every_quote_is_a_target() -> None:
    first, *_ = lines(webannotation.write, hostile())
    assert len(first["target"]) == 2


def test_a_page_is_found_by_its_words_and_only_the_text_as_read_by_its_place() -> None:
    report = spelt_out(told("signed", doc="a", reported="2020-01-01"))
    of = recorded(*(Mention.of(report.document, entry) for entry in report.entries), url="https://news.example/1?a=b")
    (annotation,) = lines(webannotation.write, selection(of))
    page, text = annotation["target"]
    assert page["source"] == "https://news.example/1?a=b"
    assert [one["type"] for one in listed(page["selector"])] == ["TextQuoteSelector"]
    assert text["source"] == f"urn:{report.document.id}"
    assert [one["type"] for one in text["selector"]] == ["TextQuoteSelector", "TextPositionSelector"]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "https://a.example/\n<script>", "data:text/html,x", "http://a b", "http://a\u202e"],
)
def test_what_is_no_address_of_the_web_is_no_source(address: str) -> None:
    of = recorded(told("signed", doc="a"), url=address)
    (annotation,) = lines(webannotation.write, selection(of))
    assert [target["source"] for target in annotation["target"]] == [f"urn:{of.document.id}"]
    check(annotation)


@pytest.mark.parametrize(
    ("state", "creators"),
    [
        ("unreviewed", [("Software", "hand/1")]),
        ("accepted", [("Software", "hand/1")]),
        ("corrected", [("Software", "hand/1"), ("Person", "Kari")]),
        ("added", [("Person", "Kari")]),
    ],
)
def test_who_made_it_is_said(state: Any, creators: list[tuple[str, str]]) -> None:
    reviewed = state != "unreviewed"
    at = "2024-05-02T12:00:00+00:00"
    review = Review(state, "Kari", at, "as the page has it", "d1") if reviewed else Review()
    (annotation,) = lines(webannotation.write, selection(recorded(told("signed", doc="a"), review=review)))
    check(annotation)
    assert [(one["type"], one["name"]) for one in listed(annotation["creator"])] == creators
    judged = [body for body in annotation["body"] if body["purpose"] == "assessing"]
    assert len(judged) == reviewed
    assert all(body["value"] == f"{state}: as the page has it" for body in judged)


def test_an_annotation_has_the_same_name_each_time_and_leads_back_where_the_ledger_is_served() -> None:
    of = recorded(told("signed", doc="a"))
    (one,), (again,) = (lines(webannotation.write, selection(of)) for _ in range(2))
    (served,) = lines(webannotation.write, selection(of, base_url="https://ledger.example.org/"))
    assert one["id"] == again["id"] == served["canonical"]
    assert served["id"] == f"https://ledger.example.org/api/v1/entries/{of.stated[0].mention.entry.id}"


def test_hostile_words_stay_on_their_line_and_in_their_string() -> None:
    raw, counts = written(webannotation.write, hostile())
    assert counts == {"annotation": 3}
    assert raw.count(b"\n") == 3
    whole = json.loads(raw.splitlines()[1])["body"][1]["value"]
    assert ENTRY.validate_json(whole) == next(hostile().documents()).stated[1].mention.entry


def test_nothing_is_no_line() -> None:
    assert written(webannotation.write, selection()) == (b"", {"annotation": 0})
