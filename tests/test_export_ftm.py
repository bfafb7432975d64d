"""The ledger as entities of FollowTheMoney: schemata and properties that its model has, and links that hold."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from export_hostile import hostile
from export_sources import AT, lines, recorded, selection, written
from legation.exports.ftm import write
from legation.exports.selection import Selection
from legation.ledger.folding.matters import matters_of
from legation.nouns import Evidence, Meeting, Mention, Quantity
from strategies import measured, mentioned, reports, stance, told

MODEL: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "followthemoney.toml").read_text("utf-8"))
# How the types of the model are written, of those that are not any text.
WRITTEN = {
    "country": re.compile("[a-z]{2}"),
    "date": re.compile(r"\d{4}(-\d{2}(-\d{2})?)?"),
    "number": re.compile(r"-?\d+(\.\d+)?"),
    "language": re.compile("[a-z]{3}"),
    "url": re.compile("https?://.+"),
    "topic": re.compile(r"gov\.igo"),
    "entity": re.compile("[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?"),
}


def check(entities: list[dict[str, Any]]) -> None:
    """Whether entities are those of the model, each once, with links that lead to what they may lead to."""
    schema_of = {one["id"]: one["schema"] for one in entities}
    assert len(schema_of) == len(entities)
    for one in entities:
        assert one.keys() == {"id", "schema", "properties"}
        assert WRITTEN["entity"].fullmatch(one["id"])
        model = MODEL[one["schema"]]
        assert one["properties"].keys() >= set(model["required"])
        for name, values in one["properties"].items():
            kind = model["properties"][name]
            assert values
            assert all(isinstance(value, str) and value for value in values)
            if kind in {"Document", "Thing", *MODEL}:
                assert all(kind in MODEL[schema_of[value]]["is"] for value in values), name
            elif kind in WRITTEN:
                assert all(WRITTEN[kind].fullmatch(value) for value in values), (name, values)


def of(*mentions: Mention, **fields: Any) -> Selection:
    """A selection of these, each in a document of its own, and the matters that they make."""
    return selection(*(recorded(one, **fields) for one in mentions), matters=matters_of(mentions, AT.date()))


def entities(chosen: Selection) -> list[dict[str, Any]]:
    found = lines(write, chosen)
    check(found)
    return found


def of_schema(chosen: Selection, schema: str) -> list[dict[str, list[str]]]:
    return [one["properties"] for one in entities(chosen) if one["schema"] == schema]


def meeting(status: str = "held", people: tuple[str, ...] = ("Kari Lund",), date: str | None = "2020-01-02") -> Mention:
    entry = Meeting(
        id="e0123456789ab",
        evidence=(Evidence(start=3, end=6, quote="met"),),
        trigger="met",
        date=date,
        actors=("EST", "FIN"),
        people=people,
        form="talks",
        status=status,  # type: ignore[arg-type]
        place="Tallinn",
    )
    return mentioned(entry, doc="report", reported="2020-01-03", source="Baltic Wire")


class TestThings:
    def test_a_state_a_body_and_who_goes_by_name_are_different_things(self) -> None:
        chosen = of(told(by=["FIN"], to=["SCO", "Baltic Cables"]))
        assert of_schema(chosen, "PublicBody")[0]["country"] == ["fi"]
        assert of_schema(chosen, "Organization")[0] == {
            "name": ["Shanghai Cooperation Organisation"], "alias": ["SCO"], "topics": ["gov.igo"],
        }  # fmt: skip
        assert [one["name"] for one in of_schema(chosen, "LegalEntity")] == [["Baltic Cables"]]

    def test_a_matter_is_a_project_of_its_parties_with_the_words_of_its_documents(self) -> None:
        chosen = of(
            told("pledged", doc="a", reported="2020-01-01", objects=["Gulf Ferry"]),
            told("signed", doc="b", reported="2020-03-01", objects=["Gulf Ferry"]),
        )
        (project,) = of_schema(chosen, "Project")
        assert (project["status"], project["startDate"]) == (["signed"], ["2020-01-01"])
        assert sorted(one["role"][0] for one in of_schema(chosen, "ProjectParticipant")) == [
            "counterpart",
            "undertakes",
        ]
        links = of_schema(chosen, "Documentation")
        assert [one["role"] for one in links] == [["pledged"], ["signed"]]
        assert {one["summary"][0] for one in links} == {"lend icebreakers for the winter"}

    def test_a_story_that_two_papers_print_documents_a_line_twice(self) -> None:
        here, there = told(doc="a"), told(doc="b")
        (matter,) = matters_of([here], AT.date())
        told_twice = matter.history[0].model_copy(update={"also": (there,)})
        chosen = selection(recorded(here), matters=[matter.model_copy(update={"history": (told_twice,)})])
        assert len({one["document"][0] for one in of_schema(chosen, "Documentation")}) == 2

    def test_money_that_was_delivered_is_a_payment_and_a_promise_is_none(self) -> None:
        of_loan = {"objects": ["Frost Loan"], "area": ["finance"]}
        million = [Quantity(value=2.5e6, unit="EUR")]
        promised = told("pledged", "extend a loan", quantities=million, doc="a", **of_loan)  # type: ignore[arg-type]
        assert of_schema(of(promised), "Payment") == []
        paid = told("done", "paid the loan", quantities=million, doc="b", reported="2020-05-01", **of_loan)  # type: ignore[arg-type]
        (payment,) = of_schema(of(promised, paid), "Payment")
        assert (payment["amount"], payment["currency"], payment["date"]) == (["2500000"], ["EUR"], ["2020-05-01"])
        assert (payment["payer"], payment["beneficiary"]) == (["legation-party-FIN"], ["legation-party-EST"])

    def test_a_meeting_is_an_event_of_parties_and_people(self) -> None:
        (event,) = of_schema(of(meeting()), "Event")
        assert (event["date"], event["location"], event["keywords"]) == (["2020-01-02"], ["Tallinn"], ["talks", "held"])
        assert len(event["involved"]) == 3
        assert of_schema(of(meeting()), "Person")[0]["name"] == ["Kari Lund"]

    def test_a_meeting_that_was_called_off_is_no_event(self) -> None:
        assert of_schema(of(meeting("cancelled")), "Event") == []

    def test_a_meeting_that_is_planned_for_no_day_has_no_date(self) -> None:
        assert "date" not in of_schema(of(meeting("planned", date=None)), "Event")[0]

    def test_days_from_to_are_a_start_and_an_end(self) -> None:
        (event,) = of_schema(of(meeting(date="2020-01-02/2020-01-05")), "Event")
        assert (event["startDate"], event["endDate"]) == (["2020-01-02"], ["2020-01-05"])

    @pytest.mark.parametrize("date", ["2020-01-02/..", "../2020-01-02"])
    def test_an_end_that_is_open_is_no_date(self, date: str) -> None:
        (event,) = of_schema(of(meeting(date=date)), "Event")
        assert [event.get("startDate"), event.get("endDate")].count(None) == 1

    def test_a_document_is_an_article_with_its_place_of_publication(self) -> None:
        (article,) = of_schema(of(told(source="Baltic Wire"), title="Ships", url="https://wire.example/1"), "Article")
        assert article["title"] == ["Ships"]
        assert article["sourceUrl"] == ["https://wire.example/1"]
        assert (article["publishedAt"], article["language"]) == (["2020-01-01"], ["eng"])

    def test_an_address_that_is_none_of_the_web_is_left_out(self) -> None:
        assert "sourceUrl" not in of_schema(of(told(), url="javascript:alert(1)"), "Article")[0]

    def test_figures_and_stands_are_none_of_its_things(self) -> None:
        chosen = selection(
            recorded(measured(3, "EUR"), stance(by=["EST"], to=["FIN"], doc="report", reported="2020-01-01"))
        )
        assert [one["schema"] for one in entities(chosen)] == ["Article"]


class TestIdentity:
    def test_the_same_name_in_two_documents_is_not_yet_one_person(self) -> None:
        other = meeting().model_copy(update={"document": "sha256:" + "0" * 64, "doc": "other"})
        chosen = selection(recorded(meeting()), recorded(other))
        assert len(of_schema(chosen, "Person")) == 2

    def test_a_party_is_one_in_all_documents_and_ids_stay(self) -> None:
        one, two = told(doc="a"), told("sought", "a cable", doc="b")
        assert len(of_schema(of(one, two), "PublicBody")) == 2
        assert {each["id"] for each in entities(of(one))} <= {each["id"] for each in entities(of(one, two))}

    def test_a_matter_of_which_a_document_is_not_chosen_brings_it_along(self) -> None:
        mentions = told(doc="a"), told("signed", doc="b", reported="2020-03-01")
        chosen = selection(recorded(mentions[0]), matters=matters_of(mentions, AT.date()))
        assert len(of_schema(chosen, "Article")) == 2


class TestSafety:
    def test_nothing_makes_an_empty_file(self) -> None:
        assert written(write, selection()) == (b"", {"entity": 0})

    @pytest.mark.parametrize("words", ["=1+1", "</script>\x00\x1b[31m", "a\nb\u2028c", "\ud800", "\u202etxt"])
    def test_hostile_words_are_words_on_one_line(self, words: str) -> None:
        chosen = of(told(quote=words, speaker=words, to=[words], what=words), title=words, source=words, url=words)
        entities(chosen)
        raw, counts = written(write, chosen)
        assert raw.count(b"\n") == counts["entity"]
        assert words in [json.loads(line)["properties"].get("name", [""])[0] for line in raw.splitlines() if line]

    def test_a_document_whose_every_word_is_hostile_is_entities_of_the_model(self) -> None:
        assert len(entities(hostile())) > 5

    @settings(max_examples=40)
    @given(reports())
    def test_whatever_is_reported_makes_entities_of_the_model(self, told_of: list[tuple[Mention, ...]]) -> None:
        mentions = [mention for mentions in told_of for mention in mentions]
        entities(selection(*(recorded(*some) for some in told_of), matters=matters_of(mentions, AT.date())))
