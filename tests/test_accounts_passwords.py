"""Names and passwords: which may be chosen, and how passwords are kept."""

import unicodedata

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import VerifyMismatchError
from argon2.low_level import Type
from hypothesis import given
from hypothesis import strategies as st

from legation.accounts.names import checked_name, folded
from legation.accounts.passwords import STANDARD, Hasher, check_new
from legation.errors import AccountRefused, SignInRefused

QUICK = Hasher(passes=1, memory=8, lanes=1)
GOOD = "nine herons over a quay"
NAMES = st.text(st.characters(categories=("L", "M", "N", "P", "Zs")), min_size=1, max_size=30)


def accepted(name: str) -> str | None:
    try:
        return checked_name(name)
    except AccountRefused:
        return None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("  Kari Lund \n", "Kari Lund"), ("Kari    Lund", "Kari Lund"), ("Ame\u0301lie", "Am\u00e9lie"), ("李雷", "李雷")],
)
def test_a_name_is_kept_trimmed_and_composed(typed: str, kept: str) -> None:
    assert checked_name(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "...", "Kari\nLund", "Kari\x00", "Ka\u200bri", "\u202eiraK", "Ka\u3164ri", "x" * 81,
     "a" + "\u0301" * 10_000, "Ka\udcffri", "\u2800\u2800"],
    ids=ascii,
)  # fmt: skip
def test_a_name_that_is_empty_too_long_or_hides_something_is_refused(typed: str) -> None:
    with pytest.raises(AccountRefused):
        checked_name(typed)


@given(NAMES)
def test_a_name_that_was_accepted_is_accepted_again_as_it_is(typed: str) -> None:
    if (name := accepted(typed)) is not None:
        assert checked_name(name) == name
        assert name.isprintable()
        assert 1 <= len(name) <= 80


@given(NAMES)
def test_names_are_one_whatever_their_case_composition_and_white_space(typed: str) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert folded(unicodedata.normalize(form, typed)) == folded(typed)
    assert folded(typed.casefold()) == folded(f"  {typed}\t") == folded(typed)
    assert folded(folded(typed)) == folded(typed)


def test_names_that_differ_by_a_letter_are_two() -> None:
    assert folded("Kari Lund") != folded("Kari Lunde")
    assert folded("KARI lund") == folded("Ｋari  Lund")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "too short"),
        ("elevenchars", "too short"),
        ("e\u0301" * 11, "too short"),  # eleven characters, however many code points they were typed as
        ("x" * 1025, "of up to 1,024 bytes"),
        ("水" * 342, "of up to 1,024 bytes"),
        ("nine herons\udcff over", "no text"),
        ("Kari Lund 1985!", "made of the name"),
        ("lundkarilund", "made of the name"),
        ("password1234", "first that are tried"),
        ("P-a-s-s-w-o-r-d-2026", "first that are tried"),
        ("Legation2026!", "first that are tried"),
        ("welcomekari12", "first that are tried"),
        ("123456789012", "first that are tried"),
        ("987654321098", "first that are tried"),
        ("abababababab", "first that are tried"),
        ("abcdefghijklmn", "first that are tried"),
        ("PassWord-" * 100, "first that are tried"),
    ],
)
def test_a_poor_password_is_refused_with_what_is_wrong(password: str, said: str) -> None:
    with pytest.raises(AccountRefused, match=said):
        check_new(password, "Kari Lund")


def test_a_name_in_digits_alone_is_no_password_either() -> None:
    with pytest.raises(AccountRefused, match="made of the name"):
        check_new("１４１５９２６５３５８９", "141592653589")


@pytest.mark.parametrize(
    "password",
    [GOOD, "correct kari horse", "    heron    ", "水が静かに流れる夜の川辺で", "7391846205518", "twelvechars!"],
)
def test_length_is_asked_for_and_no_kind_of_character(password: str) -> None:
    check_new(password, "Kari Lund")


def test_a_password_that_comes_apart_in_endlessly_many_ways_is_judged_all_the_same() -> None:
    check_new("abcabc" * 150 + "harbour", "abc abcabc abcabcabc")
    with pytest.raises(AccountRefused, match="made of the name"):
        check_new("abcabc" * 150 + "-harbour", "abc abcabc abcabcabc harbour")


@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
def test_a_password_fits_its_own_hash_alone_however_it_is_composed(one: str, other: str) -> None:
    kept = QUICK.hashed(one)
    assert QUICK.fits(unicodedata.normalize("NFD", one), kept)
    same = unicodedata.normalize("NFKC", one) == unicodedata.normalize("NFKC", other)
    assert QUICK.fits(other, kept) is same


def test_the_same_password_is_hashed_with_another_salt_each_time() -> None:
    assert QUICK.hashed(GOOD) != QUICK.hashed(GOOD)


def test_the_standard_cost_is_the_second_recommended_option_of_rfc_9106() -> None:
    used = extract_parameters(STANDARD._nobody)
    assert (used.type, used.version) == (Type.ID, 19)
    assert (used.time_cost, used.memory_cost, used.parallelism) == (3, 64 * 1024, 4)
    made = extract_parameters(STANDARD.hashed(GOOD))
    assert made == used
    assert (made.salt_len, made.hash_len) == (16, 32)


def test_nobodys_hash_is_computed_to_the_end_before_it_does_not_fit() -> None:
    with pytest.raises(VerifyMismatchError):  # and not InvalidHashError, which costs nothing
        PasswordHasher().verify(QUICK._nobody, GOOD)
    hasher = Hasher(passes=1, memory=8, lanes=1)
    looked_at: list[str] = []

    class Looking:
        def verify(self, kept: str, _: bytes) -> bool:
            looked_at.append(kept)
            return True  # and even then it fits nobody

    hasher._argon = Looking()  # type: ignore[assignment]
    assert not hasher.fits(GOOD, None)
    assert looked_at == [hasher._nobody]


def test_what_is_no_hash_fits_nothing() -> None:
    assert not QUICK.fits(GOOD, "*")


@pytest.mark.parametrize("password", ["x" * 1025, "\udcff" * 20])
def test_what_can_be_no_password_does_not_fit_and_is_not_hashed(password: str) -> None:
    assert not QUICK.fits(password, QUICK.hashed(GOOD))
    with pytest.raises(AccountRefused):
        QUICK.hashed(password)


def test_a_hash_of_another_cost_is_outdated() -> None:
    dearer = Hasher(passes=2, memory=8, lanes=1)
    assert dearer.is_outdated(QUICK.hashed(GOOD))
    assert not dearer.is_outdated(dearer.hashed(GOOD))


def test_a_crowd_is_sent_away_and_the_line_is_free_again_afterwards() -> None:
    hasher = Hasher(passes=1, memory=8, lanes=1)
    kept = hasher.hashed(GOOD)
    for _ in range(8):
        hasher._line.acquire()
    with pytest.raises(SignInRefused, match="too many are signing in"):
        hasher.fits(GOOD, kept)
    hasher._line.release()
    for _ in range(3):
        assert hasher.fits(GOOD, kept)
        assert not hasher.fits("another one altogether", kept)
