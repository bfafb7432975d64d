"""Which commitments of one report are of one matter, as the report alone tells."""

from hypothesis import given

from legation.ledger.folding.chronology import undertakings
from legation.ledger.linking.gathering import betweens, gathered, said_in
from legation.nouns import Mention
from strategies import reports, told

LEAD = told("signed", "a pact on ice forecasts for the Bothnian Sea", start=0)


def groups(*document: Mention) -> tuple[tuple[int, ...], ...]:
    return gathered(said_in(undertakings(document))).groups


def test_terms_that_follow_a_pact_belong_to_it() -> None:
    term = told("pledged", "daily forecasts from November on", start=60)
    assert groups(LEAD, term, told("signed", "The pact runs for five years", start=110)) == ((0, 1, 2),)


def test_what_a_report_turns_to_is_of_another_matter_and_so_is_what_follows_on_that() -> None:
    turn = told("discussed", "another road bridge at Tornio", quote="They also spoke of another road bridge at Tornio",
                area=["trade"], to=["SWE"], start=700)  # fmt: skip
    after = told("offered", "pay half of the Tornio bridge", area=["trade"], to=["SWE"], start=760)
    assert groups(LEAD, turn, after) == ((0,), (1, 2))


def test_a_roundup_of_several_pairs_is_several_matters() -> None:
    one = told("agreed", "recognise university degrees", by=["BHR"], to=["JOR"], area=["education"], start=0)
    two = told("signed", "lend 20 million for a road", by=["KWT"], to=["RWA"], area=["finance"], start=90)
    assert groups(one, two) == ((0,), (1,))


@given(reports(most=1))
def test_each_commitment_is_in_one_group_and_groups_are_in_order(documents: list[tuple[Mention, ...]]) -> None:
    document = said_in(undertakings(documents[0]))
    found = gathered(document).groups
    assert sorted(place for group in found for place in group) == list(range(len(document)))
    assert [group[0] for group in found] == sorted(group[0] for group in found)
    assert all(between.pause >= 0 for between in betweens(document).values())
