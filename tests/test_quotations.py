"""Quotation marks: where direct speech begins and ends."""

import pytest

from legation.reading.parse import parse
from legation.reading.quotations import quotations, runs_on


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said: “The road is long.” Then he left.", ["“The road is long.”"]),
        ('He said: "The road is long." Then he left.', ['"The road is long."']),
        ("He said: ''The road is long.'' Then he left.", ["''The road is long.''"]),
        ("He said: «The road is long». Then he left.", ["«The road is long»"]),
        ("He said: „The road is long“. Then he left.", ["„The road is long“"]),
        ("He said: “It is ‘long’ here.” Then he left.", ["“It is ‘long’ here.”"]),
        ("He said: “The road is long.\n\n“It is steep.”", ["“The road is long.", "“It is steep.”"]),
        ("The drivers' road and the driver's truck.", []),
        ('The 5" pipe and the 6" pipe.', []),
        ("He said so.", []),
        ("", []),
    ],
)
def test_a_quotation_ends_with_its_mark_or_its_paragraph(text: str, quoted: list[str]) -> None:
    doc = parse(text)
    assert [doc[q.start : q.end].text.strip() for q in quotations(doc)] == quoted


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("“The road is long.\n\n“It is steep.”", True),
        ("“The road is long.”\n\n“It is steep.”", False),
        ("“The road is long.\n\nHe left.\n\n“It is steep.”", False),
    ],
)
def test_a_quotation_left_open_goes_on_in_the_next_paragraph(text: str, goes_on: bool) -> None:
    doc = parse(text)
    first, second = quotations(doc)
    assert runs_on(doc, first, second) is goes_on
