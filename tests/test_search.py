"""Full-text search: what is typed, what is found, and that both databases find the same."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.errors import QueryError
from legation.ledger import Ledger
from legation.ledger.search import indexing
from legation.ledger.search.fulltext import passages
from legation.ledger.search.query import parsed
from legation.ledger.search.searching import Found
from legation.ledger.search.snippets import marks_in, snippet
from legation.ledger.search.stems import spoken, stem, stems
from legation.nouns import Mention
from strategies import Report, add, days, report, reports, stance, told

READER = "hand/1"
PIPELINE = report(
    told("pledged", "build the gas pipeline", doc="pipeline", reported="2015-03-01", area=("energy",), speaker="Kask"),
    told("signed", "deepen the harbour at Loksa", doc="pipeline", reported="2015-03-01", start=100),
    text="They will build the gas pipeline. Nobody doubts that it pays. The harbour is to be deepened as well.",
)
FERRY = report(
    told("offered", "run a ferry", doc="ferry", reported="2019-06-01", by=("SWE",), to=("FIN",)),
    stance(by=["SWE"], to=["FIN"], doc="ferry", reported="2019-06-01"),
    text="Sweden offers a ferry. Its pipelines carry no gas, says Ångström of the ministry: it would be a waste.",
)
LATE = report(
    told("dropped", "build the gas pipeline", doc="late", reported="2021-01-01"), text="The gas pipeline is off."
)


@pytest.fixture(scope="module")
def filled(shared_place: str) -> Iterator[Ledger]:
    """A ledger of each kind that is only searched."""
    with Ledger.open(shared_place, create=True) as ledger:
        for each in (PIPELINE, FERRY, LATE):
            add(ledger, each)
        yield ledger


def names(found: Found) -> set[str]:
    return {hit.document.name for hit in found.documents}


def entries(found: Found) -> set[str]:
    return {hit.mention.entry.id for hit in found.entries}


@pytest.mark.parametrize(
    "same",
    ["pledge pledges pledged pledging", "supply supplies supplied supplying", "agree agrees agreed agreeing",
     "control controls controlled controlling", "process processes", "café cafe CAFÉ Cafe\u0301", "straße STRASSE"],
)  # fmt: skip
def test_case_accents_and_inflection_do_not_matter(same: str) -> None:
    assert len({stem(word) for word in same.split()}) == 1


@pytest.mark.parametrize(
    "apart", ["agree agreement", "state station", "gas gash", "need necessity", "1 10", "bus business"]
)
def test_different_words_stay_apart(apart: str) -> None:
    one, other = apart.split()
    assert stem(one) != stem(other)


@given(st.text() | st.text(st.characters(max_codepoint=127)))
def test_words_stand_where_they_are_said_to(text: str) -> None:
    for word in spoken(text):
        assert stem(text[word.start : word.end]) == word.stem
        assert word.stem
        assert word.stem.isalnum()


@pytest.mark.parametrize(
    ("typed", "documents"),
    [
        ("gas pipeline", {"pipeline", "ferry", "late"}),
        ('"gas pipeline"', {"pipeline", "late"}),
        ("gas-pipeline", {"pipeline", "late"}),
        ("PIPELINES", {"pipeline", "ferry", "late"}),
        ("gas -ferry", {"pipeline", "late"}),
        ('pipeline -"gas pipeline"', {"ferry"}),
        ("harbour OR ferry", {"pipeline", "ferry"}),
        ('gas harbour OR "is off"', {"pipeline", "late"}),
        ("pipe*", {"pipeline", "ferry", "late"}),
        ('"gas pipe"*', {"pipeline", "late"}),
        ("pays*", {"pipeline"}),
        ("deepening", {"pipeline"}),
        ("angstrom", {"ferry"}),
        ("OR ferry", set()),
        ("nobody doubt it", {"pipeline"}),
        ("zeppelin", set()),
    ],
)
def test_what_is_typed_finds_what_a_person_means(filled: Ledger, typed: str, documents: set[str]) -> None:
    assert names(filled.search(typed)) == documents


HOSTILE = (
    "'", '"', "''; DROP TABLE lines --", "words:gas", "marks:p1", "NEAR(gas pipeline)", "gas AND", "NOT gas", "^gas",
    "*", "gas**", "(gas", "gas)", "{words}:gas", "+gas", "a:*b", "!gas", "gas & pipeline", "gas | ferry", "<-> gas",
    "gas:A", "\\", "%", "_", "gas\0pipeline", "\ud800", "~", "y2015", "-- gas", "''gas''", "\U0001f600 gas", '"gas',
    'gas"', "OR OR OR", "-", "- gas", "gas -", "--gas ferry",
)  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_is_text(filled: Ledger, typed: str) -> None:
    try:
        found = filled.search(typed)
    except QueryError as error:
        assert "no word to search for" in str(error)  # noqa: PT017 - most of these find something or nothing
    else:
        assert names(found) <= {"pipeline", "ferry", "late"}


def test_a_mark_of_the_index_is_no_word_of_a_document(filled: Ledger) -> None:
    assert filled.search("y2015").documents == ()
    assert filled.search(indexing.party_mark("SWE")).entries == ()


def test_a_whole_page_may_be_pasted(filled: Ledger) -> None:
    assert names(filled.search("the gas pipeline is off " * 500)) == {"late"}
    assert filled.search(" ".join(f"word{n}" for n in range(5000))).documents == ()
    assert names(filled.search(" OR ".join(["gas", *(f"word{n}" for n in range(5000))]))) == {
        "pipeline",
        "ferry",
        "late",
    }


def test_what_is_not_to_be_there_is_no_search_alone() -> None:
    with pytest.raises(QueryError, match=r"no word to search for in '-gas': give one, such as pipeline"):
        parsed("-gas")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, {"pipeline", "harbour", "ferry", "late", "stance"}),
        ({"parties": ["SWE"]}, {"ferry", "stance"}),
        ({"parties": ["FIN", "SWE"]}, {"ferry", "stance"}),
        ({"parties": ["EST", "SWE"]}, set()),
        ({"kinds": ["position"]}, {"stance"}),
        ({"kinds": ["position", "meeting"]}, {"stance"}),
        ({"areas": ["energy"]}, {"pipeline"}),
        ({"areas": ["energy", "transport"]}, {"pipeline", "harbour", "ferry", "late"}),
        ({"stages": ["signed", "dropped"]}, {"harbour", "late"}),
        ({"since": "2019"}, {"ferry", "late", "stance"}),
        ({"until": "2019-06"}, {"pipeline", "harbour", "ferry", "stance"}),
        ({"since": "2019-06-02", "until": "2020"}, set()),
        ({"as_of": "2020-12-31"}, {"pipeline", "harbour", "ferry", "stance"}),
        ({"as_of": "2019", "until": "2015-03-01"}, {"pipeline", "harbour"}),
    ],
)
def test_filters_keep_what_they_name(filled: Ledger, filters: dict[str, Sequence[str]], found: set[str]) -> None:
    named = {
        "pipeline": PIPELINE.entries[0].id, "harbour": PIPELINE.entries[1].id, "ferry": FERRY.entries[0].id,
        "late": LATE.entries[0].id, "stance": FERRY.entries[1].id,
    }  # fmt: skip
    hits = filled.search("build OR deepen OR run OR welcome", **filters)  # type: ignore[arg-type]
    assert entries(hits) == {named[name] for name in found}


def test_documents_are_found_by_the_parties_of_their_entries_and_their_day(filled: Ledger) -> None:
    assert names(filled.search("pipeline", parties=["SWE"])) == {"ferry"}
    assert names(filled.search("pipeline", as_of="2018")) == {"pipeline"}
    assert names(filled.search("pipeline", since="2020")) == {"late"}


def test_an_entry_is_found_by_its_speaker_and_no_phrase_reaches_from_field_to_field(filled: Ledger) -> None:
    assert entries(filled.search("kask")) == {PIPELINE.entries[0].id}
    assert entries(filled.search('"pipeline kask"')) == set()


def test_an_entry_shows_where_in_the_text_the_words_stand(ledger: Ledger) -> None:
    text = "It was said: they build the gas pipeline."
    start = text.index("build")
    add(ledger, report(told("pledged", "build the gas pipeline", doc="one", start=start), text=text))
    (hit,) = ledger.search('"gas pipeline" OR building').entries
    assert [text[mark.start : mark.end] for mark in hit.marks] == ["build", "gas pipeline"]


def test_more_hits_than_can_be_ranked_are_the_latest(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legation.ledger.search.searching.MOST_RANKED", 3)
    for year in (2003, 2001, 2005, 2004, 2002):
        day = f"{year}-01-01"
        add(ledger, report(told(what="a dam", doc=day, reported=day), text=f"A dam of {year}."))
    found = ledger.search("dam", limit=2)
    assert [hit.mention.doc for hit in found.entries] == ["2005-01-01", "2004-01-01"]
    assert [hit.document.name for hit in found.documents] == ["2005-01-01", "2004-01-01"]
    assert found.of == (None, None)
    assert ledger.search("dam", since="2003", limit=2).of == (3, 3)
    assert ledger.search("dam", since="2002", limit=2).of == (None, None)
    assert [hit.document.name for hit in ledger.search("dam", until="2004", limit=1).documents] == ["2004-01-01"]


def test_what_says_it_more_often_comes_first(ledger: Ledger) -> None:
    for name, text in (
        ("once", "A dam, and much else of other things."),
        ("often", "A dam, the dam, that dam, no dam."),
    ):
        add(ledger, report(told(what="build", doc=name, reported="2020-01-01"), text=text))
    assert [hit.document.name for hit in ledger.search("dam").documents] == ["often", "once"]


def test_a_long_document_is_found_by_any_of_its_words(ledger: Ledger) -> None:
    text = f"{'filler and more ' * 8000}then the zeppelin rose{' again' * 9000} over Pärnu"
    add(ledger, report(told(what="build", doc="long"), text=text))
    for typed in ("zeppelin", '"the zeppelin rose"', "pärnu", "filler"):
        (hit,) = ledger.search(typed).documents
        assert hit.text[hit.snippet.marks[0].start - hit.snippet.start :].lower().startswith(typed.strip('"'))


def test_passages_of_a_long_document_leave_no_phrase_out() -> None:
    words = [f"w{n}" for n in range(40_000)]
    rows = [row.words.split() for row in passages(7, words, ())]
    assert len(rows) > 2
    for at in range(len(words) - 8):
        assert any(at >= (begin := int(row[0][1:])) and at + 8 <= begin + len(row) for row in rows)


WORDS = st.sampled_from(["ferry", "cable", "grain", "harbour", "survey", "rail", "the", "build", "lend", "winter"])
QUERIES = st.lists(
    st.tuples(st.sampled_from(["{}", '"{} {}"', "-{}", "{}*", "OR {}"]), WORDS, WORDS), min_size=1, max_size=3
)


def typed_of(parts: Sequence[tuple[str, str, str]]) -> str:
    return " ".join(form.format(one, other) for form, one, other in parts)


def found_by(ledger: Ledger, typed: str, as_of: str | None = None) -> tuple[set[str], set[str]]:
    try:
        found = ledger.search(typed, as_of=as_of, limit=100)
    except QueryError:
        return set(), set()
    return entries(found), names(found)


def filled_report(mentions: tuple[Mention, ...]) -> Report:
    text = ". ".join(mention.entry.evidence[0].quote for mention in mentions)
    return report(*mentions, text=text)


@settings(max_examples=25)
@given(documents=reports(most=6), queries=st.lists(QUERIES.map(typed_of), min_size=5, max_size=5), day=days)
def test_as_of_a_day_is_found_what_a_ledger_of_the_documents_known_by_then_finds(
    documents: list[tuple[Mention, ...]], queries: list[str], day: str
) -> None:
    with (
        TemporaryDirectory() as folder,
        Ledger.open(Path(folder) / "all.db", create=True) as everything,
        Ledger.open(Path(folder) / "then.db", create=True) as then,
    ):
        for mentions in documents:
            add(everything, filled_report(mentions))
            if (mentions[0].reported or "") <= day:
                add(then, filled_report(mentions))
        for typed in queries:
            assert found_by(everything, typed, day) == found_by(then, typed)


@settings(max_examples=25)
@given(
    documents=reports(most=4), others=reports(most=4), queries=st.lists(QUERIES.map(typed_of), min_size=5, max_size=5)
)
def test_a_document_read_anew_leaves_nothing_behind_in_the_index(
    documents: list[tuple[Mention, ...]], others: list[tuple[Mention, ...]], queries: list[str]
) -> None:
    with (
        TemporaryDirectory() as folder,
        Ledger.open(Path(folder) / "old.db", create=True) as old,
        Ledger.open(Path(folder) / "new.db", create=True) as new,
    ):
        for mentions, again in zip(documents, others, strict=False):
            first = filled_report(mentions)
            second = first._replace(entries=tuple(mention.entry for mention in again))
            add(old, first)
            add(old, second, reader="hand/2")
            add(new, second, reader="hand/2")
        for typed in queries:
            assert found_by(old, typed) == found_by(new, typed)
        with old._reading() as here, new._reading() as there:
            assert indexing.vocabulary(here) == indexing.vocabulary(there)


def test_both_databases_find_the_same(ledger: Ledger, tmp_path: Path) -> None:
    documents = [PIPELINE, FERRY, LATE]
    with Ledger.open(tmp_path / "beside.db", create=True) as beside:
        for each in documents:
            add(ledger, each)
            add(beside, each)
        words = [
            "gas",
            "pipeline",
            "the",
            "harbour",
            "off",
            "ferry",
            "pipe*",
            '"the gas"',
            '"gas pipeline"',
            '"the harb"*',
        ]
        for one in words:
            for other in words:
                for typed in (f"{one} {other}", f"{one} OR {other}", f"{one} -{other}", f"{other} {one} OR gas -off"):
                    assert found_by(ledger, typed) == found_by(beside, typed), typed
        with ledger._reading() as here, beside._reading() as there:
            assert indexing.vocabulary(here) == indexing.vocabulary(there)


def test_a_snippet_is_where_most_of_it_stands_and_cuts_no_word() -> None:
    text = f"A gas fire. {'Nothing of it here. ' * 40}The gas pipeline leaks. {'Nor here. ' * 40}"
    piece = snippet(text, parsed("gas pipeline"))
    assert [text[mark.start : mark.end] for mark in piece.marks] == ["gas", "pipeline"]
    assert text[piece.start - 1].isspace()
    assert text[piece.end].isspace()
    assert piece.end - piece.start < 320


@given(st.text(st.sampled_from("ab \n.é"), max_size=600), st.sampled_from(["a", '"a b"', "a* -b", "a OR b"]))
def test_marks_are_in_order_inside_the_snippet_and_on_whole_words(text: str, typed: str) -> None:
    piece = snippet(text, parsed(typed))
    ends = [piece.start, *(place for mark in piece.marks for place in mark), piece.end]
    assert ends == sorted(ends)
    assert set(piece.marks) <= set(marks_in(text, parsed(typed)))
    assert bool(piece.marks) == bool(marks_in(text, parsed(typed)))


def test_stems_of_a_text_are_those_of_its_words() -> None:
    assert stems("Russia's 2nd gas-pipeline") == ["russia", "s", "2nd", "gas", "pipelin"]
