"""Each rule by itself: a sentence that it fires on beside one that looks like it and says nothing."""

import pytest

from wire import commitments, entries, meetings, only

OTIENO, OKELLO = "Kenyan President Daniel Otieno", "Ugandan President Paul Okello"
SAID = ", Kenyan Minister Grace Wanjiru said"

# the rule, a sentence that it fires on, the kind and label that it gives, a sentence that it must not fire on
RULES = (
    # predicates
    ("stance behind a light verb", "Kenya expressed concern over the drought in Uganda.", "position concerned",
     "Kenya had concerns in Uganda."),
    ("talks on a topic", "Kenya held talks with Uganda on the supply of tea.", "commitment discussed",
     "Kenya held talks on the supply of tea."),
    ("nothing reached yet", "Kenya and Uganda have not reached an agreement on fishing.", "commitment stalled",
     "Kenya and Uganda have not reached the coast."),
    ("an offer rejected", "Kenya rejected an offer by Uganda.", "commitment dropped",
     "Kenya missed an offer by Uganda."),
    ("obligation", f"Uganda must open the border{SAID}.", "position urges", "The road must be wide."),
    ("having to", f"Uganda has to open the border{SAID}.", "position urges", f"Uganda has a border with Kenya{SAID}."),
    ("readiness", "Kenya was ready to pay Uganda.", "commitment offered", "Kenya was ready."),
    ("no readiness", "Kenya was not ready to pay Uganda.", "commitment dropped", "Kenya was not in Uganda."),
    ("being due to", "Kenya is due to sign the treaty with Uganda.", "commitment pledged", "Kenya is due in Uganda."),
    ("two due to", "Kenya and Uganda are due to sign a treaty.", "commitment agreed", "Kenya and Uganda are due."),
    ("stance by adjective", "Kenya is optimistic about the talks with Uganda.", "position positive",
     "The harvest in Uganda is optimistic."),
    ("importance by adjective", f"It is important that Uganda opens the border{SAID}.", "position urges",
     "It is important that Uganda opens the border."),
    ("being in talks", "Kenya is in talks with Uganda on a railway.", "commitment discussed",
     "Kenya is in debt to Uganda."),
    ("pledge reaffirmed", "Kenya reaffirmed its pledge to build a road for Uganda.", "commitment pledged",
     "Kenya reaffirmed."),
    ("friendship reaffirmed", "Kenya reaffirmed its friendship with Uganda.", "position positive",
     "Kenya remembered its friendship with Uganda."),
    ("wanting another to act", "Kenya wants Uganda to open the border.", "commitment sought",
     "Kenya wants tea from Uganda."),
    ("hoping that another acts", "Kenya hoped that Uganda would open the border.", "commitment sought",
     "Kenya hopped over the border of Uganda."),
    ("wanting to act", "Kenya wants to open the border with Uganda.", "commitment offered", "Kenya wants peace."),
    ("looking forward", "Kenya looked forward to the visit of the Ugandan minister.", "commitment sought",
     "Kenya looked at the map of Uganda."),
    ("verbs open to another", "Kenya is trying to sell tea to Uganda.", "commitment underway",
     "Kenya is trying to be a friend of Uganda."),
    ("verbs open, negated", "Kenya did not decide to sell tea to Uganda.", "commitment dropped",
     "Kenya did not decide."),
    ("will", "Kenya will open a school in Uganda.", "commitment pledged", "Tea will not grow in Uganda."),
    ("call for", "Kenya called for an end to the fighting in Uganda.", "position urges",
     "Kenya called Uganda a friend."),
    # undertakings
    ("asking", "Kenya asked Uganda for a loan.", "commitment sought", "Kenya did not ask Uganda for a loan."),
    ("not offering", "Kenya did not offer Uganda a loan.", "commitment dropped", "Kenya did not owe Uganda a loan."),
    ("past deed", "Kenya sold tea to Uganda.", "commitment done", "Kenya sells tea to Uganda."),
    ("passive deed", "Buses were delivered to Uganda by Kenya.", "commitment done", "Buses were delivered."),
    ("to be signed", "Kenya will sign the loan with Uganda.", "commitment agreed", "Kenya will see the loan."),
    ("named step discussed", "Kenya and Uganda discussed steps on the border.", "commitment discussed",
     "Kenya and Uganda discussed the situation on the border."),
    # gatherings
    ("attending", f"{OTIENO} attended a summit of the African Union.", "meeting summit",
     f"{OTIENO} attended a school in Uganda."),
    ("conferring", f"{OTIENO} conferred with {OKELLO}.", "commitment discussed", f"{OTIENO} conferred a title."),
    ("talking from afar", f"{OTIENO} talked by phone with {OKELLO}.", "meeting call",
     f"{OTIENO} talked by phone with reporters."),
    # schedules
    ("infinitive with a date", "The treaty between Kenya and Uganda is to be signed by 15 February.",
     "commitment agreed", "The treaty between Kenya and Uganda is to be loved by children."),
    ("expected by a date", "The railway between Kenya and Uganda is expected to be finished by December 2026.",
     "commitment agreed", "The weather between Kenya and Uganda is expected to be dry by December 2026."),
    ("scheduled once", "The pipeline from Kenya to Uganda was scheduled to open in June 2025.", "commitment agreed",
     "The railway from Kenya to Uganda was opened in 1901."),
    # nominals
    ("deed by a noun", "Reporters recalled Kenya's accession to the East African Community.", "commitment done",
     "Reporters recalled Kenya's accession."),
    ("offer by a noun", "Reporters recalled Kenya's offer of a loan to Uganda.", "commitment offered",
     "Reporters recalled the offer of a loan."),
    ("agreement by a noun", "Reporters recalled an agreement between Kenya and Uganda on fishing.",
     "commitment agreed", "Reporters recalled an agreement on fishing."),
    ("visit by a noun", "Reporters recalled the visit of the Kenyan president to Uganda.", "meeting visit",
     "Reporters recalled the visit."),
    ("talks by a noun", "Reporters recalled the talks between Kenya and Uganda.", "meeting talks",
     "Reporters recalled the talks in Kenya."),
    ("press conference by a noun", "Reporters recalled a joint news conference of Kenya and Uganda.",
     "meeting press", "Reporters recalled a news conference of Kenya and Uganda."),
)  # fmt: skip


def told(sentence: str) -> list[str]:
    """Kind and label of each entry of a sentence."""
    labels = ("stage", "form", "polarity", "change")
    return [f"{e.kind} {next(getattr(e, name) for name in labels if hasattr(e, name))}" for e in entries(sentence)]


@pytest.mark.parametrize(("rule", "fires", "as_"), [row[:3] for row in RULES], ids=[row[0] for row in RULES])
def test_a_rule_fires_on_its_sentence(rule: str, fires: str, as_: str) -> None:
    assert told(fires) == [as_], rule


@pytest.mark.parametrize(("rule", "silent"), [(row[0], row[3]) for row in RULES], ids=[row[0] for row in RULES])
def test_a_rule_is_silent_on_the_sentence_beside_it(rule: str, silent: str) -> None:
    assert told(silent) == [], rule


@pytest.mark.parametrize("condition", ["until the treaty with Uganda is signed", "once Uganda has signed the treaty"])
def test_a_condition_that_is_not_met_yet_is_no_undertaking(condition: str) -> None:
    assert only(commitments(f"Kenya will lend the money {condition}.")).stage == "pledged"


def test_what_had_to_happen_first_and_did_is_no_bar_to_what_was_signed() -> None:
    assert only(commitments("Kenya and Uganda signed the treaty once the votes were counted.")).stage == "signed"


def test_a_scheduled_thing_is_due_by_the_date_that_is_told() -> None:
    assert only(commitments(RULES[[r[0] for r in RULES].index("expected by a date")][1])).due == "2026-12"


def test_of_a_session_called_a_summit_the_summit_counts() -> None:
    assert only(meetings(f"{OTIENO} attended a summit of the African Union.")).actors == ("AU", "KEN")
