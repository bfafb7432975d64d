"""Messages, and what is attached to them."""

from email.message import EmailMessage

import pytest

from bad_inputs.archives import docx
from legation.errors import BrokenFile
from legation.intake.piece import Piece
from opening import damage, documents, only, opened

TEXT = "Norway offered two ferries to Iceland – “today”.\n"


def message(text: str | None = TEXT, **headers: str) -> EmailMessage:
    made = EmailMessage()
    told = {"From": "Ida Holm <ida@mfa.example>", "Subject": "Ferries", "Date": "Thu, 06 May 2021 23:30:00 -0500"}
    for name, value in (told | headers).items():
        made[name] = value
    if text is not None:
        made.set_content(text)
    return made


def by_hand(body: bytes, *headers: str) -> bytes:
    return "\r\n".join(("Subject: Ferries", *headers, "", "")).encode() + body


def test_a_message_tells_its_title_its_sender_and_its_day_where_it_was_sent() -> None:
    raw = message().as_bytes()
    found = only(raw, "in/note.eml")
    assert found == Piece(raw, "note", TEXT, "Ferries", "2021-05-06", "Ida Holm", media="message/rfc822")


def test_a_mailbox_gives_its_messages_as_they_were_before_they_were_put_there() -> None:
    begun = b"From ida@mfa.example Thu May  6 23:30:00 2021\n"
    first, second = b"Subject: One\n\nFrom Oslo, news.\n\nFrom here on.\n>From afar.\n", message().as_bytes()
    raw = begun + first.replace(b"\n>From", b"\n>>From") + b"\n" + begun + second
    found = documents(raw, "post.mbox")
    assert [(each.raw, each.name, each.title, each.origin) for each in found] == [
        (first, "post-1", "One", "post.mbox, message 1"),
        (second, "post-2", "Ferries", "post.mbox, message 2"),
    ]


def test_a_message_of_a_mailbox_that_is_too_large_or_none_costs_itself() -> None:
    begun = b"From ida@mfa.example Thu May  6 23:30:00 2021\n"
    raw = begun + b"Subject: One\n\n" + b"a " * 600 + b"\n\n" + begun + b"no header\n\n" + begun + message().as_bytes()
    found = opened(raw, "post.mbox", most=1000)
    assert [type(each).__name__ for each in found] == ["Damaged", "Damaged", "Piece"]
    assert "limit for one document" in damage(raw, "post.mbox", most=1000)[0]
    with pytest.raises(BrokenFile, match="no mailbox"):
        opened(b"Dear all,\nnothing.\n", "post.mbox")


def test_a_sender_without_a_name_goes_by_the_domain() -> None:
    assert only(message(From="press@mfa.example").as_bytes(), "a.eml").source == "mfa.example"


def test_plain_text_is_taken_before_markup() -> None:
    made = message()
    made.add_alternative("<p>Only for programs that show markup.</p>", subtype="html")
    assert only(made.as_bytes(), "a.eml").text == TEXT


def test_of_markup_alone_the_text_is_taken() -> None:
    made = message(None)
    made.set_content("<html><body><p>Norway <b>waits</b>.</p><p>Iceland, too.</p></body></html>", subtype="html")
    assert only(made.as_bytes(), "a.eml").text == "Norway waits.\n\nIceland, too."


def test_attachments_are_documents_of_their_own_and_pictures_are_none() -> None:
    made = message()
    word = docx(
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
        b"A note.</w:t></w:r></w:p></w:body></w:document>"
    )
    made.add_attachment(word, maintype="application", subtype="octet-stream", filename="../../note.docx")
    made.add_attachment(b"\x89PNG\r\n", maintype="image", subtype="png", filename="map.png")
    made.add_attachment(message("Inside.\n"))
    body, note, inner = documents(made.as_bytes(), "a.eml")
    assert (note.text, note.name, note.origin) == ("A note.", "note", "a.eml, attachment 1: note.docx")
    assert (inner.text, inner.title, inner.origin) == ("Inside.\n", "Ferries", "a.eml, attachment 3")
    assert body.text == TEXT


def test_a_message_that_only_brings_an_attachment_is_no_document_itself() -> None:
    made = message("\n")
    made.add_attachment(TEXT.encode(), maintype="text", subtype="plain", filename="note.txt")
    assert only(made.as_bytes(), "a.eml").name == "note"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("iso-8859-1", "utf-8"), ("utf-8", "cp1252"), ("x-no-such", "utf-8"), ("windows-1252", "cp1252")],
)
def test_an_encoding_that_is_declared_wrongly_does_not_garble_the_text(declared: str, encoding: str) -> None:
    raw = by_hand(TEXT.encode(encoding), f"Content-Type: text/plain; charset={declared}")
    assert only(raw, "a.eml").text == TEXT


def test_an_encoding_in_seven_bits_is_read_as_declared() -> None:
    raw = by_hand("ノルウェー offers".encode("iso-2022-jp"), "Content-Type: text/plain; charset=iso-2022-jp")
    assert only(raw, "a.eml").text == "ノルウェー offers"


def test_a_text_in_no_encoding_costs_the_body_and_not_the_attachments() -> None:
    parts = (
        b"--x\r\n\r\n\x81\x8d\x8f\xff\r\n--x\r\nContent-Type: text/plain\r\n"
        b"Content-Disposition: attachment; filename=note.txt\r\n\r\nEnclosed.\r\n--x--\r\n"
    )
    raw = by_hand(parts, "Content-Type: multipart/mixed; boundary=x")
    assert [each.name for each in opened(raw, "a.eml") if isinstance(each, Piece)] == ["note"]
    assert len(damage(raw, "a.eml")) == 1


def test_broken_base64_is_read_as_far_as_it_goes() -> None:
    raw = by_hand(b"Tm9yd2F5!!!IHdhaXRz\r\n=", "Content-Transfer-Encoding: base64")
    assert (only(raw, "a.eml").text or "").startswith("Norway wait")


@pytest.mark.parametrize(
    "header",
    [
        "Subject: =?utf-8?q?a=0D=0ABcc=3A_b=40example.org?=",
        "Date: 99 Foo 99999",
        "From: <<<>",
        "Content-Type: multipart/mixed; boundary=",
        "Content-Disposition: attachment; filename*=utf-8''%00%ff",
    ],
)
def test_a_header_that_is_broken_does_not_cost_the_message(header: str) -> None:
    found = opened(f"From: a@example.org\r\n{header}\r\n\r\nNorway waits.\r\n".encode(), "a.eml")
    assert found
    assert all(isinstance(each, Piece) and "\n" not in (each.title or "") for each in found)


def test_what_has_no_head_is_no_message() -> None:
    with pytest.raises(BrokenFile, match="no message"):
        opened(b"Norway waits.\n\nSo does Iceland.\n", "a.eml")
