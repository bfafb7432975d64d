"""The dossier: what it gathers of a pair, and how it draws meetings, figures and positions together."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable import BOTH, fill
from legation.briefing.dossier import Dossier, dossier
from legation.briefing.encounters import encounters
from legation.briefing.topics import series, stances
from legation.errors import QueryError
from legation.ledger import Counts, Ledger
from legation.ledger.folding.stages import STAGES
from legation.nouns import Evidence, Figure, Form, Meeting, Mention, Polarity, Position, Status


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("dossier") / "cable.db", create=True) as opened:
        yield fill(opened)


def met(
    doc: str,
    date: str | None,
    *,
    actors: tuple[str, ...] = BOTH,
    form: Form = "talks",
    status: Status = "held",
    people: tuple[str, ...] = (),
    place: str | None = None,
    number: int = 0,
    reported: str | None = "2021-06-01",
) -> Mention:
    entry = Meeting(
        id=f"e{number:012x}",
        evidence=(Evidence(start=number, end=number + 3, quote="met"),),
        trigger="met",
        actors=actors,
        people=people,
        form=form,
        status=status,
        place=place,
        date=date,
    )
    return Mention(document=doc, doc=doc, reported=reported, source=None, entry=entry)


def figure(doc: str, what: str, value: float, unit: str, *, of: tuple[str, ...] = (), date: str = "2021") -> Mention:
    entry = Figure(
        id=f"e{doc}",
        evidence=(Evidence(start=0, end=1, quote="x"),),
        trigger="x",
        what=what,
        value=value,
        unit=unit,
        change="level",
        objects=of,
        date=date,
    )
    return Mention(document=doc, doc=doc, reported=date, source=None, entry=entry)


def stance(doc: str, by: tuple[str, ...], toward: str, polarity: Polarity) -> Mention:
    entry = Position(
        id=f"e{doc}",
        evidence=(Evidence(start=0, end=1, quote="x"),),
        trigger="x",
        by=by,
        toward=toward,
        polarity=polarity,
    )
    return Mention(document=doc, doc=doc, reported="2021", source=None, entry=entry)


def test_matters_stand_by_stage_along_the_path(ledger: Ledger) -> None:
    found = dossier(ledger, BOTH)
    stages = [rung.stage for rung in found.matters]
    assert stages == ["sought", "signed", "underway", "done"]
    assert stages == sorted(stages, key=STAGES.index)


def test_one_visit_in_two_papers_is_shown_once_with_both_mentions(ledger: Ledger) -> None:
    visit = next(one for one in dossier(ledger, BOTH).meetings if one.date == "2021-10-05")
    assert [mention.doc for mention in visit.mentions] == ["2021-visit", "2021-paper"]
    assert visit.people == ("Kari Lund", "Jaan Tamm")


def test_a_planned_session_is_kept_apart_from_meetings_held(ledger: Ledger) -> None:
    found = dossier(ledger, BOTH)
    assert [(one.form, one.date) for one in found.planned] == [("session", "2022")]
    assert all(one.form == "visit" for one in found.meetings)


def test_costs_of_one_thing_stand_in_a_row_by_date(ledger: Ledger) -> None:
    cost = next(one for one in dossier(ledger, BOTH).figures if one.what == "cost")
    assert [m.entry.value for m in cost.mentions if isinstance(m.entry, Figure)] == [900_000_000, 1_200_000_000]


def test_a_position_on_a_third_thing_belongs_to_the_dossier_of_the_visit(ledger: Ledger) -> None:
    assert ("EST",) in {one.by for one in dossier(ledger, BOTH).positions}


def test_a_dossier_as_of_a_date_knows_nothing_later(ledger: Ledger) -> None:
    found = dossier(ledger, BOTH, "2020")
    assert [document.name for document in found.documents] == ["2019-signed"]
    assert not found.meetings + found.planned
    assert not found.positions
    assert all(m.reported == "2019-03-14" for one in found.figures for m in one.mentions)


def test_parties_of_which_nothing_is_known_have_an_empty_dossier(ledger: Ledger) -> None:
    assert dossier(ledger, ("FJI", "PER")) == Dossier(
        parties=("FJI", "PER"),
        as_of=None,
        of=Counts(documents=0, entries=0, meetings=0, matters=0),
        matters=(),
        meetings=(),
        planned=(),
        figures=(),
        flags=(),
        positions=(),
        documents=(),
    )


def test_a_dossier_of_the_latest_tells_how_many_there_are(ledger: Ledger) -> None:
    whole, latest = dossier(ledger, BOTH), dossier(ledger, BOTH, latest=1)
    assert latest.of == whole.of
    assert (len(latest.documents), sum(len(rung.matters) for rung in latest.matters)) == (1, 1)
    assert latest.documents == whole.documents[-1:]
    assert whole.of.documents == len(whole.documents)
    assert whole.of.matters == sum(len(rung.matters) for rung in whole.matters)


def test_a_dossier_as_of_no_date_is_refused(ledger: Ledger) -> None:
    with pytest.raises(QueryError, match="no date"):
        dossier(ledger, BOTH, "yesterday")


def test_pairs_are_ranked_by_their_matters(ledger: Ledger) -> None:
    assert ledger.pairs() == ((("EST", "NOR"), 4),)


def test_a_document_tells_each_meeting_once() -> None:
    assert len(encounters([met("a", "2021-04-07", number=1), met("a", "2021-04-07", number=2)])) == 2


def test_meetings_of_another_form_or_other_parties_stay_apart() -> None:
    assert len(encounters([met("a", "2021"), met("b", "2021", form="visit"), met("c", "2021", actors=("NOR",))])) == 3


def test_a_vague_date_does_not_tie_two_meetings_together() -> None:
    found = encounters([met("a", "2021-01-05"), met("b", "2021-11-05"), met("c", "2021")])
    assert sorted(len(one.mentions) for one in found) == [1, 1, 1]


def test_a_vague_date_joins_the_only_meeting_it_can_mean() -> None:
    (found,) = encounters([met("a", "2021"), met("b", "2021-11-05")])
    assert found.date == "2021-11-05"


def test_people_tell_which_of_two_calls_a_second_paper_means() -> None:
    found = encounters(
        [
            met("a", "2021-04-07", people=("Sven Berg",), number=1),
            met("a", "2021-04-07", people=("Anna Holm",), number=2),
            met("b", "2021-04-07", people=("Holm",), number=3),
        ]
    )
    joined = next(one for one in found if len(one.mentions) == 2)
    assert joined.people == ("Anna Holm", "Holm")


def test_meetings_without_a_date_are_not_taken_for_one() -> None:
    assert len(encounters([met("a", None), met("b", None)])) == 2


def test_the_latest_report_tells_whether_and_where_a_session_was_held() -> None:
    planned = met("a", "2021", status="planned", place="Moscow", reported="2021-04-08")
    held = met("b", "2021-11-26", status="held", place="Yekaterinburg", reported="2021-11-26")
    (found,) = encounters([held, planned])
    assert (found.status, found.places) == ("held", ("Yekaterinburg", "Moscow"))


meetings = st.lists(
    st.builds(
        met,
        st.sampled_from("abc"),
        st.sampled_from([None, "2021", "2021-04", "2021-04-07", "2021-04-07/2021-04-08", "2021-11-05"]),
        form=st.sampled_from(["talks", "visit"]),
        status=st.sampled_from(["held", "planned"]),
        people=st.sampled_from([(), ("Anna Holm",), ("Sven Berg",)]),
        number=st.integers(0, 99),
    ),
    max_size=8,
    unique_by=lambda mention: mention.entry.id,
)


@given(meetings, st.randoms(use_true_random=False))
def test_encounters_do_not_depend_on_the_order_of_mentions(mentions: list[Mention], random: Random) -> None:
    shuffled = list(mentions)
    random.shuffle(shuffled)
    assert encounters(shuffled) == encounters(mentions)


@given(meetings)
def test_every_mention_of_a_meeting_is_in_exactly_one_encounter(mentions: list[Mention]) -> None:
    found = [mention.entry.id for one in encounters(mentions) for mention in one.mentions]
    assert sorted(found) == sorted(mention.entry.id for mention in mentions)


def test_figures_in_other_units_or_of_other_things_stay_apart() -> None:
    cable = ("Frost Cable",)
    found = series(
        [
            figure("1", "cost", 3, "USD", of=cable),
            figure("2", "The cost", 4, "USD", of=cable, date="2020"),
            figure("3", "cost", 4, "EUR", of=cable),
            figure("4", "cost", 9, "USD", of=("Amber Road",)),
        ]
    )
    assert [[mention.doc for mention in one.mentions] for one in found] == [["4"], ["3"], ["2", "1"]]


def test_stances_of_one_holder_on_one_thing_are_read_together() -> None:
    found = stances(
        [
            stance("1", ("NOR",), "the Storm Treaty", "negative"),
            stance("2", ("NOR",), "Storm  treaty", "positive"),
            stance("3", ("EST",), "the Storm Treaty", "positive"),
        ]
    )
    assert [(one.by, len(one.mentions)) for one in found] == [(("EST",), 1), (("NOR",), 2)]
