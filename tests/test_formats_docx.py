"""The text of a Word document."""

import io

import docx as word
import pytest

from bad_inputs.archives import docx, laughs, outside
from legation.errors import BrokenFile, LimitReached
from opening import only, opened

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(body: str) -> bytes:
    return docx(f"<w:document {W}><w:body>{body}</w:body></w:document>".encode())


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_paragraphs_headings_and_tables_come_in_their_order() -> None:
    made = word.Document()
    made.core_properties.title, made.core_properties.author = "Ferries", "Ida Holm"
    made.add_heading("Joint statement")
    made.add_paragraph("Norway offered two ferries.")
    table = made.add_table(2, 2)
    for number, text in enumerate(("State", "Ferries", "Norway", "two")):
        table.cell(number // 2, number % 2).text = text
    made.add_paragraph("Iceland waits.")
    packed = io.BytesIO()
    made.save(packed)
    found = only(packed.getvalue(), "in/statement.docx")
    assert found.text == (
        "Joint statement\n\nNorway offered two ferries.\n\nState\tFerries\nNorway\ttwo\n\nIceland waits."
    )
    assert (found.title, found.author, found.date, found.name) == ("Ferries", "Ida Holm", None, "statement")


def test_a_change_that_was_tracked_is_read_as_if_it_were_made() -> None:
    inside = (
        f"<w:p>{run('Norway offered ')}<w:del>{run('one')}</w:del><w:ins>{run('two')}</w:ins>{run(' ferries.')}</w:p>"
    )
    assert only(document(inside), "a.docx").text == "Norway offered two ferries."


def test_what_stands_in_a_link_and_after_a_break_is_text_and_the_code_of_a_field_is_not() -> None:
    inside = (
        f"<w:p><w:hyperlink>{run('Norway')}</w:hyperlink><w:r><w:br/><w:t>waits</w:t><w:tab/><w:t>still</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert only(document(inside), "a.docx").text == "Norway\nwaits\tstill"


def test_footnotes_come_last() -> None:
    body = f"<w:document {W}><w:body><w:p>{run('Norway waits.')}</w:p></w:body></w:document>".encode()
    notes = f"<w:footnotes {W}><w:footnote><w:p>{run('In Oslo.')}</w:p></w:footnote></w:footnotes>".encode()
    assert only(docx(body, **{"footnotes.xml": notes}), "a.docx").text == "Norway waits.\n\nIn Oslo."


@pytest.mark.parametrize("raw", [laughs(), outside()])
def test_no_entity_is_expanded(raw: bytes) -> None:
    with pytest.raises(BrokenFile, match="damaged"):
        opened(raw, "a.docx")


def test_what_counts_is_how_large_it_is_when_unpacked() -> None:
    with pytest.raises(LimitReached, match="when unpacked"):
        opened(document(f"<w:p>{run(' ' * 500_000)}</w:p>"), "a.docx", most=20_000)


def test_a_document_of_pictures_is_refused_with_what_to_do() -> None:
    with pytest.raises(BrokenFile, match="without text"):
        opened(document("<w:p><w:r><w:drawing/></w:r></w:p>"), "a.docx")
