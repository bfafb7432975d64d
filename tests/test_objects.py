"""The named things that undertakings are about, with their aliases."""

import pytest

from wire import commitments, only


def objects(text: str) -> set[str]:
    """Names of the thing that the last commitment of a text is about."""
    return set(commitments(text)[-1].objects)


@pytest.mark.parametrize(
    ("thing", "names"),
    [
        ("the Rift Valley Pipeline", {"Rift Valley Pipeline"}),
        ("the Rift Valley (Great Lakes) Gas Pipeline", {"Rift Valley Gas Pipeline", "Great Lakes Gas Pipeline"}),
        (
            "the Rift Valley Pipeline, also known as the Great Lakes Pipeline",
            {"Rift Valley Pipeline", "Great Lakes Pipeline"},
        ),
        (
            "the Rift Valley Pipeline, now called the Great Lakes Pipeline",
            {"Rift Valley Pipeline", "Great Lakes Pipeline"},
        ),
        (
            "the Great Lakes Pipeline, formerly known as the Rift Valley Pipeline",
            {"Rift Valley Pipeline", "Great Lakes Pipeline"},
        ),
        pytest.param(
            "the Rift Valley Pipeline (Great Lakes Pipeline)",
            {"Rift Valley Pipeline", "Great Lakes Pipeline"},
            marks=pytest.mark.xfail(strict=True, reason="a whole name in brackets behind a name is not its alias"),
        ),
    ],
)
def test_a_thing_is_known_by_every_name_the_text_gives_it(thing: str, names: set[str]) -> None:
    assert objects(f"Kenya signed a deal with Tanzania on {thing}.") == names


@pytest.mark.parametrize(
    "later", ["Tanzania will finance the project with Kenya.", "Tanzania will build the pipeline with Kenya."]
)
def test_a_thing_spoken_of_again_without_its_name_is_the_one_named_before(later: str) -> None:
    lead = "Kenya signed a deal with Tanzania on the Rift Valley Pipeline, also known as the Great Lakes Pipeline. "
    assert objects(lead + later) == {"Rift Valley Pipeline", "Great Lakes Pipeline"}


def test_aliases_hold_for_the_whole_text_before_and_behind() -> None:
    text = (
        "Kenya will finance the Great Lakes Pipeline with Tanzania. "
        "The Rift Valley Pipeline, now called the Great Lakes Pipeline, is long. "
        "Tanzania will finance the Rift Valley Pipeline with Kenya."
    )
    assert {frozenset(c.objects) for c in commitments(text)} == {
        frozenset({"Rift Valley Pipeline", "Great Lakes Pipeline"})
    }


def test_of_two_things_the_project_is_the_one_named_last() -> None:
    text = (
        "Kenya will finance the Rift Valley Pipeline with Tanzania. Kenya will build the Lamu Port with Tanzania. "
        "Tanzania will finance the project with Kenya."
    )
    assert objects(text) == {"Lamu Port"}


def test_two_things_of_one_kind_stay_two() -> None:
    first, second = commitments(
        "Kenya will finance the Rift Valley Pipeline with Tanzania. "
        "Kenya will finance the Coast Pipeline with Tanzania."
    )
    assert (first.objects, second.objects) == (("Rift Valley Pipeline",), ("Coast Pipeline",))


@pytest.mark.parametrize(
    "later",
    [
        "Tanzania will sell sugar to Kenya.",
        "Tanzania will build a pipeline with Kenya.",
        "Tanzania will build a road with Kenya.",
    ],
)
def test_another_matter_of_the_same_text_is_not_about_the_thing(later: str) -> None:
    assert objects("Kenya will finance the Rift Valley Pipeline with Tanzania. " + later) == set()


@pytest.mark.xfail(strict=True, reason="an article that begins a sentence is taken for a part of a name")
def test_a_common_noun_at_the_head_of_a_sentence_is_no_name() -> None:
    text = "An agreement was reached on the construction of a port between Kenya and Tanzania."
    assert only(commitments(text)).objects == ()
