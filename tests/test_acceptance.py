"""The story this project began with: what must be read out of it, found by fields and speaker alone."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from legation.intake import receive
from legation.nouns import Area, Commitment, Entry, Figure, Form, Meeting, Polarity, Position, Stage
from wire import reader

STORIES = sorted((Path(__file__).parents[2] / "shared" / "gold" / "acceptance").glob("*.txt"))
pytestmark = pytest.mark.skipif(not STORIES, reason="the acceptance story is not beside this checkout")

RUS, PAK = "RUS", "PAK"
BOTH = frozenset({RUS, PAK})


@cache
def story() -> tuple[Entry, ...]:
    path = STORIES[0]
    return reader().read(receive(path.read_bytes(), name=path.stem).document)


def commitments(stage: Stage, *by: str, to: str | None = None, said_by: str | None = None) -> Iterator[Commitment]:
    """Commitments of a stage: by exactly these, `to` this one among others, on the word of this surname."""
    for entry in story():
        if (
            isinstance(entry, Commitment)
            and entry.stage == stage
            and set(entry.by) == set(by)
            and (to is None or to in entry.to)
            and (said_by is None or (entry.speaker or "").endswith(said_by))
        ):
            yield entry


def in_area(found: Iterator[Commitment], area: Area) -> list[Commitment]:
    return [entry for entry in found if area in entry.area]


def meetings(form: Form, *surnames: str) -> list[Meeting]:
    """Meetings of a form in which people of these surnames took part."""
    return [
        entry
        for entry in story()
        if isinstance(entry, Meeting)
        and entry.form == form
        and all(any(name.endswith(surname) for name in entry.people) for surname in surnames)
    ]


def figures(unit: str) -> list[Figure]:
    return [entry for entry in story() if isinstance(entry, Figure) and entry.unit == unit]


def positions(polarity: Polarity, holder: str) -> list[Position]:
    return [
        entry
        for entry in story()
        if isinstance(entry, Position) and (entry.polarity, entry.by) == (polarity, (holder,))
    ]


def test_the_gas_is_offered_on_lavrovs_word_and_pakistans_answer_awaited() -> None:
    (offer,) = [c for c in commitments("offered", RUS, to=PAK, said_by="Lavrov") if c.awaits]
    assert (offer.awaits, offer.to) == ((PAK,), (PAK,))
    assert "energy" in offer.area


def test_the_pipeline_is_one_thing_talked_about_by_both_and_promised_by_one() -> None:
    promised = next(c for c in commitments("pledged", PAK, to=RUS) if len(c.objects) > 1)
    talked = next(c for c in commitments("discussed", *BOTH, said_by="Lavrov") if c.objects)
    assert set(talked.objects) & set(promised.objects)
    assert "energy" in promised.area


def test_the_talks_on_the_pipeline_are_about_energy() -> None:
    talked = next(c for c in commitments("discussed", *BOTH, said_by="Lavrov") if c.objects)
    assert "energy" in talked.area


def test_an_agreement_on_the_exercise_was_reached() -> None:
    assert [c for c in commitments("agreed", *BOTH, said_by="Lavrov") if c.objects]


def test_the_agreement_on_the_exercise_is_about_defence() -> None:
    assert in_area(commitments("agreed", *BOTH, said_by="Lavrov"), "defence")


def test_help_against_terror_is_offered() -> None:
    assert in_area(commitments("offered", RUS, to=PAK, said_by="Lavrov"), "security")


def test_the_two_nuclear_bodies_are_in_touch() -> None:
    assert in_area(commitments("discussed", *BOTH, said_by="Lavrov"), "technology")


def test_doses_delivered_and_doses_to_come_are_kept_apart() -> None:
    told = {
        stage: [q for c in commitments(stage, RUS, to=PAK, said_by="Lavrov") for q in c.quantities if q.unit == "dose"]
        for stage in ("done", "offered")
    }
    assert [(q.value, q.additional) for q in told["done"]] == [(50_000, False)]
    assert [(q.value, q.additional) for q in told["offered"]] == [(150_000, True)]


def test_making_the_vaccine_at_home_is_sought_on_qureshis_word() -> None:
    assert in_area(commitments("sought", RUS, to=PAK, said_by="Qureshi"), "health")


def test_what_the_commission_is_to_pursue_is_agreed() -> None:
    assert [c for c in commitments("agreed", *BOTH) if c.speaker is None and c.trigger.endswith("agreed")]


def test_the_invitation_is_offered_by_the_host() -> None:
    assert [c for c in in_area(commitments("offered", PAK, to=RUS), "diplomacy") if "invitation" in c.trigger]


def test_the_session_of_the_commission_is_planned_for_the_year() -> None:
    (session,) = meetings("session")
    assert (session.status, session.date, session.place) == ("planned", "2021", "Moscow")
    assert set(session.actors) == BOTH


@pytest.mark.parametrize(
    ("form", "surnames"),
    [
        ("visit", ["Lavrov"]),
        ("press", ["Lavrov", "Qureshi"]),
        ("talks", ["Lavrov", "Khan"]),
        ("talks", ["Lavrov", "Bajwa"]),
        ("talks", ["Khan", "Putin"]),
    ],
    ids=["visit", "press conference", "call on the premier", "call on the general", "premier and president"],
)
def test_each_encounter_was_held_by_both_sides(form: Form, surnames: list[str]) -> None:
    (meeting,) = meetings(form, *surnames)
    assert meeting.status == "held"
    assert set(meeting.actors) == BOTH


def test_the_wheat_is_a_figure_on_lavrovs_word() -> None:
    (wheat,) = figures("tonne")
    assert (wheat.value, wheat.change, wheat.speaker) == (200_000_000, "level", "Sergey Lavrov")


def test_the_growth_of_trade_is_a_figure() -> None:
    (growth,) = figures("percent")
    assert (growth.value, growth.change) == (46, "increase")


def test_concern_and_welcome_are_russian_positions() -> None:
    assert any("AFG" in concern.to for concern in positions("concerned", RUS))
    assert any(welcome.trigger == "welcomed" for welcome in positions("positive", RUS))


def test_no_pronoun_or_title_is_left_as_a_speaker() -> None:
    speakers = {entry.speaker for entry in story() if entry.speaker}
    assert all(speaker[0].isupper() for speaker in speakers)
    assert {"Sergey Lavrov", "Shah Mehmood Qureshi", "Qamar Javed Bajwa"} <= speakers
