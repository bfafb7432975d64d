"""Whose word a stage rests on."""

from collections.abc import Sequence

from legation.ledger.folding.standing import combined, standing_of
from legation.nouns import Commitment, Mention, Stage, Standing
from strategies import in_order, told

PARTIES = ("EST", "FIN")


def commitment(mention: Mention) -> Commitment:
    return in_order(mention)[0].entry


def standing(
    stage: Stage,
    *,
    speaker: str | None = None,
    speaker_for: Sequence[str] = (),
    by: Sequence[str] = ("FIN",),
    to: Sequence[str] = ("EST",),
) -> Standing:
    return standing_of(commitment(told(stage, speaker=speaker, speaker_for=speaker_for, by=by, to=to)), PARTIES)


def test_what_is_signed_rests_on_the_instrument() -> None:
    assert standing("signed", speaker="Kask", speaker_for=["EST"]) == "instrument"


def test_a_minister_speaks_for_one_side() -> None:
    assert standing("offered", speaker="Kask", speaker_for=["EST"]) == "one side"


def test_a_joint_commission_speaks_for_both_sides() -> None:
    assert standing("discussed", speaker="joint commission", speaker_for=PARTIES) == "both sides"


def test_a_report_in_its_own_voice_is_a_third_partys() -> None:
    assert standing("offered") == "third party"


def test_a_speaker_for_nobody_among_the_parties_is_a_third_party() -> None:
    assert standing("agreed", speaker="Lind", speaker_for=["SWE"]) == "third party"


def test_what_several_are_reported_to_have_agreed_is_the_word_of_both() -> None:
    assert standing("agreed", by=PARTIES, to=()) == "both sides"
    assert standing("agreed", by=["FIN"], to=()) == "third party"


def test_agreement_that_one_side_tells_of_is_the_word_of_one() -> None:
    assert standing("agreed", by=PARTIES, to=(), speaker="Kask", speaker_for=["EST"]) == "one side"


def test_agreement_in_the_release_of_one_side_is_the_word_of_one() -> None:
    assert standing("agreed", by=PARTIES, to=(), speaker_for=["EST"]) == "one side"
    assert standing("agreed", by=PARTIES, to=(), speaker_for=PARTIES) == "both sides"


def test_two_sides_that_say_the_same_each_for_itself_are_both_sides() -> None:
    words = [told("offered", speaker="a", speaker_for=[side], start=place) for place, side in enumerate(PARTIES)]
    assert combined([commitment(mention) for mention in words], PARTIES) == "both sides"
