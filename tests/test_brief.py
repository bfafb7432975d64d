"""The brief as a value: what it says moved, what it rests on, and that it knows nothing later than its day."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cable import BOTH, fill, record
from legation.briefing.brief import brief, eve
from legation.briefing.brief_notes import elided
from legation.briefing.dossier import dossier
from legation.briefing.paper.nouns import Brief, Line, Points, Section, Table
from legation.briefing.visible import one_line
from legation.errors import QueryError
from legation.ledger import Ledger
from legation.nouns import Flag

DAY = "2024-06-01"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("brief") / "cable.db", create=True) as opened:
        yield fill(opened)


@pytest.fixture(scope="module")
def growing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Ledger]]:
    """The ledger as it was with none of the documents, with the first, the first two, and so on."""
    with ExitStack() as stack:
        ledgers = []
        for number in range(len(record()) + 1):
            place = tmp_path_factory.mktemp("growing") / "cable.db"
            ledgers.append(stack.enter_context(Ledger.open(place, create=True)))
            for document, entries in record()[:number]:
                ledgers[-1].add(document, entries, reader="hand/1", raw=document.text.encode())
        yield ledgers


def made(ledger: Ledger, day: str = DAY, since: str | None = None) -> Brief:
    before = dossier(ledger, BOTH, eve(since)) if since else None
    return brief(dossier(ledger, BOTH, day), day, since=since, before=before)


def lines(section: Section) -> list[Line]:
    """Lines of a section as one reads them."""
    found: list[Line] = []
    for block in section.blocks:
        match block:
            case Line():
                found.append(block)
            case Points():
                found += block.lines
            case Table():
                found += [line for group in block.groups for row in group.rows for cell in row for line in cell]
    return found


def words(line: Line) -> str:
    return "".join(run.text for run in line.runs)


def section(told: Brief, heading: str) -> str:
    """Words of the section under a heading, a line each; empty where there is none."""
    return "\n".join(words(line) for part in told.sections if part.heading == heading for line in lines(part))


def moved(told: Brief) -> str:
    return "\n".join(words(line) for part in told.sections if part.heading.startswith("Moved") for line in lines(part))


def noted(told: Brief, phrase: str) -> list[str]:
    """Quotes of the footnotes behind the run that has these words."""
    return [
        quote
        for part in told.sections
        for line in lines(part)
        for run in line.runs
        if phrase in run.text
        for citation in run.notes
        for quote in told.footnotes[citation.note - 1].quotes
    ]


def test_each_footnote_quotes_its_document_word_for_word(ledger: Ledger) -> None:
    texts = {document.name: one_line(document.text) for document, _ in record()}
    told = made(ledger, since="2019")
    assert len(told.footnotes) > 10
    for note in told.footnotes:
        source = told.sources[note.source - 1]
        assert source.number == note.source
        assert all(quote in texts[source.name] for quote in note.quotes)


def test_footnotes_are_numbered_as_one_meets_them_and_count_the_places_that_cite_them(ledger: Ledger) -> None:
    told = made(ledger, since="2020")
    cited = [citation for part in told.sections for line in lines(part) for run in line.runs for citation in run.notes]
    first = [citation.note for citation in cited if citation.place == 1]
    assert first == sorted(first) == [note.number for note in told.footnotes]
    for note in told.footnotes:
        assert [one.place for one in cited if one.note == note.number] == list(range(1, note.places + 1))


def test_every_row_and_every_sentence_on_what_moved_rests_on_a_footnote(ledger: Ledger) -> None:
    for part in made(ledger, since="2020").sections:
        for block in part.blocks:
            if isinstance(block, Points):
                assert all(any(run.notes for run in line.runs) for line in block.lines)
            elif isinstance(block, Table):
                for group in block.groups:
                    for row in group.rows:
                        assert any(run.notes for cell in row for line in cell for run in line.runs)


def test_an_open_matter_shows_stage_word_move_and_each_due_date_with_its_slip(ledger: Ledger) -> None:
    told = made(ledger)
    table = section(told, "Open matters")
    assert "June 2022" in table
    assert "→ 2024 (+915 days)" in table
    assert "→ 2026 (+730 days)" in table
    assert noted(told, "→ 2026") == ["Work on the Frost Cable is now to be completed in 2026"]
    assert "Sought, 6 October 2021, on the word of Norway" in table
    assert "Estonia to answer" in table


def test_promised_stands_beside_delivered_and_each_leads_to_its_own_sentence(ledger: Ledger) -> None:
    told = made(ledger)
    assert section(told, "Promised and delivered").splitlines()[-3:] == ["400 boats", "100 boats", "300 boats"]
    assert noted(told, "400 boats") == ["Lund promised Estonia 400 rescue boats"]
    assert "Norway has delivered 100 of the boats" in noted(told, "100 boats")


def test_what_moved_are_slips_deliveries_new_matters_and_meetings_since_that_day(ledger: Ledger) -> None:
    told = moved(made(ledger, since="2020"))
    assert "Due June 2022 → 2024 (+915 days) → 2026 (+730 days)." in told
    assert "Delivered: 100 of 400 boats." in told
    assert "A second landing site. Sought" in told
    assert "Visit in Tallinn, 5 October 2021 (Kari Lund, Jaan Tamm)." in told


def test_a_delivery_before_the_day_is_not_told_again(ledger: Ledger) -> None:
    told = moved(made(ledger, since="2021-10-07"))
    assert "Delivered" not in told
    assert "A second landing site. Sought" not in told
    assert "Tallinn" not in told
    assert "→ 2026 (+730 days)." in told


def test_what_is_told_on_the_day_itself_has_moved_since_then(ledger: Ledger) -> None:
    assert "→ 2026" in moved(made(ledger, since="2023-05-02"))
    assert "→ 2026" not in moved(made(ledger, since="2023-05-03"))


def test_a_matter_falls_overdue_by_time_alone(ledger: Ledger) -> None:
    told = made(ledger, day="2027-02-01", since="2027")
    assert "Overdue since 2026." in moved(told)
    assert noted(told, "Overdue since") == ["Work on the Frost Cable is now to be completed in 2026"]


def test_where_nothing_moved_it_says_so(ledger: Ledger) -> None:
    assert moved(made(ledger, day="2024-02-02", since="2024-02-01")) == "Nothing moved on the record."


def test_without_a_date_nothing_is_said_to_have_moved(ledger: Ledger) -> None:
    assert moved(made(ledger)) == ""
    assert "Since" not in [fact.name for fact in made(ledger).facts]


def test_contradicting_sources_are_both_cited(ledger: Ledger) -> None:
    quotes = noted(made(ledger), "Sources differ")
    assert "It would cost 900 million dollars" in quotes
    assert "put its cost at 1.2 billion dollars" in quotes


def test_a_figure_that_cannot_well_be_stands_among_the_points_to_check(ledger: Ledger) -> None:
    now = dossier(ledger, BOTH, DAY)
    (grew, *_) = (mention for one in now.figures for mention in one.mentions if one.what == "trade")
    flag = Flag(kind="implausible", text="That is more than all trade there is.", mentions=(grew,))
    told = brief(now.model_copy(update={"flags": (flag,)}), DAY)
    assert "Implausible figure. That is more than all trade there is." in section(told, "Points to check")
    assert noted(told, "more than all trade") == ["Trade between the two grew by 12 percent"]


def test_silence_is_told_apart_and_marked_as_inferred(ledger: Ledger) -> None:
    told = made(ledger)
    silent = section(told, "No longer reported on")
    assert silent.startswith("Inferred")
    assert "2, the last of 1 June 2023" in silent
    assert "the last of" not in section(told, "Open matters")


def test_a_planned_meeting_whose_day_has_passed_is_marked_as_inferred(ledger: Ledger) -> None:
    assert "inferred" in section(made(ledger, day="2023-01-01"), "Meetings")
    assert "inferred" not in section(made(ledger, day="2022-12-31"), "Meetings")


def test_of_a_large_meeting_the_first_names_are_told_and_how_many_more_there_were(ledger: Ledger) -> None:
    now = dossier(ledger, BOTH, DAY)
    large = now.meetings[0].model_copy(update={"people": tuple(f"Minister {number}" for number in range(40))})
    told = section(brief(now.model_copy(update={"meetings": (large,)}), DAY), "Meetings")
    assert "Minister 11 and 28 more" in told
    assert "Minister 12" not in told


def test_positions_stand_by_topic_with_their_holder(ledger: Ledger) -> None:
    told = section(made(ledger), "Positions")
    assert "Storms on the cable's route\nEstonia: concerned, 5 October 2021" in told


@settings(max_examples=25)
@given(day=st.dates(date(2019, 3, 14), date(2024, 6, 1)), ago=st.integers(1, 1500))
def test_a_brief_is_what_it_would_be_had_nothing_later_been_written(
    ledger: Ledger, growing: list[Ledger], day: date, ago: int
) -> None:
    since = (day - timedelta(days=ago)).isoformat()
    then = growing[sum(document.date is not None and document.date <= day.isoformat() for document, _ in record())]
    assert made(then, day.isoformat(), since) == made(ledger, day.isoformat(), since)


def test_a_long_list_ends_with_how_many_are_left_out(ledger: Ledger) -> None:
    now = dossier(ledger, BOTH, DAY)
    many = tuple(
        rung.model_copy(update={"matters": rung.matters * 50}) for rung in now.matters if rung.stage == "sought"
    )
    told = section(brief(now.model_copy(update={"matters": many}), DAY), "Open matters")
    assert told.endswith("10 more open matters, less urgent than these, are in the ledger and not shown here.")


def test_an_empty_dossier_makes_a_brief_that_says_so(ledger: Ledger) -> None:
    nothing = ("matters", "flags", "meetings", "planned", "figures", "positions", "documents")
    empty = dossier(ledger, BOTH, DAY).model_copy(update=dict.fromkeys(nothing, ()))
    told = brief(empty, DAY)
    assert section(told, "Open matters") == "Nothing is open on the record."
    assert told.footnotes == ()


def test_of_a_very_long_quote_the_middle_is_left_out_and_the_rest_is_verbatim() -> None:
    quote = " ".join(f"word{number}" for number in range(400))
    head, tail = elided(quote).split(" […] ")
    assert quote.startswith(f"{head} ")
    assert quote.endswith(f" {tail}")
    assert len(elided(quote)) < 500
    assert elided("as short as it is") == "as short as it is"


@given(quote=st.text())
def test_whatever_a_quote_is_made_of_its_beginning_and_end_are_its_own(quote: str) -> None:
    head, _, tail = elided(quote).partition(" […] ")
    assert quote.startswith(head)
    assert quote.endswith(tail)


def test_since_is_counted_from_the_first_day_of_a_month_or_year() -> None:
    assert [eve("2021-07-15"), eve("2021-07"), eve("2021")] == ["2021-07-14", "2021-06-30", "2020-12-31"]


@pytest.mark.parametrize("since", ["", "soon", "2021-13", "2021-01-01/2021-02-01"])
def test_what_is_no_date_is_refused(since: str) -> None:
    with pytest.raises(QueryError, match="no date"):
        eve(since)


def test_the_same_ledger_makes_the_same_brief_again(ledger: Ledger, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "cable.db", create=True) as other:
        for document, entries in reversed(record()):
            other.add(document, entries, reader="hand/1", raw=document.text.encode())
        assert made(other, since="2020") == made(ledger, since="2020")
