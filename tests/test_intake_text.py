"""Bytes → text as received."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import EmptyDocument, InputError, NotText
from legation.intake.text import decode


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_utf_8_text_comes_back_code_point_for_code_point(text: str) -> None:
    try:
        assert decode(text.encode(), "a") == text
    except EmptyDocument:
        assert not text.strip("\ufeff \xa0")


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_an_input_error(raw: bytes) -> None:
    with suppress(InputError):
        assert decode(raw, "a")


def test_newlines_and_a_stray_control_character_stay_as_they_are() -> None:
    text = "One\r\ntwo\rthree\nfour\x00five\x1b[31m\u202e"
    assert decode(text.encode(), "a") == text


def test_a_byte_order_mark_stays_so_that_offsets_are_those_of_the_file() -> None:
    assert decode("\ufeffKyiv".encode(), "a") == "\ufeffKyiv"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_marked_encoding_is_read_by_its_mark(encoding: str) -> None:
    assert decode("\ufeffTórshavn 🇫🇴".encode(encoding), "a") == "\ufeffTórshavn 🇫🇴"


def test_western_text_in_windows_1252_is_read() -> None:
    text = "Iceland’s minister said “yes” – to a 5 € levy in Tórshavn."
    assert decode(text.encode("cp1252"), "a") == text


@pytest.mark.parametrize(
    "raw",
    [
        "Министр подписал соглашение о поставках газа".encode("cp1251"),
        "外交部长签署了协议".encode("gbk"),
        b"Odd \x81\x8d bytes that Windows-1252 has no letters for",
        "Hello there".encode("utf-16-le"),
    ],
)
def test_an_encoding_that_cannot_be_told_is_refused_rather_than_guessed(raw: bytes) -> None:
    with pytest.raises(NotText):
        decode(raw, "a")


def test_a_utf_8_text_with_one_broken_byte_does_not_turn_into_mojibake() -> None:
    raw = "Premier meets café owners and Iceland’s envoy in Tórshavn".encode() + b"\xc3"
    with pytest.raises(NotText, match="broken at byte 61"):
        decode(raw, "a")


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"{\\rtf1 text}", "an RTF file"),
        (b"\xd0\xcf\x11\xe0old", "an old Office file"),
        (b"SQLite format 3\x00", "a SQLite database"),
    ],
)
def test_a_format_that_is_not_read_is_called_by_its_name(raw: bytes, kind: str) -> None:
    with pytest.raises(NotText, match=kind):
        decode(raw, "a")


def test_binary_data_is_refused_though_every_byte_is_ascii() -> None:
    with pytest.raises(NotText, match="binary data"):
        decode(bytes(range(32)) * 40 + b"some words among it", "a")
