"""What an export is made of: all that the lists of the ledger give, in its order, of one state of the ledger."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from cable import BOTH, HOSTILE, fill, key, record
from legation.errors import QueryError
from legation.ledger import Ledger
from legation.ledger.excerpt import Excerpt
from legation.ledger.keeping import matters
from legation.ledger.narrow import Narrow
from legation.nouns import Document

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
VIEWS: list[dict[str, Any]] = [
    {},
    {"as_of": "2021-10-05"},
    {"as_of": "2022", "parties": ("EST",)},
    {"parties": BOTH},
    {"parties": ("NOR", "EST"), "narrow": Narrow(kinds=("position", "meeting"))},
    {"narrow": Narrow(kinds=("commitment",), stages=("pledged",))},
    {"narrow": Narrow(areas=("security",))},
    {"narrow": Narrow(words="boats")},
    {"narrow": Narrow(words="boats", kinds=("commitment",)), "as_of": "2020"},
    {"narrow": Narrow(since="2021", until="2021-10-05")},
    {"narrow": Narrow(since="2030")},
    {"narrow": Narrow(words="volcano")},
    {"parties": ("CHL",)},
]


def entries_of(excerpt: Excerpt) -> list[str]:
    return [stated.mention.entry.id for document in excerpt.documents() for stated in document.stated]


@pytest.fixture(scope="module")
def kept(shared_place: str) -> Iterator[Ledger]:
    """The small record, for tests that only read it."""
    with Ledger.open(shared_place, create=True) as opened:
        yield fill(opened)


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_it_holds_what_the_lists_of_the_ledger_hold(view: dict[str, Any], kept: Ledger) -> None:
    parties = view.get("parties", ())
    rest = {name: value for name, value in view.items() if name != "parties"}
    with kept.excerpt(parties, **rest) as excerpt:
        assert entries_of(excerpt) == [mention.entry.id for mention in kept.mentions(parties=parties, **rest)]
        assert list(excerpt.matters()) == list(kept.matters(parties, **rest))
        ids = [document.document.id for document in excerpt.documents()]
        assert set(ids) >= {one.id for one in kept.catalogue(parties=parties, **rest)}
        assert excerpt.size == len(ids)


def test_a_document_that_says_the_words_is_in_it_though_no_entry_of_it_does(kept: Ledger) -> None:
    with kept.excerpt(narrow=Narrow(words="zero")) as excerpt:
        (document,) = excerpt.documents()
        assert (document.document.text, document.stated) == (HOSTILE, ())


def test_an_entry_that_says_the_words_by_its_fields_is_in_it_though_its_text_does_not(kept: Ledger) -> None:
    words = "rescue boats Norway"  # "Norway" is in the field of the first of these, not near it in the text
    with kept.excerpt(narrow=Narrow(words=words)) as excerpt:
        assert entries_of(excerpt) == [one.entry.id for one in kept.mentions(narrow=Narrow(words=words))]


def test_documents_come_in_the_order_in_which_they_became_known_however_many_are_read_at_once(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("legation.ledger.excerpt._AT_ONCE", 2)
    for document, entries in reversed(record()):
        ledger.add(document, entries, reader="hand/1", raw=document.text.encode())
    with ledger.excerpt() as excerpt:
        assert [one.document.name for one in excerpt.documents()] == [document.name for document, _ in record()]
    with ledger.excerpt(BOTH) as excerpt:
        assert len(entries_of(excerpt)) == len(ledger.mentions(parties=BOTH))


def test_it_is_of_one_state_of_the_ledger(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.excerpt() as excerpt:
        before = entries_of(excerpt)
        ledger.decide("reject", before[0], by="Kari", at=NOON)
        late = Document(id=f"sha256:{'1' * 64}", name="late", text="Late.", date="2024-01-01")
        ledger.add(late, (), reader="hand/1", raw=b"Late.")
        assert entries_of(excerpt) == before
        assert excerpt.size == len(record())
    with ledger.excerpt() as excerpt:
        assert entries_of(excerpt) == before[1:]
        assert excerpt.size == len(record()) + 1


def test_what_people_decided_is_told_of_each_entry_and_what_they_rejected_is_out(ledger: Ledger) -> None:
    fill(ledger)
    accepted, corrected, rejected = (key("signed", number) for number in (1, 2, 3))
    ledger.decide("accept", accepted, by="Kari", at=NOON)
    ledger.decide("correct", corrected, by="Jaan", at=NOON, changes={"stage": "agreed"}, why="as it says")
    ledger.decide("reject", rejected, by="Kari", at=NOON)
    document = record()[0][0]
    start = document.text.index("also known as")
    fields = {"trigger": "known", "by": ["NOR"], "stage": "offered", "what": "boats", "area": ["security"]}
    added = ledger.add_entry(document.id, "commitment", start, start + 39, fields, by="Kari", at=NOON)
    with ledger.excerpt(narrow=Narrow(until="2019")) as excerpt:
        (one,) = excerpt.documents()
    found = {stated.mention.entry.id: stated.review for stated in one.stated}
    assert rejected not in found
    assert (found[accepted].state, found[accepted].by) == ("accepted", "Kari")
    assert (found[corrected].state, found[corrected].why) == ("corrected", "as it says")
    assert datetime.fromisoformat(found[corrected].at or "") == NOON
    assert (found[added.subject.entry].state, found[added.subject.entry].decision) == ("added", added.id)
    assert found[key("signed", 5)].state == "unreviewed"


def test_where_people_differ_an_entry_is_in_conflict(ledger: Ledger, tmp_path: Any) -> None:
    fill(ledger)
    entry = key("signed", 1)
    with Ledger.open(tmp_path / "other.db", create=True) as other:
        fill(other)
        other.decide("reject", entry, by="Jaan", at=NOON)
        theirs = [line.encode() for line in other.exported()]
    ledger.decide("accept", entry, by="Kari", at=NOON)
    ledger.take_over(theirs)
    with ledger.excerpt() as excerpt:
        found = {one.mention.entry.id: one.review for document in excerpt.documents() for one in document.stated}
    assert found[entry].state == "in conflict"
    assert found[entry].by is None


def test_of_one_matter_there_is_what_it_is_made_of(kept: Ledger) -> None:
    matter = kept.matter(key("signed", 1))
    with kept.excerpt_of(matter.id) as excerpt:
        assert list(excerpt.matters()) == [matter]
        found = [stated.mention.entry.id for document in excerpt.documents() for stated in document.stated]
    made_of = {step.mention.entry.id for step in matter.history} | {one.entry.id for one in matter.figures}
    assert set(found) == made_of
    assert len(found) == len(made_of)
    with kept.excerpt_of(matter.id, as_of="2019") as excerpt:
        assert excerpt.size == 1


def test_many_matters_are_walked_whole_though_what_was_heard_is_forgotten_between(
    kept: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matters, "_TURNS", 1)
    monkeypatch.setattr("legation.ledger.keeping.heaps._BATCH", 1)
    monkeypatch.setattr("legation.ledger.keeping.heaps._DOCUMENTS", 1)
    for as_of in (None, "2022", "2023-06-01"):
        with kept.excerpt(as_of=as_of) as excerpt:
            assert list(excerpt.matters()) == list(kept.matters(as_of=as_of))


@pytest.mark.parametrize("view", [{"as_of": "soon"}, {"narrow": Narrow(words='"" -')}, {"narrow": Narrow(since="x")}])
def test_what_cannot_be_asked_is_refused_in_a_sentence(view: dict[str, Any], kept: Ledger) -> None:
    with pytest.raises(QueryError), kept.excerpt(**view):
        pass
    with pytest.raises(QueryError), kept.excerpt_of("m000000000000"):
        pass
