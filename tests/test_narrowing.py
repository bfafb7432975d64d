"""A ledger narrowed: what is left is what fits, and nothing else is."""

from collections.abc import Sequence
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cable import fill
from legation.briefing.dossier import dossier
from legation.errors import QueryError
from legation.ledger import Ledger
from legation.ledger.narrow import Narrow
from legation.ledger.search.stems import stems
from legation.nouns import Commitment, Matter, Mention
from strategies import WORDS, add, days, reports, spelt_out, stages

narrows = st.builds(
    Narrow,
    areas=st.sampled_from([(), (), ("energy",), ("trade", "energy")]),
    stages=st.lists(stages, max_size=3, unique=True).map(tuple),
    kinds=st.sampled_from([(), (), ("commitment",), ("meeting", "figure")]),
    since=st.none() | days,
    until=st.none() | days,
    words=st.lists(st.sampled_from(WORDS), max_size=2).map(" ".join),
)


def says(mention: Mention, words: str) -> bool:
    entry = mention.entry
    assert isinstance(entry, Commitment)
    said = " ".join([entry.what, *entry.objects, *(evidence.quote for evidence in entry.evidence)])
    return set(stems(words)) <= set(stems(said))


def within(mention: Mention, narrow: Narrow) -> bool:
    return (narrow.since or "") <= (mention.reported or "") <= (narrow.until or "9")


def fits(mention: Mention, narrow: Narrow) -> bool:
    entry = mention.entry
    assert isinstance(entry, Commitment)
    return (
        within(mention, narrow)
        and (not narrow.kinds or entry.kind in narrow.kinds)
        and (not narrow.stages or entry.stage in narrow.stages)
        and (not narrow.areas or bool(set(narrow.areas) & set(entry.area)))
        and says(mention, narrow.words)
    )


def matter_fits(matter: Matter, narrow: Narrow) -> bool:
    told = [step.mention for step in matter.history]
    return (
        (not narrow.kinds or "commitment" in narrow.kinds)
        and (not narrow.stages or matter.stage in narrow.stages)
        and (not narrow.areas or bool(set(narrow.areas) & set(matter.areas)))
        and any(within(mention, narrow) for mention in told)
        and any(says(mention, narrow.words) for mention in told)
    )


@settings(max_examples=24)
@given(
    documents=reports(most=7),
    narrowed=st.lists(narrows, min_size=3, max_size=3),  # to make a ledger takes longest
    as_of=st.none() | days,
    latest=st.integers(1, 4),
    many=st.sampled_from([0, 1000]),
)
def test_what_is_left_is_what_fits_looked_at_one_by_one(
    documents: Sequence[tuple[Mention, ...]], narrowed: list[Narrow], as_of: str | None, latest: int, many: int
) -> None:
    with (
        patch("legation.ledger.keeping.heaps._MANY", many),
        TemporaryDirectory() as folder,
        Ledger.open(Path(folder) / "l.db", create=True) as ledger,
    ):
        add(ledger, *(spelt_out(*mentions) for mentions in documents))
        for parties, narrow in product(((), ("EST",), ("EST", "FIN"), ("EST", "FIN", "SWE")), narrowed):
            matters = [one for one in ledger.matters(parties, as_of=as_of) if matter_fits(one, narrow)]
            assert list(ledger.matters(parties, as_of=as_of, narrow=narrow)) == matters
            assert list(ledger.matters(parties, as_of=as_of, narrow=narrow, latest=latest)) == matters[:latest]
            mentions = [one for one in ledger.mentions(parties=parties, as_of=as_of) if fits(one, narrow)]
            assert list(ledger.mentions(parties=parties, as_of=as_of, narrow=narrow)) == mentions
            found = ledger.mentions(parties=parties, as_of=as_of, narrow=narrow, latest=latest)
            assert list(found) == mentions[-latest:]
            if narrow.kinds or narrow.areas or narrow.stages:  # else their texts have to say the words
                left = list(dict.fromkeys(mention.document for mention in mentions))
                kept = ledger.documents(parties=parties, as_of=as_of, narrow=narrow)
                assert [one.document.id for one in kept] == left
                listed = ledger.catalogue(parties=parties, as_of=as_of, narrow=narrow, latest=latest)
                assert [one.id for one in listed] == left[-latest:]


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("landing", ["A second landing site"]),
        ("frost cables", ["Frost Cable"]),
        ('"cable is to carry"', ["Frost Cable"]),
        ('"is cable to carry"', []),
        ("boats -delivered", ["Lund boats"]),
        ("landing OR rescue", ["A second landing site", "Lund boats"]),
        ("disembark*", []),
    ],
)
def test_words_find_the_matters_that_search_would_find(ledger: Ledger, words: str, titles: list[str]) -> None:
    fill(ledger)
    assert sorted(matter.title for matter in ledger.matters(narrow=Narrow(words=words))) == titles
    assert {hit.mention.entry.id for hit in ledger.search(words).entries} == {
        mention.entry.id for mention in ledger.mentions(narrow=Narrow(words=words))
    }


def test_words_that_are_everywhere_find_the_same_matters_one_by_one(
    ledger: Ledger, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(ledger)
    narrows_ = [Narrow(words=words) for words in ("the", "frost -work", '"frost cable" OR boats', "landing")]
    found = [ledger.matters(narrow=narrow) for narrow in narrows_]
    monkeypatch.setattr("legation.ledger.search.sieve._FEW", 0)
    with Ledger.open(place) as again:  # which remembers nothing
        assert [again.matters(narrow=narrow) for narrow in narrows_] == found
    assert [len(matters) for matters in found] == [3, 1, 2, 1]


def test_words_alone_leave_the_documents_whose_text_says_them(ledger: Ledger) -> None:
    fill(ledger)
    left = ledger.catalogue(narrow=Narrow(words="joint commission"))
    assert [listing.name for listing in left] == ["2021-visit"]
    assert ledger.catalogue(parties=["FIN"], narrow=Narrow(words="joint commission")) == ()


def test_a_dossier_is_narrowed_in_all_that_it_shows(ledger: Ledger) -> None:
    fill(ledger)
    of = dossier(ledger, ("EST", "NOR"), narrow=Narrow(kinds=("meeting",), since="2021", until="2021"))
    assert (of.matters, of.positions, of.figures) == ((), (), ())
    assert [listing.name for listing in of.documents] == ["2021-visit", "2021-paper"]
    assert [one.date for one in (*of.meetings, *of.planned)] == ["2021-10-05", "2022"]
    assert dossier(ledger, ("EST", "NOR"), narrow=Narrow()) == dossier(ledger, ("EST", "NOR"))


@pytest.mark.parametrize("narrow", [Narrow(words="-- !"), Narrow(since="soon"), Narrow(until="2021-13")])
def test_signs_alone_and_dates_that_are_none_are_told_in_a_sentence(ledger: Ledger, narrow: Narrow) -> None:
    with pytest.raises(QueryError):
        ledger.matters(narrow=narrow)
