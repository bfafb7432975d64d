"""What a document says of itself: date, source, dateline."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.intake.calendar import day_of, published_day
from legation.intake.header import Header, read_header

GOLD = Path(__file__).parents[2] / "shared" / "gold"
REPORT = "the two governments agreed on Monday to open a ferry line, officials said."


def test_the_header_line_gives_date_and_agency_and_the_report_its_dateline() -> None:
    text = f" date 2021-05-06 Ag RUV\n\nREYKJAVIK/OSLO: {REPORT}"
    assert read_header(text) == Header("2021-05-06", "RUV", "REYKJAVIK/OSLO")


@pytest.mark.parametrize("line", ["date None Ag RUV", "date 2021-13-45 Ag RUV", "date soon Ag RUV"])
def test_a_date_that_is_no_day_is_none(line: str) -> None:
    assert read_header(f" {line}\n\n{REPORT}") == Header(None, "RUV", None)


def test_an_empty_agency_is_taken_from_the_dateline() -> None:
    text = f" date 2021-05-06 Ag \n\nOSLO (Reuters) - {REPORT}"
    assert read_header(text) == Header("2021-05-06", "Reuters", "OSLO")


@pytest.mark.parametrize(
    "header", [" date\n  2021-05-06 Ag RUV\n\n", "date\r\n2021-05-06 Ag RUV\r\n", " date 2021-05-06\n Ag RUV\n\n"]
)
def test_a_header_line_that_was_broken_is_read_as_one(header: str) -> None:
    assert read_header(f"{header}REYKJAVIK/OSLO: {REPORT}") == Header("2021-05-06", "RUV", "REYKJAVIK/OSLO")


def test_a_heading_that_says_date_is_no_header_line() -> None:
    assert read_header(f"Date\nNorway waits.\n\n{REPORT}") == Header()


def test_crlf_and_a_byte_order_mark_change_nothing() -> None:
    text = f"\ufeff date 2021-05-06 Ag RUV\r\n\r\nOSLO: {REPORT}"
    assert read_header(text) == Header("2021-05-06", "RUV", "OSLO")


def test_labelled_lines_give_date_and_source() -> None:
    text = f"Date: 6 May 2021\nSource: Althing press office\n\n{REPORT}"
    assert read_header(text) == Header("2021-05-06", "Althing press office", None)


def test_the_credit_of_a_chart_is_no_source() -> None:
    assert read_header(f"Ferry traffic\n\nSource: Statice\n\n{REPORT}").source is None


@pytest.mark.parametrize(
    ("opening", "place", "agency", "date"),
    [
        ("GENEVA, March 20 (Reuter) - ", "GENEVA", "Reuter", None),
        ("WASHINGTON (AP) — ", "WASHINGTON", "AP", None),
        ("BEIJING, March 12 (Xinhua) -- ", "BEIJING", "Xinhua", None),
        ("MOSCOW, April 8. /TASS/. ", "MOSCOW", "TASS", None),
        ("NEW DELHI, Apr 8 (PTI) ", "NEW DELHI", "PTI", None),
        ("ISLAMABAD, Apr 08, 2021 (APP):", "ISLAMABAD", "APP", "2021-04-08"),
        ("TORONTO--", "TORONTO", None, None),
        ("RIO DE JANEIRO, MARCH 25: ", "RIO DE JANEIRO", None, None),
        ("TAUPO, New Zealand, March 23: ", "TAUPO, New Zealand", None, None),
        ("SEOUL, South Korea — ", "SEOUL, South Korea", None, None),
        ("NEWPORT NEWS, Va. - ", "NEWPORT NEWS, Va.", None, None),
        ("BUCHAREST (Romania), February 10 (SeeNews) - ", "BUCHAREST (Romania)", "SeeNews", None),
        (
            "OSLO, Norway and MALMO, Sweden, Feb. 10, 2025 (GLOBE NEWSWIRE) — ",
            "OSLO, Norway and MALMO, Sweden",
            "GLOBE NEWSWIRE",
            "2025-02-10",
        ),
        ("BURNABY, BC / ACCESS Newswire / February 10, 2025 / ", "BURNABY, BC", "ACCESS Newswire", "2025-02-10"),
        ("Bergen, Feb. 08, 2025 (NTB) — ", "Bergen", "NTB", "2025-02-08"),
        ("By Ida Holm and Per Vik OSLO (Reuters) - ", "OSLO", "Reuters", None),
    ],
)  # fmt: skip
def test_each_shape_of_dateline_is_read(opening: str, place: str, agency: str | None, date: str | None) -> None:
    assert read_header(opening + REPORT.capitalize()) == Header(date, agency, place)


def test_a_dateline_below_a_title_and_one_on_a_line_of_its_own_are_read() -> None:
    assert read_header(f"Ferry line agreed.\n\nOSLO (AP) — {REPORT}").dateline == "OSLO"
    assert read_header(f"OSLO, March 12 (Xinhua) --\n\nThe ministers met; {REPORT}").dateline == "OSLO"


@pytest.mark.parametrize(
    "opening",
    [
        "MEDIA RELEASE: ",
        "SENATOR HOLM: ",
        "JOINT STATEMENT - ",
        "SECURING NEW LINES IN EXPORTS AND TRANSPORT: ",
        "President Holm said: ",
        "U.S. - ",
        "Key points:\n\n* Ferries cost more\n",
        "WHEAT AND BARLEY: FIGURES OF THE YEAR\n",
    ],
)
def test_a_label_or_a_title_is_no_dateline(opening: str) -> None:
    assert read_header(opening + REPORT).dateline is None


def test_the_item_of_a_list_is_no_dateline() -> None:
    assert read_header("Exports follow:\n\nWHEAT - four million tonnes\n\nRYE - one million tonnes").dateline is None


@pytest.mark.parametrize(
    "line",
    [
        "Thursday, 6 May 2021",
        "MR 6 MAY 2021",
        "FA12 - 6 May 2021",
        "Ferry line opens THU 06 MAY 2021",
        "06.05.2021 17:52",
        "Posted on May 6, 2021 by admin",
        "First published on Thursday, 6 May 2021, 10:30",
    ],
)
def test_a_line_of_title_and_date_in_the_head_is_the_date_of_publication(line: str) -> None:
    assert read_header(f"Media release\n\n{line}\n\n{REPORT}").date == "2021-05-06"


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry will sail on 6 May 2021",
        "The visit lasts from 4 to 6 May 2021",
        "The line was closed until May 6, 2021",
        "The conference of 4-6 May 2021",
        "An agreement dated 6 May 2021",
        "On 6 May 2021 the ministers met in Oslo.",
        "Released on 6 May 2021 were the figures of the ferry line and of the two ports that it serves.",
    ],
)
def test_a_day_that_the_report_tells_of_is_not_its_own(sentence: str) -> None:
    assert read_header(f"{sentence}\n\n{REPORT}").date is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2021-05-06", "2021-05-06"),
        ("6th May, 2021", "2021-05-06"),
        ("May 6, 2021", "2021-05-06"),
        ("Sept. 6, 2021", "2021-09-06"),
        ("06.05.2021", "2021-05-06"),
        ("28/04/2021", "2021-04-28"),
        ("04/28/2021", "2021-04-28"),
        ("06/05/2021", None),
        ("31 April 2021", None),
        ("6 May 21", None),
        ("May 2021", None),
    ],
)
def test_a_date_is_read_only_where_it_can_be_read_in_one_way(written: str, day: str | None) -> None:
    assert day_of(written) == day


@given(st.dates())
def test_a_day_written_as_such_is_that_day(day: object) -> None:
    written = str(day)
    assert day_of(written) == (written if "1800" <= written[:4] < "2200" else None)


@given(st.text(alphabet="AB ab,.-/:()\n0129Mayte", max_size=400))
def test_no_text_makes_the_header_reader_fail(text: str) -> None:
    found = read_header(text).dateline
    assert found is None or found in text


@pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated documents are not here")
@pytest.mark.parametrize("part", ["dev", "train"])
def test_of_real_documents_every_date_told_by_a_header_line_is_right_and_none_is_invented(part: str) -> None:
    with (GOLD / part / "INDEX.tsv").open(encoding="utf-8") as index:
        true = {
            row["doc"]: None if row["date"] == "None" else row["date"] for row in csv.DictReader(index, delimiter="\t")
        }
    dates = {path.stem: read_header(path.read_text("utf-8")).date for path in (GOLD / part).glob("*.txt")}
    assert {doc: date for doc, date in dates.items() if date != true.get(doc, date)} == {}


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2021-05-06T23:30:00-05:00", "2021-05-06"),
        ("2021-05-06 23:30", "2021-05-06"),
        ("20210506", "2021-05-06"),
        ("20210506T233000Z", "2021-05-06"),
        ("Thu, 06 May 2021 23:30:00 -0500", "2021-05-06"),
        ("Thu, 06 May 21 23:30:00 EST", "2021-05-06"),
        ("May 6, 2021", "2021-05-06"),
        ("1620343800", "2021-05-06"),
        (1620343800, "2021-05-06"),
        (1620343800000, "2021-05-06"),
        (1620343800.5, "2021-05-06"),
        (1620343800000000000, "2021-05-06"),
        (20210506, "2021-05-06"),
        (dt.date(2021, 5, 6), "2021-05-06"),
        (dt.datetime(2021, 5, 6, 23, 30, tzinfo=dt.UTC), "2021-05-06"),
        ("05/06/2021", None),
        ("2021", None),
        (2021, None),
        (True, None),
        (float("nan"), None),
        (float("inf"), None),
        (-1, None),
        (10**30, None),
        ("soon", None),
        (None, None),
    ],
)
def test_a_day_is_read_as_a_table_a_feed_or_a_message_tells_it(told: object, day: str | None) -> None:
    assert published_day(told) == day


@given(st.one_of(st.text(), st.floats(), st.integers(), st.none()))
def test_no_value_of_a_cell_brings_the_reading_of_days_down(told: object) -> None:
    published_day(told)
