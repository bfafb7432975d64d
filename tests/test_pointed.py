"""What words tell that are known to state an entry: each rule on a sentence of its own, beside one that it leaves."""

import pytest

from legation.nouns import Kind
from legation.reading.cues import cues
from legation.reading.filling import ruled_roles
from legation.reading.proposal import Proposal
from legation.reading.proposals import proposal_at, proposals
from wire import page

# the rule, words that it fires on, the stage that it gives, words beside them that tell another stage or nothing
RULES = (
    ("weaker verb", "Kenya reopened the border with Uganda", "done", "Kenya is close to Uganda"),
    ("weaker verb, under way", "Kenya is expanding a port in Uganda", "underway", "Kenya expanded a port in Uganda"),
    ("weaker verb, habit", "Kenya trains the pilots of Uganda", "underway", "Kenya trained the pilots of Uganda"),
    ("weaker verb, ahead", "Kenya may close the border with Uganda", "offered", "Kenya closed the border with Uganda"),
    ("weaker verb, negated", "Kenya has not repaid Uganda", "stalled", "Kenya has repaid Uganda"),
    ("passive without doer", "the border with Uganda was reopened", "done", "the border with Uganda was long"),
    ("phrase of asking", "Kenya pushed for a railway to Uganda", "sought", "Kenya sang for a railway to Uganda"),
    ("phrase of offering", "Kenya put forward a timetable for Uganda", "offered", "Kenya put a timetable on Uganda"),
    ("phrase of work", "Kenya carried out repairs in Uganda", "underway", "Kenya repainted a house in Uganda"),
    ("phrase of effect", "Kenya's rules came into force in Uganda", "done", "Kenya's rules came from Uganda"),
    ("phrase of delay", "Kenya put off the repairs in Uganda", "stalled", "Kenya put Uganda in its place"),
    ("phrase of refusal", "Kenya ruled out a railway to Uganda", "dropped", "Kenya ruled over Uganda"),
    ("gerund", "building a railway to Uganda", "underway", "a railway to Uganda"),
    ("participle before a noun", "the proposed Kenyan tax on Uganda", "offered", "the old Kenyan tax on Uganda"),
    ("noun of delay", "the Kenyan moratorium on payments to Uganda", "stalled", "the Kenyan horizon of Uganda"),
    ("mood alone", "Kenya might gladden Uganda", "offered", "Kenya gladdened Uganda"),
)  # fmt: skip


def stated(words: str, kind: Kind = "commitment") -> Proposal | None:
    """What a text states that is pointed out as a whole."""
    return proposal_at(page(f"{words}."), kind, 0, len(words))


@pytest.mark.parametrize(("rule", "words", "stage"), [row[:3] for row in RULES], ids=[row[0] for row in RULES])
def test_a_weaker_word_tells_the_stage_of_words_that_are_pointed_out(rule: str, words: str, stage: str) -> None:
    made = stated(words)
    assert made is not None
    assert (made.label, made.weak) == (stage, True), rule


@pytest.mark.parametrize(("rule", "stage", "beside"), [row[:1] + row[2:] for row in RULES], ids=[r[0] for r in RULES])
def test_words_beside_it_do_not_have_that_stage_by_the_same_rule(rule: str, stage: str, beside: str) -> None:
    made = stated(beside)
    assert made is not None
    assert (made.label, made.weak) != (stage, True), rule


@pytest.mark.parametrize("words", [row[1] for row in RULES])
def test_a_weaker_word_proposes_nothing_where_nothing_is_pointed_out(words: str) -> None:
    assert not any(made.weak for made in proposals(page(f"{words}.")))


def test_a_word_that_speaks_by_itself_is_heard_before_a_weaker_one() -> None:
    made = stated("Kenya offered Uganda to reopen the border")
    assert made is not None
    assert (made.label, made.weak) == ("offered", False)


def test_a_weaker_verb_is_heard_before_what_hangs_on_it() -> None:
    made = stated("Kenya instructed Uganda to deliver the tea")
    assert made is not None
    assert (made.label, made.frame, made.anchor.lemma_) == ("sought", "asks", "instruct")


def test_a_weaker_verb_beside_one_that_speaks_by_itself_is_not_heard() -> None:
    made = stated("Kenya delivered tea to Uganda and instructed its pilots")
    assert made is not None
    assert (made.label, made.anchor.lemma_) == ("done", "deliver")


def test_the_roles_of_a_weaker_verb_tell_who_acts() -> None:
    words = "Kenya reopened the border with Uganda"
    told = page(f"{words}.")
    made = proposal_at(told, "commitment", 0, len(words))
    assert made is not None
    assert made.ruled
    assert ruled_roles(told, made)[0] == ("KEN",)


def test_a_noun_shared_by_two_does_not_tell_who_they_are() -> None:
    made = stated("the fishing treaty of Kenya")
    assert made is not None
    assert (made.label, made.frame, made.ruled) == ("signed", "joint", False)


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("the debate of Kenyan and Ugandan ministers", "session"),
        ("he would go to Uganda", "visit"),
        ("the Kenyan minister briefed Ugandan officials", "talks"),
    ],
)
def test_a_meeting_that_is_pointed_out_is_told_by_weaker_words_too(words: str, form: str) -> None:
    made = stated(words, "meeting")
    assert made is not None
    assert (made.kind, made.label, made.weak) == ("meeting", form, True)


def test_words_without_a_meeting_in_them_tell_none() -> None:
    made = stated("the roof of a Kenyan house in Uganda", "meeting")
    assert made is not None
    assert not made.weak


def test_the_hint_of_a_weaker_word_is_another_cue_than_a_rule() -> None:
    weak, strong = "Kenya reopened the border with Uganda", "Kenya offered Uganda a loan"
    for words, cue, other in ((weak, "hint done", "rule"), (strong, "rule offered", "hint")):
        told = page(f"{words}.")
        made = proposal_at(told, "commitment", 0, len(words))
        assert made is not None
        seen = cues(told, made, made.label)
        assert cue in seen
        assert not any(one.startswith(f"{other} ") for one in seen)


@pytest.mark.parametrize(
    ("words", "holder"),
    [
        ("strong objections from Kenya", ("KEN",)),
        ("Kenyan opposition to the tax of Uganda", ("KEN",)),
        ("Kenya maintained its opposition to the tax of Uganda", ("KEN",)),
    ],
)
def test_whose_stance_a_noun_names_is_told_by_what_hangs_on_it(words: str, holder: tuple[str, ...]) -> None:
    told = page(f"{words}.")
    made = proposal_at(told, "position", 0, len(words))
    assert made is not None
    assert ruled_roles(told, made)[0] == holder


def test_a_noun_without_a_stance_is_not_heard_as_one() -> None:
    made = stated("Kenyan tea for the tax of Uganda", "position")
    assert made is not None
    assert not made.weak
