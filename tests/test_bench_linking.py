"""The evaluation of linking: that its annotations are sound, and what linking reaches on them."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.annotated import Outcome, Told, annotations, b_cubed, documents, errors
from bench.linking import FOLDER, from_annotations, same_parties_and_field, same_parties_within_days
from legation.days import days
from legation.nouns import Area, Document, Stage
from legation.reference.parties import party_code

ANNOTATED: Mapping[str, Any] = json.loads((FOLDER / "matters.json").read_text("utf-8"))
MATTERS: list[dict[str, Any]] = ANNOTATED["matters"]
FOLLOWED = [matter for matter in MATTERS if len({told["doc"] for told in matter["mentions"]}) >= 3]
FLOOR = 0.65
"""F1 that linking reaches on the annotated mentions: raise it when linking gets better."""


@pytest.fixture(scope="module")
def texts() -> dict[str, Document]:
    return documents(FOLDER)


def name(matter: dict[str, Any]) -> str:
    return str(matter["id"])


def test_there_are_as_many_documents_and_matters_as_an_evaluation_needs(texts: dict[str, Document]) -> None:
    assert len(texts) >= 64
    assert len(FOLLOWED) >= 14


def test_every_document_tells_its_day_and_its_source_and_is_named_by_its_day(texts: dict[str, Document]) -> None:
    for document in texts.values():
        assert document.date
        assert document.source
        assert document.name.startswith(document.date)
        assert 55 <= len(document.text.split()) <= 205


@pytest.mark.parametrize("matter", MATTERS, ids=name)
def test_every_quote_stands_once_in_its_text(matter: dict[str, Any], texts: dict[str, Document]) -> None:
    for told in [*matter["mentions"], *matter["optional"]]:
        assert texts[told["doc"]].text.count(told["quote"]) == 1, told


@pytest.mark.parametrize("matter", MATTERS, ids=name)
def test_every_party_is_a_code_and_every_stage_area_and_due_date_one_that_we_know(matter: dict[str, Any]) -> None:
    assert set(matter["area"]) <= set(get_args(Area))
    for party in matter["parties"]:
        assert party_code(party) == party
    for told in matter["mentions"]:
        assert told["by"]
        assert told["stage"] in get_args(Stage)
        assert told["due"] is None or days(told["due"])
        for party in [*told["by"], *told["to"]]:
            assert party_code(party) == party


@pytest.mark.parametrize("matter", FOLLOWED, ids=name)
def test_what_is_followed_is_told_of_by_its_parties_on_several_days(matter: dict[str, Any]) -> None:
    involved = Counter(party for told in matter["mentions"] for party in {*told["by"], *told["to"]})
    assert set(matter["parties"]) <= set(involved)
    assert len({told["doc"][:10] for told in matter["mentions"]}) >= 3


def test_look_alikes_are_matters_that_are_annotated() -> None:
    known = {matter["id"] for matter in MATTERS}
    assert len(ANNOTATED["look_alikes"]) >= 8
    for one, other, why in ANNOTATED["look_alikes"]:
        assert one != other
        assert {one, other} <= known
        assert why


def test_no_two_mentions_of_a_matter_overlap(texts: dict[str, Document]) -> None:
    spans: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for told in annotations(FOLDER, texts):
        spans[told.matter, told.doc].append((told.start, told.end))
    for found in spans.values():
        found.sort()
        assert all(end <= start for (_, end), (start, _) in pairwise(found))


def test_linking_annotated_mentions_reaches_its_floor() -> None:
    assert from_annotations(FOLDER).over_all().f1 > FLOOR


def test_parties_with_days_or_with_fields_are_not_enough() -> None:
    for baseline in (same_parties_within_days, same_parties_and_field):
        assert 0.2 < from_annotations(FOLDER, baseline).over_all().f1 < 0.85


def test_b_cubed_gives_the_figures_of_the_paper() -> None:
    """Bagga & Baldwin 1998, figures 4 and 5: 5, 2 and 5 mentions, of which the answer joins two chains."""
    right = "AAAAABBCCCCC"
    small_and_large = b_cubed(list(zip(right, "AAAAABBBBBBB", strict=True)))
    large_and_large = b_cubed(list(zip(right, "AAAAABBAAAAA", strict=True)))
    assert small_and_large.precision == pytest.approx(0.762, abs=0.001)
    assert large_and_large.precision == pytest.approx(0.583, abs=0.001)
    assert small_and_large.recall == large_and_large.recall == pytest.approx(1.0)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1))
def test_b_cubed_turns_precision_into_recall_when_right_and_found_are_exchanged(items: list[tuple[int, int]]) -> None:
    score, turned = b_cubed(items), b_cubed([(found, right) for right, found in items])
    assert score.precision == pytest.approx(turned.recall)
    assert 0 < score.f1 <= 1 + 1e-9
    assert b_cubed([(right, right) for right, _ in items]).f1 == pytest.approx(1.0)


def test_errors_name_what_was_joined_and_what_was_left_apart(texts: dict[str, Document]) -> None:
    told = [each for each in annotations(FOLDER, texts) if each.matter in {"M1", "M2"}]
    first, second = ([each for each in told if each.matter == matter] for matter in ("M1", "M2"))

    def lines(groups: Mapping[Told, int]) -> list[str]:
        return [line.split()[0] + " " + line.split()[1] for line in errors(Outcome(tuple(groups.items())))]

    right = dict.fromkeys(first, 0) | dict.fromkeys(second, 1)
    assert lines(right) == []
    assert lines(right | {second[-1]: 0}) == ["joined M2", "apart M2"]
    assert lines(right | {first[-1]: 2}) == ["apart M1"]
