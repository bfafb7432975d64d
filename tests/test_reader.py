"""The reader as a whole: by name, one entry for what is told twice, and the frame that a document gives."""

import pytest

from legation.errors import QueryError
from legation.reading.reader import open_reader, reader_names
from wire import document, entries, meetings, only, reader

LEAD = "Kenyan President Daniel Otieno visited Uganda on Monday."


def test_the_first_reader_named_is_the_one_opened() -> None:
    assert open_reader().name.startswith(reader_names()[0] + "/")


def test_an_unknown_reader_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(QueryError, match=r"'oracle'.*rules"):
        open_reader("oracle")


@pytest.mark.parametrize("text", ["", "   ", "\r\n\r\n\t"])
def test_a_text_of_nothing_puts_nothing_on_the_record(text: str) -> None:
    assert entries(text) == ()


def test_a_header_line_is_read_past_and_counted_in_every_place() -> None:
    header = " date 2024-05-14 Ag Kenya visited Uganda\n\n"
    entry = only(list(entries(header + LEAD)))
    assert entry.evidence[0].start == len(header)


def test_a_dateline_is_no_part_of_the_sentence_behind_it() -> None:
    entry = only(list(entries(f"KAMPALA, May 14 (LGN) - {LEAD}")))
    assert entry.evidence[0].quote == LEAD.removesuffix(".")


def test_a_headline_does_not_run_into_the_first_sentence() -> None:
    found = entries(f"Kenya and Uganda talk tea\n\n{LEAD}")
    assert [entry.evidence[0].quote for entry in found] == [LEAD.removesuffix(".")]


def test_a_day_of_the_week_counts_from_the_day_of_the_document() -> None:
    dates = [reader().read(document(LEAD, date=day))[0].date for day in ("2024-05-14", "2019-01-02", None)]
    assert dates == ["2024-05-13", "2018-12-31", None]


def test_the_same_words_in_two_documents_are_two_entries() -> None:
    one, other = (reader().read(document(text)) for text in (LEAD, LEAD + "\n"))
    assert one[0].evidence == other[0].evidence
    assert one[0].id != other[0].id


def test_a_text_issued_by_a_state_speaks_for_it() -> None:
    issued = document("We have delivered 40 buses to Uganda.", source="Ministry of Foreign Affairs of Kenya")
    (entry,) = reader().read(issued)
    assert (entry.kind, entry.speaker) == ("commitment", None)
    assert entry.kind == "commitment"
    assert (entry.by, entry.to) == (("KEN",), ("UGA",))


def test_the_same_words_from_nobody_are_nobodys() -> None:
    assert reader().read(document("We have delivered 40 buses to Uganda.")) == ()


def test_a_visit_told_in_two_sentences_is_one_entry_with_two_quotes() -> None:
    entry = only(meetings(f"{LEAD} Otieno visited Uganda with six ministers."))
    assert [evidence.quote for evidence in entry.evidence] == [
        LEAD.removesuffix("."),
        "Otieno visited Uganda with six ministers",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Kenyan parliament approved the budget on Monday.",
        "The Kenyan opposition criticised the president.",
        "The Kenyan president will reshuffle the cabinet.",
        "The Kenyan police arrested 40 thieves in Nairobi.",
        pytest.param(
            "The Kenyan finance minister promised farmers better roads.",
            marks=pytest.mark.xfail(strict=True, reason="a party without a code counts as one from abroad"),
        ),
        pytest.param(
            "In Kenya prices rose by 3 per cent.",
            marks=pytest.mark.xfail(strict=True, reason="a figure needs no second party"),
        ),
    ],
)
def test_home_affairs_put_nothing_on_the_record(sentence: str) -> None:
    assert entries(sentence) == ()
