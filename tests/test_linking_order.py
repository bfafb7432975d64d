"""Linking is chronological: what holds whatever comes in, in whichever order, and whatever reviewers decide."""

from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from legation.ledger.linking.kinship import kinship
from legation.ledger.linking.linking import Ruling, Verdict, linked, ties_of
from legation.ledger.linking.piles import Pile
from legation.ledger.linking.traits import MOST_KEYS, Traits, traits_of
from legation.nouns import Mention
from strategies import reports

Documents = list[tuple[Mention, ...]]
chance = st.randoms(use_true_random=False)


def every(documents: Documents) -> list[Mention]:
    return [mention for document in documents for mention in document]


def groups(documents: Documents, rulings: tuple[Ruling, ...] = ()) -> list[frozenset[str]]:
    return [frozenset(one.entry.id for one in group) for group in linked(every(documents), rulings)]


def traits(documents: Documents) -> list[Traits]:
    return sorted((one for document in documents for one in traits_of(document)), key=lambda one: one.order)


def rulings(random: Random, documents: Documents, verdicts: tuple[Verdict, ...]) -> tuple[Ruling, ...]:
    pairs = list(combinations(sorted({mention.entry.id for mention in every(documents)}), 2))
    return tuple(Ruling(*pair, random.choice(verdicts)) for pair in random.sample(pairs, min(len(pairs), 4)))


@given(reports(), chance)
def test_groups_do_not_depend_on_the_order_of_arrival(documents: Documents, random: Random) -> None:
    mentions = every(documents)
    shuffled = random.sample(mentions, len(mentions))
    assert linked(shuffled) == linked(mentions) == linked([*mentions, *shuffled])


@given(reports())
def test_every_commitment_is_in_one_group(documents: Documents) -> None:
    found = groups(documents)
    assert sorted(key for group in found for key in group) == sorted({one.entry.id for one in every(documents)})


@given(reports(), chance)
def test_what_was_one_matter_by_a_day_stays_one_and_later_documents_only_merge(
    documents: Documents, random: Random
) -> None:
    day = random.choice(documents)[0].reported or ""
    before = groups([document for document in documents if (document[0].reported or "") <= day])
    after = groups(documents)
    assert all(any(group <= whole for whole in after) for group in before)


@given(reports(), chance)
def test_ties_look_back_only_and_do_not_depend_on_the_order_of_what_is_offered(
    documents: Documents, random: Random
) -> None:
    filed = traits(documents)
    member = random.choice(filed)
    earlier = {one.key for one in filed if one.order < member.order}
    ties = ties_of(member, filed)
    assert {tie.to for tie in ties} <= earlier
    assert ties == ties_of(member, random.sample(filed, len(filed)))


@given(reports(), chance)
def test_what_is_ruled_the_same_is_in_one_matter(documents: Documents, random: Random) -> None:
    ruled = rulings(random, documents, ("same",))
    found = groups(documents, ruled)
    assert all(any({one, other} <= group for group in found) for one, other, _ in ruled)


@given(reports(), chance)
def test_what_is_ruled_different_is_never_in_one_matter(documents: Documents, random: Random) -> None:
    ruled = rulings(random, documents, ("same", "different", "unsure"))
    found = groups(documents, ruled)
    apart = [(one, other) for one, other, verdict in ruled if verdict == "different"]
    assert not any({one, other} <= group for one, other in apart for group in found)


@given(reports(), chance)
def test_traits_and_piles_survive_being_kept_as_json(documents: Documents, random: Random) -> None:
    filed = traits(documents)
    kept = [Traits.model_validate_json(one.model_dump_json(exclude_defaults=True)) for one in filed]
    assert kept == filed
    assert all(len(one.keys) <= MOST_KEYS for one in kept)
    earlier, later = sorted(random.sample(range(len(filed)), 2)) if len(filed) > 1 else (0, 0)
    assert kinship(kept[later], kept[earlier]) == kinship(filed[later], filed[earlier])
    pile = Pile.begun(filed[0], frozenset({"x"})).grown(filed[-1])
    assert Pile.model_validate_json(pile.model_dump_json()) == pile


@given(reports())
def test_a_pile_is_the_same_in_whichever_order_it_grew(documents: Documents) -> None:
    members = traits(documents)
    one = two = Pile.begun(members[0])
    for member in members[1:]:
        one = one.grown(member)
    for member in reversed(members[1:]):
        two = Pile.begun(member).merged(two)
    assert one == two
