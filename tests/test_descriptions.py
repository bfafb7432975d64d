"""Noun phrases that stand for a party without naming it."""

import pytest

from legation.reading.page import Page
from wire import document

ROSTER = "Ministers of Japan, France, Italy and Canada met in Oslo. "
BODIES = "The World Bank lent money to Kenya. OPEC met in Vienna. Gazprom sold gas to Austria. Hamas spoke. "


def codes(text: str, word: str, *, source: str | None = None, dateline: str | None = None) -> tuple[str, ...]:
    """Codes of the last token of a text that reads so."""
    made = Page(document(text, source=source, dateline=dateline))
    return made.cast.parties([token for token in made.doc if token.lower_ == word][-1])


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("The four nations agreed on a loan.", "nations"),
        ("The leaders agreed on a loan.", "leaders"),
        ("The ministers agreed on a loan.", "ministers"),
        ("All participants agreed on a loan.", "participants"),
    ],
)
def test_a_group_is_those_who_were_listed(sentence: str, word: str) -> None:
    assert codes(ROSTER + sentence, word) == ("JPN", "FRA", "ITA", "CAN")


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("The six nations agreed on a loan.", "nations"),
        ("Other nations agreed on a loan.", "nations"),
        ("The poorest countries agreed on a loan.", "countries"),
        ("The leaders of Kenya agreed on a loan.", "leaders"),
    ],
)
def test_a_group_of_another_number_or_kind_is_not_those_listed(sentence: str, word: str) -> None:
    assert not set(codes(ROSTER + sentence, word)) & {"JPN", "FRA", "ITA", "CAN"}


def test_two_names_are_no_list_and_a_verb_ends_one() -> None:
    assert codes("Japan and France met. Italy spoke. The three nations agreed.", "nations") == ()
    assert codes("Japan met France, then Italy paid and Canada left. The four nations agreed.", "nations") == ()


def test_one_whose_own_text_it_is_belongs_to_the_group() -> None:
    text = "The President met the leaders of Japan, France and Italy. The leaders agreed on a loan."
    assert codes(text, "leaders", source="The White House") == ("USA", "JPN", "FRA", "ITA")


@pytest.mark.parametrize(
    ("sentence", "word", "code"),
    [
        ("The bank will pay.", "bank", "WB"),
        ("The cartel will pay.", "cartel", "OPEC"),
        ("The company will pay.", "company", "RUS"),
        ("The movement will pay.", "movement", "Hamas"),
    ],
)
def test_a_body_or_company_is_known_again_by_its_kind(sentence: str, word: str, code: str) -> None:
    assert codes(BODIES + sentence, word) == (code,)


def test_the_one_in_whose_name_the_word_stands_comes_before_others_of_its_kind() -> None:
    assert codes("The Cairns Group met. OPEC spoke. The group will meet again.", "group") == ("Cairns Group",)
    assert codes("The Cairns Group met. OPEC spoke. The cartel will meet again.", "cartel") == ("OPEC",)


def test_a_group_may_be_told_with_those_in_it() -> None:
    text = "It was backed by many countries, including Japan, France and Italy."
    assert codes(text, "countries") == ("JPN", "FRA", "ITA")
    assert codes("Many countries heard Japan, France and Italy.", "countries") == ("Many countries",)


def test_the_two_sides_may_be_a_body_and_another_where_the_text_is_about_them() -> None:
    text = (
        "The Gulf Cooperation Council met the European Union. The GCC and the EU spoke of Oman. The two sides agreed."
    )
    assert set(codes(text, "sides")) >= {"GCC", "EU"}


@pytest.mark.parametrize(("sentence", "word"), [("A bank will pay.", "bank"), ("The airport will pay.", "airport")])
def test_an_indefinite_or_other_noun_is_no_body_named_before(sentence: str, word: str) -> None:
    assert codes(BODIES + sentence, word) == ()


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("The ministry will pay.", "ministry"),
        ("A government spokesman spoke.", "spokesman"),
        ("Foreign Ministry officials spoke.", "officials"),
        ("The Foreign Office spoke.", "office"),
        ("The cabinet approved it.", "cabinet"),
        ("Officials spoke.", "officials"),
    ],
)
def test_an_organ_without_a_state_is_of_the_place_that_is_written_from(sentence: str, word: str) -> None:
    text = "Kenya buys grain from Uganda, and Uganda sells it to Kenya. " + sentence
    assert codes(text, word, dateline="NAIROBI") == ("KEN",)
    assert codes(text, word, dateline="KAMPALA") == ("UGA",)


@pytest.mark.parametrize(
    ("sentence", "word"),
    [("Senior trade officials of many nations spoke.", "officials"), ("An office was opened.", "office")],
)
def test_officials_of_others_are_not_of_the_place_that_is_written_from(sentence: str, word: str) -> None:
    assert codes("Kenya buys grain from Uganda. " + sentence, word, dateline="NAIROBI") == ()


def test_an_administration_is_of_the_state_of_its_head() -> None:
    made = Page(document("The Reagan administration opposes it.", date="1987-03-02"))
    assert made.cast.codes(made.doc[2]) == ("USA",)


@pytest.mark.parametrize(
    ("text", "word", "party"),
    [
        ("Kenya owes money to creditor banks.", "banks", "creditor banks"),
        ("Kenya owes creditor banks much. It met the banks.", "banks", "creditor banks"),
        ("Kenya was helped by six major industrial nations.", "nations", "six major industrial nations"),
        ("Kenya appealed to the international community.", "community", "international community"),
        ("Kenya sells tea to exporters.", "exporters", "exporters"),
    ],
)
def test_a_party_without_a_code_is_called_as_the_text_calls_it(text: str, word: str, party: str) -> None:
    assert codes(text, word) == (party,)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Kenya gave a news conference.", "conference"),
        ("Kenya was at the Paris summit.", "summit"),
        ("Kenya met the banks.", "banks"),
        ("Kenya formed a working group.", "group"),
    ],
)
def test_gatherings_and_nouns_that_say_nothing_are_no_party(text: str, word: str) -> None:
    assert codes(text, word) in ((), ("FRA",))[:1]


@pytest.mark.parametrize("thing", ["Agreement", "Summit", "Strait", "Treaty"])
def test_a_thing_named_after_a_state_is_not_that_state(thing: str) -> None:
    text = f"They spoke of the Kenya {thing}."
    made = Page(document(text))
    assert made.cast.codes(made.doc[-2]) == ()
