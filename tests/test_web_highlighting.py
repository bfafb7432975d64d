"""Highlighting: a text cut into marked pieces is still that text."""

from hypothesis import given
from hypothesis import strategies as st

from legation.nouns import Entry, Evidence, Position
from legation.web.highlighting import Paragraph, highlight


def entry(text: str, *spans: tuple[int, int], number: int = 0) -> Entry:
    return Position(
        id=f"e{number:012x}",
        evidence=tuple(Evidence(start=start, end=end, quote=text[start:end]) for start, end in spans),
        trigger="x",
        by=("NOR",),
        toward="x",
        polarity="positive",
    )


def marked(text: str, *quotes: str) -> str:
    """Highlight each quote as an entry, and write the marks as brackets with the entry's number."""
    spans = [(text.index(quote), text.index(quote) + len(quote)) for quote in quotes]
    return written(highlight(text, [entry(text, span, number=n) for n, span in enumerate(spans)]))


def written(paragraphs: tuple[Paragraph, ...]) -> str:
    out = []
    for paragraph in paragraphs:
        for piece in paragraph.pieces:
            out += [f"[{mark.number}{'' if mark.begins else '…'} " for mark in piece.opens]
            out += [piece.text, "]" * piece.closes]
        out.append(paragraph.gap)
    return "".join(out)


def test_an_entry_is_marked_in_its_place() -> None:
    assert marked("They met. They agreed.", "They agreed") == "They met. [1 They agreed]."


def test_a_span_within_another_is_nested() -> None:
    assert marked("welcomed the offer of boats", "welcomed the offer of boats", "the offer") == (
        "[1 welcomed [2 the offer] of boats]"
    )


def test_two_entries_on_the_same_words_are_both_marked() -> None:
    assert marked("They met.", "They met", "They met") == "[1 [2 They met]]."


def test_a_span_that_ends_after_the_one_it_began_in_goes_on_beyond_it() -> None:
    assert marked("a b c d", "a b c", "b c d") == "[1 a [2 b c]][2…  d]"


def test_an_entry_over_a_blank_line_goes_on_in_the_next_paragraph() -> None:
    assert marked("a b\r\n \r\nc d", "b\r\n \r\nc") == "a [1 b]\r\n \r\n[1… c] d"


def test_a_line_end_of_two_characters_ends_no_paragraph() -> None:
    assert [paragraph.text for paragraph in highlight("a\r\nb\r\n\r\nc\n\nd\re", [])] == [
        "a\r\nb\r\n\r\n",
        "c\n\n",
        "d\re",
    ]


def test_an_anchor_is_where_the_main_quote_begins_and_nowhere_else() -> None:
    text = "one\n\ntwo three one"
    anchors = [
        (piece.text, mark.anchor)
        for paragraph in highlight(text, [entry(text, (3, 8), (15, 18))])
        for piece in paragraph.pieces
        for mark in piece.opens
    ]
    assert anchors == [("two", True), ("one", False)]


texts = st.text(st.sampled_from(list("ab 😀é\u202e\n\r\t")), min_size=1, max_size=40)


@st.composite
def texts_with_entries(draw: st.DrawFn) -> tuple[str, list[Entry]]:
    text = draw(texts)
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda pair: (min(pair), max(pair)))
    spans = draw(st.lists(st.lists(places, min_size=1, max_size=2), max_size=6))
    return text, [entry(text, *some, number=number) for number, some in enumerate(spans)]


@given(texts_with_entries())
def test_pieces_joined_give_the_text_exactly(case: tuple[str, list[Entry]]) -> None:
    text, entries = case
    assert "".join(paragraph.text for paragraph in highlight(text, entries)) == text


@given(texts_with_entries())
def test_marks_are_balanced_in_every_paragraph(case: tuple[str, list[Entry]]) -> None:
    for paragraph in highlight(*case):
        depth = 0
        for piece in paragraph.pieces:
            depth += len(piece.opens) - piece.closes
            assert depth >= 0
        assert depth == 0


@given(texts_with_entries())
def test_every_character_is_in_the_marks_of_just_the_entries_that_quote_it(case: tuple[str, list[Entry]]) -> None:
    text, entries = case
    place, within = 0, []
    for paragraph in highlight(text, entries):
        stack: list[str] = []
        for piece in paragraph.pieces:
            stack += [mark.entry.id for mark in piece.opens]
            for _ in piece.text:
                quoting = {one.id for one in entries if any(e.start <= place < e.end for e in one.evidence)}
                within.append((set(stack) == quoting) or not text[place].strip())
                place += 1
            del stack[len(stack) - piece.closes :]
        place += len(paragraph.gap)
    assert all(within)


@given(texts_with_entries())
def test_an_entry_with_words_has_exactly_one_anchor(case: tuple[str, list[Entry]]) -> None:
    text, entries = case
    anchors = [
        mark.entry.id
        for paragraph in highlight(text, entries)
        for piece in paragraph.pieces
        for mark in piece.opens
        if mark.anchor
    ]
    assert sorted(anchors) == sorted(one.id for one in entries if one.evidence[0].quote.strip())
