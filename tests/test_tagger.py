from pathlib import Path

import numpy as np
import pytest

from legation.reading.pieces import OVERLAP, WINDOW, cut, framed, windows
from legation.reading.spans import KINDS, LABELS, LABELS_OF, Proposals, best, propose
from legation.reading.tagger import Tagger

MODEL = Path(__file__).parent.parent / "src/legation/reading/model"
STORY = (
    "The foreign ministers of Ruritania and Graustark met in Strelsau on Monday.\r\n\r\n"
    "Graustark will supply 40,000 tons of wheat to Ruritania by the end of the year, Minister Hentzau said. 🌾\r\n"
    "Ruritania condemned the closing of the border by Borduria."
)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(MODEL)


@pytest.mark.parametrize("count", [1, 2, 509, 510, 511, 900, 5000])
def test_every_piece_is_owned_by_exactly_one_window(count: int) -> None:
    found = list(windows(count))
    assert [n for w in found for n in range(w.own_from, w.own_to)] == list(range(count))
    assert all(w.first <= w.own_from < w.own_to <= w.last for w in found)


def test_a_window_fits_the_encoder_and_leaves_room_behind_what_it_owns() -> None:
    *early, last = windows(5000)
    assert all(w.last - w.own_to >= OVERLAP // 2 for w in early)
    assert last.last == 5000


def test_later_windows_begin_with_the_head_of_the_document(tagger: Tagger) -> None:
    pieces = cut("Strelsau, 3 May. " + "The talks went on. " * 300, tagger._tokenizer)
    second = list(windows(len(pieces.ids)))[1]
    ids, shapes, offset = framed(pieces, second, 101, 102)
    assert len(ids) == len(shapes) <= WINDOW
    assert ids[1:offset].tolist() == pieces.ids[: offset - 1].tolist()
    assert ids[offset] == pieces.ids[second.first]


def test_a_span_is_proposed_from_its_begin_to_its_likeliest_end() -> None:
    tags = np.full((30, 3, len(KINDS)), 0.01, np.float32)
    tags[5, 0, 1] = tags[12, 2, 1] = 0.9
    tags[5:13, 1, 1] = 0.8
    found = propose(tags)
    assert (found.kinds[0], found.firsts[0], found.lasts[0]) == (1, 5, 12)
    assert set(found.firsts.tolist()) == {5}


def test_of_two_spans_of_a_kind_that_overlap_by_half_the_better_stays() -> None:
    one = np.ones(3, np.float32)
    three = Proposals(np.array([0, 0, 1]), np.array([2, 3, 2]), np.array([9, 9, 9]), one, one, one)
    assert best(three, np.array([0.5, 0.9, 0.4], np.float32)).tolist() == [1, 2]


def test_a_story_gives_a_meeting_a_commitment_and_a_position(tagger: Tagger) -> None:
    surest = sorted(tagger.tag(STORY), key=lambda s: s.confidence)
    kinds = {s.kind: STORY[s.start : s.end] for s in surest}
    assert "met" in kinds["meeting"]
    assert "wheat" in kinds["commitment"]
    assert "condemned" in kinds["position"]


def test_labels_are_distributions_over_the_values_of_the_kind(tagger: Tagger) -> None:
    for span in tagger.tag(STORY):
        assert tuple(span.labels) == LABELS_OF[span.kind]
        for label, shares in span.labels.items():
            assert tuple(shares) == LABELS[label]
            assert sum(shares.values()) == pytest.approx(1)
        assert 0 < span.confidence < 1


@pytest.mark.parametrize("lead", ["", "🌾🌾 ", "\u202e\u200f", "\x00\x00", "\r\n\r\n", "\ud800 ", "e\u0301 "])
def test_offsets_are_code_points_whatever_stands_before(tagger: Tagger, lead: str) -> None:
    text = lead + STORY
    spans = tagger.tag(text)
    assert any("met in Strelsau" in text[s.start : s.end] for s in spans if s.kind == "meeting")
    for span in spans:
        quote = text[span.start : span.end]
        assert quote == quote.strip()
        assert quote


def test_reading_twice_gives_the_same(tagger: Tagger) -> None:
    assert tagger.tag(STORY) == tagger.tag(STORY)
    assert tagger.tag(STORY) == Tagger(MODEL).tag(STORY)


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n", "\x00", "\ud800", "a" * 60_000, "—" * 60_000, "said " * 4000, "((((" * 5000, "🌾" * 3000],
)
def test_no_text_makes_it_raise(tagger: Tagger, text: str) -> None:
    for span in tagger.tag(text):
        assert 0 <= span.start < span.end <= len(text)


def test_a_long_text_is_read_to_its_end(tagger: Tagger) -> None:
    story = STORY + "\n\n"
    starts = [s.start // len(story) for s in tagger.tag(story * 40)]
    assert {0, 20, 39} <= set(starts)
