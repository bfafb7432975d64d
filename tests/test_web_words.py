"""Words of a text on a page, and the way back to their offsets."""

import re

from hypothesis import given
from hypothesis import strategies as st

from legation.briefing.visible import one_line, visible
from legation.web.words import places, runs, unmarked

texts = st.text(st.sampled_from(list("ab 😀é\u202e\u200b\n\r\t\x00⟦")), max_size=40)


def offset(of: str, shown: int, start: int = 0) -> int:
    """What document.js makes of a place in what is shown: code points of the text."""
    at = 0
    for run in runs(of, start):
        if shown < at + len(run.shown):
            return min(run.start + shown - at, run.end)
        at += len(run.shown)
    return start + len(of)


@given(texts, st.integers(0, 5))
def test_runs_joined_show_the_text_and_leave_none_of_it_out(text: str, start: int) -> None:
    cut = list(runs(text, start))
    assert "".join(run.shown for run in cut) == visible(text)
    ends = [start, *(run.end for run in cut)]
    assert [run.start for run in cut] == ends[:-1]
    assert ends[-1] == start + len(text)


@given(texts)
def test_a_place_in_what_is_shown_is_one_in_the_text_before_the_same_words(text: str) -> None:
    shown = visible(text)
    for place in range(len(shown) + 1):
        at = offset(text, place)
        if len(visible(text[:at])) == place:
            assert visible(text[:at]) + visible(text[at:]) == shown
        else:  # within a mark, or a line end: snapped to its end
            assert len(visible(text[: at - 1])) < place < len(visible(text[:at]))


@given(texts, st.data())
def test_words_as_a_page_shows_them_are_found_where_they_stand(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end].strip()
    found = places(text, one_line(quote))
    assert all(text[place.start : place.end] == place.quote for place in found)
    if quote and quote == quote.strip("\u200b"):
        assert any(one_line(place.quote) == one_line(quote) for place in found)


def test_words_that_stand_there_twice_are_found_twice_whatever_their_line_ends() -> None:
    text = "the\r\nsecond cable 😀 and the second cable"
    assert [(place.start, place.end) for place in places(text, "the second  cable")] == [(0, 17), (24, 40)]
    assert [place.quote for place in places(text, "the second cable")] == ["the\r\nsecond cable", "the second cable"]
    assert places(text, "the third cable") == places(text, "  ") == ()


def test_a_mark_stands_for_the_character_that_it_shows_and_nothing_else_does() -> None:
    assert unmarked("a⟦U+202E⟧b") == "a\u202eb"
    assert unmarked("⟦U+D800⟧ ⟦U+FFFFFF⟧ ⟦x⟧") == "⟦U+D800⟧ ⟦U+FFFFFF⟧ ⟦x⟧"


@given(st.text("ab \n\t\u2003", max_size=30), st.text("ab  ", max_size=6))
def test_words_are_found_with_whatever_space_stands_between_them(text: str, words: str) -> None:
    pattern = re.compile(r"\s+".join(words.split()) or "(?!)")
    expected = [(match.start(), match.end(), match.group()) for match in pattern.finditer(text)]
    assert [(place.start, place.end, place.quote) for place in places(text, words)] == expected


def test_a_text_that_is_nearly_the_words_again_and_again_takes_no_longer_than_another() -> None:
    assert places("a " * 1_000_000, "a " * 999 + "b") == ()  # with a pattern for each word, minutes
