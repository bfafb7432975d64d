"""Documents filed as they come, in any order, late or anew: the ledger is what it would be, made at once."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from legation.ledger import Ledger
from legation.ledger.folding.matters import matters_of
from legation.ledger.linking.linking import linked
from legation.nouns import Matter, Mention
from strategies import days, report, reports, told

TODAY = datetime.now(UTC).date()
Documents = list[tuple[Mention, ...]]


def add(ledger: Ledger, documents: Iterable[tuple[Mention, ...]], reader: str = "hand/1") -> None:
    for mentions in documents:
        each = report(*mentions)
        ledger.add(each.document, each.entries, reader=reader, raw=each.raw)


def in_order(matters: Iterable[Matter]) -> list[Matter]:
    return sorted(matters, key=lambda matter: matter.id)


def known_by(documents: Documents, day: str) -> Documents:
    return [mentions for mentions in documents if (mentions[0].reported or TODAY.isoformat()) <= day]


@settings(max_examples=25)
@given(documents=reports(most=8), seed=st.integers(0, 10**6))
def test_in_whatever_order_documents_come_their_matters_are_those_of_the_pure_derivation(
    documents: Documents, seed: int
) -> None:
    shuffled = list(documents)
    Random(seed).shuffle(shuffled)  # noqa: S311 - an order, no secret
    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "l.db", create=True) as ledger:
        add(ledger, shuffled)
        every = [mention for mentions in documents for mention in mentions]
        assert in_order(ledger.matters()) == in_order(matters_of(every, TODAY))


@settings(max_examples=25)
@given(documents=reports(most=8), seed=st.integers(0, 10**6), day=days)
def test_a_view_as_of_a_day_is_that_of_a_ledger_of_the_documents_known_by_then(
    documents: Documents, seed: int, day: str
) -> None:
    shuffled = list(documents)
    Random(seed).shuffle(shuffled)  # noqa: S311 - an order, no secret
    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "all.db", create=True) as everything:
        add(everything, shuffled)
        with Ledger.open(Path(folder) / "then.db", create=True) as then:
            add(then, known_by(shuffled, day))
            assert everything.matters(as_of=day) == then.matters(as_of=day)
            for parties in (["EST"], ["EST", "FIN"], ["EST", "FIN", "SWE"]):
                assert everything.matters(parties, as_of=day) == then.matters(parties, as_of=day)
                assert everything.counts(parties, as_of=day) == then.counts(parties, as_of=day) == then.counts(parties)
                assert everything.documents(parties=parties, as_of=day)[:] == tuple(
                    kept._replace(added=own.added)
                    for kept, own in zip(
                        then.documents(parties=parties), everything.documents(parties=parties, as_of=day), strict=True
                    )
                )


@settings(max_examples=15)
@given(documents=reports(most=6), others=reports(most=6))
def test_documents_read_anew_are_filed_as_if_they_had_never_been_read_otherwise(
    documents: Documents, others: Documents
) -> None:
    anew = [
        tuple(mention.model_copy(update={"document": old[0].document, "doc": old[0].doc, "reported": old[0].reported})
              for mention in new)
        for old, new in zip(documents, others, strict=False)
    ]  # fmt: skip
    rest = documents[len(anew) :]
    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "reread.db", create=True) as reread:
        add(reread, documents)
        add(reread, anew, reader="hand/2")
        every = [mention for mentions in (*anew, *rest) for mention in mentions]
        assert in_order(reread.matters()) == in_order(matters_of(every, TODAY))


FERRY = [
    told("offered", "the Gulf Ferry line", objects=["Gulf Ferry"], doc="may", reported="2020-05-01"),
    told("signed", "the Gulf Ferry line", objects=["Gulf Ferry"], doc="june", reported="2020-06-01"),
]
EARLY = told("sought", "the Gulf Ferry line", objects=["Gulf Ferry"], doc="april", reported="2020-04-01")


def test_the_id_of_a_matter_leads_on_when_an_earlier_mention_turns_up(ledger: Ledger) -> None:
    add(ledger, [(mention,) for mention in FERRY])
    (before,) = ledger.matters()
    add(ledger, [(EARLY,)])
    (after,) = ledger.matters()
    assert before.id != after.id
    assert ledger.matter(before.id) == after
    assert len(after.history) == len(FERRY) + 1


def test_the_id_of_a_matter_leads_on_when_a_newer_reading_has_its_first_mention_in_other_words(ledger: Ledger) -> None:
    add(ledger, [(mention,) for mention in FERRY])
    (before,) = ledger.matters()
    other = told(
        "offered", "a line of ferries", objects=["Gulf Ferry"], doc="may", reported="2020-05-01", quote="They will lend"
    )
    assert other.entry.id != FERRY[0].entry.id
    add(ledger, [(other,)], reader="hand/2")
    (after,) = ledger.matters()
    assert ledger.matter(before.id) == after


def test_two_matters_that_turn_out_to_be_one_were_two_before(ledger: Ledger) -> None:
    one = told("signed", "laying of the tube", objects=["Aurora cable"], doc="a", reported="2020-01-01")
    other = told("underway", "work at sea", objects=["North Light cable"], doc="b", reported="2020-02-01")
    bridge = told("agreed", "renaming", objects=["North Light cable", "Aurora cable"], doc="c", reported="2020-03-01")
    add(ledger, [(one,), (other,)])
    ids = {matter.id for matter in ledger.matters()}
    assert len(ids) == 2
    add(ledger, [(bridge,)])
    (merged,) = ledger.matters()
    assert merged.id in ids
    assert all(ledger.matter(identity) == merged for identity in ids)
    assert {matter.id for matter in ledger.matters(as_of="2020-02")} == ids


def test_a_document_that_turns_out_to_be_older_is_filed_at_its_day(ledger: Ledger) -> None:
    add(ledger, [(mention,) for mention in FERRY])
    reprint = report(FERRY[1])
    ledger.publish(reprint.document.model_copy(update={"date": "2020-02-01", "source": "Reval Courier"}))
    (matter,) = ledger.matters(as_of="2020-03")
    assert matter.stage == "signed"
    assert ledger.matters() == matters_of(
        [FERRY[0], FERRY[1].model_copy(update={"reported": "2020-02-01", "source": "Reval Courier"})], TODAY
    )


def test_what_is_linked_in_the_store_is_what_is_linked_at_once_for_many_documents_of_one_pair(ledger: Ledger) -> None:
    random = Random(7)  # noqa: S311 - test data
    words = ("ferry", "cable", "customs", "harbour", "survey", "rail", "icebreaker", "grain")
    documents = [
        tuple(
            told(
                what=" ".join(random.sample(words, 3)),
                doc=f"{n}",
                start=50 * k,
                reported=f"2021-{n % 12 + 1:02}-{n % 28 + 1:02}",
            )
            for k in range(3)
        )
        for n in range(60)
    ]
    add(ledger, documents)
    groups = {frozenset(u.entry.id for u in g) for g in linked([m for of in documents for m in of])}
    assert {frozenset(step.mention.entry.id for step in matter.history) for matter in ledger.matters()} == groups
