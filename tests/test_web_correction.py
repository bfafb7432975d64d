"""A form for the fields of an entry: what stands in it, and what was changed."""

from typing import Any

import pytest

from cable import HOSTILE, SIGNED, VISIT, key, record
from legation.errors import DecisionRefused
from legation.ledger.review.correcting import corrected, fields_of
from legation.nouns import Commitment, Entry, Figure, Meeting
from legation.web.correction import Sent, changes, given, shown, to_add, to_correct

ENTRIES = {entry.id: (entry, document.text) for document, entries in record() for entry in entries}
BOATS = ENTRIES[key("signed", 4)][0]


def sent(entry: Entry, **typed: str | tuple[str, ...]) -> Sent:
    """The form of an entry as a browser sends it, with other words in some fields."""
    form: dict[str, tuple[str, ...]] = {}
    for control in to_correct(entry):
        form[f"was-{control.field}"] = control.was
        words = typed.get(control.field, control.values)
        form[f"field-{control.field}"] = (words,) if isinstance(words, str) else words
    return Sent.of(lambda name: form.get(name, ()), fields_of(entry))


def changed(entry: Entry, text: str, **typed: str | tuple[str, ...]) -> Any:
    return corrected(entry, changes(entry, text, sent(entry, **typed)), text)


@pytest.mark.parametrize("identity", ENTRIES)
def test_a_form_sent_back_as_it_was_changes_nothing(identity: str) -> None:
    entry, text = ENTRIES[identity]
    assert changes(entry, text, sent(entry)) == {}


@pytest.mark.parametrize("identity", sorted(set(ENTRIES) - {key("hostile", 2)}))  # its trigger is not in its quote
def test_what_stands_in_a_field_is_understood_as_what_it_was(identity: str) -> None:
    entry, text = ENTRIES[identity]
    for field in fields_of(entry):
        form = Sent({f: shown(entry, f) for f in fields_of(entry)}, {f: shown(entry, f) for f in fields_of(entry)})
        form = form._replace(was=dict(form.was) | {field: ("something else",)})
        with pytest.raises(DecisionRefused, match="nothing is changed"):
            corrected(entry, changes(entry, text, form), text)


def test_parties_amounts_and_areas_are_written_in_words() -> None:
    entry = changed(
        BOATS,
        SIGNED,
        by="norway; Sweden",
        to="",
        quantities="2.5 billion USD; 3 boat more",
        area=("energy", "security"),
    )
    assert isinstance(entry, Commitment)
    assert (entry.by, entry.to, entry.area) == (("NOR", "SWE"), (), ("energy", "security"))
    assert [(one.value, one.unit, one.additional) for one in entry.quantities] == [
        (2_500_000_000, "USD", False), (3, "boat", True)
    ]  # fmt: skip


def test_only_what_was_changed_is_sent_on_so_that_nothing_is_put_back_unasked() -> None:
    theirs = BOATS.model_copy(update={"stage": "done"})
    mine = sent(BOATS, due="2030")
    assert changes(theirs, SIGNED, mine) == {"due": "2030"}
    controls = {control.field: control for control in to_correct(theirs, mine)}
    assert (controls["due"].values, controls["due"].was, controls["due"].meanwhile) == (("2030",), (), None)
    assert (controls["stage"].values, controls["stage"].was, controls["stage"].meanwhile) == (
        ("done",), ("done",), "done"
    )  # fmt: skip


def test_words_are_found_where_they_stand_nearest_and_line_ends_do_not_matter() -> None:
    feast = ENTRIES[key("hostile", 3)][0]
    entry = changed(feast, HOSTILE, evidence=("visit to ⟦U+202E⟧Narva⟦U+202C⟧", "Norway thanked Estonia"))
    assert [place.quote for place in entry.evidence] == ["visit to \u202eNarva\u202c", "Norway thanked Estonia"]
    with pytest.raises(DecisionRefused, match="does not say “the moon”"):
        changed(feast, HOSTILE, evidence="the moon")
    with pytest.raises(DecisionRefused, match="no words that it rests on"):
        changed(feast, HOSTILE, evidence=" ")


@pytest.mark.parametrize(
    ("identity", "typed", "said"),
    [
        (key("signed", 4), {"what": ""}, "what is empty"),
        (key("signed", 4), {"by": ""}, "by is empty"),
        (key("signed", 4), {"quantities": "lots"}, "'lots' is no amount"),
        (key("signed", 4), {"due": "soon"}, "is no date"),
        (key("signed", 4), {"trigger": "sold"}, "is not in the quote"),
        (key("signed", 4), {"area": ()}, "area is empty"),
        (key("signed", 3), {"value": "much"}, "'much' is no number"),
        (key("signed", 4), {"what": "rescue boats\x00"}, "nothing is changed"),
    ],
)
def test_what_a_field_cannot_be_is_said_in_a_sentence(identity: str, typed: dict[str, Any], said: str) -> None:
    entry, text = ENTRIES[identity]
    with pytest.raises(DecisionRefused, match=said):
        changed(entry, text, **typed)


def test_an_entry_to_be_added_needs_what_makes_it_one() -> None:
    form: dict[str, tuple[str, ...]] = {"field-form": ("visit",), "field-status": ("held",)}
    with pytest.raises(DecisionRefused, match="parties is empty: a meeting needs it"):
        given("meeting", VISIT, Sent.of(lambda name: form.get(name, ()), tuple(c.field for c in to_add("meeting"))))
    form["field-actors"] = ("Norway, Estonia",)
    fields = given(
        "meeting", VISIT, Sent.of(lambda name: form.get(name, ()), tuple(c.field for c in to_add("meeting")))
    )
    assert fields == {"actors": ["NOR", "EST"], "form": "visit", "status": "held"}


def test_a_choice_has_all_that_there_is_to_choose() -> None:
    stage = next(control for control in to_add("commitment") if control.field == "stage")
    assert (stage.shape, len(stage.options), stage.needed) == ("choice", 10, True)
    assert {control.field for control in to_add("meeting")} <= set(Meeting.model_fields)
    assert not next(control for control in to_add("figure") if control.field == "actors").needed
    assert {control.field for control in to_add("figure")} <= set(Figure.model_fields)


def test_what_nobody_types_is_not_put_on_record() -> None:
    with pytest.raises(DecisionRefused, match="what: 2,001 characters are too many: 2,000 at most"):
        changes(BOATS, SIGNED, sent(BOATS, what="x" * 2001))
    with pytest.raises(DecisionRefused, match=r"areas: 4,0\d\d characters are too many"):
        changes(BOATS, SIGNED, sent(BOATS, area=("energy", *(f"x{number:06}" for number in range(576)))))
    assert changes(BOATS, SIGNED, sent(BOATS, what="x" * 2000)) == {"what": "x" * 2000}
