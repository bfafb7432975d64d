"""The text of a PDF, in paragraphs. The PDFs are set here, by Typst."""

import random
from pathlib import Path

import pytest
import typst

from bad_inputs.pdfs import locked, page, stream, written
from legation.errors import BrokenFile
from legation.intake.formats.typeset import Line, prose_of
from opening import only, opened

WORDS = (
    "norway iceland ministry transport cooperation announced parliament undertaking delegation negotiation development"
    " infrastructure representative humanitarian assistance autumn summer ferry harbour agreement signed between before"
)
HEAD = "header: [Ministry of Transport #h(1fr) 12 March 2021]"
LAYOUTS = {
    "words parted, a running head and numbers": (
        f'#set page(width: 14cm, height: 18cm, numbering: "1 / 1", {HEAD})\n#set par(justify: true)\n'
        "#set text(hyphenate: true, size: 10pt)"
    ),
    "ragged": '#set page(width: 14cm, height: 18cm, numbering: "1")',
    "set in": (
        "#set page(width: 14cm, height: 18cm)\n"
        "#set par(justify: true, spacing: 0.65em, first-line-indent: (amount: 1em, all: true))"
    ),
    "two columns": "#set page(width: 18cm, height: 20cm, columns: 2)\n#set par(justify: true)\n#set text(size: 9pt)",
}


def story(paragraphs: int) -> list[str]:
    chance = random.Random(6)  # noqa: S311 - no secret
    return [
        " ".join(
            " ".join(chance.choices(WORDS.split(), k=chance.randint(6, 18))).capitalize() + "."
            for _ in range(chance.randint(1, 6))
        )
        for _ in range(paragraphs)
    ]


def pdf(source: str, folder: Path) -> bytes:
    (folder / "set.typ").write_text(source)
    made = typst.compile(folder / "set.typ")
    assert isinstance(made, bytes)
    return made


@pytest.mark.parametrize("layout", LAYOUTS)
def test_paragraphs_come_out_as_they_went_in(layout: str, tmp_path: Path) -> None:
    written_story = story(30)
    found = only(pdf(f"{LAYOUTS[layout]}\n" + "\n\n".join(written_story), tmp_path), "statement.pdf")
    read = (found.text or "").split("\n\n")
    # Where a sentence ends with a page, nothing tells whether its paragraph does, too.
    assert len(set(read) & set(written_story)) >= 27
    assert (
        " ".join(read).removeprefix("Ministry of Transport\t12 March 2021 ").split() == " ".join(written_story).split()
    )


def test_the_running_head_stands_once_where_a_date_in_it_is_seen(tmp_path: Path) -> None:
    source = LAYOUTS["words parted, a running head and numbers"]
    text = only(pdf(source + "\n" + "\n\n".join(story(30)), tmp_path), "statement.pdf").text or ""
    assert text.startswith("Ministry of Transport\t12 March 2021\n\n")
    assert text.count("Ministry of Transport") == 1


def test_a_hyphen_that_belongs_to_the_word_stays() -> None:
    def lines(*texts: str) -> list[Line]:
        return [
            Line(text.removesuffix("-"), 0, 300, 700 - 12 * number, 10, text.endswith("-"))
            for number, text in enumerate(texts)
        ]

    assert prose_of([lines("A long-term plan for the long-", "term and the coop-", "eration of both")]) == (
        "A long-term plan for the long-term and the cooperation of both"
    )
    assert prose_of([lines("The short-", "and the long run of Anglo-", "Norwegian talks")]) == (
        "The short- and the long run of Anglo-Norwegian talks"
    )


def test_rows_of_a_table_stay_rows(tmp_path: Path) -> None:
    cells = "[State], [Ferries], [Norway], [two], [Iceland], [three]"
    text = only(pdf(f"#table(columns: (1fr, 1fr), {cells})", tmp_path), "table.pdf").text
    assert text == "State\tFerries\nNorway\ttwo\nIceland\tthree"


def test_footnotes_come_last(tmp_path: Path) -> None:
    first, second = story(2)
    text = only(pdf(f"{first}#footnote[As said in Oslo.]\n\n{second}", tmp_path), "a.pdf").text or ""
    assert text.split("\n\n")[1] == second
    assert "As said in Oslo." in text.split("\n\n")[-1]


def test_the_title_is_that_of_the_document_and_the_day_of_the_file_is_none(tmp_path: Path) -> None:
    source = (
        '#set document(title: "Joint statement", author: "Ida Holm", date: datetime(year: 2021, month: 5, day: 6))\n'
    )
    found = only(pdf(f"{source}{story(1)[0]}", tmp_path), "reports/statement.pdf")
    assert (found.title, found.author, found.date, found.name) == ("Joint statement", "Ida Holm", None, "statement")


@pytest.mark.parametrize("title", ["Microsoft Word - draft3.docx", "untitled", "12", "draft.indd"])
def test_what_a_program_called_the_file_is_no_title(title: str, tmp_path: Path) -> None:
    assert only(pdf(f'#set document(title: "{title}")\n{story(1)[0]}', tmp_path), "a.pdf").title is None


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (locked(), "locked with a password"),
        (page(stream(b"0 0 m 100 100 l S")), "run it through text recognition first"),
        (b"%PDF-1.7\nand nothing more", "damaged or cut short"),
    ],
)
def test_a_pdf_without_text_is_refused_with_what_to_do(raw: bytes, reason: str) -> None:
    with pytest.raises(BrokenFile, match=f"a.pdf: .*{reason}"):
        opened(raw, "a.pdf")


def test_a_pdf_that_lost_its_end_is_read_by_its_catalogue() -> None:
    raw = page(stream(written("Norway offered two ferries."))).partition(b"xref\n")[0]
    assert only(raw, "a.pdf").text == "Norway offered two ferries."
