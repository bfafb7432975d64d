"""Keeping documents and asking for them."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from legation.errors import QueryError
from legation.ledger import Added, Ledger
from legation.ledger.keeping.pressing import loosen
from legation.ledger.keeping.schema import documents
from legation.nouns import Document, Mention, Quantity
from strategies import add, days, measured, report, reports, stance, told

READER = "hand/1"


OFFER = report(told("offered", doc="offer", reported="2020-03-01", source="BNS"), text="They will lend icebreakers.")
TREATY = report(
    told("signed", doc="treaty", reported="2020-05-01"),
    stance(by=["EST"], to=["SWE"], doc="treaty", reported="2020-05-01"),
)
UNDATED = report(told("discussed", "a joint ferry line", doc="note", reported=None))


def test_what_is_kept_comes_back_as_it_was(ledger: Ledger) -> None:
    before = datetime.now(UTC)
    add(ledger, OFFER)
    (kept,) = ledger.documents()
    assert (kept.document, kept.entries, kept.reader) == (OFFER.document, OFFER.entries, READER)
    assert before <= kept.added <= datetime.now(UTC)


def test_adding_twice_changes_nothing_and_says_so(ledger: Ledger) -> None:
    assert ledger.add(OFFER.document, OFFER.entries, reader=READER, raw=OFFER.raw) == Added(
        new=True, entries=1, moved=True
    )
    before = ledger.documents()
    assert ledger.add(OFFER.document, OFFER.entries, reader=READER, raw=OFFER.raw) == Added(new=False, entries=1)
    assert ledger.documents() == before


def test_a_newer_reading_is_shown_and_the_older_one_stays(ledger: Ledger) -> None:
    add(ledger, OFFER)
    other = told("pledged", doc="offer", reported="2020-03-01", source="BNS")
    added = ledger.add(OFFER.document, (other.entry,), reader="hand/2", raw=OFFER.raw)
    assert added == Added(new=True, entries=1, moved=True)
    assert ledger.mentions() == (other,)
    assert ledger.add(OFFER.document, OFFER.entries, reader=READER, raw=OFFER.raw) == Added(new=False, entries=1)
    assert ledger.mentions() == (other,)


def test_the_same_bytes_in_another_paper_are_one_document_found_by_either_name(ledger: Ledger) -> None:
    add(ledger, OFFER)
    elsewhere = OFFER.document.model_copy(update={"name": "reprint", "source": "STT", "date": "2020-03-02"})
    assert not ledger.add(elsewhere, OFFER.entries, reader=READER, raw=OFFER.raw).new
    assert len(ledger.documents()) == 1
    assert ledger.document("reprint") == ledger.document("offer")


def test_the_bytes_as_received_are_kept(ledger: Ledger) -> None:
    raw = "Käsk\r\n".encode("cp1252")
    ledger.add(OFFER.document, OFFER.entries, reader=READER, raw=raw)
    with ledger._reading() as connection:
        assert [loosen(row.raw) for row in connection.execute(select(documents.c.raw))] == [raw]


def test_a_document_without_entries_is_kept_too(ledger: Ledger) -> None:
    assert ledger.add(OFFER.document, (), reader=READER, raw=OFFER.raw) == Added(new=True, entries=0, moved=True)
    assert ledger.document("offer").entries == ()


@pytest.mark.parametrize("key", ["offer", OFFER.document.id, OFFER.document.id[:20], OFFER.document.id[7:20]])
def test_a_document_is_found_by_name_id_or_the_beginning_of_its_id(ledger: Ledger, key: str) -> None:
    add(ledger, OFFER, TREATY)
    assert ledger.document(key).document == OFFER.document


@pytest.mark.parametrize("key", ["", "nowhere", "%", "sha256:_", OFFER.document.id[:10] + "%", "OFFER"])
def test_an_unknown_document_is_told_in_a_sentence(ledger: Ledger, key: str) -> None:
    add(ledger, OFFER)
    with pytest.raises(QueryError, match="no document is called"):
        ledger.document(key)


def test_an_ambiguous_key_lists_the_candidates(ledger: Ledger) -> None:
    add(ledger, OFFER, TREATY)
    with pytest.raises(QueryError, match=f"may be any of 2 documents: .*{OFFER.document.id}.*write more of the id"):
        ledger.document("sha256:")


def test_one_party_asks_for_what_involves_it_and_two_for_what_involves_both(ledger: Ledger) -> None:
    add(ledger, OFFER, TREATY)
    assert [mention.entry.kind for mention in ledger.mentions(parties=["EST"])] == [
        "commitment", "commitment", "position"
    ]  # fmt: skip
    assert [mention.doc for mention in ledger.mentions(parties=["SWE", "EST"])] == ["treaty"]
    assert ledger.mentions(parties=["SWE", "FIN"]) == ()
    assert [kept.document.name for kept in ledger.documents(parties=["SWE"])] == ["treaty"]
    assert [kept.document.name for kept in ledger.documents(parties=["FIN", "EST"])] == ["offer", "treaty"]
    assert ledger.documents(parties=["FIN", "SWE"]) == ()
    assert [matter.stage for matter in ledger.matters(["FIN", "EST"])] == ["signed"]
    assert ledger.matters(["SWE"]) == ()


def test_mentions_can_be_asked_for_by_kind(ledger: Ledger) -> None:
    add(ledger, TREATY, report(measured(3, "EUR", doc="figures")))
    assert [mention.entry.kind for mention in ledger.mentions(kind="figure")] == ["figure"]
    assert ledger.mentions(kind="meeting") == ()


@pytest.mark.parametrize(
    ("as_of", "names"),
    [("2020-02", []), ("2020-03-01", ["offer"]), ("2020-04", ["offer"]), ("9999", ["offer", "treaty"])],
)
def test_only_what_was_published_by_then_is_known(ledger: Ledger, as_of: str, names: list[str]) -> None:
    add(ledger, TREATY, OFFER)
    assert [kept.document.name for kept in ledger.documents(as_of=as_of)] == names
    assert [mention.doc for mention in ledger.mentions(kind="commitment", as_of=as_of)] == names
    assert [step.mention.doc for matter in ledger.matters(as_of=as_of) for step in matter.history] == names


def test_a_document_that_was_not_published_by_then_is_not_found(ledger: Ledger) -> None:
    add(ledger, OFFER)
    with pytest.raises(QueryError, match="no document is called 'offer' as of 2019"):
        ledger.document("offer", as_of="2019")


def test_an_undated_document_counts_by_the_day_on_which_it_was_added(ledger: Ledger) -> None:
    add(ledger, UNDATED)
    today = ledger.document("note").added.date().isoformat()
    assert len(ledger.documents(as_of=today)) == 1
    assert ledger.documents(as_of="2020") == ()
    assert ledger.matters(as_of="2020") == ()


def test_a_bad_as_of_date_is_refused_everywhere(ledger: Ledger) -> None:
    for ask in (ledger.documents, ledger.mentions, ledger.matters):
        with pytest.raises(QueryError, match="'lately' is no date"):
            ask(as_of="lately")
    with pytest.raises(QueryError, match="'lately' is no date"):
        ledger.matter("m000000000000", as_of="lately")


def test_the_digits_of_any_of_its_entries_lead_to_a_matter(ledger: Ledger) -> None:
    add(ledger, OFFER, TREATY)
    (matter,) = ledger.matters()
    for mention in ledger.mentions_of(matter):
        digits = mention.entry.id[1:]
        assert ledger.matter("m" + digits) == ledger.matter("e" + digits) == ledger.matter(digits) == matter


@pytest.mark.parametrize("key", ["m000000000000", "", "m", "x" + OFFER.entries[0].id[1:], OFFER.entries[0].id[2:]])
def test_an_unknown_matter_is_told_in_a_sentence(ledger: Ledger, key: str) -> None:
    add(ledger, OFFER)
    with pytest.raises(QueryError, match="no matter is called"):
        ledger.matter(key)


def test_a_matter_asked_for_again_takes_in_what_was_added_meanwhile(ledger: Ledger) -> None:
    add(ledger, OFFER)
    assert ledger.matters()[0].stage == "offered"
    add(ledger, TREATY)
    assert ledger.matters()[0].stage == "signed"


@pytest.fixture(scope="module")
def well_filled(shared_place: str) -> Iterator[Ledger]:
    with Ledger.open(shared_place, create=True) as opened:
        yield opened


any_text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
odd_names = st.text(st.characters() | st.sampled_from("\0\x100f\ud800"), min_size=1, max_size=60)


@given(text=any_text, name=odd_names)
def test_any_text_comes_back_exactly(well_filled: Ledger, text: str, name: str) -> None:
    mention = told(what=text, doc=text + name, objects=[text, name], speaker=text, source=name, by=[name])
    document = Document(
        id=mention.document, name=name, text=text, date="2020-01-01", source=name, dateline=name, language="en"
    )
    well_filled.add(document, (mention.entry,), reader=READER, raw=text.encode())
    assert well_filled.document(document.id)[:2] == (document, (mention.entry,))
    assert document in {kept.document for kept in well_filled.documents(parties=[name])}
    assert name in well_filled.parties()


def test_who_is_first_named_later_is_not_known_of_before(ledger: Ledger) -> None:
    add(ledger, report(told(doc="late", by=["SWE", "a fleet"], reported="2021-06-01")))
    add(ledger, report(told(doc="early", reported="2020-01-01")))
    assert ledger.parties(as_of="2019") == ()
    assert ledger.parties(as_of="2021-05-31") == ("EST", "FIN")
    assert ledger.parties(as_of="2021-06-01") == ledger.parties() == ("EST", "FIN", "SWE", "a fleet")


@given(key=odd_names)
def test_any_text_may_be_asked_for(well_filled: Ledger, key: str) -> None:
    with suppress(QueryError):
        well_filled.document(key)


@pytest.mark.parametrize("value", [50_000, 0.1, 5.0, 10**30, float("inf")])
def test_any_number_comes_back_exactly(ledger: Ledger, value: float) -> None:
    counted = report(told("signed", quantities=[Quantity(value=value, unit="USD")]), measured(value, "EUR"))
    add(ledger, counted)
    assert ledger.document("report").entries == counted.entries
    assert len(ledger.matters()) == 1


@pytest.mark.parametrize("text", ["a\0b", "one\r\ntwo\rthree\n", "\u202eflipped\u202c", "\ufeffmark", "😀 é é", ""])
def test_odd_characters_come_back_exactly(ledger: Ledger, text: str) -> None:
    odd = report(told(doc="odd"), text=text)
    add(ledger, odd)
    assert ledger.document("odd").document.text == text


@settings(max_examples=20)  # each makes two ledgers
@given(documents=reports(most=4), day=days)
def test_as_of_a_day_the_ledger_equals_one_that_was_built_by_then(
    tmp_path_factory: pytest.TempPathFactory, documents: list[tuple[Mention, ...]], day: str
) -> None:
    folder = tmp_path_factory.mktemp("ledgers")
    with (
        Ledger.open(folder / "all.db", create=True) as everything,
        Ledger.open(folder / "then.db", create=True) as then,
    ):
        for document in documents:
            add(everything, report(*document))
            if document[0].reported is not None and document[0].reported <= day:
                add(then, report(*document))
        assert everything.matters(as_of=day) == then.matters(as_of=day)
        assert everything.mentions(as_of=day) == then.mentions()
