"""One story in several papers, in a ledger: one testimony, whatever the order in which they came."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import permutations
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, delete, select

from legation.briefing.dossier import dossier
from legation.ledger import Ledger
from legation.ledger.copies.edition import edition_of
from legation.ledger.copies.groups import copies_among
from legation.ledger.folding.matters import matters_of
from legation.ledger.keeping.opening import open_database
from legation.ledger.keeping.schema import copies, sketches
from legation.ledger.narrow import Narrow
from legation.ledger.upkeep.checking import check
from legation.nouns import Document, Evidence, Matter, Mention, Quantity
from strategies import Report, add, measured, told

TODAY = date(2022, 1, 1)
LENDS = "Finland will lend Estonia {n} icebreakers for the winter"
DONE = "the harbour of Parnu has been dredged"
MORE = "Sweden is to send Estonia {n} tugs as well"
REST = (
    ", Minister Aino Salo said after talks in Tallinn. She told reporters that the ships would come with their crews, "
    "and that Estonia would pay for the fuel alone. Mart Kask, who leads the port authority, said that the ice was "
    "thicker than in any winter since 1987, and that ferries to the islands had stood still for nine days. Fishermen "
    "asked for help with their nets. The two sides also spoke about pilots, and agreed to look at the matter again in "
    "spring, when the channels are open and the harbour masters have counted what the ice has broken. He added that "
)


def story(
    name: str, *, day: str, n: int = 3, source: str = "Baltic Wire", more: bool = False, title: str | None = None
) -> Report:
    """One edition of the story, with what it puts on the record."""
    sentences = [(LENDS.format(n=n), "pledged", n), (DONE, "done", 0)]
    text = f"{sentences[0][0]}{REST}{DONE}."
    if more:
        sentences.append((MORE.format(n=2 * n), "pledged", 2 * n))
        text += f" {sentences[-1][0]}, the Swedish embassy said, if the ice does not break before the end of the month."
    text += f" Printed for {name}."
    raw = text.encode()
    identity = f"sha256:{hashlib.sha256(raw).hexdigest()}"
    entries = [
        told(
            "pledged" if stage == "pledged" else "done",
            words,
            by=("SWE",) if words.startswith("Sweden") else ("FIN",) if stage == "pledged" else ("EST",),
            to=("EST",) if stage == "pledged" else ("FIN",),
            doc=name,
            start=text.index(words),
            quantities=[Quantity(value=amount, unit="icebreaker")] if amount else [],
            objects=["the Gulf ice"] if amount else ["Parnu harbour"],
        ).entry
        for words, stage, amount in sentences
    ]
    document = Document(id=identity, name=name, text=text, date=day, source=source, title=title, language="en")
    return Report(document, tuple(entries), raw)


WIRE = story("wire", day="2020-02-03")
COURIER = story("courier", day="2020-02-04", source="Reval Courier")
RIGHT = story("right", day="2020-02-05", n=5, title="CORRECTED-Finland to lend icebreakers")
LONGER = story("longer", day="2020-02-04", more=True)


def mentions_of(reports: Iterable[Report]) -> list[Mention]:
    return [Mention.of(each.document, entry) for each in reports for entry in each.entries]


def at_once(reports: Sequence[Report]) -> list[Matter]:
    """What the pure derivation makes of them."""
    found = copies_among([edition_of(each.document) for each in reports])
    return in_order(matters_of(mentions_of(reports), TODAY, copies=sorted(found)))


def in_order(matters: Iterable[Matter]) -> list[Matter]:
    return sorted(matters, key=lambda matter: matter.id)


def lending(ledger: Ledger, as_of: str = "2022-01-01") -> Matter:
    (found,) = [matter for matter in ledger.matters(as_of=as_of) if "FIN" in matter.parties and matter.balance]
    return found


def test_what_another_paper_printed_too_is_one_testimony_in_two_places(ledger: Ledger) -> None:
    add(ledger, COURIER, WIRE)
    found = lending(ledger)
    (step,) = found.history
    assert (step.mention.doc, [one.doc for one in step.also]) == ("wire", ["courier"])
    assert [counted.mention.doc for counted in found.balance[0].counted] == ["wire"]


def test_a_correction_supersedes_from_its_own_day_on_and_both_are_kept(ledger: Ledger) -> None:
    add(ledger, WIRE, COURIER, RIGHT)
    (before,) = lending(ledger, "2020-02-04").history
    assert (before.mention.doc, before.supersedes) == ("wire", ())
    found = lending(ledger)
    (step,) = found.history
    assert step.mention.doc == "right"
    assert [one.doc for one in step.supersedes] == ["wire", "courier"]
    assert [balance.promised for balance in found.balance] == [5]
    assert not found.flags
    assert {mention.doc for mention in ledger.mentions(kind="commitment")} == {"wire", "courier", "right"}
    assert {mention.doc for mention in ledger.mentions_of(found)} == {"wire", "courier", "right"}


def test_the_id_of_a_matter_and_of_what_was_put_right_lead_to_it_still(ledger: Ledger) -> None:
    add(ledger, WIRE)
    before = lending(ledger)
    add(ledger, RIGHT)
    found = ledger.matter(before.id, as_of="2022-01-01")
    assert found.id == before.id
    assert ledger.matter(WIRE.entries[0].id, as_of="2022-01-01") == found


def test_what_only_the_longer_version_says_stands_by_itself(ledger: Ledger) -> None:
    add(ledger, WIRE, LONGER)
    steps = [step for matter in ledger.matters() for step in matter.history]
    by_words = {step.mention.entry.evidence[0].quote: (step.mention.doc, len(step.also)) for step in steps}
    assert by_words == {
        LENDS.format(n=3): ("wire", 1),
        DONE: ("wire", 1),
        MORE.format(n=6): ("longer", 0),
    }


def test_other_stories_are_told_apart_from_copies_in_what_silence_counts(ledger: Ledger) -> None:
    early = told("pledged", "give Estonia a lighthouse", doc="early", reported="2020-01-01", objects=["Ruhnu light"])
    add(ledger, _alone(early), WIRE, COURIER, LONGER)
    (found,) = [matter for matter in ledger.matters(as_of="2022-01-01") if "Ruhnu light" in matter.title]
    assert found.silence.documents == 1


def _alone(mention: Mention) -> Report:
    document = Document(id=mention.document, name=mention.doc, text="A light.", date=mention.reported, language="en")
    return Report(document, (mention.entry,), b"A light.")


def test_the_story_of_a_document_is_told_as_it_was_known(ledger: Ledger) -> None:
    add(ledger, WIRE, COURIER, RIGHT)
    ledger.publish(WIRE.document.model_copy(update={"source": "Harbour News", "date": "2020-02-06"}))
    story_then = ledger.story(WIRE.document.id, as_of="2020-02-04")
    assert [place.source for place in story_then.places] == ["Baltic Wire"]
    assert [(one.document.name, one.relation, one.later) for one in story_then.editions] == [("courier", "copy", True)]
    now = ledger.story(WIRE.document.id)
    assert [place.source for place in now.places] == ["Baltic Wire", "Harbour News"]
    assert [(one.document.name, one.relation) for one in now.editions] == [("courier", "copy"), ("right", "corrected")]
    assert [one.later for one in ledger.story(RIGHT.document.id).editions] == [False, False]


def test_a_document_that_turns_out_to_be_of_another_day_is_held_against_others_anew(ledger: Ledger, place: str) -> None:
    late = story("late", day="2020-03-30", n=5)
    add(ledger, WIRE, late)
    assert _edges(place) == 0
    ledger.publish(late.document.model_copy(update={"date": "2020-02-03", "source": "Harbour News"}))
    assert _edges(place) == 1
    assert ledger.story(late.document.id).editions


def test_a_line_that_is_split_off_takes_its_copies_with_it(ledger: Ledger) -> None:
    other = told("offered", "lend Estonia icebreakers", doc="early", reported="2020-01-20", objects=["the Gulf ice"])
    add(ledger, WIRE, COURIER, _alone(other))
    before = lending(ledger)
    assert len(before.history) == 2
    ledger.split(before.id, [WIRE.entries[0].id], by="Kari")
    rest = ledger.matter(other.entry.id)
    assert [step.mention.doc for step in rest.history] == ["early"]
    assert [one.doc for step in ledger.matter(WIRE.entries[0].id).history for one in step.mentions] == [
        "wire",
        "courier",
    ]


def test_a_dossier_tells_a_figure_of_one_story_once(ledger: Ledger) -> None:
    figure = measured(12, "km", what="ice", actors=("FIN",), doc="x").entry
    at = WIRE.document.text.index("nine days")
    place = Evidence(start=at, end=at + 9, quote="nine days")
    reports = [
        each._replace(entries=(*each.entries, figure.model_copy(update={"id": f"e{n:012x}", "evidence": (place,)})))
        for n, each in enumerate((WIRE, COURIER), 1)
    ]
    add(ledger, *reports)
    (series,) = dossier(ledger, ("FIN", "EST")).figures
    assert [mention.doc for mention in series.mentions] == ["wire"]


def test_matters_are_narrowed_to_a_stage_by_what_counts(ledger: Ledger) -> None:
    wrong = WIRE._replace(entries=tuple(e.model_copy(update={"stage": "done"}) for e in WIRE.entries))
    add(ledger, wrong, RIGHT)
    found = lending(ledger)
    assert found.stage == "pledged"
    assert found.id in {matter.id for matter in ledger.matters(narrow=Narrow(stages=("pledged",)))}


def _edges(place: str) -> int:
    database = open_database(place, create=False)
    with database.transaction("read") as connection:
        found = len(connection.execute(select(copies)).all())
    database.close()
    return found


EDITIONS = [
    story(name, day=day, n=n, source=source, more=more, title=title)
    for name, day, n, source, more, title in [
        ("a", "2020-02-03", 3, "Baltic Wire", False, None),
        ("b", "2020-02-03", 3, "Reval Courier", False, None),
        ("c", "2020-02-04", 4, "Baltic Wire", False, None),
        ("d", "2020-02-04", 3, "Baltic Wire", True, "UPDATE 1-Icebreakers"),
        ("e", "2020-02-05", 5, "Harbour News", True, "CORRECTED-Icebreakers"),
        ("f", "2020-02-16", 3, "Harbour News", False, None),
        ("g", "2020-02-25", 3, "Reval Courier", True, None),
    ]
]


@settings(max_examples=8)
@given(some=st.permutations(EDITIONS).map(lambda order: order[:5]), day=st.sampled_from(["2020-02-03", "2020-02-05"]))
def test_in_any_order_copies_and_matters_are_those_of_the_pure_derivation_as_of_any_day(
    some: list[Report], day: str
) -> None:
    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "l.db", create=True) as ledger:
        add(ledger, *some)
        assert in_order(ledger.matters(as_of=TODAY.isoformat())) == at_once(some)
        known = [each for each in some if (each.document.date or "") <= day]
        found = in_order(ledger.matters(as_of=day))
        known_copies = sorted(copies_among([edition_of(each.document) for each in known]))
        then = date.fromisoformat(day)
        assert found == in_order(matters_of(mentions_of(known), then, copies=known_copies))


def test_matters_do_not_depend_on_the_order_of_their_mentions() -> None:
    found = sorted(copies_among([edition_of(each.document) for each in EDITIONS]))
    every = mentions_of(EDITIONS)
    expected = matters_of(every, TODAY, copies=found)
    for seed in range(5):
        shuffled = Random(seed).sample(every, len(every))  # noqa: S311 - an order
        assert matters_of(shuffled, TODAY, copies=Random(seed).sample(found, len(found))) == expected  # noqa: S311


def test_every_entry_of_a_story_is_told_somewhere_and_once() -> None:
    for order in list(permutations(EDITIONS[:4]))[:4]:
        told_of = [
            (one.document, one.entry.id)
            for matter in at_once(order)
            for step in matter.history
            for one in step.mentions
        ]
        assert sorted(told_of) == sorted((m.document, m.entry.id) for m in mentions_of(order))


@pytest.mark.parametrize("anew", [False, True])
def test_a_ledger_with_copies_has_nothing_wrong(tmp_path: Path, *, anew: bool) -> None:
    place = str(tmp_path / "legation.db")
    with Ledger.open(place, create=True) as ledger:
        add(ledger, RIGHT, WIRE, LONGER)
        if anew:
            add(ledger, WIRE._replace(entries=WIRE.entries[:1]), reader="hand/2")
            ledger.publish(RIGHT.document.model_copy(update={"date": "2020-02-01"}))
    database = open_database(place, create=False)
    findings = [
        one.what
        for one in check(database, lambda *_: None).findings
        if "copies" in one.where or "sketches" in one.where
    ]
    database.close()
    assert not findings


@pytest.mark.parametrize("table", [copies, sketches])
def test_rows_that_are_gone_are_missed(tmp_path: Path, table: Table) -> None:
    place = str(tmp_path / "legation.db")
    with Ledger.open(place, create=True) as ledger:
        add(ledger, WIRE, COURIER)
    database = open_database(place, create=False)
    with database.transaction("write") as connection:
        connection.execute(delete(table))
    found = [(one.where, one.what) for one in check(database, lambda *_: None).findings]
    database.close()
    assert any(where == f"table {table.name}" and what.startswith("a row is missing") for where, what in found)
