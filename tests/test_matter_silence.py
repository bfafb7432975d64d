"""What is not reported any more."""

from legation.ledger.folding.silence import Record
from legation.nouns import Silence
from strategies import in_order, stance, told

PAIR = frozenset({"EST", "FIN"})
LAST_WORD = told(doc="last word", reported="2020-01-01")


def stands(doc: str, reported: str | None, *, to: str = "FIN") -> Silence:
    record = Record([LAST_WORD, stance(by=["EST"], to=[to], doc=doc, reported=reported)])
    return record.silence(in_order(LAST_WORD), PAIR)


def test_a_later_document_on_the_same_parties_that_does_not_speak_of_it_counts() -> None:
    assert stands("later", "2020-02-01") == Silence(documents=1, last="2020-02-01")


def test_earlier_undated_and_other_documents_do_not_count() -> None:
    assert stands("earlier", "2019-02-01").documents == 0
    assert stands("undated", None).documents == 0
    assert stands("on others", "2020-02-01", to="SWE").documents == 0


def test_the_document_that_speaks_of_it_breaks_the_silence() -> None:
    again = told("underway", doc="again", reported="2020-03-01")
    record = Record([LAST_WORD, again, stance(by=["EST"], to=["FIN"], doc="between", reported="2020-02-01")])
    assert record.silence(in_order(LAST_WORD, again), PAIR) == Silence(documents=0, last=None)


def test_of_a_matter_without_a_date_nobody_can_say_how_long_it_has_been_silent() -> None:
    undated = told(doc="undated", reported=None)
    record = Record([undated, stance(by=["EST"], to=["FIN"], doc="later", reported="2020-02-01")])
    assert record.silence(in_order(undated), PAIR) == Silence(documents=0, last=None)
