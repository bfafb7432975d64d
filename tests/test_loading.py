"""Results of `legation bulk` loaded: the ledger is as adding would have it, in any order, whatever the rows say."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.bulk.desk import SAID
from legation.bulk.parts import ROWS, write_part
from legation.bulk.schema import document_row, entry_rows, failure_row
from legation.cli.app import run
from legation.errors import BrokenFile, ResultRefused, UnreadablePath
from legation.intake import Received
from legation.ledger import Ledger
from legation.ledger.folding.matters import matters_of
from legation.ledger.keeping.opening import open_database
from legation.ledger.loading import arranging
from legation.ledger.loading.loading import Loaded, load
from legation.ledger.record import Read
from legation.ledger.upkeep.checking import check
from legation.nouns import Matter, Mention
from strategies import Report, report, reports, spelt_out, whole

READER = "hand/1"
YEAR = [whole(f"report {n}", f"Finland will lend {n} icebreakers.", reported=f"2020-{n:02}-05") for n in range(1, 9)]


@pytest.fixture(autouse=True)
def small_stacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arranging, "STACK", 3)


def row_of(each: Report, number: int, reader: str = READER) -> dict[str, Any]:
    row = f"{number:032x}"
    told = document_row(Received(each.document, each.raw), row=row, nth=0, reader=reader, entries=len(each.entries))
    return told | {SAID: entry_rows(each.document.id, each.entries, row=row, nth=0)}


def result(folder: Path, rows: Iterable[dict[str, Any]], parts: int = 3) -> Path:
    for inside in ("documents", "entries"):
        (folder / inside).mkdir(parents=True, exist_ok=True)
    every = list(rows)
    for part in range(parts):
        write_part(folder, pa.array(every[part::parts], ROWS))
    return folder


def result_of(folder: Path, documents: Iterable[Report]) -> Path:
    return result(folder, (row_of(each, number) for number, each in enumerate(documents)))


def loaded(place: str | Path, folder: Path, workers: int = 0) -> Loaded:
    database = open_database(place, create=True)
    try:
        return load(database, folder, lambda *_: None, workers=workers)
    finally:
        database.close()


def findings(place: str | Path) -> tuple[object, ...]:
    database = open_database(place, create=False)
    try:
        return check(database, lambda *_: None).findings
    finally:
        database.close()


def true(mentions: tuple[Mention, ...]) -> Report:
    """The document of some mentions, which has the id of its bytes and says what they quote."""
    said = spelt_out(*mentions)
    text = f"{said.document.text} {said.document.name}"
    identity = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    document = said.document.model_copy(update={"text": text, "id": identity})
    return Report(document, said.entries, text.encode())


def told_by(documents: Iterable[Report]) -> list[Matter]:
    mentions = [Mention.of(each.document, entry) for each in documents for entry in each.entries]
    return sorted(matters_of(mentions, datetime.now(UTC).date()), key=lambda matter: matter.id)


def matters(ledger: Ledger) -> list[Matter]:
    return sorted(ledger.matters(), key=lambda matter: matter.id)


def on_record(ledger: Ledger) -> list[tuple[object, ...]]:
    return [(kept.document, kept.entries, kept.reader) for kept in ledger.documents()]


@settings(max_examples=12)
@given(documents=reports(most=10), seed=st.integers(0, 10**6))
def test_what_is_loaded_in_two_results_of_any_order_is_what_is_added_one_by_one(
    documents: list[tuple[Mention, ...]], seed: int
) -> None:
    every = [true(mentions) for mentions in documents]
    shuffled = list(every)
    Random(seed).shuffle(shuffled)  # noqa: S311 - an order, no secret
    half = len(every) // 2
    with TemporaryDirectory() as name:
        folder = Path(name)
        for number, some in enumerate((shuffled[:half], shuffled[half:])):
            loaded(folder / "loaded.db", result_of(folder / str(number), some))
        assert findings(folder / "loaded.db") == ()
        with Ledger.open(folder / "loaded.db") as taken, Ledger.open(folder / "added.db", create=True) as one_by_one:
            for each in shuffled:
                one_by_one.add(each.document, each.entries, reader=READER, raw=each.raw)
            assert on_record(taken) == on_record(one_by_one)
            assert matters(taken) == matters(one_by_one) == told_by(every)
            assert taken.counts() == one_by_one.counts()
            for word in ("ferry", "icebreaker", "Kask"):
                assert {hit.mention for hit in taken.search(word).entries} == {
                    hit.mention for hit in one_by_one.search(word).entries
                }


@settings(max_examples=12)
@given(documents=reports(most=8), seed=st.integers(0, 10**6))
def test_documents_added_all_at_once_in_any_order_make_the_matters_of_the_pure_derivation(
    documents: list[tuple[Mention, ...]], seed: int
) -> None:
    every = [report(*mentions) for mentions in documents]
    Random(seed).shuffle(every)  # noqa: S311 - an order, no secret
    with TemporaryDirectory() as name, Ledger.open(Path(name) / "l.db", create=True) as ledger:
        added = list(ledger.add_all(Read(each.document, each.entries, READER, each.raw) for each in every))
        assert [one.new for one in added] == [True] * len(every)
        assert matters(ledger) == told_by(every)


def test_a_document_met_twice_among_those_added_at_once_is_kept_once_with_both_its_papers(place: str) -> None:
    one, other = YEAR[:2]
    reprint = one.document.model_copy(update={"source": "Reval Courier", "date": "2019-12-01"})
    with Ledger.open(place, create=True) as ledger:
        ledger.add(other.document, other.entries, reader=READER, raw=other.raw)
        given_ = [
            Read(one.document, one.entries, READER, one.raw),
            Read(other.document, other.entries, READER, other.raw),
            Read(reprint, one.entries, READER, one.raw),
            Read(other.document, (), "hand/2", other.raw),
        ]
        added = list(ledger.add_all(given_))
        assert [each.new for each in added] == [True, False, False, True]
        kept = {each.document.name: each for each in ledger.documents()}
        assert kept["report 1"].document == reprint
        assert kept["report 2"].reader == "hand/2"
    assert findings(place) == ()


def test_a_result_is_loaded_on_either_database_and_loading_it_again_changes_nothing(place: str, tmp_path: Path) -> None:
    folder = result_of(tmp_path / "out.parquet", reversed(YEAR))
    first = loaded(place, folder)
    assert (first.documents, first.entries, first.known, first.barred) == (8, 8, 0, [])
    with Ledger.open(place) as ledger:
        before = (on_record(ledger), ledger.moment())
    again = loaded(place, folder)
    assert (again.documents, again.entries, again.known) == (0, 0, 8)
    with Ledger.open(place) as ledger:
        assert (on_record(ledger), ledger.moment()) == before
    assert findings(place) == ()


def test_a_later_result_with_earlier_documents_is_laid_among_those_that_are_there(place: str, tmp_path: Path) -> None:
    loaded(place, result_of(tmp_path / "one", YEAR[1::2]))
    loaded(place, result_of(tmp_path / "other", YEAR[::2]))
    assert findings(place) == ()
    with Ledger.open(place) as ledger:
        assert matters(ledger) == told_by(YEAR)


def test_loading_that_is_stopped_leaves_a_whole_ledger_and_goes_on_where_it_was(tmp_path: Path) -> None:
    folder, place = result_of(tmp_path / "out.parquet", YEAR), tmp_path / "l.db"

    def stop(what: str, done: int, total: int) -> None:  # noqa: ARG001 - as it is called
        if what == "loading" and done >= 3:
            raise KeyboardInterrupt

    database = open_database(place, create=True)
    with pytest.raises(KeyboardInterrupt):
        load(database, folder, stop, workers=0)
    database.close()
    assert findings(place) == ()
    with Ledger.open(place) as ledger:
        assert 0 < ledger.counts().documents < len(YEAR)
    rest = loaded(place, folder)
    assert (rest.documents, rest.known) == (len(YEAR) - 3, 3)
    with Ledger.open(place) as ledger:
        assert matters(ledger) == told_by(YEAR)


def test_processes_beside_draft_what_one_alone_would(tmp_path: Path) -> None:
    folder = result_of(tmp_path / "out.parquet", YEAR)
    loaded(tmp_path / "one.db", folder)
    loaded(tmp_path / "two.db", folder, workers=1)
    with Ledger.open(tmp_path / "one.db") as one, Ledger.open(tmp_path / "two.db") as two:
        assert on_record(one) == on_record(two)
        assert one.matters() == two.matters()


def changed(each: Report, **fields: Any) -> dict[str, Any]:
    return row_of(each, 99) | fields


def lying(each: Report, **fields: Any) -> dict[str, Any]:
    """Row of a document whose first entry says something else of itself than it may."""
    row = row_of(each, 99)
    entry = json.loads(row[SAID][0]["json"]) | fields
    return row | {SAID: [row[SAID][0] | {"json": json.dumps(entry)}]}


QUOTE = YEAR[0].entries[0].evidence[0]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (lying(YEAR[0], evidence=[{"start": 0, "end": 5, "quote": "Never"}]), "is not what"),
        (lying(YEAR[0], evidence=[{"start": -9, "end": 10**9, "quote": QUOTE.quote}]), "is not what"),
        (lying(YEAR[0], trigger="will never"), "trigger"),
        (lying(YEAR[0], id="e" + "f" * 400), "id that is none"),
        (lying(YEAR[0], stage="forgotten"), "do not hold together"),
        (lying(YEAR[0], due="tomorrow", by=7), "do not hold together"),
        (changed(YEAR[0], text="Other words altogether."), "hash"),
        (changed(YEAR[0], raw=b"Other bytes."), "hash"),
        (changed(YEAR[0], date="2020-02-30"), "do not hold together"),
        (changed(YEAR[0], date="20200205"), "no day"),
        (changed(YEAR[0], name=None), "do not hold together"),
        (changed(YEAR[0], name="two\nlines"), "one line"),
        (changed(YEAR[0], title="a" * 5000), "too long"),
        (changed(YEAR[0], reader=""), "its reader"),
        (changed(YEAR[0], language="klingonese"), "language"),
    ],
)
def test_a_row_that_does_not_hold_together_is_left_out_with_its_reason_and_the_others_are_loaded(
    row: dict[str, Any], reason: str, tmp_path: Path
) -> None:
    rows = [row, *(row_of(each, number) for number, each in enumerate(YEAR[1:4]))]
    found = loaded(tmp_path / "l.db", result(tmp_path / "out.parquet", rows))
    assert [reason in one.reason for one in found.barred] == [True], found.barred
    assert found.documents == 3
    assert findings(tmp_path / "l.db") == ()


def test_what_a_document_says_of_itself_is_kept_as_text_whatever_it_says(place: str, tmp_path: Path) -> None:
    odd = whole("../../etc/passwd", by=("FIN", "'); DROP TABLE lines; --"))
    odd = odd._replace(document=odd.document.model_copy(update={"source": "=1+1", "title": "\0<b>"}))
    loaded(place, result_of(tmp_path / "out.parquet", [odd]))
    with Ledger.open(place) as ledger:
        (kept,) = ledger.documents()
    assert kept.document == odd.document
    assert findings(place) == ()


def test_what_bulk_could_not_read_is_told_and_not_loaded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = failure_row(BrokenFile("a.pdf: is damaged"), row="f" * 32, nth=0, reader=READER, name="a")
    rows = [broken | {SAID: []}, row_of(YEAR[0], 1), lying(YEAR[1], trigger="never")]
    folder, place = result(tmp_path / "out.parquet", rows), tmp_path / "l.db"
    assert run(["ledger", "load", str(folder), "--ledger", str(place)]) == 1
    told = capsys.readouterr()
    assert told.out.startswith("1 document loaded with 1 entry; 1 not loaded; 1 could not be read by bulk (")
    assert told.err.startswith("legation: report 2: not loaded, the trigger of e")
    assert run(["ledger", "load", str(folder), "--ledger", str(place), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["documents"], found["known"], found["failures"]) == (0, 1, {"BrokenFile": 1})


def test_a_folder_that_is_no_result_or_a_damaged_one_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePath, match="no result of legation bulk"):
        loaded(tmp_path / "l.db", tmp_path)
    folder = result_of(tmp_path / "out.parquet", YEAR)
    part = next((folder / "documents").iterdir())
    part.write_bytes(part.read_bytes()[:-20])
    with pytest.raises(ResultRefused, match=r"cannot be read .* run legation bulk again"):
        loaded(tmp_path / "l.db", folder)


def test_an_undated_document_counts_from_the_day_on_which_it_is_loaded(place: str, tmp_path: Path) -> None:
    loaded(place, result_of(tmp_path / "out.parquet", [whole("undated", reported=None), YEAR[0]]))
    with Ledger.open(place) as ledger:
        first, last = ledger.documents()
        assert (first.document.name, last.document.name) == ("report 1", "undated")
        assert ledger.documents(as_of="2021")[-1].document.name == "report 1"
    assert findings(place) == ()
