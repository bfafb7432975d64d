"""Who is meant: noun phrases and pronouns to parties and persons."""

import pytest

from wire import commitments, entries, meetings, only, page

MET = "Kenyan Foreign Minister Grace Wanjiru met Tanzanian President Joseph Mushi in Dodoma. "


@pytest.mark.parametrize(
    ("sentence", "by", "to"),
    [
        ("Kenya and Uganda have sent grain to Sudan.", {"KEN", "UGA"}, ("SDN",)),
        ("Kenya, Uganda and Rwanda have sent grain to Sudan.", {"KEN", "UGA", "RWA"}, ("SDN",)),
        ("The Kenyan army has sent grain to Sudan.", {"KEN"}, ("SDN",)),
        ("The government of Kenya has sent grain to Sudan.", {"KEN"}, ("SDN",)),
        ("Kenya's parliament has approved a loan to Sudan.", {"KEN"}, ("SDN",)),
        ("Nairobi has sent grain to Khartoum.", {"KEN"}, ("SDN",)),
        ("The African Union has sent grain to Sudan.", {"AU"}, ("SDN",)),
        ("Foreign Minister Grace Wanjiru of Kenya has sent grain to Sudan.", {"KEN"}, ("SDN",)),
    ],
)
def test_states_and_those_who_act_for_them_are_one_party(sentence: str, by: set[str], to: tuple[str, ...]) -> None:
    commitment = only(commitments(sentence))
    assert (set(commitment.by), commitment.to) == (by, to)


@pytest.mark.xfail(strict=True, reason="a pledge of two is taken for one to each other, whoever is named to receive")
def test_what_two_pledge_to_a_third_is_towards_the_third() -> None:
    assert only(commitments("Kenya and Uganda will send grain to Sudan.")).to == ("SDN",)


@pytest.mark.parametrize(
    ("who", "by"),
    [
        ("Her country will send 40 buses to Tanzania.", {"KEN"}),
        ("She promised to send buses to Tanzania.", {"KEN"}),
        ("Wanjiru promised to send buses to Tanzania.", {"KEN"}),
        ("The Kenyan minister promised to send buses to Tanzania.", {"KEN"}),
        ("The foreign minister promised to send buses to Tanzania.", {"KEN"}),
        ("The president promised to send buses to Kenya.", {"TZA"}),
        ("The two sides agreed to open a railway.", {"KEN", "TZA"}),
        ("The two countries agreed to open a railway.", {"KEN", "TZA"}),
        ("Both leaders agreed to open a railway.", {"KEN", "TZA"}),
        ("They agreed to open a railway.", {"KEN", "TZA"}),
    ],
)
def test_pronouns_titles_and_sides_reach_back_to_who_was_named(who: str, by: set[str]) -> None:
    assert set(only(commitments(MET + who)).by) == by


def test_it_and_its_stand_for_the_state_that_acts() -> None:
    commitment = commitments("Kenya sent grain to Uganda. It will send 40 buses to Uganda.")[-1]
    assert (commitment.by, commitment.to) == (("KEN",), ("UGA",))


VISIT = (
    "Tanzania held a fair in Dodoma. Tanzanian President Joseph Mushi opened it. "
    "Kenyan Foreign Minister Grace Wanjiru visited Tanzania on Monday. "
)


def test_the_visitor_is_the_one_from_abroad() -> None:
    told = only(commitments(VISIT + "The visiting dignitary said Kenya would send 40 buses to Tanzania."))
    assert told.speaker == "Grace Wanjiru"


def test_the_visitor_acts_for_the_state_they_come_from() -> None:
    promised = only(commitments(VISIT + "The visiting dignitary promised to send 40 buses to Tanzania."))
    assert promised.by == ("KEN",)


def test_a_counterpart_is_of_the_other_state() -> None:
    meeting = only(meetings("Kenyan Foreign Minister Grace Wanjiru met her Tanzanian counterpart Mary Kweka."))
    assert (meeting.actors, meeting.people) == (("KEN", "TZA"), ("Grace Wanjiru", "Mary Kweka"))


def test_we_is_the_side_of_the_one_who_speaks() -> None:
    commitment = only(commitments('"We will send 40 buses to Tanzania," Kenyan minister Grace Wanjiru said.'))
    assert (commitment.by, commitment.to) == (("KEN",), ("TZA",))


@pytest.mark.parametrize(
    ("sentence", "word", "name"),
    [
        ("Then he left.", "he", "Joseph Mushi"),
        ("The minister left.", "minister", "Grace Wanjiru"),
        ("The president left.", "president", "Joseph Mushi"),
        ("The Kenyan minister left.", "minister", "Grace Wanjiru"),
        ("Mushi left.", "Mushi", "Joseph Mushi"),
    ],
)
def test_a_title_or_surname_is_the_person_who_bears_it(sentence: str, word: str, name: str) -> None:
    text = MET + "Tanzanian President Joseph Mushi spoke first. " + sentence
    made = page(text)
    token = [token for token in made.doc if token.text == word][-1]
    person = made.cast.person(token)
    assert person is not None
    assert person.name == name


@pytest.mark.parametrize("phrase", ["a minister", "another minister", "no minister"])
def test_an_indefinite_title_is_nobody_known(phrase: str) -> None:
    made = page(MET + f"Later {phrase} left.")
    token = [token for token in made.doc if token.text == "minister"][-1]
    assert made.cast.person(token) is None


def test_a_title_of_another_state_is_not_the_person_named_before() -> None:
    made = page("Kenyan Foreign Minister Grace Wanjiru came. The Ugandan minister left.")
    token = [token for token in made.doc if token.text == "minister"][-1]
    assert made.cast.person(token) is None
    assert made.cast.codes(token) == ("UGA",)


def test_where_nobody_can_be_told_nobody_is_named() -> None:
    assert entries("The company will send 40 buses. They agreed on it.") == ()
