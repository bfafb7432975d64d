"""Derived lines of a matter lead back to the sentences that they rest on."""

from datetime import date

from legation.briefing.grounds import balance_grounds, move_ground, stage_ground
from legation.ledger.folding.matters import matters_of
from legation.nouns import Commitment, Evidence, Matter, Mention, Quantity, Stage

BOATS = ("Lund boats",)


def said(day: str, stage: Stage, *, boats: int = 0, awaits: tuple[str, ...] = ()) -> Mention:
    entry = Commitment(
        id=f"e{day.replace('-', ''):0>12}",
        evidence=(Evidence(start=0, end=5, quote="boats"),),
        trigger="boats",
        by=("NOR",),
        to=("EST",),
        stage=stage,
        what="rescue boats",
        area=("security",),
        quantities=(Quantity(value=boats, unit="boat"),) if boats else (),
        awaits=awaits,
        objects=BOATS,
    )
    return Mention(document=day, doc=day, reported=day, source=None, entry=entry)


def matter(*mentions: Mention) -> Matter:
    (found,) = matters_of(mentions, date(2022, 1, 1))
    return found


def test_the_stage_rests_on_the_report_that_first_put_the_matter_there() -> None:
    found = matter(said("2020-01-01", "offered"), said("2020-02-01", "pledged"), said("2020-03-01", "pledged"))
    assert stage_ground(found).doc == "2020-02-01"


def test_the_next_move_rests_on_the_last_word_on_the_stage() -> None:
    found = matter(said("2020-01-01", "pledged"), said("2020-02-01", "pledged"), said("2020-03-01", "discussed"))
    assert found.next_move is not None
    assert "1 February 2020" in found.next_move.reason
    assert move_ground(found).doc == "2020-02-01"


def test_the_next_move_rests_on_the_report_that_says_whom_it_waits_for() -> None:
    found = matter(said("2020-01-01", "offered", awaits=("EST",)), said("2020-02-01", "offered"))
    assert found.next_move is not None
    assert found.next_move.parties == ("EST",)
    assert move_ground(found).doc == "2020-01-01"


def test_a_balance_rests_on_what_was_promised_and_delivered_not_on_what_was_asked_for() -> None:
    found = matter(
        said("2020-01-01", "sought", boats=900),
        said("2020-02-01", "pledged", boats=400),
        said("2020-03-01", "done", boats=100),
    )
    assert [mention.doc for mention in balance_grounds(found, "boat")] == ["2020-02-01", "2020-03-01"]
