"""On whose word an entry stands: speakers of what indirect and direct speech put on the record."""

import pytest

from wire import commitments, entries, meetings, only, positions

HOLDER = "Kenyan Foreign Minister Grace Wanjiru"
FACT = "Uganda had delivered 40 trucks to Kenya"


@pytest.mark.parametrize(
    "sentence",
    [
        f"{HOLDER} said {FACT}.",
        f"{HOLDER} said that {FACT}.",
        f"{FACT}, {HOLDER} said.",
        f"{FACT}, said {HOLDER}.",
        f"According to {HOLDER}, {FACT}.",
        f"{FACT}, according to {HOLDER}.",
        f"{HOLDER} told reporters that {FACT}.",
        f"{HOLDER} said relations were good, adding that {FACT}.",
        f"{HOLDER} noted that relations were good and pointed out that {FACT}.",
        f"“{FACT},” {HOLDER} said.",
        f'"{FACT}," {HOLDER} said.',
        f"{HOLDER} said: “{FACT}.”",
        f"{HOLDER} opened the talks. {FACT}, she said.",
        f"{HOLDER} opened the talks. {FACT}, the minister said.",
    ],
)
def test_the_word_of_a_source_is_found_wherever_the_verb_of_saying_stands(sentence: str) -> None:
    told = only(commitments(sentence))
    assert (told.speaker, told.speaker_for) == ("Grace Wanjiru", ("KEN",))
    assert (told.by, told.to, told.stage) == (("UGA",), ("KEN",), "done")


@pytest.mark.parametrize(
    "text",
    [
        f"{HOLDER} spoke on Monday. “It is a long road. {FACT},” she said.",
        f"“It is a long road,” {HOLDER} said. “{FACT}.”",
        f"“{FACT},” {HOLDER} said. “It is a long road.”",
        f"{HOLDER} said: “It is a long road.\n\n“{FACT}.”",
    ],
    ids=["two sentences", "cue between", "cue before the end", "two paragraphs"],
)
def test_a_quotation_over_sentences_and_paragraphs_has_one_source(text: str) -> None:
    assert only(commitments(text)).speaker == "Grace Wanjiru"


def test_each_quotation_has_its_own_source() -> None:
    text = f"“It is a long road,” {HOLDER} said.\n\n“{FACT},” Ugandan envoy Rose Akello said."
    assert only(commitments(text)).speaker == "Rose Akello"


def test_of_nested_sources_the_nearest_counts() -> None:
    told = only(commitments(f"{HOLDER} said Ugandan envoy Rose Akello said {FACT}."))
    assert (told.speaker, told.speaker_for) == ("Rose Akello", ("UGA",))


@pytest.mark.parametrize(
    "sentence",
    [
        f"{FACT}.",
        f"It was reported that {FACT}.",
        f"{HOLDER} opened the talks. {FACT}.",
        f"{HOLDER} said relations were good. {FACT}.",
        f"Kenya said {FACT}.",
        f"Both leaders said {FACT}.",
        f"According to the contract, {FACT}.",
    ],
)
def test_what_nobody_is_named_for_stands_in_the_documents_own_voice(sentence: str) -> None:
    assert only(commitments(sentence)).speaker is None


@pytest.mark.parametrize(
    "sentence",
    [
        f"{HOLDER} promised that Kenya would send 40 trucks to Uganda.",
        f"{HOLDER} offered Uganda help.",
        f"{HOLDER} thanked Uganda for its help.",
        f"{HOLDER} welcomed the treaty with Uganda.",
        f"{HOLDER} said Kenya wanted peace and thanked Uganda for its help.",
        f"{HOLDER} expressed concern over the fighting in Uganda.",
    ],
)
def test_an_act_of_speech_told_with_its_holder_stands_in_the_documents_own_voice(sentence: str) -> None:
    told = only(list(entries(sentence)))
    assert told.speaker is None


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        (f"{HOLDER} said talks were near, but Kenya would send 40 trucks to Uganda.", "Grace Wanjiru"),
        (f"{HOLDER} said talks were near, but Kenya sent 40 trucks to Uganda.", None),
    ],
)
def test_a_clause_beside_what_was_said_is_said_too_where_its_tense_is_shifted_back(
    sentence: str, speaker: str | None
) -> None:
    assert only(commitments(sentence)).speaker == speaker


def test_what_nobody_is_named_for_inside_the_words_of_a_source_stands_on_its_word() -> None:
    text = f'{HOLDER} spoke. "It was agreed that {FACT}," Wanjiru said.'
    assert {told.speaker for told in entries(text)} == {"Grace Wanjiru"}


def test_a_stance_that_a_source_reports_stands_on_its_word() -> None:
    assert only(positions(f"{HOLDER} said Uganda welcomed the treaty with Kenya.")).speaker == "Grace Wanjiru"


@pytest.mark.parametrize(
    ("source", "speaker", "party"),
    [
        ("The Kenyan army", "Kenyan army", ("KEN",)),
        ("Kenyan officials", "Kenyan officials", ("KEN",)),
        ("The Daily Herald", "Daily Herald", ()),
        ("In a statement, the Kenyan foreign ministry", "Kenyan foreign ministry", ("KEN",)),
        ("A statement issued by the Kenyan foreign ministry", "Kenyan foreign ministry", ("KEN",)),
        pytest.param(
            "A Kenyan foreign ministry statement",
            "Kenyan foreign ministry",
            ("KEN",),
            marks=pytest.mark.xfail(strict=True, reason="the demonym of a compound issuer is left out"),
        ),
    ],
)
def test_a_body_is_a_source_by_its_name_and_a_statement_by_its_issuer(
    source: str, speaker: str, party: tuple[str, ...]
) -> None:
    told = only(commitments(f"{source} said {FACT}."))
    assert (told.speaker, told.speaker_for) == (speaker, party)


def test_a_source_is_given_in_the_fullest_form_of_the_whole_text() -> None:
    text = f"Wanjiru said {FACT}. {HOLDER} then left."
    assert only(commitments(text)).speaker == "Grace Wanjiru"


def test_a_family_name_put_first_leads_to_the_whole_name() -> None:
    text = f"Minister Lim Kok Seng opened the talks. Lim said {FACT}. Grace Wanjiru Atieno sat beside him."
    assert only(commitments(text)).speaker == "Lim Kok Seng"
    text = f"Minister Lim Kok Seng opened the talks with Ruth Lim. Lim said {FACT}."
    assert only(commitments(text)).speaker == "Ruth Lim"


def test_where_something_was_said_is_no_content() -> None:
    told = only(meetings(f"{HOLDER}, who met Ugandan President Paul Okello, said it was a long road."))
    assert told.speaker is None
