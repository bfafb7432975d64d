"""How what was found divides, and what came on record last; the same in both databases."""

from collections import Counter
from collections.abc import Iterator

import pytest

from cable import fill, key, record
from legation.errors import QueryError
from legation.ledger import Ledger
from legation.ledger.narrow import Narrow
from legation.ledger.search import facets as counting
from legation.nouns import Commitment, Mention

COST = Narrow(words="cost")
CABLE = Narrow(words='"frost cable"')


@pytest.fixture(scope="module")
def filled(shared_place: str) -> Iterator[Ledger]:
    with Ledger.open(shared_place, create=True) as ledger:
        yield fill(ledger)


def found(ledger: Ledger, narrow: Narrow, parties: tuple[str, ...] = ()) -> list[Mention]:
    hits = ledger.search(
        narrow.words,
        parties=parties,
        kinds=narrow.kinds,
        areas=narrow.areas,
        stages=narrow.stages,
        since=narrow.since,
        until=narrow.until,
        limit=500,
    )
    return [hit.mention for hit in hits.entries]


def test_each_number_is_that_of_what_choosing_it_finds(filled: Ledger) -> None:
    words = Narrow(words="cable OR boats OR visit OR trade")
    counted = filled.facets(words)
    assert counted.whole
    assert set(counted.kinds) == {"commitment", "figure", "meeting", "position"}
    for kind, count in counted.kinds.items():
        assert len(found(filled, words._replace(kinds=(kind,)))) == count
    for stage, count in counted.stages.items():
        assert len(found(filled, words._replace(stages=(stage,)))) == count
    for area, count in counted.areas.items():
        assert len(found(filled, words._replace(areas=(area,)))) == count
    for year, count in counted.years.items():
        assert len(found(filled, words._replace(since=str(year), until=str(year)))) == count
    for party, count in counted.parties.items():
        assert len(found(filled, words, (party,))) == count


def test_what_is_chosen_does_not_hide_what_else_could_be(filled: Ledger) -> None:
    free, chosen = filled.facets(CABLE), filled.facets(CABLE._replace(kinds=("figure",), since="2019", until="2019"))
    within = Counter(mention.entry.kind for mention in found(filled, CABLE._replace(since="2019", until="2019")))
    assert chosen.kinds == within
    assert len(within) > 1
    assert set(chosen.years) > {2019}
    assert sum(chosen.stages.values()) == 0
    assert sum(free.stages.values()) > 0


def test_parties_are_counted_beside_those_chosen(filled: Ledger) -> None:
    boats = Narrow(words="boats")
    assert filled.facets(boats).parties == {"EST": 2, "NOR": 2}
    assert filled.facets(boats, parties=("NOR",)).parties == {"EST": 2}


def test_later_knowledge_is_not_counted(filled: Ledger) -> None:
    assert set(filled.facets(CABLE).years) == {2019, 2021, 2023}
    assert set(filled.facets(CABLE, as_of="2021").years) == {2019, 2021}
    assert set(filled.facets(CABLE._replace(since="2021"), as_of="2021").years) == {2019, 2021}


def test_of_more_than_can_be_ranked_the_newest_are_counted_and_it_is_said(
    filled: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "MOST_RANKED", 2)
    counted = filled.facets(Narrow(words="cable OR boats"))
    assert not counted.whole
    assert sum(counted.kinds.values()) == 2
    assert set(counted.years) == {2021, 2023}  # and none of 2019, which came before


def test_signs_alone_divide_into_nothing(filled: Ledger) -> None:
    with pytest.raises(QueryError, match="no word to search for"):
        filled.facets(Narrow(words='"'))


def test_pages_of_what_was_found_follow_each_other_without_a_gap(filled: Ledger) -> None:
    whole = filled.search("cable OR boats OR visit", limit=500)
    parts = [filled.search("cable OR boats OR visit", limit=3, skip=skip) for skip in range(0, 20, 3)]
    assert [hit.mention for part in parts for hit in part.entries] == [hit.mention for hit in whole.entries]
    assert [hit.document for part in parts for hit in part.documents] == [hit.document for hit in whole.documents]
    assert all(part.of == whole.of for part in parts)


def test_what_an_archive_adds_today_is_new_today(ledger: Ledger) -> None:
    told = list(record())
    for document, entries in (*told[2:], told[0]):  # 2021 to 2023, and then a find of 2019
        ledger.add(document, entries, reader="hand/1", raw=document.text.encode())
    newest = ledger.newest(most=4)
    assert {each.mention.doc for each in newest} == {"2019-signed"}
    assert len(newest) == 4
    assert [each.at for each in newest] == sorted((each.at for each in newest), reverse=True)


def test_what_a_person_decided_on_is_the_newest(ledger: Ledger) -> None:
    fill(ledger)
    before = {each.mention.entry.id: each.at for each in ledger.newest(most=100)}
    decided = ledger.decide("correct", key("signed", 4), by="Mara", changes={"what": "lifeboats"})
    first, *others = ledger.newest(most=100)
    assert isinstance(first.mention.entry, Commitment)
    assert (first.mention.entry.what, first.at.isoformat()) == ("lifeboats", decided.made)
    assert {each.mention.entry.id: each.at for each in others} == {
        entry: at for entry, at in before.items() if entry != key("signed", 4)
    }
    assert ledger.recorded([first.mention]) == (first.at,)


@pytest.mark.parametrize(
    ("narrow", "parties"),
    [
        (Narrow(), ()),
        (Narrow(), ("NOR",)),
        (Narrow(words="cost"), ()),
        (Narrow(words="cable -cost", kinds=("commitment",)), ("NOR", "EST")),
        (Narrow(kinds=("figure", "meeting"), since="2021", until="2021"), ()),
        (Narrow(stages=("done",), areas=("security",)), ()),
        (Narrow(since="2022"), ()),
    ],
)
def test_the_newest_are_those_that_are_left(filled: Ledger, narrow: Narrow, parties: tuple[str, ...]) -> None:
    newest = {each.mention.entry.id for each in filled.newest(narrow, parties=parties, most=100)}
    assert newest == {mention.entry.id for mention in filled.mentions(parties=parties, narrow=narrow)}
    assert newest
    known = {each.mention.entry.id for each in filled.newest(narrow, parties=parties, as_of="2021", most=100)}
    assert known == {mention.entry.id for mention in filled.mentions(parties=parties, narrow=narrow, as_of="2021")}
