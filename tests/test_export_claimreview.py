"""Verdicts as ClaimReviews: what schema.org asks of them, and that nothing but a signed verdict makes one."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from export_sources import AT, recorded, selection, written
from legation.errors import QueryError
from legation.exports.claimreview import rating, write
from legation.exports.selection import Selection
from legation.ledger import Ledger
from legation.ledger.excerpt import Recorded, Review
from legation.ledger.review.decisions import Decision, Rating, made, subject_of
from legation.nouns import Mention
from strategies import spelt_out, told

SAID = told("done", "the Gulf Ferry line", doc="may", reported="2020-05-01", source="Baltic Wire", quote="it sails")
# Properties that schema.org gives each type, of those that are used.
PROPERTIES = {
    "ClaimReview": {
        "@type", "identifier", "url", "claimReviewed", "datePublished", "author", "reviewBody", "reviewRating",
        "itemReviewed",
    },
    "Claim": {"@type", "text", "author", "datePublished", "appearance"},
    "Rating": {"@type", "alternateName", "ratingValue", "bestRating", "worstRating"},
    "CreativeWork": {"@type", "url", "name", "datePublished", "inLanguage", "publisher", "identifier"},
    "Person": {"@type", "name", "affiliation"},
    "Organization": {"@type", "name", "memberOf"},
}  # fmt: skip
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def check(of: Any) -> None:
    """Whether a node is one of schema.org, and so are those in it."""
    if isinstance(of, dict):
        assert of.keys() <= PROPERTIES[of["@type"]]
        for name, value in of.items():
            if name == "datePublished":
                assert DAY.fullmatch(value)
            check(value)
    elif isinstance(of, list):
        for each in of:
            check(each)


def check_review(review: dict[str, Any]) -> None:
    """What Google's page on fact checks calls required, and the range of the number."""
    check(review)
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"]
    assert re.match("https?:|urn:", review["url"])
    assert review["author"]["name"]
    mark = review["reviewRating"]
    assert mark["alternateName"]
    if "ratingValue" in mark:
        assert mark["worstRating"] <= mark["ratingValue"] <= mark["bestRating"]
    assert review["itemReviewed"]["@type"] == "Claim"


def reviews(of: Selection) -> list[dict[str, Any]]:
    document = json.loads(written(write, of)[0])
    assert document.keys() == {"@context", "@graph"}
    assert document["@context"] == "https://schema.org"
    for review in document["@graph"]:
        check_review(review)
    return list(document["@graph"])


def verdict(
    of: Mention = SAID, by: str = "Anna", at: datetime = AT, value: Rating = "false", *before: Decision
) -> Decision:
    subject = subject_of(of.document, of.entry).model_copy(update={"truth": True})
    why = "The ferry was seen in dock."
    return made("rate", subject, by=by, at=at, rating=value, why=why, supersedes=[one.id for one in before])


def signed(of: Mention = SAID, **fields: Any) -> Recorded:
    return recorded(of, decisions=[verdict(of)], **fields)


class TestWhatMakesOne:
    def test_a_verdict_on_an_entry_in_force_does(self) -> None:
        (review,) = reviews(selection(signed()))
        assert review["claimReviewed"] == "it sails"
        assert review["author"] == {"@type": "Person", "name": "Anna"}
        assert review["datePublished"] == "2024-05-01"
        assert review["reviewBody"] == "The ferry was seen in dock."

    def test_a_decision_on_the_entry_does_not(self) -> None:
        rejected = made("reject", subject_of(SAID.document, SAID.entry), by="Anna", at=AT, why="it is false")
        assert reviews(selection(recorded(SAID, decisions=[rejected], review=Review("accepted", "Anna")))) == []

    def test_two_who_differ_make_none_until_one_signs_anew(self) -> None:
        anna, bo = verdict(by="Anna"), verdict(by="Bo", value="true")
        assert reviews(selection(recorded(SAID, decisions=[anna, bo]))) == []
        again = verdict(SAID, "Bo", AT + timedelta(hours=1), "half true", anna, bo)
        (review,) = reviews(selection(recorded(SAID, decisions=[anna, bo, again])))
        assert review["reviewRating"]["ratingValue"] == 3

    def test_one_that_was_taken_back_does_not(self) -> None:
        first = verdict()
        undo = made("undo", *first.topic, by="Anna", at=AT, supersedes=[first.id])
        assert reviews(selection(recorded(SAID, decisions=[first, undo]))) == []

    def test_as_of_a_day_one_that_was_signed_later_does_not(self) -> None:
        assert reviews(selection(signed(), as_of="2024-04")) == []
        assert len(reviews(selection(signed(), as_of="2024-05-01"))) == 1

    def test_as_of_a_day_what_was_undone_later_still_does(self) -> None:
        first = verdict()
        undo = made("undo", *first.topic, by="Anna", at=AT + timedelta(days=9), supersedes=[first.id])
        assert len(reviews(selection(recorded(SAID, decisions=[first, undo]), as_of="2024-05-01"))) == 1

    def test_one_that_is_older_than_a_correction_of_the_entry_does_not(self) -> None:
        later = Review("corrected", "Bo", (AT + timedelta(hours=1)).isoformat(timespec="microseconds"))
        assert reviews(selection(signed(review=later))) == []
        earlier = Review("corrected", "Bo", (AT - timedelta(hours=1)).isoformat(timespec="microseconds"))
        assert len(reviews(selection(signed(review=earlier)))) == 1


class TestFields:
    @pytest.mark.parametrize("value", get_args(Rating))
    def test_every_rating_has_words_and_all_but_unproven_a_number(self, value: Rating) -> None:
        found = rating(value)
        assert found["alternateName"].casefold() == value
        assert ("ratingValue" in found) == (value != "unproven")

    def test_the_truer_the_higher(self) -> None:
        order: list[Rating] = ["false", "mostly false", "half true", "mostly true", "true"]
        assert [rating(value)["ratingValue"] for value in order] == [1, 2, 3, 4, 5]

    def test_the_claim_is_the_speakers_and_appears_in_the_document(self) -> None:
        said = told("done", speaker="Kari Lund", speaker_for=["FIN"], source="Baltic Wire")
        (review,) = reviews(selection(signed(said, title="It sails", url="https://wire.example/1")))
        claim = review["itemReviewed"]
        assert claim["author"]["name"] == "Kari Lund"
        assert claim["author"]["affiliation"] == [{"@type": "Organization", "name": "Finland"}]
        assert claim["appearance"]["url"] == "https://wire.example/1"
        assert claim["datePublished"] == "2020-01-01"

    @pytest.mark.parametrize(
        ("speaker", "kind"), [("Kari Lund", "Person"), ("the foreign ministry", "Organization"), (None, "Organization")]
    )
    def test_an_office_and_a_paper_are_no_persons(self, speaker: str | None, kind: str) -> None:
        (review,) = reviews(selection(signed(told(speaker=speaker, source="Baltic Wire"))))
        assert review["itemReviewed"]["author"]["@type"] == kind

    def test_what_nobody_is_named_for_has_no_author(self) -> None:
        (review,) = reviews(selection(signed(told())))
        assert "author" not in review["itemReviewed"]

    def test_its_address_is_the_entry_on_the_page_of_its_document(self) -> None:
        (review,) = reviews(selection(signed(), base_url="https://ledger.example.org/"))
        assert review["url"] == f"https://ledger.example.org/document/{SAID.document}#about-{SAID.entry.id}"
        assert reviews(selection(signed()))[0]["url"].startswith("urn:legation:d")

    @pytest.mark.parametrize("base", ["ledger.example.org", "javascript:alert(1)", "https://a b"])
    def test_a_base_that_is_no_address_is_refused(self, base: str) -> None:
        with pytest.raises(QueryError, match="base-url"):
            written(write, selection(base_url=base))


class TestSafety:
    def test_nothing_makes_a_document_without_reviews(self) -> None:
        raw, counts = written(write, selection(recorded(SAID)))
        assert json.loads(raw) == {"@context": "https://schema.org", "@graph": []}
        assert counts == {"review": 0}

    @pytest.mark.parametrize("words", ["</script><script>", "<!--", "a\nb\u2028c\x00", "\ud800", "\u202etxt", "&lt;"])
    def test_hostile_words_cannot_end_the_script_that_holds_them(self, words: str) -> None:
        of = selection(signed(told(quote=words, speaker=words), title=words, source=words, url=words))
        raw, _ = written(write, of)
        assert raw.isascii()
        assert not set(b"<>&\x00") & set(raw)
        (review,) = reviews(of)
        assert review["claimReviewed"] == words
        assert "url" not in review["itemReviewed"]["appearance"]


class TestFromALedger:
    @pytest.fixture
    def filled(self, tmp_path: Path) -> Iterator[Ledger]:
        with Ledger.open(str(tmp_path / "verdicts.db"), create=True) as ledger:
            report = spelt_out(SAID)
            ledger.add(report.document, report.entries, reader="hand/1", raw=report.raw)
            yield ledger

    def _reviews(self, ledger: Ledger) -> list[dict[str, Any]]:
        with ledger.excerpt() as source:
            return reviews(Selection(source, AT))

    def test_a_verdict_is_published_until_it_is_undone_or_the_entry_rejected(self, filled: Ledger) -> None:
        entry = filled.mentions()[0].entry.id
        assert self._reviews(filled) == []
        decision = filled.rate(entry, "mostly false", by="Anna", why="It was seen in dock.", at=AT)
        assert [one["identifier"] for one in self._reviews(filled)] == [decision.id]
        rejected = filled.decide("reject", entry, by="Bo", at=AT)
        assert self._reviews(filled) == []
        filled.undo(rejected.id, by="Bo", at=AT)
        assert len(self._reviews(filled)) == 1
        filled.undo(decision.id, by="Anna", at=AT)
        assert self._reviews(filled) == []

    def test_a_verdict_on_what_is_corrected_later_waits_to_be_signed_anew(self, filled: Ledger) -> None:
        entry = filled.mentions()[0].entry.id
        filled.rate(entry, "false", by="Anna", why="It was seen in dock.", at=AT)
        filled.decide("correct", entry, by="Bo", changes={"stage": "underway"}, at=AT + timedelta(hours=1))
        assert self._reviews(filled) == []
        filled.rate(entry, "true", by="Anna", why="It is being built.", at=AT + timedelta(hours=2))
        assert len(self._reviews(filled)) == 1
