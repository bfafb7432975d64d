"""What a matter is called."""

from legation.ledger.folding.titles import titles
from strategies import in_order, told


def test_the_name_that_most_documents_use_is_the_title_and_the_others_are_aliases() -> None:
    history = in_order(
        told(objects=["Aurora cable"], doc="a"),
        told(objects=["North Light cable", "Aurora cable"], doc="b"),
        told(objects=["the North Light Cable project"], doc="c"),
        told(objects=["North Light cable"], doc="d"),
    )
    assert titles(history) == ("The North Light Cable project", ("Aurora cable",))


def test_a_name_in_brackets_is_a_name_of_its_own() -> None:
    history = in_order(told(objects=["North Light (Aurora) cable"], doc="a"), told(objects=["Aurora cable"], doc="b"))
    assert titles(history) == ("Aurora cable", ("North Light cable",))


def test_a_document_that_repeats_a_name_counts_once() -> None:
    often = [told(objects=["Aurora cable"], doc="a", start=place) for place in range(5)]
    history = in_order(*often, told(objects=["North Light cable"], doc="b"), told(objects=["North Light"], doc="c"))
    assert titles(history).title == "North Light cable"


def test_without_a_proper_name_the_shortest_wording_that_stands_alone_is_the_title() -> None:
    history = in_order(
        told(what="it"),
        told(what="boats"),
        told(what="forty new rescue boats for the gulf", objects=["the boats"]),
        told(what="forty rescue boats"),
    )
    assert titles(history) == ("Forty rescue boats", ())


def test_where_no_wording_stands_alone_the_first_sentence_is_the_title() -> None:
    assert titles(in_order(told(what="it", quote="it will be signed in May"))).title == "It will be signed in May"


def test_a_title_is_short_and_on_one_line() -> None:
    title = titles(in_order(told(what="a survey\n of the " + "very " * 40 + "deep sea"))).title
    assert len(title) <= 90
    assert "\n" not in title
    assert title.endswith("…")
