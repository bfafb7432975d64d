"""Why an entry is on the record: what proposed it, with which confidence, and what each of its fields rests on."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from legation.errors import QueryError
from legation.intake import receive
from legation.nouns import Document, Entry
from legation.reading.explaining import Explained
from legation.reading.explanation import Explanation, Gap, Ground, Share, Words
from legation.reading.label_grounds import plain_cue
from legation.reading.reader import explainer, reader_names
from legation.reading.verbatim import nearest
from legation.reading.weighing import plain, weighed
from test_verbatim import texts
from wire import document, only, reader

SAMPLES = Path(__file__).parent.parent / "samples"
TEXTS = [*sorted(SAMPLES.glob("*.txt")), *sorted((SAMPLES / "annotated").glob("*.txt"))]
BOTH = pytest.mark.parametrize("by", reader_names())
MANY = frozenset({"by", "to", "actors", "awaits", "people", "objects", "area", "speaker_for"})
ALONE = frozenset(
    {"stage", "form", "status", "change", "polarity", "what", "toward", "place", "speaker", "date", "due"}
)


def explained(text: str, by: str = "rules", *, source: str | None = None) -> Explained:
    return explainer(reader(by)).explained(document(text, source=source))


def explanation(text: str, kind: str = "commitment", by: str = "rules") -> Explanation:
    return only([why for entry, why in explained(text, by) if entry.kind == kind])


def ground(why: Explanation, field: str) -> Ground:
    return next(one for one in why.grounds if one.field == field)


def quotes(why: Explanation, field: str) -> list[str]:
    return [word.quote for one in why.grounds if one.field == field for word in one.words]


def every_word(why: Explanation) -> Iterator[Words]:
    for one in why.grounds:
        yield from one.words


def sample(path: Path) -> Document:
    return receive(path.read_bytes(), name=path.stem).document


def missing(entry: Entry, why: Explanation) -> set[str]:
    """Values of an entry that its explanation does not account for, and those accounted for that it does not have."""
    told = {(one.field, one.value) for one in why.grounds}
    told |= {(gap.field, gap.value) for gap in why.gaps if gap.value is not None}
    fields = entry.model_dump()
    held = {(field, value) for field in MANY for value in fields.get(field, ())}
    held |= {(field, fields[field]) for field in ALONE if fields.get(field) is not None}
    told = {one for one in told if one[0] in MANY | ALONE}
    return {f"{field}: {value}" for field, value in held ^ told}


@BOTH
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_what_is_explained_is_what_is_read_and_each_word_stands_at_its_place(path: Path, by: str) -> None:
    given_, found = sample(path), explainer(reader(by)).explained(sample(path))
    assert tuple(entry for entry, _ in found) == reader(by).read(given_)
    for entry, why in found:
        assert why.confidence == entry.confidence
        assert why.proposed
        for word in every_word(why):
            assert word.quote
            assert given_.text[word.start : word.end] == word.quote


@BOTH
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_each_field_that_is_filled_in_is_accounted_for_and_no_other(path: Path, by: str) -> None:
    for entry, why in explainer(reader(by)).explained(sample(path)):
        assert missing(entry, why) == set()
        both = {(one.field, one.value) for one in why.grounds} & {(one.field, one.value) for one in why.gaps}
        assert both == set()


@settings(max_examples=25)
@given(texts, st.sampled_from(reader_names()))
def test_any_text_whatever_is_explained_word_for_word_and_as_it_is_read(text: str, by: str) -> None:
    found = explained(text, by)
    assert tuple(entry for entry, _ in found) == reader(by).read(document(text))
    for _, why in found:
        for word in every_word(why):
            assert text[word.start : word.end] == word.quote != ""


@pytest.mark.parametrize("path", TEXTS[:4], ids=lambda path: path.stem)
def test_what_was_weighed_adds_up_to_the_confidence(path: Path) -> None:
    for entry, why in explainer(reader("rules+tagger")).explained(sample(path)):
        assert entry.confidence is not None
        chance = 1 / (1 + math.exp(-sum(weight.log_odds for weight in why.weighed)))
        assert chance == pytest.approx(entry.confidence, abs=0.01)
        assert list(why.weighed) == sorted(why.weighed, key=lambda w: -abs(w.log_odds))


def test_a_ground_without_words_or_shares_cannot_be_made() -> None:
    with pytest.raises(ValidationError, match="nothing is told that by rests on"):
        Ground(field="by", value="KEN", why="so it is")
    assert Ground(field="by", value="KEN", why="the model", shares=(Share(value="acts", share=0.9),)).words == ()


def test_an_explanation_cannot_be_changed() -> None:
    why = explanation("Kenya delivered 40 buses to Uganda.")
    with pytest.raises(ValidationError, match="frozen"):
        why.gaps = ()


def test_a_rule_proposes_by_its_verb_and_has_no_chance() -> None:
    why = explanation("Kenya promised Uganda 40 buses.")
    assert [(one.by, one.what, one.chance) for one in why.proposed] == [("rule", "the verb “promised”", None)]
    assert why.confidence is None
    assert why.weighed == ()


def test_the_tagger_proposes_with_its_chance() -> None:
    why = explanation("NAIROBI: Kenya has promised Uganda 40 buses by the end of 2026.", by="rules+tagger")
    tagger = only([one for one in why.proposed if one.by == "tagger"])
    assert tagger.chance is not None
    assert 0 < tagger.chance <= 1


def test_a_figure_is_proposed_by_its_number_with_the_chance_of_what_stands_around_it() -> None:
    why = explanation("Kenya's exports to Uganda rose 12 per cent in 2023.", "figure")
    proposer = only(list(why.proposed))
    assert proposer.what == "the number “12 per cent”"
    assert proposer.chance is not None
    assert quotes(why, "value") == ["12 per cent"]


def test_parties_rest_on_the_words_that_name_them_nearest() -> None:
    text = "Uganda has many roads. Kenya promised Uganda 40 buses."
    why = explanation(text)
    assert quotes(why, "by") == ["Kenya"]
    assert quotes(why, "to") == ["Uganda"]
    assert ground(why, "to").words[0].start == text.rindex("Uganda")


def test_a_pronoun_is_led_back_to_the_person_and_the_person_to_the_state() -> None:
    text = "Kenyan Foreign Minister Grace Wanjiru arrived in Kampala. She promised Uganda 40 buses."
    (word,) = ground(explanation(text), "by").words
    assert (word.quote, word.meaning) == ("She", "for Grace Wanjiru")
    named = explanation("Kenyan Foreign Minister Grace Wanjiru promised Uganda 40 buses.")
    assert "by Grace Wanjiru, who acts for it" in [word.meaning for word in ground(named, "by").words]


def test_a_stage_rests_on_its_trigger() -> None:
    why = explanation("Kenya has promised Uganda 40 buses.")
    stage = ground(why, "stage")
    assert (stage.value, [word.quote for word in stage.words]) == ("pledged", ["has promised"])
    assert "the verb “promised”" in stage.why


def test_a_source_is_told_with_the_word_that_makes_it_one() -> None:
    why = explanation("Kenya will deliver 40 buses to Uganda, Kenyan Foreign Minister Grace Wanjiru said.")
    assert quotes(why, "speaker") == ["Kenyan Foreign Minister Grace Wanjiru", "said"]
    assert ground(why, "speaker_for").value == "KEN"


def test_without_a_source_the_explanation_says_whose_voice_it_is() -> None:
    why = explanation("Kenya delivered 40 buses to Uganda.")
    assert Gap(field="speaker", value=None, why="the document’s own voice") in why.gaps
    assert quotes(why, "speaker") == []


def test_a_relative_date_is_told_with_the_day_it_is_seen_from_and_a_full_one_without() -> None:
    relative = ground(explanation("Kenya signed a treaty with Uganda on Monday."), "date")
    assert (relative.value, [word.quote for word in relative.words]) == ("2024-05-13", ["Monday"])
    assert "seen from 2024-05-14" in relative.why
    full = ground(explanation("Kenya signed a treaty with Uganda on 13 May 2024."), "date")
    assert (full.value, [word.quote for word in full.words]) == ("2024-05-13", ["13 May 2024"])
    assert "seen from" not in full.why


def test_a_due_date_and_a_quantity_rest_on_their_words() -> None:
    why = explanation("Kenya will deliver 40 buses to Uganda by 2030.")
    assert quotes(why, "due") == ["by 2030"]
    assert quotes(why, "quantities") == ["40 buses"]
    assert ground(why, "quantities").value == "40 bus"


def test_an_area_rests_on_the_words_that_tell_of_it() -> None:
    assert "pipeline" in quotes(explanation("Kenya agreed with Uganda on the construction of a gas pipeline."), "area")


def test_what_a_text_says_of_us_rests_on_the_word_that_stands_for_its_issuer() -> None:
    ((entry, why),) = explained(
        "We will deliver 40 buses to Uganda by 2030.", source="Kenya Ministry of Foreign Affairs"
    )
    assert entry.model_dump()["by"] == ("KEN",)
    assert [(word.quote, word.meaning) for word in ground(why, "by").words] == [("We", "for KEN")]


def test_a_phrase_is_found_inside_a_place_then_before_it_then_behind_it_and_never_in_a_longer_word() -> None:
    text = "oil, boil, oil; gas; oil."
    assert nearest(text, "oil", 6, 20) == (11, 14)
    assert nearest(text, "oil", 15, 20) == (11, 14)
    assert nearest(text, "gas", 0, 3) == (16, 19)
    assert nearest(text, "oi", 0, 3) is None
    assert nearest(text, "", 0, 3) is None


@pytest.mark.parametrize(
    ("cue", "words"),
    [
        ("anchor sign", "its word “sign”"),
        ("noun anchor visit", "its noun “visit”"),
        ("near stage offered", "a word for stage offered nearby"),
        ("hint done", "a weaker word hints at done"),
        ("doer several pledged", "done by several pledged"),
        ("led by stage offered", "led up to by stage offered"),
        ("told by a source", "told by a source"),
        ("negated", "it is negated"),
        ("number", "a number in it"),
        ("something new", "something new"),
    ],
)
def test_a_cue_is_told_in_plain_words(cue: str, words: str) -> None:
    assert plain_cue(cue) == words


def test_evidence_for_one_kind_goes_with_that_for_all_and_what_weighs_nothing_is_left_out() -> None:
    found = weighed(
        {"tagger": 1.0, "tagger commitment": 0.5, "late": 0.0, "bias": -2.0, "commitment": 0.25}, "commitment"
    )
    assert [(one.what, one.log_odds) for one in found] == [
        ("before anything is known of it", -1.75),
        ("the tagger’s chance", 1.5),
    ]
    assert plain("unheard of", "figure") == "unheard of"


def test_a_reader_that_cannot_explain_is_refused_by_name() -> None:
    class Silent:
        name = "silent/1"

        def read(self, document: Document) -> tuple[Entry, ...]:
            del document
            return ()

    with pytest.raises(QueryError, match="the reader silent/1 cannot explain its entries"):
        explainer(Silent())
