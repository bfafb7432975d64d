"""Matters that move money as IATI activities: its schema, its rules, its code lists, and which sum is what."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree

from export_hostile import hostile
from export_sources import AT, selection, written
from legation.errors import QueryError
from legation.exports.iati import REPORTER, codes, shares, write
from legation.ledger.folding.matters import matters_of
from legation.nouns import Matter, Mention, Quantity, Stage
from strategies import STAGES, reports, told

CODELISTS = Path("/work/shared/codelists")
NOW = AT.date()
LOAN = "extend a loan of 500 million dollars"


def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(__file__).parent / "iati_activities.xsd"))


def money(value: float, unit: str = "USD", *, more: bool = False) -> list[Quantity]:
    return [Quantity(value=value, unit=unit, additional=more)]


def loan(stage: Stage, value: float = 5e8, *, doc: str, reported: str, **fields: Any) -> Mention:
    with_its: dict[str, Any] = {
        "area": ["finance"],
        "objects": ["Frost Loan"],
        "quantities": money(value),
        "what": LOAN,
    } | fields
    return told(stage, doc=doc, reported=reported, **with_its)


def matters(*mentions: Mention) -> tuple[Matter, ...]:
    return matters_of(mentions, NOW)


def activities(of: Sequence[Matter], **settings: Any) -> list[Any]:
    """Activities as written, each checked by schema and rules."""
    raw, _ = written(write, selection(matters=of, **settings))
    root = etree.fromstring(raw)
    if len(root):
        schema().assertValid(root)
    for activity in root:
        check(activity)
    return list(root)


def check(activity: Any) -> None:
    """What the ruleset of IATI (rulesets/standard.json, and the notes of the schema) asks of an activity."""

    def days_of(kind: str) -> list[str]:
        return [str(day) for day in activity.xpath(f"activity-date[@type='{kind}']/@iso-date")]

    assert days_of("1") + days_of("2")
    for kind in "1234":
        assert len(days_of(kind)) <= 1
    for start, end in (("1", "3"), ("2", "4")):
        assert all(first <= last for first in days_of(start) for last in days_of(end))
    past = days_of("2") + days_of("4") + activity.xpath("transaction/*/@iso-date | transaction/value/@value-date")
    assert all(day <= NOW.isoformat() for day in past)
    assert activity.xpath("sector | transaction/sector")
    assert activity.xpath("recipient-country | recipient-region")
    for several in (activity.xpath("recipient-country/@percentage"), activity.xpath("sector/@percentage")):
        assert not several or sum(round(float(one) * 100) for one in several) == 100_00
    for reference in [activity.findtext("iati-identifier"), *activity.xpath(".//@ref")]:
        assert re.fullmatch(r"[^/&|?]+", reference)
    assert activity.findtext("iati-identifier").startswith(activity.find("reporting-org").get("ref") + "-")
    if activity.xpath("activity-date[@type='4']"):
        assert activity.find("activity-status").get("code") in {"3", "4"}
    for narrative in activity.iter("narrative"):
        assert narrative.text
    for value in activity.iter("value"):
        assert re.fullmatch("[A-Z]{3}", value.get("currency"))


def sums(activity: Any) -> list[tuple[str, str]]:
    return [(one.find("transaction-type").get("code"), one.findtext("value")) for one in activity.iter("transaction")]


def only(of: Sequence[Matter], **settings: Any) -> Any:
    (activity,) = activities(of, **settings)
    return activity


class TestMoney:
    def test_a_promise_is_a_pledge_and_no_commitment(self) -> None:
        assert sums(only(matters(loan("pledged", doc="a", reported="2020-01-01")))) == [("12", "500000000")]

    def test_what_those_say_who_receive_is_an_incoming_pledge(self) -> None:
        on_their_word = loan("pledged", doc="a", reported="2020-01-01", speaker="Mari Tamm", speaker_for=["EST"])
        assert sums(only(matters(on_their_word))) == [("13", "500000000")]

    def test_what_is_signed_is_a_firm_commitment_beside_the_pledge_that_it_was(self) -> None:
        found = matters(loan("pledged", doc="a", reported="2020-01-01"), loan("signed", doc="b", reported="2020-03-01"))
        assert sums(only(found)) == [("12", "500000000"), ("2", "500000000")]

    def test_what_is_signed_on_the_receivers_word_is_an_incoming_commitment(self) -> None:
        signed = loan("signed", doc="a", reported="2020-01-01", speaker="Mari Tamm", speaker_for=["EST"])
        assert sums(only(matters(signed))) == [("11", "500000000")]

    def test_what_is_said_again_adds_nothing(self) -> None:
        again = [loan("signed", doc=name, reported=f"2020-0{month}-01") for month, name in enumerate("abc", 1)]
        assert sums(only(matters(*again))) == [("2", "500000000")]

    def test_two_who_sign_beside_each_other_both_count(self) -> None:
        both = [
            loan("signed", doc="a", reported="2020-01-01"),
            loan("signed", doc="b", reported="2020-01-02", by=["SWE"]),
        ]
        assert [one for of in activities(matters(*both)) for one in sums(of)] == [("2", "500000000")] * 2

    def test_what_was_paid_is_a_disbursement_and_what_was_refused_is_nothing(self) -> None:
        found = matters(
            loan("signed", doc="a", reported="2020-01-01"),
            loan("done", 2e8, doc="b", reported="2020-05-01", what="paid out 200 million dollars of the loan"),
        )
        assert ("3", "200000000") in sums(only(found))
        assert activities(matters(loan("sought", doc="a", reported="2020-01-01"))) == []
        assert activities(matters(loan("dropped", doc="a", reported="2020-01-01"))) == []

    def test_goods_and_costs_make_no_activity(self) -> None:
        ships = told("pledged", quantities=money(3, "icebreaker"))
        pipe = told("pledged", "build a pipeline", quantities=money(2e9))
        raw, counts = written(write, selection(matters=matters(ships, pipe)))
        assert len(etree.fromstring(raw)) == 0
        assert counts == {"activity": 0, "transaction": 0}

    def test_a_huge_sum_is_written_out(self) -> None:
        assert sums(only(matters(loan("pledged", 1.5e22, doc="a", reported="2020-01-01")))) == [
            ("12", "15000000000000000000000")
        ]


class TestActivity:
    def test_parties_recipients_and_sectors(self) -> None:
        found = only(matters(loan("signed", doc="a", reported="2020-01-01", to=["EST", "LVA", "LTU"])))
        roles = [(one.get("role"), one.findtext("narrative")) for one in found.iter("participating-org")]
        assert roles == [("1", "Finland"), ("4", "Estonia"), ("4", "Latvia"), ("4", "Lithuania")]
        assert found.xpath("recipient-country/@percentage") == ["33.34", "33.33", "33.33"]
        assert found.xpath("recipient-country/@code") == ["EE", "LV", "LT"]
        assert found.xpath("sector/@code") == ["240"]

    def test_a_body_that_receives_is_no_country(self) -> None:
        found = only(matters(loan("signed", doc="a", reported="2020-01-01", to=["UNHCR"])))
        assert found.xpath("recipient-country") == []
        assert found.xpath("recipient-region/@code") == ["998"]
        assert found.xpath("participating-org[@role='4']/@type") == ["40"]

    @pytest.mark.parametrize(
        ("stage", "status"), [("pledged", "1"), ("signed", "1"), ("underway", "2"), ("done", "4"), ("stalled", "6")]
    )
    def test_the_status_is_that_of_the_stage(self, stage: Stage, status: str) -> None:
        first = loan("pledged", doc="a", reported="2020-01-01")
        found = only(matters(first, loan(stage, doc="b", reported="2020-02-01")))
        assert found.find("activity-status").get("code") == status

    def test_dates_are_those_that_are_told_and_a_guessed_start_says_so(self) -> None:
        promised = loan("pledged", doc="a", reported="2020-01-01", due="2021")
        (start, end) = only(matters(promised)).iter("activity-date")
        assert (start.get("type"), start.get("iso-date")) == ("1", "2020-01-01")
        assert "first on record" in start.findtext("narrative")
        assert (end.get("type"), end.get("iso-date"), len(end)) == ("3", "2021-12-31", 0)
        paid = loan("done", doc="c", reported="2020-09-01", date="2020-08-30")
        told_of = matters(promised, loan("underway", doc="b", reported="2020-06-01"), paid)
        found = {one.get("type"): one.get("iso-date") for one in only(told_of).iter("activity-date")}
        assert found == {"2": "2020-06-01", "3": "2021-12-31", "4": "2020-08-30"}

    def test_a_date_that_is_yet_to_come_is_no_date_of_a_transaction(self) -> None:
        assert only(matters(loan("pledged", doc="a", reported="2020-01-01", date="2030-01-01"))).xpath(
            "transaction/transaction-date/@iso-date"
        ) == ["2020-01-01"]

    def test_sources_with_an_address_of_the_web_are_linked_once(self) -> None:
        first = loan("pledged", doc="a", reported="2020-01-01")
        found = only(
            matters(
                first.model_copy(update={"url": "https://wire.example/1?a=1&b=2", "title": "A loan"}),
                loan("signed", doc="b", reported="2020-02-01").model_copy(update={"url": "javascript:alert(1)"}),
                loan("underway", doc="c", reported="2020-03-01").model_copy(
                    update={"url": "https://wire.example/1?a=1&b=2"}
                ),
            )
        )
        assert found.xpath("document-link/@url") == ["https://wire.example/1?a=1&b=2"]
        assert found.findtext("document-link/title/narrative") == "A loan"

    def test_another_paper_that_prints_the_story_is_linked_too(self) -> None:
        here = loan("pledged", doc="a", reported="2020-01-01").model_copy(update={"url": "https://one.example/"})
        (matter,) = matters(here)
        there = here.model_copy(update={"doc": "b", "url": "https://two.example/"})
        both = matter.history[0].model_copy(update={"also": (there,)})
        found = only([matter.model_copy(update={"history": (both,)})])
        assert found.xpath("document-link/@url") == ["https://one.example/", "https://two.example/"]

    def test_who_reports_is_secondary_and_by_default_plainly_nobody(self) -> None:
        of = matters(loan("pledged", doc="a", reported="2020-01-01"))
        assert only(of).find("reporting-org").get("ref") == REPORTER
        named = only(of, reporting_org="NO-BRC-971277882", reporting_name="The Desk").find("reporting-org")
        assert (named.get("ref"), named.get("secondary-reporter")) == ("NO-BRC-971277882", "1")
        assert named.findtext("narrative") == "The Desk"

    @pytest.mark.parametrize("reference", ["NO/BRC", "a b", "a&b", "a\x00b"])
    def test_a_reference_that_iati_has_not_is_refused(self, reference: str) -> None:
        with pytest.raises(QueryError, match="reporting-org"):
            written(write, selection(reporting_org=reference))

    @pytest.mark.parametrize("words", ["<script>&amp;]]>", "a\x00b\x1b[31m", "\ud800", "\ufffe", "=1+1", "\u202etxt"])
    def test_hostile_words_are_words_and_what_xml_cannot_hold_is_counted(self, words: str) -> None:
        promised = loan("pledged", doc="a", reported="2020-01-01", what=f"{LOAN} {words}", source=words)
        raw, counts = written(write, selection(matters=matters(promised)))
        assert len(only(matters(promised)).xpath(".//script")) == 0
        lost = re.search("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe]", words) is not None
        assert ("replaced character" in counts) == lost
        assert lost == ("\ufffd" in raw.decode())

    def test_nothing_makes_a_root_without_activities(self) -> None:
        raw, counts = written(write, selection())
        root = etree.fromstring(raw)
        assert (root.tag, root.get("version"), len(root)) == ("iati-activities", "2.03", 0)
        assert counts == {"activity": 0, "transaction": 0}

    def test_a_document_whose_every_word_is_hostile_breaks_no_file(self) -> None:
        for activity in etree.fromstring(written(write, hostile())[0]):
            check(activity)

    @settings(max_examples=40)
    @given(reports())
    def test_whatever_is_reported_makes_activities_by_the_rules(self, of: list[tuple[Mention, ...]]) -> None:
        activities(matters(*(mention for mentions in of for mention in mentions)))


class TestCodes:
    def test_every_stage_has_a_status(self) -> None:
        assert set(codes()["status"]) == set(STAGES)

    @pytest.mark.parametrize(
        ("listed", "used"),
        [
            ("ActivityStatus", codes()["status"].values()),
            ("SectorCategory", [*codes()["sector"].values(), codes()["elsewhere"]["sector"]]),
            ("TransactionType", [code for of in codes()["transaction"].values() for code in of.values()]),
            ("ActivityDateType", codes()["date"].values()),
            ("OrganisationRole", [codes()["organisation"][role] for role in ("funding", "implementing")]),
            ("DocumentCategory", codes()["document"].values()),
        ],
    )
    def test_codes_are_in_the_lists_of_iati_and_not_withdrawn(self, listed: str, used: Any) -> None:
        path = CODELISTS / f"{listed}.xml"
        if not path.exists():
            pytest.skip("the code lists are not here")
        items = etree.parse(path).iterfind(".//codelist-item")
        assert set(used) <= {item.findtext("code") for item in items if item.get("status", "active") == "active"}

    @pytest.mark.parametrize("count", [1, 3, 7, 17])
    def test_shares_come_to_a_hundred(self, count: int) -> None:
        assert sum(round(float(share) * 100) for share in shares(count)) == 100_00


def test_the_schema_of_these_tests_refuses_what_is_in_the_wrong_order() -> None:
    (activity,) = activities(matters(loan("pledged", doc="a", reported="2020-01-01")))
    root = activity.getparent()
    activity.append(activity.find("title"))
    assert not schema().validate(root)
