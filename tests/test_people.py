"""Persons of a text: fullest form, office, and whom they act for."""

import pytest

from legation.reading.page import Page
from legation.reading.people import Person
from legation.reference.known import person_codes
from wire import A_TUESDAY, document, page


def people(text: str, *, dateline: str | None = None, date: str = A_TUESDAY) -> dict[str, Person]:
    return {person.name: person for person in Page(document(text, date=date, dateline=dateline)).people}


@pytest.mark.parametrize(
    ("sentence", "name", "state"),
    [
        ("Kenyan Foreign Minister Grace Wanjiru spoke.", "Grace Wanjiru", "KEN"),
        ("Kenya's President Daniel Otieno spoke.", "Daniel Otieno", "KEN"),
        ("Prime Minister Ali Hassan of Iraq spoke.", "Ali Hassan", "IRQ"),
        ("President Otieno of Kenya spoke.", "Otieno", "KEN"),
        ("Grace Wanjiru, the Kenyan foreign minister, spoke.", "Grace Wanjiru", "KEN"),
        ("Grace Wanjiru, foreign minister of Kenya, spoke.", "Grace Wanjiru", "KEN"),
        ("Mr. Ahmad bin Salim, the ambassador of Oman, spoke.", "Ahmad bin Salim", "OMN"),
        ("Omani envoy Ahmad al-Busaidi spoke.", "Ahmad al-Busaidi", "OMN"),
        ("German Ambassador Dr. Hans von Berg spoke.", "Hans von Berg", "DEU"),
        ("Tanzanian Army chief Gen Paul Okello spoke.", "Paul Okello", "TZA"),
    ],
)
def test_title_before_apposition_behind_and_of_tell_whom_a_person_acts_for(
    sentence: str, name: str, state: str
) -> None:
    assert people(sentence)[name].codes == (state,)


@pytest.mark.parametrize("office", ["Uganda's Minister for Trade", "The Ugandan ambassador"])
def test_an_office_may_be_set_off_by_a_comma_before_the_name(office: str) -> None:
    assert people(f"{office}, Mrs. Rose Akello, spoke.")["Rose Akello"].codes == ("UGA",)


def test_what_a_list_goes_on_with_is_no_office() -> None:
    assert people("The Kenyan minister, Rose Akello and Eero Koskinen spoke.")["Rose Akello"].codes == ()


def test_an_office_within_the_name_of_a_party_counts() -> None:
    assert people("U.S. Trade Representative Grace Wanjiru spoke.")["Grace Wanjiru"].codes == ("USA",)


@pytest.mark.parametrize(("behind", "codes"), [("(R-Kan.)", ("USA",)), ("(D., N.J.)", ("USA",)), ("(Diego)", ())])
def test_party_and_state_in_brackets_make_a_member_of_congress(behind: str, codes: tuple[str, ...]) -> None:
    assert people(f"Then Grace Wanjiru {behind} spoke of the bill.")["Grace Wanjiru"].codes == codes


def test_a_family_name_with_its_particle_is_the_person_named_in_full() -> None:
    found = people("Omani Foreign Minister Hamad al-Busaidi came. Al-Busaidi spoke. Mr al-Busaidi left.")
    assert set(found) == {"Hamad al-Busaidi"}


def test_a_counterpart_named_acts_for_the_state_before_it() -> None:
    text = "Kenyan Foreign Minister Grace Wanjiru met her Ugandan counterpart Rose Akello."
    assert people(text)["Rose Akello"].codes == ("UGA",)


def test_titles_and_honorifics_are_no_part_of_a_name() -> None:
    found = people("Kenyan Foreign Minister Mrs Grace Wanjiru met Gen. Paul Okello.")
    assert set(found) == {"Grace Wanjiru", "Paul Okello"}


def test_a_surname_later_is_the_person_named_in_full_before() -> None:
    text = "Kenyan Foreign Minister Grace Wanjiru came. Wanjiru spoke of roads. Mr Wanjiru's wife did not."
    assert set(people(text)) == {"Grace Wanjiru"}


def test_a_full_name_later_completes_the_surname_before() -> None:
    assert set(people("Minister Wanjiru came. Kenyan Foreign Minister Grace Wanjiru spoke of roads.")) == {
        "Grace Wanjiru"
    }


def test_two_persons_of_one_surname_stay_two() -> None:
    found = people("Kenyan minister Peter Otieno met Tanzanian minister Mary Otieno.")
    assert {name: person.codes for name, person in found.items()} == {
        "Peter Otieno": ("KEN",),
        "Mary Otieno": ("TZA",),
    }


def test_a_bare_office_belongs_to_the_state_of_the_dateline() -> None:
    text = "Foreign Minister Grace Wanjiru spoke of trade between Kenya and Tanzania."
    assert people(text, dateline="NAIROBI")["Grace Wanjiru"].codes == ("KEN",)
    assert people(text, dateline="DODOMA")["Grace Wanjiru"].codes == ("TZA",)


def test_a_person_without_office_acts_for_nobody() -> None:
    assert people("Kenya will be visited by Mr Eero Koskinen.")["Eero Koskinen"].codes == ()


def test_a_country_before_a_name_is_no_title() -> None:
    assert people("In Kenya Mr Eero Koskinen lived well.")["Eero Koskinen"].codes == ()


def test_offices_are_kept_by_their_head_word() -> None:
    assert "minister" in people("Kenyan Foreign Minister Grace Wanjiru spoke.")["Grace Wanjiru"].offices


@pytest.mark.parametrize("text", ["Kenya sent grain to Uganda.", "The minister spoke.", "", "\n\n", "— , ."])
def test_parties_offices_and_marks_are_no_persons(text: str) -> None:
    assert people(text) == {}


def test_the_person_named_last_can_be_asked_for_by_office() -> None:
    made = page("Kenyan President Daniel Otieno received Tanzanian Ambassador Mary Kweka in Nairobi.")
    end = len(made.doc)
    assert [p.name for p in (made.people.before(end), made.people.before(end, office="president")) if p] == [
        "Mary Kweka",
        "Daniel Otieno",
    ]
    assert made.people.before(end, office="general") is None
    assert made.people.before(0) is None


def test_a_person_known_to_act_for_a_state_then_needs_no_title() -> None:
    sentence = "Mikhail Gorbachev spoke of grain."
    assert people(sentence, date="1987-03-02")["Mikhail Gorbachev"].codes == ("SUN",)
    assert people(sentence, date="2024-03-02")["Mikhail Gorbachev"].codes == ()


def test_a_name_known_by_itself_is_a_person_only_in_its_years() -> None:
    assert people("Reagan grain policy was praised.", date="1987-03-02")["Reagan"].codes == ("USA",)
    assert "Reagan" not in people("Reagan Airport was praised.", date="2024-03-02")


@pytest.mark.parametrize(
    ("name", "year", "codes"),
    [
        ("Jens Stoltenberg", 2022, ("NATO",)),
        ("Jens Stoltenberg", 2026, ("NOR",)),
        ("Recep Tayyip Erdoğan", 2024, ("TUR",)),
        ("Kim Jong-Un", 2024, ("PRK",)),
        ("Donald J. Trump", 2025, ("USA",)),
        ("Vladimir V. Putin, Jr.", 2025, ("RUS",)),
        ("Burns", 2023, ()),
        ("Eero Koskinen", 2021, ()),
        ("", None, ()),
    ],
)
def test_a_name_is_known_in_the_years_of_an_office_however_it_is_spelt(
    name: str, year: int | None, codes: tuple[str, ...]
) -> None:
    assert person_codes(name, year) == codes
