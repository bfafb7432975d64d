"""Clauses: the subject of a verb wherever it stands, voice, mood, and the shortest stretch that states it."""

import pytest
from spacy.tokens import Token

from legation.reading.clauses import (
    clause,
    direct_object,
    is_negated,
    is_passive,
    modal,
    phrase,
    prepositions,
    subject,
)
from legation.reading.parse import parse


def word(sentence: str, text: str) -> Token:
    """The first token of a sentence that reads so."""
    return next(token for token in parse(sentence) if token.text == text)


def stretch(tokens: list[Token]) -> str:
    return tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text


@pytest.mark.parametrize(
    ("sentence", "verb", "doer"),
    [
        ("Kenya delivered grain to Uganda.", "delivered", "Kenya"),
        ("Kenya met envoys and delivered grain to Uganda.", "delivered", "Kenya"),
        ("Kenya promised to deliver grain to Uganda.", "deliver", "Kenya"),
        ("Kenya asked Uganda to deliver grain.", "deliver", "Uganda"),
        ("The ship that delivered the grain sank.", "delivered", "ship"),
        ("Ships carrying grain sank.", "carrying", "Ships"),
        ("Kenya reaffirmed its resolve to deliver grain.", "deliver", "its"),
        ("Grain was delivered by Kenya.", "delivered", "Grain"),
    ],
    ids=lambda value: value.rstrip("."),
)
def test_a_subject_is_found_wherever_it_stands(sentence: str, verb: str, doer: str) -> None:
    found = subject(word(sentence, verb))
    assert found is not None
    assert found.text == doer


def test_a_verb_without_a_subject_has_none() -> None:
    assert subject(word("Deliver the grain!", "Deliver")) is None


@pytest.mark.parametrize(
    ("sentence", "verb", "passive"),
    [
        ("Grain was delivered by Kenya.", "delivered", True),
        ("The grain delivered by Kenya was old.", "delivered", True),
        ("Kenya delivered grain.", "delivered", False),
        ("Kenya is delivering grain.", "delivering", False),
    ],
)
def test_voice_is_told_by_the_auxiliary_or_a_bare_participle(sentence: str, verb: str, *, passive: bool) -> None:
    assert is_passive(word(sentence, verb)) is passive


@pytest.mark.parametrize("sentence", ["Kenya delivered grain.", "Grain was delivered by Kenya."])
def test_what_is_delivered_is_the_object_in_either_voice(sentence: str) -> None:
    noun = direct_object(word(sentence, "delivered"))
    assert noun is not None
    assert noun.lower_ == "grain"


@pytest.mark.parametrize(
    ("sentence", "verb", "negated"),
    [
        ("Kenya did not deliver grain.", "deliver", True),
        ("Kenya never delivered grain.", "delivered", True),
        ("Kenya won't deliver grain.", "deliver", True),
        ("Kenya delivered grain, not rice.", "delivered", False),
        ("Kenya delivered grain.", "delivered", False),
    ],
)
def test_a_verb_is_negated_by_its_own_negation_only(sentence: str, verb: str, *, negated: bool) -> None:
    assert is_negated(word(sentence, verb)) is negated


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Kenya will deliver grain.", "will"),
        ("Kenya won't deliver grain.", "will"),
        ("They’ll deliver grain.", "will"),
        ("Kenya should deliver grain.", "should"),
        ("Kenya did deliver grain.", None),
        ("Kenya wants to deliver grain.", None),
    ],
)
def test_a_modal_is_given_whole(sentence: str, expected: str | None) -> None:
    assert modal(word(sentence, "deliver")) == expected


def test_each_preposition_comes_with_its_object() -> None:
    found = [(w, t.text) for w, t in prepositions(word("Kenya spoke with Uganda about rice.", "spoke"))]
    assert found == [("with", "Uganda"), ("about", "rice")]


@pytest.mark.parametrize(
    ("sentence", "verb", "shortest"),
    [
        ("The minister said that Kenya had delivered grain.", "delivered", "Kenya had delivered grain"),
        ("Kenya delivered grain and Uganda paid for it.", "delivered", "Kenya delivered grain"),
        ("Kenya delivered grain, adding that more would follow.", "delivered", "Kenya delivered grain"),
        ("On Monday, Kenya delivered grain.", "delivered", "Kenya delivered grain"),
        ("“Kenya delivered grain,” he said.", "delivered", "Kenya delivered grain"),
        ("Kenya, with help from Sudan, delivered grain.", "delivered", "Kenya, with help from Sudan, delivered grain"),
    ],
)  # fmt: skip
def test_the_shortest_clause_leaves_out_what_states_something_else(sentence: str, verb: str, shortest: str) -> None:
    assert stretch(clause(word(sentence, verb))) == shortest


def test_a_clause_whose_subject_stands_elsewhere_begins_at_its_verb_group() -> None:
    verb = word("Kenya delivered grain and has promised rice.", "promised")
    assert stretch(clause(verb, inherited=True)) == "has promised rice"


def test_a_bracket_opened_inside_a_clause_is_closed_inside_it() -> None:
    verb = word("Kenya joined the East African Community (EAC).", "joined")
    assert stretch(clause(verb)) == "Kenya joined the East African Community (EAC)"


def test_a_clause_does_not_run_over_the_end_of_a_line() -> None:
    assert "\n" not in stretch(clause(word("Kenya delivered\ngrain to Uganda.", "delivered")))


def test_a_noun_phrase_ends_before_a_relative_clause_behind_a_comma() -> None:
    noun = word("The treaty with Uganda, which nobody read, was signed.", "treaty")
    assert stretch(phrase(noun)) == "The treaty with Uganda"
