"""Which mentions are of one matter."""

import json
from pathlib import Path

import pytest

from legation.ledger.linking.linking import linked
from legation.nouns import Area, Commitment, Evidence, Mention, Quantity
from strategies import hex_of, mentioned, told

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "linking"
BALTIC = ("EST", "FIN")


def groups(*mentions: Mention) -> set[frozenset[str]]:
    """Ids of the entries of each group."""
    return {frozenset(undertaking.entry.id for undertaking in group) for group in linked(mentions)}


def together(*mentions: Mention) -> bool:
    return len(groups(*mentions)) == 1


def test_two_reports_that_name_one_thing_tell_of_one_matter() -> None:
    assert together(
        told("signed", "building of the line", objects=["Rail Baltica"], doc="a"),
        told("stalled", "the work", objects=["the Rail Baltica project"], doc="b"),
    )


def test_different_undertakings_about_one_named_thing_are_one_matter() -> None:
    assert together(
        told("discussed", "early construction", by=BALTIC, to=(), objects=["Aurora cable"], start=0),
        told("pledged", "conclude the legal process", by=["EST"], to=["FIN"], objects=["Aurora cable"], start=90),
    )


def test_two_pipelines_of_one_pair_are_two_matters() -> None:
    assert not together(
        told("signed", "build the Blue Line gas pipeline", objects=["Blue Line gas pipeline"], doc="a"),
        told("signed", "build the Green Line gas pipeline", objects=["Green Line gas pipeline"], doc="b"),
    )


def test_two_loans_of_one_amount_for_different_purposes_are_two_matters() -> None:
    sum_ = [Quantity(value=500_000_000, unit="EUR")]
    assert not together(
        told("signed", "a loan of 500 million euros for dams", quantities=sum_, area=["finance"], doc="a"),
        told("signed", "a loan of 500 million euros for schools", quantities=sum_, area=["finance"], doc="b"),
    )


def test_one_thing_by_one_name_between_other_parties_is_another_matter() -> None:
    assert not together(
        told("signed", "the corridor", by=["FIN"], to=["EST"], objects=["North-South corridor"], doc="a"),
        told("signed", "the corridor", by=["FIN"], to=["IRN"], objects=["North-South corridor"], doc="b"),
    )


def test_reports_in_much_the_same_words_tell_of_one_matter() -> None:
    assert together(
        told("agreed", "reopening of the Narva border bridge to lorries", doc="a"),
        told("stalled", "reopening the border bridge at Narva for lorries", doc="b"),
    )


def test_commonplaces_do_not_make_one_matter_of_two() -> None:
    assert not together(
        told("agreed", "strengthen cooperation and continue talks on an agreement", doc="a"),
        told("agreed", "cooperation to be strengthened and talks continued", doc="b"),
    )


def test_an_agreement_that_was_spoken_of_before_is_that_one() -> None:
    first = told("signed", "a pact on ice forecasts for the Bothnian Sea", start=0)
    assert together(first, told("signed", "The agreement will be extended", start=70))
    assert not together(first, told("signed", "The agreement will be extended", doc="other"))


def test_an_entry_that_knows_its_thing_by_two_names_makes_one_matter_of_both() -> None:
    old = told("signed", "laying of the tube", objects=["Aurora cable"], doc="a")
    new = told("underway", "work at sea", objects=["North Light cable"], doc="b", reported="2020-02-01")
    both = told("agreed", "renaming", objects=["North Light cable", "Aurora cable"], doc="c", reported="2020-03-01")
    assert not together(old, new)
    assert together(old, new, both)


def test_a_name_that_one_report_has_as_an_object_and_another_only_uses_joins_them() -> None:
    explained = told("signed", "lay a line on the seabed", objects=["Aurora cable"], doc="a")
    assert together(explained, told("underway", "tests of Aurora at night", doc="b"))
    assert not together(explained, told("underway", "tests of buses at night", doc="b"))


def test_more_of_what_was_just_counted_is_of_the_same_matter() -> None:
    fifty = told("done", "fifty boats", quantities=[Quantity(value=50, unit="boat")], start=0)
    more = [Quantity(value=150, unit="boat", additional=True)]
    assert together(fifty, told("offered", "150 on top", quantities=more, start=60))


def test_the_same_number_of_other_goods_is_another_matter() -> None:
    def sent(of: str, doc: str, *, to: str = "EST") -> Mention:
        return told("done", of, quantities=[Quantity(value=900, unit="tonne")], area=["trade"], to=[to], doc=doc)

    wheat = sent("900 tonnes of wheat", "a")
    assert together(wheat, sent("these 900 tonnes of wheat", "b"))
    assert not together(wheat, sent("900 tonnes of steel", "b"))
    assert not together(wheat, sent("900 tonnes of wheat", "b", to="LVA"))


def test_the_same_words_on_another_pair_are_another_matter() -> None:
    first = told("agreed", "reopening of the Narva border bridge", doc="a")
    assert together(first, told("agreed", "reopening of the Narva border bridge", doc="b"))
    assert not together(first, told("agreed", "reopening of the Narva border bridge", doc="b", to=["RUS"]))


def test_what_has_no_word_in_common_with_anything_before_it_opens_a_matter() -> None:
    first = told("agreed", "reopening of the Narva border bridge", doc="a")
    assert not together(first, told("pledged", "teachers for island schools", doc="b"))


@pytest.mark.skipif(not GOLD.exists(), reason="the annotated matters are not beside this repository")
def test_annotated_mentions_are_linked_as_well_as_was_measured() -> None:
    """B-cubed (Bagga & Baldwin 1998) over annotated mentions of ten matters, ten of them look-alikes in pairs."""
    matter_of: dict[str, str] = {}
    mentions: list[Mention] = []
    for matter in json.loads((GOLD / "matters.json").read_text("utf-8"))["matters"]:
        for annotated in matter["mentions"]:
            mention = _annotated(annotated, matter["area"])
            if mention.entry.id not in matter_of:  # one sentence on two contracts is counted with the first
                matter_of[mention.entry.id] = matter["id"]
                mentions.append(mention)
    precision = recall = 0.0
    found = linked(mentions)
    for group in found:
        for undertaking in group:
            own = matter_of[undertaking.entry.id]
            right = sum(matter_of[other.entry.id] == own for other in group)
            precision += right / len(group) / len(mentions)
            recall += right / list(matter_of.values()).count(own) / len(mentions)
    assert 2 * precision * recall / (precision + recall) > 0.84


def _annotated(annotated: dict[str, object], area: list[Area]) -> Mention:
    doc, quote = str(annotated["doc"]), str(annotated["quote"])
    start = (GOLD / f"{doc}.txt").read_text("utf-8").index(quote)
    entry = Commitment.model_validate({
        "id": "e" + hex_of(doc, start, quote)[:12],
        "evidence": (Evidence(start=start, end=start + len(quote), quote=quote),),
        "trigger": quote.split(maxsplit=1)[0],
        "what": quote,
        "area": area,
        **{field: annotated[field] for field in ("by", "to", "stage", "due", "quantities")},
    })  # fmt: skip
    number = int(doc.removeprefix("lo"))
    return mentioned(entry, doc=doc, reported=f"2025-02-{number - 32:02}" if number > 32 else f"1987-03-{number:02}")
