"""A ledger at a glance: what came in, what falls due, who deals with whom; and the pages made of it."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cable import BOTH, fill, key
from legation.briefing.network import network
from legation.briefing.today import freshness, last_report, today, waiting
from legation.ledger import Ledger
from legation.ledger.narrow import Narrow
from legation.ledger.parties import parties_of
from legation.nouns import Commitment, Datum, Mention
from strategies import add, add_spelt_out, days, report, reports, stance, told

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def now() -> datetime:
    return datetime.now(UTC)


@settings(max_examples=25)
@given(documents=reports(most=7), since=st.none() | days, until=st.none() | days, as_of=st.none() | days)
def test_who_deals_with_whom_is_counted_as_one_would_by_hand(
    documents: Sequence[tuple[Mention, ...]], since: str | None, until: str | None, as_of: str | None
) -> None:
    narrow = Narrow(since=since, until=until, areas=("trade",) if since and since < "2020" else ())
    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "l.db", create=True) as ledger:
        add(ledger, *(report(*mentions) for mentions in documents))
        pairs: Counter[tuple[str, ...]] = Counter()
        single: Counter[str] = Counter()
        for mention in ledger.mentions(as_of=as_of):
            entry = mention.entry
            assert isinstance(entry, Commitment)
            if (since or "") <= (mention.reported or "") <= (until or "9") and set(narrow.areas) <= set(entry.area):
                pairs.update(combinations(parties_of(entry), 2))
                single.update(parties_of(entry))
        found = ledger.between(as_of=as_of, narrow=narrow)
        assert {one.parties: one.undertakings for one in found} == pairs
        assert all(one.meetings == 0 for one in found)
        assert {one.party: one.undertakings for one in ledger.dealt(["EST", "FIN"], as_of=as_of, narrow=narrow)} == {
            "EST": single["EST"],
            "FIN": single["FIN"],
        }
        counted: Counter[tuple[str, ...]] = Counter()
        for matter in ledger.matters(as_of=as_of):
            counted.update(combinations(matter.parties, 2))
        ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        if as_of is None:
            assert list(ledger.pairs()) == ranked
            assert list(ledger.pairs(2)) == ranked[:2]
        told_together = {one.parties for one in ledger.between(as_of=as_of)}
        assert list(ledger.pairs(as_of=as_of)) == [one for one in ranked if as_of is None or one[0] in told_together]
        assert ledger.counts(as_of=as_of).matters == len(ledger.matters(as_of=as_of))


@settings(max_examples=30)
@given(documents=reports(most=7), as_of=st.none() | days, first=days, length=st.integers(0, 700), latest=st.booleans())
def test_what_falls_due_is_what_a_look_at_every_matter_finds(
    documents: Sequence[tuple[Mention, ...]], as_of: str | None, first: str, length: int, latest: bool
) -> None:
    begin = date.fromisoformat(first)
    end = begin + timedelta(days=length)
    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "l.db", create=True) as ledger:
        add(ledger, *(report(*mentions) for mentions in documents))
        for parties in ((), ("FIN",), ("EST", "SWE")):
            due = {
                matter.id: matter.due.due
                for matter in ledger.matters(parties, as_of=as_of)
                if matter.due
                and matter.stage not in {"done", "dropped"}
                and begin.isoformat() <= matter.due.due <= end.isoformat()
            }
            found = ledger.falling_due(begin, end, parties=parties, as_of=as_of, latest_first=latest, most=50)
            assert {matter.id: matter.due.due for matter in found.matters if matter.due} == due
            assert [matter.due.due for matter in found.matters if matter.due] == sorted(due.values(), reverse=latest)
            assert not found.more


def test_more_is_said_where_not_all_that_falls_due_is_given(ledger: Ledger) -> None:
    things = ("a tunnel under the bay", "a school of music", "six new lighthouses")
    add_spelt_out(ledger, *(told("pledged", what, doc=what, due="2021-05") for what in things))
    whole = ledger.falling_due(date(2021, 5, 31), date(2021, 5, 31), most=3)
    assert (len(whole.matters), whole.more) == (3, False)
    some = ledger.falling_due(date(2021, 5, 31), date(2021, 5, 31), most=2)
    assert (len(some.matters), some.more) == (2, True)
    assert ledger.falling_due(date(2021, 5, 1), date(2021, 5, 30)).matters == ()


def test_a_token_changes_with_the_record_and_with_nothing_else(ledger: Ledger) -> None:
    tokens = [ledger.moment()]

    def changed() -> bool:
        tokens.append(ledger.moment())
        return tokens[-1] not in tokens[:-1]

    fill(ledger)
    assert changed()
    fill(ledger)
    ledger.matters()
    assert not changed()
    decision = ledger.decide("accept", key("late", 1), by="Kask")
    assert changed()
    ledger.undo(decision.id, by="Kask")
    assert changed()
    ledger.publish(ledger.document("2023-late").document.model_copy(update={"name": "reprint"}))
    assert changed()
    datum = Datum(
        place="Norway", code="NOR", what="wheat", measure="production", year=2020, value=1, unit="tonne", source="-"
    )
    ledger.add_series([datum], by="Kask")
    assert changed()


def test_what_is_remembered_is_forgotten_when_the_record_changes(ledger: Ledger) -> None:
    add_spelt_out(ledger, told(doc="first"))
    before = ledger.between(), ledger.pairs(), ledger.dealt(["FIN"]), ledger.meetings_by_month()
    fill(ledger)
    after = ledger.between(), ledger.pairs(), ledger.dealt(["FIN"]), ledger.meetings_by_month()
    assert all(one != other for one, other in zip(before, after, strict=True) if one != before[2])
    ledger.decide("reject", ledger.mentions(parties=["FIN"])[0].entry.id, by="Kask")
    assert [one.undertakings for one in ledger.dealt(["FIN"])] == [0]
    assert {one.parties for one in ledger.between()} == {("EST", "NOR")}


def test_the_network_of_a_party_has_those_around_it_and_what_is_between_them(ledger: Ledger) -> None:
    add_spelt_out(
        ledger,
        told(doc="a", by=["FIN"], to=["EST"], reported="2020-01-01"),
        told(doc="b", by=["FIN"], to=["SWE"], what="build a mill", reported="2020-02-01"),
        told(doc="c", by=["EST"], to=["SWE"], what="sell peat", reported="2021-02-01"),
        told(doc="d", by=["LVA"], to=["SWE"], what="mend a bridge", reported="2021-03-01"),
    )
    of = network(ledger, parties=("FIN",))
    assert [one.party for one in of.parties] == ["FIN", "EST", "SWE"]
    assert [one.parties for one in of.links] == [("EST", "FIN"), ("EST", "SWE"), ("FIN", "SWE")]
    assert {one.party: one.undertakings for one in of.parties} == {"FIN": 2, "EST": 2, "SWE": 3}
    assert network(ledger, most=1).of == 4
    assert [one.parties for one in network(ledger, narrow=Narrow(since="2020", until="2020")).links] == [
        ("EST", "FIN"), ("FIN", "SWE")
    ]  # fmt: skip
    assert network(ledger, narrow=Narrow(kinds=("meeting",))).parties == ()
    assert [one.parties for one in network(ledger, as_of="2020-01").links] == [("EST", "FIN")]


def test_today_tells_what_came_in_and_by_which_sentence_a_matter_moved(ledger: Ledger) -> None:
    add_spelt_out(ledger, told("offered", doc="offer", reported="2020-01-01", objects=["Gulf Ferry"]))
    since = now()
    add_spelt_out(ledger, told("signed", doc="treaty", reported="2020-02-01", objects=["Gulf Ferry"]))
    view = today(ledger, since=since, day=date(2020, 2, 2))
    assert ([one.name for one in view.new.documents], view.new.count, view.new.more) == (["treaty"], 1, False)
    (movement,) = view.moved.movements
    assert (movement.was, movement.now, movement.step.mention.doc) == ("offered", "signed", "treaty")
    begun = today(ledger, since=LONG_AGO, day=date(2020, 2, 2)).moved.movements
    assert [(one.was, one.now) for one in begun] == [(None, "offered"), ("offered", "signed")]
    assert today(ledger, since=now(), day=date(2020, 2, 2)).new.count == 0


def test_today_as_of_a_day_knows_what_became_known_in_the_week_before_and_nothing_later(ledger: Ledger) -> None:
    fill(ledger)
    view = today(ledger, us=("NOR",), since=now(), day=date(2030, 1, 1), as_of="2021-10-05")
    assert (view.day, [one.name for one in view.new.documents]) == ("2021-10-05", ["2021-visit"])
    known = "2021-10-05"
    seen = [*view.due.matters, *view.overdue.matters, *view.our_move.matters, *(m.matter for m in view.moved.movements)]
    assert seen
    assert all((step.reported or "") <= known for matter in seen for step in matter.history)
    assert [one.name for one in today(ledger, since=now(), day=date(2030, 1, 1), as_of="2021-10-12").new.documents] == [
        "2021-paper"
    ]


def test_today_tells_what_is_due_within_sixty_days_and_what_is_overdue_the_last_first(ledger: Ledger) -> None:
    for doc, due in (("a", "2021-06-10"), ("b", "2021-07-30"), ("c", "2021-07-31"), ("d", "2021-05-31"), ("e", "2020")):
        add_spelt_out(
            ledger, told("pledged", f"build the {doc}-works", doc=doc, due=due, objects=[f"{doc.upper()}lpha Works"])
        )
    view = today(ledger, since=now(), day=date(2021, 6, 1))
    assert [matter.due.due for matter in view.due.matters if matter.due] == ["2021-06-10", "2021-07-30", "2021-07-31"]
    assert [matter.due.due for matter in view.overdue.matters if matter.due] == ["2021-05-31", "2020"]


def test_our_move_is_where_we_are_the_ones_to_act(ledger: Ledger) -> None:
    add_spelt_out(
        ledger,
        told("pledged", "lend icebreakers", doc="a", by=["FIN"], to=["EST"]),
        told("offered", "sell peat", doc="b", by=["FIN"], to=["SWE"]),
    )
    ours = today(ledger, us=("FIN",), since=now(), day=date(2020, 2, 1)).our_move
    assert ([matter.stage for matter in ours.matters], ours.more) == (["pledged"], False)
    both = today(ledger, us=("FIN", "SWE"), since=now(), day=date(2020, 2, 1)).our_move
    assert {matter.stage for matter in both.matters} == {"pledged", "offered"}
    assert today(ledger, since=now(), day=date(2020, 2, 1)).our_move.matters == ()


def test_what_waits_is_counted_and_the_first_few_are_given(ledger: Ledger) -> None:
    fill(ledger)
    waits = waiting(ledger, most=3)
    assert (len(waits.questions), waits.more) == (3, False)
    assert waits.counted == len(ledger.queue())


def test_documents_that_came_in_are_left_as_everywhere(ledger: Ledger) -> None:
    fill(ledger)
    add(ledger, report(stance(by=["SWE"], to=["FIN"], doc="other", reported="2021-01-01")))

    def names(parties: Sequence[str] = (), **narrow: object) -> set[str]:
        came = ledger.arrived(LONG_AGO, parties=parties, narrow=Narrow(**narrow))  # type: ignore[arg-type]
        return {one.name for one in came.documents}

    assert len(names()) == 6
    assert names(BOTH, kinds=("meeting",)) == {"2021-visit", "2021-paper", "2023-hostile"}
    assert names(words="second landing") == {"2021-paper"}
    assert names(words="landing", kinds=("meeting",)) == set()
    assert names(since="2023", areas=("energy",)) == {"2023-late"}
    assert names(stages=("sought",)) == {"2021-paper"}
    assert names(["SWE", "FIN"]) == {"other"}


@pytest.mark.parametrize(
    ("last", "fresh"),
    [
        ("2021-06-01", "fresh"), ("2021-05-25", "fresh"), ("2021-05-24", "recent"), ("2021-05-02", "recent"),
        ("2021-05-01", "old"), ("2020-06-01", "old"), ("2020-05-31", "silent"), (None, "silent"), ("2021-05", "fresh"),
    ],
)  # fmt: skip
def test_freshness_goes_by_the_days_since_the_last_report(last: str | None, fresh: str) -> None:
    assert freshness(last, date(2021, 6, 1)) == fresh


def test_the_last_report_on_a_matter_is_not_the_last_event_of_it(ledger: Ledger) -> None:
    fill(ledger)
    assert last_report(ledger.matter(key("late", 1))) == "2023-05-02"
