"""Entries as coded events of PLOVER: the types, who acts on whom, and the fields that its manual names."""

import re
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export_hostile import hostile
from export_sources import lines, recorded, selection, written
from legation.exports.plover import event, write
from legation.exports.plover_rules import codebook
from legation.ledger.excerpt import Review
from legation.nouns import Entry, Evidence, Meeting, Mention, Polarity, Position
from strategies import STAGES, measured, mentioned, reports, told

CAMEO_TO_PLOVER = Path("/work/shared/codelists/CAMEO2PLOVER-2021.txt")
TYPES = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
# Fields of the manual, chapter "JSON Data Fields", and what is ours beside them.
FIELDS = {
    "id": str, "date": str, "enddate": str, "source": list, "recipient": list, "event": list, "event_loc": dict,
    "event_text": list, "quad_code": int, "mode": list, "context": list, "text_info": dict, "cite_info": dict,
    "coder": str,
}  # fmt: skip
OURS = {
    "date_as_told": str, "reported": str, "speaker": str, "speaker_for": list, "confidence": float, "review": str,
}  # fmt: skip
NON_STATES = {"IGO", "NGO", "ISM", "IMG", "MNC"}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def check(coded: dict[str, Any]) -> None:
    """Whether an event is one by the rules of the manual."""
    assert coded.keys() >= {"id", "date", "source", "event"}
    for name, value in coded.items():
        assert isinstance(value, (FIELDS | OURS)[name]), name
    assert DAY.fullmatch(coded["date"])
    if "enddate" in coded:
        assert coded["date"] <= coded["enddate"]
    assert set(coded["event"]) <= TYPES
    assert coded["source"]
    for actor in [*coded["source"], *coded.get("recipient", [])]:
        assert set(actor) <= {"code", "actor_text", "identifier_id", "identifier_text"}
        assert actor.get("code", "IGO") in NON_STATES or re.fullmatch("[A-Z]{3}", actor["code"])
    for kind in coded["event"]:
        assert coded["quad_code"] == codebook().quad[kind]
        if kind in {"COOPERATE", "AID", "SANCTION"}:
            assert coded.get("recipient") or len(coded["source"]) > 1


def coded(mention: Mention) -> dict[str, Any] | None:
    of = recorded(mention)
    found = event(of, of.stated[0], "Legation 0")
    if found is not None:
        check(found)
    return found


def of_type(mention: Mention) -> tuple[str, list[str], list[str]]:
    """Type, and codes of who acts and is acted on."""
    found = coded(mention)
    assert found is not None
    codes = [[actor.get("code", "") for actor in found.get(side, [])] for side in ("source", "recipient")]
    (kind,) = found["event"]
    return kind, codes[0], codes[1]


def meeting(form: str = "talks", status: str = "held", place: str | None = None, actors: str = "EST FIN") -> Mention:
    entry = Meeting(
        id="e0123456789ab",
        evidence=(Evidence(start=3, end=6, quote="met"),),
        trigger="met",
        date="2020-01-02",
        actors=tuple(actors.split()),
        form=form,  # type: ignore[arg-type]
        status=status,  # type: ignore[arg-type]
        place=place,
    )
    return mentioned(entry, doc="report", reported="2020-01-01")


def stand(polarity: Polarity, trigger: str = "criticised") -> Mention:
    entry = Position(
        id="e0123456789ab",
        evidence=(Evidence(start=0, end=len(trigger), quote=trigger),),
        trigger=trigger,
        by=("EST",),
        to=("FIN",),
        toward="the ferry",
        polarity=polarity,
    )
    return mentioned(entry, doc="report", reported="2020-01-01")


class TestTypes:
    @pytest.mark.parametrize(
        ("stage", "kind"),
        [
            ("offered", "AGREE"), ("pledged", "AGREE"), ("agreed", "AGREE"), ("signed", "SUPPORT"),
            ("underway", "COOPERATE"), ("done", "COOPERATE"), ("dropped", "REJECT"),
        ],
    )  # fmt: skip
    def test_who_undertakes_something_acts_on_the_other(self, stage: str, kind: str) -> None:
        assert of_type(told(stage)) == (kind, ["FIN"], ["EST"])  # type: ignore[arg-type]

    def test_who_is_asked_is_the_recipient(self) -> None:
        assert of_type(told("sought")) == ("REQUEST", ["EST"], ["FIN"])

    def test_where_nobody_is_to_have_it_the_speakers_side_asks(self) -> None:
        assert of_type(told("sought", to=[], speaker="Kari Lund", speaker_for=["NOR"])) == ("REQUEST", ["NOR"], ["FIN"])

    def test_what_nobody_is_known_to_have_asked_is_no_event(self) -> None:
        assert coded(told("sought", to=[])) is None

    def test_talk_about_an_undertaking_is_a_consultation_of_all(self) -> None:
        assert of_type(told("discussed")) == ("CONSULT", ["FIN", "EST"], [])

    def test_a_threat_is_no_offer(self) -> None:
        assert of_type(told("offered", "threatened to close the border"))[0] == "THREATEN"

    @pytest.mark.parametrize(
        ("area", "what", "kind"),
        [
            ("humanitarian", "tents for the displaced", "AID"), ("finance", "extended a loan", "AID"),
            ("defence", "military assistance", "AID"), ("finance", "invested in the port", "COOPERATE"),
            ("transport", "lend icebreakers", "COOPERATE"),
        ],
    )  # fmt: skip
    def test_help_and_money_given_or_lent_are_aid_once_carried_out(self, area: Any, what: str, kind: str) -> None:
        assert of_type(told("done", what, area=[area]))[0] == kind

    @pytest.mark.parametrize(
        ("stage", "what", "kind"),
        [
            ("done", "created new sanctions", "SANCTION"), ("pledged", "impose tariffs", "THREATEN"),
            ("pledged", "lift the sanctions", "AGREE"), ("done", "lifted the embargo", "RETREAT"),
            ("signed", "an agreement to end the boycott", "SUPPORT"),
        ],
    )  # fmt: skip
    def test_what_is_to_hurt_another_is_no_cooperation_and_ending_it_is_no_hurt(
        self, stage: Any, what: str, kind: str
    ) -> None:
        assert of_type(told(stage, what, area=["finance"]))[0] == kind

    def test_money_that_is_only_promised_is_agreed_and_no_aid(self) -> None:
        assert of_type(told("pledged", area=["finance"]))[0] == "AGREE"

    def test_diplomacy_carried_out_moves_nothing_material(self) -> None:
        assert of_type(told("done", area=["diplomacy"]))[0] == "SUPPORT"
        assert of_type(told("done", area=["diplomacy", "transport"]))[0] == "COOPERATE"

    def test_what_is_done_by_one_alone_is_no_cooperation(self) -> None:
        assert coded(told("done", to=[])) is None

    def test_what_is_done_by_two_together_is(self) -> None:
        assert of_type(told("done", by=["FIN", "EST"], to=[])) == ("COOPERATE", ["FIN", "EST"], [])

    def test_who_suspends_reduces_relations_and_what_stands_still_is_no_act(self) -> None:
        assert of_type(told("stalled", "suspended the ferry"))[0] == "SANCTION"
        refused = told("dropped", "withdraw the icebreakers", quote="will not withdraw the icebreakers").entry
        said = mentioned(refused.model_copy(update={"trigger": "will not withdraw"}), doc="a", reported="2020-01-01")
        assert of_type(said)[0] == "REJECT"
        assert coded(told("stalled", "waits for a vote")) is None

    def test_figures_are_no_events(self) -> None:
        assert coded(measured(3, "EUR")) is None

    @pytest.mark.parametrize(
        ("polarity", "trigger", "kind"),
        [
            ("positive", "praised", "SUPPORT"), ("negative", "criticised", "ACCUSE"), ("negative", "refused", "REJECT"),
            ("urges", "urged", "REQUEST"), ("negative", "had rejected", "REJECT"),
        ],
    )  # fmt: skip
    def test_stands(self, polarity: Any, trigger: str, kind: str) -> None:
        assert of_type(stand(polarity, trigger)) == (kind, ["EST"], ["FIN"])

    def test_who_does_not_reject_is_not_said_to_reject(self) -> None:
        assert of_type(stand("negative", "did not refuse"))[0] == "ACCUSE"

    def test_worry_is_a_comment_and_no_event(self) -> None:
        assert coded(stand("concerned", "voiced concern")) is None


class TestMeetings:
    def test_all_who_meet_act(self) -> None:
        assert of_type(meeting()) == ("CONSULT", ["EST", "FIN"], [])

    def test_who_comes_visits_whoever_is_at_home(self) -> None:
        assert of_type(meeting(place="Helsinki")) == ("CONSULT", ["EST"], ["FIN"])
        assert (coded(meeting(place="Helsinki")) or {})["mode"] == ["visit"]
        assert (coded(meeting(place="Helsinki")) or {})["event_loc"] == {"name": "Helsinki", "cc3": "FIN"}

    def test_a_third_state_is_host_to_both(self) -> None:
        found = coded(meeting(place="Oslo")) or {}
        assert (found["mode"], len(found["source"])) == (["third-party"], 2)

    @pytest.mark.parametrize(("form", "mode"), [("call", "phone"), ("summit", "multilateral")])
    def test_a_call_is_a_call_from_wherever(self, form: str, mode: str) -> None:
        found = coded(meeting(form, place="Helsinki")) or {}
        assert (found["mode"], len(found["source"])) == ([mode], 2)

    def test_what_is_yet_to_be_says_so(self) -> None:
        assert "future" in (coded(meeting(status="planned")) or {})["context"]
        assert "future" not in (coded(meeting()) or {})["context"]

    def test_a_meeting_called_off_is_none(self) -> None:
        assert coded(meeting(status="cancelled")) is None


class TestFields:
    def test_a_body_is_an_igo_and_who_goes_by_name_has_no_code(self) -> None:
        found = coded(told(by=["SCO"], to=["Baltic Cables"])) or {}
        assert found["source"] == [
            {"code": "IGO", "identifier_id": "SCO", "identifier_text": "Shanghai Cooperation Organisation"}
        ]
        assert found["recipient"] == [{"actor_text": "Baltic Cables"}]

    @pytest.mark.parametrize(
        ("date", "expected"),
        [
            (None, {"date": "2020-01-01"}),
            ("2019-12-30", {"date": "2019-12-30"}),
            ("2019-02", {"date": "2019-02-01", "enddate": "2019-02-28", "date_as_told": "2019-02"}),
        ],
    )
    def test_a_date_is_a_day_or_the_days_that_it_can_mean(self, date: str | None, expected: dict[str, str]) -> None:
        found = coded(told(date=date)) or {}
        assert {name: found[name] for name in ("date", "enddate", "date_as_told") if name in found} == expected

    def test_what_has_no_date_at_all_is_left_out(self) -> None:
        raw, counts = written(write, selection(recorded(told(reported=None), told(date="2019", reported=None))))
        assert counts == {"event": 1}
        assert raw.count(b"\n") == 1

    def test_the_source_is_cited_with_words_and_offsets(self) -> None:
        mention = told(start=40, source="Baltic Wire", speaker="Kari Lund", speaker_for=["FIN"])
        (found,) = lines(
            write, selection(recorded(mention, title="Ships for the winter", url="https://wire.example/1"))
        )
        check(found)
        assert found["event_text"] == ["lend icebreakers for the winter"]
        assert found["text_info"] == {"start": 40, "end": 71}
        assert found["cite_info"]["citation"] == mention.document
        assert found["cite_info"]["url"] == "https://wire.example/1"
        assert found["cite_info"]["publication"] == "Baltic Wire"
        assert found["coder"] == "hand/1"

    def test_what_a_reviewer_made_of_it_is_told(self) -> None:
        of = recorded(told(), review=Review("corrected", "Anna"))
        assert (event(of, of.stated[0], "Legation 0") or {})["review"] == "corrected"

    def test_nothing_makes_an_empty_file(self) -> None:
        assert written(write, selection()) == (b"", {"event": 0})

    @pytest.mark.parametrize("words", ["=HYPERLINK(1)", "</script>\x00\x1b[31m", "a\nb\u2028c", "\ud800", "\u202etxt"])
    def test_hostile_words_stay_words_on_one_line(self, words: str) -> None:
        mention = told(quote=words, speaker=words, to=[words])
        of = recorded(mention, title=words)
        raw, _ = written(write, selection(of))
        assert raw.count(b"\n") == 1
        (found,) = lines(write, selection(of))
        check(found)
        assert (found["event_text"], found["speaker"]) == ([words], words)
        assert found["recipient"] == [{"actor_text": words}]


def test_a_document_whose_every_word_is_hostile_is_events_by_the_rules() -> None:
    for found in lines(write, hostile()):
        check(found)


class TestTable:
    def test_every_entry_there_can_be_has_a_rule(self) -> None:
        entries: list[Entry] = [told(stage).entry for stage in STAGES]
        entries += [stand(polarity).entry for polarity in get_args(Polarity)]
        entries += [meeting(status=status).entry for status in ("held", "planned", "cancelled")]
        assert all(codebook().rule_for(entry).why for entry in entries)

    def test_types_and_contexts_are_of_plover(self) -> None:
        book = codebook()
        assert set(book.quad) == TYPES
        assert {rule.event for rule in book.rule if rule.event} <= TYPES

    @pytest.mark.skipif(not CAMEO_TO_PLOVER.exists(), reason="the map of CAMEO is not here")
    def test_a_mode_is_one_that_the_map_of_cameo_gives_its_type(self) -> None:
        known = {("CONSULT", "multilateral")}  # of the manual alone
        for line in CAMEO_TO_PLOVER.read_text("utf-8").splitlines():
            if found := re.match(r"\w+:\s*(\w+)\s*,\s*([\w-]+)", line):
                known.add((found[1], found[2]))
        ours = {(rule.event, rule.mode) for rule in codebook().rule if rule.mode}
        assert ours | {("CONSULT", "visit"), ("CONSULT", "third-party")} <= known

    @given(st.data())
    def test_whatever_is_reported_is_an_event_by_the_rules_or_none(self, data: st.DataObject) -> None:
        for mentions in data.draw(reports()):
            of = recorded(*mentions)
            for stated in of.stated:
                found = event(of, stated, "Legation 0")
                if found is not None:
                    check(found)
