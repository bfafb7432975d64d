"""Where a mention is filed: joined, merged, proposed to a reviewer, or ruled by one."""

from legation.ledger.linking.linking import Choice, Pile, Tie, Verdict, choose, ties_of
from legation.ledger.linking.traits import Traits, traits_of
from legation.nouns import Mention
from strategies import told


def member(mention: Mention) -> Traits:
    (found,) = traits_of([mention])
    return found


FIRST = member(told("agreed", "ferry to Aland", doc="a", reported="2020-01-01"))
SECOND = member(told("agreed", "survey of the reef", doc="b", reported="2020-02-01"))
NEW = member(told("signed", "something else", doc="c", reported="2020-03-01"))


def chosen(*ties: tuple[Traits, float], rulings: dict[str, Verdict] | None = None, apart: bool = False) -> Choice:
    """Where the new one is filed, with ties to others that are each a pile of their own."""
    held = {FIRST.key: frozenset({SECOND.key}), SECOND.key: frozenset({FIRST.key})} if apart else {}
    piles = {one.key: Pile.begun(one, held.get(one.key, frozenset())) for one in (FIRST, SECOND)}
    told = tuple(Tie(to=one.key, chance=chance, reasons=("They rhyme.",)) for one, chance in ties)
    return choose(NEW, told, piles, rulings)


def test_without_a_tie_it_opens_a_matter() -> None:
    assert chosen() == Choice((), ())


def test_what_is_likely_is_joined_and_what_belongs_to_two_makes_them_one() -> None:
    assert chosen((FIRST, 0.9)).joins == (FIRST.key,)
    assert chosen((SECOND, 0.9), (FIRST, 0.8)).joins == (FIRST.key, SECOND.key)


def test_what_is_plausible_and_not_sure_is_proposed_with_its_reasons() -> None:
    found = chosen((FIRST, 0.9), (SECOND, 0.45))
    assert found.joins == (FIRST.key,)
    assert [(one.pile, one.reasons) for one in found.proposals] == [(SECOND.key, ("They rhyme.",))]
    assert chosen((FIRST, 0.1)) == Choice((), ())


def test_a_reviewer_outranks_what_is_likely() -> None:
    assert chosen((FIRST, 0.9), rulings={FIRST.key: "different"}).joins == ()
    assert chosen(rulings={SECOND.key: "same"}).joins == (SECOND.key,)


def test_what_a_reviewer_is_unsure_of_is_neither_joined_nor_proposed_again() -> None:
    assert chosen((FIRST, 0.9), rulings={FIRST.key: "unsure"}) == Choice((), ())


def test_two_matters_that_were_ruled_apart_are_not_merged_by_a_third_mention() -> None:
    assert chosen((FIRST, 0.8), (SECOND, 0.9), apart=True).joins == (SECOND.key,)


def test_reasons_name_what_was_compared() -> None:
    earlier = member(told("agreed", "reopening of the Narva border bridge", doc="a", reported="2020-01-01"))
    later = member(told("stalled", "the Narva bridge stays shut", doc="b", reported="2020-02-01"))
    (tie,) = ties_of(later, [earlier])
    assert "The same parties: EST, FIN." in tie.reasons
    assert any("Narva" in reason and "bridge" in reason for reason in tie.reasons)


def test_a_follow_up_in_its_document_is_tied_to_what_it_points_back_to_and_joins_nothing_elsewhere() -> None:
    pact = told("signed", "a pact on ice forecasts for the Bothnian Sea", doc="a", start=0)
    more = told("signed", "The agreement will be extended", doc="a", start=70)
    first, follow_up = traits_of([pact, more])
    assert [tie.to for tie in ties_of(follow_up, [first, SECOND])] == [first.key]
    elsewhere = member(told("signed", "The agreement will be extended", doc="z", reported="2021-01-01"))
    assert choose(elsewhere, ties_of(elsewhere, [first]), {first.key: Pile.begun(first)}) == Choice((), ())
